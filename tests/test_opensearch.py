"""The OpenSearch description: the constraints of the specification (1.1, draft 6), and a search that works.

https://github.com/dewitt/opensearch/blob/master/opensearch-1-1-draft-6.md
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as ET
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page

from scripts.recueil import adresses
from tests.test_site import RACINE

_NS = "{http://a9.com/-/spec/opensearch/1.1/}"
LONGUEURS = {"ShortName": 16, "LongName": 48, "Description": 1024, "Tags": 256, "Attribution": 256, "Developer": 64}


@pytest.fixture(scope="module")
def description(site: Path) -> ET.Element:
    return ET.parse(site / adresses.OPENSEARCH).getroot()


def un(description: ET.Element, nom: str) -> str:
    (element,) = description.findall(_NS + nom)
    return element.text or ""


def test_les_elements_sont_ceux_de_la_specification(description: ET.Element) -> None:
    assert description.tag == f"{_NS}OpenSearchDescription"
    for nom in ("ShortName", "Description"):
        assert un(description, nom)
    for nom, longueur in LONGUEURS.items():
        for element in description.findall(_NS + nom):
            assert 0 < len(element.text or "") <= longueur, nom
            assert "<" not in (element.text or "")
    assert un(description, "SyndicationRight") in ("open", "limited", "private", "closed")
    assert (un(description, "Language"), un(description, "InputEncoding")) == ("fr", "UTF-8")


def test_les_adresses_de_recherche(description: ET.Element) -> None:
    adresses_dites = {url.get("rel", "results"): url for url in description.findall(f"{_NS}Url")}
    resultats = adresses_dites["results"]
    assert resultats.get("type") == "text/html"
    assert resultats.get("template") == f"{RACINE}{adresses.CATALOGUE}?q={{searchTerms}}"
    assert adresses_dites["self"].get("template") == RACINE + adresses.OPENSEARCH


def test_les_images_ont_la_taille_dite(description: ET.Element, site: Path) -> None:
    images = description.findall(f"{_NS}Image")
    assert {(image.get("width"), image.get("type")) for image in images} >= {("16", "image/x-icon")}
    for image in images:
        with Image.open(BytesIO((site / (image.text or "").removeprefix(RACINE)).read_bytes())) as lue:
            cote = int(image.get("width", "0"))
            assert image.get("height") == image.get("width")
            assert (cote, cote) in lue.info.get("sizes", {lue.size})


def test_l_exemple_donne_des_resultats(description: ET.Element, page: Page, serveur: str) -> None:
    exemple = next(q for q in description.findall(f"{_NS}Query") if q.get("role") == "example").get("searchTerms", "")
    modele = description.findall(f"{_NS}Url")[0].get("template", "")
    page.goto(modele.replace(RACINE, serveur).replace("{searchTerms}", exemple))
    page.wait_for_selector(".catalogue.pret")
    assert page.locator("#resultats .carte:visible").count() > 0


def test_toutes_les_pages_y_menent(site: Path) -> None:
    for fichier in site.rglob("*.html"):
        html = fichier.read_text(encoding="utf-8")
        if '<body class="sorte-' in html:
            lien = re.search(r'<link rel="search" type="application/opensearchdescription\+xml" href="([^"]+)"', html)
            assert lien, fichier
            if fichier.name != "404.html":
                assert (fichier.parent / lien[1]).resolve() == (site / adresses.OPENSEARCH).resolve()
