"""Advice on records that are otherwise valid: plain words, citations, keywords."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from scripts.recueil.corps import citations, paragraphes
from scripts.recueil.fautes import Position
from scripts.recueil.lecture import Document
from scripts.recueil.normalisation import plier

if TYPE_CHECKING:
    from scripts.recueil.recueil import Fiche, Terme

MOTS_PAR_PHRASE = 15
PHRASES_EN_BREF = range(3, 6)
"""Length rules of « En bref »; source: the European easy-to-read guidelines ("Information for
all", Inclusion Europe) ask for short sentences and one idea a sentence; the numbers are ours."""

_MOT = re.compile(r"[\w'’-]+")
_FIN_DE_PHRASE = re.compile(r"(?<=[.!?])\s+")
_SANS_SOURCE = {"En bref", "Exemple"}


def conseiller(document: Document, enregistrement: Fiche | Terme) -> None:
    """Advice on a record that is otherwise valid: length of sentences, citations, useless keywords."""
    for section in enregistrement.sections:
        if section.titre in _SANS_SOURCE:
            continue
        for ligne, texte in paragraphes(section):
            if not re.search(r"\[s\d+\]", texte) and not texte.rstrip().endswith(":"):
                document.noter(Position(ligne), "paragraphe-sans-source")


def conseiller_fiche(document: Document, fiche: Fiche) -> None:
    """Advice that only concerns fiches."""
    for section in fiche.sections:
        if section.titre == "En bref":
            _conseiller_en_bref(document, section.texte, Position(section.ligne))
            for citation in citations(document):
                if section.ligne < citation.position.ligne <= section.ligne + len(section.lignes):
                    document.noter(citation.position, "citation-dans-en-bref", source=citation.source)
    entete = fiche.entete
    texte = f" {_mots(entete.titre, entete.resume, entete.porteur, *(s.texte for s in fiche.sections))} "
    for rang, mot in enumerate(entete.mots_cles):
        if f" {_mots(mot)} " in texte:
            document.noter(document.entete.lieu(("mots_cles", rang)), "mot-cle-inutile", mot=mot)


def _mots(*textes: str) -> str:
    """Folded words of texts, separated by single spaces."""
    return " ".join(_MOT.findall(plier(" ".join(textes))))


def _conseiller_en_bref(document: Document, texte: str, lieu: Position) -> None:
    phrases = [phrase for phrase in _FIN_DE_PHRASE.split(" ".join(texte.split())) if phrase]
    if len(phrases) not in PHRASES_EN_BREF:
        document.noter(lieu, "en-bref-longueur", phrases=len(phrases))
    for phrase in phrases:
        mots = len(_MOT.findall(phrase))
        if mots > MOTS_PAR_PHRASE:
            extrait = " ".join(phrase.split()[:6])
            document.noter(lieu, "phrase-longue", mots=mots, maximum=MOTS_PAR_PHRASE, extrait=extrait)
