"""Cards to embed, and the oEmbed answers that say how."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from scripts.recueil import adresses
from scripts.recueil.recueil import Fiche, Recueil
from scripts.recueil.typographie import composer
from scripts.sorties import apercus, cartes
from scripts.sorties.gabarits import Site, lieu
from tests.test_site import RACINE as SITE

CARTE = "f/56/carte/"
FICHE = "fiches/mediateurs-sante-pairs-ccoms/"
# https://oembed.com/, 2.3.4: what every answer may say, and what the type « rich » must.
ADMIS = {
    **{"type": str, "version": str, "title": str, "author_name": str, "author_url": str, "provider_name": str},
    **{"provider_url": str, "cache_age": int, "thumbnail_url": str, "thumbnail_width": int, "thumbnail_height": int},
    **{"html": str, "width": int, "height": int},
}
EXIGES = {"type", "version", "html", "width", "height"}


class _Premiere(HTMLParser):
    """The tags of a text with their attributes."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.balises: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.balises.append((tag, dict(attrs)))


def lire_oembed(site: Path, fiche: Fiche) -> dict[str, Any]:
    lu: dict[str, Any] = json.loads((site / adresses.oembed(fiche.entete.id)).read_text(encoding="utf-8"))
    return lu


# --- oEmbed


def test_chaque_reponse_oembed_suit_la_specification(site: Path, recueil: Recueil) -> None:
    for fiche in recueil.fiches:
        lu = lire_oembed(site, fiche)
        assert EXIGES <= set(lu) <= set(ADMIS)
        assert all(type(valeur) is ADMIS[nom] for nom, valeur in lu.items())
        assert (lu["version"], lu["type"]) == ("1.0", "rich")
        assert lu["title"] == composer(fiche.entete.titre)
        assert lu["provider_url"] == SITE
        assert lu["thumbnail_url"] == SITE + apercus.adresse("fiche", fiche.slug)
        assert (site / lu["thumbnail_url"].removeprefix(SITE)).exists()


def test_le_cadre_mene_a_la_carte_et_dit_ce_qu_il_montre(site: Path, recueil: Recueil) -> None:
    for fiche in recueil.fiches:
        lu = lire_oembed(site, fiche)
        [(balise, attributs)] = _Premiere(lu["html"]).balises
        assert balise == "iframe"
        assert attributs["src"] == SITE + adresses.carte(fiche.entete.id)
        assert (site / str(attributs["src"]).removeprefix(SITE) / "index.html").exists()
        assert attributs["title"] == f"{composer(fiche.entete.titre)} — Côte à côte"
        assert (attributs["width"], attributs["height"]) == (str(lu["width"]), str(lu["height"]))
        assert attributs["loading"] == "lazy"


def test_un_site_qui_n_est_pas_publie_n_annonce_pas_d_apercu(recueil: Recueil) -> None:
    site = Site(adresse=SITE, publication=False)
    lu = cartes.oembed(recueil.fiches[0], site)
    assert not any(nom.startswith("thumbnail") for nom in lu)


def test_chaque_fiche_mene_a_sa_reponse_oembed(site: Path, recueil: Recueil) -> None:
    for fiche in recueil.fiches:
        html = (site / adresses.fiche(fiche.slug) / "index.html").read_text(encoding="utf-8")
        liens = re.findall(
            r'<link rel="alternate" type="application/json\+oembed" href="([^"]+)" title="([^"]+)">', html
        )
        assert [lien for lien, _ in liens] == [SITE + adresses.oembed(fiche.entete.id)]


# --- The card


def test_la_carte_n_a_qu_un_lien_qui_dit_ouvrir_un_onglet(site: Path, recueil: Recueil) -> None:
    for fiche in recueil.fiches:
        html = (site / adresses.carte(fiche.entete.id) / "index.html").read_text(encoding="utf-8")
        balises = _Premiere(html).balises
        [lien] = [attributs for balise, attributs in balises if balise == "a"]
        assert lien == {"href": f"../../../{adresses.fiche(fiche.slug)}", "target": "_blank", "rel": "noopener"}
        assert '<span class="visuellement-cache"> (nouvel onglet)</span></a>' in html
        noms = [balise for balise, _ in balises]
        assert noms.count("main") == noms.count("h1") == 1
        assert not {"script", "style", "img", "iframe", "form"} & set(noms)
        assert not any("style" in attributs for _, attributs in balises)
        metas = [attributs for balise, attributs in balises if balise == "meta"]
        assert {"name": "robots", "content": "noindex"} in metas
        assert {"http-equiv": "Content-Security-Policy", "content": cartes.POLITIQUE} in metas
        canonique = [a["href"] for balise, a in balises if balise == "link" and a["rel"] == "canonical"]
        assert canonique == [SITE + adresses.fiche(fiche.slug)]


def test_le_lien_de_la_carte_ouvre_la_fiche_dans_un_onglet(contexte: BrowserContext, page: Page) -> None:
    page.goto(CARTE)
    lien = page.get_by_role("link")
    expect(lien).to_have_accessible_name(re.compile(r"\(nouvel onglet\)$"))
    with contexte.expect_page() as onglet:
        # The whole card is the link's target.
        boite = page.locator(".carte-reperes").bounding_box()
        assert boite
        page.mouse.click(boite["x"] + boite["width"] / 2, boite["y"] + boite["height"] / 2)
    expect(onglet.value).to_have_url(re.compile(FICHE))
    assert onglet.value.evaluate("window.opener") is None


def test_les_cartes_les_plus_longues_tiennent_dans_leur_cadre(page: Page, recueil: Recueil) -> None:
    page.set_viewport_size({"width": cartes.LARGE, "height": cartes.HAUT})
    longueurs = {f.slug: len(f.entete.titre + f.entete.resume + lieu(f)) for f in recueil.fiches}
    trop_hautes = []
    for fiche in sorted(recueil.fiches, key=lambda f: longueurs[f.slug])[-20:]:
        page.goto(adresses.carte(fiche.entete.id))
        if page.evaluate("document.documentElement.scrollHeight") > cartes.HAUT:
            trop_hautes.append(fiche.slug)
    assert trop_hautes == []


@pytest.mark.parametrize("largeur", [280, 400, 600, 1000])
def test_une_carte_etroite_ne_coupe_rien(page: Page, recueil: Recueil, largeur: int) -> None:
    page.set_viewport_size({"width": largeur, "height": cartes.HAUT})
    plus_longue = max(recueil.fiches, key=lambda f: max(map(len, f.entete.titre.split())))
    page.goto(adresses.carte(plus_longue.entete.id))
    assert page.evaluate("document.documentElement.scrollWidth") <= largeur
    page.locator(".carte-origine").scroll_into_view_if_needed()
    expect(page.locator(".carte-origine")).to_be_in_viewport()


def test_la_ligne_proposee_est_celle_du_cadre(page: Page, site: Path, recueil: Recueil) -> None:
    page.goto(FICHE)
    page.get_by_text("Montrer cette fiche sur un autre site").click()
    fiche = recueil.par_slug[FICHE.split("/")[1]]
    assert page.locator("#cadre").inner_text().strip() == lire_oembed(site, fiche)["html"]
    page.get_by_role("link", name="la carte de la fiche").click()
    expect(page).to_have_url(re.compile(f"/{CARTE}$"))
