"""The browser's checks and writer, called from Python: the modules of `overrides/js/`, in a real browser."""

from __future__ import annotations

import http.server
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from playwright.sync_api import Browser, Page

from scripts.recueil.corps import titres_prevus
from scripts.recueil.entete import lire_entete
from scripts.sorties.scripts_navigateur import DOSSIER

Saisie = dict[str, Any]
Paires = list[tuple[str, str]]
"""(code, message), sorted."""

_APPELER = """async ([nom, module, saisies, regles]) => {
  const fonction = (await import(`/formulaire/${module}.js`))[nom];
  return saisies.map((saisie) => {
    // A fiche that is published already is checked against the others.
    const { [saisie.slug]: soi, ...fiches } = regles.fiches;
    const anciens = Object.fromEntries(Object.entries(regles.anciens).filter(([, slug]) => slug !== saisie.slug));
    return fonction(saisie, saisie.publiee ? { ...regles, fiches, anciens } : regles);
  });
}"""


class _Serveur(http.server.SimpleHTTPRequestHandler):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, directory=str(DOSSIER), **options)

    def log_message(self, *arguments: Any) -> None:
        """Say nothing."""


@contextmanager
def page_des_modules(navigateur: Browser) -> Iterator[Page]:
    """A page that may import the modules; a script error in it fails the test."""
    erreurs: list[str] = []
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), _Serveur) as serveur:
        threading.Thread(target=serveur.serve_forever, daemon=True).start()
        page = navigateur.new_page()
        page.on("pageerror", lambda erreur: erreurs.append(str(erreur)))
        page.route("**/vide", lambda route: route.fulfill(body="<!doctype html><title>Essai</title>"))
        page.goto(f"http://127.0.0.1:{serveur.server_port}/vide")
        yield page
        page.close()
        serveur.shutdown()
    assert erreurs == []


def controler(page: Page, saisies: list[Saisie], regles: dict[str, Any]) -> list[list[dict[str, Any]]]:
    """What the browser says of each saisie."""
    constats: list[list[dict[str, Any]]] = page.evaluate(_APPELER, ["controler", "controles", saisies, regles])
    return constats


def ecrire(page: Page, saisies: list[Saisie], regles: dict[str, Any]) -> list[str]:
    """The file that the browser writes of each saisie."""
    textes: list[str] = page.evaluate(_APPELER, ["ecrireFiche", "ecriture", saisies, regles])
    return textes


def paires(constats: list[dict[str, Any]]) -> Paires:
    """Codes and messages of what the browser says."""
    return sorted((constat["code"], constat["message"]) for constat in constats)


def saisie_de(texte: str, slug: str) -> Saisie:
    """A file as a form would hold it.

    A heading starts a section where the form has one there; otherwise it is part of the text. What
    comes before the first one is part of its text.
    """
    _, entete, corps = texte.split("---\n", 2)
    titres = [prevu.titre for prevu in titres_prevus("fiche")]
    sections: dict[str, list[str]] = {}
    avant: list[str] = []
    for ligne in corps.split("\n"):
        titre = ligne.removeprefix("## ")
        suivants = titres[titres.index([*sections][-1]) + 1 :] if sections else titres
        if titre != ligne and titre in suivants:
            sections[titre] = [] if sections else avant
        else:
            (sections[[*sections][-1]] if sections else avant).append(ligne)
    return {
        "slug": slug,
        "entete": en_json(lire_entete(entete, "", 2).valeurs),
        "sections": {titre: "\n".join(lignes) for titre, lignes in sections.items()},
    }


def en_json(valeur: Any) -> Any:
    """A value of the front matter as a form holds it: days are texts."""
    if isinstance(valeur, dict):
        return {cle: en_json(element) for cle, element in valeur.items()}
    if isinstance(valeur, list):
        return [en_json(element) for element in valeur]
    return valeur.isoformat() if isinstance(valeur, date) else valeur


def texte_lu(texte: str) -> str:
    """A text of a section as it is read from a file: no spaces at the end of lines, nor around it."""
    return "\n".join(ligne.rstrip() for ligne in re.split(r"\r\n?|\n", texte)).strip()
