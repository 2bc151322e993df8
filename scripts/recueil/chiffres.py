"""The collection counted: every figure that pages and pictures show, so that each is counted once."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from scripts.recueil.facettes import nombre_dans_la_vue
from scripts.recueil.normalisation import cle_de_tri
from scripts.recueil.recueil import Recueil
from scripts.recueil.vocabulaire import Valeur, vocabulaires

PREMIERE_ANNEE = 1990
"""Experiences that began before it are too few for a column a year: they share one."""


@dataclass(frozen=True)
class Chiffres:
    """Numbers of fiches, unless said otherwise. A fiche with two dimensions counts in both."""

    fiches: int
    termes: int
    """Number of glossary terms."""
    sources: int
    """Number of sources, a page cited by two fiches counting twice."""
    editeurs: int
    """Number of different publishers of sources."""
    matrice: tuple[tuple[Valeur, tuple[tuple[Valeur, int], ...]], ...]
    """For each dimension, the number at each level."""
    regions: tuple[tuple[Valeur, int], ...]
    """Every French region, those without a fiche included."""
    france_entiere: int
    """In France, but in no single region."""
    pays: tuple[tuple[str, int], ...]
    """Other countries, the commonest first."""
    debuts: tuple[tuple[str, int], ...]
    """By start: « avant 1990 », then every year to the newest."""
    sans_debut: int
    """Whose sources do not give the start."""


def compter(recueil: Recueil) -> Chiffres:
    """Count the whole collection."""
    fiches, voc = recueil.fiches, vocabulaires()
    lieux = [fiche.entete.lieu for fiche in fiches]
    pays = Counter(lieu.pays for lieu in lieux if not lieu.region and lieu.pays != "France")
    par_region = Counter(lieu.region for lieu in lieux)
    debuts = Counter(fiche.entete.periode.debut for fiche in fiches)
    sans_debut = debuts.pop(None, 0)
    anciens = sum(nombre for annee, nombre in debuts.items() if annee and annee < PREMIERE_ANNEE)
    derniere = max((annee for annee in debuts if annee), default=PREMIERE_ANNEE)
    sources = [source for fiche in fiches for source in fiche.entete.sources]
    return Chiffres(
        fiches=len(fiches),
        termes=len(recueil.termes),
        sources=len(sources),
        editeurs=len({cle_de_tri(source.editeur) for source in sources}),
        matrice=tuple(
            (
                dimension,
                tuple(
                    (niveau, nombre_dans_la_vue(fiches, f"dimension={dimension.id}&niveau={niveau.id}") or 0)
                    for niveau in voc["niveau"].valeurs
                ),
            )
            for dimension in voc["dimension"].valeurs
        ),
        regions=tuple((region, par_region[region.id]) for region in voc["region"].valeurs),
        france_entiere=sum(1 for lieu in lieux if not lieu.region and lieu.pays == "France"),
        pays=tuple(sorted(pays.items(), key=lambda p: (-p[1], cle_de_tri(p[0])))),
        debuts=(
            (f"avant {PREMIERE_ANNEE}", anciens),
            *((str(annee), debuts[annee]) for annee in range(PREMIERE_ANNEE, derniere + 1)),
        ),
        sans_debut=sans_debut,
    )
