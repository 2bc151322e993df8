"""Parcours: sessions for trainers, checked like fiches, shown as pages, found by the search."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from scripts.recueil import adresses
from scripts.recueil.fautes import Faute
from scripts.recueil.recueil import Recueil
from scripts.recueil.typographie import composer
from scripts.sorties.gabarits import duree
from tests.fabrique import FICHE, PARCOURS, TERME, avec, fautes

OU = "parcours/cafes.md"
AUTRES = [
    ("glossary/cafe-sante.md", TERME),
    *((f"fiches/cafe-{n}.md", avec(avec(FICHE, "id: 7", f"id: {n}"), "un café", f"le café {n}")) for n in range(1, 6)),
]


def de_parcours(contenu: str) -> list[Faute]:
    return [faute for faute in fautes((OU, contenu), *AUTRES) if faute.chemin == OU]


def test_un_bon_parcours_passe() -> None:
    assert de_parcours(PARCOURS) == []


@pytest.mark.parametrize(
    ("contenu", "code", "ligne"),
    [
        (avec(PARCOURS, "fiche: cafe-3", "fiche: cafe-9"), "fiche-inconnue", 11),
        (avec(PARCOURS, "fiche: cafe-3", "fiche: cafe-2"), "valeur-en-double", 11),
        (avec(PARCOURS, '  - {fiche: cafe-5, consigne: "Qui décide ?"}\n', ""), "liste-vide", 9),
        (avec(PARCOURS, "[cafe-sante]", "[cafe]"), "terme-inconnu", 15),
        (avec(PARCOURS, ', "Qui manque ?"', ""), "liste-vide", 14),
        (avec(PARCOURS, "duree: 60", "duree: 1"), "nombre-hors-limites", 6),
        (avec(PARCOURS, "duree: 60", "duree: 90"), "duree-differente", 6),
        (avec(PARCOURS, "## Déroulement", "## Programme"), "section-inconnue", 18),
        (avec(PARCOURS, "- Lecture", "- [Lecture](parcours:cafe)"), "parcours-inconnu", 20),
        (avec(PARCOURS, "- Lecture", "- [Lecture](parcours:cafes)"), "renvoi-a-soi-meme", 20),
        (avec(PARCOURS, "- Lecture", "- <b>Lecture</b>"), "html-interdit", 20),
    ],
)
def test_un_parcours_fautif_est_refuse_a_sa_ligne(contenu: str, code: str, ligne: int) -> None:
    assert (code, ligne) in [(faute.code, faute.ligne) for faute in de_parcours(contenu)]


def test_deux_parcours_n_ont_pas_le_meme_titre() -> None:
    trouvees = fautes((OU, PARCOURS), ("parcours/double.md", PARCOURS), *AUTRES)
    assert ("titre-en-double", "parcours/double.md", 2) in [(f.code, f.chemin, f.ligne) for f in trouvees]


def test_une_fiche_fautive_ne_rend_pas_fautif_le_parcours_qui_la_lit() -> None:
    trouvees = fautes((OU, PARCOURS), *AUTRES[:-1], ("fiches/cafe-5.md", ""))
    assert [faute.chemin for faute in trouvees if faute.bloquante] == ["fiches/cafe-5.md"]


def test_le_recueil_a_au_moins_six_parcours_et_chacun_ses_temps(recueil: Recueil) -> None:
    assert len(recueil.parcours) >= 6
    for parcours in recueil.parcours:
        assert parcours.sections[0].titre == "Déroulement"
        assert " min)" in parcours.sections[0].texte


@pytest.mark.parametrize(
    ("minutes", "lue"), [(45, "45\u00a0min"), (120, "2\u00a0h"), (150, "2\u00a0h\u00a030"), (65, "1\u00a0h\u00a005")]
)
def test_la_duree_se_lit(minutes: int, lue: str) -> None:
    assert duree(minutes) == lue


def test_la_liste_mene_a_chaque_parcours_et_le_parcours_a_ses_fiches(page: Page, recueil: Recueil) -> None:
    titre = composer(recueil.parcours[0].entete.titre)
    page.goto(adresses.PARCOURS)
    page.get_by_role("main").get_by_role("link", name=titre).click()
    liens = page.locator(".etape-titre a")
    assert liens.count() == len(recueil.parcours[0].entete.etapes)
    liens.first.click()
    assert page.url.endswith(adresses.fiche(recueil.parcours[0].entete.etapes[0].fiche))
    assert page.locator("section[aria-labelledby=parcours]").get_by_role("link", name=titre).count() == 1


def test_la_recherche_trouve_un_parcours(page: Page, recueil: Recueil) -> None:
    page.goto(f"{adresses.CATALOGUE}?q=recherche participative")
    autour = page.locator("#autour")
    autour.get_by_role("link", name="Parcours").first.wait_for()
    assert adresses.PARCOURS in (autour.get_by_role("link", name="Parcours").first.get_attribute("href") or "")
