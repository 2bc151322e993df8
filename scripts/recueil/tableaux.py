"""Tables of guide pages made readable by all: a caption, row and column headers, a frame that
scrolls with the keyboard where the table is wider than the screen.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

_TITRES = {"h1", "h2", "h3", "h4"}


class Tableaux(Extension):
    """Captions each table with the heading above it, and puts it in a named, focusable frame."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Run after inline Markdown (20)."""
        md.treeprocessors.register(_Encadreur(md), "tableaux", -4)


class _Encadreur(Treeprocessor):
    def run(self, root: Element) -> None:
        titre, nombre = "Tableau", 0
        for rang, element in enumerate(list(root)):
            if element.tag in _TITRES:
                titre = "".join(element.itertext())
            elif element.tag == "table":
                nombre += 1
                identifiant = f"tableau-{nombre}"
                legende = Element("caption", {"class": "visuellement-cache", "id": identifiant})
                legende.text = titre
                element.insert(0, legende)
                _nommer_les_entetes(element)
                cadre = Element(
                    "div", {"class": "tableau", "role": "region", "tabindex": "0", "aria-labelledby": identifiant}
                )
                cadre.tail, element.tail = element.tail, None
                root[rang] = cadre
                cadre.append(element)


def _nommer_les_entetes(tableau: Element) -> None:
    for entete in tableau.iter("th"):
        entete.set("scope", "col")
    for ligne in tableau.findall("tbody/tr"):
        premiere = ligne.find("td")
        if premiere is not None:
            premiere.tag = "th"
            premiere.set("scope", "row")
