"""Abbreviations that a fiche leaves unexplained.

An abbreviation is a run of capitals (« CVS »). It is explained by the glossary, by the list of those
that everyone knows (`sigles-connus.yml`), or by the fiche itself: in brackets, by what stands beside it
(« l'association JUST », « le CCOMS est un… »), by its initials spelt out, or as the very name in its title.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from scripts.recueil.fautes import Position
from scripts.recueil.normalisation import plier
from scripts.recueil.schema import lire_schema

if TYPE_CHECKING:
    from scripts.recueil.recueil import Fiche, Terme

_SIGLE = re.compile(r"(?<![\w@./])([A-ZÀ-Ý][A-ZÀ-Ý0-9]*[A-ZÀ-Ý][A-ZÀ-Ý0-9]*)s?(?![\w@])")
# A century or a rank (XIX, VII) is a number; of one letter alone nothing is to be explained.
_ROMAIN = re.compile(r"[IVX]+")
_MOT = re.compile(r"[a-z0-9]+")
_PETITS_MOTS = (
    "a|au|aux|avec|ce|ces|cet|cette|chez|d|dans|de|des|du|elle|en|et|il|l|la|le|les|ou|par|pour|qu|que|qui|s|sa|"
    "selon|ses|son|sont|sur|un|une"
)
_PETIT_MOT = re.compile(_PETITS_MOTS)
# What stands before: a noun (« la fondation MNH »), or one and a comma (« leur organisme, l'AQPSUD »).
_AVANT = re.compile(
    rf"(?:\b(?!(?i:{_PETITS_MOTS})\b)[^\W\d_]{{3,}} «?\s*|[a-zà-ÿ]{{3,}}, (?:l[ae] |les |l')?|\(\s*«?\s*)$"
)
# What stands after: brackets, the rest of a name (« SOS Préma », « AFM-Téléthon »), or what it is.
_APRES = re.compile(
    r"[\s»]*\(|[- ][A-ZÀ-Ý]| \d|-\d|\s*:|,? c'est-à-dire|,? soit |,? ou | (?:est|était) (?:l|un)| désigne| signifie|"
    r", (?!qui\b|que\b|dont\b|où\b|et\b|mais\b|en\b|au\b|à\b|dans\b|avec\b|par\b|pour\b|sur\b)[a-zà-ÿ]"
)


def sigles_inexpliques(fiche: Fiche, connus: frozenset[str]) -> Iterator[tuple[str, Position]]:
    """Each abbreviation that nothing explains, and where it comes first in the body."""
    expliques = {*_sigles(fiche.entete.titre), *connus}
    suspects: dict[str, Position] = {}
    for section in fiche.sections:
        for ligne in section.lignes:
            for trouve in _SIGLE.finditer(ligne.texte):
                sigle = trouve[1]
                if sigle not in expliques and _explique(ligne.texte, trouve):
                    expliques.add(sigle)
                suspects.setdefault(sigle, Position(ligne.numero, trouve.start() + 1))
    restants = {sigle: lieu for sigle, lieu in suspects.items() if sigle not in expliques}
    if restants:
        initiales = _initiales([fiche.entete.resume, *(section.texte for section in fiche.sections)])
        yield from ((sigle, lieu) for sigle, lieu in restants.items() if plier(sigle) not in initiales)


@cache
def _connus_de_tous() -> frozenset[str]:
    return frozenset(lire_schema("sigles-connus.yml")["sigles"])


def sigles_connus(termes: Iterable[Terme]) -> frozenset[str]:
    """Those of the glossary and those that everyone knows."""
    return _connus_de_tous().union(*(_sigles(" ".join(terme.formes)) for terme in termes))


def _sigles(texte: str) -> set[str]:
    return {trouve[1] for trouve in _SIGLE.finditer(texte)}


def _explique(texte: str, trouve: re.Match[str]) -> bool:
    avant, apres = texte[max(0, trouve.start() - 40) : trouve.start()], texte[trouve.end() :]
    return bool(_ROMAIN.fullmatch(trouve[1]) or _AVANT.search(avant) or _APRES.match(apres))


def _initiales(textes: Iterable[str]) -> str:
    """The initials of all words but small ones: « conseil de la vie sociale » gives "cvs"."""
    mots = (mot for texte in textes for mot in _MOT.findall(plier(texte)))
    return "".join(mot[0] for mot in mots if not _PETIT_MOT.fullmatch(mot))
