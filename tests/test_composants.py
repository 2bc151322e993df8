"""Every component of the interface has its written acceptance criteria, and no style is outside a component."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from scripts.construire import RACINE
from scripts.recueil.normalisation import en_slug
from scripts.recueil.schema import lire_schema

SCHEMA = lire_schema("composants.yml")
COMPOSANTS: list[dict[str, Any]] = SCHEMA["composants"]
FEUILLES = (
    "composants.css",
    "catalogue.css",
    "fiche.css",
    "chiffres.css",
    "choix.css",
    "formulaire.css",
    "selection.css",
)


def sections() -> dict[str, str]:
    """The text of each section of the page, by the anchor of its heading."""
    texte = (RACINE / "docs" / "composants.md").read_text(encoding="utf-8")
    _, *morceaux = re.split(r"^## (.+)\n", texte, flags=re.M)
    return {en_slug(titre): corps for titre, corps in zip(morceaux[::2], morceaux[1::2], strict=True)}


def premieres_classes(css: str) -> set[str]:
    """The first class of each selector, page states left out."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    css = re.sub(r"@[^{;]+[{;]", "", css)
    classes = set()
    for selecteurs in re.findall(r"([^{}]+)\{", css):
        for selecteur in re.sub(r"\([^()]*\)", "", selecteurs).split(","):
            noms = [nom for nom in re.findall(r"\.([a-z][\w-]*)", selecteur) if nom not in SCHEMA["etats"]]
            classes.update(noms[:1])
    return classes


@pytest.mark.parametrize("composant", COMPOSANTS, ids=lambda composant: composant["id"])
def test_un_composant_a_ses_criteres_et_ses_fichiers(composant: dict[str, Any]) -> None:
    assert en_slug(composant["nom"]) == composant["id"]
    criteres = re.findall(r"^- .+", sections()[composant["id"]], re.M)
    assert 3 <= len(criteres) <= 6
    assert composant["fichiers"]
    for fichier in composant["fichiers"]:
        assert (RACINE / fichier).is_file(), fichier


def test_une_section_est_celle_d_un_composant() -> None:
    connus = {composant["id"] for composant in COMPOSANTS}
    assert set(sections()) - connus == {"en-quelques-mots", "pour-tous-les-composants", "ajouter-un-composant"}
    assert len(connus) == len(COMPOSANTS)


def test_chaque_classe_est_a_un_composant_et_a_un_seul() -> None:
    dessinees = set()
    for feuille in FEUILLES:
        dessinees |= premieres_classes((RACINE / "overrides" / "styles" / feuille).read_text(encoding="utf-8"))
    reclamees = Counter(classe for composant in COMPOSANTS for classe in composant["classes"])
    assert dessinees - set(reclamees) == set(), "à donner à un composant de scripts/schema/composants.yml"
    assert set(reclamees) - dessinees == set(), "à retirer : plus aucune règle de style ne commence par elles"
    assert [classe for classe, nombre in reclamees.items() if nombre > 1] == []


@pytest.mark.parametrize(
    ("css", "attendues"),
    [
        (".a .b { x: y }", {"a"}),
        (".js .a:not(.b), a.c:hover { x: y }", {"a", "c"}),
        ("@media (min-width: 1.5rem) { .a { x: polygon(0 0, 1% 1%) } } td .d { x: y }", {"a", "d"}),
        ("/* .a { } */ #b p { x: y }", set()),
    ],
)
def test_la_premiere_classe_d_un_selecteur(css: str, attendues: set[str]) -> None:
    assert premieres_classes(css) == attendues
