"""French typography, added at build so that contributors type plain apostrophes and spaces.

Rules: Imprimerie nationale, « Lexique des règles typographiques » — curved apostrophe, no-break
space inside « » and before : ; ! ?, and between thousands.
"""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

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


@lru_cache(maxsize=50_000)
def composer(texte: str) -> str:
    """The text with French apostrophes and no-break spaces; doing it twice changes nothing more."""
    for motif, remplacement in _REGLES:
        texte = motif.sub(remplacement, texte)
    return texte


class Typographie(Extension):
    """Composes every text of a Markdown page, code left out, before links cut the texts up."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Run after inline Markdown (20) and before the glossary links (-10)."""
        md.treeprocessors.register(_Compositeur(md), "typographie", -5)


class _Compositeur(Treeprocessor):
    def run(self, root: Element) -> None:
        for element in root.iter():
            if element.text and element.tag not in ("code", "pre"):
                element.text = composer(element.text)
            if element.tail:
                element.tail = composer(element.tail)
