"""Where a front matter that cannot be read went wrong.

A YAML reader says where it gives up: often a line after the mistake, since a quote, a bracket or a
text left open goes on until something contradicts it. Contributors write one field a line: the
last line that does not stand alone, at or before that place, is the one to look at.
"""

from __future__ import annotations

import re

# Up to the quote that closes, or to the end of the line.
_ENTRE_GUILLEMETS = re.compile(r'"(?:[^"\\]|\\.)*+("?)')
_TEXTE_OUVERT = re.compile(r"(?:^|[:\-\[{,]) *+[\"']")
_CHAMP = re.compile(r"[^:]*:(?: |$)| *(?:-|#|$)")

GUILLEMET = "un guillemet ouvert n'est pas refermé ; ajoutez le guillemet « \" » qui manque"
CROCHET = "le signe fermant « ] » ou « } » manque à la fin de cette ligne"
DEUX_POINTS = "il manque « : » suivi d'une espace après le nom du champ"


def ligne_en_cause(texte: str, jusqu_a: int) -> tuple[int, str] | None:
    """The rank of the line to mend (from 0) and what is missing there; None where all stand alone.

    `jusqu_a` is the rank of the line where the reader gave up.
    """
    lignes = texte.split("\n")[: jusqu_a + 1]
    for rang in range(len(lignes) - 1, -1, -1):
        if raison := _raison(lignes[rang]):
            return rang, raison
    return None


def _raison(ligne: str) -> str:
    hors_guillemets = _ENTRE_GUILLEMETS.sub(lambda trouve: "" if trouve[1] else '"', ligne)
    if '"' in hors_guillemets and _TEXTE_OUVERT.search(ligne):
        return GUILLEMET
    if any(hors_guillemets.count(ouvrant) > hors_guillemets.count(fermant) for ouvrant, fermant in ("[]", "{}")):
        return CROCHET
    # A line set back may go on with the text of the line before.
    return "" if ligne.startswith(" ") or _CHAMP.match(ligne) else DEUX_POINTS
