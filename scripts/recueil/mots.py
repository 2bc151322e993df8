"""From a French text to the index terms under which the search files it.

`recherche/mots.js` does the same to a query in the browser; a test holds the two together over
the site's whole vocabulary.
"""

from __future__ import annotations

import re
from functools import cache

from nltk.stem.snowball import FrenchStemmer

from scripts.recueil.normalisation import plier
from scripts.recueil.schema import lire_schema

# The browser has the same patterns in `recherche/mots.js`.
_MOT = re.compile(r"[^\W_]+")
_ELISION = re.compile(r"(?<![^\W_])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu|presqu)'")
_INCLUSIF = re.compile(r"(?<=[^\W\d_])(?:[·•‧.]|\()(?:e|ne|le|ve|ère|ere|rice|trice|euse)\)?(?:[·•‧.]?s)?\)?(?![^\W_])")
_COMPOSE = re.compile(r"[^\W\d_]+(?:[-‐‑][^\W\d_]+)+")
_TRAIT = re.compile(r"[-‐‑]")
# Plural and feminine endings, the first that fits; then what the stemmer leaves at the end.
_ACCORDS = [
    (re.compile(r"(?<=\w{3})trices?$"), "teur"),
    (re.compile(r"(?<=\w{3})euses?$"), "eur"),
    (re.compile(r"(?<=\w{2})eres?$"), "er"),
    (re.compile(r"(?<=\w{2})ives?$"), "if"),
    (re.compile(r"(?<=\w{2})eaux$"), "eau"),
    (re.compile(r"(?<=\w{2})aux$"), "al"),
    (re.compile(r"(?<=\w{3})[sx]$"), ""),
]
_FINALE = re.compile(r"(?<=\w{3})[ei]+$")
_STEMMER = FrenchStemmer()


@cache
def mots_vides() -> frozenset[str]:
    """Words too frequent to help; see `mots-vides.yml`."""
    return frozenset(lire_schema("mots-vides.yml")["mots_vides"])


def decouper_en_mots(texte: str) -> list[str]:
    """Words of a text, lower case and accents kept, elisions and inclusive endings cut off.

    "l'hôpital des usager·es" gives ["hôpital", "des", "usager"].
    """
    bas = texte.lower().replace("’", "'").replace("œ", "oe").replace("æ", "ae")
    sans_elision = _ELISION.sub(" ", bas)
    return _MOT.findall(_INCLUSIF.sub("", sans_elision))


@cache
def cle(mot: str) -> str:
    """The index term of a word as `decouper_en_mots` gives it.

    Accents go first, so that a word is found however it is typed: the French stemmer alone gives
    "accompagnée" and "accompagnee" different stems. It does not join every plural and feminine to
    its singular and masculine either ("usagers" gives "usager", "usager" gives "usag"): the endings
    are evened out before it, and a last e or i after it.
    """
    forme = plier(mot)
    for motif, remplacement in _ACCORDS:
        if motif.search(forme):
            forme = motif.sub(remplacement, forme)
            break
    return _FINALE.sub("", str(_STEMMER.stem(forme)))


def termes_d_index(texte: str, avec_mots_vides: bool = False) -> list[str]:
    """Every index term of a text, in order; compounds also in one piece.

    "pair-aidance" gives the terms of "pair", "aidance" and "pairaidance". Stop words are left out,
    unless asked for: names are made of them too ("Nous aussi").
    """
    simples = [cle(mot) for mot in decouper_en_mots(texte) if avec_mots_vides or plier(mot) not in mots_vides()]
    composes = [cle(_TRAIT.sub("", compose)) for compose in _COMPOSE.findall(texte.lower())]
    return simples + composes
