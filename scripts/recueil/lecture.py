"""From the bytes of a file to a document: decoded text, front matter, body lines.

Every check that does not depend on what the record means is here: encoding, line ends, invisible
characters, the two `---` lines.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from pathlib import Path

from scripts.recueil.entete import Entete, lire_entete
from scripts.recueil.fautes import Faute, Position, faute
from scripts.recueil.interdits import CONFLIT, invisibles, nom_du_caractere
from scripts.recueil.normalisation import SLUG, en_slug

DOSSIERS = {"fiche": "fiches", "terme": "glossary", "parcours": "parcours", "page": "docs"}
"""Where each kind of record lives, from the repository's root."""

TAILLE_MAX = 64_000
"""Bytes; the longest record of the collection is about a quarter of it. Markdown takes a time that
grows like the square of a text: this keeps the worst one to some seconds."""

LIGNE_MAX = 5_000
"""Characters in a line of the body, which is a paragraph; the longest of the collection has fewer than a thousand."""


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
    if fichier.is_symlink():
        # It could bring in any file of the machine that builds the site.
        document = Document(chemin, fichier.stem, lisible=False)
        document.noter(Position(), "fichier-illisible", raison="c'est un lien vers un autre fichier")
        return document
    try:
        with fichier.open("rb") as flux:
            octets = flux.read(TAILLE_MAX + 1)
    except OSError as erreur:
        document = Document(chemin, fichier.stem, lisible=False)
        document.noter(Position(), "fichier-illisible", raison=erreur.strerror or "raison inconnue")
        return document
    return analyser(octets, chemin)


def est_provisoire(fichier: Path) -> bool:
    """Whether an editor or the system keeps a file beside the real ones, for itself."""
    return fichier.name.startswith((".", "#")) or fichier.name.endswith("~")


def analyser(octets: bytes, chemin: str) -> Document:
    """Make a document of a file's bytes; `chemin` names it in the faults.

    A YAML file of the repository's root is front matter throughout, without the two `---` lines.
    """
    *dossiers, nom = chemin.split("/")
    donnees = not dossiers and nom.endswith(".yml")
    document = Document(chemin, nom.removesuffix(".yml" if donnees else ".md"))
    if not (donnees or nom.endswith(".md")):
        document.noter(Position(), "fichier-inattendu", exemple=en_slug(nom.partition(".")[0]) or "ma-fiche")
        document.lisible = False
        return document
    if not SLUG.search(document.slug):
        document.noter(Position(), "nom-de-fichier", nom=nom, exemple=en_slug(document.slug) or "ma-fiche")
    if dossiers[1:] and dossiers[0] in DOSSIERS.values():
        if dossiers[0] != DOSSIERS["page"]:
            document.noter(Position(), "sous-dossier", dossier=dossiers[0])
        elif faux := [dossier for dossier in dossiers if not SLUG.search(dossier)]:
            document.noter(Position(), "nom-de-dossier", nom=faux[0], exemple=en_slug(faux[0]) or "guide")
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
    _chercher_conflits(lignes, document)
    if donnees:
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
        if interdits := invisibles(ligne):
            lieu = Position(rang + 1, ligne.index(interdits[0]) + 1)
            document.noter(lieu, "caractere-interdit", caractere=nom_du_caractere(interdits[0]))
            lignes[rang] = ligne.translate(dict.fromkeys(map(ord, interdits), " "))


def _chercher_conflits(lignes: list[str], document: Document) -> None:
    """Report the lines that git leaves between two versions, and blank them for what follows."""
    for rang, ligne in enumerate(lignes):
        if CONFLIT.fullmatch(ligne):
            document.noter(Position(rang + 1), "conflit-de-fusion", extrait=ligne[:30])
            lignes[rang] = ""


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
    for rang, ligne in enumerate(lignes[fin + 1 :], start=fin + 1):
        if len(ligne) > LIGNE_MAX:
            document.noter(Position(rang + 1), "ligne-trop-longue", longueur=len(ligne), maximum=LIGNE_MAX)
        document.corps.append(Ligne(rang + 1, ligne[:LIGNE_MAX].rstrip()))


def _lire_entete(lignes: list[str], debut: int, document: Document) -> None:
    document.entete = lire_entete("\n".join(lignes[debut:]) + "\n", document.chemin, premiere_ligne=debut + 1)
    document.fautes += document.entete.fautes
