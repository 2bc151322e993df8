"""Checks that need a whole record, or all of them: citations, links, ids, names."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from scripts.recueil.corps import citations, liens_internes
from scripts.recueil.entete import Chemin
from scripts.recueil.fautes import Position
from scripts.recueil.formes import ID_SOURCE
from scripts.recueil.lecture import DOSSIERS, Document
from scripts.recueil.normalisation import plier
from scripts.recueil.vocabulaire import suggerer, vocabulaires

if TYPE_CHECKING:
    from scripts.recueil.permaliens import Permaliens
    from scripts.recueil.recueil import Fiche, Parcours, Terme

_MINUTES = re.compile(r"(\d+)\s?min\b")
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


def verifier_ensemble(
    fiches: Mapping[str, tuple[Document, Fiche]],
    termes: Mapping[str, tuple[Document, Terme]],
    parcours: Mapping[str, tuple[Document, Parcours]],
    documents: Iterable[Document],
    noms: Mapping[str, set[str]],
    permaliens: Permaliens,
) -> None:
    """Checks across records; `documents` are all that could be read.

    `noms` holds every "fiche" and "terme" file name, even of faulty ones, so that one broken record
    does not make the links to it look wrong.
    """
    _verifier_fiches(fiches, permaliens)
    _verifier_termes(termes, noms["terme"])
    _verifier_parcours(parcours, noms)
    _verifier_anciens_noms(fiches, noms["fiche"])
    _verifier_anciens_noms(termes, noms["terme"])
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
            _noter_perdu(document, lien.position, lien.sorte, lien.cible, noms[lien.sorte])
        elif lien.cible == document.slug and document.chemin.startswith(DOSSIERS[lien.sorte]):
            document.noter(lien.position, "renvoi-a-soi-meme", slug=lien.cible)


def _noter_perdu(document: Document, lieu: Position, sorte: str, slug: str, noms: Iterable[str]) -> None:
    """Record that a record of a kind does not exist, with the nearest name that does."""
    document.noter(lieu, LIENS_PERDUS[sorte], slug=slug, suggestion=suggerer(slug, {nom: nom for nom in noms}))


def _verifier_fiches(fiches: Mapping[str, tuple[Document, Fiche]], permaliens: Permaliens) -> None:
    par_id: dict[int, str] = {}
    par_titre: dict[str, str] = {}
    libre = permaliens.numero_libre(fiche.entete.id for _, fiche in fiches.values())
    # Of two fiches with one number, the published one keeps it.
    for document, fiche in sorted(
        fiches.values(), key=lambda f: f[1].slug not in permaliens.fiches.get(f[1].entete.id, ())
    ):
        entete, lieu = fiche.entete, document.entete.lieu
        if autre := par_id.get(entete.id):
            document.noter(lieu(("id",)), "id-en-double", id=entete.id, autre=autre, libre=libre)
        if autre := par_titre.get(plier(entete.titre)):
            document.noter(lieu(("titre",)), "titre-en-double", autre=autre)
        par_id.setdefault(entete.id, document.chemin)
        par_titre.setdefault(plier(entete.titre), document.chemin)


def _verifier_anciens_noms(
    enregistrements: Mapping[str, tuple[Document, Fiche]] | Mapping[str, tuple[Document, Terme]], noms: set[str]
) -> None:
    anciens: dict[str, str] = {}
    for document, enregistrement in enregistrements.values():
        for rang, ancien in enumerate(enregistrement.entete.anciens_slugs):
            pris = f"{document.chemin.rpartition('/')[0]}/{ancien}.md" if ancien in noms else anciens.get(ancien)
            if pris:
                lieu = document.entete.lieu(("anciens_slugs", rang))
                document.noter(lieu, "nom-deja-pris", slug=ancien, autre=pris)
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
                _noter_perdu(document, lieu, "terme", autre, noms)
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
                _noter_perdu(document, ou, "fiche", etape.fiche, noms["fiche"])
            elif etape.fiche in lues:
                document.noter(ou, "valeur-en-double", champ="etapes", valeur=etape.fiche)
            lues.add(etape.fiche)
        for rang, terme in enumerate(lu.entete.termes):
            if terme not in noms["terme"]:
                _noter_perdu(document, lieu(("termes", rang)), "terme", terme, noms["terme"])


def _conseiller_duree(document: Document, lu: Parcours) -> None:
    """The times of the steps add up to the length announced."""
    for section in lu.sections:
        durees = [int(minutes) for minutes in _MINUTES.findall(section.texte)]
        if section.titre == "Déroulement" and durees and sum(durees) != lu.entete.duree:
            lieu = document.entete.lieu(("duree",))
            document.noter(lieu, "duree-differente", somme=sum(durees), duree=lu.entete.duree)
