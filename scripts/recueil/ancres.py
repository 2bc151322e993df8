"""Headings that can be pointed at: each one with an id stands beside a link to itself, `#`.

The link is outside the heading, whose name stays what is read; `overrides/js/partage.js` makes of
it a button that copies the address. Drawn here for texts in Markdown and for templates alike.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_TITRES = {"h2", "h3", "h4"}


def accompagner(titre: Element) -> Element:
    """The heading, which must have an id, in a `div` with its link."""
    bloc = Element("div", {"class": "titre-lien"})
    bloc.append(titre)
    bloc.tail, titre.tail = titre.tail, None
    nom = f"Lien vers «\u00a0{''.join(titre.itertext())}\u00a0»"
    SubElement(bloc, "a", {"class": "ancre", "href": f"#{titre.get('id')}", "aria-label": nom}).text = "#"
    return bloc


class Ancres(Extension):
    """Puts its link beside each heading of a page written in Markdown."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Run once everything else is done: other processors look for headings among the page's own children."""
        md.treeprocessors.register(_Accompagnateur(md), "ancres", -30)


class _Accompagnateur(Treeprocessor):
    def run(self, root: Element) -> None:
        for parent in list(root.iter()):
            for rang, element in enumerate(parent):
                if element.tag in _TITRES and element.get("id"):
                    parent[rang] = accompagner(element)
