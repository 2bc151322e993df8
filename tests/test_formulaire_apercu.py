"""The preview of the contribution form says what the site will say."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from scripts.construire import RACINE
from scripts.recueil.enrichissement import Enrichi, enrichir
from scripts.recueil.recueil import Recueil, charger_octets
from tests.fabrique import CHEMIN, FICHE, avec
from tests.saisie import TEXTES, ouvrir, remplir

# --- The preview


@pytest.fixture
def modules(page: Page) -> Page:
    """The form's page, where the browser modules can be imported one by one."""

    def servir(route: Any) -> None:
        chemin = urlsplit(route.request.url).path.removeprefix("/modules/")
        texte = (RACINE / "overrides" / "js" / chemin).read_text(encoding="utf-8")
        route.fulfill(body=texte, content_type="text/javascript")

    page.route("**/modules/**", servir)
    ouvrir(page)
    return page


def textes(page: Page, sections: list[str]) -> list[str]:
    """What the preview shows of texts."""
    rendus: list[str] = page.evaluate(
        """async textes => {
            const { rendreTexte } = await import("/modules/formulaire/texte-riche.js");
            return textes.map(texte => rendreTexte(texte).map(bloc => bloc.textContent).join("\\n"));
        }""",
        sections,
    )
    return [plat(rendu) for rendu in rendus]


def plat(texte: str) -> str:
    return re.sub(r"[ \n]+", " ", texte).strip()


def affiche(page: Page, html: list[str]) -> list[str]:
    """The text of the site's HTML."""
    lus: list[str] = page.evaluate(
        "textes => textes.map(html => new DOMParser().parseFromString(html, 'text/html').body.textContent)", html
    )
    return [plat(lu) for lu in lus]


def sections_de(enrichi: Enrichi) -> Iterator[tuple[str, str]]:
    for fiche in enrichi.recueil.fiches:
        for section, rendue in zip(fiche.sections, enrichi.sections_fiches[fiche.slug], strict=True):
            yield section.texte, rendue.html


def test_l_apercu_de_chaque_fiche_dit_ce_que_dit_sa_page(modules: Page, recueil: Recueil) -> None:
    paires = list(sections_de(enrichir(recueil)))
    assert len(paires) > 4 * len(recueil.fiches)
    assert textes(modules, [texte for texte, _ in paires]) == affiche(modules, [html for _, html in paires])


MARKDOWN = [
    "Un *mot*, un **autre**, _un autre_ et __encore__ [s1].",
    "**a**b**c**, ***trois***, **m *n* o** [s1].\n\na_b_ _c_d _e_, *(a)* (_b_) «_c_» [s1]",
    "snake_case_reste et 2 * 3 * 4 aussi, \\*échappé\\* \\_a\\_ \\! \\a \\[x\\] [s1]",
    "*Un passage\nsur deux lignes* [s1].\n\nUn autre  \nà la suite\\\nencore [s1].",
    "- un\n- deux [s1]\n- trois\n  et sa suite\nencore",
    "- un [s1]\n\n- deux\n\nSuite.",
    "1. un [s1]\n2. deux\n    - dedans\n    - encore\n3. trois",
    "Voici [s1] :\n- pas une liste",
    "[un lien](https://exemple.fr/a_b), [un *autre*](https://exemple.fr) et [[x] y](catalogue:niveau=partenariat) [s1]",
    "Des chiffres : 12 000 personnes ; 5 % ! « Ah » n° 3 ? [s1]",
]


@pytest.mark.parametrize("texte", MARKDOWN)
def test_l_apercu_rend_le_markdown_comme_le_site(modules: Page, texte: str) -> None:
    fiche = avec(FICHE, "Le quartier n'a plus de médecin [s1].", texte)
    recueil = charger_octets([(CHEMIN, fiche.encode())])
    assert recueil.publiable, recueil.fautes
    enrichi = enrichir(recueil)
    html = next(s.html for s in enrichi.sections_fiches["cafe-sante"] if s.titre == "Contexte")
    source = next(s.texte for s in recueil.fiches[0].sections if s.titre == "Contexte")
    # Between blocks, the site's text has line ends that the preview's nodes have not.
    rendu, attendu = textes(modules, [source])[0], affiche(modules, [html])[0]
    assert rendu.replace(" ", "") == attendu.replace(" ", "")
    structure = r"<(ul|ol|li|p|em|strong|sup)\b"
    balises = modules.evaluate(
        """async texte => {
            const { rendreTexte } = await import("/modules/formulaire/texte-riche.js");
            return rendreTexte(texte).map(bloc => bloc.outerHTML).join("");
        }""",
        source,
    )
    # Items of a list with empty lines hold paragraphs on the site; the preview draws them alike.
    compacte = re.sub(r"(?<=<li>)\s*<p>|</p>\s*(?=</li>|<[uo]l>)", "", html)
    assert re.findall(structure, balises) == re.findall(structure, compacte)


def test_l_apercu_montre_la_carte_et_la_page(page: Page) -> None:
    ouvrir(page)
    remplir(page)
    carte = page.locator(".apercu .carte")
    expect(carte.locator(".carte-titre")).to_have_text(TEXTES["titre"])
    expect(carte.locator(".carte-reperes")).to_have_text("PartenariatSanitaireExempleville (Bretagne)")
    page_vue = page.locator(".apercu-page")
    expect(page_vue).to_contain_text("Niveau 4 sur 5\u00a0: Partenariat")
    expect(page_vue).to_contain_text("à partir de 2019")
    expect(page_vue.locator(".sources")).to_have_text(
        'Une permanence "santé"\u00a0: bilanVille d’Exempleville, juin 2020'
    )
    expect(page_vue.locator(".en-bref")).to_contain_text("Elles aident à trouver un médecin.")


def test_rien_de_ce_que_l_on_tape_ne_devient_du_code(page: Page) -> None:
    ouvrir(page)
    attaque = "<img src=x onerror=alert(1)>"
    remplir(
        page,
        **{nom: f"{attaque} [a](javascript:alert(1)) {texte}" for nom, texte in TEXTES.items() if "mots" not in nom},
    )
    page.locator("#verifier").click()
    expect(page.locator("#bilan")).to_contain_text("Le code HTML n’est pas permis")
    assert page.locator("main img, main [onerror], main a[href^=javascript]").count() == 0
