"""French typography, added at build so that contributors type plain apostrophes and spaces.

Rules: Imprimerie nationale, « Lexique des règles typographiques » — curved apostrophe, no-break
space inside « » and before : ; ! ?, and between thousands.
"""

from __future__ import annotations

import re

_INSECABLE = "\u00a0"
_FINE = "\u202f"
_REGLES = [
    (re.compile(r"(?<=\w)'(?=\w)"), "’"),
    (re.compile(r"«[ \u00a0\u202f]*"), f"«{_INSECABLE}"),
    (re.compile(r"[ \u00a0\u202f]*»"), f"{_INSECABLE}»"),
    (re.compile(r" :(?=\s|$)"), f"{_INSECABLE}:"),
    (re.compile(r" ([;!?])"), rf"{_FINE}\1"),
    (re.compile(r" %"), f"{_FINE}%"),
    (re.compile(r"(?<=\d) (?=\d{3}(?!\d))"), _FINE),
    (re.compile(r"(?<=\bn[°os]) (?=\d)"), _INSECABLE),
]


def composer(texte: str) -> str:
    """The text with French apostrophes and no-break spaces; doing it twice changes nothing more."""
    for motif, remplacement in _REGLES:
        texte = motif.sub(remplacement, texte)
    return texte
