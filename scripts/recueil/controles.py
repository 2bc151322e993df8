"""Checks that need a whole record, or all of them: citations, links, ids, names, plain words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from scripts.recueil.corps import Section, citations, liens_internes, paragraphes
from scripts.recueil.entete import Chemin
from scripts.recueil.fautes import Position
from scripts.recueil.formes import ID_SOURCE
from scripts.recueil.lecture import DOSSIERS, Document
from scripts.recueil.normalisation import plier
from scripts.recueil.vocabulaire import suggerer, vocabulaires

if TYPE_CHECKING:
    from scripts.recueil.recueil import Fiche, Parcours, Terme

MOTS_PAR_PHRASE = 15
PHRASES_EN_BREF = range(3, 6)
"""Length rules of « En bref »; source: the European easy-to-read guidelines ("Information for
all", Inclusion Europe) ask for short sentences and one idea a sentence; the numbers are ours."""

MOT = re.compile(r"[\w'’-]+")
FIN_DE_PHRASE = re.compile(r"(?<=[.!?])\s+")
_MINUTES = re.compile(r"(\d+)\s?min\b")
RENVOI = re.compile(r"\[s[0-9]+\]")
EN_BREF = "En bref"
SANS_SOURCE = (EN_BREF, "Exemple")
LIENS_PERDUS = {"fiche": "fiche-inconnue", "terme": "terme-inconnu", "parcours": "parcours-inconnu"}
"""The rule that a link to a record breaks when there is none of that name."""


def verifier_sources(document: Document) -> None:
    """Every cited source is listed once, every listed source is cited.

    The front matter may have other faults: it is enough that each source has an id.
    """
    sources = document.entete.valeurs.get("sources")
    if not (document.entete.complet and isinstance(sources, list)):
        return
    lieux: dict[str, Chemin] = {}
    for rang, source in enumerate(sources):
        identifiant = str(source.get("id")).strip() if isinstance(source, dict) else ""
        if not re.search(ID_SOURCE.motif, identifiant):
            return
        chemin: Chemin = ("sources", rang, "id")
        if identifiant in lieux:
            document.noter(document.entete.lieu(chemin), "source-en-double", source=identifiant)
        lieux.setdefault(identifiant, chemin)
    citees = set()
    for citation in citations(document):
        citees.add(citation.source)
        if citation.source not in lieux:
            suggestion = f"Sources de la fiche : {', '.join(lieux)}." if lieux else "Ajoutez-la au champ sources."
            document.noter(citation.position, "source-inconnue", source=citation.source, suggestion=suggestion)
    for identifiant, chemin in lieux.items():
        if identifiant not in citees:
            document.noter(document.entete.lieu(chemin), "source-non-citee", source=identifiant)


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


def conseiller_mots_cles(document: Document, fiche: Fiche) -> None:
    """Advice on the keywords that the search finds without them."""
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


def verifier_ensemble(
    fiches: Mapping[str, tuple[Document, Fiche]],
    termes: Mapping[str, tuple[Document, Terme]],
    parcours: Mapping[str, tuple[Document, Parcours]],
    documents: Iterable[Document],
    noms: Mapping[str, set[str]],
) -> None:
    """Checks across records; `documents` are all that could be read.

    `noms` holds every "fiche" and "terme" file name, even of faulty ones, so that one broken record
    does not make the links to it look wrong.
    """
    _verifier_fiches(fiches, noms["fiche"])
    _verifier_termes(termes, noms["terme"])
    _verifier_parcours(parcours, noms)
    for document in documents:
        _verifier_liens(document, noms)


def _verifier_liens(document: Document, noms: Mapping[str, set[str]]) -> None:
    for lien in liens_internes(document):
        if lien.sorte == "catalogue":
            for nom, valeur in parse_qsl(lien.cible):
                vocabulaire = vocabulaires().get(nom)
                if vocabulaire and valeur not in vocabulaire:
                    suggestion = vocabulaire.suggestion(valeur)
                    document.noter(lien.position, "filtre-inconnu", filtre=f"{nom}={valeur}", suggestion=suggestion)
                elif not vocabulaire and nom != "q":
                    suggestion = suggerer(nom, {v: v for v in vocabulaires()}, [*vocabulaires()])
                    document.noter(lien.position, "filtre-inconnu", filtre=nom, suggestion=suggestion)
        elif lien.cible not in noms[lien.sorte]:
            suggestion = suggerer(lien.cible, {nom: nom for nom in noms[lien.sorte]})
            document.noter(lien.position, LIENS_PERDUS[lien.sorte], slug=lien.cible, suggestion=suggestion)
        elif lien.cible == document.slug and document.chemin.startswith(DOSSIERS[lien.sorte]):
            document.noter(lien.position, "renvoi-a-soi-meme", slug=lien.cible)


def numero_libre(numeros: Iterable[int]) -> int:
    """The number of the next fiche: numbers are never used again."""
    return max(numeros, default=0) + 1


def _verifier_fiches(fiches: Mapping[str, tuple[Document, Fiche]], noms: set[str]) -> None:
    par_id: dict[int, str] = {}
    par_titre: dict[str, str] = {}
    anciens: dict[str, str] = {}
    libre = numero_libre(fiche.entete.id for _, fiche in fiches.values())
    for document, fiche in fiches.values():
        entete, lieu = fiche.entete, document.entete.lieu
        if autre := par_id.get(entete.id):
            document.noter(lieu(("id",)), "id-en-double", id=entete.id, autre=autre, libre=libre)
        if autre := par_titre.get(plier(entete.titre)):
            document.noter(lieu(("titre",)), "titre-en-double", autre=autre)
        par_id.setdefault(entete.id, document.chemin)
        par_titre.setdefault(plier(entete.titre), document.chemin)
        for rang, ancien in enumerate(entete.anciens_slugs):
            pris = f"fiches/{ancien}.md" if ancien in noms else anciens.get(ancien)
            if pris:
                document.noter(lieu(("anciens_slugs", rang)), "nom-deja-pris", slug=ancien, autre=pris)
            anciens.setdefault(ancien, document.chemin)


def _verifier_termes(termes: Mapping[str, tuple[Document, Terme]], noms: set[str]) -> None:
    par_forme: dict[str, str] = {}
    voisins: dict[str, set[str]] = defaultdict(set)
    for slug, (document, terme) in termes.items():
        if autre := par_forme.get(plier(terme.entete.terme)):
            document.noter(document.entete.lieu(("terme",)), "terme-en-double", terme=terme.entete.terme, autre=autre)
        par_forme.setdefault(plier(terme.entete.terme), document.chemin)
        for rang, autre in enumerate(terme.entete.voir_aussi):
            lieu = document.entete.lieu(("voir_aussi", rang))
            voisins[slug].add(autre)
            if autre == slug:
                document.noter(lieu, "renvoi-a-soi-meme", slug=slug)
            elif autre not in noms:
                document.noter(lieu, "terme-inconnu", slug=autre, suggestion=suggerer(autre, {n: n for n in noms}))
    for slug, (document, _) in termes.items():
        for autre in sorted(voisins):
            if slug in voisins[autre] and autre not in voisins[slug]:
                lieu = document.entete.lieu(("voir_aussi",))
                document.noter(lieu, "voir-aussi-a-sens-unique", autre=autre)


def _verifier_parcours(parcours: Mapping[str, tuple[Document, Parcours]], noms: Mapping[str, set[str]]) -> None:
    par_titre: dict[str, str] = {}
    for document, lu in parcours.values():
        lieu = document.entete.lieu
        if autre := par_titre.get(plier(lu.entete.titre)):
            document.noter(lieu(("titre",)), "titre-en-double", autre=autre)
        par_titre.setdefault(plier(lu.entete.titre), document.chemin)
        _conseiller_duree(document, lu)
        lues: set[str] = set()
        for rang, etape in enumerate(lu.entete.etapes):
            ou = lieu(("etapes", rang, "fiche"))
            if etape.fiche not in noms["fiche"]:
                suggestion = suggerer(etape.fiche, {nom: nom for nom in noms["fiche"]})
                document.noter(ou, "fiche-inconnue", slug=etape.fiche, suggestion=suggestion)
            elif etape.fiche in lues:
                document.noter(ou, "valeur-en-double", champ="etapes", valeur=etape.fiche)
            lues.add(etape.fiche)
        for rang, terme in enumerate(lu.entete.termes):
            if terme not in noms["terme"]:
                suggestion = suggerer(terme, {nom: nom for nom in noms["terme"]})
                document.noter(lieu(("termes", rang)), "terme-inconnu", slug=terme, suggestion=suggestion)


def _conseiller_duree(document: Document, lu: Parcours) -> None:
    """The times of the steps add up to the length announced."""
    for section in lu.sections:
        durees = [int(minutes) for minutes in _MINUTES.findall(section.texte)]
        if section.titre == "Déroulement" and durees and sum(durees) != lu.entete.duree:
            lieu = document.entete.lieu(("duree",))
            document.noter(lieu, "duree-differente", somme=sum(durees), duree=lu.entete.duree)
