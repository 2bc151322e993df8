"""The Nu HTML checker (vnu) on one page of every kind as built, on the states that scripts make of
them, and on style sheet and pictures. Errors and warnings fail alike; `outils.py` says which are let pass."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.recueil.enrichissement import enrichir
from scripts.recueil.recueil import Recueil
from scripts.sorties import redirections
from scripts.sorties.gabarits import Site
from tests.outils import vnu
from tests.test_accessibilite import PAGES, aller

FICHE = PAGES["fiche"]
REDIRECTION = "ancien nom d'une fiche"
CONSTRUITES = {sorte: adresse for sorte, adresse in PAGES.items() if "?" not in adresse} | {
    "feuille de style": "assets/style.css",
    "marque": "assets/marque.svg",
    "code QR": "f/56/qr.svg",
}


def filtres_ouverts(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    aller(page, "catalogue/")
    page.locator(".filtres-ouvrir").click()
    expect(page.locator("#filtres")).to_be_visible()


def filtres_actifs(page: Page) -> None:
    aller(page, "catalogue/?q=patients&secteur=sanitaire&niveau=partenariat")
    expect(page.locator("#filtres-actifs")).to_be_visible()


def deuxieme_page(page: Page) -> None:
    aller(page, "catalogue/?page=2")
    expect(page.locator("#pages")).to_be_visible()


def aucun_resultat(page: Page) -> None:
    aller(page, "catalogue/?q=diabète&region=guyane")
    expect(page.locator("#aucun-resultat")).to_be_visible()


def orthographe_corrigee(page: Page) -> None:
    aller(page, "catalogue/?q=partenariatt")
    expect(page.locator("#correction")).to_be_visible()


def suggestions_ouvertes(page: Page) -> None:
    page.goto("")
    page.locator("input[name=q]").press_sequentially("partenariat")
    expect(page.locator("#suggestions")).to_be_visible()
    page.keyboard.press("ArrowDown")
    expect(page.locator("input[name=q]")).to_have_attribute("aria-activedescendant", "suggestion-0")


def definition_montree(page: Page) -> None:
    page.goto(FICHE)
    page.locator("a.terme").first.focus()
    expect(page.locator(".bulle")).to_be_visible()


def version_simple(page: Page) -> None:
    page.goto(FICHE)
    page.locator(".simple-bascule").click()
    expect(page.locator(".deplier")).to_be_visible()


def theme_choisi(page: Page) -> None:
    page.goto("guide/niveaux/")
    page.locator(".theme-bascule").click()
    expect(page.locator(".theme-bascule")).to_have_attribute("aria-pressed", "true")


def partage_deplie(page: Page) -> None:
    page.goto(FICHE)
    for resume in page.locator(".partage summary").all():
        resume.click()
    expect(page.locator("#cadre")).to_be_visible()


def copie_refusee(page: Page) -> None:
    page.goto(FICHE)
    page.evaluate("Object.defineProperty(navigator, 'clipboard', { value: undefined })")
    page.locator("[data-copier=permanent]").click()
    expect(page.locator(".copie textarea")).to_be_focused()


ETATS: dict[str, Callable[[Page], None]] = {
    etat.__name__.replace("_", " "): etat
    for etat in (
        filtres_ouverts,
        filtres_actifs,
        deuxieme_page,
        aucun_resultat,
        orthographe_corrigee,
        suggestions_ouvertes,
        definition_montree,
        version_simple,
        theme_choisi,
        partage_deplie,
        copie_refusee,
    )
}


@pytest.fixture(scope="module")
def messages(
    site: Path, serveur: str, navigateur: Browser, recueil: Recueil, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, list[str]]:
    """What the checker says of each page and state, in one run: the checker is slow to start."""
    dossier = tmp_path_factory.mktemp("etats")
    fichiers = {
        nom: site / (f"{adresse}index.html" if adresse.endswith("/") or not adresse else adresse)
        for nom, adresse in CONSTRUITES.items()
    }
    for numero, (nom, atteindre) in enumerate(ETATS.items()):
        contexte = navigateur.new_context(base_url=serveur, color_scheme="light", locale="fr-FR")
        page = contexte.new_page()
        atteindre(page)
        # Set by scripts through the CSSOM, as the policy admits; read back, it would be an attribute, which it refuses.
        page.locator("[style]").evaluate_all("elements => elements.forEach(e => e.removeAttribute('style'))")
        fichiers[nom] = dossier / f"{numero}.html"
        fichiers[nom].write_text(page.content(), encoding="utf-8")
        contexte.close()
    fichiers[REDIRECTION] = dossier / "redirection.html"
    fichiers[REDIRECTION].write_bytes(redirection(recueil))
    assert all(fichier.is_file() for fichier in fichiers.values())
    dits = vnu(fichiers.values())
    par_nom = {nom: dits.pop(fichier.resolve(), []) for nom, fichier in fichiers.items()}
    assert dits == {}
    return par_nom


def redirection(recueil: Recueil) -> bytes:
    """The page at a former name of a fiche; the published collection may have none."""
    fiche = recueil.fiches[0]
    entete = fiche.entete.model_copy(update={"anciens_slugs": ["ancien-nom"]})
    seule = dataclasses.replace(recueil, fiches=(dataclasses.replace(fiche, entete=entete), *recueil.fiches[1:]))
    return next(redirections.produire(enrichir(seule), Site("https://cote-a-cote.example/"))).octets


@pytest.mark.parametrize("nom", [*CONSTRUITES, REDIRECTION, *ETATS])
def test_vnu_ne_trouve_rien(messages: dict[str, list[str]], nom: str) -> None:
    assert messages[nom] == []


def test_un_script_que_la_politique_refuse_se_voit_a_cote_d_un_bloc_de_donnees(tmp_path: Path) -> None:
    page = (
        '<!doctype html><html lang="fr"><head><title>A</title><meta http-equiv="Content-Security-Policy" '
        "content=\"script-src 'self'\">{}</head><body><p>B</p></body></html>"
    )
    donnees = '<script type="application/ld+json">{"@context":{}}</script>'
    for nom, script in {"donnees": donnees, "refuse": f"<script>a()</script>{donnees}<script>b()</script>"}.items():
        (tmp_path / f"{nom}.html").write_text(page.format(script), encoding="utf-8")
    dits = vnu(tmp_path.glob("*.html"))
    assert {chemin.name: len(messages) for chemin, messages in dits.items()} == {"refuse.html": 2}


def test_vnu_voit_les_fautes_et_les_rattache_a_leur_fichier(tmp_path: Path) -> None:
    fautes = {
        "page.html": '<!doctype html><html lang="fr"><title>A</title><img src="a.png"><p id="a"><p id="a">',
        "style.css": "a { colr: red }",
        "dessin.svg": '<svg xmlns="http://www.w3.org/2000/svg"><cercle/></svg>',
        "juste.html": '<!doctype html><html lang="fr"><head><title>A</title></head><body><p>B</p></body></html>',
    }
    for nom, texte in fautes.items():
        (tmp_path / nom).write_text(texte, encoding="utf-8")
    dits = vnu(tmp_path / nom for nom in fautes)
    assert {chemin.name for chemin in dits} == {"page.html", "style.css", "dessin.svg"}
    page = " ".join(dits[(tmp_path / "page.html").resolve()])
    assert "alt" in page
    assert "Duplicate ID" in page
