"""Published addresses never die: the collection held against `permaliens.yml`.

Records are read here as written rather than as models, so that one with a fault in another field
is not taken for lost.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Literal

from scripts.recueil import adresses
from scripts.recueil.fautes import Position
from scripts.recueil.lecture import Document
from scripts.recueil.permaliens import Permaliens
from scripts.recueil.vocabulaire import vocabulaires

Documents = Mapping[str, Document]
"""The documents of a kind, by slug; pages and parcours by address."""


def verifier_continuite(permaliens: Permaliens, registre: Document, documents: Iterable[tuple[str, Document]]) -> None:
    """Note what would lose a published address, in the document where it is to be mended.

    `registre` is the document of `permaliens.yml`; `documents` are the collection's, with their kind.
    """
    fiches: dict[str, Document] = {}
    termes: dict[str, Document] = {}
    pages: dict[str, Document] = {}
    parcours: dict[str, Document] = {}
    for sorte, document in documents:
        if sorte == "fiche":
            fiches[document.slug] = document
        elif sorte == "terme":
            termes[document.slug] = document
        elif sorte == "parcours":
            parcours[adresses.parcours(document.slug)] = document
        elif sorte == "page":
            pages[adresses.page(document.chemin.removeprefix("docs/").removesuffix(".md"))] = document
    valeurs = {adresses.valeur(v.id, x.id) for v in vocabulaires().values() for x in v.valeurs}
    _verifier_fiches(permaliens, registre, fiches)
    _verifier_termes(permaliens, registre, termes)
    _verifier_pages(permaliens, registre, "pages", pages)
    _verifier_pages(permaliens, registre, "parcours", parcours)
    _verifier_valeurs(permaliens, registre, valeurs)
    vivantes = {*map(adresses.fiche, fiches), *map(adresses.terme, termes), *pages, *parcours, *valeurs}
    _verifier_retraits(permaliens, registre, vivantes)


def _verifier_fiches(permaliens: Permaliens, registre: Document, fiches: Documents) -> None:
    numero_de = {nom: numero for numero, noms in permaliens.fiches.items() for nom in noms}
    retires = [nom for nom, numero in numero_de.items() if permaliens.fiche_retiree(numero)]
    par_numero: dict[int, Document] = {}
    for slug, document in fiches.items():
        numero = _numero(document)
        if numero is not None and (numero not in par_numero or numero_de.get(slug) == numero):
            par_numero[numero] = document

    def chez_elle(document: Document, numero: int) -> bool:
        """Whether the file may hold this fiche: its name is not another's."""
        return numero_de.get(document.slug, numero) == numero

    for slug, document in fiches.items():
        numero, attendu, lieu = _numero(document), numero_de.get(slug), document.entete.lieu(("id",))
        if attendu is not None and (tombe := permaliens.fiche_retiree(attendu)):
            _encore_la(permaliens, document, tombe)
        elif numero is not None and permaliens.fiche_retiree(numero):
            document.noter(lieu, "numero-retire", id=numero, libre=permaliens.numero_libre(par_numero))
        elif attendu is None:
            document.noter(lieu, "sera-inscrit")
        elif numero is not None and numero != attendu:
            actuelle = par_numero.get(attendu)
            if actuelle and chez_elle(actuelle, attendu):
                document.noter(Position(), "nom-d-une-autre", nom=slug, id=attendu, autre=actuelle.chemin)
            else:
                document.noter(lieu, "numero-change", id=numero, avant=attendu)
        _verifier_anciens(document, retires)
    for numero, noms in permaliens.fiches.items():
        actuelle = par_numero.get(numero)
        if permaliens.fiche_retiree(numero):
            continue
        if actuelle and chez_elle(actuelle, numero):
            _verifier_noms(actuelle, noms, fiches)
        elif not any(nom in fiches for nom in noms):
            registre.noter(registre.entete.lieu(("fiches", str(numero))), "fiche-disparue", nom=noms[-1], id=numero)


def _verifier_termes(permaliens: Permaliens, registre: Document, termes: Documents) -> None:
    inscrits = {nom for noms in permaliens.termes for nom in noms}
    retires = [nom for noms in permaliens.termes if permaliens.terme_retire(noms) for nom in noms]
    nouveaux = {slug: document for slug, document in termes.items() if slug not in inscrits}
    for document in nouveaux.values():
        document.noter(document.entete.lieu(("terme",)), "sera-inscrit")
    for document in termes.values():
        _verifier_anciens(document, retires)
    for rang, noms in enumerate(permaliens.termes):
        actuel = next((termes[nom] for nom in reversed(noms) if nom in termes), None)
        if tombe := permaliens.terme_retire(noms):
            if actuel:
                _encore_la(permaliens, actuel, tombe)
            continue
        # A term has no number: after a change of name, only `anciens_slugs` tells which one it is.
        actuel = next((d for d in nouveaux.values() if set(_anciens(d)) & set(noms)), actuel)
        if actuel:
            _verifier_noms(actuel, noms, termes)
        elif proches := get_close_matches(noms[-1], nouveaux, n=1):
            _verifier_noms(nouveaux[proches[0]], noms, termes)
        else:
            registre.noter(registre.entete.lieu(("termes", rang)), "terme-disparu", nom=noms[-1])


def _verifier_pages(
    permaliens: Permaliens, registre: Document, section: Literal["pages", "parcours"], pages: Documents
) -> None:
    inscrites = getattr(permaliens, section)
    for adresse, document in pages.items():
        if adresse in permaliens.retires:
            _encore_la(permaliens, document, adresse)
        elif adresse and adresse not in inscrites:
            document.noter(document.entete.lieu(("titre",)), "sera-inscrit")
    for rang, adresse in enumerate(inscrites):
        if adresse not in pages and adresse not in permaliens.retires:
            dossier = "docs/" if section == "pages" else ""
            lieu = registre.entete.lieu((section, rang))
            registre.noter(lieu, "page-disparue", adresse=adresse, fichier=f"{dossier}{adresse.rstrip('/')}.md")


def _verifier_valeurs(permaliens: Permaliens, registre: Document, valeurs: set[str]) -> None:
    for rang, adresse in enumerate(permaliens.valeurs):
        if adresse not in valeurs and adresse not in permaliens.retires:
            lieu = registre.entete.lieu(("valeurs", rang))
            vocabulaire, _, valeur = adresse.strip("/").partition("/")
            registre.noter(lieu, "valeur-disparue", vocabulaire=vocabulaire, valeur=valeur, adresse=adresse)
        elif adresse in valeurs and adresse in permaliens.retires:
            registre.noter(registre.entete.lieu(("retires", adresse)), "valeur-retiree", adresse=adresse)


def _verifier_retraits(permaliens: Permaliens, registre: Document, vivantes: set[str]) -> None:
    """A tombstone stands at a published address, and shows the way to one."""
    publiees = set(permaliens.publiees())
    for adresse, retrait in permaliens.retires.items():
        if adresse not in publiees:
            registre.noter(registre.entete.lieu(("retires", adresse)), "retrait-inconnu", adresse=adresse)
        suite = retrait.remplacee_par
        if suite is not None and (suite == adresse or suite not in publiees | vivantes):
            registre.noter(registre.entete.lieu(("retires", adresse)), "remplacante-inconnue", adresse=suite)


def _verifier_noms(document: Document, noms: Iterable[str], autres: Documents) -> None:
    """A record says every name under which it was published, but those that another file has taken."""
    anciens = _anciens(document)
    manquants = [nom for nom in noms if nom != document.slug and nom not in anciens and nom not in autres]
    if manquants:
        lieu = document.entete.lieu(("anciens_slugs",))
        ligne = f"anciens_slugs: [{', '.join([*anciens, *manquants])}]"
        document.noter(lieu, "nom-change", noms=", ".join(manquants), ligne=ligne)


def _verifier_anciens(document: Document, retires: Iterable[str]) -> None:
    """A former name does not lead elsewhere than to its tombstone."""
    anciens = _anciens(document)
    for nom in retires:
        if nom in anciens:
            lieu = document.entete.lieu(("anciens_slugs", anciens.index(nom)))
            document.noter(lieu, "nom-deja-pris", slug=nom, autre="une page retirée")


def _encore_la(permaliens: Permaliens, document: Document, adresse: str) -> None:
    document.noter(Position(), "nom-retire", adresse=adresse, date=permaliens.retires[adresse].date)


def _numero(document: Document) -> int | None:
    """The number of a fiche as written, whatever else is wrong in its file."""
    numero = document.entete.valeurs.get("id")
    return numero if type(numero) is int else None


def _anciens(document: Document) -> list[str]:
    """The former names as written."""
    anciens = document.entete.valeurs.get("anciens_slugs")
    return [nom for nom in anciens if isinstance(nom, str)] if isinstance(anciens, list) else []
