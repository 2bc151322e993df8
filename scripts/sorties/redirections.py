"""Writes `fiches/<ancien-slug>/index.html` for every former name of a fiche: a page that leads to
the present one at once, with a plain link for browsers that do not follow.
"""

from __future__ import annotations

from collections.abc import Iterator

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.sorties.gabarits import Fichier, Site, rendre


def produire(enrichi: Enrichi, site: Site) -> Iterator[Fichier]:
    """One small page for each former slug."""
    for fiche in enrichi.recueil.fiches:
        for ancien in fiche.entete.anciens_slugs:
            depuis = adresses.fiche(ancien)
            html = rendre("redirection.html", depuis, fiche=fiche, site=site.adresse)
            yield Fichier(f"{depuis}index.html", html.encode())
