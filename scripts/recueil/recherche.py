"""The search index: what is searched, under which weights, as a lunr index built in Python.

All text analysis is ours (`mots.py`), in Python for the index and in JavaScript for the query;
lunr stores and ranks (BM25). The browser loads the serialised index as it is.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lunr.builder import Builder

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.facettes import valeurs
from scripts.recueil.mots import mots_vides, termes_d_index
from scripts.recueil.vocabulaire import vocabulaires

POIDS = {"titre": 10, "mots": 6, "resume": 4, "reperes": 3, "corps": 1}
"""Field weights: a word of the title says more than one of the body; `mots` holds keywords,
variants and abbreviations, `reperes` the facts panel (organisation, place, vocabulary labels)."""


@dataclass(frozen=True)
class DocumentCherchable:
    """Something that the search can find; `sorte` is "fiche", "terme" or "page"."""

    sorte: str
    slug: str
    titre: str
    adresse: str
    resume: str
    mots: str = ""
    reperes: str = ""
    corps: str = ""

    @property
    def ref(self) -> str:
        """The document's name in the index."""
        return f"{self.sorte}:{self.slug}"


def documents(enrichi: Enrichi) -> Iterator[DocumentCherchable]:
    """Everything the search covers: fiches, then terms, then guide pages."""
    for fiche in enrichi.recueil.fiches:
        entete = fiche.entete
        libelles = [v[i].libelle for v in vocabulaires().values() for i in valeurs(fiche, v)]
        lieu = [entete.lieu.commune or "", entete.lieu.pays]
        yield DocumentCherchable(
            "fiche",
            fiche.slug,
            entete.titre,
            adresses.fiche(fiche.slug),
            entete.resume,
            mots=" ; ".join(entete.mots_cles),
            reperes=" ; ".join([entete.porteur, *lieu, *libelles]),
            corps="\n".join([*(s.texte for s in fiche.sections), entete.non_dit, entete.justification_niveau]),
        )
    for terme in enrichi.recueil.termes:
        yield DocumentCherchable(
            "terme",
            terme.slug,
            terme.entete.terme,
            adresses.terme(terme.slug),
            terme.entete.definition_courte,
            mots=" ; ".join(terme.formes[1:]),
            reperes=terme.entete.base_legale or "",
            corps="\n".join(s.texte for s in terme.sections),
        )
    for page in enrichi.recueil.guide:
        yield DocumentCherchable(
            "page", page.slug, page.entete.titre, adresses.page(page.slug), page.entete.resume, corps=page.texte
        )


def index(enrichi: Enrichi) -> dict[str, Any]:
    """What the browser loads: `{"index": lunr index, "documents": {ref: […]}, "mots_vides": […]}`.

    `documents` gives [title, address, summary] for terms and guide pages only: the catalogue page
    already holds the fiches.
    """
    constructeur = Builder()
    constructeur.ref("ref")
    for champ, poids in POIDS.items():
        constructeur.field(champ, boost=poids)
    autres = {}
    for document in documents(enrichi):
        constructeur.add({"ref": document.ref, **{c: termes_d_index(getattr(document, c)) for c in POIDS}})
        if document.sorte != "fiche":
            autres[document.ref] = [document.titre, document.adresse, document.resume]
    # Serialising through lunr keeps its key order, which depends only on the order of documents.
    brut = json.loads(json.dumps(constructeur.build().serialize()))
    return {"index": brut, "documents": autres, "mots_vides": sorted(mots_vides())}
