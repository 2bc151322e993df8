"""Search: the index built in Python and the query made in the browser speak of the same words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page

from scripts.recueil.enrichissement import enrichir
from scripts.recueil.mots import cles, decouper_en_mots, mots_vides
from scripts.recueil.normalisation import plier
from scripts.recueil.recherche import documents
from scripts.recueil.recueil import Recueil


@pytest.fixture(scope="module")
def textes(recueil: Recueil) -> dict[str, str]:
    """Everything the search covers: text by document."""
    return {d.ref: "\n".join([d.titre, d.resume, d.mots, d.reperes, d.corps]) for d in documents(enrichir(recueil))}


@pytest.fixture(scope="module")
def vocabulaire(textes: dict[str, str]) -> list[str]:
    """Every word of the site."""
    return sorted({mot for texte in textes.values() for mot in decouper_en_mots(texte)})


def dans_le_navigateur(page: Page, code: str, argument: Any) -> Any:
    """Run a function on the catalogue page, with the search's modules and lunr."""
    page.goto("catalogue/?q=patient")
    page.wait_for_selector(".catalogue.pret")
    return page.evaluate(
        f"""async (argument) => {{
            const mots = await import("../assets/js/recherche/mots.js");
            const {{ chargerMoteur }} = await import("../assets/js/recherche/moteur.js");
            return ({code})(argument, mots, chargerMoteur);
        }}""",
        argument,
    )


def test_python_et_le_navigateur_tirent_les_memes_cles_de_chaque_mot(page: Page, vocabulaire: list[str]) -> None:
    assert len(vocabulaire) > 5000
    vues = dans_le_navigateur(page, "(liste, m) => liste.map(mot => m.cles(mot, lunr.fr.stemmer))", vocabulaire)
    differences = {mot: (cles(mot), vue) for mot, vue in zip(vocabulaire, vues, strict=True) if cles(mot) != vue}
    assert differences == {}


def test_python_et_le_navigateur_coupent_les_textes_aux_memes_endroits(page: Page, textes: dict[str, str]) -> None:
    liste = [*textes.values(), "l’hôpital des usager(e)s, d'été : 12e·s ; qu'œil", "aujourd’hui (ère)s Aud'x"]
    vus = dans_le_navigateur(page, "(liste, m) => liste.map(m.decouperEnMots)", liste)
    for texte, vu in zip(liste, vus, strict=True):
        assert decouper_en_mots(texte) == vu


def test_chaque_mot_tape_sans_accent_trouve_ses_documents(
    page: Page, textes: dict[str, str], vocabulaire: list[str]
) -> None:
    porteurs: dict[str, set[str]] = {}
    for ref, texte in textes.items():
        if ref.startswith("fiche:"):
            for mot in decouper_en_mots(texte):
                porteurs.setdefault(mot, set()).add(ref.removeprefix("fiche:"))
    tapes = [mot for mot in vocabulaire if mot in porteurs and plier(mot) not in mots_vides()]
    trouves = dans_le_navigateur(
        page,
        """async (liste, m, charger) => {
            const moteur = await charger("../");
            return liste.map(mot => (moteur.chercher(mot)?.trouves ?? [])
                .filter(t => t.sorte === "fiche").map(t => t.slug));
        }""",
        [plier(mot) for mot in tapes],
    )
    manques = {
        mot: porteurs[mot] - set(vus) for mot, vus in zip(tapes, trouves, strict=True) if porteurs[mot] - set(vus)
    }
    assert manques == {}


def test_l_index_ne_contient_que_des_documents_du_site(site: Path) -> None:
    index = json.loads((site / "recherche" / "index.json").read_text(encoding="utf-8"))
    for ref, (titre, adresse, resume) in index["documents"].items():
        assert (site / adresse / "index.html").exists(), ref
        assert titre
        assert resume
