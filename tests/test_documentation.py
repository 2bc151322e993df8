"""The documentation says what the code does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.construire import RACINE
from scripts.documenter import DOCUMENTS, Document, rafraichir
from tests import captures


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda document: document.chemin)
def test_ce_que_les_documents_repetent_des_donnees_est_a_jour(document: Document) -> None:
    texte = (RACINE / document.chemin).read_text(encoding="utf-8")
    assert rafraichir(texte, document) == texte, "lancez « python -m scripts.documenter »"


def test_un_bloc_sans_reperes_se_dit() -> None:
    with pytest.raises(ValueError, match="repères « champs-fiche » introuvables"):
        rafraichir("# Contribuer\n", DOCUMENTS[0])


def test_chaque_chemin_du_readme_existe() -> None:
    readme = (RACINE / "README.md").read_text(encoding="utf-8")
    for chemin in re.findall(r"`((?:scripts|fiches|glossary|docs|overrides|tests)/[\w./-]*|mkdocs\.yml)`", readme):
        assert (RACINE / chemin).exists(), chemin


def test_chaque_commande_documentee_existe() -> None:
    cibles = set(re.findall(r"^([a-z-]+):", (RACINE / "Makefile").read_text(encoding="utf-8"), re.M))
    for nom in ("README.md", "CONTRIBUTING.md"):
        citees = re.findall(r"(?:^|`)make ([a-z-]+)", (RACINE / nom).read_text(encoding="utf-8"), re.M)
        assert set(citees) <= cibles, nom


def test_chaque_image_de_contributing_est_la_decrite_et_legere() -> None:
    images = re.findall(r"!\[([^\]]*)\]\(([^)]+)\)", (RACINE / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert {Path(chemin).name for _, chemin in images} == {image.name for image in captures.DOSSIER.iterdir()}
    for description, chemin in images:
        assert len(description) > 40, chemin
        assert (RACINE / chemin).stat().st_size < 100_000, chemin
