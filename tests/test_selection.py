"""Selections: chosen on cards and fiches, kept in the browser, carried by the address, printed."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect
from pypdf import PdfReader

from scripts.recueil import adresses
from scripts.recueil.recueil import Fiche, Recueil
from scripts.recueil.typographie import composer
from tests.test_accessibilite import violations

SANS_MEMOIRE = (
    "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('non', 'SecurityError'); } });"
)
SANS_IMPRIMANTE = "window.print = () => {};"
ATTAQUES = (
    "<img src=x onerror=window.pirate=1>",
    '"><script>window.pirate=1</script>',
    "javascript:window.pirate=1",
    "'-window.pirate=1-'",
    "{{ 7*7 }} ${window.pirate=1}",
    "\u202erap edetivni",
    "]]><evil/>&amp;&#x3c;",
)


@pytest.fixture
def trois(recueil: Recueil) -> list[Fiche]:
    """Three fiches, not in the order of their numbers."""
    return [recueil.fiches[rang] for rang in (4, 0, 2)]


@pytest.fixture
def autre_page(navigateur: Browser, serveur: str) -> Iterator[Callable[..., Page]]:
    """Opens pages in browsers of their own: nothing is shared but the site."""
    contextes = []

    def ouvrir(**options: Any) -> Page:
        contexte = navigateur.new_context(base_url=serveur, locale="fr-FR", **options)
        contexte.set_default_timeout(10_000)
        contextes.append(contexte)
        return contexte.new_page()

    yield ouvrir
    for contexte in contextes:
        contexte.close()


def titres(fiches: list[Fiche]) -> list[str]:
    return [composer(fiche.entete.titre) for fiche in fiches]


def adresse(fiches: list[Fiche], **textes: str) -> str:
    return adresses.selection((fiche.entete.id for fiche in fiches), **textes)


def choisir(page: Page, fiches: list[Fiche]) -> None:
    """Through the pages of the fiches, as a visitor would."""
    for fiche in fiches:
        page.goto(adresses.fiche(fiche.slug))
        page.get_by_role("button", name="Ajouter à ma sélection").first.click()


def ouvrir_la_mienne(page: Page) -> None:
    page.locator(".ma-selection a").click()
    expect(page.locator("#selection-contenu")).to_be_visible()


def lien(page: Page) -> str:
    """The address that the page offers, from the site's root."""
    return adresses.SELECTION + (page.locator("#selection-lien").get_attribute("href") or "")


# --- Choosing -------------------------------------------------------------------------------------


def test_le_signet_d_une_carte_ajoute_et_retire_et_le_menu_compte(page: Page) -> None:
    page.goto(adresses.CATALOGUE)
    page.wait_for_selector(".catalogue.pret")
    menu = page.locator(".ma-selection")
    expect(menu).to_be_hidden()
    carte = page.locator("#resultats .carte").first
    titre = carte.locator(".carte-titre").text_content()
    signet = carte.get_by_role("button", name=f"Ajouter à ma sélection : {titre}")
    expect(signet).to_have_attribute("aria-pressed", "false")
    cadre = signet.bounding_box()
    assert cadre
    assert min(cadre["width"], cadre["height"]) >= 44
    signet.press("Enter")
    expect(signet).to_have_attribute("aria-pressed", "true")
    expect(signet).to_be_focused()
    expect(menu).to_have_text("Ma sélection (1)")
    expect(page.locator(".choisir-annonce")).to_have_text("Ajoutée à votre sélection : 1 fiche.")
    page.reload()
    page.wait_for_selector(".catalogue.pret")
    expect(signet).to_have_attribute("aria-pressed", "true")
    signet.click()
    expect(menu).to_be_hidden()


@pytest.mark.parametrize("chemin", ["", "secteur/social/", "fiches/mediateurs-sante-pairs-ccoms/", "catalogue/?q=soin"])
def test_chaque_carte_a_son_signet(page: Page, chemin: str) -> None:
    page.goto(chemin)
    if chemin.startswith("catalogue/"):
        page.wait_for_selector(".catalogue.pret")
    cartes = page.locator("main .carte")
    assert cartes.count() > 0
    assert page.locator("main .carte .choisir").count() == cartes.count()


def test_retirer_puis_remettre_garde_la_note(page: Page, trois: list[Fiche]) -> None:
    choisir(page, trois[:1])
    ouvrir_la_mienne(page)
    page.get_by_label("Note").fill("Qui décide ?")
    page.goto(adresses.fiche(trois[0].slug))
    page.locator("button.choisir").first.click()
    page.locator("button.choisir").first.click()
    ouvrir_la_mienne(page)
    expect(page.get_by_label("Note")).to_have_value("Qui décide ?")


def test_deux_onglets_se_suivent(page: Page, trois: list[Fiche]) -> None:
    choisir(page, trois[:1])
    ouvrir_la_mienne(page)
    autre = page.context.new_page()
    choisir(autre, trois[1:])
    expect(page.locator("#selection-fiches h3")).to_have_text(titres(trois))
    expect(page.locator(".ma-selection")).to_have_text("Ma sélection (3)")


# --- One's own ------------------------------------------------------------------------------------


def test_ranger_au_clavier_annonce_et_suit_la_fiche(page: Page, trois: list[Fiche]) -> None:
    choisir(page, trois)
    ouvrir_la_mienne(page)
    noms = titres(trois)
    expect(page.locator("#selection-fiches h3")).to_have_text(noms)
    monter = page.get_by_role("button", name=f"Monter : {noms[2]}")
    monter.press("Enter")
    expect(page.locator("#selection-fiches h3")).to_have_text([noms[0], noms[2], noms[1]])
    expect(page.locator("#selection-etat")).to_have_text("Position 2 sur 3.")
    expect(monter).to_be_focused()
    page.keyboard.press("Space")
    expect(page.locator("#selection-fiches h3")).to_have_text([noms[2], noms[0], noms[1]])
    expect(monter).to_be_disabled()
    expect(page.get_by_role("button", name=f"Descendre : {noms[2]}")).to_be_focused()
    page.reload()
    expect(page.locator("#selection-fiches h3")).to_have_text([noms[2], noms[0], noms[1]])


def test_retirer_vider_et_annuler(page: Page, trois: list[Fiche]) -> None:
    choisir(page, trois)
    ouvrir_la_mienne(page)
    page.get_by_label("Titre de la sélection").fill("Séance 2")
    page.get_by_label("Note").nth(1).fill("À lire")
    tout = lien(page)
    page.get_by_role("button", name="Retirer").nth(1).click()
    expect(page.locator("#selection-fiches h3")).to_have_count(2)
    expect(page.get_by_role("button", name="Annuler")).to_be_focused()
    page.keyboard.press("Enter")
    assert lien(page) == tout
    page.get_by_role("button", name="Vider ma sélection").click()
    expect(page.locator("#selection-vide")).to_be_visible()
    expect(page.locator(".ma-selection")).to_be_hidden()
    page.get_by_role("button", name="Annuler").click()
    assert lien(page) == tout
    page.get_by_role("button", name="Vider ma sélection").click()
    page.reload()
    expect(page.locator("#selection-vide")).to_be_visible()
    assert page.evaluate("localStorage.getItem('selection')") is None


# --- The address ----------------------------------------------------------------------------------


def test_une_selection_s_ouvre_pareille_dans_un_autre_navigateur(
    page: Page, autre_page: Callable[..., Page], trois: list[Fiche]
) -> None:
    choisir(page, trois)
    ouvrir_la_mienne(page)
    page.get_by_label("Titre de la sélection").fill("Pair-aidance & « débat », 100 % + 1 = #2 ?")
    page.get_by_label("Introduction").fill("Lisez ceci.\n\nPuis cela.")
    page.get_by_label("Note").nth(1).fill("Qui décide ? ; , & = œ 😀")
    copiee = lien(page)
    assert parse_qs(urlsplit(copiee).query)["f"] == [",".join(str(fiche.entete.id) for fiche in trois)]
    autre = autre_page()
    autre.goto(copiee)
    expect(autre.get_by_role("heading", name="Pair-aidance & « débat », 100 % + 1 = #2 ?")).to_be_visible()
    expect(autre.locator("#selection-fiches h3")).to_have_text(titres(trois))
    assert autre.locator("#selection-textes p").text_content() == "Lisez ceci.\n\nPuis cela."
    expect(autre.locator(".selection-ligne").nth(1).locator(".selection-note")).to_have_text(
        "Note : Qui décide ? ; , & = œ 😀"
    )
    assert autre.evaluate("localStorage.length") == 0
    autre.get_by_role("button", name="Reprendre cette sélection").click()
    expect(autre.get_by_label("Introduction")).to_have_value("Lisez ceci.\n\nPuis cela.")
    assert lien(autre) == copiee
    autre.reload()
    assert urlsplit(autre.url).query == ""
    expect(autre.locator("#selection-lien")).to_have_attribute("href", urlsplit(copiee)._replace(path="").geturl())


def test_copier_donne_l_adresse_entiere(page: Page, trois: list[Fiche]) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(adresse(trois, titre="À lire"))
    page.get_by_role("button", name="Copier l’adresse").click()
    expect(page.get_by_text("Adresse copiée.")).to_be_visible()
    assert page.evaluate("navigator.clipboard.readText()") == page.locator("#selection-lien").text_content()
    assert str(page.locator("#selection-lien").text_content()).startswith("https://")


@pytest.mark.parametrize(
    ("reponse", "attendus"),
    [("La remplacer", [2]), ("Y ajouter", [4, 0, 2]), ("Ne rien changer", None)],
)
def test_la_mienne_n_est_jamais_remplacee_sans_question(
    page: Page, recueil: Recueil, reponse: str, attendus: list[int] | None
) -> None:
    mienne = [recueil.fiches[rang] for rang in (4, 0)]
    choisir(page, mienne)
    avant = page.evaluate("localStorage.getItem('selection')")
    page.goto(adresse([recueil.fiches[2]], titre="Reçue"))
    page.get_by_role("button", name="Reprendre cette sélection").click()
    expect(page.locator(".selection-question")).to_be_focused()
    assert page.evaluate("localStorage.getItem('selection')") == avant
    page.get_by_role("button", name=reponse).click()
    if attendus is None:
        expect(page.get_by_role("button", name="Reprendre cette sélection")).to_be_focused()
        assert page.evaluate("localStorage.getItem('selection')") == avant
        return
    voulues = titres([recueil.fiches[rang] for rang in attendus])
    expect(page.locator("#selection-fiches h3")).to_have_text(voulues)
    page.get_by_role("button", name="Annuler").click()
    assert page.evaluate("localStorage.getItem('selection')") == avant


@pytest.mark.parametrize(
    ("f", "phrases"),
    [
        ("{id},999999", ["La fiche 999999 n’existe pas, ou n’existe plus."]),
        ("{id},999998,999999", ["Les fiches 999998 et 999999 n’existent pas, ou n’existent plus."]),
        ("{id},abc,{id}", ["Dans l’adresse, « abc » n’est pas un numéro de fiche."]),
        (",{id} ;, ", []),
        (
            "{id},0,-1,1e3,0x10",
            ["Dans l’adresse, « 0 », « -1 », « 1e3 » et « 0x10 » ne sont pas des numéros de fiche."],
        ),
        (
            "{id}," + ",".join(map(str, range(900000, 900100))),
            ["Les fiches 900000, 900001, 900002, 900003, 900004 et 95 autres n’existent pas, ou n’existent plus."],
        ),
        ("{id}," + "9" * 3000, [f"Dans l’adresse, « {'9' * 20}… » n’est pas un numéro de fiche."]),
    ],
)
def test_une_adresse_abimee_montre_le_reste_et_le_dit(
    page: Page, trois: list[Fiche], f: str, phrases: list[str]
) -> None:
    page.goto(f"{adresses.SELECTION}?{urlencode({'f': f.format(id=trois[0].entete.id)})}")
    expect(page.locator("#selection-fiches h3")).to_have_text(titres(trois[:1]))
    assert [
        texte.replace("\u00a0", " ") for texte in page.locator("#selection-inconnues p").all_text_contents()
    ] == phrases


@pytest.mark.parametrize(
    "requete", ["f=abc", "f=", "f=%FF%00&n=1", "titre=%E9", "f=999999", "f[]=1&n999=x", "%", "f=1%2"]
)
def test_une_adresse_insensee_ne_casse_rien(page: Page, requete: str) -> None:
    page.goto(f"{adresses.SELECTION}?{requete}")
    expect(page.locator("#selection-contenu, #selection-vide").locator("visible=true").first).to_be_visible()


def test_une_attaque_n_est_que_du_texte(page: Page, trois: list[Fiche]) -> None:
    page.add_init_script(SANS_IMPRIMANTE)
    for attaque in ATTAQUES:
        textes = {"titre": attaque, "intro": attaque, f"n{trois[0].entete.id}": attaque}
        page.goto(f"{adresse(trois[:1])},{attaque.replace('&', '%26').replace('#', '%23')}&{urlencode(textes)}")
        visible = attaque.replace("\u202e", "")
        expect(page.locator("#selection-textes h2")).to_have_text(visible)
        expect(page.locator(".selection-note")).to_contain_text(visible)
        page.get_by_role("button", name="Imprimer le dossier").click()
        expect(page.locator("#selection-etat")).to_have_text("Le dossier est prêt à imprimer.")
        assert visible in str(page.locator(".dossier h1").text_content())
        assert page.locator("main img, main script, main evil").count() == 0
        page.get_by_role("button", name="Reprendre cette sélection").click()
        if page.locator(".selection-question").count():
            page.get_by_role("button", name="La remplacer").click()
        expect(page.get_by_label("Titre de la sélection")).to_have_value(visible)
        assert page.evaluate("window.pirate") is None


def test_une_adresse_trop_longue_est_signalee(page: Page, recueil: Recueil) -> None:
    vingt = [fiche.entete.id for fiche in recueil.fiches[:20]]
    page.goto(adresses.selection(vingt, titre="Vingt fiches"))
    expect(page.locator("#selection-fiches h3")).to_have_count(20)
    expect(page.locator("#selection-longueur")).to_be_hidden()
    assert len(str(page.locator("#selection-lien").text_content())) < 200
    page.goto(adresses.selection(vingt, **{f"n{numero}": "Qui décide ? " * 10 for numero in vingt}))
    longueur = len(str(page.locator("#selection-lien").text_content()))
    expect(page.locator("#selection-longueur")).to_contain_text(f"{longueur} caractères")
    assert longueur > 2000


# --- The browser's limits -------------------------------------------------------------------------


def test_sans_memoire_cela_marche_et_cela_est_dit(page: Page, trois: list[Fiche]) -> None:
    page.add_init_script(SANS_MEMOIRE)
    page.goto(adresses.fiche(trois[0].slug))
    page.locator("button.choisir").first.click()
    expect(page.locator(".choisir-annonce")).to_contain_text("refuse de garder")
    expect(page.locator(".choisir-annonce")).to_be_visible()
    page.locator(".ma-selection a").click()
    expect(page.locator("#selection-fiches h3")).to_have_text(titres(trois[:1]))
    page.get_by_role("button", name="Reprendre cette sélection").click()
    expect(page.locator("#selection-memoire")).to_be_visible()
    page.get_by_label("Titre de la sélection").fill("Sans mémoire")
    page.reload()
    expect(page.get_by_role("heading", name="Sans mémoire")).to_be_visible()


def test_sans_javascript_la_page_s_explique(autre_page: Callable[..., Page], trois: list[Fiche]) -> None:
    page = autre_page(java_script_enabled=False)
    page.goto(adresse(trois))
    expect(page.get_by_text("Cette page a besoin de JavaScript")).to_be_visible()
    assert page.locator("main button:visible, main .avec-js:visible").count() == 0
    page.goto(adresses.fiche(trois[0].slug))
    assert page.locator(".choisir:visible, .ma-selection:visible").count() == 0


def test_un_parcours_s_ouvre_en_selection(page: Page, recueil: Recueil) -> None:
    parcours = recueil.parcours[0]
    page.goto(adresses.parcours(parcours.slug))
    page.get_by_role("link", name="Ouvrir ces fiches dans une sélection").click()
    expect(page.locator("#selection-fiches h3")).to_have_text(
        titres([recueil.par_slug[etape.fiche] for etape in parcours.entete.etapes])
    )
    expect(page.locator("#selection-textes h2")).to_have_text(parcours.entete.titre)


def test_rien_ne_quitte_le_site(page: Page, serveur: str, trois: list[Fiche]) -> None:
    demandes: list[tuple[str, str]] = []
    page.on("request", lambda demande: demandes.append((demande.method, demande.url)))
    page.add_init_script(SANS_IMPRIMANTE)
    choisir(page, trois)
    ouvrir_la_mienne(page)
    page.get_by_label("Introduction").fill("Confidentiel")
    page.get_by_label("Note").first.fill("Confidentiel")
    for forme in ("csv", "json", "cc11", "cc13"):
        with page.expect_download():
            page.locator(f"[data-export={forme}]").click()
    page.get_by_role("button", name="Imprimer le dossier").click()
    expect(page.locator("#selection-etat")).to_have_text("Le dossier est prêt à imprimer.")
    assert {methode for methode, _ in demandes} == {"GET"}
    for _, demandee in demandes:
        assert demandee.startswith((serveur, f"blob:{serveur}")), demandee
        assert "Confidentiel" not in demandee


# --- The handout ----------------------------------------------------------------------------------


def test_le_dossier_imprime_a_tout(page: Page, trois: list[Fiche]) -> None:
    page.add_init_script(SANS_IMPRIMANTE)
    note = "Une note pour le débat"
    page.goto(adresse(trois, titre="Dossier de séance", intro="Avant mardi.", **{f"n{trois[1].entete.id}": note}))
    page.get_by_role("button", name="Imprimer le dossier").click()
    expect(page.locator("#selection-etat")).to_have_text("Le dossier est prêt à imprimer.")
    pages = [re.sub(r"\s+", " ", p.extract_text()) for p in PdfReader(io.BytesIO(page.pdf(format="A4"))).pages]
    premiere = pages[0]
    for attendu in ("Dossier de séance", "Avant mardi.", "Sommaire", "CC BY 4.0"):
        assert attendu in premiere
    rangs = [plat(premiere).index(plat(titre)) for titre in titres(trois)]
    assert rangs == sorted(rangs)
    debuts = [rang for rang, texte in enumerate(pages) if re.match(r"\d sur 3 ", texte)]
    assert len(debuts) == len(trois)
    for fiche, debut, fin in zip(trois, debuts, [*debuts[1:], len(pages)], strict=True):
        texte = plat(" ".join(pages[debut:fin]))
        attendus = [fiche.entete.titre, fiche.entete.non_dit, adresses.fiche_courte(fiche.entete.id)]
        for attendu in (*attendus, *(s.titre for s in fiche.sections), *(s.url for s in fiche.entete.sources)):
            assert plat(composer(attendu)) in texte, attendu
        assert (plat(note) in texte) == (fiche is trois[1])
        assert "Ajouteràmasélection" not in texte
    assert (
        page.evaluate("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size")
        == page.locator("[id]").count()
    )
    renvois = page.locator(".dossier a[href^='#']").evaluate_all(
        "liens => liens.map(l => l.getAttribute('href').slice(1))"
    )
    assert renvois
    assert page.evaluate("ids => ids.filter(id => !document.getElementById(id))", renvois) == []


def plat(*textes: str) -> str:
    """Texts without spaces nor ligatures: PDF breaks lines anywhere and joins letters."""
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", "".join(textes)))


def test_une_fiche_qui_n_arrive_pas_est_dite(page: Page, trois: list[Fiche]) -> None:
    page.add_init_script(SANS_IMPRIMANTE)
    page.goto(adresse(trois))
    page.route(f"**/{adresses.fiche(trois[1].slug)}index.html", lambda route: route.fulfill(status=200, body="x"))
    page.get_by_role("button", name="Imprimer le dossier").click()
    expect(page.locator("#selection-etat")).to_contain_text("n’a pas pu être fait")


# --- Accessibility --------------------------------------------------------------------------------


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("largeur", [1280, 320])
def test_axe_ne_trouve_rien_dans_aucun_etat(
    autre_page: Callable[..., Page], trois: list[Fiche], largeur: int, theme: str
) -> None:
    page = autre_page(bypass_csp=True, color_scheme=theme, viewport={"width": largeur, "height": 800})

    def verifier() -> None:
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= largeur

    page.goto(adresses.SELECTION)
    expect(page.locator("#selection-vide")).to_be_visible()
    verifier()
    numeros = [*(fiche.entete.id for fiche in trois), 999999]
    page.goto(adresses.selection(numeros, titre="Reçue", intro="Bonjour", **{f"n{numeros[0]}": "Note"}))
    expect(page.locator("#selection-inconnues")).to_be_visible()
    verifier()
    page.get_by_role("button", name="Reprendre cette sélection").click()
    expect(page.locator("#selection-titre")).to_be_visible()
    verifier()
    page.get_by_role("button", name="Retirer").first.click()
    verifier()
    page.goto(adresse(trois[:1]))
    page.get_by_role("button", name="Reprendre cette sélection").click()
    verifier()
    page.goto(adresses.CATALOGUE)
    page.wait_for_selector(".catalogue.pret")
    page.locator(".choisir").first.click()
    page.locator(".liste-exports summary").click()
    verifier()
    page.goto(adresses.fiche(trois[2].slug))
    expect(page.locator(".choisir-suite")).to_be_visible()
    verifier()
