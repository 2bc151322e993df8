"""What is derived from the records, once: rendered texts, uses of terms, neighbours, groups.

Outputs read this and compute nothing that two of them need.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from scripts.recueil import adresses
from scripts.recueil.chiffres import Chiffres, compter
from scripts.recueil.corps import Section
from scripts.recueil.facettes import par_valeur
from scripts.recueil.liens import Reperage
from scripts.recueil.recueil import Fiche, Parcours, Recueil, Terme
from scripts.recueil.rendu import Moteur
from scripts.recueil.ressemblance import semblables

MOTS_PAR_MINUTE = 200
"""Silent reading of French prose by adults: about 195 words a minute (M. Brysbaert, "How many words
do we read per minute?", 2019, gives 238 for English and about 195 for French); rounded."""


@dataclass(frozen=True)
class SectionRendue:
    """A section ready to show; `html` is sanitised."""

    titre: str
    ancre: str
    html: str


@dataclass
class Enrichi:
    """The collection and everything derived from it."""

    recueil: Recueil
    reperage: Reperage
    """Finds the glossary's terms in texts."""
    sections_fiches: dict[str, list[SectionRendue]] = field(default_factory=dict)
    sections_termes: dict[str, list[SectionRendue]] = field(default_factory=dict)
    sections_parcours: dict[str, list[SectionRendue]] = field(default_factory=dict)
    termes_de: dict[str, set[str]] = field(default_factory=dict)
    """Slugs of the terms to which a page links, by the page's address."""

    @cached_property
    def par_valeur(self) -> dict[tuple[str, str], list[Fiche]]:
        """Fiches by (vocabulary, value)."""
        return par_valeur(self.recueil.fiches)

    @cached_property
    def chiffres(self) -> Chiffres:
        """The collection counted."""
        return compter(self.recueil)

    @cached_property
    def semblables(self) -> dict[str, list[Fiche]]:
        """The three most similar fiches of each, by slug."""
        return semblables(self.recueil.fiches)

    @cached_property
    def usages(self) -> dict[str, list[Fiche]]:
        """Fiches that use a term, by the term's slug."""
        usages: dict[str, list[Fiche]] = defaultdict(list)
        for fiche in self.recueil.fiches:
            for slug in sorted(self.termes_de[adresses.fiche(fiche.slug)]):
                usages[slug].append(fiche)
        return dict(usages)

    @cached_property
    def parcours_de(self) -> dict[str, list[Parcours]]:
        """Parcours in which a fiche is read, by the fiche's slug."""
        par_fiche: dict[str, list[Parcours]] = defaultdict(list)
        for parcours in self.recueil.parcours:
            for etape in parcours.entete.etapes:
                par_fiche[etape.fiche].append(parcours)
        return dict(par_fiche)

    @cached_property
    def homonymes(self) -> dict[str, list[Terme]]:
        """Terms that share an abbreviation, by that abbreviation ("MSP")."""
        par_sigle: dict[str, list[Terme]] = defaultdict(list)
        for terme in self.recueil.termes:
            if terme.entete.sigle:
                par_sigle[terme.entete.sigle].append(terme)
        return {sigle: termes for sigle, termes in par_sigle.items() if len(termes) > 1}

    @property
    def date(self) -> date:
        """The date of the newest change, which dates the whole site."""
        return derniere(self.recueil.fiches) or date(2026, 1, 1)

    def minutes(self, fiche: Fiche) -> int:
        """Reading time of a fiche in minutes, at least one."""
        mots = sum(len(re.findall(r"\w+", section.texte)) for section in fiche.sections)
        return max(1, round(mots / MOTS_PAR_MINUTE))


def derniere(fiches: Iterable[Fiche]) -> date | None:
    """The day of the newest change among fiches, None without any."""
    return max((fiche.entete.mise_a_jour for fiche in fiches), default=None)


_moteurs: dict[object, Moteur] = {}


def _moteur(noms: object, termes: tuple[Terme, ...]) -> Moteur:
    """The engine for these terms; the last one is kept for a site that is being served."""
    if noms not in _moteurs:
        _moteurs.clear()
        _moteurs[noms] = Moteur(Reperage(termes))
    return _moteurs[noms]


def enrichir(recueil: Recueil) -> Enrichi:
    """Render every text and note which terms it uses."""
    noms = tuple((terme.slug, terme.entete.terme, tuple(terme.formes)) for terme in recueil.termes)
    moteur = _moteur(noms, recueil.termes)
    enrichi = Enrichi(recueil, moteur.reperage)

    def rendre(sections: tuple[Section, ...], adresse: str, soi_meme: str | None = None) -> list[SectionRendue]:
        utilises = enrichi.termes_de.setdefault(adresse, set())
        rendues = []
        for section in sections:
            rendu = moteur.rendre(section.texte, adresse, soi_meme)
            utilises |= rendu.termes
            rendues.append(SectionRendue(section.titre, section.ancre, rendu.html))
        return rendues

    for fiche in recueil.fiches:
        enrichi.sections_fiches[fiche.slug] = rendre(fiche.sections, adresses.fiche(fiche.slug))
    for terme in recueil.termes:
        enrichi.sections_termes[terme.slug] = rendre(terme.sections, adresses.terme(terme.slug), terme.slug)
    for parcours in recueil.parcours:
        enrichi.sections_parcours[parcours.slug] = rendre(parcours.sections, adresses.parcours(parcours.slug))
    return enrichi
