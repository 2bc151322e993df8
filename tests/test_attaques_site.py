"""Harmless even where the validator is bypassed: every attack is forced into the records of a small
site, which a real browser opens without the content security policy that would hide a failure.

The policy itself is tested elsewhere; here no script, handler or address of an attack may even
become part of a page.
"""

from __future__ import annotations

import csv
import dataclasses
import functools
import http.server
import json
import re
import threading
import xml.parsers.expat
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from mkdocs.exceptions import Abort
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect
from pydantic import BaseModel

import scripts.recueil.recueil as module
from scripts.construire import RACINE, construire
from scripts.recueil import adresses
from scripts.recueil.conformite import sous_modele
from scripts.recueil.corps import Section
from scripts.recueil.enrichissement import enrichir
from scripts.recueil.formes import ADRESSE_WEB, TEXTE
from scripts.recueil.lecture import Ligne
from scripts.recueil.recueil import Fiche, Parcours, Recueil, Terme, charger_octets
from scripts.sorties import apercus
from scripts.sorties.dessin import couleurs
from scripts.sorties.scripts_navigateur import depart
from tests.attaques import COURTES, INSPECTER, PIEGE
from tests.conftest import _Silencieux
from tests.fabrique import FICHE, PARCOURS, TERME
from tests.test_attaques import porte

DESSINEES = COURTES[::24]
"""Previews take time to draw: one attack in twenty-four."""


def forcer(entete: BaseModel, suivante: Any) -> BaseModel:
    """The same front matter with an attack in each free text and each web address, unchecked."""
    nouveaux: dict[str, Any] = {}
    for champ, info in type(entete).model_fields.items():
        valeur = getattr(entete, champ)
        if porte(type(entete), champ, TEXTE) or porte(type(entete), champ, ADRESSE_WEB) or champ == "langue":
            nouveaux[champ] = [suivante(), suivante()] if isinstance(valeur, list) else suivante()
        elif sous_modele(info.annotation) and isinstance(valeur, list):
            nouveaux[champ] = [forcer(element, suivante) for element in valeur]
        elif isinstance(valeur, BaseModel):
            nouveaux[champ] = forcer(valeur, suivante)
    return entete.model_copy(update=nouveaux)


def sections(modeles: tuple[Section, ...], suivante: Any) -> tuple[Section, ...]:
    return tuple(dataclasses.replace(s, titre=suivante(), lignes=(Ligne(1, suivante()),)) for s in modeles)


def pieger(attaques: list[str]) -> Recueil:
    """A collection in which each attack takes each place in turn."""
    textes = [("fiches/cafe.md", FICHE), ("glossary/cafe.md", TERME), ("parcours/cafe.md", PARCOURS)]
    bon = charger_octets([(chemin, texte.encode()) for chemin, texte in textes])
    fiche, terme, seance = bon.fiches[0], bon.termes[0], bon.parcours[0]

    def suite(depart: int) -> Any:
        rangs = count(depart)
        return lambda: attaques[next(rangs) % len(attaques)]

    fiches: list[Fiche] = []
    termes: list[Terme] = []
    parcours: list[Parcours] = []
    for rang in range(len(attaques)):
        suivante = suite(rang)
        entete = forcer(fiche.entete, suivante).model_copy(update={"id": rang + 1, "anciens_slugs": [f"vieux-{rang}"]})
        fiches.append(Fiche(f"piege-{rang}", entete, sections(fiche.sections, suivante)))  # type: ignore[arg-type]
        definition = forcer(terme.entete, suite(rang))
        termes.append(Terme(f"piege-{rang}", definition, sections(terme.sections, suite(rang + 7))))  # type: ignore[arg-type]
        lues = [etape.model_copy(update={"fiche": f"piege-{rang}"}) for etape in seance.entete.etapes]
        guide = forcer(seance.entete.model_copy(update={"etapes": lues, "termes": [f"piege-{rang}"]}), suite(rang))
        parcours.append(Parcours(f"piege-{rang}", guide, sections(seance.sections, suite(rang + 3))))  # type: ignore[arg-type]
    return Recueil(tuple(fiches), tuple(termes), tuple(parcours), ())


def poser_les_pages(docs: Path, attaques: list[str]) -> None:
    """Pages of docs/ that the validator would refuse, and files that nobody should publish."""
    (docs / "guide").mkdir(parents=True)
    for nom in ("a-propos", "accessibilite", "donnees-personnelles"):
        (docs / f"{nom}.md").write_text('---\ntitre: "Une page"\nresume: "Une page."\nsorte: site\n---\n\nTexte.\n')
    for rang in range(0, len(attaques), 10):
        formes = [
            f"## {a}\n\n{a}\n\n- {a}\n\n| a | b |\n| --- | --- |\n| {a} | x |" for a in attaques[rang : rang + 10]
        ]
        entete = '---\ntitre: "Page"\nresume: "Une page."\nordre: 1\ntemplate: sitemap.xml\n---\n\n'
        (docs / "guide" / f"piege-{rang}.md").write_bytes((entete + "\n\n".join(formes)).encode())
    (docs / "piege.html").write_text(f"<script>{PIEGE}()</script>")
    (docs / "piege.js").write_text(f"{PIEGE}()")
    (docs / "piege.svg").write_text(f'<svg xmlns="http://www.w3.org/2000/svg" onload="{PIEGE}()"/>')


def creer_depot(racine: Path, attaques: list[str]) -> None:
    for nom in ("overrides", "scripts"):
        (racine / nom).symlink_to(RACINE / nom)
    reglages = (RACINE / "mkdocs.yml").read_text(encoding="utf-8")
    # Attacked pages have links that lead nowhere: the strict mode would stop at them.
    (racine / "mkdocs.yml").write_text(reglages.replace("strict: true", "strict: false"), encoding="utf-8")
    for nom in ("fiches", "glossary", "parcours"):
        (racine / nom).mkdir()
    poser_les_pages(racine / "docs", attaques)


@pytest.fixture(scope="module")
def site_piege(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built from records that no validator has seen."""
    depot = tmp_path_factory.mktemp("piege")
    creer_depot(depot, COURTES)
    lire = module.charger
    forces = pieger(COURTES)

    def charger(racine: Path) -> Recueil:
        pages = lire(racine).pages
        suivantes = iter(COURTES * 2)
        attaquees = [
            dataclasses.replace(
                page, entete=page.entete.model_copy(update={"titre": next(suivantes), "resume": next(suivantes)})
            )
            for page in pages
        ]
        return dataclasses.replace(forces, pages=tuple(attaquees))

    with pytest.MonkeyPatch.context() as mp:
        mp.setattr(module, "charger", charger)
        construire(depot / "site", depot)
    return depot / "site"


@pytest.fixture(scope="module")
def adresse(site_piege: Path) -> Iterator[str]:
    handler = functools.partial(_Silencieux, directory=str(site_piege))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as serveur:
        threading.Thread(target=serveur.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serveur.server_port}/"
        serveur.shutdown()


@pytest.fixture
def surveille(navigateur: Browser, adresse: str) -> Iterator[tuple[Page, list[str]]]:
    """A page without policy, and what attacks managed to do there."""
    contexte: BrowserContext = navigateur.new_context(base_url=adresse, bypass_csp=True, locale="fr-FR")
    faits: list[str] = []
    contexte.expose_function(PIEGE, lambda *_: faits.append("un script a tourné"))
    page = contexte.new_page()
    page.on("dialog", lambda boite: faits.append(f"boîte : {boite.message}"))
    page.on("pageerror", lambda erreur: faits.append(f"erreur : {erreur}"))

    def surveiller(route: Route) -> None:
        if not route.request.url.startswith(adresse):
            faits.append(f"demande : {route.request.url}")
            route.abort()
        else:
            route.continue_()

    page.route("**/*", surveiller)
    yield page, faits
    contexte.close()


def test_aucune_page_ne_contient_rien_d_actif(
    site_piege: Path, surveille: tuple[Page, list[str]], adresse: str
) -> None:
    page, faits = surveille
    page.goto("robots.txt")
    trouvees: dict[str, list[str]] = {}
    pages = sorted(site_piege.rglob("*.html"))
    assert len(pages) > 2 * len(COURTES)
    for fichier in pages:
        chemin = fichier.relative_to(site_piege).as_posix()
        html = fichier.read_bytes().decode()
        if fautes := page.evaluate(INSPECTER, [html, adresse + chemin, depart()]):
            trouvees[chemin] = fautes
    assert trouvees == {}
    assert faits == []


def test_ouvertes_sans_politique_les_pages_ne_font_rien(surveille: tuple[Page, list[str]], site_piege: Path) -> None:
    page, faits = surveille
    guide = [p.parent.relative_to(site_piege).as_posix() + "/" for p in sorted(site_piege.glob("guide/*/index.html"))]
    fiches = [adresses.fiche(f"piege-{rang}") for rang in range(0, len(COURTES), 20)]
    termes = [adresses.terme(f"piege-{rang}") for rang in range(0, len(COURTES), 25)]
    communes = [
        "",
        adresses.CATALOGUE,
        adresses.GLOSSAIRE,
        adresses.GUIDE,
        adresses.PARCOURS,
        adresses.CHIFFRES,
        adresses.CONTRIBUER,
        adresses.SELECTION,
        adresses.DONNEES,
        adresses.valeur("niveau", "partenariat"),
        "404.html",
    ]
    seances = [adresses.parcours(f"piege-{rang}") for rang in range(0, len(COURTES), 30)]
    for chemin in [*communes, *guide[::3], *fiches, *termes, *seances]:
        page.goto(chemin)
        page.mouse.move(400, 400)
        assert faits == [], chemin


def test_les_resultats_et_les_suggestions_n_en_font_pas_des_elements(
    surveille: tuple[Page, list[str]], adresse: str
) -> None:
    page, faits = surveille
    for mot in (PIEGE, "script", "javascript", "onerror"):
        page.goto(f"{adresses.CATALOGUE}?q={mot}")
        expect(page.locator(".catalogue.pret")).to_be_attached()
        page.locator("input[name=q]").fill("")
        page.locator("input[name=q]").press_sequentially(mot)
        expect(page.locator("#suggestions")).to_be_visible()
        page.wait_for_timeout(200)
        assert page.evaluate(INSPECTER, [None, adresse + adresses.CATALOGUE, depart()]) == []
        assert faits == [], mot


def test_les_donnees_se_relisent(site_piege: Path) -> None:
    for fichier in site_piege.rglob("*.json"):
        json.loads(fichier.read_bytes())
    for fichier in [f for f in site_piege.rglob("*") if f.suffix in (".xml", ".svg", ".atom", ".rdf")]:
        elements: list[str] = []
        lecteur = xml.parsers.expat.ParserCreate()
        lecteur.StartElementHandler = lambda nom, attributs, vus=elements: vus.extend([nom, *attributs])
        lecteur.Parse(fichier.read_bytes(), True)
        assert not [e for e in elements if e.split(":")[-1] == "script" or e.startswith("on")], fichier
    for fichier in site_piege.rglob("*.csv"):
        with fichier.open(encoding="utf-8-sig", newline="") as flux:
            dangereuses = [c for ligne in csv.reader(flux) for c in ligne if c.startswith(tuple("=+@\t\r-"))]
        assert [cellule for cellule in dangereuses if not re.fullmatch(r"-?\d+", cellule)] == [], fichier


def test_seules_les_pages_de_docs_sont_publiees(site_piege: Path) -> None:
    assert [f.name for f in site_piege.rglob("piege.*")] == []


def test_les_apercus_se_dessinent_avec_n_importe_quel_texte() -> None:
    teintes = couleurs()
    for adresse, apercu in apercus.apercus(enrichir(pieger(DESSINEES))):
        assert apercus.dessiner(apercu, teintes).startswith(b"\x89PNG"), adresse


def test_rien_ne_s_ecrit_hors_du_site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # MkDocs keeps the modules of a repository's hooks: this one needs its own.
    depot = tmp_path / "depot"
    depot.mkdir()
    creer_depot(depot, [])
    recueil = pieger(["Texte"])
    entete = recueil.fiches[0].entete.model_copy(update={"anciens_slugs": ["../../evasion"]})
    fiche = dataclasses.replace(recueil.fiches[0], entete=entete)
    monkeypatch.setattr(module, "charger", lambda racine: dataclasses.replace(recueil, fiches=(fiche,)))
    with pytest.raises(Abort, match="sortirait du dossier du site"):
        construire(depot / "site", depot)
    assert not list(tmp_path.rglob("evasion"))
