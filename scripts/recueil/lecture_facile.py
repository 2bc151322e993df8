"""The easy part of a guide page set apart from the rest, for the « version simple »."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

FACILE = "En bref"


class LectureFacile(Extension):
    """Puts what follows the section « En bref » into one `div` that the simple version folds."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Run last: the other processors look at the page's own children."""
        md.treeprocessors.register(_Separateur(md), "lecture-facile", -20)


class _Separateur(Treeprocessor):
    def run(self, root: Element) -> None:
        titres = [rang for rang, element in enumerate(root) if element.tag == "h2"]
        if len(titres) < 2 or "".join(root[titres[0]].itertext()) != FACILE:
            return
        suite = Element("div", {"data-suite": ""})
        for element in list(root)[titres[1] :]:
            root.remove(element)
            suite.append(element)
        root.append(suite)
