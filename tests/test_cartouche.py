"""Exports made in the browser: parts of the open data, and Common Cartridges.

No reader or schema of Common Cartridge is published on PyPI or npm. Two things stand in for one, both
named for what they are: `verifier_la_forme` restates the published schemas (imscp, lommanifest, imswl)
and `lire_comme_moodle` the paths that Moodle's own importer follows. Neither is that validator or that
importer.
"""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from pathlib import Path
from typing import Any
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

import pytest
from playwright.sync_api import Page, expect

from scripts.recueil import adresses
from scripts.recueil.facettes import valeurs
from scripts.recueil.recueil import Fiche, Recueil
from scripts.recueil.typographie import composer
from scripts.recueil.vocabulaire import vocabulaires

SITE = "https://cote-a-cote.example/"
TITRE = "Débat & « savoirs » <séance 2>"
INTRO = 'Lisez d\'abord.\nPuis "discutez" ]]> ensemble.'
NOTE = "Qui décide ? 😀 \u0000\u202e&lt;"


@pytest.fixture
def trois(recueil: Recueil) -> list[Fiche]:
    return [recueil.fiches[rang] for rang in (4, 0, 2)]


def telecharger(page: Page, forme: str) -> tuple[str, bytes]:
    """The name and the bytes of an export."""
    with page.expect_download() as attendu:
        page.locator(f"[data-export={forme}]").click()
    return attendu.value.suggested_filename, Path(attendu.value.path()).read_bytes()


def exporter(page: Page, fiches: list[Fiche], forme: str) -> tuple[str, bytes]:
    textes = urlencode({"intro": INTRO, f"n{fiches[1].entete.id}": NOTE})
    page.goto(adresses.selection((f.entete.id for f in fiches), titre=TITRE) + "&" + textes)
    expect(page.locator("#selection-fiches h3")).to_have_count(len(fiches))
    return telecharger(page, forme)


# --- Tables and data ------------------------------------------------------------------------------


def lignes(octets: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(octets.decode(), newline=""), strict=True))


def test_le_tableau_est_une_partie_de_celui_du_site(page: Page, site: Path, trois: list[Fiche]) -> None:
    nom, octets = exporter(page, trois, "csv")
    assert nom == "cote-a-cote-debat-savoirs-seance-2.csv"
    entiere = (site / adresses.donnee("fiches.csv")).read_bytes()
    tete, *toutes = lignes(entiere)
    par_id = {ligne[0]: ligne for ligne in toutes}
    assert lignes(octets) == [tete, *(par_id[str(fiche.entete.id)] for fiche in trois)]
    for morceau in octets.split(b"\r\n"):
        assert morceau in entiere


def test_les_donnees_sont_une_partie_de_celles_du_site(page: Page, site: Path, trois: list[Fiche]) -> None:
    _, octets = exporter(page, trois, "json")
    tout = json.loads((site / adresses.donnee("catalogue.json")).read_text(encoding="utf-8"))
    par_id = {fiche["id"]: fiche for fiche in tout["fiches"]}
    assert json.loads(octets) == {**tout, "fiches": [par_id[fiche.entete.id] for fiche in trois]}
    assert list(json.loads(octets)) == list(tout)


def test_toutes_les_lignes_du_tableau_se_retrouvent(page: Page, site: Path, recueil: Recueil) -> None:
    page.goto(adresses.CATALOGUE)
    page.wait_for_selector(".catalogue.pret")
    page.locator(".liste-exports summary").click()
    _, octets = telecharger(page, "csv")
    entiere = lignes((site / adresses.donnee("fiches.csv")).read_bytes())
    assert sorted(lignes(octets)) == sorted(entiere)
    assert [ligne[0] for ligne in lignes(octets)[1:]] == [str(fiche.entete.id) for fiche in recueil.fiches]


def test_une_vue_du_catalogue_s_exporte_entiere_et_dans_son_ordre(page: Page, recueil: Recueil) -> None:
    secteur = vocabulaires()["secteur"]
    retenues = {f.entete.id for f in recueil.fiches if "medico-social" in valeurs(f, secteur)}
    page.goto(adresses.catalogue(secteur="medico-social", tri="titre"))
    page.wait_for_selector(".catalogue.pret")
    page.locator(".liste-exports summary").click()
    nom, octets = telecharger(page, "csv")
    montrees = page.locator("#resultats .carte").evaluate_all("cartes => cartes.map(c => c.dataset.fiche)")
    exportees = [ligne[0] for ligne in lignes(octets)[1:]]
    assert exportees[: len(montrees)] == montrees
    assert {int(numero) for numero in exportees} == retenues
    assert len(exportees) > len(montrees)
    assert nom == "cote-a-cote-experiences-medico-social.csv"
    expect(page.locator(".exports-etat")).to_contain_text(f"{len(retenues)} fiches")
    nom, octets = telecharger(page, "cc11")
    assert lire_comme_moodle(octets)["titre"] == "Expériences\u00a0: Médico-social"
    page.goto(adresses.catalogue(q="zzzzqqq", region="guyane"))
    page.wait_for_selector(".catalogue.pret")
    page.locator(".liste-exports summary").click()
    page.locator("[data-export=csv]").click()
    expect(page.locator(".exports-etat")).to_contain_text("La liste est vide")


# --- Common Cartridge -----------------------------------------------------------------------------


def ouvrir(octets: bytes) -> zipfile.ZipFile:
    archive = zipfile.ZipFile(io.BytesIO(octets))
    assert archive.testzip() is None
    return archive


def enfants(element: ET.Element, espace: str) -> list[str]:
    """The names of an element's children, which must all be of one namespace."""
    assert all(enfant.tag.startswith(f"{{{espace}}}") for enfant in element), [enfant.tag for enfant in element]
    return [enfant.tag.removeprefix(f"{{{espace}}}") for enfant in element]


def verifier_la_forme(archive: zipfile.ZipFile, mineure: str) -> None:
    """What the schemas of the profile ask of a manifest and of web links."""
    cp = f"http://www.imsglobal.org/xsd/imsccv1p{mineure}/imscp_v1p1"
    lom = f"http://ltsc.ieee.org/xsd/imsccv1p{mineure}/LOM/manifest"
    wl = f"http://www.imsglobal.org/xsd/imsccv1p{mineure}/imswl_v1p{mineure}"
    manifeste = ET.fromstring(archive.read("imsmanifest.xml"))
    assert manifeste.tag == f"{{{cp}}}manifest"
    assert enfants(manifeste, cp) == ["metadata", "organizations", "resources"]
    metadonnees, organisations, ressources = manifeste
    assert [metadonnees[0].tag, metadonnees[1].tag, metadonnees[2].tag] == [
        f"{{{cp}}}schema",
        f"{{{cp}}}schemaversion",
        f"{{{lom}}}lom",
    ]
    assert (metadonnees[0].text, metadonnees[1].text) == ("IMS Common Cartridge", f"1.{mineure}.0")
    assert set(enfants(metadonnees[2], lom)) <= {"general", "lifeCycle", "technical", "educational", "rights"}
    assert set(enfants(metadonnees[2][0], lom)) <= {"identifier", "title", "language", "description", "keyword"}
    assert enfants(metadonnees[2][1], lom) == ["copyrightAndOtherRestrictions", "description"]
    assert metadonnees[2][1][0][0].text in ("yes", "no")
    (organisation,) = organisations
    assert (organisation.get("structure"), enfants(organisation, cp)) == ("rooted-hierarchy", ["item"])
    (racine,) = organisation
    assert set(enfants(racine, cp)) == {"item"}
    assert "identifierref" not in racine.attrib
    for item in racine.iter(f"{{{cp}}}item"):
        if item is not racine:
            assert enfants(item, cp)[0] == "title"
            assert set(item.attrib) <= {"identifier", "identifierref"}
    identifiants = [e.attrib["identifier"] for e in manifeste.iter() if "identifier" in e.attrib]
    assert len(identifiants) == len(set(identifiants))
    assert all(re.fullmatch(r"[A-Za-z_][\w.-]*", identifiant) for identifiant in identifiants)
    assert set(enfants(ressources, cp)) == {"resource"}
    declares = set()
    for ressource in ressources:
        assert set(ressource.attrib) == {"identifier", "type"}
        assert ressource.attrib["type"] == f"imswl_xmlv1p{mineure}"
        assert enfants(ressource, cp) == ["file"]
        declares.add(ressource[0].attrib["href"])
        web = ET.fromstring(archive.read(ressource[0].attrib["href"]))
        assert (web.tag, enfants(web, wl)) == (f"{{{wl}}}webLink", ["title", "url"])
        assert set(web[1].attrib) <= {"href", "target", "windowFeatures"}
        assert len(web[1]) == 0
    assert declares | {"imsmanifest.xml"} == set(archive.namelist())
    renvois = [e.attrib["identifierref"] for e in manifeste.iter() if "identifierref" in e.attrib]
    assert sorted(renvois) == sorted(ressource.attrib["identifier"] for ressource in ressources)


def lire_comme_moodle(octets: bytes) -> dict[str, Any]:
    """The course that Moodle would make: the paths of backup/converter/imscc11/lib.php (recognition),
    backup/cc/cc2moodle.php (course, sections, items) and backup/cc/entity11.resource.class.php (links).
    """
    archive = ouvrir(octets)
    brut = archive.read("imsmanifest.xml")
    debut = re.sub(r"\s*|'|\"", "", brut[:500].decode().lower())
    assert "xmlns=http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1" in debut, "Moodle ne reconnaît pas le paquet"
    espaces = {
        "imscc": "http://www.imsglobal.org/xsd/imsccv1p1/imscp_v1p1",
        "lomimscc": "http://ltsc.ieee.org/xsd/imsccv1p1/LOM/manifest",
        "wl": "http://www.imsglobal.org/xsd/imsccv1p1/imswl_v1p1",
    }
    # It compares names with their prefix.
    assert re.search(rb"<item ", brut)
    manifeste = ET.fromstring(brut)

    def texte(chemin: str, depuis: ET.Element = manifeste) -> str:
        return str(getattr(depuis.find(chemin, espaces), "text", ""))

    general = "imscc:metadata/lomimscc:lom/lomimscc:general/lomimscc:"
    sections = []
    for sujet in manifeste.findall("imscc:organizations/imscc:organization/imscc:item/imscc:item", espaces):
        liens = []
        for item in sujet.findall("imscc:item", espaces):
            chemin = f"imscc:resources/imscc:resource[@identifier='{item.get('identifierref')}']"
            ressource = manifeste.find(chemin, espaces)
            assert ressource is not None
            assert ressource.get("type") == "imswl_xmlv1p1"
            fichier = ressource.find("imscc:file", espaces)
            assert fichier is not None
            url = ET.fromstring(archive.read(fichier.attrib["href"])).find("wl:url", espaces)
            assert url is not None
            liens.append((texte("imscc:title", item), url.attrib["href"]))
        sections.append((texte("imscc:title", sujet), liens))
    return {
        "titre": texte(f"{general}title/lomimscc:string"),
        "description": texte(f"{general}description/lomimscc:string"),
        "sections": sections,
    }


@pytest.mark.parametrize("mineure", ["1", "3"])
def test_le_paquet_a_la_forme_de_la_specification(page: Page, trois: list[Fiche], mineure: str) -> None:
    nom, octets = exporter(page, trois, f"cc1{mineure}")
    assert nom == "cote-a-cote-debat-savoirs-seance-2.imscc"
    archive = ouvrir(octets)
    assert archive.namelist()[0] == "imsmanifest.xml"
    verifier_la_forme(archive, mineure)
    for fichier in archive.infolist():
        assert fichier.date_time == (1980, 1, 1, 0, 0, 0)
        assert fichier.flag_bits & 0x800


def test_moodle_y_lirait_une_section_et_ses_liens_dans_l_ordre(page: Page, site: Path, trois: list[Fiche]) -> None:
    cours = lire_comme_moodle(exporter(page, trois, "cc11")[1])
    assert cours["titre"] == TITRE
    assert cours["sections"] == [
        (TITRE, [(composer(f.entete.titre), SITE + adresses.fiche_courte(f.entete.id)) for f in trois])
    ]
    for fiche in trois:
        assert (site / adresses.fiche_courte(fiche.entete.id) / "index.html").is_file()
    assert cours["description"].startswith(INTRO)
    assert cours["description"].endswith("Qui décide ? 😀 &lt;")


def test_le_meme_paquet_a_les_memes_octets(page: Page, trois: list[Fiche]) -> None:
    _, un = exporter(page, trois, "cc13")
    assert exporter(page, trois, "cc13")[1] == un
    assert exporter(page, trois[::-1], "cc13")[1] != un


def test_une_panne_est_dite(page: Page, trois: list[Fiche]) -> None:
    page.goto(adresses.selection(f.entete.id for f in trois))
    expect(page.locator("#selection-fiches h3")).to_have_count(3)
    page.route("**/donnees/fiches.csv", lambda route: route.fulfill(status=200, body="autre chose"))
    page.locator("[data-export=csv]").click()
    expect(page.locator(".exports-etat")).to_contain_text("n’a pas pu être fait")
