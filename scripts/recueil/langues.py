"""Foreign words marked with their language, so that screen readers pronounce them as such."""

from __future__ import annotations

import re
from functools import cache
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from scripts.recueil.schema import lire_schema

_SANS_MARQUE = {"code", "pre"}


@cache
def _motif() -> re.Pattern[str]:
    mots = sorted(_langues(), key=len, reverse=True)
    return re.compile(rf"(?<![\w-])(?:{'|'.join(map(re.escape, mots))})(?![\w-])", re.IGNORECASE)


@cache
def _langues() -> dict[str, str]:
    """Language by word, lower case."""
    return {mot: langue for langue, mots in lire_schema("mots-etrangers.yml").items() for mot in mots}


class Langues(Extension):
    """Wraps each word of `mots-etrangers.yml` in a `span` with its language."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Run after typography (-5) and before the glossary links (-10), which go inside the spans."""
        md.treeprocessors.register(_Marqueur(md), "langues", -7)


class _Marqueur(Treeprocessor):
    def run(self, root: Element) -> None:
        self._parcourir(root)

    def _parcourir(self, element: Element) -> None:
        if element.tag in _SANS_MARQUE:
            return
        for enfant in list(element):
            self._parcourir(enfant)
            if enfant.tail:
                enfant.tail = _marquer(element, list(element).index(enfant) + 1, enfant.tail)
        if element.text:
            element.text = _marquer(element, 0, element.text)


def _marquer(parent: Element, rang: int, texte: str) -> str:
    """Insert spans into `parent` from child number `rang` on; returns the text before the first."""
    morceaux = _motif().split(texte)
    for decalage, (trouve, suite) in enumerate(zip(_motif().findall(texte), morceaux[1:], strict=True)):
        marque = Element("span", {"lang": _langues()[trouve.lower()]})
        marque.text, marque.tail = trouve, suite
        parent.insert(rang + decalage, marque)
    return morceaux[0]
