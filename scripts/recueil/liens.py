"""Links that texts get: `fiche:`, `terme:` and `catalogue:` addresses, and the first use of a
glossary term in each section.

A Python-Markdown extension, so that fiches (rendered by `rendu.py`) and guide pages (rendered by
the site generator) get the same links from the same code.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element, SubElement

from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from scripts.recueil import adresses
from scripts.recueil.corps import LIEN_INTERNE
from scripts.recueil.recueil import Terme
from scripts.recueil.schema import lire_schema

_SANS_LIENS = {"a", "h1", "h2", "h3", "h4", "h5", "h6", "code", "pre", "sup", "caption", "th", "button"}
_NOUVELLE_SECTION = {"h1", "h2"}


class Reperage:
    """Finds glossary terms in a text.

    Words match whatever their case, abbreviations only in capitals. A form that belongs to two
    terms ("MSP") is never linked: its reader must choose.
    """

    def __init__(self, termes: Iterable[Terme]) -> None:
        termes = list(termes)
        proprietaires = Counter(forme for terme in termes for forme in {_cle(f) for f in terme.formes})
        self.noms = {terme.slug: terme.entete.terme for terme in termes}
        """Full names by slug."""
        self.formes = {
            terme.slug: [forme for forme in terme.formes if proprietaires[_cle(forme)] == 1] for terme in termes
        }
        """The forms of each term that no other term has, by slug."""
        self._mots: dict[str, str] = {}
        self._sigles: dict[str, str] = {}
        for slug, formes_du_terme in self.formes.items():
            for forme in formes_du_terme:
                if est_sigle(forme):
                    self._sigles[forme] = slug
                else:
                    self._mots[_cle(forme)] = slug
        # Longer expressions win, so that these hide the terms inside them.
        sans_lien = [_cle(expression) for expression in lire_schema("sans-lien.yml")["expressions"]]
        formes = sorted([*self._mots, *self._sigles, *sans_lien], key=len, reverse=True)
        alternatives = "|".join(re.escape(forme).replace("'", "['’]") for forme in formes)
        self._motif = re.compile(rf"(?<![\w-])(?:{alternatives or '(?!)'})(?![\w-])", re.IGNORECASE)

    def chercher(self, texte: str) -> list[tuple[int, int, str]]:
        """(start, end, slug) of every term found, from left to right, longest form first."""
        trouves = []
        for trouve in self._motif.finditer(texte):
            slug = self._sigles.get(trouve[0]) or self._mots.get(_cle(trouve[0]))
            if slug:
                trouves.append((trouve.start(), trouve.end(), slug))
        return trouves


def est_sigle(forme: str) -> bool:
    """Whether a form is an abbreviation, which is only met in capitals (CVS, ESSMS, e-Satis is not)."""
    lettres = [c for c in forme if c.isalpha()]
    return len(lettres) > 1 and sum(c.isupper() for c in lettres) > len(lettres) / 2


def _cle(forme: str) -> str:
    return forme.replace("’", "'").lower()


@dataclass
class LiensDePage:
    """What the extension needs to know of the page being rendered, and what it found there."""

    reperage: Reperage
    depuis: str
    soi_meme: str | None = None
    compter: Callable[[str], int | None] | None = None
    """Gives the number of fiches of a catalogue view, which is then written after its link."""
    utilises: set[str] = field(default_factory=set)

    def vers(self, adresse: str) -> str:
        """A link from this page to an address of the site."""
        return adresses.relative(self.depuis, adresse)


class Liens(Extension):
    """The extension; set `.page` before each conversion (None: texts get no links)."""

    def __init__(self) -> None:
        super().__init__()
        self.page: LiensDePage | None = None

    def extendMarkdown(self, md: Markdown) -> None:
        """Register after every other tree processor, so that links already made are seen as such."""
        md.treeprocessors.register(_LiensInternes(md, self), "liens-internes", -9)
        md.treeprocessors.register(_LiensGlossaire(md, self), "liens-glossaire", -10)


class _LiensInternes(Treeprocessor):
    def __init__(self, md: Markdown, extension: Liens) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        page = self.extension.page
        if page is None:
            return
        for lien in root.iter("a"):
            if interne := LIEN_INTERNE.fullmatch(lien.get("href", "")):
                lien.set("href", page.vers(adresses.interne(interne[1], interne[2])))
                nombre = page.compter(interne[2]) if page.compter and interne[1] == "catalogue" else None
                if nombre is not None:
                    SubElement(lien, "span", {"class": "compte"}).text = f"\u00a0({nombre})"


class _LiensGlossaire(Treeprocessor):
    def __init__(self, md: Markdown, extension: Liens) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        page = self.extension.page
        if page is None:
            return
        deja: set[str] = {page.soi_meme} if page.soi_meme else set()
        self._parcourir(root, page, deja)

    def _parcourir(self, element: Element, page: LiensDePage, deja: set[str]) -> None:
        if element.tag in _NOUVELLE_SECTION:
            deja.clear()
            if page.soi_meme:
                deja.add(page.soi_meme)
        if element.tag in _SANS_LIENS:
            return
        enfants = list(element)
        if element.text:
            element.text = self._lier(element, 0, element.text, page, deja)
        for enfant in enfants:
            self._parcourir(enfant, page, deja)
            if enfant.tail:
                rang = list(element).index(enfant) + 1
                enfant.tail = self._lier(element, rang, enfant.tail, page, deja)

    def _lier(self, parent: Element, rang: int, texte: str, page: LiensDePage, deja: set[str]) -> str:
        """Insert links into `parent` from child number `rang` on; returns the text before the first."""
        debut, dernier, avant = 0, None, texte
        for position, fin, slug in page.reperage.chercher(texte):
            if slug in deja:
                continue
            deja.add(slug)
            page.utilises.add(slug)
            lien = Element("a", {"class": "terme", "href": page.vers(adresses.terme(slug)), "data-terme": slug})
            if est_sigle(texte[position:fin]):
                SubElement(lien, "abbr", {"title": page.reperage.noms[slug]}).text = texte[position:fin]
            else:
                lien.text = texte[position:fin]
            morceau = texte[debut:position]
            if dernier is None:
                avant = morceau
            else:
                dernier.tail = morceau
            parent.insert(rang, lien)
            rang += 1
            debut, dernier = fin, lien
        if dernier is not None:
            dernier.tail = texte[debut:]
        return avant
