"""The print sheet of a fiche, as the browser makes a PDF of it: two pages, what a class needs, nothing to click."""

from __future__ import annotations

import io
import re

import pytest
import zxingcpp
from PIL import Image
from playwright.sync_api import Browser, Page
from pypdf import PdfReader

from scripts.recueil import adresses
from scripts.recueil.recueil import Fiche, Recueil
from tests.test_site import RACINE as SITE

FICHE = "fiches/mediateurs-sante-pairs-ccoms/"
SIGNES = 5000
"""A fiche of up to so many signs must fit: two sheets of many short paragraphs hold about 5 800."""
POINTS_PAR_PIXEL = 72 / 96
TAILLE_MIN_PT = 9.0


def imprimer(page: Page, adresse: str) -> PdfReader:
    page.goto(adresse)
    return PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))


def signes(fiche: Fiche) -> int:
    """Length of what is printed of a fiche."""
    e = fiche.entete
    textes = [e.titre, e.resume, e.porteur, e.justification_niveau, e.non_dit, *(s.texte for s in fiche.sections)]
    return sum(map(len, textes)) + sum(len(s.titre + s.editeur + s.url) for s in e.sources)


def test_une_fiche_tient_sur_deux_pages(page: Page, recueil: Recueil) -> None:
    pages = {f.slug: len(imprimer(page, adresses.fiche(f.slug)).pages) for f in recueil.fiches}
    assert [f.slug for f in recueil.fiches if pages[f.slug] > 2 and signes(f) <= SIGNES] == []
    # A very long fiche may take a third page; it must stay rare.
    assert sum(nombre > 2 for nombre in pages.values()) <= len(pages) / 50


def test_la_feuille_porte_le_lien_les_sources_la_date_et_la_licence(page: Page, recueil: Recueil) -> None:
    fiche = recueil.par_slug[FICHE.split("/")[1]]
    pdf = imprimer(page, FICHE)
    texte = re.sub(r"\s+", " ", " ".join(feuille.extract_text() for feuille in pdf.pages)).replace("’", "'")
    serre = texte.replace(" ", "")
    assert f"{SITE}f/{fiche.entete.id}/" in texte
    assert "Licence CC BY 4.0" in texte
    assert "mise à jour le 21 novembre 2026" in texte
    for source in fiche.entete.sources:
        # An address is cut where the column ends.
        assert source.url in serre
    for section in fiche.sections:
        assert section.titre in texte
    for absent in (
        "Chercher",
        "Glossaire",
        "Sur cette page",
        "Copier",
        "Télécharger",
        "Modifier",
        "BibTeX",
        "#",
        "Expériences proches",
    ):
        assert absent not in texte, absent


def test_la_feuille_est_la_meme_en_affichage_sombre(page: Page) -> None:
    couleurs = """() => ["h1", ".chapo", ".partage-citation", ".reperes"].map(s => {
        const style = getComputedStyle(document.querySelector(s)); return [style.color, style.backgroundColor]; })"""
    page.goto(FICHE)
    page.emulate_media(media="print", color_scheme="light")
    claires = page.evaluate(couleurs)
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate(couleurs) == claires
    page.evaluate("document.documentElement.dataset.theme = 'sombre'")
    assert page.evaluate(couleurs) == claires


def test_la_version_simple_s_imprime_entiere(page: Page, recueil: Recueil) -> None:
    page.goto(FICHE)
    page.locator(".simple-bascule").click()
    texte = " ".join(feuille.extract_text() for feuille in imprimer(page, FICHE).pages).replace("’", "'")
    for section in recueil.par_slug[FICHE.split("/")[1]].sections:
        assert section.titre in texte
    for absent in ("Expériences proches", "Copier", "Lire le texte complet"):
        assert absent not in texte


def test_rien_n_est_imprime_en_plus_petit_que_9_points(page: Page) -> None:
    page.goto(FICHE)
    page.emulate_media(media="print")
    tailles = page.evaluate(
        """() => [...document.querySelectorAll("main *")].filter(e => e.offsetParent && !e.closest(".appel")
            && [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
            .map(e => [parseFloat(getComputedStyle(e).fontSize), e.outerHTML.slice(0, 80)])"""
    )
    assert len(tailles) > 30
    assert [t for t in tailles if t[0] * POINTS_PAR_PIXEL < TAILLE_MIN_PT - 0.01] == []


def test_le_code_qr_imprime_se_lit(navigateur: Browser, serveur: str, recueil: Recueil) -> None:
    """On paper, 25 mm wide: read at 150 dots an inch, a mere photocopy."""
    contexte = navigateur.new_context(
        base_url=serveur, viewport={"width": 680, "height": 900}, device_scale_factor=150 / 96
    )
    page = contexte.new_page()
    page.emulate_media(media="print")
    page.goto(FICHE)
    image = Image.open(io.BytesIO(page.locator(".partage").screenshot())).convert("1").convert("L")
    numero = recueil.par_slug[FICHE.split("/")[1]].entete.id
    assert [lu.text for lu in zxingcpp.read_barcodes(image)] == [f"{SITE}f/{numero}/"]
    contexte.close()


@pytest.mark.parametrize("adresse", ["glossaire/pair-aidance/", "guide/niveaux/", "parcours/la-pair-aidance/"])
def test_les_autres_pages_s_impriment_sans_rien_a_cliquer(page: Page, adresse: str) -> None:
    texte = " ".join(feuille.extract_text() for feuille in imprimer(page, adresse).pages)
    for absent in ("Chercher", "Sur cette page", "Copier", "Modifier", "#"):
        assert absent not in texte, absent
