"""The catalogue in a real browser: search, filters, address, pages, chips, focus."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from scripts.recueil.facettes import par_valeur, valeurs
from scripts.recueil.recueil import Recueil
from scripts.recueil.vocabulaire import vocabulaires
from scripts.sorties.catalogue import PAR_PAGE


def ouvrir(page: Page, adresse: str = "catalogue/") -> None:
    page.goto(adresse)
    expect(page.locator(".catalogue.pret")).to_be_attached()


def slugs(page: Page) -> list[str]:
    return [str(carte.get_attribute("data-slug")) for carte in page.locator("#resultats [data-slug]").all()]


def nombre(page: Page) -> int:
    trouve = re.match(r"\d+", page.locator("#nombre-resultats").inner_text())
    return int(trouve[0]) if trouve else 0


def attendus(recueil: Recueil, **filtres: list[str]) -> set[str]:
    """The slugs that filters keep, told without the site's code: or within one, and between several."""
    voc = vocabulaires()
    return {
        fiche.slug
        for fiche in recueil.fiches
        if all(set(valeurs(fiche, voc[nom])) & set(voulues) for nom, voulues in filtres.items())
    }


def tous_les_slugs(page: Page) -> set[str]:
    """The slugs of every page of results."""
    trouves = set(slugs(page))
    while page.locator("#pages a[aria-label='Page suivante']").count():
        page.locator("#pages a[aria-label='Page suivante']").click()
        trouves |= set(slugs(page))
    return trouves


def test_tout_est_la_au_depart(page: Page, recueil: Recueil) -> None:
    ouvrir(page)
    assert nombre(page) == len(recueil.fiches)
    assert len(slugs(page)) == PAR_PAGE
    assert tous_les_slugs(page) == {fiche.slug for fiche in recueil.fiches}


def test_une_recherche_sans_accents_trouve_les_mediateurs(page: Page) -> None:
    ouvrir(page, "catalogue/?q=mediateur de sante pair")
    assert "mediateurs-sante-pairs-ccoms" in slugs(page)[:2]
    expect(page.locator("#autour a").first).to_have_text("Médiateur de santé pair")


def test_la_recherche_part_de_n_importe_quelle_page(page: Page) -> None:
    page.goto("glossaire/")
    page.locator("input[name=q]").fill("diabète")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/catalogue/\?q=diab%C3%A8te$"))
    expect(page.locator("#nombre-resultats")).to_contain_text("diabète")
    assert page.locator("input[name=q]").input_value() == "diabète"


def test_les_resultats_suivent_la_frappe(page: Page) -> None:
    ouvrir(page)
    page.locator("input[name=q]").press_sequentially("psychiatri")
    expect(page).to_have_url(re.compile(r"q=psychiatri$"))
    expect(page.locator("#nombre-resultats")).to_contain_text("« psychiatri »")
    assert nombre(page) > 0


def test_une_page_ne_compte_qu_une_case_de_recherche(page: Page) -> None:
    for adresse in ("", "catalogue/", "fiches/mediateurs-sante-pairs-ccoms/", "glossaire/", "404.html"):
        page.goto(adresse)
        assert page.locator("input[name=q]").count() == 1


@pytest.mark.parametrize(
    "filtres",
    [
        {"secteur": ["sanitaire"]},
        {"secteur": ["social", "medico-social"]},
        {"niveau": ["partenariat", "leadership"], "secteur": ["sanitaire"]},
        {"dimension": ["gouvernance"], "public": ["aidants-proches"], "role": ["association"]},
        {"region": ["bretagne"]},
    ],
)
def test_les_filtres_elargissent_en_eux_et_restreignent_entre_eux(
    page: Page, recueil: Recueil, filtres: dict[str, list[str]]
) -> None:
    ouvrir(page)
    for nom, voulues in filtres.items():
        for valeur in voulues:
            page.locator(f"input[name={nom}][value={valeur}]").check()
    voulus = attendus(recueil, **filtres)
    expect(page.locator("#nombre-resultats")).to_contain_text(re.compile(rf"^{len(voulus)} "))
    adresse = page.url
    assert tous_les_slugs(page) == voulus
    # The shared link gives the same page.
    ouvrir(page, adresse)
    assert nombre(page) == len(voulus)
    for nom, voulues in filtres.items():
        for valeur in voulues:
            expect(page.locator(f"input[name={nom}][value={valeur}]")).to_be_checked()


def test_chaque_compte_dit_ce_que_donne_sa_case(page: Page, recueil: Recueil) -> None:
    ouvrir(page, "catalogue/?secteur=social")
    for vocabulaire in vocabulaires().values():
        for option in page.locator(f"#filtres label:has(input[name={vocabulaire.id}])").all():
            valeur = option.locator("input").get_attribute("value") or ""
            autres = {} if vocabulaire.id == "secteur" else {"secteur": ["social"]}
            voulu = len(attendus(recueil, **{**autres, vocabulaire.id: [valeur]}))
            assert option.locator(".compte").inner_text() == str(voulu), (vocabulaire.id, valeur)


def test_une_case_par_valeur_portee_par_une_fiche(page: Page, recueil: Recueil) -> None:
    ouvrir(page)
    cases = page.locator("#filtres input").evaluate_all("cases => cases.map(c => [c.name, c.value])")
    assert {tuple(case) for case in cases} == set(par_valeur(recueil.fiches))
    assert page.locator("#filtres fieldset > legend").count() == len(vocabulaires())


def test_l_adresse_l_historique_et_le_rechargement_disent_la_meme_chose(page: Page) -> None:
    ouvrir(page)
    page.locator("input[name=secteur][value=sanitaire]").check()
    page.locator("input[name=niveau][value=leadership]").check()
    expect(page).to_have_url(re.compile(r"\?secteur=sanitaire&niveau=leadership$"))
    avant = nombre(page)
    page.reload()
    expect(page.locator(".catalogue.pret")).to_be_attached()
    assert nombre(page) == avant
    page.go_back()
    expect(page).to_have_url(re.compile(r"\?secteur=sanitaire$"))
    expect(page.locator("input[name=niveau][value=leadership]")).not_to_be_checked()
    expect(page.locator("#nombre-resultats")).not_to_contain_text(f"{avant} expériences avec 2 filtres")
    page.go_forward()
    expect(page.locator("input[name=niveau][value=leadership]")).to_be_checked()


def test_une_adresse_inventee_est_ignoree(page: Page, recueil: Recueil) -> None:
    ouvrir(page, "catalogue/?niveau=inconnu&secteur=<script>&page=99&tri=hasard")
    assert nombre(page) == len(recueil.fiches)
    assert slugs(page)


def test_la_phrase_et_le_titre_disent_tout(page: Page) -> None:
    ouvrir(page, "catalogue/?q=patients&secteur=sanitaire&page=2")
    phrase = page.locator("#nombre-resultats").inner_text()
    assert re.match(r"\d+ expériences pour «\s?patients\s?» avec 1 filtre, résultats 21 à \d+\.$", phrase)
    assert re.match(r"Catalogue\s: «\spatients\s», 1 filtre\s: \d+ expériences \(page 2 sur \d+\)", page.title())


def test_changer_de_page_mene_au_titre_des_resultats(page: Page) -> None:
    ouvrir(page)
    premiers = slugs(page)
    page.locator("#pages a", has_text="2").first.click()
    expect(page).to_have_url(re.compile(r"page=2"))
    assert not set(premiers) & set(slugs(page))
    expect(page.locator("#titre-resultats")).to_be_focused()


def test_cocher_une_case_ne_deplace_pas_le_focus(page: Page) -> None:
    ouvrir(page)
    case = page.locator("input[name=public][value=handicap]")
    case.focus()
    page.keyboard.press("Space")
    expect(page).to_have_url(re.compile("public=handicap"))
    expect(case).to_be_focused()


def test_retirer_un_jeton_donne_le_focus_au_voisin(page: Page) -> None:
    ouvrir(page, "catalogue/?secteur=sanitaire&niveau=partenariat&niveau=leadership")
    jetons = page.locator("#filtres-actifs .jeton")
    assert jetons.all_inner_texts() == ["Sanitaire", "Partenariat", "Leadership des usagers"]
    jetons.nth(1).click()
    expect(jetons).to_have_count(2)
    expect(jetons.nth(1)).to_be_focused()
    jetons.nth(1).click()
    expect(jetons.nth(0)).to_be_focused()
    jetons.nth(0).click()
    expect(jetons).to_have_count(0)
    expect(page.locator("#titre-resultats")).to_be_focused()


def test_tout_effacer_rend_tout(page: Page, recueil: Recueil) -> None:
    ouvrir(page, "catalogue/?secteur=sanitaire&niveau=partenariat")
    page.locator(".tout-effacer").click()
    expect(page.locator("#filtres-actifs")).to_be_hidden()
    assert nombre(page) == len(recueil.fiches)


def test_le_tri_par_titre_et_par_annee(page: Page, recueil: Recueil) -> None:
    ouvrir(page, "catalogue/?secteur=medico-social&tri=recent")
    par_slug = recueil.par_slug
    annees = [par_slug[slug].entete.periode.debut or 0 for slug in slugs(page)]
    assert annees == sorted(annees, reverse=True)
    page.locator("#tri").select_option("titre")
    expect(page).to_have_url(re.compile("tri=titre"))
    titres = page.locator("#resultats .carte-titre").all_inner_texts()
    assert titres == sorted(titres, key=lambda t: re.sub(r"[^a-z0-9]+", "-", _sans_accent(t)).strip("-"))


def _sans_accent(texte: str) -> str:
    import unicodedata

    texte = texte.lower().replace("œ", "oe")
    return "".join(c for c in unicodedata.normalize("NFD", texte) if not unicodedata.combining(c))


def test_aucun_resultat_propose_des_issues(page: Page) -> None:
    ouvrir(page, "catalogue/?q=diabète&region=guyane")
    assert nombre(page) == 0
    expect(page.locator("#nombre-resultats")).to_contain_text("Aucune expérience pour « diabète » avec 1 filtre")
    issue = page.locator("#aucun-resultat button").first
    annonce = int(re.search(r"(\d+) expérience", issue.inner_text())[1])  # type: ignore[index]
    issue.click()
    expect(page.locator("#aucun-resultat")).to_be_hidden()
    assert nombre(page) == annonce > 0


def test_un_texte_hostile_dans_la_case_reste_du_texte(page: Page) -> None:
    for attaque in ("<img src=x onerror=alert(1)>", '"><script>alert(1)</script>', "*:* ~1 +title:x^9 -y", "\\", "🙂"):
        ouvrir(page, "catalogue/")
        page.locator("input[name=q]").fill(attaque)
        page.keyboard.press("Enter")
        expect(page.locator("#nombre-resultats")).not_to_contain_text("Recherche en cours")
        assert page.locator("#nombre-resultats *").count() == 0
        assert page.locator("main img, main script").count() == 0


def test_sur_un_telephone_les_filtres_s_ouvrent_et_se_ferment(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    ouvrir(page)
    bouton = page.locator(".filtres-ouvrir")
    expect(page.locator("#filtres")).to_be_hidden()
    bouton.click()
    expect(bouton).to_have_attribute("aria-expanded", "true")
    page.locator("input[name=niveau][value=leadership]").check()
    expect(page.locator("#filtres-annonce")).to_contain_text(re.compile(r"^\d+ expériences avec 1 filtre"))
    fermer = page.locator(".filtres-fermer")
    expect(fermer).to_have_text(f"Voir les {nombre(page)} fiches")
    fermer.click()
    expect(page.locator("#filtres")).to_be_hidden()
    bouton.click()
    page.locator("input[name=niveau][value=leadership]").focus()
    page.keyboard.press("Escape")
    expect(page.locator("#filtres")).to_be_hidden()
    expect(bouton).to_be_focused()
