"""Writes `assets/js/**.js`: the browser modules of `overrides/js/`, minified."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import minify

from scripts.recueil.enrichissement import Enrichi
from scripts.sorties.gabarits import Fichier, Site

DOSSIER = Path(__file__).resolve().parents[2] / "overrides" / "js"


def produire(enrichi: Enrichi, site: Site) -> Iterator[Fichier]:
    """Each module under its own name."""
    for module in sorted(DOSSIER.rglob("*.js")):
        chemin = module.relative_to(DOSSIER).as_posix()
        yield Fichier(
            f"assets/js/{chemin}", minify.string("application/javascript", module.read_text(encoding="utf-8")).encode()
        )
