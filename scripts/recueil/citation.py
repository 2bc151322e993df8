"""How a page of the collection is cited: what is said of it, and the two forms that reference managers read.

The collection is the author: no person signs. The day of consultation is the reader's to add.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

LICENCE = "CC BY 4.0"

# The characters that mean something in a BibTeX value; others, accents included, are written as they
# are: Biber reads UTF-8 ("The biblatex Package", section 2.4.3).
_ECHAPPES = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "_": r"\_",
    "%": r"\%",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}
_TABLE = str.maketrans(_ECHAPPES)


@dataclass(frozen=True)
class Reference:
    """What is cited: `cle` names it in a bibliography, `adresse` is its permanent link, whole."""

    cle: str
    auteur: str
    titre: str
    precision: str
    """What it is within the collection: « Fiche n° 12 »."""
    mise_a_jour: date
    adresse: str

    @property
    def note(self) -> str:
        """The precision and the licence, for the formats that have no field of their own for them."""
        return f"{self.precision}. Licence {LICENCE}"


def bibtex(reference: Reference) -> str:
    """A BibTeX entry, one line a field, ended by a newline.

    Type `@online` and its fields: "The biblatex Package", sections 2.1.1 and 2.2. Inner braces keep
    texts as they are: the author whole, who is not a first and a last name, the title's capitals.
    """
    champs = {
        "author": f"{{{_echapper(reference.auteur)}}}",
        "title": f"{{{_echapper(reference.titre)}}}",
        "date": reference.mise_a_jour.isoformat(),
        # Read as it is: nothing in an address is escaped.
        "url": reference.adresse,
        "note": _echapper(reference.note),
        "langid": "french",
    }
    lignes = [f"  {nom} = {{{valeur}}},\n" for nom, valeur in champs.items()]
    return f"@online{{{reference.cle},\n{''.join(lignes)}}}\n"


def ris(reference: Reference) -> str:
    """A RIS record, each line ended by CR LF as its specification asks ("RIS Format Specifications")."""
    champs = [
        ("TY", "ELEC"),
        ("AU", reference.auteur),
        ("TI", reference.titre),
        ("PY", f"{reference.mise_a_jour:%Y}"),
        ("DA", f"{reference.mise_a_jour:%Y/%m/%d}"),
        ("UR", reference.adresse),
        ("LA", "fr"),
        ("N1", reference.note),
        ("ER", ""),
    ]
    return "".join(f"{nom}  - {valeur}\r\n" for nom, valeur in champs)


def _echapper(texte: str) -> str:
    return texte.translate(_TABLE)
