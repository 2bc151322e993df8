"""The contribution form as a visitor fills it in, for the tests."""

from __future__ import annotations

from playwright.sync_api import Page

from scripts.recueil import adresses

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
    "section:En bref": "Des voisines tiennent une permanence. Elles aident à trouver un médecin. Elles décident.",
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
