"""The Atom feed, read by feedparser; and pages lead feed readers to it."""

from __future__ import annotations

import re
import time
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from pathlib import Path

import feedparser  # type: ignore[import-untyped]
import pytest

from scripts.recueil import adresses
from scripts.recueil.enrichissement import enrichir
from scripts.recueil.recueil import Fiche, Recueil
from scripts.recueil.typographie import composer
from scripts.recueil.vocabulaire import vocabulaires
from scripts.sorties import fil_atom
from scripts.sorties.gabarits import NOM, Site, valeurs_de
from tests.test_site import RACINE

_ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture(scope="module")
def fil(site: Path) -> feedparser.FeedParserDict:
    return feedparser.parse((site / adresses.FIL).read_bytes())


def attendues(recueil: Recueil) -> list[Fiche]:
    return sorted(recueil.fiches, key=lambda f: (-f.entete.mise_a_jour.toordinal(), -f.entete.id))[: fil_atom.NOMBRE]


def test_le_fil_est_un_fil_atom_bien_forme(fil: feedparser.FeedParserDict) -> None:
    assert fil.bozo is False
    assert fil.version == "atom10"
    assert fil.feed.id == RACINE + adresses.FIL
    assert fil.feed.author == NOM
    assert {lien.rel: lien.href for lien in fil.feed.links}["self"] == RACINE + adresses.FIL
    assert "CC BY 4.0" in fil.feed.rights


def test_les_entrees_sont_les_dernieres_fiches_dans_l_ordre(fil: feedparser.FeedParserDict, recueil: Recueil) -> None:
    fiches = attendues(recueil)
    assert len(fil.entries) == min(fil_atom.NOMBRE, len(recueil.fiches))
    for entree, fiche in zip(fil.entries, fiches, strict=True):
        assert entree.id == RACINE + adresses.fiche_courte(fiche.entete.id)
        assert entree.link == RACINE + adresses.fiche(fiche.slug)
        assert entree.title == composer(fiche.entete.titre)
        assert entree.summary == composer(fiche.entete.resume)
        assert time.strftime("%Y-%m-%dT%H:%M:%S", entree.updated_parsed) == f"{fiche.entete.mise_a_jour}T00:00:00"
        assert [(mot.scheme, mot.term) for mot in entree.tags] == [
            (RACINE + adresses.liste(v), valeur.id) for v in vocabulaires() for valeur in valeurs_de(fiche, v)
        ]


def test_ce_que_la_rfc_exige(site: Path) -> None:
    """RFC 4287: 4.1.1 and 4.1.2 (elements that must appear once), 3.3 (dates), 4.2.6 (ids differ)."""
    racine = ET.parse(site / adresses.FIL).getroot()
    entrees = racine.findall(f"{_ATOM}entry")
    for element in (racine, *entrees):
        for nom in ("id", "title", "updated"):
            assert len(element.findall(f"{_ATOM}{nom}")) == 1
        alternatives = [lien.get("type") for lien in element.findall(f"{_ATOM}link") if lien.get("rel") == "alternate"]
        assert alternatives == ["text/html"]
    dates = [element.findtext(f"{_ATOM}updated") or "" for element in (racine, *entrees)]
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", quand) for quand in dates)
    assert dates[0] == max(dates[1:])
    ids = [element.findtext(f"{_ATOM}id") for element in (racine, *entrees)]
    assert len(set(ids)) == len(ids)


def test_une_fiche_changee_passe_devant_et_les_autres_du_plus_grand_numero_au_plus_petit(recueil: Recueil) -> None:
    plus_tard = date(2999, 1, 1)
    premiere = recueil.fiches[0]
    changee = replace(premiere, entete=premiere.entete.model_copy(update={"mise_a_jour": plus_tard}))
    nouveau = replace(recueil, fiches=(changee, *recueil.fiches[1:]))
    octets = next(fil_atom.produire(enrichir(nouveau), Site(RACINE))).octets
    lu = feedparser.parse(octets)
    assert lu.feed.updated == "2999-01-01T00:00:00Z"
    assert [entree.id for entree in lu.entries] == [
        RACINE + adresses.fiche_courte(f.entete.id) for f in attendues(nouveau)
    ]
    assert lu.entries[0].id == RACINE + adresses.fiche_courte(premiere.entete.id)


def test_les_pages_menent_au_fil(site: Path, recueil: Recueil) -> None:
    for adresse in (adresses.ACCUEIL, adresses.CATALOGUE, adresses.fiche(recueil.fiches[0].slug)):
        html = (site / adresse / "index.html").read_text(encoding="utf-8")
        lien = adresses.relative(adresse, adresses.FIL)
        assert re.search(rf'<link rel="alternate" type="application/atom\+xml" href="(\./)?{re.escape(lien)}" ', html)
