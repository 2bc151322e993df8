"""Writes the tables: `donnees/<table>.csv`, a Table Schema each (`donnees/schemas/<table>.tableschema.json`)
and `donnees/datapackage.json`, which ties them.

CSV: RFC 4180 in UTF-8; columns and cells are those of `sorties/tables.py`, which says how a list, an
empty value and a formula are written.
Table Schema 1 (https://specs.frictionlessdata.io/table-schema/), with the properties that French data
portals ask for at its root (https://schema.data.gouv.fr/validation.html and data.gouv.fr's own
csv-detective): name, title, description, countryCode, homepage, path, resources, created,
lastModified, version (three numbers), contributors; and `example` in each field.
Tabular Data Package 1 (https://specs.frictionlessdata.io/tabular-data-package/): paths are relative
to the package, `bytes` and `hash` (SHA-256) are those of each file, schemas are repeated inside.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.formes import SEPARATEUR
from scripts.sorties.gabarits import NOM, SOUS_TITRE, Fichier, Site, en_json
from scripts.sorties.jeux_de_donnees import (
    DATE_DE_VERSION,
    LICENCE,
    LICENCE_ADRESSE,
    LICENCE_TITRE,
    TABLES,
    VERSION,
    Jeu,
)
from scripts.sorties.tables import TABLES as FORMES
from scripts.sorties.tables import Colonne, Table, en_csv, lignes_de_texte

_AUTEURS = [{"title": f"Les personnes qui contribuent à {NOM}", "role": "author"}]


def produire(enrichi: Enrichi, site: Site) -> Iterator[Fichier]:
    """The tables and their schemas, then the package."""
    ressources = []
    for jeu, table in zip(TABLES, FORMES, strict=True):
        octets = en_csv(lignes_de_texte(table, enrichi.recueil, site))
        yield Fichier(jeu.adresse, octets)
        schema = _schema(jeu, table, site)
        yield Fichier(jeu.schema, en_json(schema, indent=1))
        ressources.append(_ressource(jeu, table, octets, schema))
    yield Fichier(adresses.donnee("datapackage.json"), en_json(_paquet(ressources, enrichi, site), indent=1))


def _schema(jeu: Jeu, table: Table, site: Site) -> dict[str, Any]:
    return {
        "$schema": "https://specs.frictionlessdata.io/schemas/table-schema.json",
        "name": f"cote-a-cote-{table.nom}",
        "title": f"{NOM} : {jeu.titre[0].lower()}{jeu.titre[1:]}",
        "description": jeu.description,
        "countryCode": "FR",
        "homepage": site.adresse + adresses.DONNEES,
        "path": site.adresse + jeu.schema,
        "resources": [{"title": jeu.titre, "path": site.adresse + jeu.adresse}],
        "created": DATE_DE_VERSION,
        "lastModified": DATE_DE_VERSION,
        "version": VERSION,
        "contributors": _AUTEURS,
        "fields": [_champ(colonne) for colonne in table.colonnes],
        "missingValues": [""],
        **({"primaryKey": [*table.cle]} if table.cle else {}),
    }


def _champ(colonne: Colonne) -> dict[str, Any]:
    plusieurs = f" Plusieurs valeurs sont séparées par « {SEPARATEUR} »." if colonne.liste else ""
    return {
        "name": colonne.nom,
        "title": colonne.titre,
        "description": colonne.description + plusieurs,
        "type": colonne.type,
        **({"example": colonne.exemple} if colonne.exemple else {}),
        **({"constraints": colonne.contraintes} if colonne.contraintes else {}),
    }


def _ressource(jeu: Jeu, table: Table, octets: bytes, schema: dict[str, Any]) -> dict[str, Any]:
    # References to other tables are only here: a table checked alone with its own schema has no others.
    renvois = [
        {"fields": [ici], "reference": {"resource": ailleurs, "fields": [la]}} for ici, ailleurs, la in table.renvois
    ]
    return {
        "name": table.nom,
        "path": jeu.nom,
        "profile": "tabular-data-resource",
        "title": jeu.titre,
        "description": jeu.description,
        "format": "csv",
        "mediatype": jeu.type,
        "encoding": "utf-8",
        "bytes": len(octets),
        "hash": f"sha256:{hashlib.sha256(octets).hexdigest()}",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": {**schema, **({"foreignKeys": renvois} if renvois else {})},
    }


def _paquet(ressources: list[dict[str, Any]], enrichi: Enrichi, site: Site) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": "cote-a-cote",
        "title": f"{NOM} — {SOUS_TITRE}",
        "description": "Des expériences d’engagement des usagers dans le social, le médico-social et la santé, "
        "écrites à partir de sources publiques, et leur glossaire.",
        "homepage": site.adresse + adresses.DONNEES,
        "version": VERSION,
        "created": f"{enrichi.date.isoformat()}T00:00:00Z",
        "licenses": [{"name": LICENCE, "title": LICENCE_TITRE, "path": LICENCE_ADRESSE}],
        "contributors": _AUTEURS,
        "resources": ressources,
    }
