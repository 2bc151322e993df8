"""Contributors' texts to HTML: a restricted Markdown, then nh3.

In records, only paragraphs, lists, emphasis, links to the web, to fiches and to terms, and `[s1]`
exist; pages of docs/ add headings, tables and `code`. Whatever else is written comes out as text;
nh3 then holds the result to a list of tags, so that nothing runs even where the validator was
bypassed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element

import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.inlinepatterns import InlineProcessor

from scripts.recueil.corps import CITATION
from scripts.recueil.langues import Langues
from scripts.recueil.liens import Liens, LiensDePage, Reperage
from scripts.recueil.typographie import Typographie

# A citation never starts a line.
_AVANT_CITATION = re.compile(r" +(?=\[s\d)")
_BLOCS_RETIRES = ("code", "setextheader", "hr", "reference", "quote")
_MOTIFS_RETIRES = (
    "reference",
    "image_link",
    "image_reference",
    "short_reference",
    "short_image_ref",
    "autolink",
    "automail",
    "html",
    "entity",
)
_BALISES = {"p", "ul", "ol", "li", "em", "strong", "a", "sup", "br", "span", "abbr"}
_ATTRIBUTS = {
    "a": {"href", "class", "data-terme", "aria-label", "id"},
    "sup": {"class"},
    "span": {"lang"},
    "abbr": {"title"},
}
_BALISES_DE_PAGE = _BALISES | {
    *("h2", "h3", "h4", "h5", "h6", "code"),
    *("div", "table", "caption", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTS_DE_PAGE = {
    **_ATTRIBUTS,
    **{titre: {"id"} for titre in ("h2", "h3", "h4", "h5", "h6")},
    "span": {"lang", "class"},
    "div": {"class", "role", "tabindex", "aria-labelledby", "data-suite"},
    "caption": {"class", "id"},
    "th": {"scope"},
}


@dataclass
class Rendu:
    """A rendered text and the slugs of the terms it links to."""

    html: str
    termes: set[str]


class _Citations(InlineProcessor):
    def handleMatch(self, m: re.Match[str], data: str) -> tuple[Element, int, int]:  # type: ignore[override]
        appel = Element("sup", {"class": "appel"})
        numero = m[1][1:]
        lien = Element("a", {"href": f"#source-{m[1]}", "aria-label": f"Source {numero}"})
        lien.text = numero
        appel.append(lien)
        return appel, m.start(0), m.end(0)


class MarkdownRestreint(Extension):
    """Markdown without what could show or run anything else than a text: for pages of docs/."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Take away raw HTML, references, images, quotations and blocks of code."""
        md.preprocessors.deregister("html_block")
        for nom in _BLOCS_RETIRES:
            md.parser.blockprocessors.deregister(nom)
        for nom in _MOTIFS_RETIRES:
            md.inlinePatterns.deregister(nom)


class _MarkdownDeFiche(MarkdownRestreint):
    def extendMarkdown(self, md: Markdown) -> None:
        super().extendMarkdown(md)
        md.parser.blockprocessors.deregister("hashheader")
        md.inlinePatterns.deregister("backtick")
        md.inlinePatterns.register(_Citations(CITATION.pattern, md), "citation", 175)


def nettoyer_page(html: str) -> str:
    """The HTML of a page of docs/, held to the tags and attributes that such pages have."""
    return _nettoyer(html, _BALISES_DE_PAGE, _ATTRIBUTS_DE_PAGE)


def _nettoyer(html: str, balises: set[str], attributs: dict[str, set[str]]) -> str:
    return nh3.clean(html, tags=balises, attributes=attributs, url_schemes={"http", "https"}, link_rel=None)


class Moteur:
    """Renders the sections of records; made once, used for all.

    What was rendered is kept, so that a site being served only renders what changed.
    """

    def __init__(self, reperage: Reperage) -> None:
        self.reperage = reperage
        self._rendus: dict[tuple[str, str, str | None], Rendu] = {}
        self._liens = Liens()
        self._markdown = Markdown(
            extensions=[_MarkdownDeFiche(), Typographie(), Langues(), self._liens], output_format="html"
        )

    def rendre(self, texte: str, depuis: str, soi_meme: str | None = None) -> Rendu:
        """Render a section for the page at address `depuis`; `soi_meme` is the term it defines, if any."""
        if deja := self._rendus.get((texte, depuis, soi_meme)):
            return deja
        page = self._liens.page = LiensDePage(self.reperage, depuis, soi_meme)
        html = self._markdown.reset().convert(_AVANT_CITATION.sub("\u00a0", texte))
        propre = _nettoyer(html, _BALISES, _ATTRIBUTS)
        rendu = self._rendus[texte, depuis, soi_meme] = Rendu(propre, page.utilises)
        return rendu
