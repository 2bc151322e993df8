"""Writes `donnees/catalogue.json` and `donnees/glossaire.json`.

`catalogue.json`: `{"fiches": […], "vocabulaires": {…}}` — every field of every fiche under its
front-matter name, plus `slug`, `adresse` (from the site's root) and `sections` ([{titre, texte}],
Markdown as written), sorted by id; the vocabularies by id.
`glossaire.json`: `{"termes": […]}` — likewise, in alphabetical order.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.recueil import Fiche, Terme
from scripts.recueil.vocabulaire import vocabulaires
from scripts.sorties.gabarits import Fichier, Site, en_json


def produire(enrichi: Enrichi, site: Site) -> Iterator[Fichier]:
    """The two data files."""
    yield Fichier(
        f"{adresses.DONNEES}catalogue.json",
        en_json({"fiches": [_fiche(f) for f in enrichi.recueil.fiches], "vocabulaires": _vocabulaires()}, indent=1),
    )
    yield Fichier(
        f"{adresses.DONNEES}glossaire.json", en_json({"termes": [_terme(t) for t in enrichi.recueil.termes]}, indent=1)
    )


def _fiche(fiche: Fiche) -> dict[str, Any]:
    return {
        **fiche.entete.model_dump(mode="json"),
        "slug": fiche.slug,
        "adresse": adresses.fiche(fiche.slug),
        "sections": _sections(fiche),
    }


def _terme(terme: Terme) -> dict[str, Any]:
    return {
        **terme.entete.model_dump(mode="json"),
        "slug": terme.slug,
        "adresse": adresses.terme(terme.slug),
        "sections": _sections(terme),
    }


def _sections(enregistrement: Fiche | Terme) -> list[dict[str, str]]:
    return [{"titre": section.titre, "texte": section.texte} for section in enregistrement.sections]


def _vocabulaires() -> dict[str, Any]:
    return {
        v.id: {
            "champ": v.champ,
            "libelle": v.singulier,
            "definition": v.definition,
            "valeurs": [
                {"id": x.id, "libelle": x.libelle, "definition": x.definition, "rang": x.rang} for x in v.valeurs
            ],
        }
        for v in vocabulaires().values()
    }
