"""Writes the data as JSON (RFC 8259), in UTF-8: `donnees/catalogue.json`, `donnees/glossaire.json`,
one file a fiche (`donnees/fiches/<id>.json`) and one a term (`donnees/termes/<slug>.json`).

Each is an object that begins with `version` (of the format), `licence`, `attribution`, `site` (the
root of addresses) and `date` (of the newest change). Then:
`catalogue.json`: `{"fiches": […], "vocabulaires": {…}}` — every field of every fiche under its
front-matter name, plus `slug`, `adresse` (from the site's root) and `sections` ([{titre, texte}],
Markdown as written), sorted by id; the vocabularies by id.
`glossaire.json`: `{"termes": […]}` — likewise, in alphabetical order.
The others: `{"fiche": {…}}` and `{"terme": {…}}`, the same object as in the whole.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.recueil import Fiche, Terme
from scripts.recueil.vocabulaire import vocabulaires
from scripts.sorties.gabarits import Fichier, Site, en_json
from scripts.sorties.jeux_de_donnees import LICENCE, LICENCE_ADRESSE, LICENCE_TITRE, VERSION, attribution


def produire(enrichi: Enrichi, site: Site) -> Iterator[Fichier]:
    """The two whole files, then one for each record."""
    recueil = enrichi.recueil
    commun = {
        "version": VERSION,
        "licence": {"id": LICENCE, "titre": LICENCE_TITRE, "adresse": LICENCE_ADRESSE},
        "attribution": attribution(site),
        "site": site.adresse,
        "date": enrichi.date.isoformat(),
    }

    def fichier(adresse: str, **contenu: Any) -> Fichier:
        return Fichier(adresse, en_json({**commun, **contenu}, indent=1))

    yield fichier(
        adresses.donnee("catalogue.json"),
        fiches=[fiche_en_donnees(fiche) for fiche in recueil.fiches],
        vocabulaires=_vocabulaires(),
    )
    yield fichier(adresses.donnee("glossaire.json"), termes=[terme_en_donnees(terme) for terme in recueil.termes])
    for fiche in recueil.fiches:
        yield fichier(adresses.donnee_fiche(fiche.entete.id), fiche=fiche_en_donnees(fiche))
    for terme in recueil.termes:
        yield fichier(adresses.donnee_terme(terme.slug), terme=terme_en_donnees(terme))


def fiche_en_donnees(fiche: Fiche) -> dict[str, Any]:
    """A fiche as its JSON object."""
    return {
        **fiche.entete.model_dump(mode="json"),
        "slug": fiche.slug,
        "adresse": adresses.fiche(fiche.slug),
        "sections": _sections(fiche),
    }


def terme_en_donnees(terme: Terme) -> dict[str, Any]:
    """A term as its JSON object."""
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
