"""The body of a record: its sections, what it cites, and the syntax that is refused there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from scripts.recueil.fautes import Position
from scripts.recueil.interdits import A_REMPLIR, HTML, est_adresse_web
from scripts.recueil.lecture import Document, Ligne
from scripts.recueil.normalisation import en_slug
from scripts.recueil.schema import lire_schema
from scripts.recueil.vocabulaire import suggerer


@dataclass(frozen=True)
class TitrePrevu:
    """A heading that a kind of record may have, from `sections.yml`."""

    titre: str
    obligatoire: bool
    aide: str


@dataclass(frozen=True)
class Section:
    """A part of a body under one heading; `ligne` is the heading's line in the file."""

    titre: str
    ligne: int
    lignes: tuple[Ligne, ...]

    @property
    def ancre(self) -> str:
        """The stable anchor of the section in its page."""
        return en_slug(self.titre)

    @property
    def texte(self) -> str:
        """The section's Markdown, without its heading."""
        return "\n".join(ligne.texte for ligne in self.lignes).strip()


@dataclass(frozen=True)
class Citation:
    """A `[s1]` in a body."""

    source: str
    position: Position


@dataclass(frozen=True)
class LienInterne:
    """A link such as `[text](fiche:slug)`; `sorte` is "fiche", "terme", "parcours" or "catalogue"."""

    sorte: str
    cible: str
    position: Position


def titres_prevus(sorte: str) -> list[TitrePrevu]:
    """The headings of a kind of record ("fiche", "terme"), in their order."""
    return [TitrePrevu(t["titre"], t["obligatoire"], t["aide"]) for t in lire_schema("sections.yml")[sorte]]


def consigne(prevu: TitrePrevu) -> str:
    """What a section's author is told to write."""
    facultative = "" if prevu.obligatoire else " Si les sources n'en disent rien, retirez ce titre et ce texte."
    return prevu.aide + facultative


# The browser's checks read these patterns too (`sorties/regles_formulaire.py`): each is searched for,
# so what must stand at the start or be the whole says so itself.
TITRE = re.compile(r"^ {0,3}(#{1,6})(.*)")
SOULIGNE = re.compile(r"^ {0,3}(=+|-+)\s*$")
LISTE = re.compile(r"^ {0,3}([-*+]|[0-9]+\.) ")
CITATION = re.compile(r"\[(s[1-9][0-9]?)\]")
PRESQUE_CITATION = re.compile(r"\[(?:\s*[sS]\s*[0-9][^\]\n]{0,40}|[0-9]{1,2})\](?!\()|\(s[0-9]{1,2}\)")
# The text of a link may hold brackets or start on an earlier line: its address is what tells.
ADRESSE_DE_LIEN = re.compile(r"\]\(\s*+<?([^)\s>]*+)[^)]*+(\)?)")
# A good pair, within a paragraph and without another inside.
ENTRE_CROCHETS = re.compile(r"\[(?:[^\[\]\n]|\n(?!\n))*+\]")
LIEN_INTERNE = re.compile(r"^(fiche|terme|parcours|catalogue):([\w=&+%.-]*)$")
# The path of another page: neither a scheme nor another site's name.
_CHEMIN = re.compile(r"(?!/|$)[\w./-]*(?:\?[\w=&%+.-]*)?(?:#[\w-]*)?")
_CODE = re.compile(r"`[^`]*+`")
_SCHEMAS = "https?|fiche|terme|parcours|catalogue"
REFUSES = [
    ("modele-non-rempli", re.compile(A_REMPLIR)),
    ("html-interdit", HTML),
    ("inclusion-interdite", re.compile(r"-{1,9}8<-.*")),
    ("accolade-interdite", re.compile(r"[{}].{0,20}")),
    ("image-interdite", re.compile(r"!\[")),
    ("lien-par-reference", re.compile(r"^ {0,3}\[[^\]]++\]:|\[(?!s[0-9])[^\[\]]++\] ?\[(?!s[0-9])[^\[\]]*+\]")),
    ("lien-mal-ecrit", re.compile(rf"\] +\((?:{_SCHEMAS}):[^)\s]*+\)?|\)\[(?:{_SCHEMAS}):[^\]\s]*+\]?")),
    ("barre-inverse", re.compile(r"\\")),
    ("bloc-de-code", re.compile(r"^ {0,3}(```|~~~)|^ {4,}(?![-*+0-9])")),
]


def decouper(document: Document, sorte: str) -> list[Section]:
    """Cut a body into its sections, recording what is wrong with headings and their order."""
    prevus = titres_prevus(sorte)
    sections, avant = _sections(document)
    if not sections and not any(ligne.texte.strip() for ligne in document.corps):
        lieu = Position(document.corps[-1].numero if document.corps else 1)
        document.noter(lieu, "texte-absent", premiere=prevus[0].titre)
        return []
    if premiere := next((ligne for ligne in avant if ligne.texte.strip()), None):
        document.noter(Position(premiere.numero), "texte-hors-section", premiere=prevus[0].titre)
    _verifier_titres(document, sections, prevus)
    return sections


def _sections(document: Document) -> tuple[list[Section], list[Ligne]]:
    """Sections, and the lines before the first heading."""
    titres: list[tuple[str, int]] = []
    contenus: list[list[Ligne]] = [[]]
    precedente = ""
    for ligne in document.corps:
        trouve = TITRE.search(ligne.texte)
        titre = trouve[2].rstrip("# ").strip() if trouve else ""
        if trouve and trouve[1] == "##" and titre:
            titres.append((titre, ligne.numero))
            contenus.append([])
        elif trouve:
            document.noter(Position(ligne.numero), "titre-de-page" if trouve[1] == "#" else "niveau-de-titre")
        elif precedente and SOULIGNE.search(ligne.texte):
            document.noter(Position(ligne.numero), "titre-souligne")
        else:
            contenus[-1].append(ligne)
        precedente = ligne.texte.strip()
    sections = [Section(titre, numero, tuple(c)) for (titre, numero), c in zip(titres, contenus[1:], strict=True)]
    return sections, contenus[0]


def _verifier_titres(document: Document, sections: list[Section], prevus: list[TitrePrevu]) -> None:
    rangs = {prevu.titre: rang for rang, prevu in enumerate(prevus)}
    vus: dict[str, int] = {}
    dernier_rang = -1
    for section in sections:
        lieu = Position(section.ligne)
        if section.titre not in rangs:
            suggestion = suggerer(section.titre, {titre: f"## {titre}" for titre in rangs}, list(rangs))
            document.noter(lieu, "section-inconnue", titre=section.titre, suggestion=suggestion)
            continue
        if section.titre in vus:
            document.noter(lieu, "section-en-double", titre=section.titre, premiere=vus[section.titre])
            continue
        vus[section.titre] = section.ligne
        if rangs[section.titre] < dernier_rang:
            document.noter(lieu, "section-mal-placee", titre=section.titre, place=_place(prevus, section.titre, vus))
        dernier_rang = max(dernier_rang, rangs[section.titre])
        if not section.texte:
            prevu = prevus[rangs[section.titre]]
            code = "section-obligatoire-vide" if prevu.obligatoire else "section-vide"
            document.noter(lieu, code, titre=section.titre, aide=prevu.aide)
    fin = Position(document.corps[-1].numero if document.corps else 1)
    for prevu in prevus:
        if prevu.obligatoire and prevu.titre not in vus:
            document.noter(fin, "section-manquante", titre=prevu.titre, place=_place(prevus, prevu.titre, vus))


def _place(prevus: list[TitrePrevu], titre: str, presents: dict[str, int]) -> str:
    """Where a section belongs: after the nearest earlier one that is there."""
    avant = None
    for prevu in prevus:
        if prevu.titre == titre:
            break
        if prevu.titre in presents:
            avant = prevu.titre
    return f"après « {avant} »" if avant else "en tête du texte"


def est_rempli(document: Document) -> bool:
    """Whether nothing of the template is left in a body: until then, advice on it says nothing."""
    return not any(A_REMPLIR in ligne.texte for ligne in document.corps)


def verifier_syntaxe(document: Document, *, page: bool = False) -> None:
    """Record everything a body may not hold: HTML, attribute lists, images, code, odd links.

    A `page` of docs/ may also link to another by its path, quote code between `backticks`, and speak of
    the template.
    """
    dans_une_liste = False
    for ligne in document.corps:
        texte = _sans_code(ligne.texte) if page else ligne.texte
        for code, motif in REFUSES:
            trouve = motif.search(texte)
            admis = (code == "bloc-de-code" and dans_une_liste) or (code == "modele-non-rempli" and page)
            if trouve and not admis:
                document.noter(Position(ligne.numero, trouve.start() + 1), code, extrait=trouve[0])
        for adresse, colonne, ferme in _liens(texte):
            if not ferme:
                document.noter(Position(ligne.numero, colonne), "lien-mal-ecrit", extrait=texte[colonne - 1 :][:60])
            elif not (_lien_permis(adresse) or (page and _CHEMIN.fullmatch(adresse))):
                document.noter(Position(ligne.numero, colonne), "lien-interdit", adresse=adresse)
        dans_une_liste = bool(texte.strip()) and (dans_une_liste or bool(LISTE.search(texte)))
    _verifier_crochets(document, page=page)


def _verifier_crochets(document: Document, *, page: bool) -> None:
    """Record brackets that do not go by two on one level, once a line: a link's text may run over lines."""
    texte = "\n".join(_sans_code(ligne.texte) if page else ligne.texte for ligne in document.corps)
    # What is between a good pair keeps its length, so that places stay.
    reste = ENTRE_CROCHETS.sub(lambda paire: re.sub(r"[^\n]", " ", paire[0]), texte)
    for ligne, contenu in zip(document.corps, reste.split("\n"), strict=True):
        if seul := re.search(r"[\[\]]", contenu):
            extrait = ligne.texte[seul.start() :][:30]
            document.noter(Position(ligne.numero, seul.start() + 1), "crochet-seul", extrait=extrait)


def _sans_code(texte: str) -> str:
    """A line with the `code` that it quotes blanked."""
    return _CODE.sub(lambda code: " " * len(code[0]), texte)


def verifier_titres_de_page(document: Document) -> None:
    """Record the headings that a page of docs/ may not have: its own is in the front matter."""
    precedente = ""
    for ligne in document.corps:
        trouve = TITRE.search(ligne.texte)
        if trouve and len(trouve[1]) == 1:
            document.noter(Position(ligne.numero), "titre-de-page")
        elif precedente and SOULIGNE.search(ligne.texte):
            document.noter(Position(ligne.numero), "titre-souligne")
        precedente = ligne.texte.strip()


def _liens(texte: str) -> Iterator[tuple[str, int, bool]]:
    """Every link of a line: its address, the column where it seems to start, whether it is closed."""
    for lien in ADRESSE_DE_LIEN.finditer(texte):
        yield lien[1], texte.rfind("[", 0, lien.start()) + 1 or lien.start() + 1, bool(lien[2])


def _lien_permis(adresse: str) -> bool:
    return est_adresse_web(adresse) or bool(LIEN_INTERNE.search(adresse))


def citations(document: Document) -> list[Citation]:
    """Every source cited in the body, in order; near misses such as `[S1, S2]` are recorded."""
    trouvees = []
    for ligne in document.corps:
        trouvees += [
            Citation(citation[1], Position(ligne.numero, citation.start() + 1))
            for citation in CITATION.finditer(ligne.texte)
        ]
        for presque in PRESQUE_CITATION.finditer(ligne.texte):
            if not CITATION.fullmatch(presque[0]):
                lieu = Position(ligne.numero, presque.start() + 1)
                document.noter(lieu, "citation-mal-ecrite", extrait=presque[0])
    return trouvees


def liens_internes(document: Document) -> list[LienInterne]:
    """Every link from the body to a record or a view of the catalogue."""
    return [
        LienInterne(interne[1], interne[2], Position(ligne.numero, colonne))
        for ligne in document.corps
        for adresse, colonne, _ in _liens(ligne.texte)
        if (interne := LIEN_INTERNE.search(adresse))
    ]


def paragraphes(section: Section) -> list[tuple[int, str]]:
    """The paragraphs of a section, each with the line of the file where it starts."""
    trouves: list[tuple[int, str]] = []
    en_cours: list[Ligne] = []
    for ligne in (*section.lignes, Ligne(0, "")):
        if ligne.texte.strip():
            en_cours.append(ligne)
        elif en_cours:
            trouves.append((en_cours[0].numero, "\n".join(li.texte for li in en_cours)))
            en_cours = []
    return trouves
