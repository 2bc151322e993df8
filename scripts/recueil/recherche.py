"""What the search covers and how much each word of it says of a document.

The score of a document for a word is BM25F (S. Robertson and H. Zaragoza, "The Probabilistic
Relevance Framework: BM25 and Beyond", 2009): the frequencies of the word in the fields are added
up with their weights, then saturated. All but the word's rarity is known at build time; it is
computed here and rounded to a few steps, which `index_compact.py` writes and the browser adds up.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from statistics import fmean

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.facettes import valeurs
from scripts.recueil.mots import cle, decouper_en_mots, termes_d_index
from scripts.recueil.vocabulaire import vocabulaires

POIDS = {"titre": 10.0, "mots": 7.0, "resume": 4.0, "reperes": 3.0, "glossaire": 1.0, "corps": 1.0}
"""Field weights: `mots` holds keywords, variants and abbreviations, `reperes` the facts panel
(organisation, place, vocabulary labels), `glossaire` the other names of the terms its text uses;
those of its title and summary are in `mots`."""

K1, B = 1.6, 0.6
"""Saturation and length normalisation of BM25, chosen on the queries of `tests/recherche/`."""

PALIERS = 15
"""A score between 0 and 1 is rounded up to one of these steps."""

PART_MAX_D_UN_TERME = 0.25
"""A term that more fiches use than this share says nothing of one: its other names are not filed."""


@dataclass(frozen=True)
class DocumentCherchable:
    """Something that the search can find; `sorte` is "fiche", "terme", "page" or "parcours"."""

    sorte: str
    slug: str
    titre: str
    adresse: str
    resume: str
    mots: str = ""
    reperes: str = ""
    glossaire: str = ""
    corps: str = ""


@dataclass(frozen=True)
class Index:
    """`occurrences` gives for each index term, in alphabetical order, the documents that hold it as
    (rank in `documents`, step from 1 to PALIERS); `formes` its commonest written form, the
    terms of the most documents first.
    """

    documents: tuple[DocumentCherchable, ...]
    occurrences: dict[str, list[tuple[int, int]]]
    formes: dict[str, str]


def documents(enrichi: Enrichi) -> Iterator[DocumentCherchable]:
    """Everything the search covers: fiches in the catalogue's order, then terms, guide pages, parcours."""
    par_slug = enrichi.recueil.termes_par_slug
    trop_employes = PART_MAX_D_UN_TERME * len(enrichi.recueil.fiches)
    for fiche in enrichi.recueil.fiches:
        entete = fiche.entete
        libelles = [v[i].libelle for v in vocabulaires().values() for i in valeurs(fiche, v)]
        nommes = {slug for _, _, slug in enrichi.reperage.chercher(f"{entete.titre} ; {entete.resume}")}
        employes = enrichi.termes_de[adresses.fiche(fiche.slug)] - nommes
        rares = sorted(slug for slug in employes if len(enrichi.usages[slug]) <= trop_employes)
        noms = [forme for slug in sorted(nommes) for forme in par_slug[slug].formes]
        yield DocumentCherchable(
            "fiche",
            fiche.slug,
            entete.titre,
            adresses.fiche(fiche.slug),
            entete.resume,
            mots=" ; ".join([*entete.mots_cles, *noms]),
            reperes=" ; ".join([entete.porteur, entete.lieu.commune or "", entete.lieu.pays, *libelles]),
            glossaire=" ; ".join(forme for slug in rares for forme in par_slug[slug].formes),
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
        )
    for page in enrichi.recueil.guide:
        yield DocumentCherchable("page", page.slug, page.entete.titre, adresses.page(page.slug), page.entete.resume)
    for lu in enrichi.recueil.parcours:
        yield DocumentCherchable(
            "parcours", lu.slug, f"Parcours : {lu.entete.titre}", adresses.parcours(lu.slug), lu.entete.resume
        )


def indexer(enrichi: Enrichi) -> Index:
    """The index of the whole collection."""
    tous = tuple(documents(enrichi))
    poids_des_mots = [_frequences(document) for document in tous]
    longueurs = [sum(frequences.values()) for frequences in poids_des_mots]
    moyennes = {
        sorte: fmean(n for d, n in zip(tous, longueurs, strict=True) if d.sorte == sorte)
        for sorte in {document.sorte for document in tous}
    }
    occurrences: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for rang, (document, frequences) in enumerate(zip(tous, poids_des_mots, strict=True)):
        norme = K1 * (1 - B + B * longueurs[rang] / moyennes[document.sorte])
        for terme, frequence in frequences.items():
            occurrences[terme].append((rang, max(1, round(PALIERS * frequence / (frequence + norme)))))
    return Index(tous, dict(sorted(occurrences.items())), _formes(tous, occurrences))


@cache
def _frequences(document: DocumentCherchable) -> Counter[str]:
    """Index terms of a document with their weighted frequency; kept for a site that is being served."""
    frequences: Counter[str] = Counter()
    for champ, poids in POIDS.items():
        if champ == "resume" and document.sorte == "terme":
            continue  # A term stands beside the fiches only if the query names it.
        for terme in termes_d_index(getattr(document, champ), avec_mots_vides=champ == "titre"):
            frequences[terme] += poids  # type: ignore[assignment]
    return frequences


@cache
def _mots(document: DocumentCherchable) -> Counter[str]:
    return Counter(mot for champ in POIDS for mot in decouper_en_mots(getattr(document, champ)))


def _formes(tous: tuple[DocumentCherchable, ...], occurrences: Mapping[str, list[tuple[int, int]]]) -> dict[str, str]:
    comptes: dict[str, Counter[str]] = defaultdict(Counter)
    for document in tous:
        for mot, nombre in _mots(document).items():
            comptes[cle(mot)][mot] += nombre
    termes = sorted((t for t in comptes if t in occurrences), key=lambda t: (-len(occurrences[t]), t))
    return {terme: min(comptes[terme], key=lambda f: (-comptes[terme][f], f)) for terme in termes}
