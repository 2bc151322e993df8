"""What the outputs in RDF share: names of the site's things, literals, and Turtle that does not vary.

Things are named by addresses that last: a term by its short permanent link, a value by its page, a
list of values by its place in `donnees/vocabulaires.ttl`.
"""

from __future__ import annotations

import json
import re
from urllib.parse import quote

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, RDF, RDFS, SKOS, XSD, Namespace

from scripts.sorties.gabarits import Site, en_json

VCARD = Namespace("http://www.w3.org/2006/vcard/ns#")
_HORS_IRI = re.compile(r"[\x00-\x20<>\"{}|\\^`]")
"""What an IRI cannot hold (RFC 3987) though browsers forgive it."""


def graphe() -> Graph:
    """An empty graph with the prefixes in use, and no other."""
    vide = Graph(bind_namespaces="none")
    for prefixe, espace in {
        "dcat": DCAT, "dct": DCTERMS, "foaf": FOAF, "owl": OWL, "rdf": RDF, "rdfs": RDFS,
        "skos": SKOS, "vcard": VCARD, "xsd": XSD,
    }.items():  # fmt: skip
        vide.bind(prefixe, espace)
    return vide


def nom(site: Site, adresse: str) -> URIRef:
    """The name of what is at an address of the site."""
    return URIRef(site.adresse + adresse)


def ailleurs(adresse: str) -> URIRef:
    """The name of a page elsewhere, with what an IRI refuses written as %XX."""
    return URIRef(_HORS_IRI.sub(lambda trouve: quote(trouve[0]), adresse))


def texte(valeur: str) -> Literal:
    """A French text."""
    return Literal(valeur, lang="fr")


def en_turtle(donnees: Graph) -> bytes:
    """The graph as Turtle 1.1; subjects and their properties are sorted, so that bytes depend on the content only."""
    return donnees.serialize(format="turtle", encoding="utf-8")


def en_json_ld(donnees: Graph) -> bytes:
    """The graph as JSON-LD 1.1 with the prefixes in use, nodes in the order of their names."""
    objet = json.loads(donnees.serialize(format="json-ld", auto_compact=True))
    objet["@graph"].sort(key=lambda noeud: noeud["@id"])
    return en_json(objet, indent=1, sort_keys=True)
