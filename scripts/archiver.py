"""Make the archive for computers without a network: `python -m scripts.archiver [FICHIER.zip]`.

The site in a folder, opened as files: links name their `index.html`, since no server adds it; each
data file that scripts load stands there a second time as a script, since browsers refuse to read
files otherwise; and the content policy, which means nothing without a server, is left out.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import zipfile
from pathlib import Path, PurePosixPath

from mkdocs.exceptions import Abort, MkDocsException

from scripts.construire import RACINE, construire
from scripts.sorties.regles_formulaire import ADRESSE as REGLES

DOSSIER = "cote-a-cote"
_DATE_FIXE = (2026, 1, 1, 0, 0, 0)
_LIEN = re.compile(r'((?:href|action)=")(?![a-z]+:|#|//)([^"?#]*)([^"]*")')
_POLITIQUE = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n?')
# What people open and selections load too, by `lireDonnees` of overrides/js/donnees.js.
_AUSSI_LUS = re.compile(r"assets/selection\.json|donnees/(fiches\.csv|catalogue\.json)|fiches/[^/]+/index\.html")
_RAFRAICHIR = re.compile(r'(content="0; url=)([^"]*/)(")')


def page_en_fichier(html: str) -> str:
    """A page as it must be to be opened as a file."""

    def nommer(trouve: re.Match[str]) -> str:
        chemin = trouve[2]
        if PurePosixPath(chemin).suffix in ("", ".") or chemin.endswith("/") or chemin in (".", ".."):
            chemin = f"{chemin.rstrip('/')}/index.html" if chemin else chemin
        return trouve[1] + chemin + trouve[3]

    return _RAFRAICHIR.sub(r"\1\2index.html\3", _LIEN.sub(nommer, _POLITIQUE.sub("", html)))


def donnees_en_script(chemin: str, contenu: str) -> str:
    """A data file as a script that hands its content over; see `overrides/js/donnees.js`."""
    objet = contenu.strip() if chemin.endswith(".json") else json.dumps(contenu, ensure_ascii=False)
    # Both separators end a line in older scripts but not in JSON.
    propre = objet.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")
    return f"window.coteACote.recevoir({json.dumps(chemin)}, {propre});\n"


def archiver(destination: Path, racine: Path = RACINE) -> None:
    """Build the site and write its archive. Raises what `construire` raises; bytes depend only on the content."""
    with tempfile.TemporaryDirectory() as provisoire:
        site = Path(provisoire) / "site"
        construire(site, racine)
        with zipfile.ZipFile(destination, "w", zipfile.ZIP_DEFLATED) as archive:
            for fichier in sorted(site.rglob("*")):
                if fichier.is_file():
                    for nom, octets in _en_fichiers(fichier.relative_to(site).as_posix(), fichier.read_bytes()):
                        archive.writestr(zipfile.ZipInfo(f"{DOSSIER}/{nom}", _DATE_FIXE), octets, zipfile.ZIP_DEFLATED)


def _en_fichiers(chemin: str, octets: bytes) -> list[tuple[str, bytes]]:
    pour_scripts = chemin.startswith("recherche/") or chemin == REGLES
    fichiers = []
    if not pour_scripts:
        page = chemin.endswith(".html")
        fichiers.append((chemin, page_en_fichier(octets.decode()).encode() if page else octets))
    if pour_scripts or _AUSSI_LUS.fullmatch(chemin):
        fichiers.append((f"{chemin}.js", donnees_en_script(chemin, octets.decode()).encode()))
    return fichiers


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    analyseur = argparse.ArgumentParser(
        prog="python -m scripts.archiver",
        description="Construit une archive du site à ouvrir sans réseau : décompressez-la et ouvrez index.html.",
        add_help=False,
    )
    analyseur.add_argument("-h", "--help", action="help", help="afficher cette aide")
    analyseur.add_argument(
        "destination", nargs="?", type=Path, default=RACINE / f"{DOSSIER}.zip", help="fichier à écrire"
    )
    destination: Path = analyseur.parse_args(arguments).destination
    try:
        archiver(destination)
    except (Abort, MkDocsException) as erreur:
        sys.stderr.write(f"{erreur}\nL'archive n'est pas faite.\n")
        return 1
    except OSError as erreur:
        sys.stderr.write(f"L'archive n'a pas pu être écrite : {erreur.strerror}.\n")
        return 1
    sys.stdout.write(f"Archive faite : {destination} ({destination.stat().st_size // 1000} Ko).\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
