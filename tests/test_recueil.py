"""The published collection: what the project promises of it."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from scripts.recueil.facettes import par_valeur
from scripts.recueil.recueil import Recueil
from scripts.recueil.vocabulaire import vocabulaires
from tests.fabrique import FICHE, avec, fautes


def test_il_est_publiable(recueil: Recueil) -> None:
    assert [faute for faute in recueil.fautes if faute.bloquante] == []


def test_il_est_assez_grand(recueil: Recueil) -> None:
    assert len(recueil.fiches) >= 180
    assert len(recueil.termes) >= 90
    assert len(recueil.guide) >= 10


@pytest.mark.parametrize("nom", ["secteur", "dimension", "niveau"])
def test_chaque_valeur_des_filtres_principaux_a_huit_fiches(recueil: Recueil, nom: str) -> None:
    groupes = par_valeur(recueil.fiches)
    for valeur in vocabulaires()[nom].valeurs:
        assert len(groupes.get((nom, valeur.id), [])) >= 8, valeur.libelle


def test_les_voir_aussi_vont_dans_les_deux_sens(recueil: Recueil) -> None:
    voisins = {terme.slug: set(terme.entete.voir_aussi) for terme in recueil.termes}
    assert [(slug, autre) for slug in voisins for autre in voisins[slug] if slug not in voisins[autre]] == []


def test_aucune_definition_ne_se_contente_de_repeter_son_terme(recueil: Recueil) -> None:
    for terme in recueil.termes:
        courte = terme.entete.definition_courte.lower()
        assert terme.entete.terme.lower() not in courte, terme.slug


def test_les_definitions_ont_la_longueur_convenue(recueil: Recueil) -> None:
    for terme in recueil.termes:
        mots = len(re.findall(r"\w+", re.sub(r"\[s\d+\]", "", terme.sections[0].texte)))
        assert 50 <= mots <= 175, (terme.slug, mots)


def test_les_conseils_restants_se_jugent_un_par_un(recueil: Recueil) -> None:
    a_juger = {"phrase-longue", "mot-cle-inutile", "paragraphe-sans-source"}
    a_juger |= {"sigle-inexplique", "source-trop-ancienne", "fiche-ressemblante", "sera-inscrit"}
    codes = Counter(faute.code for faute in recueil.fautes)
    assert set(codes) <= a_juger, codes


def test_les_conseils_sont_rares(recueil: Recueil) -> None:
    conseillees = {faute.chemin for faute in recueil.fautes if faute.code in ("sigle-inexplique", "fiche-ressemblante")}
    assert len(conseillees) <= len(recueil.fiches) / 10


def test_un_fichier_de_quinze_mille_lignes() -> None:
    texte = avec(FICHE, "Un café ouvre", "ah\n" * 15_000 + "Un café ouvre")
    assert [faute for faute in fautes(("fiches/x.md", texte)) if faute.bloquante] == []


def test_un_fichier_trop_gros_n_est_pas_lu() -> None:
    [faute] = fautes(("fiches/x.md", FICHE + "ah\n" * 66_000))
    assert faute.code == "fichier-trop-gros"
