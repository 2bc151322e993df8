"""Writes `accessibilite/rgaa/`: the 106 criteria of the RGAA 4.1, a table a theme, with for each where
this site stands, how it is met, and the test that shows it. The data are `scripts/schema/rgaa.yml`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.normalisation import en_slug
from scripts.recueil.schema import lire_schema
from scripts.sorties.gabarits import Page, Site, rendre

ADRESSE = adresses.page("accessibilite/rgaa")


@dataclass(frozen=True)
class Critere:
    """One criterion; `essai` is `fichier::fonction`, or None where no test shows it."""

    numero: str
    libelle: str
    etat: str
    comment: str
    essai: str | None


@dataclass(frozen=True)
class Theme:
    """One of the thirteen themes, numbered from 1 as in the RGAA."""

    numero: int
    titre: str
    criteres: tuple[Critere, ...]

    @property
    def ancre(self) -> str:
        """The id of its heading."""
        return en_slug(self.titre)


@cache
def themes() -> tuple[Theme, ...]:
    """The themes in order. Numbers are ranks: the RGAA leaves no gap."""
    return tuple(
        Theme(
            rang,
            theme["titre"],
            tuple(Critere(f"{rang}.{numero}", **critere) for numero, critere in enumerate(theme["criteres"], 1)),
        )
        for rang, theme in enumerate(lire_schema("rgaa.yml")["themes"], 1)
    )


def etats() -> dict[str, str]:
    """The admitted states and how they are read."""
    admis: dict[str, str] = lire_schema("rgaa.yml")["etats"]
    return admis


def comptes() -> Counter[str]:
    """How many criteria are in each state."""
    return Counter(critere.etat for theme in themes() for critere in theme.criteres)


def produire(enrichi: Enrichi, site: Site) -> Iterator[Page]:
    """The page of the criteria."""
    releve: date = lire_schema("rgaa.yml")["releve"]
    yield Page(
        adresse=ADRESSE,
        titre="Les 106 critères du RGAA 4.1",
        description="Où en est ce site pour chaque critère d’accessibilité. Relevé fait par nous, non audité.",
        html=rendre(
            "rgaa.html",
            ADRESSE,
            themes=themes(),
            etats=etats(),
            comptes=comptes(),
            releve=releve,
            accessibilite=adresses.page("accessibilite"),
            modifier=site.modifier_fichier("scripts/schema/rgaa.yml"),
            signaler=site.signaler("Les 106 critères du RGAA 4.1"),
        ),
    )
