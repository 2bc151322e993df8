"""Advice on records that are otherwise valid: plain words, citations, keywords, dates of sources.

Advice must be rare and right: each rule here was held against the whole collection.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from scripts.recueil.corps import CITATION, Section, citations, paragraphes
from scripts.recueil.doublons import doublons
from scripts.recueil.fautes import Position
from scripts.recueil.lecture import Document
from scripts.recueil.normalisation import plier
from scripts.recueil.sigles import sigles_connus, sigles_inexpliques

if TYPE_CHECKING:
    from scripts.recueil.recueil import Fiche, Terme

MOTS_PAR_PHRASE = 15
PHRASES_EN_BREF = range(3, 6)
"""Length rules of « En bref »; source: the European easy-to-read guidelines ("Information for
all", Inclusion Europe) ask for short sentences and one idea a sentence; the numbers are ours."""

MOT = re.compile(r"[\w'’-]+")
FIN_DE_PHRASE = re.compile(r"(?<=[.!?])\s+")
RENVOI = re.compile(r"\[s[0-9]+\]")
EN_BREF = "En bref"
SANS_SOURCE = (EN_BREF, "Exemple")
_ANNEE = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
# A year between « » is part of a name, and a plan for 2017-2021 is written in 2016.
_ANNEE_DE_NOM = re.compile(r"«[^»]*»|\d{4}-\d{4}")
# A source may well speak of what is to come: words that say so, and the simple future.
_A_VENIR = re.compile(
    r"\b(?:prév|devai|devr|doi(?:t|vent)\b|annonc|vis(?:e|ent|ait|aient)\b|objectif|horizon|prochain|futur|"
    r"d'ici|à venir|\w+r(?:a|ont)\b)"
)


def conseiller(document: Document, sections: Iterable[Section]) -> None:
    """Advice on a text: paragraphs without a source, and what makes « En bref » easy to read."""
    for section in sections:
        if section.titre == EN_BREF:
            _conseiller_en_bref(document, section.texte, Position(section.ligne))
            for citation in citations(document):
                if section.ligne < citation.position.ligne <= section.ligne + len(section.lignes):
                    document.noter(citation.position, "citation-dans-en-bref", source=citation.source)
        if section.titre in SANS_SOURCE:
            continue
        for ligne, texte in paragraphes(section):
            if not RENVOI.search(texte) and not texte.rstrip().endswith(":"):
                document.noter(Position(ligne), "paragraphe-sans-source")


def conseiller_fiche(document: Document, fiche: Fiche) -> None:
    """Advice that only concerns fiches: dates, and keywords that the search finds without them."""
    _conseiller_dates(document, fiche)
    entete = fiche.entete
    texte = f" {_mots(entete.titre, entete.resume, entete.porteur, *(s.texte for s in fiche.sections))} "
    for rang, mot in enumerate(entete.mots_cles):
        if f" {_mots(mot)} " in texte:
            document.noter(document.entete.lieu(("mots_cles", rang)), "mot-cle-inutile", mot=mot)


def _mots(*textes: str) -> str:
    """Folded words of texts, separated by single spaces."""
    return " ".join(MOT.findall(plier(" ".join(textes))))


def _conseiller_en_bref(document: Document, texte: str, lieu: Position) -> None:
    phrases = [phrase for phrase in FIN_DE_PHRASE.split(" ".join(texte.split())) if phrase]
    if len(phrases) not in PHRASES_EN_BREF:
        document.noter(lieu, "en-bref-longueur", phrases=len(phrases))
    for phrase in phrases:
        mots = len(MOT.findall(phrase))
        if mots > MOTS_PAR_PHRASE:
            extrait = " ".join(phrase.split()[:6])
            document.noter(lieu, "phrase-longue", mots=mots, maximum=MOTS_PAR_PHRASE, extrait=extrait)


def conseiller_ensemble(fiches: Mapping[str, tuple[Document, Fiche]], termes: Sequence[Terme]) -> None:
    """Advice that needs the other records: abbreviations, which the glossary may explain, and look-alikes."""
    connus = sigles_connus(termes)
    for document, fiche in fiches.values():
        for sigle, lieu in sigles_inexpliques(fiche, connus):
            document.noter(lieu, "sigle-inexplique", sigle=sigle)
    for fiche, autre, raison in doublons([fiche for _, fiche in fiches.values()]):
        document, _ = fiches[fiche.slug]
        chemin = fiches[autre.slug][0].chemin
        document.noter(document.entete.lieu(("titre",)), "fiche-ressemblante", autre=chemin, raison=raison)


def _conseiller_dates(document: Document, fiche: Fiche) -> None:
    """A source cannot tell what happened after it was written. Undated sources are trusted."""
    annees = {source.id: int(source.date[:4]) if source.date else None for source in fiche.entete.sources}
    for section in fiche.sections:
        for ligne, texte in paragraphes(section):
            for passage in _passages(texte):
                datees = [annees.get(source) for source in CITATION.findall(passage)]
                derniere = max((annee for annee in datees if annee), default=0)
                citees = max(map(int, _ANNEE.findall(_ANNEE_DE_NOM.sub("", passage))), default=0)
                if None not in datees and citees > derniere > 0 and not _A_VENIR.search(passage):
                    document.noter(Position(ligne), "source-trop-ancienne", annee=citees, derniere=derniere)
    derniere = max((annee or 9999 for annee in annees.values()), default=9999)
    for nom in ("debut", "fin"):
        if (annee := getattr(fiche.entete.periode, nom)) and annee > derniere:
            lieu = document.entete.lieu(("periode", nom))
            document.noter(lieu, "source-trop-ancienne", annee=annee, derniere=derniere)


def _passages(texte: str) -> list[str]:
    """The sentences of a paragraph, each with those before it up to the previous citation."""
    passages, en_cours = [], ""
    for phrase in FIN_DE_PHRASE.split(texte):
        en_cours = f"{en_cours} {phrase}"
        if CITATION.search(phrase):
            passages.append(en_cours)
            en_cours = ""
    return passages
