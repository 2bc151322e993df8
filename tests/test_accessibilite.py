"""Accessibility: axe-core on one page of every kind, light and dark; keyboard; no JavaScript; 320 px."""

from __future__ import annotations

import itertools
import re
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.recueil.recueil import Recueil

AXE = (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")
PAGES = {
    "accueil": "",
    "catalogue": "catalogue/",
    "catalogue filtré": "catalogue/?q=patients&secteur=sanitaire&niveau=partenariat",
    "catalogue sans résultat": "catalogue/?q=diabète&region=guyane",
    "fiche": "fiches/mediateurs-sante-pairs-ccoms/",
    "carte d'une fiche": "f/56/carte/",
    "secteur": "secteur/medico-social/",
    "niveau": "niveau/leadership/",
    "région": "region/bretagne/",
    "glossaire": "glossaire/",
    "terme": "glossaire/pair-aidance/",
    "données ouvertes": "donnees/",
    "sommaire du guide": "guide/",
    "page du guide": "guide/niveaux/",
    "sélection": "selection/?f=12,48,7&titre=Pour un cours",
    "page sur le site": "a-propos/",
    "contribuer": "contribuer/",
    "page introuvable": "404.html",
}


def violations(page: Page) -> list[Any]:
    """What axe-core finds, all its rules on."""
    page.evaluate(AXE)
    resultat = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    return [
        (regle["id"], [(noeud["target"], noeud["failureSummary"]) for noeud in regle["nodes"]])
        for regle in resultat["violations"]
    ]


def aller(page: Page, adresse: str) -> None:
    page.goto(adresse)
    if adresse.startswith("catalogue/"):
        page.wait_for_selector(".catalogue.pret")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("largeur", [1280, 320])
@pytest.mark.parametrize("sorte", PAGES)
def test_axe_ne_trouve_rien(page_libre: Any, sorte: str, largeur: int, theme: str) -> None:
    page = page_libre(color_scheme=theme, viewport={"width": largeur, "height": 800})
    aller(page, PAGES[sorte])
    assert violations(page) == []


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_ne_trouve_rien_dans_les_etats_ouverts(page_libre: Any, theme: str) -> None:
    page = page_libre(color_scheme=theme, viewport={"width": 320, "height": 800})
    aller(page, "catalogue/")
    page.locator(".filtres-ouvrir").click()
    assert violations(page) == []
    aller(page, "guide/niveaux/")
    page.locator("a.terme").first.focus()
    expect(page.locator(".bulle")).to_be_visible()
    assert violations(page) == []
    page.locator("input[name=q]").press_sequentially("partenariat")
    expect(page.locator("#suggestions")).to_be_visible()
    assert violations(page) == []
    page.keyboard.press("Escape")
    page.locator(".simple-bascule").click()
    assert violations(page) == []


@pytest.mark.parametrize("sorte", PAGES)
def test_rien_ne_deborde_a_320_pixels(page_libre: Any, sorte: str) -> None:
    page = page_libre(viewport={"width": 320, "height": 640})
    aller(page, PAGES[sorte])
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


@pytest.mark.parametrize("sorte", PAGES)
def test_une_page_a_un_titre_un_h1_et_des_titres_en_ordre(page: Page, sorte: str) -> None:
    if sorte == "page introuvable":
        page.on("response", lambda reponse: None)
    aller(page, PAGES[sorte])
    assert page.title().endswith("Côte à côte") or sorte == "accueil"
    rangs = page.locator("h1, h2, h3, h4").evaluate_all(
        "titres => titres.filter(t => t.offsetParent).map(t => Number(t.tagName[1]))"
    )
    assert rangs.count(1) == 1
    assert rangs[0] == 1
    assert all(suivant <= rang + 1 for rang, suivant in itertools.pairwise(rangs))


def test_au_clavier_de_l_accueil_a_un_terme(page: Page) -> None:
    page.goto("")
    page.keyboard.press("Tab")
    expect(page.locator(".evitement")).to_be_focused()
    expect(page.locator(".evitement")).to_be_in_viewport()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.locator("input[name=q]")).to_be_focused()
    page.keyboard.type("mediateur de sante pair")
    page.keyboard.press("Enter")
    page.wait_for_selector(".catalogue.pret")
    tabuler_jusqu_a(page, "input[name=secteur][value=sanitaire]")
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("secteur=sanitaire"))
    tabuler_jusqu_a(page, "[data-slug=mediateurs-sante-pairs-ccoms] a")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/fiches/mediateurs-sante-pairs-ccoms/"))
    tabuler_jusqu_a(page, "a.terme")
    expect(page.locator(".bulle")).to_be_visible()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/glossaire/.+/"))


def tabuler_jusqu_a(page: Page, selecteur: str, limite: int = 150) -> None:
    """Press Tab until an element has the focus; every stop on the way must show it."""
    for _ in range(limite):
        page.keyboard.press("Tab")
        actif = page.evaluate(
            """() => { const e = document.activeElement, s = getComputedStyle(e);
                return { contour: parseFloat(s.outlineWidth), large: e.getBoundingClientRect().width }; }"""
        )
        assert actif["contour"] >= 2
        assert actif["large"] > 0
        if page.evaluate("s => document.activeElement.matches(s)", selecteur):
            return
    pytest.fail(f"{selecteur} n'est pas atteint au clavier")


def test_une_definition_se_montre_se_survole_et_se_ferme(page: Page) -> None:
    page.goto("fiches/mediateurs-sante-pairs-ccoms/")
    lien, bulle = page.locator("a.terme").first, page.locator(".bulle")
    lien.hover()
    expect(bulle).to_be_visible()
    attendu = page.locator(f"#definition-{lien.get_attribute('data-terme')}").text_content()
    assert bulle.text_content() == attendu
    bulle.hover()
    page.wait_for_timeout(400)
    expect(bulle).to_be_visible()
    page.keyboard.press("Escape")
    expect(bulle).to_be_hidden()
    page.mouse.move(0, 0)
    lien.focus()
    expect(bulle).to_be_visible()
    assert lien.get_attribute("aria-describedby") == f"definition-{lien.get_attribute('data-terme')}"
    page.locator("input[name=q]").focus()
    expect(bulle).to_be_hidden()


def test_l_espacement_du_texte_ne_cache_rien(page: Page) -> None:
    """WCAG 2.2, 1.4.12: line height 1.5, paragraphs 2, letters 0.12 and words 0.16 of the font size."""
    page.set_viewport_size({"width": 320, "height": 640})
    for sorte in ("accueil", "catalogue filtré", "fiche", "terme", "page du guide"):
        aller(page, PAGES[sorte])
        page.evaluate(
            """() => { for (const e of document.querySelectorAll("*")) Object.assign(e.style, {
                lineHeight: "1.5", letterSpacing: "0.12em", wordSpacing: "0.16em" }); }"""
        )
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, sorte
        coupes = page.evaluate(
            """() => [...document.querySelectorAll("main *, header *")].filter(e => {
                const s = getComputedStyle(e);
                return s.overflow === "hidden" && !s.clipPath.includes("inset") && e.scrollHeight > e.clientHeight + 2;
            }).map(e => e.outerHTML.slice(0, 80))"""
        )
        assert coupes == [], sorte


def test_le_tiroir_des_filtres_garde_le_focus_et_le_rend(page: Page) -> None:
    page.set_viewport_size({"width": 360, "height": 640})
    aller(page, "catalogue/")
    page.locator(".filtres-ouvrir").click()
    for _ in range(6):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement === document.body || !!document.activeElement.closest('#filtres')")
    page.locator("#filtres input").first.focus()
    page.keyboard.press("Escape")
    expect(page.locator(".filtres-ouvrir")).to_be_focused()
    page.keyboard.press("Tab")
    assert page.evaluate("!document.activeElement.closest('#filtres')")


def test_sans_javascript_le_catalogue_est_une_liste_complete(
    navigateur: Browser, serveur: str, recueil: Recueil
) -> None:
    contexte = navigateur.new_context(base_url=serveur, java_script_enabled=False)
    page = contexte.new_page()
    page.goto("catalogue/?secteur=social")
    assert page.locator("#resultats [data-slug]:visible").count() == len(recueil.fiches)
    assert page.locator("#filtres").is_hidden()
    for adresse in ("secteur/social/", "niveau/partenariat/", "region/bretagne/"):
        assert page.locator(f"main a[href='../{adresse}']").is_visible()
    page.locator("main a[href='../niveau/leadership/']").click()
    voulu = [f.slug for f in recueil.fiches if f.entete.niveau == "leadership"]
    assert page.locator(".carte").count() == len(voulu)
    page.goto("fiches/mediateurs-sante-pairs-ccoms/")
    assert page.locator("a.terme").count() > 0
    contexte.close()


def test_le_theme_choisi_est_retenu(page: Page) -> None:
    page.emulate_media(color_scheme="light")
    page.goto("")
    fond = "getComputedStyle(document.body).backgroundColor"
    clair = page.evaluate(fond)
    page.locator(".theme-bascule").click()
    assert page.evaluate(fond) != clair
    page.goto("glossaire/")
    assert page.evaluate(fond) != clair
    expect(page.locator(".theme-bascule")).to_have_attribute("aria-pressed", "true")


def test_les_cibles_ont_24_pixels(page: Page) -> None:
    for sorte in ("accueil", "catalogue filtré", "fiche", "terme"):
        aller(page, PAGES[sorte])
        petites = page.evaluate(
            """() => [...document.querySelectorAll("a, button, input, select")].filter(e => {
                const r = e.getBoundingClientRect(), s = getComputedStyle(e);
                const dansUnePhrase = s.display === "inline" && e.closest("p, dd, li, dt");
                const dansUneEtiquette = e.closest("label");
                return r.width && !dansUnePhrase && !dansUneEtiquette && (r.width < 24 || r.height < 24);
            }).map(e => e.outerHTML.slice(0, 120))"""
        )
        assert petites == [], sorte
