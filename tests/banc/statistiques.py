"""Medians and percentiles, and how well a list of results answers a query."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from statistics import mean, median

from tests.banc.requetes import CLASSES, Requete

ENSEMBLE = "ensemble"
"""The name of the line that covers every class."""


def mediane(valeurs: Sequence[float]) -> float:
    """The middle value."""
    return float(median(valeurs))


def p95(valeurs: Sequence[float]) -> float:
    """The 95th percentile by nearest rank: a value that was really measured."""
    return float(sorted(valeurs)[ceil(0.95 * len(valeurs)) - 1])


@dataclass(frozen=True)
class Note:
    """Shares of queries answered within the first 1, 3 and 10 results, and mean reciprocal rank."""

    nombre: int
    succes_1: float
    succes_3: float
    succes_10: float
    rang_reciproque: float


def rang(resultats: Sequence[str], attendues: frozenset[str]) -> int | None:
    """The rank, from 1, of the first expected result."""
    return next((place for place, slug in enumerate(resultats, start=1) if slug in attendues), None)


def noter(requetes: Sequence[Requete], resultats: Sequence[Sequence[str]]) -> dict[str, Note]:
    """The marks of an engine by class, then overall; only the first ten results count."""
    rangs = [rang(liste[:10], r.attendues) for r, liste in zip(requetes, resultats, strict=True)]
    notes = {}
    for classe in (*CLASSES, ENSEMBLE):
        siens = [place for r, place in zip(requetes, rangs, strict=True) if classe in (r.classe, ENSEMBLE)]
        if siens:
            un, trois, dix = (sum(1 for place in siens if place and place <= limite) for limite in (1, 3, 10))
            inverses = [1 / place if place else 0.0 for place in siens]
            total = len(siens)
            notes[classe] = Note(total, un / total, trois / total, dix / total, mean(inverses))
    return notes
