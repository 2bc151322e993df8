"""The archive: unpacked in a folder and opened as files, without any server, it still searches."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from scripts.archiver import archiver, donnees_en_script, page_en_fichier


@pytest.fixture(scope="module")
def dossier(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The archive unpacked."""
    racine = tmp_path_factory.mktemp("salle de formation")
    archiver(racine / "archive.zip")
    with zipfile.ZipFile(racine / "archive.zip") as archive:
        archive.extractall(racine)
    return racine / "cote-a-cote"


@pytest.fixture
def page(navigateur: Browser) -> Iterator[Page]:
    """A page without a network."""
    contexte = navigateur.new_context(offline=True, viewport={"width": 1280, "height": 900})
    ouverte = contexte.new_page()
    erreurs: list[str] = []
    ouverte.on("pageerror", lambda erreur: erreurs.append(str(erreur)))
    yield ouverte
    contexte.close()
    assert erreurs == []


def test_on_y_cherche_filtre_et_lit_sans_reseau(page: Page, dossier: Path) -> None:
    page.goto((dossier / "index.html").as_uri())
    page.locator("input[name=q]").fill("mediateur de sante pair")
    page.keyboard.press("Enter")
    expect(page.locator(".catalogue.pret")).to_be_attached()
    expect(page.locator("[data-slug=mediateurs-sante-pairs-ccoms]")).to_be_visible()
    expect(page.locator("#resultats mark").first).to_be_visible()
    page.locator("input[name=secteur][value=sanitaire]").check()
    expect(page.locator("#nombre-resultats")).to_contain_text("avec 1 filtre")
    page.locator("[data-slug=mediateurs-sante-pairs-ccoms] a").click()
    expect(page.locator("h1")).to_contain_text("médiateurs de santé pairs")
    page.locator("a.terme").first.click()
    expect(page.locator(".terme-page h1")).to_be_visible()


def test_une_faute_de_frappe_et_une_suggestion_marchent_aussi(page: Page, dossier: Path) -> None:
    page.goto((dossier / "catalogue" / "index.html").as_uri() + "?q=parternariat")
    expect(page.locator("#correction")).to_contain_text("partenariat")
    page.locator("input[name=q]").fill("")
    page.locator("input[name=q]").press_sequentially("cvs")
    page.locator("#suggestions li").first.click()
    expect(page.locator("h1")).to_contain_text("Conseil de la vie sociale")


def test_une_selection_s_ouvre_s_exporte_et_s_imprime_sans_reseau(page: Page, dossier: Path) -> None:
    page.add_init_script("window.print = () => {}")
    page.goto((dossier / "parcours" / "la-pair-aidance" / "index.html").as_uri())
    etapes = page.locator(".etape-titre").all_text_contents()
    page.get_by_role("link", name="Ouvrir ces fiches dans une sélection").click()
    expect(page.locator("#selection-fiches h3")).to_have_text(etapes)
    for forme in ("csv", "json", "cc11"):
        with page.expect_download():
            page.locator(f"[data-export={forme}]").click()
    page.locator("#selection-imprimer").click()
    expect(page.locator("#selection-etat")).to_have_text("Le dossier est prêt à imprimer.")
    assert page.locator(".dossier-fiche").count() == len(etapes)
    page.get_by_role("button", name="Reprendre cette sélection").click()
    page.locator("#selection-fiches a").first.click()
    expect(page.locator(".choisir-suite")).to_be_visible()


def test_le_formulaire_y_verifie_une_fiche(page: Page, dossier: Path) -> None:
    page.goto((dossier / "contribuer" / "index.html").as_uri())
    expect(page.locator("#fiche.pret")).to_be_attached()
    page.locator("#verifier").click()
    expect(page.locator("#bilan-titre")).to_contain_text("points à corriger")


def test_chaque_lien_nomme_un_fichier_de_l_archive(dossier: Path) -> None:
    for html in sorted(dossier.rglob("*.html")):
        for lien in re.findall(r'(?:href|src|action)="(?![a-z]+:|#|//)([^"?#]+)', html.read_text(encoding="utf-8")):
            if html.name == "404.html":
                continue
            assert (html.parent / unquote(lien)).is_file(), (html, lien)


def test_deux_archives_sont_identiques(dossier: Path, tmp_path: Path) -> None:
    archiver(tmp_path / "autre.zip")
    assert (tmp_path / "autre.zip").read_bytes() == (dossier.parent / "archive.zip").read_bytes()


@pytest.mark.parametrize(
    ("avant", "apres"),
    [
        ('<a href="../x/">', '<a href="../x/index.html">'),
        ('<a href="../x/?a=1#b">', '<a href="../x/index.html?a=1#b">'),
        ('<a href="../..">', '<a href="../../index.html">'),
        ('<a href=".">', '<a href="./index.html">'),
        ('<a href="style.css">', '<a href="style.css">'),
        ('<a href="#ici">', '<a href="#ici">'),
        ('<a href="https://exemple.fr/">', '<a href="https://exemple.fr/">'),
    ],
)
def test_les_liens_sont_nommes(avant: str, apres: str) -> None:
    assert page_en_fichier(avant) == apres


def test_une_donnee_devient_un_script() -> None:
    assert donnees_en_script("recherche/x.json", '{"a":"\u2028"}\n') == (
        'window.coteACote.recevoir("recherche/x.json", {"a":"\\u2028"});\n'
    )
