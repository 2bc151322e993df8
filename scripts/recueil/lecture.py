"""From the bytes of a file to a document: decoded text, front matter, body lines.

Every check that does not depend on what the record means is here: encoding, line ends, invisible
characters, the two `---` lines.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from scripts.recueil.entete import Entete, lire_entete
from scripts.recueil.fautes import Faute, Position, faute
from scripts.recueil.normalisation import en_slug

DOSSIERS = {"fiche": "fiches", "terme": "glossary", "parcours": "parcours", "page": "docs"}
"""Where each kind of record lives, from the repository's root."""

TAILLE_MAX = 200_000
"""Bytes; the longest fiche of the collection is about a tenth of it."""

_NOM = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
# Controls other than tab and line feed, and the characters that reorder or hide text:
# Unicode categories Cc and Cf, line and paragraph separators, private use and surrogates.
_INVISIBLES = {"Cc", "Cf", "Co", "Cs", "Zl", "Zp"}
# Soft hyphen and joiners occur in text pasted from the web and hide words from the search.
_SUSPECT = re.compile(r"[^\t\n\x20-\x7e\u00a0-\u00ac\u00ae-\u02ff\u1e00-\u1fff\u2010-\u2027\u202f-\u205f\u20ac]")


@dataclass(frozen=True)
class Ligne:
    """A line of the body and its number in the file."""

    numero: int
    texte: str


@dataclass
class Document:
    """A file as read. `chemin` is relative to the repository; `slug` is the file's name."""

    chemin: str
    slug: str
    entete: Entete = field(default_factory=Entete)
    corps: list[Ligne] = field(default_factory=list)
    fautes: list[Faute] = field(default_factory=list)
    lisible: bool = True

    def noter(self, lieu: Position, code: str, **valeurs: object) -> None:
        """Record a fault of this document."""
        self.fautes.append(faute(self.chemin, lieu, code, **valeurs))


def lire_document(fichier: Path, racine: Path) -> Document:
    """Read a file. Never raises for its content: what is wrong is in `.fautes`."""
    try:
        chemin = fichier.absolute().relative_to(racine.absolute()).as_posix()
    except ValueError:
        chemin = fichier.as_posix()
    try:
        with fichier.open("rb") as flux:
            octets = flux.read(TAILLE_MAX + 1)
    except OSError as erreur:
        document = Document(chemin, fichier.stem, lisible=False)
        document.noter(Position(), "fichier-illisible", raison=erreur.strerror or "raison inconnue")
        return document
    return analyser(octets, chemin)


def analyser(octets: bytes, chemin: str) -> Document:
    """Make a document of a file's bytes; `chemin` names it in the faults.

    A file that ends in `.yml` is front matter throughout, without the two `---` lines.
    """
    nom = chemin.rpartition("/")[2]
    document = Document(chemin, nom.removesuffix(".md").removesuffix(".yml"))
    if not _NOM.fullmatch(document.slug):
        document.noter(Position(), "nom-de-fichier", nom=nom, exemple=en_slug(document.slug) or "ma-fiche")
    if len(octets) > TAILLE_MAX:
        document.noter(Position(), "fichier-trop-gros", limite=TAILLE_MAX // 1000)
        document.lisible = False
        return document
    texte = _decoder(octets, document)
    if not texte.strip():
        if document.lisible:
            document.noter(Position(), "fichier-vide")
        document.lisible = False
        return document
    lignes = texte.split("\n")
    _chercher_invisibles(lignes, document)
    if chemin.endswith(".yml"):
        _lire_entete(lignes, 0, document)
    else:
        _separer(lignes, document)
    return document


def _decoder(octets: bytes, document: Document) -> str:
    """The text, with faults for what an editor should have saved otherwise; "" if undecodable."""
    if octets.startswith(b"\xef\xbb\xbf"):
        document.noter(Position(), "marque-bom")
        octets = octets[3:]
    try:
        texte = octets.decode("utf-8")
    except UnicodeDecodeError as erreur:
        avant = octets[: erreur.start]
        debut_de_ligne = avant.rfind(b"\n") + 1
        lieu = Position(avant.count(b"\n") + 1, len(avant[debut_de_ligne:].decode("utf-8", "replace")) + 1)
        document.noter(lieu, "pas-utf8", octet=f"{octets[erreur.start]:02x}")
        document.lisible = False
        return ""
    if "\r" in texte:
        document.noter(Position(texte[: texte.index("\r")].count("\n") + 1), "fins-de-ligne")
        texte = texte.replace("\r\n", "\n").replace("\r", "\n")
    return unicodedata.normalize("NFC", texte)


def _chercher_invisibles(lignes: list[str], document: Document) -> None:
    """Report tabs and invisible characters, once a line each, and blank them for what follows."""
    for rang, ligne in enumerate(lignes):
        if "\t" in ligne:
            document.noter(Position(rang + 1, ligne.index("\t") + 1), "tabulation")
            lignes[rang] = ligne = ligne.replace("\t", " ")
        if not _SUSPECT.search(ligne):
            continue
        interdits = [c for c in ligne if unicodedata.category(c) in _INVISIBLES]
        if interdits:
            premier = interdits[0]
            nom = f"U+{ord(premier):04X} ({unicodedata.name(premier, 'caractère de contrôle').lower()})"
            document.noter(Position(rang + 1, ligne.index(premier) + 1), "caractere-interdit", caractere=nom)
            lignes[rang] = "".join(" " if c in interdits else c for c in ligne)


def _separer(lignes: list[str], document: Document) -> None:
    """Split front matter from body."""
    if lignes[0].rstrip() != "---":
        document.noter(Position(), "entete-absent")
        document.lisible = False
        return
    fin = next((rang for rang, ligne in enumerate(lignes[1:], start=1) if ligne.rstrip() == "---"), None)
    if fin is None:
        document.noter(Position(), "entete-non-ferme")
        document.lisible = False
        return
    _lire_entete(lignes[:fin], 1, document)
    document.corps = [Ligne(rang + 1, ligne.rstrip()) for rang, ligne in enumerate(lignes) if rang > fin]


def _lire_entete(lignes: list[str], debut: int, document: Document) -> None:
    document.entete = lire_entete("\n".join(lignes[debut:]) + "\n", document.chemin, premiere_ligne=debut + 1)
    document.fautes += document.entete.fautes
