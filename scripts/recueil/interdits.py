"""What no text may hold, wherever it is written: front matter, body, pages of `docs/`.

Each pattern reads a text once: none of them takes a time that grows faster than the text, except
over the line on which it is tried, whose length `lecture.py` bounds.
"""

from __future__ import annotations

import re
import unicodedata

from scripts.recueil.schema import lire_schema

HTML = re.compile(r"<[A-Za-z/!?][^>\n]{0,30}>?|&#[0-9A-Za-z]{1,12};?|&[A-Za-z][0-9A-Za-z]{1,30};")
"""A tag, a comment, or a character reference (browsers read « &#60 » without its semicolon too):
« & » alone and « a < b » are texts."""

A_REMPLIR = "À REMPLIR"
"""What the template of a fiche puts wherever its author has to write; never published."""

CONFLIT = re.compile(r"^(?:<{7}|\|{7}|={7}|>{7})(?: .*)?$")
"""A whole line that git writes around two versions of a text ("How conflicts are presented", git-merge)."""

FORMULE = re.compile(r"^[=+\-@\t\r＝＋－＠]")
"""A first character that makes a spreadsheet run a cell: OWASP, « CSV Injection », full-width forms included."""

ADRESSE_WEB = re.compile(r'^[Hh][Tt][Tt][Pp][Ss]?://[^\s<>"/?#@:\[\]\\]+(?::[0-9]{1,5})?(?:[/?#][^\s<>"\\]*)?$')
"""A complete web address. One that names a user (`https://site@other/`) or holds a backslash reads as
another than it is. `formulaire/corps.js` reads this pattern too."""

# Controls, characters that reorder or hide text, private use, surrogates, line and paragraph
# separators, and code points that are no characters: general categories of Unicode.
CATEGORIES = {"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"}
# Letters and marks that show nothing: Default_Ignorable_Code_Point of Unicode, whatever their
# category, and the empty braille pattern.
VIDES = re.compile("[\u034f\u115f\u1160\u17b4\u17b5\u180b-\u180f\u2800\u3164\ufe00-\ufe0f\uffa0\U000e0100-\U000e01ef]")
# Soft hyphen and joiners occur in text pasted from the web and hide words from the search.
_SUSPECT = re.compile(r"[^\t\n\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u1e00-\u1fff\u2010-\u2027\u202f-\u205f\u20ac]")


def invisibles(texte: str) -> list[str]:
    """The characters of a text that nobody sees, in order; tab and line feed are left out."""
    return [c for c in _SUSPECT.findall(texte) if unicodedata.category(c) in CATEGORIES or VIDES.match(c)]


def nom_du_caractere(caractere: str) -> str:
    """How a message names an invisible character: « U+202E (changement du sens de lecture) »."""
    numero = f"{ord(caractere):04X}"
    return f"U+{numero} ({lire_schema('caracteres.yml').get(numero, 'caractère de contrôle')})"


def est_adresse_web(texte: str) -> bool:
    """Whether a text is a complete http or https address, which a page may make a link of."""
    return bool(ADRESSE_WEB.search(texte))
