"""Access to the data that describes the records: vocabularies, sections, rules, stop words."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

DOSSIER = Path(__file__).resolve().parent.parent / "schema"


@cache
def lire_schema(nom: str) -> dict[str, Any]:
    """The content of a file of `scripts/schema/`, read once."""
    contenu: dict[str, Any] = yaml.load((DOSSIER / nom).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    return contenu
