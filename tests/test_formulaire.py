"""The contribution form in a real browser: filled in, judged field by field, mended by its messages, published."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

from playwright.sync_api import Page, expect

from scripts import validate
from scripts.construire import RACINE, construire
from scripts.recueil import adresses
from scripts.recueil.lecture import DOSSIERS
from scripts.recueil.modeles import EnteteFiche
from scripts.recueil.recueil import Recueil
from scripts.sorties.page_contribuer import PARTIES, REMPLIS_PAR_LE_FORMULAIRE, champs
from tests.saisie import SLUG, TEXTES, ecrire, messages, ouvrir, remplir, texte_du_fichier

# --- The form says what the dictionary says


def test_chaque_champ_d_une_fiche_est_demande_ou_rempli_par_le_formulaire() -> None:
    demandes = [nom for partie in PARTIES for nom in partie.noms]
    assert len(demandes) == len(set(demandes))
    assert set(demandes) == set(champs())
    assert set(demandes) | REMPLIS_PAR_LE_FORMULAIRE == set(EnteteFiche.model_fields)


def test_le_formulaire_est_sans_jargon(page: Page) -> None:
    ouvrir(page)
    texte = page.locator("#fiche").inner_text()
    assert not re.search(r"null|YAML|front ?matter|guillemets|crochets", texte, re.I)


def test_les_compteurs_comptent_comme_le_validateur(page: Page) -> None:
    ouvrir(page)
    compte = page.locator("#champ-titre-compte")
    expect(compte).to_have_text("90 caractères au plus")
    page.locator("[name=titre]").fill("e\u0301te\u0301 👩")
    expect(compte).to_have_text("5 sur 90 caractères")
    page.locator("[name=titre]").fill("a" * 91)
    expect(compte).to_have_class(re.compile("compte-depasse"))


# --- The story: a first fiche


def test_une_premiere_fiche_du_formulaire_au_site(page: Page, recueil: Recueil, tmp_path: Path) -> None:
    ouvrir(page)
    fautives = {
        "sources.s1.url": "exemple.fr/permanence",
        "resume": "a" * 230,
        "section:Contexte": "Le quartier n'a plus de médecin [s2].",
    }
    remplir(page, **fautives)
    expect(page.locator("[name=slug]")).to_have_value(SLUG)
    page.locator("#verifier").click()
    expect(page.locator("#bilan")).to_be_focused()
    expect(page.locator("#bilan-titre")).to_have_text("3 points à corriger")
    # Mended from the messages alone: each leads to its field and says what to write.
    lignes = page.locator("#bilan-listes li")
    expect(lignes.nth(0)).to_contain_text("« Résumé » compte 230 caractères, pour 220 au plus. Raccourcissez-le de 10.")
    expect(lignes.nth(1)).to_contain_text("Écrivez une adresse complète qui commence par https:// ou http://.")
    expect(lignes.nth(2)).to_contain_text("[s2] ne correspond à aucune source. Sources de la fiche\u00a0: s1.")
    lignes.nth(0).get_by_role("link").click()
    expect(page.locator("[name=resume]")).to_be_focused()
    ecrire(page, "resume", TEXTES["resume"])
    expect(lignes).to_have_count(2)
    lignes.nth(0).get_by_role("link").click()
    expect(page.locator("[name='sources.s1.url']")).to_be_focused()
    ecrire(page, "sources.s1.url", "https://exemple.fr/permanence")
    expect(lignes).to_have_count(1)
    lignes.nth(0).get_by_role("link").click()
    expect(page.locator("[name='section:Contexte']")).to_be_focused()
    ecrire(page, "section:Contexte", TEXTES["section:Contexte"])
    expect(page.locator("#bilan-titre")).to_have_text("Rien à corriger")
    expect(page.locator("#relire-etat")).to_have_text("Rien à corriger.")
    assert page.locator("#avancee-barre").evaluate("b => b.value === b.max && b.max > 10")
    assert set(page.locator(".etape-etat").all_inner_texts()) == {"complet"}

    with page.expect_download() as attente:
        page.locator("#telecharger").click()
    assert attente.value.suggested_filename == f"{SLUG}.md"
    depot = tmp_path / "depot"
    depot.mkdir()
    for nom in (*DOSSIERS.values(), "overrides", "scripts", "mkdocs.yml"):
        (depot / nom).symlink_to(RACINE / nom)
    (depot / DOSSIERS["fiche"]).unlink()
    shutil.copytree(RACINE / "fiches", depot / "fiches")
    attente.value.save_as(depot / "fiches" / f"{SLUG}.md")

    assert validate.main(["--racine", str(depot), str(depot / "fiches" / f"{SLUG}.md")]) == 0
    construire(depot / "site", depot)
    html = (depot / "site" / adresses.fiche(SLUG) / "index.html").read_text(encoding="utf-8")
    assert "Des voisines tiennent une permanence santé à Exempleville" in html
    assert f"Fiche n° {max(f.entete.id for f in recueil.fiches) + 1}," in html
    catalogue = json.loads((depot / "site" / "donnees" / "catalogue.json").read_text(encoding="utf-8"))
    publiee = next(fiche for fiche in catalogue["fiches"] if fiche["slug"] == SLUG)
    assert publiee["porteur"] == TEXTES["porteur"]
    assert publiee["mots_cles"] == ["toubib", "voisinage"]
    assert publiee["lieu"] == {"commune": "Exempleville", "region": "bretagne", "pays": "France"}
    assert publiee["periode"] == {"debut": 2019, "fin": None}


def test_la_date_et_le_numero_sont_donnes_par_le_formulaire(page: Page, recueil: Recueil) -> None:
    page.clock.set_fixed_time("2031-02-03T23:30:00")
    ouvrir(page)
    assert "mise_a_jour: 2031-02-03\n" in texte_du_fichier(page)
    assert f"id: {max(f.entete.id for f in recueil.fiches) + 1}\n" in texte_du_fichier(page)
    assert "statut: redige-sur-sources\n" in texte_du_fichier(page)


def test_la_valeur_principale_vient_la_premiere(page: Page) -> None:
    ouvrir(page)
    principal = page.get_by_label("Le secteur principal")
    page.locator("[name=secteurs][value=social]").check()
    expect(principal).to_be_hidden()
    page.locator("[name=secteurs][value=sanitaire]").check()
    principal.select_option("sanitaire")
    expect(page.locator("#texte-du-fichier")).to_have_value(re.compile(r"^secteurs: \[sanitaire, social\]$", re.M))
    page.locator("[name=secteurs][value=sanitaire]").uncheck()
    expect(principal).to_be_hidden()
    expect(page.locator("#texte-du-fichier")).to_have_value(re.compile(r"^secteurs: \[social\]$", re.M))


# --- Messages


def test_un_champ_n_est_juge_qu_une_fois_quitte(page: Page) -> None:
    ouvrir(page)
    assert page.locator(".message").count() == 0
    page.locator("[name='periode.debut']").fill("deux mille")
    assert messages(page, "periode.debut") == ""
    page.locator("[name='periode.debut']").blur()
    expect(page.locator("[data-champ='periode.debut'] .message")).to_contain_text("Écrivez par exemple 2014")
    assert page.locator(".message").count() == 1
    ecrire(page, "periode.debut", "2019")
    ecrire(page, "periode.fin", "2015")
    expect(page.locator("[data-champ='periode'] > .champ-messages")).to_contain_text("se termine (2015) avant")
    ecrire(page, "periode.fin", "2020")
    expect(page.locator(".message")).to_have_count(0)


def test_un_conseil_n_est_pas_une_faute(page: Page) -> None:
    ouvrir(page)
    remplir(page, **{"section:Objectifs": "Trouver un médecin."})
    conseil = page.locator("[data-champ='section:Objectifs'] .message")
    expect(conseil).to_contain_text("Conseil\u00a0: Ce paragraphe ne cite aucune source.")
    expect(page.locator("[name='section:Objectifs']")).not_to_have_attribute("aria-invalid", "true")
    page.locator("#verifier").click()
    expect(page.locator("#bilan-titre")).to_have_text("Rien à corriger, 1 conseil")
    expect(page.locator("#emporter-etat")).to_contain_text("La fiche est complète.")


def test_les_messages_sont_lies_a_leurs_champs(page: Page) -> None:
    ouvrir(page)
    page.locator("#verifier").click()
    expect(page.locator("#bilan")).to_be_focused()
    perdus = page.locator(".en-faute[data-forme]").evaluate_all(
        """zones => zones.flatMap(zone => {
            const groupe = zone.matches("[role=radiogroup]");
            const cibles = groupe ? [zone] : [...zone.querySelectorAll("[name]:not(.principal *)")];
            const place = zone.querySelector(":scope > .champ-messages");
            const decrit = cible => (cible.getAttribute("aria-describedby") ?? "").split(" ").includes(place.id);
            const lie = place.textContent && (decrit(zone) || cibles.every(decrit));
            return lie && cibles.every(c => c.getAttribute("aria-invalid") === "true") ? [] : [zone.dataset.champ];
        })"""
    )
    assert perdus == []
    liens = page.locator("#bilan-listes a").evaluate_all("liens => liens.map(lien => lien.hash)")
    assert len(liens) > 10
    assert all(page.locator(f"[id='{lien[1:]}']").count() == 1 for lien in liens)


# --- Sources


def test_les_sources_gardent_leur_numero(page: Page) -> None:
    ouvrir(page)
    ajouter = page.get_by_role("button", name="Ajouter une source")
    noms = "zones => zones.map(zone => zone.dataset.source)"
    ajouter.click()
    expect(page.locator(".source[data-source=s2] legend")).to_be_focused()
    ajouter.click()
    ecrire(page, "sources.s3.titre", "La troisième")
    ecrire(page, "section:Contexte", "Le quartier n'a plus de médecin [s2].")
    page.get_by_role("button", name="Retirer la source s2").click()
    expect(ajouter).to_be_focused()
    expect(page.locator("#sources-annonce")).to_have_text("La source s2 est retirée.")
    assert page.locator(".source").evaluate_all(noms) == ["s1", "s3"]
    expect(page.locator("[name='sources.s3.titre']")).to_have_value("La troisième")
    expect(page.locator("#texte-du-fichier")).to_have_value(re.compile('id: s3\n    titre: "La troisième"'))
    # s2 is still cited: its number is not given to another source, which the text would then cite.
    ajouter.click()
    assert page.locator(".source").evaluate_all(noms) == ["s1", "s3", "s4"]
    ecrire(page, "section:Contexte", "Le quartier n'a plus de médecin.")
    ajouter.click()
    assert page.locator(".source").evaluate_all(noms) == ["s1", "s2", "s3", "s4"]
    for numero in range(1, 5):
        page.get_by_role("button", name=f"Retirer la source s{numero}").click()
    page.locator("#verifier").click()
    page.locator("#bilan-listes").get_by_role("link", name="Sources", exact=True).click()
    expect(ajouter).to_be_focused()


def test_un_bouton_cite_la_source_au_curseur(page: Page) -> None:
    ouvrir(page)
    page.get_by_role("button", name="Ajouter une source").click()
    zone = page.locator("[name='section:Contexte']")
    zone.fill("Un médecin est parti. Un autre aussi.")
    zone.evaluate("zone => zone.setSelectionRange(20, 20)")
    page.get_by_role("group", name="dans «\u00a0Contexte").get_by_role("button", name="Citer s2").click()
    expect(zone).to_have_value("Un médecin est parti [s2]. Un autre aussi.")
    expect(zone).to_be_focused()
    page.keyboard.type("!")
    expect(zone).to_have_value("Un médecin est parti [s2]!. Un autre aussi.")
    assert page.get_by_role("group", name="En bref").get_by_role("button").count() == 0
