"""Visit public addresses politely, to know whether they still answer.

One request at a time a host, with a pause between two; what robots.txt asks is respected (RFC 9309);
HEAD first, GET where a server does not take HEAD well, of which only the head is read. Redirections
are followed by hand, since which of them are permanent is what we want to know (RFC 9110, 15.4).
"""

from __future__ import annotations

import socket
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPMessage
from threading import Lock
from typing import IO
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin, urlsplit, urlunsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener
from urllib.robotparser import RobotFileParser

ETAPES_MAX = 8
"""Redirections after which a browser would be suspicious too."""
_ROBOTS_MAX = 500_000
"""Bytes of a robots.txt that are read: what RFC 9309 asks at least, rounded."""
_PAUSE_MAX = 30.0
"""Seconds: the longest pause that a robots.txt obtains from us."""
_PERMANENTES = (301, 308)
_REDIRECTIONS = (301, 302, 303, 307, 308)


@dataclass(frozen=True)
class Resultat:
    """What became of an address. `etat` is one of « vivante », « deplacee », « accueil » (it now leads to a
    home page), « morte », « bloquee » (we may not look) and « inconnue » (we could not).
    """

    adresse: str
    etat: str
    detail: str = ""
    vers: str = ""


@dataclass(frozen=True)
class _Reponse:
    code: int
    vers: str = ""
    corps: bytes = b""


@dataclass
class _Hote:
    """A host, the moment from which it may be asked again, and its robots.txt once read."""

    verrou: Lock = field(default_factory=Lock)
    verrou_robots: Lock = field(default_factory=Lock)
    libre_a: float = 0.0
    pause: float = 0.0
    robots: RobotFileParser | None = None


class _SansSuivre(HTTPRedirectHandler):
    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: HTTPMessage, newurl: str
    ) -> None:
        """Follow nothing: the answer itself is wanted."""


class Visiteur:
    """Visits addresses; may be used from several threads. Times are in seconds."""

    def __init__(self, agent: str, pause: float = 2.0, delai: float = 20.0) -> None:
        self.agent = agent
        self.pause = pause
        self.delai = delai
        self._hotes: dict[str, _Hote] = {}
        self._verrou = Lock()
        self._ouvrir: Callable[..., IO[bytes]] = build_opener(_SansSuivre).open

    def visiter(self, adresse: str) -> Resultat:
        """Where an address leads. Never raises for what the network does."""
        try:
            return self._suivre(adresse)
        except URLError as erreur:
            return Resultat(adresse, *_panne(erreur.reason))
        except (OSError, HTTPException, ValueError) as erreur:
            return Resultat(adresse, *_panne(erreur))

    def _suivre(self, adresse: str) -> Resultat:
        ici, vues, permanente, durable = adresse, {adresse}, True, adresse
        for _ in range(ETAPES_MAX + 1):
            if not self._permise(ici):
                return Resultat(adresse, "bloquee", "le site demande aux robots de ne pas venir")
            reponse = self._demander("HEAD", ici)
            if reponse.code >= 400:
                reponse = self._demander("GET", ici)
            if reponse.code not in _REDIRECTIONS:
                return _juger(adresse, ici, durable, reponse.code)
            suite = urljoin(ici, reponse.vers)
            permanente = permanente and reponse.code in _PERMANENTES
            if not reponse.vers or suite in vues or urlsplit(suite).scheme not in ("http", "https"):
                return Resultat(adresse, "inconnue", "elle tourne en rond")
            vues.add(suite)
            ici, durable = suite, suite if permanente else durable
        return Resultat(adresse, "inconnue", "elle renvoie trop de fois ailleurs")

    def _hote(self, adresse: str) -> _Hote:
        with self._verrou:
            return self._hotes.setdefault(urlsplit(adresse).netloc.lower(), _Hote(pause=self.pause))

    def _permise(self, adresse: str) -> bool:
        """Whether the host's robots.txt lets us ask for the address."""
        hote = self._hote(adresse)
        with hote.verrou_robots:
            if hote.robots is None:
                hote.robots = self._lire_robots(urljoin(adresse, "/robots.txt"))
                demandee = float(hote.robots.crawl_delay(self.agent) or 0)
                hote.pause = max(hote.pause, min(demandee, _PAUSE_MAX))
        return hote.robots.can_fetch(self.agent, adresse)

    def _lire_robots(self, ici: str) -> RobotFileParser:
        """A host's robots.txt (RFC 9309, 2.3.1): no file allows everything, a failing server nothing. As most
        visitors do, a file that may not be read is taken for a refusal.
        """
        robots = RobotFileParser()
        for _ in range(ETAPES_MAX):
            reponse = self._demander("GET", ici, _ROBOTS_MAX)
            if reponse.code not in _REDIRECTIONS or not reponse.vers:
                break
            ici = urljoin(ici, reponse.vers)
        if reponse.code in (401, 403, 429) or reponse.code >= 500:
            robots.parse(["User-agent: *", "Disallow: /"])
        else:
            robots.parse(reponse.corps.decode("utf-8", "replace").splitlines())
        return robots

    def _demander(self, methode: str, adresse: str, octets: int = 1) -> _Reponse:
        """One answer, of whose body at most `octets` are read. Raises OSError, HTTPException or ValueError."""
        hote = self._hote(adresse)
        demande = Request(_en_ascii(adresse), method=methode, headers={"User-Agent": self.agent, "Accept": "*/*"})
        with hote.verrou:
            time.sleep(max(0.0, hote.libre_a - time.monotonic()))
            try:
                with self._ouvrir(demande, timeout=self.delai) as reponse:
                    return _Reponse(200, corps=reponse.read(octets))
            except HTTPError as erreur:
                with erreur:
                    return _Reponse(erreur.code, erreur.headers.get("Location", ""))
            finally:
                hote.libre_a = time.monotonic() + hote.pause


def _juger(adresse: str, ici: str, durable: str, code: int) -> Resultat:
    """What an address that ends at `ici` with this status is; `durable` is where permanent moves lead."""
    if code in (404, 410):
        return Resultat(adresse, "morte", f"réponse {code}")
    if code in (401, 402, 403, 407, 429, 451):
        return Resultat(adresse, "bloquee", f"le site refuse les robots (réponse {code})")
    if code >= 400:
        return Resultat(adresse, "inconnue", f"le site répond mal (réponse {code})")
    if _est_accueil(ici) and not _est_accueil(adresse):
        return Resultat(adresse, "accueil", vers=ici)
    return Resultat(adresse, "deplacee", vers=durable) if durable != adresse else Resultat(adresse, "vivante")


def _est_accueil(adresse: str) -> bool:
    parties = urlsplit(adresse)
    return parties.path in ("", "/") and not parties.query


def _panne(raison: object) -> tuple[str, str]:
    """State and French words for what the network did."""
    if isinstance(raison, socket.gaierror):
        if raison.errno == socket.EAI_NONAME:
            return "morte", "le nom du site n'existe plus"
        return "inconnue", "le nom du site n'a pas pu être cherché"
    if isinstance(raison, ssl.SSLError):
        return "inconnue", "la connexion n'est pas sûre (certificat)"
    if isinstance(raison, TimeoutError):
        return "inconnue", "pas de réponse à temps"
    if isinstance(raison, ConnectionRefusedError):
        return "inconnue", "le site refuse la connexion"
    if isinstance(raison, ValueError):
        return "inconnue", "l'adresse est mal formée"
    return "inconnue", "la connexion a échoué"


def _en_ascii(adresse: str) -> str:
    """The address as it is sent: accents as percent codes, international names as ASCII, no anchor."""
    parties = urlsplit(adresse)
    hote = parties.netloc.encode("idna").decode() if not parties.netloc.isascii() else parties.netloc
    garder = "/%:=&?~+!$,;'@()*[]-._"
    return urlunsplit((parties.scheme, hote, quote(parties.path, garder), quote(parties.query, garder), ""))
