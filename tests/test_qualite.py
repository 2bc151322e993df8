"""Advice on the writing: abbreviations, dates of sources, look-alikes; what is right gets none."""

from __future__ import annotations

import pytest

from tests.fabrique import CHEMIN, FICHE, TERME, avec, fautes, fautes_de_fiche

PHRASE = "Un café ouvre chaque semaine [s1]."


def codes(texte: str) -> list[str]:
    """The advice on the fiche with this in place of a sentence of line 41."""
    return [faute.code for faute in fautes_de_fiche(avec(FICHE, PHRASE, texte))]


@pytest.mark.parametrize(
    "texte",
    [
        "Le CREAI ouvre le café [s1].",
        "Avec l'INAMI et l'Agefiph, le café ouvre [s1].",
        "Des ESATs soutiennent le café [s1].",
        "Le café est lié au CI3P [s1].",
        "La FEHAP, qui soutient le café, en parle [s1].",
    ],
)
def test_un_sigle_que_rien_n_explique_est_signale(texte: str) -> None:
    assert codes(texte) == ["sigle-inexplique"]


@pytest.mark.parametrize(
    "texte",
    [
        "Le centre régional d'études (CREAI) ouvre le café [s1].",
        "Le CREAI (un centre régional d'études) ouvre le café [s1].",
        "Le CREAI ouvre le café [s1]. Ce centre régional d'études, d'actions et d'informations aide [s1].",
        "L'association JUST ouvre le café [s1].",
        "La Fondation MNH paie le café [s1].",
        "Le collectif, le COFOR, ouvre le café [s1].",
        "Le CCOMS est le centre qui ouvre le café [s1].",
        "La LUSS, fédération d'associations, ouvre le café [s1].",
        "Le programme, appelé « NIDCAP », ouvre le café [s1].",
        "Avec ATD Quart Monde, AFM-Téléthon et AIDES 93, le café ouvre [s1].",
        "Le VIH, l'ONU et le XIXe siècle, chapitre VII, en parlent [s1].",
        "Le CREAI ouvre le café [s1]. Le mot CREAI : un centre [s1].",
        "La page https://www.exemple.fr/CREAI le dit [s1].",
    ],
)
def test_un_sigle_explique_ne_l_est_pas(texte: str) -> None:
    assert codes(texte) == []


def test_le_glossaire_et_le_titre_expliquent_un_sigle() -> None:
    texte = avec(FICHE, PHRASE, "Les CAFS ouvrent chaque semaine, avec DUPO [s1].")
    assert [faute.code for faute in fautes_de_fiche(texte)] == ["sigle-inexplique"] * 2
    terme = avec(TERME, "sigle: null", 'sigle: "CAFS"')
    titre = avec(texte, "un café santé", "DUPO, un café santé")
    assert fautes((CHEMIN, titre), ("glossary/cafe-sante.md", terme)) == []


def test_un_sigle_n_est_signale_qu_une_fois_la_ou_il_vient_d_abord() -> None:
    texte = "Avec le CREAI le café ouvre [s1].\n\nLe CREAI parle du CREAI [s1]."
    [faute] = fautes_de_fiche(avec(FICHE, PHRASE, texte))
    assert (faute.ligne, faute.colonne) == (41, len("Avec le ") + 1)


@pytest.mark.parametrize(
    "texte",
    [
        "En 2018, le café a fermé [s1].",
        "Le café a fermé en 2018. Il était petit [s1].",
        "Le café ouvre [s2]. Il a compté 30 personnes en 2017 [s1].",
    ],
)
def test_une_source_ne_dit_pas_ce_qui_vient_apres_elle(texte: str) -> None:
    assert codes(texte) == ["source-trop-ancienne"]


@pytest.mark.parametrize(
    "texte",
    [
        "En 2016, le café a ouvert [s1].",
        "En 2018, le café a fermé [s2].",
        "En 2018, le café a fermé [s1] [s2].",
        "Le café devait fermer en 2018 [s1].",
        "Le café fermera en 2018 [s1].",
        "Son projet s'appelle « Cafés 2020 » [s1].",
        "Le plan 2016-2020 en parle [s1].",
        "Le café a fermé en 2018 [s2]. Il était petit [s1].",
        "Le café a reçu 2018000 euros [s1].",
    ],
)
def test_une_source_peut_dire_ce_qui_est_prevu_ou_sans_date(texte: str) -> None:
    assert codes(texte) == []


def test_une_periode_plus_recente_que_toutes_les_sources_est_signalee() -> None:
    [faute] = fautes_de_fiche(avec(FICHE, "    date: null", '    date: "2017-05"'))
    assert (faute.code, faute.ligne) == ("source-trop-ancienne", 7)
    assert "L'année 2019" in faute.message
    assert "la dernière est de 2017" in faute.message


LOIN = {
    "id: 7": "id: 9",
    "Des habitants tiennent un café santé": "Un jardin pour les patients de l'hôpital",
    "https://www.exemple.fr/cafe": "https://www.exemple.org/jardin",
    "https://www.exemple.fr/bilan": "https://www.exemple.org/bilan",
    'commune: "Exempleville"': 'commune: "Autreville"',
}


def voisine() -> str:
    """A fiche on another experience."""
    texte = FICHE
    for ancien, nouveau in LOIN.items():
        texte = avec(texte, ancien, nouveau)
    return texte


def test_deux_fiches_differentes_ne_se_ressemblent_pas() -> None:
    assert fautes((CHEMIN, FICHE), ("fiches/jardin.md", voisine())) == []


def ressemblances(premiere: str, seconde: str) -> list[tuple[str, int, str]]:
    trouvees = fautes((CHEMIN, premiere), ("fiches/jardin.md", seconde))
    return [(f.chemin, f.ligne, f.message.partition("(")[2].partition(")")[0]) for f in trouvees]


def test_les_memes_sources_sont_signalees_dans_la_plus_recente() -> None:
    seconde = avec(voisine(), "https://www.exemple.org/jardin", "https://www.exemple.fr/cafe")
    assert ressemblances(FICHE, seconde) == []
    seconde = avec(seconde, "https://www.exemple.org/bilan", "https://www.exemple.fr/bilan")
    assert ressemblances(FICHE, seconde) == [("fiches/jardin.md", 3, "2 sources en commun")]
    assert ressemblances(avec(FICHE, "id: 7", "id: 70"), seconde) == [(CHEMIN, 3, "2 sources en commun")]


def test_les_memes_phrases_sont_signalees() -> None:
    phrases = (
        "Chaque mardi, une dizaine de voisins se retrouvent au café. Ils y parlent longuement de la santé de tous. "
    )
    premiere, seconde = (avec(texte, PHRASE, phrases + PHRASE) for texte in (FICHE, voisine()))
    assert ressemblances(premiere, seconde) == [("fiches/jardin.md", 3, "2 phrases en commun")]


def test_un_titre_voisin_au_meme_endroit_est_signale() -> None:
    ailleurs = avec(voisine(), "Un jardin pour les patients de l'hôpital", "Le café santé que tiennent des habitants")
    assert ressemblances(FICHE, ailleurs) == []
    ici = avec(ailleurs, "Autreville", "Exempleville")
    assert ressemblances(FICHE, ici) == [("fiches/jardin.md", 3, "même lieu, presque le même titre")]
