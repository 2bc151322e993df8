"""Writes `assets/style.css`: the style sheets of `overrides/styles/`, in order, as one file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import minify

from scripts.recueil.enrichissement import Enrichi
from scripts.sorties.gabarits import Fichier, Site

DOSSIER = Path(__file__).resolve().parents[2] / "overrides" / "styles"
FEUILLES = ("jetons", "base", "structure", "composants", "catalogue", "fiche", "chiffres", "selection", "impression")


def produire(enrichi: Enrichi, site: Site) -> Iterator[Fichier]:
    """The style sheet, minified."""
    texte = "\n".join((DOSSIER / f"{nom}.css").read_text(encoding="utf-8") for nom in FEUILLES)
    yield Fichier("assets/style.css", minify.string("text/css", texte).encode())
