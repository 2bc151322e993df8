"""The contribution form for everybody: without JavaScript, at the keyboard, axe-core, the Nu HTML checker."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.outils import vnu
from tests.saisie import PAGE, ouvrir, remplir
from tests.test_accessibilite import tabuler_jusqu_a, violations

# --- For everybody


def test_sans_javascript_les_autres_facons_restent(navigateur: Browser, serveur: str) -> None:
    contexte = navigateur.new_context(base_url=serveur, java_script_enabled=False)
    page = contexte.new_page()
    page.goto(PAGE)
    expect(page.locator("main")).to_contain_text("Les deux autres façons marchent sans lui.")
    expect(page.get_by_role("link", name="Raconter en quelques lignes")).to_be_visible()
    expect(page.get_by_role("link", name="Voir le dépôt des fichiers")).to_be_visible()
    assert page.locator("main :is(button, input, textarea, select):visible").count() == 0
    assert page.get_by_role("link", name="Remplir le formulaire").count() == 0
    contexte.close()


def test_au_clavier_on_va_du_titre_a_la_sortie(page: Page) -> None:
    ouvrir(page)
    page.get_by_role("link", name="Remplir le formulaire").focus()
    page.keyboard.press("Enter")
    tabuler_jusqu_a(page, "[name=titre]")
    page.keyboard.type("Un titre")
    tabuler_jusqu_a(page, "[name=secteurs][value=social]")
    page.keyboard.press("Space")
    tabuler_jusqu_a(page, "[name=niveau]")
    page.keyboard.press("ArrowDown")
    tabuler_jusqu_a(page, "#ajouter-source")
    page.keyboard.press("Enter")
    tabuler_jusqu_a(page, "[name='sources.s2.titre']")
    tabuler_jusqu_a(page, "[name='section:Contexte']")
    tabuler_jusqu_a(page, "#verifier")
    page.keyboard.press("Enter")
    expect(page.locator("#bilan")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[name=resume]")).to_be_focused()
    tabuler_jusqu_a(page, "#telecharger")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("largeur", [1280, 320])
def test_axe_ne_trouve_rien_du_debut_a_la_fin(page_libre: Any, largeur: int, theme: str) -> None:
    page: Page = page_libre(color_scheme=theme, viewport={"width": largeur, "height": 800})
    ouvrir(page)
    assert violations(page) == []
    page.locator("#verifier").click()
    expect(page.locator("#bilan")).to_be_focused()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= largeur
    page.get_by_role("button", name="Ajouter une source").click()
    remplir(page, **{"section:Objectifs": "Trouver un médecin."})
    page.locator("[name=secteurs][value=social]").check()
    page.locator(".emporter summary").click()
    expect(page.locator(".message-conseil").first).to_be_visible()
    assert violations(page) == []
    page.locator(".simple-bascule").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= largeur
    petites = page.evaluate(
        """() => [...document.querySelectorAll(".formulaire-zone :is(button, select, textarea, [type=text])")]
            .filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5)
            .map(e => e.outerHTML.slice(0, 100))"""
    )
    assert petites == []


def test_vnu_ne_trouve_rien_dans_aucun_etat(page: Page, site: Path, tmp_path: Path) -> None:
    ouvrir(page)
    etats = {"depart": page.content()}
    page.locator("#verifier").click()
    expect(page.locator("#bilan")).to_be_focused()
    etats["fautes"] = page.content()
    remplir(page)
    page.locator("[name=secteurs][value=social]").check()
    page.wait_for_timeout(400)
    etats["rempli"] = page.content()
    for nom, html in etats.items():
        (tmp_path / f"{nom}.html").write_text(html, encoding="utf-8")
    fichiers = [
        site / PAGE / "index.html",
        site / "assets/formulaire.css",
        *(tmp_path / f"{nom}.html" for nom in etats),
    ]
    assert {fichier.name: dits for fichier, dits in vnu(fichiers).items() if dits} == {}


def test_la_page_se_charge_meme_sans_les_controles(page: Page) -> None:
    page.route("**/assets/contribuer.json", lambda route: route.fulfill(status=200, body="{"))
    page.goto(PAGE)
    expect(page.locator("#relire-etat")).to_contain_text("Les contrôles n’ont pas pu être chargés")
    page.locator("[name=titre]").fill("Gardé")
    page.unroute("**/assets/contribuer.json")
    ouvrir(page)
    expect(page.locator("[name=titre]")).to_have_value("Gardé")
