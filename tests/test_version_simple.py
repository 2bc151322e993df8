"""The « version simple »: the easy text first and larger, the rest folded, the choice remembered."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

PAGES = {
    "fiche": ("fiches/mediateurs-sante-pairs-ccoms/", "#en-bref", "#contexte"),
    "terme": ("glossaire/pair-aidance/", "#exemple", "#definition"),
    "guide": ("guide/niveaux/", "#en-bref", "#situer-une-action-sept-questions"),
}


@pytest.mark.parametrize("sorte", PAGES)
def test_elle_montre_le_texte_facile_et_replie_le_reste(page: Page, sorte: str) -> None:
    adresse, facile, reste = PAGES[sorte]
    page.goto(adresse)
    expect(page.locator(reste)).to_be_visible()
    expect(page.locator(".deplier")).to_be_hidden()
    taille = "parseFloat(getComputedStyle(document.body).fontSize)"
    avant = page.evaluate(taille)
    page.locator(".simple-bascule").click()
    expect(page.locator(".simple-bascule")).to_have_attribute("aria-pressed", "true")
    expect(page.locator(facile)).to_be_visible()
    expect(page.locator(reste)).to_be_hidden()
    assert page.evaluate(taille) > avant
    deplier = page.locator(".deplier")
    expect(deplier).to_have_attribute("aria-expanded", "false")
    deplier.click()
    expect(deplier).to_have_attribute("aria-expanded", "true")
    expect(page.locator(reste)).to_be_visible()
    page.locator(".simple-bascule").click()
    expect(page.locator(reste)).to_be_visible()
    page.locator(".simple-bascule").click()
    expect(page.locator(reste)).to_be_hidden()
    expect(deplier).to_have_text("Lire le texte complet")
    expect(deplier).to_have_attribute("aria-expanded", "false")


def test_le_choix_est_retenu_d_une_page_a_l_autre(page: Page) -> None:
    page.goto("guide/niveaux/")
    page.locator(".simple-bascule").click()
    page.goto("fiches/mediateurs-sante-pairs-ccoms/")
    expect(page.locator("#contexte")).to_be_hidden()
    page.goto("fiches/mediateurs-sante-pairs-ccoms/#sources")
    page.reload()
    expect(page.locator("#sources")).to_be_visible()


def test_les_voisines_de_la_derniere_liste(page: Page) -> None:
    page.goto("catalogue/?secteur=medico-social&tri=titre")
    page.wait_for_selector(".catalogue.pret")
    titres = page.locator("#resultats .carte-titre").all_inner_texts()
    page.locator("#resultats .carte-titre a").nth(1).click()
    suite = page.locator(".suite-liste a")
    expect(suite).to_have_count(3)
    assert titres[0] in suite.nth(1).inner_text()
    assert titres[2] in suite.nth(2).inner_text()
    suite.nth(2).click()
    expect(page.locator("h1")).to_have_text(titres[2])
    page.locator(".suite-liste a").first.click()
    expect(page).to_have_url("/catalogue/?secteur=medico-social&tri=titre")


def test_une_fiche_ouverte_autrement_n_a_pas_de_voisines(page: Page) -> None:
    page.goto("fiches/mediateurs-sante-pairs-ccoms/")
    expect(page.locator(".suite-liste")).to_be_hidden()
