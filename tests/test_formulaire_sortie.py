"""What the contribution form keeps and hands over: drafts, file, clipboard, forge, and nothing else."""

from __future__ import annotations

import dataclasses
import re
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from mkdocs.exceptions import Abort
from playwright.sync_api import BrowserContext, Page, expect

from scripts.construire import RACINE, construire
from scripts.recueil.lecture import DOSSIERS
from scripts.recueil.recueil import charger_octets
from scripts.sorties.forge import FORGES
from scripts.sorties.gabarits import Site
from tests.fabrique import avec
from tests.saisie import PAGE, SLUG, ouvrir, remplir, texte_du_fichier

# --- Drafts


def test_le_brouillon_survit_a_l_onglet_ferme(page: Page, contexte: BrowserContext) -> None:
    ouvrir(page)
    expect(page.locator("#brouillon-etat")).to_be_empty()
    page.get_by_role("button", name="Ajouter une source").click()
    remplir(page, **{"sources.s2.titre": "L'autre <b>"})
    page.locator("[name=secteurs][value=social]").check()
    page.get_by_label("Le secteur principal").select_option("sanitaire")
    page.wait_for_timeout(400)
    avant = texte_du_fichier(page)
    page.close()
    autre = contexte.new_page()
    ouvrir(autre)
    assert texte_du_fichier(autre) == avant
    expect(autre.locator("#brouillon-etat")).to_have_text("Voici votre brouillon, tel que vous l’avez laissé.")
    autre.get_by_role("button", name="Effacer mon brouillon").click()
    expect(autre.locator("[name=titre]")).to_have_value("")
    assert autre.evaluate("localStorage.getItem('brouillon-de-fiche')") is None
    autre.get_by_role("button", name="Annuler").click()
    expect(autre.locator("#texte-du-fichier")).to_have_value(avant)
    autre.reload()
    autre.wait_for_selector("#fiche.pret")
    assert texte_du_fichier(autre) == avant


@pytest.mark.parametrize("abime", ["{", '{"a": 1}', '[["titre"]]', '[["inconnu", "x"], ["sources.s9.titre", "Neuf"]]'])
def test_un_brouillon_abime_n_empeche_rien(page: Page, abime: str) -> None:
    page.goto(PAGE)
    page.evaluate("texte => localStorage.setItem('brouillon-de-fiche', texte)", abime)
    ouvrir(page)
    page.locator("[name=titre]").fill("Titre")
    expect(page.locator(".apercu .carte-titre")).to_have_text("Titre")


def test_un_navigateur_qui_refuse_de_garder_le_dit(page: Page) -> None:
    page.add_init_script("Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('non'); } })")
    ouvrir(page)
    expect(page.locator("#brouillon-garde")).to_contain_text("refuse de garder ce que vous écrivez")
    page.locator("[name=titre]").fill("Titre")
    expect(page.locator("#texte-du-fichier")).to_have_value(re.compile('titre: "Titre"'))


# --- Taking the fiche away


def test_le_texte_se_copie(page: Page, contexte: BrowserContext) -> None:
    contexte.grant_permissions(["clipboard-read", "clipboard-write"])
    ouvrir(page)
    remplir(page)
    page.get_by_role("button", name="Copier le texte").click()
    expect(page.locator("#emporter-annonce")).to_have_text("Le texte est copié.")
    copie = page.evaluate("navigator.clipboard.readText()")
    assert copie == texte_du_fichier(page)
    assert charger_octets([("fiches/essai.md", copie.encode())]).publiable


def test_un_navigateur_qui_refuse_de_copier_montre_le_texte(page: Page) -> None:
    page.add_init_script("navigator.clipboard.writeText = () => Promise.reject(new Error('non'))")
    ouvrir(page)
    page.get_by_role("button", name="Copier le texte").click()
    expect(page.locator("#emporter-annonce")).to_contain_text("copiez-le vous-même")
    expect(page.locator("#texte-du-fichier")).to_be_visible()
    assert page.evaluate("getSelection().toString()") == texte_du_fichier(page)


@pytest.mark.parametrize(
    ("forge", "fin", "nom", "texte"),
    [("github", "/new/main", "filename", "value"), ("gitlab", "/-/new/main", "file_name", "content")],
)
def test_la_forge_recoit_le_nom_et_le_texte(page: Page, forge: str, fin: str, nom: str, texte: str) -> None:
    site = Site(depot="https://forge.example/a/b", forge=forge)
    attributs = {
        "forge": site.nouveau_fichier(),
        "forgeNom": FORGES[forge].nom_de_fichier,
        "forgeTexte": FORGES[forge].texte_de_fichier,
    }
    ouvrir(page)
    page.locator("#fiche").evaluate("(form, attributs) => Object.assign(form.dataset, attributs)", attributs)
    remplir(page)
    lien = page.get_by_role("link", name="Ouvrir la forge avec ce texte")
    expect(lien).to_have_attribute("href", re.compile("permanence-sante"))
    page.wait_for_timeout(400)
    adresse = urlsplit(lien.get_attribute("href") or "")
    assert adresse.path == f"/a/b{fin}"
    assert parse_qs(adresse.query, strict_parsing=True) == {
        nom: [f"fiches/{SLUG}.md"],
        texte: [texte_du_fichier(page)],
    }


def test_un_texte_trop_long_pour_une_adresse_est_a_coller(page: Page) -> None:
    ouvrir(page)
    remplir(page, **{"section:Contexte": "Été [s1]. " * 600})
    lien = page.get_by_role("link", name="Ouvrir la forge, page vide")
    expect(lien).to_be_visible()
    assert len(lien.get_attribute("href") or "") < 300
    expect(page.locator("#forge-aide")).to_contain_text("Copiez-le d’abord")


def test_aucune_requete_ne_quitte_le_site(page: Page, serveur: str) -> None:
    demandes: list[str] = []
    page.on("request", lambda requete: demandes.append(f"{requete.method} {requete.url}"))
    ouvrir(page)
    remplir(page)
    page.locator("[name=titre]").press("Enter")
    page.locator("#verifier").click()
    page.get_by_role("button", name="Copier le texte").click()
    page.wait_for_timeout(400)
    assert len(demandes) > 3
    assert all(demande.startswith((f"GET {serveur}", f"GET blob:{serveur}")) for demande in demandes)
    assert all("?" not in demande for demande in demandes)


def test_chaque_forge_a_ses_adresses() -> None:
    github = Site(depot="https://x.example/a", branche="b", forge="github")
    gitlab = dataclasses.replace(github, forge="gitlab")
    assert github.modifier("fiche", "z") == "https://x.example/a/edit/b/fiches/z.md"
    assert gitlab.modifier("fiche", "z") == "https://x.example/a/-/edit/b/fiches/z.md"
    assert github.signaler("Z & Y").startswith("https://x.example/a/issues/new?title=Erreur+dans+")
    assert gitlab.signaler("Z & Y").startswith("https://x.example/a/-/issues/new?issue%5Btitle%5D=Erreur+dans+")
    assert github.proposer() == "https://x.example/a/issues/new?template=experience.yml"
    assert gitlab.proposer() == "https://x.example/a/-/issues/new?issuable_template=experience"
    assert Site(depot="").nouveau_fichier() == ""


def test_une_forge_inconnue_est_refusee_en_francais(tmp_path: Path) -> None:
    for nom in (*DOSSIERS.values(), "overrides", "scripts"):
        (tmp_path / nom).symlink_to(RACINE / nom)
    reglages = (RACINE / "mkdocs.yml").read_text(encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(avec(reglages, "forge: github", "forge: sourceforge"), encoding="utf-8")
    with pytest.raises(Abort, match="« sourceforge » n'est pas une forge connue"):
        construire(tmp_path / "site", tmp_path)
