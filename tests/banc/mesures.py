"""What a real browser measures: a query on a page never opened before, then many on an open page.

Bytes and requests are those of nginx's log: Chromium's own count leaves out the script of a worker,
which two of the engines have. Where Chromium does count, both must agree.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request
from playwright.sync_api import Error as ErreurDuNavigateur

from tests.banc.fautes import BancImpossible
from tests.banc.moteurs import Moteur
from tests.banc.nginx import Envoi, Serveur

DELAI_MS = 180_000
ECART_TOLERE = 0.02
"""Between the bytes of a file that the browser counts and those that nginx sent."""


@dataclass(frozen=True)
class Froid:
    """A first search: milliseconds from opening to results, bytes of the page, and the other requests."""

    duree: float
    page: int
    utiles: tuple[Envoi, ...]
    """Asked for before the results were there."""
    ensuite: tuple[Envoi, ...]
    """Asked for once they were: passages, preloading. The page's icon too, loaded at the browser's leisure."""

    @property
    def octets(self) -> int:
        """Bytes until the results, beside the page itself."""
        return sum(envoi.octets for envoi in self.utiles)

    @property
    def requetes(self) -> int:
        """Requests until the results, beside the page itself."""
        return len(self.utiles)

    @property
    def octets_en_tout(self) -> int:
        """Bytes until the page asks for nothing more, beside the page itself."""
        return self.octets + sum(envoi.octets for envoi in self.ensuite)

    @property
    def requetes_en_tout(self) -> int:
        """Requests until the page asks for nothing more, beside the page itself."""
        return len(self.utiles) + len(self.ensuite)


@dataclass(frozen=True)
class Chaud:
    """A query in an open page: milliseconds until its results, until its passages, and until its
    results when it is asked again; then its first ten fiches."""

    duree: float
    complet: float
    encore: float
    fiches: list[str]


def mesurer_a_froid(navigateur: Browser, serveur: Serveur, moteur: Moteur, requete: str) -> Froid:
    """Open an engine's page on a query, in a profile that has seen nothing."""
    deja = serveur.nombre()
    demandes: list[Request] = []
    with _page_neuve(navigateur, moteur) as page:
        page.on("requestfinished", lambda demande: demandes.append(demande))
        mesure = _ouvrir(page, serveur, moteur, requete)
        envois = serveur.envois(deja)
        apres = set(page.evaluate("() => banc.apres"))
        _recouper(demandes, envois, f"{moteur.nom}, « {requete} »")
    autres = [envoi for envoi in envois if envoi.usage != "document"]
    montre = mesure["heure"] / 1000
    utiles = tuple(e for e in autres if e.debut <= montre and e.usage != "image" and e.chemin not in apres)
    return Froid(
        duree=mesure["duree"],
        page=sum(envoi.octets for envoi in envois if envoi.usage == "document"),
        utiles=utiles,
        ensuite=tuple(envoi for envoi in autres if envoi not in utiles),
    )


def mesurer_a_chaud(navigateur: Browser, serveur: Serveur, moteur: Moteur, requetes: list[str]) -> list[Chaud]:
    """Make each query in turn in one page, then each again."""
    with _page_neuve(navigateur, moteur) as page:
        # Words of the collection's subject, so that the engine is loaded before the first measure.
        _ouvrir(page, serveur, moteur, "santé")
        _interroger(page, moteur, "engagement des usagers")
        premieres, listes = [], []
        for requete in requetes:
            premieres.append(_interroger(page, moteur, requete))
            listes.append(page.evaluate("() => banc.fiches(10)"))
        # Another query in between: asking twice the same is no query.
        _interroger(page, moteur, "partage")
        encore = [_interroger(page, moteur, requete)["duree"] for requete in requetes]
    return [
        Chaud(temps["duree"], temps["complet"], seconde, liste)
        for temps, seconde, liste in zip(premieres, encore, listes, strict=True)
    ]


@contextmanager
def _page_neuve(navigateur: Browser, moteur: Moteur) -> Iterator[Page]:
    """A page of a new profile: nothing in its cache."""
    contexte = navigateur.new_context(viewport={"width": 1280, "height": 900}, locale="fr-FR")
    try:
        contexte.set_default_timeout(DELAI_MS)
        contexte.set_default_navigation_timeout(DELAI_MS)
        page = contexte.new_page()
        page.add_init_script(moteur.script)
        yield page
    finally:
        contexte.close()


def _ouvrir(page: Page, serveur: Serveur, moteur: Moteur, requete: str) -> Any:
    """Open a page on a query; returns when (`heure`) and after how long (`duree`) its results were there."""
    try:
        page.goto(moteur.adresse(serveur.adresses[moteur.id], requete), wait_until="commit")
        return page.wait_for_function("() => banc.froid").json_value()
    except ErreurDuNavigateur as erreur:
        raise BancImpossible(f"{moteur.nom} n'a pas montré de résultat pour « {requete} » : {erreur}") from erreur


def _interroger(page: Page, moteur: Moteur, requete: str) -> dict[str, float]:
    """The times of a query: `duree` until its results, `complet` until its passages."""
    try:
        temps: dict[str, float] = page.evaluate("q => banc.interroger(q)", requete)
    except ErreurDuNavigateur as erreur:
        raise BancImpossible(f"{moteur.nom} n'a pas répondu à « {requete} » : {erreur}") from erreur
    return temps


def _recouper(demandes: list[Request], envois: list[Envoi], ici: str) -> None:
    """Refuse a measure that a missing file spoils, or on which browser and server differ."""
    for envoi in envois:
        if envoi.statut >= 400 and envoi.usage != "image":
            raise BancImpossible(f"{ici} : {envoi.chemin} répond {envoi.statut}.")
    par_chemin = {envoi.chemin: envoi.octets for envoi in envois}
    for demande in demandes:
        parties = urlsplit(demande.url)
        tailles = demande.sizes() if parties.scheme == "http" else None
        if not tailles or not tailles["responseBodySize"]:
            continue
        vus = tailles["responseHeadersSize"] + tailles["responseBodySize"]
        envoyes = par_chemin.get(parties.path + (f"?{parties.query}" if parties.query else ""), 0)
        if abs(envoyes - vus) > ECART_TOLERE * max(envoyes, vus):
            raise BancImpossible(f"{ici} : {demande.url} pèse {vus} octets reçus, {envoyes} envoyés.")
