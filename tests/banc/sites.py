"""The three sites over the same pages, each built by the command that its users run, and timed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from scripts.construire import RACINE
from scripts.recueil.enrichissement import enrichir
from scripts.recueil.recueil import charger
from scripts.sorties import index_recherche
from scripts.sorties.gabarits import Site
from tests.banc.fautes import BancImpossible
from tests.banc.textes import PageSimple

_SCRIPTS = Path(__file__).parent / "moteurs"
PAGE_PAGEFIND = "recherche.html"
_MKDOCS = """\
site_name: Banc
docs_dir: {pages}
site_dir: {site}
theme:
  name: material
  language: fr
  font: false
plugins:
  - search:
      lang: fr
"""


@dataclass(frozen=True)
class SiteBati:
    """A built site and the seconds it took; `indexation` is the part spent on the search index."""

    dossier: Path
    construction: float
    indexation: float | None


def batir_le_notre(dossier: Path, essais: int = 1) -> SiteBati:
    """The site of this repository, validated and built as `make site` does."""
    duree = _lancer("-m", "scripts.construire", str(dossier), essais=essais)
    enrichi = enrichir(charger(RACINE))
    debut = time.perf_counter()
    for _ in index_recherche.produire(enrichi, Site()):
        pass
    return SiteBati(dossier, duree, time.perf_counter() - debut)


def batir_pagefind(dossier: Path, notre: Path, essais: int = 1) -> SiteBati:
    """Pagefind over a copy of our pages of fiches, terms and guide, and a bare page that searches."""
    for partie in ("fiches", "glossaire", "guide"):
        for page in sorted((notre / partie).glob("*/index.html")):
            html = page.read_text(encoding="utf-8")
            if "<main" in html:  # former addresses are mere redirections
                copie = dossier / page.relative_to(notre)
                copie.parent.mkdir(parents=True)
                copie.write_text(html.replace("<main", "<main data-pagefind-body", 1), encoding="utf-8")
    return indexer_avec_pagefind(dossier, essais)


def indexer_avec_pagefind(dossier: Path, essais: int = 1) -> SiteBati:
    """Pagefind's index of the pages in a folder, and a bare page that searches."""
    commande = ("-m", "pagefind", "--site", str(dossier), "--force-language", "fr", "--silent")
    duree = _lancer(*commande, essais=essais)
    shutil.copy(_SCRIPTS / "pagefind.html", dossier / PAGE_PAGEFIND)
    return SiteBati(dossier, duree, duree)


def batir_material(dossier: Path, pages: Iterable[PageSimple], essais: int = 1) -> SiteBati:
    """A stock Material build, with its own search, of pages in Markdown."""
    source = dossier.with_name(dossier.name + "-source")
    for page in pages:
        fichier = source / "pages" / f"{page.adresse.rstrip('/')}.md"
        fichier.parent.mkdir(parents=True, exist_ok=True)
        fichier.write_text(page.markdown, encoding="utf-8")
    (source / "pages" / "index.md").write_text("# Accueil\n\nLe banc de la recherche.\n", encoding="utf-8")
    reglages = source / "mkdocs.yml"
    reglages.write_text(_MKDOCS.format(pages=source / "pages", site=dossier), encoding="utf-8")
    duree = _lancer("-m", "mkdocs", "build", "--quiet", "--config-file", str(reglages), essais=essais)
    return SiteBati(dossier, duree, None)


def _lancer(*arguments: str, essais: int = 1) -> float:
    """Run a Python command from the repository, several times; returns the seconds of the fastest run."""
    durees = []
    for _ in range(essais):
        debut = time.perf_counter()
        resultat = subprocess.run(
            [sys.executable, *arguments],
            cwd=RACINE,
            env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
            capture_output=True,
            text=True,
            check=False,
        )
        durees.append(time.perf_counter() - debut)
        if resultat.returncode:
            raise BancImpossible(f"« python {' '.join(arguments)} » a échoué :\n{resultat.stdout}{resultat.stderr}")
    return min(durees)
