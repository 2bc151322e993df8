"""From words to index terms: what must be found by what."""

from __future__ import annotations

import pytest

from scripts.recueil.mots import cle, decouper_en_mots, mots_vides, termes_d_index
from scripts.recueil.normalisation import plier


def trouve(ecrit: str, tape: str) -> bool:
    """Whether a text is found by a query: each word of the query shares an index term with it."""
    index = set(termes_d_index(ecrit))
    return all(cle(mot) in index for mot in decouper_en_mots(tape) if plier(mot) not in mots_vides())


@pytest.mark.parametrize(
    ("ecrit", "tape"),
    [
        ("médiateurs de santé", "mediateur santé"),
        ("représentants des usagers", "REPRESENTANT USAGER"),
        ("accompagnée", "accompagnee"),
        ("accompagnée", "accompagnée"),
        ("l'hôpital", "hopital"),
        ("l’hôpital", "hôpital"),
        ("qu'un œil", "oeil"),
        ("cœur", "coeur"),
        ("habitant·es", "habitants"),
        ("habitant·e·s", "habitant"),
        ("usager(e)s", "usagers"),
        ("salarié·e", "salarié"),
        ("pair-aidance", "pair aidance"),
        ("pair-aidance", "pairaidance"),
        ("usagers", "usager"),
        ("une usagère", "usagers"),
        ("médiatrices", "médiateur"),
        ("chercheuse", "chercheurs"),
        ("première", "premier"),
        ("sociaux", "social"),
        ("hôpitaux", "hopital"),
        ("associatives", "associatif"),
        ("cancers", "cancer"),
        ("opinions", "opinion"),
        ("Saint-Brieuc", "saint brieuc"),
        ("aujourd'hui", "aujourd'hui"),
        ("infirmières", "infirmière"),
    ],
)
def test_ce_qui_est_ecrit_est_trouve_tel_qu_on_le_tape(ecrit: str, tape: str) -> None:
    assert trouve(ecrit, tape)


def test_un_autre_mot_n_est_pas_trouve() -> None:
    assert not trouve("un médecin", "médiateur")


def test_les_mots_vides_sont_des_mots_plies() -> None:
    assert all(mot == plier(mot) for mot in mots_vides())
    assert termes_d_index("le la les de du") == []


def test_les_fins_inclusives_sont_coupees() -> None:
    assert decouper_en_mots("L'accueil des habitant·es et usager(e)s") == ["accueil", "des", "habitant", "et", "usager"]
