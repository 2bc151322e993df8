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

# The browser has the same three patterns in `recherche/mots.js`.
_MOT = re.compile(r"[^\W_]+")
_ELISION = re.compile(r"(?<![^\W_])(?:[cdjlmnst]|qu|jusqu|lorsqu|puisqu|quelqu|presqu)'")
_INCLUSIF = re.compile(r"(?<=[^\W\d_])(?:[·•‧.]|\()(?:e|ne|le|ve|ère|ere|rice|trice|euse)\)?(?:[·•‧.]?s)?\)?(?![^\W_])")
_STEMMER = FrenchStemmer()


@cache
def mots_vides() -> frozenset[str]:
    """Words too frequent to help; see `mots-vides.yml`."""
    return frozenset(lire_schema("mots-vides.yml")["mots_vides"])


@cache
def _racine(mot: str) -> str:
    return plier(_STEMMER.stem(mot))


def decouper_en_mots(texte: str) -> list[str]:
    """Words of a text, lower case and accents kept, elisions and inclusive endings cut off.

    "l'hôpital des usager·es" gives ["hôpital", "des", "usager"].
    """
    bas = texte.lower().replace("’", "'").replace("œ", "oe").replace("æ", "ae")
    sans_elision = _ELISION.sub(" ", bas)
    return _MOT.findall(_INCLUSIF.sub("", sans_elision))


def cles(mot: str) -> list[str]:
    """The index terms of a word as `decouper_en_mots` gives it: from one to four, mostly one.

    The French stemmer uses accents ("accompagnée" has the stem "accompagn", "accompagnee" another
    one) and does not always join a plural to its singular ("usagers" gives "usager", "usager" gives
    "usag"). A word is therefore filed under the folded stems of its spellings with and without
    accents, each with and without its final s or x, so that it is found however it is typed.
    """
    formes = [mot, plier(mot)]
    formes += [forme[:-1] for forme in formes if len(forme) > 3 and forme[-1] in "sx"]
    return list(dict.fromkeys(_racine(forme) for forme in formes))


def termes_d_index(texte: str) -> list[str]:
    """Every index term of a text, in order, stop words left out."""
    return [cle for mot in decouper_en_mots(texte) if plier(mot) not in mots_vides() for cle in cles(mot)]
