"""Writes `donnees/schemas/fiche.schema.json`, `terme.schema.json`, `parcours.schema.json`
and `page.schema.json`.

The front matter of each kind of record as JSON Schema (draft 2020-12), from the models: titles,
descriptions and examples in French, limits, admitted values with their labels (`x-libelles`, and
`enumDescriptions` for editors), patterns. `x-regle` names the rule of `regles.yml` that is broken
where the object that holds it is not satisfied. An editor that knows the schema, by the first line
`# yaml-language-server: $schema=…` of a front matter, completes and checks it.

The schema asks for dates of sources between quotes, as fiches are written; the validator also admits
a year without them. It cannot say what compares two fields (`x-ordre`) or two records.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.modeles import EnteteFiche, EntetePage, EnteteParcours, EnteteTerme
from scripts.sorties.gabarits import Fichier, Site, en_json

MODELES: dict[str, type[BaseModel]] = {
    "fiche": EnteteFiche,
    "terme": EnteteTerme,
    "parcours": EnteteParcours,
    "page": EntetePage,
}
_TITRES = {
    "fiche": "L'en-tête d'une fiche",
    "terme": "L'en-tête d'un terme",
    "parcours": "L'en-tête d'un parcours",
    "page": "L'en-tête d'une page",
}


class _DansLOrdre(GenerateJsonSchema):
    """Admitted values stay in the order of their vocabulary."""

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:
        """Keep the order."""
        return value


def produire(enrichi: Enrichi, site: Site) -> Iterator[Fichier]:
    """One schema a kind of record."""
    for sorte in MODELES:
        adresse = adresses.donnee(f"schemas/{sorte}.schema.json")
        yield Fichier(adresse, en_json(schema(sorte, site.adresse + adresse), indent=1))


def schema(sorte: str, identifiant: str = "") -> dict[str, Any]:
    """The JSON Schema of the front matter of a kind of record; `identifiant` is its absolute address."""
    contenu = MODELES[sorte].model_json_schema(schema_generator=_DansLOrdre)
    for definition in (contenu, *contenu.get("$defs", {}).values()):
        # The models' docstrings are for programmers.
        definition.pop("description", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": identifiant,
        **contenu,
        "title": _TITRES[sorte],
    }
