"""The settings of `mkdocs.yml` that commands need without MkDocs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import yaml


class ReglagesIllisibles(Exception):
    """`mkdocs.yml` cannot be read; the message says why, in French."""


@dataclass(frozen=True)
class Reglages:
    """`site` is the site's address, with its final slash."""

    site: str


def lire_reglages(racine: Path) -> Reglages:
    """The settings of the repository at `racine`.

    Raises ReglagesIllisibles where the file is missing, is not YAML or does not give the site's address.
    """
    try:
        contenu = yaml.load((racine / "mkdocs.yml").read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as erreur:
        raise ReglagesIllisibles("Le fichier mkdocs.yml manque ou ne peut pas être lu.") from erreur
    site = contenu.get("site_url") if isinstance(contenu, dict) else None
    if not isinstance(site, str) or not site.startswith(("https://", "http://")):
        raise ReglagesIllisibles("Le fichier mkdocs.yml doit donner l'adresse du site : site_url: https://…")
    return Reglages(site.rstrip("/") + "/")
