"""The contribution form in a real browser: filled in, mended by its messages, taken away, published."""

from __future__ import annotations

import dataclasses
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from mkdocs.exceptions import Abort
from playwright.sync_api import Browser, BrowserContext, Page, expect

from scripts import validate
from scripts.construire import RACINE, construire
from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi, enrichir
from scripts.recueil.modeles import EnteteFiche
from scripts.recueil.recueil import Recueil, charger_octets
from scripts.sorties.forge import FORGES
from scripts.sorties.gabarits import Site
from scripts.sorties.page_contribuer import PARTIES, REMPLIS_PAR_LE_FORMULAIRE, champs
from tests.fabrique import CHEMIN, FICHE, avec
from tests.outils import vnu
from tests.test_accessibilite import tabuler_jusqu_a, violations

PAGE = adresses.CONTRIBUER
TEXTES = {
    "titre": "Des voisines tiennent une permanence santé à Exempleville",
    "resume": "À Exempleville, des voisines accueillent les habitants et les aident à trouver un médecin.",
    "porteur": "Association « L'Exemple »",
    "lieu.commune": "Exempleville",
    "periode.debut": "2019",
    "justification_niveau": "Les voisines décident du programme : l'association le dit.",
    "sources.s1.titre": 'Une permanence "santé" : bilan',
    "sources.s1.editeur": "Ville d'Exempleville",
    "sources.s1.url": "https://www.exemple.fr/permanence",
    "sources.s1.date": "2020-06",
    "non_dit": "La source ne donne pas le coût.",
    "mots_cles": "toubib\nvoisinage",
    "section:En bref": "Des voisines tiennent une permanence. Elles aident à trouver un médecin. Elles choisissent les jours.",
    "section:Contexte": "Le quartier n'a plus de médecin [s1].",
    "section:Ce qui a été fait": "Une permanence ouvre chaque semaine [s1].",
    "section:La place des personnes concernées": "Les voisines choisissent les jours [s1].",
}
CHOIX = {"secteurs": "sanitaire", "dimensions": "sante-publique", "niveau": "partenariat"}
CHOIX |= {"publics": "habitants", "roles": "habitant"}
SLUG = "des-voisines-tiennent-une-permanence-sante-a-exempleville"


def ouvrir(page: Page) -> None:
    page.goto(PAGE)
    page.wait_for_selector("#fiche.pret")


def ecrire(page: Page, nom: str, texte: str) -> None:
    """Type in a field and leave it, as a visitor does."""
    champ = page.locator(f"[name='{nom}']")
    champ.fill(texte)
    champ.blur()


def remplir(page: Page, **autres: str) -> None:
    for nom, texte in {**TEXTES, **autres}.items():
        ecrire(page, nom, texte)
    for nom, valeur in CHOIX.items():
        page.locator(f"[name={nom}][value={valeur}]").check()
    page.locator("[name='lieu.region']").select_option("bretagne")


def messages(page: Page, champ: str) -> str:
    return " ".join(page.locator(f"[data-champ='{champ}'] > .champ-messages").all_inner_texts())


def texte_du_fichier(page: Page) -> str:
    return page.locator("#texte-du-fichier").input_value()


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
    assert page.locator("#etapes-barre").evaluate("b => b.value === b.max && b.max > 10")
    assert set(page.locator(".etape-etat").all_inner_texts()) == {"complet"}

    with page.expect_download() as attente:
        page.locator("#telecharger").click()
    assert attente.value.suggested_filename == f"{SLUG}.md"
    depot = tmp_path / "depot"
    depot.mkdir()
    for nom in ("docs", "glossary", "overrides", "scripts", "mkdocs.yml"):
        (depot / nom).symlink_to(RACINE / nom)
    for autre in ("parcours",):
        if (RACINE / autre).exists():
            (depot / autre).symlink_to(RACINE / autre)
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
            const cibles = zone.matches("[role=radiogroup]") ? [zone] : [...zone.querySelectorAll("[name]:not(.principal *)")];
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
    assert page.evaluate("getSelection().toString() || document.activeElement.selectionEnd") == len(
        texte_du_fichier(page)
    )


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
    for nom in ("docs", "fiches", "glossary", "overrides", "scripts"):
        (tmp_path / nom).symlink_to(RACINE / nom)
    reglages = (RACINE / "mkdocs.yml").read_text(encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(avec(reglages, "forge: github", "forge: sourceforge"), encoding="utf-8")
    with pytest.raises(Abort, match="« sourceforge » n'est pas une forge connue. Écrivez .*github ou gitlab"):
        construire(tmp_path / "site", tmp_path)


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
    "snake_case_reste et 2 * 3 * 4 aussi, \\*échappé\\* comme \\[s1\\]",
    "Un paragraphe\nsur deux lignes.\n\nUn autre.",
    "- un\n- deux [s1]\n- trois",
    "- un\n\n- deux\n\nSuite.",
    "1. un\n2. deux\n    - dedans\n    - encore\n3. trois",
    "Voici :\n- pas une liste",
    "[un lien](https://exemple.fr/a_b_c) et [une fiche](fiche:cafe-sante) [s1]",
    "Des chiffres : 12 000 personnes ; 5 % ! « Ah » n° 3 ?",
]


@pytest.mark.parametrize("texte", MARKDOWN)
def test_l_apercu_rend_le_markdown_comme_le_site(modules: Page, texte: str) -> None:
    fiche = avec(FICHE, "Le quartier n'a plus de médecin [s1].", f"{texte} [s1]" if "[s1]" not in texte else texte)
    recueil = charger_octets([(CHEMIN, fiche.encode())])
    assert recueil.publiable, recueil.fautes
    enrichi = enrichir(recueil)
    html = next(s.html for s in enrichi.sections_fiches["cafe-sante"] if s.titre == "Contexte")
    source = next(s.texte for s in recueil.fiches[0].sections if s.titre == "Contexte")
    assert textes(modules, [source]) == affiche(modules, [html])
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


# --- For everybody


def test_sans_javascript_les_autres_facons_restent(navigateur: Browser, serveur: str) -> None:
    contexte = navigateur.new_context(base_url=serveur, java_script_enabled=False)
    page = contexte.new_page()
    page.goto(PAGE)
    expect(page.locator("main")).to_contain_text("Les deux autres façons marchent sans lui.")
    expect(page.get_by_role("link", name="Raconter en quelques lignes")).to_be_visible()
    expect(page.get_by_role("link", name="Voir le dépôt des fichiers")).to_be_visible()
    assert page.locator("main :is(button, input, textarea, select):visible").count() == 0
    assert page.get_by_role("link", name="Remplir le formulaire").count() == 0
    contexte.close()


def test_au_clavier_on_va_du_titre_a_la_sortie(page: Page) -> None:
    ouvrir(page)
    page.get_by_role("link", name="Remplir le formulaire").focus()
    page.keyboard.press("Enter")
    tabuler_jusqu_a(page, "[name=titre]")
    page.keyboard.type("Un titre")
    tabuler_jusqu_a(page, "[name=secteurs][value=social]")
    page.keyboard.press("Space")
    tabuler_jusqu_a(page, "[name=niveau]")
    page.keyboard.press("ArrowDown")
    tabuler_jusqu_a(page, "#ajouter-source")
    page.keyboard.press("Enter")
    tabuler_jusqu_a(page, "[name='sources.s2.titre']")
    tabuler_jusqu_a(page, "[name='section:Contexte']")
    tabuler_jusqu_a(page, "#verifier")
    page.keyboard.press("Enter")
    expect(page.locator("#bilan")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("[name=resume]")).to_be_focused()
    tabuler_jusqu_a(page, "#telecharger")


@pytest.fixture
def page_libre(navigateur: Browser, serveur: str) -> Iterator[Any]:
    """A page whose content policy lets axe-core in; colour and width are chosen by the test."""
    contextes = []

    def ouvrir_page(**options: Any) -> Page:
        contexte = navigateur.new_context(base_url=serveur, bypass_csp=True, locale="fr-FR", **options)
        contextes.append(contexte)
        return contexte.new_page()

    yield ouvrir_page
    for contexte in contextes:
        contexte.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("largeur", [1280, 320])
def test_axe_ne_trouve_rien_du_debut_a_la_fin(page_libre: Any, largeur: int, theme: str) -> None:
    page: Page = page_libre(color_scheme=theme, viewport={"width": largeur, "height": 800})
    ouvrir(page)
    assert violations(page) == []
    page.locator("#verifier").click()
    expect(page.locator("#bilan")).to_be_focused()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= largeur
    page.get_by_role("button", name="Ajouter une source").click()
    remplir(page, **{"section:Objectifs": "Trouver un médecin."})
    page.locator("[name=secteurs][value=social]").check()
    page.locator(".emporter summary").click()
    expect(page.locator(".message-conseil").first).to_be_visible()
    assert violations(page) == []
    page.locator(".simple-bascule").click()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= largeur
    petites = page.evaluate(
        """() => [...document.querySelectorAll(".formulaire-zone :is(button, select, textarea, input[type=text], .bouton-discret, .bouton)")]
            .filter(e => e.offsetParent && e.getBoundingClientRect().height < 43.5).map(e => e.outerHTML.slice(0, 100))"""
    )
    assert petites == []


def test_vnu_ne_trouve_rien_dans_aucun_etat(page: Page, site: Path, tmp_path: Path) -> None:
    ouvrir(page)
    etats = {"depart": page.content()}
    page.locator("#verifier").click()
    expect(page.locator("#bilan")).to_be_focused()
    etats["fautes"] = page.content()
    remplir(page)
    page.locator("[name=secteurs][value=social]").check()
    page.wait_for_timeout(400)
    etats["rempli"] = page.content()
    for nom, html in etats.items():
        (tmp_path / f"{nom}.html").write_text(html, encoding="utf-8")
    fichiers = [
        site / PAGE / "index.html",
        site / "assets/formulaire.css",
        *(tmp_path / f"{nom}.html" for nom in etats),
    ]
    assert {fichier.name: dits for fichier, dits in vnu(fichiers).items() if dits} == {}


def test_la_page_se_charge_meme_sans_les_controles(page: Page) -> None:
    page.route("**/assets/contribuer.json", lambda route: route.fulfill(status=200, body="{"))
    page.goto(PAGE)
    expect(page.locator("#relire-etat")).to_contain_text("Les contrôles n’ont pas pu être chargés")
    page.locator("[name=titre]").fill("Gardé")
    page.unroute("**/assets/contribuer.json")
    ouvrir(page)
    expect(page.locator("[name=titre]")).to_have_value("Gardé")
