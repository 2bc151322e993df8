"""The open data, read back by tools that we did not write: frictionless, the csv and json modules."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from frictionless import Package, Resource, Schema, system, validate
from hypothesis import given
from hypothesis import strategies as st
from playwright.sync_api import Page, expect
from pydantic import BaseModel

from scripts.recueil import adresses
from scripts.recueil.formes import SEPARATEUR
from scripts.recueil.modeles import EnteteFiche, EnteteTerme, Source
from scripts.recueil.recueil import Fiche, Recueil, Terme
from scripts.recueil.vocabulaire import vocabulaires
from scripts.sorties.jeux_de_donnees import COMPTES, COURS, JEUX, PROGRAMMES, TABLES, VERSION, Jeu
from scripts.sorties.page_donnees import taille
from scripts.sorties.tables import TABLES as FORMES
from scripts.sorties.tables import cellule, en_csv, sans_protection

SITE = "https://cote-a-cote.example/"
NOMS = [table.nom for table in FORMES]


@pytest.fixture(scope="module")
def dossier(site: Path) -> Path:
    """The folder of the data."""
    return site / adresses.DONNEES


def lire_csv(fichier: Path) -> list[dict[str, str]]:
    """The rows, with the apostrophe that protects from formulas taken away."""
    with fichier.open(encoding="utf-8", newline="") as flux:
        return [
            {nom: sans_protection(cellule) for nom, cellule in ligne.items()}
            for ligne in csv.DictReader(flux, strict=True)
        ]


def lire_json(fichier: Path) -> Any:
    return json.loads(fichier.read_text(encoding="utf-8"))


def nombre_lu(jeu: Jeu, site: Path) -> int:
    """How many records a file holds, counted in the file itself."""
    fichier = site / jeu.adresse
    if jeu.format == "CSV":
        with fichier.open(encoding="utf-8", newline="") as flux:
            return sum(1 for _ in csv.reader(flux)) - (1 if jeu.schema else 0)
    if jeu.format == "XML":
        return fichier.read_text(encoding="utf-8").count("<ENTRY>")
    return len(lire_json(fichier)[jeu.compte])


# --- The files that are declared ------------------------------------------------------------------


@pytest.mark.parametrize("jeu", JEUX, ids=lambda jeu: jeu.nom)
def test_un_fichier_declare_est_ecrit_avec_son_schema(jeu: Jeu, site: Path) -> None:
    assert (site / jeu.adresse).stat().st_size > 0
    if jeu.schema:
        assert (site / jeu.schema).stat().st_size > 0
    assert jeu.titre
    assert jeu.description.endswith((".", "…"))


@pytest.mark.parametrize("jeu", [j for j in (*TABLES, *COURS, *PROGRAMMES) if j.compte], ids=lambda jeu: jeu.nom)
def test_chaque_export_a_autant_d_enregistrements_que_le_recueil(jeu: Jeu, site: Path, recueil: Recueil) -> None:
    assert nombre_lu(jeu, site) == COMPTES[jeu.compte].nombre(recueil)


def test_les_pages_en_montrent_autant(site: Path, recueil: Recueil) -> None:
    catalogue = (site / adresses.CATALOGUE / "index.html").read_text(encoding="utf-8")
    glossaire = (site / adresses.GLOSSAIRE / "index.html").read_text(encoding="utf-8")
    assert catalogue.count('<li class="carte"') == COMPTES["fiches"].nombre(recueil)
    assert glossaire.count("<div><dt>") == COMPTES["termes"].nombre(recueil)
    pages = [*(adresses.fiche(f.slug) for f in recueil.fiches), *(adresses.terme(t.slug) for t in recueil.termes)]
    sources = sum((site / page / "index.html").read_text(encoding="utf-8").count('<li id="source-') for page in pages)
    assert sources == COMPTES["sources"].nombre(recueil)


# --- JSON -----------------------------------------------------------------------------------------


def test_chaque_fiche_et_chaque_terme_a_son_fichier_identique_a_l_ensemble(dossier: Path, recueil: Recueil) -> None:
    for ensemble, liste, seul, cle, dossiers in (
        ("catalogue.json", "fiches", "fiche", "id", "fiches"),
        ("glossaire.json", "termes", "terme", "slug", "termes"),
    ):
        tout = lire_json(dossier / ensemble)
        assert {f.name for f in (dossier / dossiers).glob("*.json")} == {f"{e[cle]}.json" for e in tout[liste]}
        commun = {nom: tout[nom] for nom in ("version", "licence", "attribution", "site", "date")}
        assert list(tout)[:5] == list(commun)
        for entree in tout[liste]:
            assert lire_json(dossier / dossiers / f"{entree[cle]}.json") == {**commun, seul: entree}
    assert tout["version"] == VERSION
    assert tout["licence"]["id"] == "CC-BY-4.0"
    assert tout["site"] == SITE
    assert tout["date"] == max(f.entete.mise_a_jour for f in recueil.fiches).isoformat()


def test_la_page_d_une_fiche_et_d_un_terme_annonce_ses_donnees(page: Page, recueil: Recueil) -> None:
    fiche, terme = recueil.fiches[0], recueil.termes[0]
    for adresse, cle, attendu in (
        (adresses.fiche(fiche.slug), "fiche", fiche.slug),
        (adresses.terme(terme.slug), "terme", terme.slug),
    ):
        page.goto(adresse)
        lien = page.locator("link[rel=alternate][type='application/json']").evaluate("lien => lien.href")
        assert page.request.get(lien).json()[cle]["slug"] == attendu


# --- CSV ------------------------------------------------------------------------------------------


def champs(modele: type[BaseModel], avant: str = "") -> Iterator[tuple[str, list[str]]]:
    """Column and path of each field, as the models have them: written anew here, to check `tables.py`."""
    for nom, info in modele.model_fields.items():
        if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
            for colonne, chemin in champs(info.annotation, f"{avant}{nom}_"):
                yield colonne, [nom, *chemin]
        elif Source not in getattr(info.annotation, "__args__", ()):
            yield f"{avant}{nom}", [nom]


def attendue(valeur: object) -> str:
    if isinstance(valeur, list):
        return "|".join(valeur)
    return "" if valeur is None else str(valeur)


def verifier_ligne(ligne: dict[str, str], enregistrement: Fiche | Terme, modele: type[BaseModel], url: str) -> None:
    colonnes = list(ligne)
    attendues = dict(champs(modele))
    assert colonnes[: len(attendues) + 2] == [*attendues, "slug", "url"]
    for nom, chemin in attendues.items():
        valeur: object = enregistrement.entete
        for partie in chemin:
            valeur = getattr(valeur, partie)
        assert ligne[nom] == attendue(valeur), nom
    assert (ligne["slug"], ligne["url"]) == (enregistrement.slug, url)
    textes = {section.ancre.replace("-", "_"): section.texte for section in enregistrement.sections}
    assert {nom: ligne[nom] for nom in colonnes[len(attendues) + 2 :] if ligne[nom]} == textes


def test_fiches_csv_rend_chaque_valeur_de_chaque_fiche(dossier: Path, recueil: Recueil, site: Path) -> None:
    for ligne, fiche in zip(lire_csv(dossier / "fiches.csv"), recueil.fiches, strict=True):
        verifier_ligne(ligne, fiche, EnteteFiche, SITE + adresses.fiche(fiche.slug))
        assert (site / ligne["url"].removeprefix(SITE) / "index.html").is_file()


def test_glossaire_csv_rend_chaque_valeur_de_chaque_terme(dossier: Path, recueil: Recueil) -> None:
    for ligne, terme in zip(lire_csv(dossier / "glossaire.csv"), recueil.termes, strict=True):
        verifier_ligne(ligne, terme, EnteteTerme, SITE + adresses.terme(terme.slug))


def test_sources_csv_rend_chaque_source_a_sa_place(dossier: Path, recueil: Recueil) -> None:
    attendues = [
        {"fiche": fiche, "terme": terme, **{nom: attendue(getattr(source, nom)) for nom in Source.model_fields}}
        for fiche, terme, sources in (
            *((str(f.entete.id), "", f.entete.sources) for f in recueil.fiches),
            *(("", t.slug, t.entete.sources) for t in recueil.termes),
        )
        for source in sources
    ]
    assert lire_csv(dossier / "sources.csv") == attendues


def test_vocabulaires_csv_explique_chaque_valeur_employee(dossier: Path) -> None:
    lignes = lire_csv(dossier / "vocabulaires.csv")
    assert {(li["vocabulaire"], li["id"], li["libelle"], li["definition"], li["rang"]) for li in lignes} == {
        (v.id, x.id, x.libelle, x.definition, str(x.rang)) for v in vocabulaires().values() for x in v.valeurs
    }
    connues: dict[str, set[str]] = {}
    for ligne in lignes:
        connues.setdefault(ligne["colonne"], set()).add(ligne["id"])
    for fiche in lire_csv(dossier / "fiches.csv"):
        for colonne, valeurs in connues.items():
            assert set(filter(None, fiche[colonne].split(SEPARATEUR))) <= valeurs


@pytest.mark.parametrize("nom", [*NOMS, "glossaire-cartes"])
def test_un_csv_suit_la_rfc_4180_en_utf8_sans_bom(nom: str, dossier: Path) -> None:
    octets = (dossier / f"{nom}.csv").read_bytes()
    assert not octets.startswith(b"\xef\xbb\xbf")
    texte = octets.decode("utf-8")
    lignes = list(csv.reader(io.StringIO(texte, newline=""), strict=True))
    assert len({len(ligne) for ligne in lignes}) == 1
    # Outside quotes, each row ends with CRLF and nothing else breaks a line.
    hors_guillemets = re.sub(r'"(?:[^"]|"")*"', "", texte)
    assert hors_guillemets.count("\r\n") == len(lignes) == len(re.findall(r"[\r\n]+", hors_guillemets))
    assert texte.endswith("\r\n")


@pytest.mark.parametrize("texte", ["=1+1", "+33", "-5", "@SOMME(A1)", "\tx", "\rx", "\nx", "'=1", "''-", "- puce"])
def test_une_formule_est_desamorcee_et_se_relit(texte: str) -> None:
    ecrite = cellule(texte)
    assert ecrite == f"'{texte}"
    assert sans_protection(ecrite) == texte


@pytest.mark.parametrize("texte", ["l'été", "'ici'", "a=b", "", "2019", "1-2", "# titre"])
def test_un_texte_ordinaire_n_est_pas_touche(texte: str) -> None:
    assert cellule(texte) == texte == sans_protection(texte)


def test_un_nombre_reste_un_nombre() -> None:
    assert [cellule(-5), cellule(2019), cellule(None), cellule(["a", "b"])] == ["-5", "2019", "", "a|b"]


@given(st.lists(st.lists(st.text(st.characters(codec="utf-8")), min_size=2, max_size=2), max_size=5))
def test_tout_texte_se_relit_tel_quel(lignes: list[list[str]]) -> None:
    octets = en_csv([cellule(texte) for texte in ligne] for ligne in lignes)
    relues = list(csv.reader(io.StringIO(octets.decode(), newline=""), strict=True))
    assert [[sans_protection(texte) for texte in ligne] for ligne in relues] == lignes
    assert not any(re.match(r"[=+\-@\t\r\n]", texte) for ligne in relues for texte in ligne)


# --- Schemas --------------------------------------------------------------------------------------


def fautes(rapport: Any) -> list[str]:
    return [*(str(e) for e in rapport.errors), *(e.message for t in rapport.tasks for e in t.errors)]


@pytest.mark.parametrize("nom", NOMS)
def test_frictionless_admet_chaque_table_avec_son_seul_schema(nom: str, dossier: Path) -> None:
    with system.use_context(trusted=True):
        schema = Schema.from_descriptor(str(dossier / "schemas" / f"{nom}.tableschema.json"))
        assert fautes(validate(str(dossier / f"{nom}.csv"), schema=schema)) == []


def test_frictionless_admet_le_paquet_avec_ses_renvois_tailles_et_empreintes(dossier: Path) -> None:
    paquet = Package.from_descriptor(lire_json(dossier / "datapackage.json"), basepath=str(dossier))
    assert [ressource.name for ressource in paquet.resources] == NOMS
    assert fautes(paquet.validate()) == []
    for ressource, jeu in zip(paquet.resources, TABLES, strict=True):
        assert ressource.bytes == (dossier / jeu.nom).stat().st_size
        assert ressource.hash
    assert len(paquet.get_resource("sources").schema.foreign_keys) == 2


@pytest.mark.parametrize(
    ("nom", "colonne", "mauvaise"),
    [
        ("fiches", "lieu_region", "Bretagne"),
        ("fiches", "secteurs", "social, sanitaire"),
        ("fiches", "id", "douze"),
        ("fiches", "titre", ""),
        ("fiches", "mise_a_jour", "21/11/2026"),
        ("sources", "fiche", "99999"),
        ("sources", "langue", "anglais"),
    ],
)
def test_frictionless_voit_une_valeur_fausse(
    nom: str, colonne: str, mauvaise: str, dossier: Path, tmp_path: Path
) -> None:
    descripteur = lire_json(dossier / "datapackage.json")
    for ressource in descripteur["resources"]:
        del ressource["bytes"], ressource["hash"]
        lignes = lire_csv(dossier / ressource["path"])
        if ressource["name"] == nom:
            lignes[0][colonne] = mauvaise
        (tmp_path / ressource["path"]).write_bytes(en_csv([list(lignes[0]), *(ligne.values() for ligne in lignes)]))
    assert fautes(Package.from_descriptor(descripteur, basepath=str(tmp_path)).validate()) != []


@pytest.mark.parametrize("nom", NOMS)
def test_un_schema_a_ce_que_demandent_les_portails(nom: str, dossier: Path, site: Path) -> None:
    schema = lire_json(dossier / "schemas" / f"{nom}.tableschema.json")
    for cle in ("$schema", "name", "title", "description", "homepage", "path", "resources", "contributors"):
        assert schema[cle], cle
    assert re.fullmatch(r"\d+\.\d+\.\d+", schema["version"])
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", schema["created"])
    for adresse in (schema["homepage"], schema["path"], *(r["path"] for r in schema["resources"])):
        cible = site / adresse.removeprefix(SITE)
        assert (cible / "index.html" if cible.is_dir() else cible).is_file()
    for champ in schema["fields"]:
        assert re.fullmatch(r"[a-z][a-z0-9_]*", champ["name"])
        assert champ["title"]
        assert champ["description"].rstrip().endswith((".", "?"))
    with (dossier / f"{nom}.csv").open(encoding="utf-8", newline="") as flux:
        assert next(csv.reader(flux)) == [champ["name"] for champ in schema["fields"]]


def test_les_exemples_des_schemas_sont_justes(dossier: Path) -> None:
    for nom in NOMS:
        schema = Schema.from_descriptor(lire_json(dossier / "schemas" / f"{nom}.tableschema.json"))
        for champ in schema.fields:
            if champ.example:
                seul = Schema.from_descriptor({"fields": [{**champ.to_descriptor(), "name": "x"}]})
                ressource = Resource(data=[["x"], [champ.example]], schema=seul)
                assert fautes(ressource.validate()) == [], (nom, champ.name)


# --- The page -------------------------------------------------------------------------------------


def test_la_page_mene_a_chaque_fichier_et_dit_son_poids_juste(page: Page) -> None:
    page.goto(adresses.DONNEES)
    for jeu in JEUX:
        lien = page.locator(f".fichiers a[href='{adresses.relative(adresses.DONNEES, jeu.adresse)}']")
        expect(lien).to_contain_text(jeu.format)
        octets = page.request.get(urljoin(page.url, lien.get_attribute("href") or "")).body()
        # A file that no output of ours writes has no weight known when the page is made.
        dits = re.findall(r"[\d,]+\u00a0[KM]o", lien.text_content() or "")
        assert dits == [taille(len(octets))] or (dits == [] and jeu not in (*TABLES, *COURS, *PROGRAMMES))


def test_la_page_explique_chaque_colonne(page: Page) -> None:
    page.goto(adresses.DONNEES)
    for table in FORMES:
        noms = page.locator(f"section[aria-labelledby='{table.nom}'] tbody th").all_text_contents()
        assert noms == [colonne.nom for colonne in table.colonnes]
        for colonne in table.colonnes:
            expect(page.locator(f"th#{table.nom}-{colonne.nom}")).to_have_count(1)


def test_le_pied_de_page_mene_aux_donnees_qui_disent_la_licence(page: Page) -> None:
    page.goto("")
    page.get_by_role("contentinfo").get_by_role("link", name="Données ouvertes").click()
    expect(page.locator("h1")).to_have_text("Données ouvertes")
    expect(page.locator("main [rel=license]")).to_contain_text("CC BY 4.0")
    expect(page.locator("main .exemple")).to_contain_text(SITE)


@pytest.mark.parametrize(
    ("octets", "lu"),
    [(12, "1\u00a0Ko"), (7802, "8\u00a0Ko"), (999_400, "999\u00a0Ko"), (1_264_568, "1,3\u00a0Mo")],
)
def test_un_poids_se_lit(octets: int, lu: str) -> None:
    assert taille(octets) == lu
