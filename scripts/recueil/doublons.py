"""Fiches that may tell the same experience twice: same sentences, same sources, or same place and title.

`ressemblance.py` ranks neighbours, which every fiche has; here a pair is named only where something
is nearly the same. In the published collection no two fiches share a sentence of eight words or more than
one source, and no titles of one place share half of their words.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from scripts.recueil.corps import CITATION
from scripts.recueil.normalisation import plier

if TYPE_CHECKING:
    from scripts.recueil.recueil import Fiche

MOTS = 8
"""Words from which a sentence is nobody's stock phrase."""
PHRASES = 2
TITRE = 0.5
"""Share of the titles' words (of four letters or more) that both have, their Jaccard index."""

_FIN_DE_PHRASE = re.compile(r"(?<=[.!?])\s+")
_MOT = re.compile(r"[a-z0-9]{4,}")


def doublons(fiches: Sequence[Fiche]) -> list[tuple[Fiche, Fiche, str]]:
    """Pairs that look alike, the newer first, with what they share in French; by number."""
    raisons: dict[tuple[str, str], str] = {}
    par_slug = {fiche.slug: fiche for fiche in sorted(fiches, key=lambda f: f.entete.id)}
    rangs = {slug: rang for rang, slug in enumerate(par_slug)}
    titres = {slug: {*_MOT.findall(plier(fiche.entete.titre))} for slug, fiche in par_slug.items()}
    memes_mots = _communs({slug: {(_lieu(par_slug[slug]), mot) for mot in mots} for slug, mots in titres.items()})
    for (a, b), nombre in memes_mots.items():
        if nombre >= TITRE * len(titres[a] | titres[b]):
            raisons[a, b] = "même lieu, presque le même titre"
    sources = {slug: {source.url for source in fiche.entete.sources} for slug, fiche in par_slug.items()}
    for (a, b), nombre in _communs(sources).items():
        if nombre >= 2 or nombre == min(len(sources[a]), len(sources[b])):
            raisons[a, b] = f"{nombre} source{'s' * (nombre > 1)} en commun"
    for (a, b), nombre in _communs({slug: _phrases(fiche) for slug, fiche in par_slug.items()}).items():
        if nombre >= PHRASES:
            raisons[a, b] = f"{nombre} phrases en commun"
    paires = sorted(raisons, key=lambda paire: (rangs[paire[1]], rangs[paire[0]]))
    return [(par_slug[b], par_slug[a], raisons[a, b]) for a, b in paires]


def _communs(traits: Mapping[str, Iterable[Hashable]]) -> Counter[tuple[str, str]]:
    """How many traits each pair shares, for pairs that share some; in the order of `traits`."""
    porteurs: dict[Hashable, list[str]] = defaultdict(list)
    for slug, ensemble in traits.items():
        for trait in ensemble:
            porteurs[trait].append(slug)
    return Counter((a, b) for slugs in porteurs.values() for rang, b in enumerate(slugs) for a in slugs[:rang])


def _lieu(fiche: Fiche) -> tuple[str | None, str | None, str]:
    """Where the experience takes place; all of a country is a place too."""
    return fiche.entete.lieu.commune, fiche.entete.lieu.region, fiche.entete.lieu.pays


def _phrases(fiche: Fiche) -> set[str]:
    """The long sentences of a text, without case or citations."""
    textes = (CITATION.sub("", section.texte).lower() for section in fiche.sections)
    mots = (phrase.split() for texte in textes for phrase in _FIN_DE_PHRASE.split(texte))
    return {" ".join(phrase) for phrase in mots if len(phrase) >= MOTS}
