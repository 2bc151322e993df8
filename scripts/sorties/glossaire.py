"""Writes `glossaire/`: every term from A to Z with its short definition."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.normalisation import en_slug
from scripts.sorties import apercus, skos
from scripts.sorties.gabarits import Page, Site, rendre


def produire(enrichi: Enrichi, site: Site) -> Iterator[Page]:
    """The glossary's front page."""
    lettres = [
        (lettre.upper(), list(termes))
        for lettre, termes in groupby(enrichi.recueil.termes, key=lambda t: en_slug(t.entete.terme)[:1])
    ]
    nombre = len(enrichi.recueil.termes)
    yield Page(
        adresse=adresses.GLOSSAIRE,
        titre=f"Glossaire : {nombre} mots de l’engagement des usagers",
        description=f"{nombre} mots et sigles de l’engagement des usagers, expliqués simplement, avec leurs sources.",
        html=rendre("glossaire.html", adresses.GLOSSAIRE, lettres=lettres, nombre=nombre),
        apercu=apercus.adresse("site", "glossaire"),
        liens=(skos.LIEN_GLOSSAIRE,),
    )
