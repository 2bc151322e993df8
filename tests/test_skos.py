"""Glossary and vocabularies in SKOS, read back by rdflib: what the records say, and the integrity
conditions of the SKOS Reference (https://www.w3.org/TR/skos-reference/) as SPARQL questions."""

from __future__ import annotations

from pathlib import Path

import pytest
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, SKOS

from scripts.recueil import adresses
from scripts.recueil.enrichissement import enrichir
from scripts.recueil.recueil import Recueil, charger_octets
from scripts.recueil.vocabulaire import vocabulaires
from scripts.sorties.gabarits import Site
from scripts.sorties.rdf import ailleurs, en_turtle
from scripts.sorties.skos import GLOSSAIRE, VOCABULAIRES, glossaire
from tests.fabrique import TERME, avec
from tests.test_site import RACINE

_PREFIXE = "PREFIX skos: <http://www.w3.org/2004/02/skos/core#> "
# Each asks for a counter-example; the data are sound where none is found.
CONDITIONS = {
    "S9 : un schéma n'est pas un concept": "ASK { ?x a skos:ConceptScheme, skos:Concept }",
    "S13 : un libellé n'est pas à la fois préféré et autre": "ASK { ?x skos:prefLabel ?l ; skos:altLabel ?l }",
    "S14 : un seul libellé préféré par langue": (
        "ASK { ?x skos:prefLabel ?a, ?b FILTER (?a != ?b && lang(?a) = lang(?b)) }"
    ),
    "S27 : voisin n'est pas plus large": "ASK { ?x skos:related ?y . ?x (skos:broader|^skos:narrower)+ ?y }",
    "S37 : une collection n'est ni un concept ni un schéma": (
        "ASK { ?x a skos:OrderedCollection . { ?x a skos:Concept } UNION { ?x a skos:ConceptScheme } }"
    ),
    "S23 : le voisinage est réciproque": "ASK { ?x skos:related ?y FILTER NOT EXISTS { ?y skos:related ?x } }",
    "S7, S8 : un sommet est dans son schéma, qui le dit": (
        "ASK { ?x skos:topConceptOf ?s FILTER NOT EXISTS { ?x skos:inScheme ?s . ?s skos:hasTopConcept ?x } }"
    ),
    "un voisin est un concept, et pas soi-même": (
        "ASK { ?x skos:related ?y FILTER (?x = ?y || NOT EXISTS { ?y a skos:Concept }) }"
    ),
    "une notation ne désigne qu'un concept d'un schéma": (
        "ASK { ?x skos:notation ?n ; skos:inScheme ?s . ?y skos:notation ?n ; skos:inScheme ?s FILTER (?x != ?y) }"
    ),
    "chaque concept a un libellé, une définition et un schéma": (
        "ASK { ?x a skos:Concept "
        "FILTER NOT EXISTS { ?x skos:prefLabel ?l ; skos:definition ?d ; skos:inScheme ?s . ?s a skos:ConceptScheme } }"
    ),
}


@pytest.fixture(scope="module")
def fichiers(site: Path) -> dict[str, Graph]:
    return {nom: Graph().parse(site / nom, format="turtle") for nom in (GLOSSAIRE, VOCABULAIRES)}


@pytest.mark.parametrize("nom", [GLOSSAIRE, VOCABULAIRES])
@pytest.mark.parametrize("condition", CONDITIONS)
def test_les_conditions_d_integrite(fichiers: dict[str, Graph], nom: str, condition: str) -> None:
    assert not fichiers[nom].query(_PREFIXE + CONDITIONS[condition]).askAnswer


def test_les_conditions_voient_les_fautes() -> None:
    faux = Graph().parse(
        format="turtle",
        data="""@prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix : <https://exemple.fr/> .
        :a a skos:Concept, skos:ConceptScheme, skos:OrderedCollection ; skos:inScheme :s ; skos:notation "N" ;
           skos:prefLabel "A"@fr, "B"@fr ; skos:altLabel "A"@fr ; skos:related :b, :a ; skos:broader :b .
        :b a skos:Concept ; skos:inScheme :s ; skos:notation "N" ; skos:topConceptOf :t .""",
    )
    for condition, requete in CONDITIONS.items():
        assert faux.query(_PREFIXE + requete).askAnswer, condition


def test_le_glossaire_dit_ce_que_disent_ses_fichiers(fichiers: dict[str, Graph], recueil: Recueil) -> None:
    donnees = fichiers[GLOSSAIRE]
    schema = URIRef(RACINE + adresses.GLOSSAIRE)
    assert set(donnees.subjects(SKOS.topConceptOf, schema)) == set(donnees.subjects(RDF.type, SKOS.Concept))
    assert set(donnees.subjects(RDF.type, SKOS.Concept)) == {
        URIRef(RACINE + adresses.terme_court(t.slug)) for t in recueil.termes
    }
    sigles = [t.entete.sigle for t in recueil.termes if t.entete.sigle]
    for terme in recueil.termes:
        entete, concept = terme.entete, URIRef(RACINE + adresses.terme_court(terme.slug))
        assert donnees.value(concept, SKOS.prefLabel) == Literal(entete.terme, lang="fr")
        assert donnees.value(concept, SKOS.definition) == Literal(entete.definition_courte, lang="fr")
        assert set(donnees.objects(concept, SKOS.altLabel)) == {
            Literal(forme, lang="fr") for forme in {*entete.variantes, entete.sigle} - {None, entete.terme}
        }
        propre = entete.sigle if entete.sigle and sigles.count(entete.sigle) == 1 else None
        assert donnees.value(concept, SKOS.notation) == (Literal(propre) if propre else None)
        assert {URIRef(RACINE + adresses.terme_court(voisin)) for voisin in entete.voir_aussi} <= set(
            donnees.objects(concept, SKOS.related)
        )
        notes = [str(note) for note in donnees.objects(concept, SKOS.note)]
        assert notes == ([f"Base légale : {entete.base_legale}"] if entete.base_legale else [])
        assert set(donnees.objects(concept, DCTERMS.source)) == {ailleurs(source.url) for source in entete.sources}


def test_les_listes_disent_ce_que_dit_le_schema(fichiers: dict[str, Graph]) -> None:
    donnees = fichiers[VOCABULAIRES]
    assert set(donnees.subjects(RDF.type, SKOS.ConceptScheme)) == {
        URIRef(RACINE + adresses.liste(v.id)) for v in vocabulaires().values()
    }
    for vocabulaire in vocabulaires().values():
        schema = URIRef(RACINE + adresses.liste(vocabulaire.id))
        lus = {
            (str(donnees.value(c, SKOS.notation)), str(donnees.value(c, SKOS.prefLabel)), str(c))
            for c in donnees.subjects(SKOS.inScheme, schema)
        }
        assert lus == {(x.id, x.libelle, RACINE + adresses.valeur(vocabulaire.id, x.id)) for x in vocabulaire.valeurs}


def test_les_niveaux_sont_dans_l_ordre(fichiers: dict[str, Graph]) -> None:
    donnees = fichiers[VOCABULAIRES]
    echelle = donnees.value(predicate=RDF.type, object=SKOS.OrderedCollection)
    suite = Collection(donnees, donnees.value(echelle, SKOS.memberList))  # type: ignore[arg-type]
    assert [str(c) for c in suite] == [RACINE + adresses.valeur("niveau", i) for i in vocabulaires()["niveau"].ids]


def test_un_voisinage_a_sens_unique_est_dit_des_deux_cotes_et_un_sigle_partage_n_est_pas_une_notation() -> None:
    sigle = avec(TERME, "sigle: null", 'sigle: "MSP"')
    un = avec(sigle, "voir_aussi: []", "voir_aussi: [maison]")
    deux = avec(avec(sigle, '"Café santé"', '"Maison"'), '["cafés santé"]', '["Maison"]')
    recueil = charger_octets([("glossary/cafe-sante.md", un.encode()), ("glossary/maison.md", deux.encode())])
    donnees = Graph().parse(en_turtle(glossaire(enrichir(recueil), Site("https://exemple.fr/"))), format="turtle")
    cafe, maison = (URIRef(f"https://exemple.fr/t/{slug}/") for slug in ("cafe-sante", "maison"))
    assert (cafe, SKOS.related, maison) in donnees
    assert (maison, SKOS.related, cafe) in donnees
    assert list(donnees.subject_objects(SKOS.notation)) == []
    assert (maison, SKOS.altLabel, Literal("MSP", lang="fr")) in donnees
    assert (maison, SKOS.altLabel, Literal("Maison", lang="fr")) not in donnees


def test_une_adresse_qu_un_iri_refuse_reste_lisible() -> None:
    assert str(ailleurs("https://exemple.fr/a|b{c}?é=[1]")) == "https://exemple.fr/a%7Cb%7Bc%7D?é=[1]"
