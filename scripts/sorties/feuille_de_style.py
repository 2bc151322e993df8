"""Writes `assets/style.css`: the style sheets of `overrides/styles/`, in order, as one file; and
`assets/formulaire.css` and `assets/selection.css`, which only the contribution form and the page of the
selection load.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import minify

from scripts.recueil.enrichissement import Enrichi
from scripts.sorties.gabarits import Fichier, Site

DOSSIER = Path(__file__).resolve().parents[2] / "overrides" / "styles"
FEUILLES = ("jetons", "base", "structure", "composants", "catalogue", "fiche", "chiffres", "choix", "impression")
FORMULAIRE = "assets/formulaire.css"
SELECTION = "assets/selection.css"


def produire(enrichi: Enrichi, site: Site) -> Iterator[Fichier]:
    """The style sheets, minified."""
    yield _feuille("assets/style.css", *FEUILLES)
    yield _feuille(FORMULAIRE, "formulaire")
    yield _feuille(SELECTION, "selection")


def _feuille(adresse: str, *noms: str) -> Fichier:
    texte = "\n".join((DOSSIER / f"{nom}.css").read_text(encoding="utf-8") for nom in noms)
    return Fichier(adresse, minify.string("text/css", texte).encode())
