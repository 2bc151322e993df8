"""Writes the glossary and the vocabularies as SKOS (https://www.w3.org/TR/skos-reference/), in Turtle.

`donnees/glossaire.ttl`: one `skos:ConceptScheme`, `<site>/glossaire/`, whose concepts are named by the
terms' short permanent links — label, other forms, abbreviation (`skos:notation` too, unless another
term shares it), short definition, legal basis as a note, neighbours, sources.
`donnees/vocabulaires.ttl`: one scheme a vocabulary, whose concepts are named by the values' pages; the
notation is the id that records and the other files use. Levels, which are steps, are also a
`skos:OrderedCollection`.
"""

from __future__ import annotations

from collections.abc import Iterator

from rdflib import BNode, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, FOAF, RDF, SKOS

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.recueil import Terme
from scripts.recueil.vocabulaire import Vocabulaire, vocabulaires
from scripts.sorties import jeux_de_donnees
from scripts.sorties.gabarits import NOM, Fichier, LienDeTete, Site
from scripts.sorties.rdf import ailleurs, en_turtle, graphe, nom, texte

GLOSSAIRE = adresses.donnee("glossaire.ttl")
VOCABULAIRES = adresses.donnee("vocabulaires.ttl")
LIEN_GLOSSAIRE = LienDeTete("alternate", "text/turtle", GLOSSAIRE, "Le glossaire en données liées (SKOS)")
_ECHELLE = "niveau"
"""The vocabulary whose order means something."""


def produire(enrichi: Enrichi, site: Site) -> Iterator[Fichier]:
    """The two files."""
    yield Fichier(GLOSSAIRE, en_turtle(glossaire(enrichi, site)))
    yield Fichier(VOCABULAIRES, en_turtle(listes(site)))


def glossaire(enrichi: Enrichi, site: Site) -> Graph:
    """The glossary."""
    donnees = graphe()
    schema = nom(site, adresses.GLOSSAIRE)
    _schema(donnees, schema, f"Glossaire de {NOM}", "Les mots de l'engagement des usagers, expliqués simplement.")
    for terme in enrichi.recueil.termes:
        _terme(donnees, schema, terme, site, terme.entete.sigle in enrichi.homonymes)
    return donnees


def listes(site: Site) -> Graph:
    """The vocabularies."""
    donnees = graphe()
    for vocabulaire in vocabulaires().values():
        _liste(donnees, vocabulaire, site)
    return donnees


def _schema(donnees: Graph, schema: URIRef, titre: str, description: str) -> None:
    donnees.add((schema, RDF.type, SKOS.ConceptScheme))
    donnees.add((schema, DCTERMS.title, texte(titre)))
    donnees.add((schema, DCTERMS.description, texte(description)))
    donnees.add((schema, DCTERMS.license, URIRef(jeux_de_donnees.LICENCE_URI)))


def _concept(donnees: Graph, schema: URIRef, concept: URIRef, libelle: str, definition: str) -> None:
    donnees.add((concept, RDF.type, SKOS.Concept))
    donnees.add((concept, SKOS.inScheme, schema))
    donnees.add((concept, SKOS.topConceptOf, schema))
    donnees.add((schema, SKOS.hasTopConcept, concept))
    donnees.add((concept, SKOS.prefLabel, texte(libelle)))
    donnees.add((concept, SKOS.definition, texte(definition)))


def _terme(donnees: Graph, schema: URIRef, terme: Terme, site: Site, sigle_partage: bool) -> None:
    entete = terme.entete
    concept = nom(site, adresses.terme_court(terme.slug))
    _concept(donnees, schema, concept, entete.terme, entete.definition_courte)
    for forme in terme.formes:
        # A form cannot be both the preferred label and another one (SKOS Reference, S13).
        if forme != entete.terme:
            donnees.add((concept, SKOS.altLabel, texte(forme)))
    if entete.sigle and not sigle_partage:
        donnees.add((concept, SKOS.notation, Literal(entete.sigle)))
    for slug in entete.voir_aussi:
        voisin = nom(site, adresses.terme_court(slug))
        donnees.add((concept, SKOS.related, voisin))
        donnees.add((voisin, SKOS.related, concept))
    if entete.base_legale:
        donnees.add((concept, SKOS.note, texte(f"Base légale : {entete.base_legale}")))
    for source in entete.sources:
        donnees.add((concept, DCTERMS.source, ailleurs(source.url)))
    donnees.add((concept, FOAF.page, nom(site, adresses.terme(terme.slug))))


def _liste(donnees: Graph, vocabulaire: Vocabulaire, site: Site) -> None:
    schema = nom(site, adresses.liste(vocabulaire.id))
    _schema(donnees, schema, vocabulaire.pluriel, vocabulaire.definition)
    concepts = [nom(site, adresses.valeur(vocabulaire.id, valeur.id)) for valeur in vocabulaire.valeurs]
    for concept, valeur in zip(concepts, vocabulaire.valeurs, strict=True):
        _concept(donnees, schema, concept, valeur.libelle, valeur.definition)
        donnees.add((concept, SKOS.notation, Literal(valeur.id)))
    if vocabulaire.id == _ECHELLE:
        echelle = nom(site, f"{adresses.liste(vocabulaire.id)}-echelle")
        donnees.add((echelle, RDF.type, SKOS.OrderedCollection))
        donnees.add((echelle, SKOS.prefLabel, texte(f"{vocabulaire.pluriel}, du plus bas au plus haut")))
        suite = BNode()
        donnees.add((echelle, SKOS.memberList, suite))
        Collection(donnees, suite, list(concepts))
        for concept in concepts:
            donnees.add((echelle, SKOS.member, concept))
