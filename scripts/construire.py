"""Build the site into `site/`: `python -m scripts.construire [DOSSIER]`.

The site is built beside its place and moved there only once it is whole: a fault, an interruption
or a full disk leaves the previous one as it was. What a killed build left is cleared by the next
one. Exit status 0 built, 1 not built.
"""

from __future__ import annotations

import argparse
import contextlib
import errno
import logging
import os
import re
import shutil
import signal
import sys
import tempfile
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from scripts.comprimer import comprimer

RACINE = Path(__file__).resolve().parent.parent

_ANCIEN = "-ancien"
_RAISONS = {
    errno.ENOSPC: "le disque est plein",
    errno.EDQUOT: "la place qui vous est allouée est pleine",
    errno.EFBIG: "un fichier serait trop gros",
    errno.EACCES: "vous n'avez pas le droit d'écrire dans ce dossier",
    errno.EROFS: "le disque est en lecture seule",
    errno.ENOENT: "le dossier qui doit le contenir n'existe pas",
}


def construire(destination: Path, racine: Path = RACINE, *, publication: bool = False) -> None:
    """Build into `destination`, all or nothing.

    `publication` adds what only a published site needs: previews for shared links, and the
    compressed copies that a web server sends.

    Raises Abort where the content has faults, MkDocsException where MkDocs cannot build, OSError
    where the disk refuses; in each case `destination` is untouched.
    """
    destination = destination.absolute()
    _ranger(destination)
    # The process's number tells whose folder it is.
    provisoire = Path(tempfile.mkdtemp(prefix=f".site-{destination.name}-{os.getpid()}-", dir=destination.parent))
    try:
        provisoire.chmod(0o755)
        config = load_config(str(racine / "mkdocs.yml"), site_dir=str(provisoire))
        config.extra["publication"] = publication
        config.plugins.on_startup(command="build", dirty=False)
        build(config)
        config.plugins.on_shutdown()
        if publication:
            comprimer(provisoire)
        _remplacer(destination, provisoire)
    finally:
        shutil.rmtree(provisoire, ignore_errors=True)


def _ranger(destination: Path) -> None:
    """Clear what builds that were killed left beside `destination`, and put back the site they had moved aside."""
    forme = re.compile(rf"\.site-{re.escape(destination.name)}-(\d+)-[a-z0-9_]{{8}}({_ANCIEN})?")
    for reste in sorted(destination.parent.glob(".site-*")):
        trouve = forme.fullmatch(reste.name)
        if not trouve or _tourne(int(trouve[1])):
            continue
        if trouve[2] and not destination.exists():
            reste.rename(destination)
        else:
            shutil.rmtree(reste, ignore_errors=True)


def _tourne(processus: int) -> bool:
    """Whether a process of that number runs."""
    try:
        os.kill(processus, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # it runs, for someone else
        pass
    return True


def _remplacer(destination: Path, nouveau: Path) -> None:
    """Put the new site in place by two renames; the old one comes back if the second fails."""
    ancien = nouveau.with_name(nouveau.name + _ANCIEN)
    if destination.exists():
        destination.rename(ancien)
    try:
        nouveau.rename(destination)
    except OSError:
        with contextlib.suppress(OSError):
            ancien.rename(destination)
        raise
    shutil.rmtree(ancien, ignore_errors=True)


def main(arguments: list[str] | None = None, racine: Path = RACINE) -> int:
    """Run the command on the repository at `racine`; returns its exit status."""
    analyseur = argparse.ArgumentParser(
        prog="python -m scripts.construire", description="Construit le site dans un dossier.", add_help=False
    )
    analyseur.add_argument("-h", "--help", action="help", help="afficher cette aide")
    analyseur.add_argument(
        "destination", nargs="?", type=Path, default=RACINE / "site", help="dossier à remplir (par défaut : site)"
    )
    destination: Path = analyseur.parse_args(arguments).destination
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    # A polite stop (by a forge, by a service) is an interruption like another.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        construire(destination, racine, publication=True)
    except (Abort, MkDocsException) as erreur:
        sys.stderr.write(f"{erreur}\nLe site précédent, s'il y en avait un, est intact.\n")
        return 1
    except OSError as erreur:
        raison = _RAISONS.get(erreur.errno or 0, erreur.strerror)
        sys.stderr.write(f"Le site n'a pas pu être écrit : {raison}. Le site précédent est intact.\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("Construction interrompue. Le site précédent est intact.\n")
        return 1
    pages = sum(1 for _ in destination.rglob("index.html"))
    sys.stdout.write(f"Site construit dans {destination} : {pages} pages.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
