"""The index as the browser loads it: a manifest and a few alphabetical lots.

A query loads only the lots that hold its words, so that what it costs hardly grows with the
collection. A lot is a JSON object of three strings:

- `termes`: index terms in order, each as one character for the number of letters it shares with
  the one before, then its other letters; separated by spaces;
- `rangs`: for each term the ranks of its documents, as gaps in base 64 (`_ecart`);
- `paliers`: for each term the steps of its documents, one base-64 character each.

`overrides/js/recherche/lots.js` reads them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from scripts.recueil.recherche import PALIERS, Index

ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
SEUIL = 48
"""Gaps below it take one character; above, the 16 last characters announce a second one."""

CARACTERES_PAR_LOT = 52_000
"""About 25 KB gzipped: today's collection makes three lots, so that a query never needs more."""


@dataclass(frozen=True)
class Lot:
    """A slice of the index and its first and last terms."""

    premier: str
    termes: str
    rangs: str
    paliers: str

    def en_dict(self) -> dict[str, str]:
        """What is written for the browser."""
        return {"termes": self.termes, "rangs": self.rangs, "paliers": self.paliers}


def decouper(index: Index) -> list[Lot]:
    """The lots of an index, of about equal size."""
    entrees = [(terme, *_coder(occurrences)) for terme, occurrences in index.occurrences.items()]
    total = sum(len(terme) // 2 + len(rangs) + len(paliers) + 3 for terme, rangs, paliers in entrees)
    nombre = max(1, round(total / CARACTERES_PAR_LOT))
    lots: list[Lot] = []
    en_cours: list[tuple[str, str, str]] = []
    taille = 0
    for entree in entrees:
        en_cours.append(entree)
        taille += len(entree[0]) // 2 + len(entree[1]) + len(entree[2]) + 3
        if taille >= total / nombre * (len(lots) + 1):
            lots.append(_lot(en_cours))
            en_cours = []
    if en_cours:
        lots.append(_lot(en_cours))
    return lots


def _lot(entrees: list[tuple[str, str, str]]) -> Lot:
    return Lot(
        premier=entrees[0][0],
        termes=" ".join(_prefixes([terme for terme, _, _ in entrees])),
        rangs=" ".join(rangs for _, rangs, _ in entrees),
        paliers=" ".join(paliers for _, _, paliers in entrees),
    )


def _prefixes(termes: list[str]) -> Iterator[str]:
    precedent = ""
    for terme in termes:
        commun = 0
        while commun < min(len(precedent), len(terme), 63) and precedent[commun] == terme[commun]:
            commun += 1
        yield ALPHABET[commun] + terme[commun:]
        precedent = terme


def _coder(occurrences: list[tuple[int, int]]) -> tuple[str, str]:
    precedent, ecarts = -1, []
    for rang, _ in occurrences:
        ecarts.append(_ecart(rang - precedent - 1))
        precedent = rang
    return "".join(ecarts), "".join(ALPHABET[palier] for _, palier in occurrences)


def _ecart(valeur: int) -> str:
    """A gap: one character below SEUIL, else two up to 15 * 64, else four.

    Raises ValueError beyond 64 ** 3, more documents than a static site will hold.
    """
    if valeur < SEUIL:
        return ALPHABET[valeur]
    haut, bas = divmod(valeur - SEUIL, 64)
    if haut < 15:
        return ALPHABET[SEUIL + haut] + ALPHABET[bas]
    reste = valeur - SEUIL - 15 * 64
    if reste >= 64**3:
        raise ValueError(valeur)
    return ALPHABET[63] + ALPHABET[reste // 4096] + ALPHABET[reste // 64 % 64] + ALPHABET[reste % 64]


assert len(ALPHABET) > PALIERS
