"""One way to compare French text: without case, accents, ligatures or kinds of apostrophe."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "’": "'", "ʼ": "'", "‑": "-", "‐": "-"})
SLUG = re.compile("^[a-z0-9]+(-[a-z0-9]+)*$")
"""The name of a record's file, which is its address."""
_HORS_SLUG = re.compile(r"[^a-z0-9]+")


def plier(texte: str) -> str:
    """Fold a text for comparison. `recherche/normalisation.js` does the same in the browser."""
    decompose = unicodedata.normalize("NFD", texte.lower().translate(_LIGATURES))
    return "".join(c for c in decompose if not unicodedata.category(c).startswith("M"))


def en_slug(texte: str) -> str:
    """A name fit for an address: lower-case ASCII letters, digits and hyphens; may be empty."""
    return _HORS_SLUG.sub("-", plier(texte)).strip("-")


def sur_une_ligne(texte: str, maximum: int = 400) -> str:
    """A text fit for a one-line message: whitespace folded, controls shown, at most `maximum` characters."""
    texte = " ".join(texte.split())
    texte = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in texte)
    return texte if len(texte) <= maximum else texte[: maximum - 1] + "…"


def cle_de_tri(texte: str) -> tuple[str, str]:
    """Sort key of a French reader: accents and punctuation only break ties."""
    return en_slug(texte), texte
