"""The records as plain pages, in Markdown or in bare HTML: the same words for every engine."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from scripts.recueil import adresses
from scripts.recueil.recueil import Fiche, PageGuide, Recueil, Terme
from scripts.recueil.vocabulaire import Vocabulaire, vocabulaires
from scripts.sorties.gabarits import lieu, periode, valeurs_de

_CITATION = re.compile(r" ?\[s\d+\]")
_LIEN = re.compile(r"\[([^\]]+)\]\([^)]*\)")


@dataclass(frozen=True)
class PageSimple:
    """A page of the collection without any theme; `parties` are (heading, Markdown text)."""

    adresse: str
    titre: str
    resume: str
    reperes: tuple[tuple[str, str], ...]
    parties: tuple[tuple[str, str], ...]

    @property
    def markdown(self) -> str:
        """The page as someone would write it for MkDocs."""
        reperes = "\n".join(f"- {nom} : {valeur}" for nom, valeur in self.reperes)
        parties = "\n\n".join(f"## {titre}\n\n{texte}" if titre else texte for titre, texte in self.parties)
        return f"# {self.titre}\n\n{self.resume}\n\n{reperes}\n\n{parties}\n"

    @property
    def html(self) -> str:
        """The page as bare HTML, marked for Pagefind."""
        reperes = "".join(f"<li>{escape(nom)} : {escape(valeur)}</li>" for nom, valeur in self.reperes)
        parties = "".join(
            (f"<h2>{escape(titre)}</h2>" if titre else "")
            + "".join(f"<p>{escape(paragraphe)}</p>" for paragraphe in texte.split("\n\n"))
            for titre, texte in self.parties
        )
        return (
            f'<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{escape(self.titre)}</title></head>'
            f"<body><main data-pagefind-body><h1>{escape(self.titre)}</h1><p>{escape(self.resume)}</p>"
            f"<ul>{reperes}</ul>{parties}</main></body></html>\n"
        )


def pages_simples(recueil: Recueil) -> Iterator[PageSimple]:
    """Every fiche, term and guide page."""
    yield from map(_fiche, recueil.fiches)
    yield from map(_terme, recueil.termes)
    yield from map(_guide, recueil.guide)


def _fiche(fiche: Fiche) -> PageSimple:
    entete = fiche.entete
    facettes = [(v.singulier, ", ".join(valeur.libelle for valeur in valeurs_de(fiche, v.id))) for v in _vocabulaires()]
    return PageSimple(
        adresses.fiche(fiche.slug),
        entete.titre,
        entete.resume,
        (("Porteur", entete.porteur), ("Lieu", lieu(fiche)), ("Période", periode(fiche)), *facettes),
        (
            ("", entete.justification_niveau),
            *((section.titre, _nu(section.texte)) for section in fiche.sections),
            ("Ce que les sources ne disent pas", entete.non_dit),
            ("Sources", "\n".join(f"- {source.titre}, {source.editeur}" for source in entete.sources)),
        ),
    )


def _terme(terme: Terme) -> PageSimple:
    entete = terme.entete
    sigle = f" ({entete.sigle})" if entete.sigle else ""
    return PageSimple(
        adresses.terme(terme.slug),
        entete.terme + sigle,
        entete.definition_courte,
        (),
        (
            *((section.titre, _nu(section.texte)) for section in terme.sections),
            *((("Base légale", entete.base_legale),) if entete.base_legale else ()),
            *((("On rencontre aussi", ", ".join(entete.variantes)),) if entete.variantes else ()),
            ("Sources", "\n".join(f"- {source.titre}, {source.editeur}" for source in entete.sources)),
        ),
    )


def _guide(page: PageGuide) -> PageSimple:
    return PageSimple(adresses.page(page.slug), page.entete.titre, page.entete.resume, (), (("", _nu(page.texte)),))


def _vocabulaires() -> list[Vocabulaire]:
    return [v for v in vocabulaires().values() if v.id != "region"]


def _nu(texte: str) -> str:
    """A text without its citations, its links reduced to their words."""
    return _LIEN.sub(r"\1", _CITATION.sub("", texte))
