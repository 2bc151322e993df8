"""Sharing: links to headings and lists that one copies, permanent links and their QR codes."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from typing import Any

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scripts.construire import RACINE
from scripts.recueil import adresses
from scripts.recueil.recueil import Recueil
from tests.test_accessibilite import violations
from tests.test_site import RACINE as SITE

FICHE = "fiches/mediateurs-sante-pairs-ccoms/"
PERMANENT = f"{SITE}f/56/"
REFUS = "Object.defineProperty(navigator, 'clipboard', { value: { writeText: () => Promise.reject(new Error()) } })"


@pytest.fixture
def presse_papiers(contexte: BrowserContext, page: Page) -> Callable[[], str]:
    """What the clipboard holds."""
    contexte.grant_permissions(["clipboard-read", "clipboard-write"])
    return lambda: str(page.evaluate("navigator.clipboard.readText()"))


def bouton_d_ancre(page: Page, titre: str) -> Any:
    return page.get_by_role("button", name=f"Copier le lien vers «\u00a0{titre}\u00a0»", exact=True)


# --- Headings


@pytest.mark.parametrize(
    ("adresse", "titre", "attendue"),
    [
        (FICHE, "Contexte", f"{PERMANENT}#contexte"),
        (FICHE, "Sources", f"{PERMANENT}#sources"),
        (FICHE, "En un coup d’œil", f"{PERMANENT}#reperes"),
        ("glossaire/pair-aidance/", "Définition", f"{SITE}t/pair-aidance/#definition"),
        ("guide/niveaux/?q=x#sources", "Sources", f"{SITE}guide/niveaux/#sources"),
        ("a-propos/", "En bref", f"{SITE}a-propos/#en-bref"),
    ],
)
def test_le_lien_vers_un_titre_se_copie(
    page: Page, presse_papiers: Callable[[], str], adresse: str, titre: str, attendue: str
) -> None:
    page.goto(adresse)
    bouton = bouton_d_ancre(page, titre)
    bouton.click()
    expect(page.locator(".copie-phrase")).to_have_text(f"Lien vers «\u00a0{titre}\u00a0» copié.")
    expect(page.locator(".copie-phrase")).to_have_role("status")
    expect(bouton).to_be_focused()
    assert presse_papiers() == attendue
    ancre = attendue.partition("#")[2]
    assert page.locator(f"[id='{ancre}']").inner_text() == titre


def test_le_lien_copie_mene_au_titre(page: Page, serveur: str, presse_papiers: Callable[[], str]) -> None:
    page.goto(FICHE)
    bouton_d_ancre(page, "Moyens").click()
    expect(page.locator(".copie-phrase")).not_to_be_empty()
    page.goto(presse_papiers().replace(SITE, serveur))
    expect(page).to_have_url(re.compile(f"/{FICHE}#moyens$"))
    expect(page.locator("#moyens")).to_be_in_viewport()


def test_un_titre_ne_dit_que_ses_mots(page: Page) -> None:
    for adresse in (FICHE, "glossaire/pair-aidance/", "guide/niveaux/"):
        page.goto(adresse)
        for titre in page.locator("main :is(h2, h3)").all():
            texte = titre.inner_text().strip()
            assert "#" not in texte
            expect(titre).to_have_accessible_name(texte)
        regions = page.locator("main section[aria-labelledby]").all()
        assert not any("Copier" in str(region.evaluate("e => e.ariaLabel ?? ''")) for region in regions)


def test_chaque_titre_a_une_ancre_et_sa_facon_de_la_copier(site: Any) -> None:
    sans = []
    for fichier in sorted(site.rglob("index.html")):
        adresse = fichier.relative_to(site).as_posix()
        html = fichier.read_text(encoding="utf-8")
        for balise, attributs, texte in re.findall(r"<(h[2-6])([^>]*)>(.*?)</\1>", html, re.S):
            ancre = re.search(r' id="([^"]+)"', attributs)
            # The title of a card or of a step is a link already.
            if ancre is None and not texte.startswith("<a "):
                sans.append((adresse, balise, texte))
            dans_un_texte = adresse.startswith(("fiches/", "glossaire/", "guide/")) and adresse.count("/") > 1
            if ancre and dans_un_texte and texte not in ("Sur cette page", "Dans le guide"):
                lien = rf'<a (?=[^>]*href="#{ancre[1]}")(?=[^>]*class="ancre")[^>]*aria-label="Lien vers «'
                assert re.search(lien, html), (adresse, texte)
    assert sans == []


def test_les_ancres_se_voient_au_survol_au_clavier_et_au_doigt(page: Page, navigateur: Browser, serveur: str) -> None:
    page.goto(FICHE)
    ancre = bouton_d_ancre(page, "Contexte")
    opacite = "e => getComputedStyle(e).opacity"
    assert ancre.evaluate(opacite) == "0"
    page.locator("#contexte").hover()
    assert ancre.evaluate(opacite) == "1"
    page.mouse.move(0, 0)
    assert ancre.evaluate(opacite) == "0"
    ancre.focus()
    assert ancre.evaluate(opacite) == "1"
    telephone = navigateur.new_context(
        base_url=serveur, has_touch=True, is_mobile=True, viewport={"width": 320, "height": 640}
    )
    autre = telephone.new_page()
    autre.goto(FICHE)
    for bouton in autre.locator(".ancre").all():
        assert bouton.evaluate(opacite) == "1"
        boite = bouton.bounding_box()
        assert boite
        assert min(boite["width"], boite["height"]) >= 44
        assert boite["x"] + boite["width"] <= 320
    telephone.close()


def test_sans_javascript_une_ancre_est_un_lien(navigateur: Browser, serveur: str) -> None:
    contexte = navigateur.new_context(base_url=serveur, java_script_enabled=False)
    page = contexte.new_page()
    page.goto(FICHE)
    page.get_by_role("link", name="Lien vers «\u00a0Moyens\u00a0»", exact=True).click()
    expect(page).to_have_url(re.compile("#moyens$"))
    assert page.locator(".partage button:visible").count() == 0
    assert page.locator(".partage a:visible").count() >= 2
    contexte.close()


# --- What is said of a copy


def test_une_copie_refusee_selectionne_l_adresse(page: Page) -> None:
    page.goto(FICHE)
    page.evaluate(REFUS)
    bouton = bouton_d_ancre(page, "Contexte")
    bouton.click()
    expect(page.locator(".copie-phrase")).to_contain_text("n’a pas laissé copier")
    champ = page.get_by_label("Texte à copier")
    expect(champ).to_be_focused()
    expect(champ).to_have_value(f"{PERMANENT}#contexte")
    assert page.evaluate("getSelection().toString()") == f"{PERMANENT}#contexte"
    page.keyboard.press("Escape")
    expect(champ).to_be_hidden()
    expect(bouton).to_be_focused()
    expect(page.locator(".copie-phrase")).to_be_empty()


def test_une_seconde_copie_est_annoncee_aussi(page: Page, presse_papiers: Callable[[], str]) -> None:
    page.goto(FICHE)
    page.evaluate(
        """() => { window.dites = []; new MutationObserver(() => {
            const t = document.querySelector(".copie-phrase").textContent; if (t) window.dites.push(t);
        }).observe(document.querySelector(".copie-phrase"), { childList: true }); }"""
    )
    bouton = page.get_by_role("button", name="Copier le lien", exact=True)
    for _ in range(2):
        bouton.click()
        page.wait_for_timeout(200)
    assert page.evaluate("window.dites") == ["Lien copié.", "Lien copié."]
    assert presse_papiers() == PERMANENT


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("largeur", [1280, 320])
def test_axe_ne_trouve_rien_dans_les_etats_du_partage(page_libre: Any, theme: str, largeur: int) -> None:
    page = page_libre(color_scheme=theme, viewport={"width": largeur, "height": 800})
    page.goto(FICHE)
    for resume in page.locator(".partage summary").all():
        resume.click()
    bouton_d_ancre(page, "Contexte").focus()
    assert violations(page) == []
    page.evaluate(REFUS)
    bouton_d_ancre(page, "Contexte").click()
    expect(page.get_by_label("Texte à copier")).to_be_visible()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= largeur


# --- The block of a fiche, of a term


def test_la_citation_copiee_porte_la_date_du_jour(page: Page, presse_papiers: Callable[[], str]) -> None:
    page.clock.set_fixed_time("2027-03-01T10:00:00")
    page.goto(FICHE)
    page.get_by_role("button", name="Copier la citation").click()
    expect(page.locator(".copie-phrase")).to_have_text("Citation copiée.")
    copiee = presse_papiers()
    assert "[consulté le 1er mars 2027]" in copiee
    assert copiee.startswith("Côte à côte, recueil d’expériences d’engagement des usagers. D’anciens patients")
    assert copiee.endswith(f"Licence CC BY 4.0. Disponible sur\u00a0: {PERMANENT}")
    assert "\n" not in copiee


@pytest.mark.parametrize("forme", ["BibTeX", "RIS"])
def test_une_reference_se_copie_et_se_telecharge(
    page: Page, site: Any, presse_papiers: Callable[[], str], forme: str
) -> None:
    page.goto(FICHE)
    page.get_by_text("Citer avec un logiciel de bibliographie").click()
    page.get_by_role("button", name=f"Copier en {forme}").click()
    expect(page.locator(".copie-phrase")).to_have_text(f"Citation en {forme} copiée.")
    suffixe = {"BibTeX": "bib", "RIS": "ris"}[forme]
    octets = (site / adresses.citation(56, suffixe)).read_bytes()
    assert presse_papiers().split() == octets.decode().split()
    with page.expect_download() as telechargement:
        page.get_by_role("link", name=f"Télécharger en {forme}").click()
    assert telechargement.value.suggested_filename == f"cote-a-cote-56.{suffixe}"
    assert telechargement.value.path().read_bytes() == octets


def test_un_terme_se_cite_aussi(page: Page, presse_papiers: Callable[[], str]) -> None:
    page.goto("glossaire/pair-aidance/")
    page.get_by_role("button", name="Copier la citation").click()
    expect(page.locator(".copie-phrase")).to_have_text("Citation copiée.")
    assert re.fullmatch(
        r"Côte à côte, recueil d’expériences d’engagement des usagers\. Pair-aidance \[en ligne\]\. Glossaire "
        rf"\[consulté le .+ \d{{4}}\]\. Licence CC BY 4\.0\. Disponible sur\u00a0: {SITE}t/pair-aidance/",
        presse_papiers(),
    )


def test_le_bouton_imprime(page: Page) -> None:
    page.goto(FICHE)
    page.evaluate("window.print = () => { window.imprimee = true }")
    page.get_by_role("button", name="Imprimer la fiche").click()
    assert page.evaluate("window.imprimee") is True


@pytest.fixture(scope="module")
def quelques_fiches(recueil: Recueil) -> list[tuple[int, str]]:
    """Number and name of the first fiche, the last, and some between."""
    pas = max(1, len(recueil.fiches) // 6)
    return sorted({(fiche.entete.id, fiche.slug) for fiche in (*recueil.fiches[::pas], recueil.fiches[-1])})


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_le_code_qr_a_l_ecran_dit_le_lien_permanent(
    navigateur: Browser, serveur: str, quelques_fiches: list[tuple[int, str]], theme: Any
) -> None:
    contexte = navigateur.new_context(base_url=serveur, color_scheme=theme, viewport={"width": 360, "height": 640})
    page = contexte.new_page()
    for numero, slug in quelques_fiches:
        page.goto(adresses.fiche(slug))
        code = page.get_by_role("img", name="Code QR du lien permanent de cette fiche")
        code.scroll_into_view_if_needed()
        # The window as a phone's camera sees it, not the picture alone.
        lus = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.screenshot())))
        assert [(lu.format.name, lu.text) for lu in lus] == [("QRCode", f"{SITE}f/{numero}/")]
        expect(page.locator("#permanent")).to_have_attribute("href", f"{SITE}f/{numero}/")
    contexte.close()


# --- Lists of the catalogue


def test_le_lien_vers_une_liste_est_court_ordonne_et_montre_la_meme(
    page: Page, navigateur: Browser, serveur: str, presse_papiers: Callable[[], str]
) -> None:
    page.goto("catalogue/?page=2")
    page.wait_for_selector(".catalogue.pret")
    bouton = page.get_by_role("button", name="Copier le lien vers cette liste")
    expect(bouton).to_be_hidden()
    copies = []
    for ordre in (("niveau=partenariat", "secteur=social"), ("secteur=social", "niveau=partenariat")):
        page.goto("catalogue/")
        page.wait_for_selector(".catalogue.pret")
        for nom, _, valeur in (choix.partition("=") for choix in ordre):
            page.locator(f"input[name={nom}][value={valeur}]").check()
        page.locator("#tri").select_option("titre")
        bouton.click()
        expect(page.locator(".copie-phrase")).to_have_text("Lien vers cette liste copié.")
        copies.append(presse_papiers())
    assert copies == [f"{SITE}catalogue/?secteur=social&niveau=partenariat&tri=titre"] * 2
    titres = page.locator("#resultats .carte:visible h3").all_inner_texts()
    ailleurs = navigateur.new_context(base_url=serveur)
    autre = ailleurs.new_page()
    autre.goto(copies[0].replace(SITE, serveur))
    autre.wait_for_selector(".catalogue.pret")
    assert autre.locator("#resultats .carte:visible h3").all_inner_texts() == titres
    ailleurs.close()


def test_une_adresse_en_desordre_se_copie_en_ordre(page: Page, presse_papiers: Callable[[], str]) -> None:
    page.goto("catalogue/?page=2&niveau=partenariat&inconnu=1&secteur=sanitaire&q=patients&secteur=social")
    page.wait_for_selector(".catalogue.pret")
    page.get_by_role("button", name="Copier le lien vers cette liste").click()
    expect(page.locator(".copie-phrase")).not_to_be_empty()
    assert presse_papiers() == f"{SITE}catalogue/?q=patients&secteur=social&secteur=sanitaire&niveau=partenariat"


def test_l_adresse_du_site_est_celle_de_mkdocs() -> None:
    assert f"site_url: {SITE}\n" in (RACINE / "mkdocs.yml").read_text(encoding="utf-8")
