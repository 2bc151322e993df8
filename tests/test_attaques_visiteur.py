"""Whatever a visitor types, or follows in an address: nothing runs and the page keeps working."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote, urlencode

import pytest
from playwright.sync_api import Page, expect

from scripts.recueil.recueil import Recueil
from scripts.sorties.scripts_navigateur import depart
from tests.attaques import FAMILLES, INSPECTER, PIEGE, TOUTES

TAPER = """
async ([chaine, ici]) => {
  const case_ = document.querySelector("input[name=q]");
  case_.value = chaine;
  case_.dispatchEvent(new Event("input", { bubbles: true }));
  // On the catalogue, sending the form searches at once; elsewhere it would leave the page.
  if (ici) case_.form.dispatchEvent(new Event("submit", { bubbles: true, cancelable: true }));
  await new Promise((suite) => setTimeout(suite, 20));
}
"""
SUIVRE = """
async (adresse) => {
  history.replaceState(null, "", adresse);
  window.dispatchEvent(new PopStateEvent("popstate"));
  await new Promise((suite) => setTimeout(suite, 10));
}
"""


@pytest.fixture
def piegee(page: Page, serveur: str) -> Iterator[Page]:
    """A page on which a call of an attack, a box or a demand to another host fails the test."""
    faits: list[str] = []
    page.expose_function(PIEGE, lambda *_: faits.append("une attaque a tourné"))
    page.on("dialog", lambda boite: faits.append(f"boîte : {boite.message}"))
    page.on("request", lambda demande: None if demande.url.startswith(serveur) else faits.append(demande.url))
    yield page
    assert faits == []


def saine(page: Page) -> None:
    assert page.evaluate(INSPECTER, [None, page.url, depart()]) == []


def parametres(chaine: str) -> str:
    noms = ("q", "tri", "page", "niveau", "secteur", "exact", "__proto__", chaine[:200])
    return urlencode([(nom, chaine) for nom in noms], encoding="utf-8", errors="surrogatepass")


def cherche_encore(page: Page, recueil: Recueil) -> None:
    page.locator("input[name=q]").fill("partenariat")
    page.keyboard.press("Enter")
    expect(page.locator("#nombre-resultats")).to_contain_text("expérience")
    page.locator("input[name=q]").fill("")
    page.keyboard.press("Enter")
    expect(page.locator("#nombre-resultats")).to_contain_text(f"{len(recueil.fiches)} expériences")


def test_tapees_dans_le_catalogue(piegee: Page, recueil: Recueil) -> None:
    piegee.goto("catalogue/")
    expect(piegee.locator(".catalogue.pret")).to_be_attached()
    for chaine in TOUTES:
        piegee.evaluate(TAPER, [chaine, True])
        saine(piegee)
    cherche_encore(piegee, recueil)


@pytest.mark.parametrize("adresse", ["", "404.html", "guide/"])
def test_tapees_ailleurs_elles_ne_donnent_que_des_suggestions(piegee: Page, adresse: str) -> None:
    piegee.goto(adresse)
    for chaine in TOUTES:
        piegee.evaluate(TAPER, [chaine, False])
    saine(piegee)
    piegee.locator("input[name=q]").fill("")
    piegee.locator("input[name=q]").press_sequentially("pair-aidance")
    expect(piegee.locator("#suggestions")).to_be_visible()


def test_suivies_dans_l_adresse_du_catalogue(piegee: Page, recueil: Recueil) -> None:
    piegee.goto("catalogue/")
    expect(piegee.locator(".catalogue.pret")).to_be_attached()
    for chaine in TOUTES:
        piegee.evaluate(SUIVRE, f"?{parametres(chaine)}#{quote(chaine[:500], errors='surrogatepass')}")
        saine(piegee)
    cherche_encore(piegee, recueil)


@pytest.mark.parametrize("famille", FAMILLES)
def test_une_adresse_d_attaque_s_ouvre(piegee: Page, famille: str) -> None:
    chaine = FAMILLES[famille][-1]
    piegee.goto(f"catalogue/?{parametres(chaine[:1500])}#{chaine[:500]}")
    expect(piegee.locator(".catalogue.pret")).to_be_attached()
    saine(piegee)


@pytest.mark.parametrize("adresse", ["catalogue/?q=%E0%A4%A&page=%&tri=%00#%E0%A4%A", "?q=%&x[__proto__][y]=1#%"])
def test_un_codage_casse_n_arrete_pas_la_page(piegee: Page, adresse: str) -> None:
    piegee.goto(adresse)
    expect(piegee.locator("input[name=q]")).to_be_visible()
    saine(piegee)


def test_une_ancre_ne_fait_que_deplier(piegee: Page, recueil: Recueil) -> None:
    piegee.goto(f"fiches/{recueil.fiches[0].slug}/")
    piegee.get_by_role("button", name="Version simple").click()
    for chaine in TOUTES:
        piegee.evaluate("ancre => { location.hash = ancre; }", chaine[:1000])
    saine(piegee)
    piegee.evaluate("location.hash = 'sources'")
    expect(piegee.locator("#sources")).to_be_visible()
