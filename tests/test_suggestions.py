"""Suggestions under the search box: an accessible combobox (WAI-ARIA authoring practices)."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect


def taper(page: Page, texte: str) -> None:
    page.locator("input[name=q]").press_sequentially(texte)
    expect(page.locator("#suggestions")).to_be_visible()


def test_elles_melent_themes_termes_et_fiches(page: Page) -> None:
    page.goto("")
    taper(page, "partenariat")
    sortes = page.locator("#suggestions .suggestion-sorte").all_inner_texts()
    assert sortes[0] == "Niveau d’engagement"
    assert "Glossaire" in sortes


def test_un_sigle_propose_son_terme(page: Page) -> None:
    page.goto("glossaire/")
    taper(page, "cvs")
    expect(page.locator("#suggestions li").first).to_contain_text("Conseil de la vie sociale")


def test_accents_et_ordre_des_mots_sont_indifferents(page: Page) -> None:
    page.goto("glossaire/")
    taper(page, "sante mediat")
    expect(page.locator("#suggestions")).to_contain_text("Médiateur de santé pair")


def test_au_clavier_les_fleches_choisissent_et_entree_ouvre(page: Page) -> None:
    page.goto("guide/")
    boite = page.locator("input[name=q]")
    taper(page, "pair-aidance")
    expect(boite).to_have_attribute("role", "combobox")
    expect(boite).to_have_attribute("aria-expanded", "true")
    page.keyboard.press("ArrowDown")
    expect(boite).to_be_focused()
    designee = boite.get_attribute("aria-activedescendant")
    assert designee
    expect(page.locator(f"#{designee}")).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    assert boite.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/glossaire/pair-aidance/$"))


def test_echap_ferme_puis_entree_cherche(page: Page) -> None:
    page.goto("guide/")
    boite = page.locator("input[name=q]")
    taper(page, "diabète")
    page.keyboard.press("Escape")
    expect(page.locator("#suggestions")).to_be_hidden()
    expect(boite).to_have_attribute("aria-expanded", "false")
    expect(boite).to_have_value("diabète")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/catalogue/\?q=diab"))


def test_une_suggestion_se_clique(page: Page) -> None:
    page.goto("guide/")
    taper(page, "handifaction")
    page.locator("#suggestions li").first.click()
    expect(page).to_have_url(re.compile(r"/fiches/handifaction/$"))


def test_sortir_de_la_case_ferme_la_liste(page: Page) -> None:
    page.goto("guide/")
    taper(page, "partenariat")
    page.keyboard.press("Tab")
    expect(page.locator("#suggestions")).to_be_hidden()
