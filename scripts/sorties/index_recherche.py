"""Writes what the search loads, under `recherche/`:

- `index.json`: `{"fiches": n, "autres": [[kind, title, address, summary]…], "lots": [first term…],
  "mots_vides": […], "paliers": n}` — the manifest; document ranks count the fiches in the
  catalogue's order, then the others;
- `lot-<n>.json`: the slices of the index (see `recueil/index_compact.py`);
- `formes.json`: `{"termes": "…", "formes": "…"}`, each term beside its commonest written form, the
  commonest first; loaded only to correct a word;
- `suggestions.json`: `[[kind, title, address, other names]…]`, loaded when someone types in a box;
- `textes/<slug>.json`: `[[section title, plain text]…]` of a fiche, to show why it was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.index_compact import decouper
from scripts.recueil.mots import mots_vides
from scripts.recueil.recherche import PALIERS, indexer
from scripts.recueil.recueil import Fiche
from scripts.recueil.typographie import composer
from scripts.recueil.vocabulaire import vocabulaires
from scripts.sorties.gabarits import Fichier, Site, en_json

_SERRE = (",", ":")
_MARQUES = re.compile(r"\s*\[s\d+\]|[*_]{1,2}(?=\w)|(?<=\w)[*_]{1,2}|^- ", re.M)
_LIEN = re.compile(r"\[([^\]]*)\]\([^)]*\)")


def produire(enrichi: Enrichi, site: Site) -> Iterator[Fichier]:
    """The manifest, the lots and what is loaded on demand."""
    index = indexer(enrichi)
    lots = decouper(index)
    manifeste = {
        "fiches": len(enrichi.recueil.fiches),
        "autres": [
            [d.sorte, composer(d.titre), d.adresse, composer(d.resume)] for d in index.documents if d.sorte != "fiche"
        ],
        "lots": [lot.premier for lot in lots],
        "mots_vides": sorted(mots_vides()),
        "paliers": PALIERS,
    }
    yield Fichier("recherche/index.json", en_json(manifeste, separators=_SERRE))
    for rang, lot in enumerate(lots):
        yield Fichier(f"recherche/lot-{rang}.json", en_json(lot.en_dict(), separators=_SERRE))
    formes = {"termes": " ".join(index.formes), "formes": " ".join(index.formes.values())}
    yield Fichier("recherche/formes.json", en_json(formes, separators=_SERRE))
    yield Fichier("recherche/suggestions.json", en_json(list(_suggestions(enrichi)), separators=_SERRE))
    for fiche in enrichi.recueil.fiches:
        yield Fichier(f"recherche/textes/{fiche.slug}.json", en_json(_textes(fiche), separators=_SERRE))


def _suggestions(enrichi: Enrichi) -> Iterator[list[str]]:
    for vocabulaire in vocabulaires().values():
        for valeur in vocabulaire.valeurs:
            if (vocabulaire.id, valeur.id) in enrichi.par_valeur:
                adresse = adresses.valeur(vocabulaire.id, valeur.id)
                yield [composer(vocabulaire.singulier), composer(valeur.libelle), adresse, ""]
    for terme in enrichi.recueil.termes:
        autres_noms = " ; ".join(terme.formes[1:])
        yield ["Glossaire", composer(terme.entete.terme), adresses.terme(terme.slug), autres_noms]
    for lu in enrichi.recueil.parcours:
        yield ["Parcours", composer(lu.entete.titre), adresses.parcours(lu.slug), ""]
    for fiche in enrichi.recueil.fiches:
        yield ["Fiche", composer(fiche.entete.titre), adresses.fiche(fiche.slug), ""]


def _textes(fiche: Fiche) -> list[list[str]]:
    """The sections of a fiche as plain text, then what its sources do not say."""
    sections = [[s.titre, _LIEN.sub(r"\1", _MARQUES.sub("", s.texte))] for s in fiche.sections]
    sections.append(["Ce que les sources ne disent pas", fiche.entete.non_dit])
    return [[composer(titre), composer(" ".join(texte.split()))] for titre, texte in sections]
