"""Controlled vocabularies: levels, dimensions, sectors, publics, roles, regions."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from scripts.recueil.normalisation import plier
from scripts.recueil.schema import lire_schema

_SAISIE_MAX = 100
"""Characters that are compared: a longer text is no mistyped value."""


@dataclass(frozen=True)
class Valeur:
    """One admitted value; `rang` counts from 1 in display order (for levels: the step on the scale)."""

    id: str
    libelle: str
    definition: str
    rang: int


@dataclass(frozen=True)
class Vocabulaire:
    """A list of admitted values. `id` is also its name in addresses and filters (`/secteur/social/`)."""

    id: str
    champ: str
    singulier: str
    pluriel: str
    question: str
    definition: str
    valeurs: tuple[Valeur, ...]

    def __getitem__(self, identifiant: str) -> Valeur:
        """The value of that id. Raises KeyError for an unknown one."""
        for valeur in self.valeurs:
            if valeur.id == identifiant:
                return valeur
        raise KeyError(identifiant)

    def __contains__(self, identifiant: object) -> bool:
        return any(valeur.id == identifiant for valeur in self.valeurs)

    @property
    def ids(self) -> list[str]:
        """Ids in display order."""
        return [valeur.id for valeur in self.valeurs]

    def suggestion(self, saisie: str) -> str:
        """A French sentence that proposes the nearest value, or lists them all."""
        return suggerer_valeur(saisie, {valeur.id: valeur.libelle for valeur in self.valeurs})


@cache
def vocabulaires() -> dict[str, Vocabulaire]:
    """All vocabularies by id, in the order of `vocabulaires.yml`."""
    return {
        identifiant: Vocabulaire(
            identifiant,
            contenu["champ"],
            contenu["libelle"]["singulier"],
            contenu["libelle"]["pluriel"],
            contenu["question"],
            contenu["definition"],
            tuple(
                Valeur(valeur["id"], valeur["libelle"], valeur["definition"], rang)
                for rang, valeur in enumerate(contenu["valeurs"], start=1)
            ),
        )
        for identifiant, contenu in lire_schema("vocabulaires.yml").items()
    }


def suggerer_valeur(saisie: str, libelles: Mapping[str, str]) -> str:
    """The same for values with their labels: either may be what one meant to write."""
    par_libelle = {libelle: valeur for valeur, libelle in libelles.items()}
    return suggerer(saisie, {**{valeur: valeur for valeur in libelles}, **par_libelle}, tous=[*libelles])


def suggerer(saisie: str, admis: dict[str, str], tous: list[str] | None = None) -> str:
    """« Vouliez-vous dire … ? » when something admitted is near, otherwise the admitted values.

    `admis` maps each recognised spelling to the value to write; `tous` is what may be listed
    when nothing is near (omitted when None). The nearest is judged by
    `difflib.get_close_matches` on text without case or accents; `formulaire/suggestions.js` does the same.
    """
    formes = {plier(forme): valeur for forme, valeur in admis.items()}
    proches = difflib.get_close_matches(plier(saisie)[:_SAISIE_MAX], formes, n=1, cutoff=0.6)
    if proches:
        return f"Vouliez-vous dire « {formes[proches[0]]} » ?"
    return f"Valeurs possibles : {', '.join(tous)}." if tous else ""
