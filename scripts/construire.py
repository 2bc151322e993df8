"""Build the site into `site/`: `python -m scripts.construire [DOSSIER]`.

The site is built beside its place and moved there only once it is whole: a fault, an interruption
or a full disk leaves the previous one as it was. Exit status 0 built, 1 not built.
"""

from __future__ import annotations

import argparse
import contextlib
import logging
import shutil
import sys
import tempfile
from pathlib import Path

from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, MkDocsException

from scripts.comprimer import comprimer

RACINE = Path(__file__).resolve().parent.parent


def construire(destination: Path, racine: Path = RACINE, *, publication: bool = False) -> None:
    """Build into `destination`, all or nothing.

    `publication` adds what only a published site needs: previews for shared links, and the
    compressed copies that a web server sends.

    Raises Abort where the content has faults, MkDocsException where MkDocs cannot build, OSError
    where the disk refuses; in each case `destination` is untouched.
    """
    destination = destination.absolute()
    provisoire = Path(tempfile.mkdtemp(prefix=".site-", dir=destination.parent))
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


def _remplacer(destination: Path, nouveau: Path) -> None:
    """Put the new site in place by two renames; the old one comes back if the second fails."""
    ancien = nouveau.with_name(nouveau.name + "-ancien")
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
    try:
        construire(destination, racine, publication=True)
    except (Abort, MkDocsException) as erreur:
        sys.stderr.write(f"{erreur}\nLe site précédent, s'il y en avait un, est intact.\n")
        return 1
    except OSError as erreur:
        sys.stderr.write(f"Le site n'a pas pu être écrit : {erreur.strerror}. Le site précédent est intact.\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("Construction interrompue. Le site précédent est intact.\n")
        return 1
    pages = sum(1 for _ in destination.rglob("index.html"))
    sys.stdout.write(f"Site construit dans {destination} : {pages} pages.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
