"""Writes `guide/`: the contents page of the guide, whose pages are written in `docs/guide/`."""

from __future__ import annotations

from collections.abc import Iterator

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.sorties import apercus
from scripts.sorties.gabarits import Page, Site, rendre


def produire(enrichi: Enrichi, site: Site) -> Iterator[Page]:
    """The guide's front page."""
    yield Page(
        adresse=adresses.GUIDE,
        titre="Guide de l’engagement des usagers",
        description="Comprendre l’engagement des usagers, ses niveaux et ses dimensions, et savoir par où commencer.",
        html=rendre("guide.html", adresses.GUIDE, pages=enrichi.recueil.guide),
        apercu=apercus.adresse("site", "guide"),
    )
