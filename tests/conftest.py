"""Shared by the tests: the real site, built once, served, and a real browser on it."""

from __future__ import annotations

import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from scripts.construire import RACINE, construire
from scripts.recueil.recueil import Recueil, charger
from tests.navigateur import OPTIONS, chemin_du_navigateur


@pytest.fixture(scope="session")
def recueil() -> Recueil:
    """The published collection."""
    return charger(RACINE)


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as `make site` builds it."""
    dossier = tmp_path_factory.mktemp("site") / "site"
    construire(dossier, publication=True)
    return dossier


class _Silencieux(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


@contextmanager
def servir(dossier: Path) -> Iterator[str]:
    """The address of a folder served on this machine, with a final slash."""

    class Handler(_Silencieux):
        def __init__(self, *arguments: Any, **options: Any) -> None:
            super().__init__(*arguments, directory=str(dossier), **options)

    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http_serveur:
        threading.Thread(target=http_serveur.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{http_serveur.server_port}/"
        http_serveur.shutdown()


@contextmanager
def ouvrir_chromium() -> Iterator[Browser]:
    """Chromium; its absence is a failure."""
    chemin = chemin_du_navigateur()
    assert chemin, "aucun navigateur : lancez « python -m tests.navigateur »"
    with sync_playwright() as playwright:
        ouvert = playwright.chromium.launch(executable_path=chemin, args=OPTIONS)
        yield ouvert
        ouvert.close()


@pytest.fixture(scope="session")
def serveur(site: Path) -> Iterator[str]:
    """The address of the site."""
    with servir(site) as adresse:
        yield adresse


@pytest.fixture(scope="session")
def navigateur() -> Iterator[Browser]:
    """The browser of all tests."""
    with ouvrir_chromium() as ouvert:
        yield ouvert


@pytest.fixture
def contexte(navigateur: Browser, serveur: str) -> Iterator[BrowserContext]:
    """A fresh window profile of a desktop, addresses relative to the site."""
    ouvert = navigateur.new_context(base_url=serveur, viewport={"width": 1280, "height": 900}, locale="fr-FR")
    ouvert.set_default_timeout(10_000)
    yield ouvert
    ouvert.close()


@pytest.fixture
def page(contexte: BrowserContext) -> Iterator[Page]:
    """A page on which any script error or refused resource fails the test."""
    ouverte = contexte.new_page()
    erreurs: list[str] = []
    ouverte.on("pageerror", lambda erreur: erreurs.append(str(erreur)))
    ouverte.on("console", lambda message: erreurs.append(message.text) if message.type == "error" else None)
    yield ouverte
    assert erreurs == []


@pytest.fixture
def page_libre(navigateur: Browser, serveur: str) -> Iterator[Any]:
    """A page whose content policy lets axe-core in; colour and width are chosen by the test."""
    contextes = []

    def ouvrir(**options: Any) -> Page:
        contexte = navigateur.new_context(base_url=serveur, bypass_csp=True, locale="fr-FR", **options)
        contextes.append(contexte)
        return contexte.new_page()

    yield ouvrir
    for contexte in contextes:
        contexte.close()
