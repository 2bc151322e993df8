"""The description for data portals, read back by rdflib: what DCAT-AP asks for, and what the files are."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import DCAT, DCTERMS, OWL, RDF, XSD

from scripts.recueil import adresses
from scripts.recueil.recueil import Recueil
from scripts.sorties import jeux_de_donnees
from scripts.sorties.dcat import JSON_LD, TURTLE
from tests.test_site import RACINE

_PREFIXES = """PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/>
PREFIX foaf: <http://xmlns.com/foaf/0.1/> PREFIX vcard: <http://www.w3.org/2006/vcard/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#> """
# What the SHACL shapes of DCAT-AP 3.0.0 require (releases/3.0.0/shacl in SEMICeu/DCAT-AP), by class: at
# least one, at most one, and the class of what a property leads to.
OBLIGATOIRES = {
    "dcat:Catalog": ("dct:title", "dct:description", "dct:publisher"),
    "dcat:Dataset": ("dct:title", "dct:description"),
    "dcat:Distribution": ("dcat:accessURL",),
    "foaf:Agent": ("foaf:name",),
    "skos:Concept": ("skos:prefLabel",),
}
# And what data portals do without, but ask for: the profile's recommended properties.
RECOMMANDEES = {
    "dcat:Catalog": ("dct:license", "dct:language", "dct:issued", "dct:modified", "dct:spatial", "foaf:homepage"),
    "dcat:Dataset": (
        "dcat:contactPoint", "dcat:distribution", "dcat:keyword", "dct:publisher", "dct:spatial", "dcat:theme"
    ),
    "dcat:Distribution": ("dct:description", "dct:license", "dct:title", "dcat:mediaType", "dcat:downloadURL"),
}  # fmt: skip
UNIQUES = {
    "dcat:Catalog": ("dct:license", "dct:publisher", "dct:issued", "dct:modified", "foaf:homepage"),
    "dcat:Dataset": ("dct:publisher", "dct:issued", "dct:modified", "dct:accrualPeriodicity"),
    "dcat:Distribution": ("dct:license", "dct:modified", "dcat:byteSize", "dcat:mediaType"),
}
CLASSES = {
    "dct:license": "dct:LicenseDocument",
    "dct:language": "dct:LinguisticSystem",
    "dct:spatial": "dct:Location",
    "dct:publisher": "foaf:Agent",
    "dct:accrualPeriodicity": "dct:Frequency",
    "dct:conformsTo": "dct:Standard",
    "dcat:mediaType": "dct:MediaType",
    "dcat:contactPoint": "vcard:Kind",
    "dcat:theme": "skos:Concept",
    "dcat:landingPage": "foaf:Document",
    "dcat:dataset": "dcat:Dataset",
    "dcat:distribution": "dcat:Distribution",
}


@pytest.fixture(scope="module")
def donnees(site: Path) -> Graph:
    return Graph().parse(site / TURTLE, format="turtle")


def demander(donnees: Graph, requete: str) -> list[str]:
    return [str(ligne[0]) for ligne in donnees.query(_PREFIXES + requete)]  # type: ignore[index]


@pytest.mark.parametrize("attendues", [OBLIGATOIRES, RECOMMANDEES], ids=["obligatoires", "recommandées"])
def test_les_proprietes_attendues_y_sont(donnees: Graph, attendues: dict[str, tuple[str, ...]]) -> None:
    for classe, proprietes in attendues.items():
        assert demander(donnees, f"SELECT ?x WHERE {{ ?x a {classe} }}"), classe
        for propriete in proprietes:
            sans = f"SELECT ?x WHERE {{ ?x a {classe} FILTER NOT EXISTS {{ ?x {propriete} ?v }} }}"
            assert demander(donnees, sans) == [], (classe, propriete)


def test_ce_qui_est_unique_l_est(donnees: Graph) -> None:
    for classe, proprietes in UNIQUES.items():
        for propriete in proprietes:
            deux = f"SELECT ?x WHERE {{ ?x a {classe} ; {propriete} ?a, ?b FILTER (?a != ?b) }}"
            assert demander(donnees, deux) == [], (classe, propriete)


def test_chaque_chose_nommee_a_la_classe_du_profil(donnees: Graph) -> None:
    for propriete, classe in CLASSES.items():
        assert demander(donnees, f"SELECT ?v WHERE {{ ?x {propriete} ?v }}"), propriete
        sans = f"SELECT ?v WHERE {{ ?x {propriete} ?v FILTER NOT EXISTS {{ ?v a {classe} }} }}"
        assert demander(donnees, sans) == [], propriete


def test_dates_tailles_et_textes_ont_leur_type(donnees: Graph, recueil: Recueil) -> None:
    mal_types = """SELECT ?v WHERE {
      { ?x dct:issued|dct:modified ?v FILTER (datatype(?v) != xsd:date) }
      UNION { ?x dcat:byteSize ?v FILTER (datatype(?v) != xsd:nonNegativeInteger) }
      UNION { ?x a ?c ; dct:title|dct:description|dcat:keyword ?v FILTER (?c IN (dcat:Catalog, dcat:Dataset,
        dcat:Distribution) && lang(?v) != "fr") } }"""
    assert demander(donnees, mal_types) == []
    jeu = URIRef(RACINE + adresses.JEU_DE_DONNEES)
    plus_recente = max(f.entete.mise_a_jour for f in recueil.fiches)
    assert donnees.value(jeu, DCTERMS.modified) == Literal(plus_recente)
    assert donnees.value(jeu, OWL.versionInfo) == Literal(jeux_de_donnees.VERSION)


def test_une_distribution_par_fichier_avec_sa_taille_et_son_schema(donnees: Graph, site: Path) -> None:
    lues = {
        str(donnees.value(d, DCAT.downloadURL)): (
            str(donnees.value(d, DCAT.mediaType)),
            donnees.value(d, DCAT.byteSize),
            str(donnees.value(d, DCTERMS.conformsTo) or ""),
        )
        for d in donnees.objects(URIRef(RACINE + adresses.JEU_DE_DONNEES), DCAT.distribution)
    }
    assert lues == {
        RACINE + jeu.adresse: (
            f"https://www.iana.org/assignments/media-types/{jeu.type}",
            Literal((site / jeu.adresse).stat().st_size, datatype=XSD.nonNegativeInteger),
            RACINE + jeu.schema if jeu.schema else "",
        )
        for jeu in jeux_de_donnees.JEUX
        if jeu.est_une_donnee
    }
    assert all((site / jeu.schema).is_file() for jeu in jeux_de_donnees.JEUX if jeu.schema)


def test_chaque_fichier_annonce_aux_autres_sites_existe(site: Path) -> None:
    annonces = [jeu for jeu in jeux_de_donnees.JEUX if jeu.usage == "echange"]
    assert {jeu.adresse for jeu in annonces} >= {TURTLE, JSON_LD, adresses.FIL, adresses.PLAN_DU_SITE}
    assert [jeu.adresse for jeu in annonces if not (site / jeu.adresse).is_file()] == []


def test_le_json_ld_dit_la_meme_chose(donnees: Graph, site: Path) -> None:
    assert isomorphic(Graph().parse(site / JSON_LD, format="json-ld"), donnees)


def test_les_noms_sont_de_leurs_vocabulaires(donnees: Graph) -> None:
    for _, nom, classe in donnees:
        for vocabulaire in (DCAT, DCTERMS):
            for chose in (nom, *([classe] if nom == RDF.type else [])):
                if str(chose).startswith(str(vocabulaire)):
                    assert str(chose).removeprefix(str(vocabulaire)) in vocabulaire, chose
