"""The documentation says what the code does."""

from __future__ import annotations

import re

from scripts.construire import RACINE
from scripts.documenter import DOCUMENT, rafraichir


def test_les_tableaux_de_contributing_sont_a_jour() -> None:
    texte = DOCUMENT.read_text(encoding="utf-8")
    assert rafraichir(texte) == texte, "lancez « python -m scripts.documenter »"


def test_chaque_chemin_du_readme_existe() -> None:
    readme = (RACINE / "README.md").read_text(encoding="utf-8")
    for chemin in re.findall(r"`((?:scripts|fiches|glossary|docs|overrides|tests)/[\w./-]*|mkdocs\.yml)`", readme):
        assert (RACINE / chemin).exists(), chemin


def test_chaque_commande_documentee_existe() -> None:
    cibles = set(re.findall(r"^([a-z]+):", (RACINE / "Makefile").read_text(encoding="utf-8"), re.M))
    for nom in ("README.md", "CONTRIBUTING.md"):
        citees = re.findall(r"(?:^|`)make ([a-z]+)", (RACINE / nom).read_text(encoding="utf-8"), re.M)
        assert set(citees) <= cibles, nom
