"""« Le recueil en chiffres »: the numbers are right, pictures equal tables, cells lead to what they count."""

from __future__ import annotations

import re
from collections import Counter
from html import unescape
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
from playwright.sync_api import Page

from scripts.construire import RACINE
from scripts.recueil import adresses
from scripts.recueil.chiffres import PREMIERE_ANNEE, compter
from scripts.recueil.recueil import Recueil
from scripts.recueil.schema import lire_schema
from scripts.recueil.typographie import composer
from scripts.recueil.vocabulaire import vocabulaires
from scripts.sorties.figures import PALIERS, carte, frise, matrice, teinte


def test_chaque_region_a_un_carreau_et_aucun_n_en_couvre_un_autre() -> None:
    grille = lire_schema("carte-regions.yml")
    assert set(grille) == set(vocabulaires()["region"].ids)
    places = Counter((colonne, ligne) for colonne, ligne, _ in grille.values())
    assert max(places.values()) == 1


def test_les_nombres_recomptes_autrement(recueil: Recueil) -> None:
    chiffres = compter(recueil)
    attendus = Counter((d, f.entete.niveau) for f in recueil.fiches for d in f.entete.dimensions)
    comptes = {(d.id, n.id): nombre for d, cases in chiffres.matrice for n, nombre in cases}
    assert {case: nombre for case, nombre in comptes.items() if nombre} == attendus
    lieux = sum(n for _, n in chiffres.regions) + chiffres.france_entiere + sum(n for _, n in chiffres.pays)
    assert lieux == chiffres.fiches == len(recueil.fiches)
    assert sum(n for _, n in chiffres.debuts) + chiffres.sans_debut == len(recueil.fiches)
    anciens = [f for f in recueil.fiches if f.entete.periode.debut and f.entete.periode.debut < PREMIERE_ANNEE]
    assert chiffres.debuts[0] == (f"avant {PREMIERE_ANNEE}", len(anciens))


def test_les_images_disent_les_memes_nombres(recueil: Recueil) -> None:
    chiffres = compter(recueil)
    cases = [case.nombre for _, _, rangee in matrice(chiffres).rangees for case in rangee]
    assert cases == [nombre for _, rangee in chiffres.matrice for _, nombre in rangee]
    assert sorted(case.nombre for case in carte(chiffres).cases) == sorted(n for _, n in chiffres.regions)
    dessin = frise(chiffres)
    assert [case.nombre for case in dessin.cases] == [n for _, n in chiffres.debuts]
    hauteurs = {case.haut / case.nombre for case in dessin.cases if case.nombre}
    assert max(hauteurs) == pytest.approx(min(hauteurs)), "la hauteur suit le nombre"


@pytest.mark.parametrize(("nombre", "attendue"), [(0, 0), (1, 1), (6, 1), (7, 2), (29, 5), (30, 5)])
def test_la_teinte_croit_par_paliers_egaux(nombre: int, attendue: int) -> None:
    assert teinte(nombre, 30) == attendue <= PALIERS


def test_la_page_a_pour_chaque_image_un_tableau_egal(page: Page, recueil: Recueil) -> None:
    page.goto(adresses.CHIFFRES)
    for ancre, carreaux in (("matrice", "#matrice"), ("regions", "#regions")):
        section = page.locator(f'section[aria-labelledby="{ancre}"]')
        dans_l_image = section.locator(".case-nombre").all_text_contents()
        dans_le_tableau = section.locator("td").all_text_contents()
        assert dans_l_image, carreaux
        assert not Counter(dans_l_image) - Counter(dans_le_tableau)
        section.locator("summary").click()
        assert section.locator("caption").is_visible()


def test_chaque_case_mene_a_ce_qu_elle_compte(site: Path) -> None:
    catalogue = (site / adresses.CATALOGUE / "index.html").read_text(encoding="utf-8")
    cartes = re.findall(r'<li class="carte"([^>]*)>', catalogue)
    donnees = [dict(re.findall(r'data-(\w+)="([^"]*)"', attributs)) for attributs in cartes]
    html = (site / adresses.CHIFFRES / "index.html").read_text(encoding="utf-8")
    cases = re.findall(r'<a class="case" href="([^"]*)" aria-label="([^"]*)"', html)
    assert len(cases) > len(vocabulaires()["dimension"].ids)
    liens = [(unescape(adresse), unescape(nom)) for adresse, nom in cases]
    for adresse, nom in liens:
        filtres = parse_qsl(urlsplit(adresse).query)
        if not filtres:
            vocabulaire, valeur = urlsplit(adresse).path.strip("./").split("/")
            filtres = [(vocabulaire, valeur)]
        nombre = sum(all(v in d[n].split() for n, v in filtres) for d in donnees)
        assert re.search(rf": {nombre} fiches?$", nom.replace("\u00a0", " ")), nom


def test_une_case_ouvre_sa_liste(page: Page) -> None:
    page.goto(adresses.CHIFFRES)
    case = page.locator('section[aria-labelledby="matrice"] a.case').first
    nombre = case.locator(".case-nombre").text_content()
    case.click()
    page.locator("#filtres-actifs").wait_for()
    assert (page.locator("#nombre-resultats").text_content() or "").startswith(f"{nombre} ")


def test_les_liens_suivent_l_ordre_de_lecture_et_montrent_leur_focus(page: Page) -> None:
    page.goto(adresses.CHIFFRES)
    cases = page.locator('section[aria-labelledby="matrice"] a.case')
    cases.first.focus()
    page.keyboard.press("Tab")
    assert cases.nth(1).evaluate("a => a === document.activeElement")
    largeur = cases.nth(1).locator("rect").evaluate("r => getComputedStyle(r).strokeWidth")
    assert largeur == "4px"


def test_rien_ne_deborde_a_320_pixels(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 800})
    page.goto(adresses.CHIFFRES)
    for resume in page.locator("summary").all():
        resume.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_l_accueil_mene_aux_chiffres(page: Page, recueil: Recueil) -> None:
    page.goto(adresses.ACCUEIL)
    page.get_by_role("link", name=composer("Le recueil en images et en tableaux")).click()
    assert page.url.endswith(adresses.CHIFFRES)


def _luminance(couleur: str) -> float:
    """Relative luminance (WCAG 2.2, definition)."""
    voies = [int(couleur[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, v, b = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in voies)
    return 0.2126 * r + 0.7152 * v + 0.0722 * b


def test_le_nombre_se_lit_sur_chaque_teinte_en_clair_et_en_sombre() -> None:
    styles = Path(RACINE / "overrides" / "styles")
    jetons = {
        nom: (clair, sombre)
        for nom, clair, sombre in re.findall(
            r"--([\w-]+): light-dark\((#\w{6}), (#\w{6})\)", (styles / "jetons.css").read_text(encoding="utf-8")
        )
    }
    encres = {"1": "encre", "2": "encre", "3": "encre", "4": "sur-accent", "5": "sur-accent"}
    for palier, encre in encres.items():
        for fond, texte in zip(jetons[f"teinte-{palier}"], jetons[encre], strict=True):
            clair, sombre = sorted((_luminance(fond), _luminance(texte)), reverse=True)
            assert (clair + 0.05) / (sombre + 0.05) >= 4.5, (palier, fond, texte)
