"""Check the records: `python -m scripts.validate [--format text|github|gitlab|json] [PATH…]`.

Exit status: 0 nothing wrong (advice may be printed), 1 faults found, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import Any, NoReturn

from scripts.recueil.fautes import FORMATS
from scripts.recueil.lecture import DOSSIERS
from scripts.recueil.recueil import Recueil, charger

RACINE = Path(__file__).resolve().parent.parent


class AnalyseurFrancais(argparse.ArgumentParser):
    """argparse, speaking French."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, **options)
        self.add_argument("-h", "--help", action="help", help="afficher cette aide")

    def error(self, message: str) -> NoReturn:
        """Print what is wrong with the command line and exit with 2."""
        sys.stderr.write(f"Commande mal écrite. Aide : {self.prog} --help\n  ({message})\n")
        raise SystemExit(2)


def _analyseur() -> argparse.ArgumentParser:
    analyseur = AnalyseurFrancais(
        prog="python -m scripts.validate",
        usage="python -m scripts.validate [--format text|github|gitlab|json] [CHEMIN …]",
        description="Vérifie les fiches, le glossaire, les parcours et le guide, et dit tout ce qui est à corriger.",
        epilog="Code de sortie : 0 rien à corriger, 1 fautes trouvées, 2 commande mal écrite.",
    )
    analyseur.add_argument(
        "--format",
        choices=sorted(FORMATS),
        default="text",
        help="text : une ligne par faute (par défaut) ; github, gitlab : annotations ; json : pour un programme",
    )
    analyseur.add_argument("--racine", type=Path, default=RACINE, help="dossier du recueil (par défaut : celui-ci)")
    analyseur.add_argument(
        "--fautes-partout",
        action="store_true",
        help="avec des chemins, dire aussi les fautes des autres fichiers, mais pas leurs conseils",
    )
    analyseur.add_argument(
        "chemins", nargs="*", type=Path, metavar="CHEMIN", help="fichiers ou dossiers (tous par défaut)"
    )
    return analyseur


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    options = _analyseur().parse_args(arguments)
    racine: Path = options.racine
    if not (racine / DOSSIERS["fiche"]).is_dir():
        sys.stderr.write(f"Le dossier « {racine} » ne contient pas de dossier « fiches ».\n")
        return 2
    choisis = {_relatif(chemin, racine) for chemin in options.chemins}
    absents = [chemin for chemin in options.chemins if not os.path.lexists(chemin)]
    for chemin in absents:
        sys.stderr.write(f"« {chemin} » n'existe pas. Vérifiez le nom, ou lancez la commande sans chemin.\n")
    if absents:
        return 2
    recueil = charger(racine)
    fautes = [
        faute
        for faute in recueil.fautes
        if not choisis or _choisie(faute.chemin, choisis) or (options.fautes_partout and faute.bloquante)
    ]
    sys.stdout.write(FORMATS[options.format](fautes))
    bloquantes = sum(faute.bloquante for faute in fautes)
    if options.format == "text":
        sys.stderr.write(_bilan(recueil, bloquantes, len(fautes) - bloquantes))
    return 1 if bloquantes else 0


def _relatif(chemin: Path, racine: Path) -> str:
    try:
        return Path(os.path.abspath(chemin)).relative_to(os.path.abspath(racine)).as_posix()
    except ValueError:
        return chemin.as_posix()


def _choisie(chemin: str, choisis: set[str]) -> bool:
    return any(choisi in (".", chemin) or chemin.startswith(f"{choisi}/") for choisi in choisis)


def _bilan(recueil: Recueil, fautes: int, conseils: int) -> str:
    lus = f"{len(recueil.fiches)} fiches, {len(recueil.termes)} termes, "
    lus += f"{len(recueil.parcours)} parcours, {len(recueil.pages)} pages sans faute de forme"
    if not fautes:
        return f"Rien à corriger ({lus}, {conseils} conseil{'s' * (conseils > 1)}).\n"
    return f"{fautes} faute{'s' * (fautes > 1)} à corriger, {conseils} conseil{'s' * (conseils > 1)}.\n"


if __name__ == "__main__":
    sys.exit(main())
