"""References to fiches: read back by parsers that we did not write, they say what the fiches say."""

from __future__ import annotations

import dataclasses
from datetime import date
from pathlib import Path

import bibtexparser
import pytest
import rispy  # type: ignore[import-untyped]
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import given
from hypothesis import strategies as st

from scripts.recueil import adresses
from scripts.recueil.citation import Reference, bibtex, ris
from scripts.recueil.recueil import Recueil
from tests.test_site import RACINE, lire

EXEMPLE = Reference("cote-a-cote-7", "Côte à côte", "Un café santé", "Fiche n° 7", date(2026, 3, 1), f"{RACINE}f/7/")


def lire_bibtex(texte: str) -> dict[str, str]:
    """The fields of a file's one entry, as a bibliography would print them."""
    decodage = LatexDecodingMiddleware(keep_braced_groups=False)
    lu = bibtexparser.parse_string(texte, append_middleware=[decodage])  # type: ignore[attr-defined]
    assert lu.failed_blocks == []
    assert len(lu.blocks) == len(lu.entries) == 1
    entree = lu.entries[0]
    return {"type": entree.entry_type, "cle": entree.key} | {c.key: c.value for c in entree.fields}


def test_bibtex_dit_ce_que_dit_chaque_fiche(site: Path, recueil: Recueil) -> None:
    for fiche in recueil.fiches:
        entete = fiche.entete
        texte = (site / adresses.citation(entete.id, "bib")).read_text(encoding="utf-8")
        assert lire_bibtex(texte) == {
            "type": "online",
            "cle": f"cote-a-cote-{entete.id}",
            "author": "Côte à côte",
            "title": entete.titre,
            "date": entete.mise_a_jour.isoformat(),
            "url": f"{RACINE}f/{entete.id}/",
            "note": f"Fiche n° {entete.id}. Licence CC BY 4.0",
            "langid": "french",
        }


def test_ris_dit_ce_que_dit_chaque_fiche(site: Path, recueil: Recueil) -> None:
    for fiche in recueil.fiches:
        entete = fiche.entete
        octets = (site / adresses.citation(entete.id, "ris")).read_bytes()
        assert octets.count(b"\n") == octets.count(b"\r\n")
        assert rispy.loads(octets.decode()) == [
            {
                "type_of_reference": "ELEC",
                "authors": ["Côte à côte"],
                "title": entete.titre,
                "year": f"{entete.mise_a_jour.year}",
                "date": entete.mise_a_jour.isoformat().replace("-", "/"),
                "urls": [f"{RACINE}f/{entete.id}/"],
                "language": "fr",
                "notes": [f"Fiche n° {entete.id}. Licence CC BY 4.0"],
            }
        ]


@pytest.mark.parametrize("forme", ["bib", "ris"])
def test_ce_qui_se_copie_est_ce_qui_se_telecharge(site: Path, recueil: Recueil, forme: str) -> None:
    for fiche in recueil.fiches:
        page = lire(site / adresses.fiche(fiche.slug) / "index.html")
        fichier = (site / adresses.citation(fiche.entete.id, forme)).read_text(encoding="utf-8")
        assert fichier.strip() in "".join(page.texte).replace("\r", ""), fiche.slug


def test_le_texte_de_la_citation_dit_tout(site: Path, recueil: Recueil) -> None:
    for fiche in recueil.fiches:
        texte = "".join(lire(site / adresses.fiche(fiche.slug) / "index.html").texte).replace("\u00a0", " ")
        debut = texte.index("Côte à côte, recueil d’expériences d’engagement des usagers. ")
        citation = texte[debut:].partition("\n")[0]
        assert citation.endswith(f". Licence CC BY 4.0. Disponible sur : {RACINE}f/{fiche.entete.id}/")
        assert f" [en ligne]. Fiche n° {fiche.entete.id}, mise à jour le " in citation
        assert f"{fiche.entete.mise_a_jour.year} [consulté le …]" in citation


@given(st.text('\\{}$&#_%~"@=,é«’ aB7', min_size=1).map(str.strip).filter(bool))
def test_aucun_titre_ne_casse_une_reference(titre: str) -> None:
    reference = dataclasses.replace(EXEMPLE, titre=titre)
    sans_espaces_doubles = " ".join(titre.split())
    assert " ".join(lire_bibtex(bibtex(reference))["title"].split()) == sans_espaces_doubles
    assert rispy.loads(ris(reference))[0]["title"] == titre


def test_l_accent_circonflexe_seul_est_echappe() -> None:
    # Apart: the decoder gives back the modifier letter ˆ (U+02C6).
    assert r"{{a\textasciicircum{}b}}" in bibtex(dataclasses.replace(EXEMPLE, titre="a^b"))
