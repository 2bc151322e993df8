"""Lighthouse on a page: installed once from npm into the tools' folder, run on our Chromium, several
times, the middle value kept.

The version is the last that runs on the Node 20 of Debian and Ubuntu: from 13 on, Node 22.19 is asked for.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.banc.fautes import BancImpossible
from tests.banc.statistiques import mediane
from tests.navigateur import OPTIONS
from tests.outils import exiger

VERSION = "12.8.2"
CATEGORIES = {
    "performance": "Performance",
    "accessibility": "Accessibilité",
    "best-practices": "Bonnes pratiques",
    "seo": "SEO",
}
DELAIS = {"first-contentful-paint": "FCP", "largest-contentful-paint": "LCP", "total-blocking-time": "TBT"}
"""Times of a run, in milliseconds, by Lighthouse's name."""
_DOSSIER = Path(sys.prefix) / "outils" / f"lighthouse-{VERSION}"
_PROGRAMME = _DOSSIER / "node_modules" / "lighthouse" / "cli" / "index.js"
_ATTENTE = 180
"""Seconds after which a run is given up."""


@dataclass(frozen=True)
class Passage:
    """One run: marks out of 100 by category, times by name, and what takes points away."""

    notes: dict[str, int]
    delais: dict[str, float]
    reproches: dict[str, str]
    """Titles of the audits that count in a mark and are not met in full, by audit."""


@dataclass(frozen=True)
class Bilan:
    """The runs of a page, in the order they were made."""

    passages: tuple[Passage, ...]

    def notes(self, categorie: str) -> list[int]:
        """The marks of every run."""
        return [passage.notes[categorie] for passage in self.passages]

    def note(self, categorie: str) -> float:
        """The middle mark."""
        return mediane(self.notes(categorie))

    def delai(self, nom: str) -> float:
        """The middle time."""
        return mediane([passage.delais[nom] for passage in self.passages])

    @property
    def reproches(self) -> dict[str, str]:
        """What at least one run found."""
        return {audit: titre for passage in self.passages for audit, titre in passage.reproches.items()}


def installer() -> None:
    """Have Lighthouse at hand; what npm cannot bring stops the benchmark."""
    _outil("node", "nodejs")
    if _PROGRAMME.exists():
        return
    npm = _outil("npm", "npm")
    _DOSSIER.mkdir(parents=True, exist_ok=True)
    # Without a project of its own, npm would install into the nearest folder above that has one.
    (_DOSSIER / "package.json").write_text('{"private": true}\n', encoding="utf-8")
    resultat = subprocess.run(
        [npm, "install", "--no-save", "--silent", f"lighthouse@{VERSION}"],
        cwd=_DOSSIER,
        capture_output=True,
        text=True,
        check=False,
    )
    if resultat.returncode or not _PROGRAMME.exists():
        raise BancImpossible(f"Lighthouse {VERSION} n'a pas pu être installé :\n{resultat.stdout}{resultat.stderr}")


def _outil(programme: str, paquet: str) -> str:
    """The path of a program, installed if need be."""
    try:
        return exiger(programme, paquet)
    except AssertionError as erreur:
        raise BancImpossible(str(erreur)) from erreur


def passer(adresse: str, navigateur: str) -> Passage:
    """Run Lighthouse once, as on a middling phone (its default): throttling is computed, not real."""
    commande = [
        _outil("node", "nodejs"),
        str(_PROGRAMME),
        adresse,
        "--quiet",
        "--output=json",
        "--output-path=stdout",
        "--no-enable-error-reporting",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags={' '.join(['--headless=new', *OPTIONS])}",
    ]
    try:
        resultat = subprocess.run(
            commande,
            env={**os.environ, "CHROME_PATH": navigateur},
            capture_output=True,
            text=True,
            check=False,
            timeout=_ATTENTE,
        )
    except subprocess.TimeoutExpired as erreur:
        raise BancImpossible(f"Lighthouse n'a pas fini en {_ATTENTE} s sur {adresse}.") from erreur
    if resultat.returncode:
        raise BancImpossible(f"Lighthouse a échoué sur {adresse} :\n{resultat.stderr[-2000:]}")
    return _lire(json.loads(resultat.stdout), adresse)


def _lire(rapport: dict[str, Any], adresse: str) -> Passage:
    if erreur := rapport.get("runtimeError"):
        raise BancImpossible(f"Lighthouse sur {adresse} : {erreur.get('message')}")
    notes, reproches = {}, {}
    for categorie in CATEGORIES:
        trouvee = rapport["categories"][categorie]
        # Lighthouse gives no mark where an audit that counts could not be made.
        if trouvee["score"] is None:
            raise BancImpossible(f"Lighthouse n'a pas pu noter « {categorie} » sur {adresse}.")
        notes[categorie] = round(100 * trouvee["score"])
        for reference in trouvee["auditRefs"]:
            audit = rapport["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                detail = audit.get("explanation") or audit.get("displayValue") or ""
                reproches[reference["id"]] = f"{audit['title']} {detail}".strip().replace("\xa0", " ")
    delais = {nom: float(rapport["audits"][nom]["numericValue"]) for nom in DELAIS}
    return Passage(notes, delais, reproches)
