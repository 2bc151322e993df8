"""Writes `donnees/catalogue-dcat.ttl` and the same in JSON-LD, `donnees/catalogue-dcat.jsonld`: the
description that data portals harvest (https://guides.data.gouv.fr, « Moissonnage DCAT »).

DCAT 3 under the profile DCAT-AP 3.0.0 (https://semiceu.github.io/DCAT-AP/releases/3.0.0/): one
catalogue, one dataset, one distribution for each file that `jeux_de_donnees` declares as data, with
its size in bytes. What the profile wants typed (licence, language, place…) is typed here, so that its
SHACL shapes need not look elsewhere. `dct:issued` is the day of the formats' version.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, RDF, RDFS, SKOS, XSD

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.vocabulaire import vocabulaires
from scripts.sorties import jeux_de_donnees
from scripts.sorties.gabarits import NOM, SOUS_TITRE, Fichier, Site
from scripts.sorties.rdf import VCARD, en_json_ld, en_turtle, graphe, nom, texte

TURTLE = adresses.donnee("catalogue-dcat.ttl")
JSON_LD = adresses.donnee("catalogue-dcat.jsonld")
_AUTORITE = "http://publications.europa.eu/resource/authority/"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_LICENCE = URIRef(jeux_de_donnees.LICENCE_URI)
_FRANCAIS = URIRef(f"{_AUTORITE}language/FRA")
_FRANCE = URIRef(f"{_AUTORITE}country/FRA")
_IRREGULIER = URIRef(f"{_AUTORITE}frequency/IRREG")
_THEMES = {"HEAL": "Santé", "SOCI": "Population et société"}
"""Themes of the European authority table `data-theme`, as data.europa.eu sorts its datasets."""


def produire(enrichi: Enrichi, site: Site, tailles: Mapping[str, int]) -> Iterator[Fichier]:
    """The two files; `tailles` are the bytes of the other data files, by address."""
    donnees = catalogue(enrichi, site, tailles)
    yield Fichier(TURTLE, en_turtle(donnees))
    yield Fichier(JSON_LD, en_json_ld(donnees))


def catalogue(enrichi: Enrichi, site: Site, tailles: Mapping[str, int]) -> Graph:
    """The description, as a graph."""
    donnees = graphe()
    racine, jeu = nom(site, f"{TURTLE}#catalogue"), nom(site, adresses.JEU_DE_DONNEES)
    donnees.add((racine, RDF.type, DCAT.Catalog))
    donnees.add((racine, DCTERMS.title, texte(f"{NOM} : données ouvertes")))
    donnees.add((racine, DCTERMS.description, texte(f"Les données publiées par {NOM}, {SOUS_TITRE}.")))
    donnees.add((racine, FOAF.homepage, nom(site, adresses.DONNEES)))
    donnees.add((racine, DCAT.dataset, jeu))
    _jeu(donnees, jeu, enrichi, site)
    for chose in (racine, jeu):
        donnees.add((chose, DCTERMS.publisher, nom(site, adresses.EDITEUR)))
        donnees.add((chose, DCTERMS.license, _LICENCE))
        donnees.add((chose, DCTERMS.language, _FRANCAIS))
        donnees.add((chose, DCTERMS.spatial, _FRANCE))
        donnees.add((chose, DCTERMS.issued, Literal(jeux_de_donnees.DATE_DE_VERSION, datatype=XSD.date)))
        donnees.add((chose, DCTERMS.modified, Literal(enrichi.date)))
    for fichier in jeux_de_donnees.JEUX:
        if fichier.est_une_donnee:
            distribution = _distribution(donnees, fichier, tailles[fichier.adresse], enrichi, site)
            donnees.add((jeu, DCAT.distribution, distribution))
    _alentours(donnees, site)
    return donnees


def description(enrichi: Enrichi) -> str:
    """What the dataset holds, in one sentence."""
    fiches, termes, sources = (
        f"{compte.nombre(enrichi.recueil)} {compte.pluriel}"
        for compte in (jeux_de_donnees.COMPTES[nom] for nom in ("fiches", "termes", "sources"))
    )
    return (
        "Des expériences où des patients, des résidents, des proches et des habitants prennent part aux soins, à "
        "l'accompagnement et aux décisions, avec leur glossaire et leurs sources publiques : "
        f"{fiches}, {termes}, {sources}."
    )


def _jeu(donnees: Graph, jeu: URIRef, enrichi: Enrichi, site: Site) -> None:
    donnees.add((jeu, RDF.type, DCAT.Dataset))
    donnees.add((jeu, DCTERMS.title, texte(f"{NOM} — {SOUS_TITRE}")))
    donnees.add((jeu, DCTERMS.description, texte(description(enrichi))))
    donnees.add((jeu, DCTERMS.identifier, Literal(str(jeu))))
    donnees.add((jeu, DCTERMS.accrualPeriodicity, _IRREGULIER))
    donnees.add((jeu, OWL.versionInfo, Literal(jeux_de_donnees.VERSION)))
    donnees.add((jeu, DCAT.landingPage, nom(site, adresses.DONNEES)))
    for theme in _THEMES:
        donnees.add((jeu, DCAT.theme, URIRef(f"{_AUTORITE}data-theme/{theme}")))
    valeurs = (valeur for liste in ("secteur", "dimension") for valeur in vocabulaires()[liste].valeurs)
    for mot in ("engagement des usagers", *(valeur.libelle.lower() for valeur in valeurs)):
        donnees.add((jeu, DCAT.keyword, texte(mot)))
    if site.depot:
        contact = nom(site, f"{TURTLE}#contact")
        donnees.add((jeu, DCAT.contactPoint, contact))
        donnees.add((contact, RDF.type, VCARD.Kind))
        donnees.add((contact, VCARD.fn, texte(f"{NOM} : signaler une erreur, poser une question")))
        donnees.add((contact, VCARD.hasURL, URIRef(f"{site.depot}/issues")))


def _distribution(donnees: Graph, fichier: jeux_de_donnees.Jeu, taille: int, enrichi: Enrichi, site: Site) -> URIRef:
    adresse, media = nom(site, fichier.adresse), URIRef(_MEDIA + fichier.type)
    distribution = nom(site, f"{TURTLE}#{fichier.nom}")
    donnees.add((distribution, RDF.type, DCAT.Distribution))
    donnees.add((distribution, DCTERMS.title, texte(f"{fichier.titre} ({fichier.format})")))
    donnees.add((distribution, DCTERMS.description, texte(fichier.description)))
    donnees.add((distribution, DCAT.accessURL, adresse))
    donnees.add((distribution, DCAT.downloadURL, adresse))
    donnees.add((distribution, DCAT.mediaType, media))
    donnees.add((media, RDF.type, DCTERMS.MediaType))
    donnees.add((distribution, DCAT.byteSize, Literal(taille, datatype=XSD.nonNegativeInteger)))
    donnees.add((distribution, DCTERMS.license, _LICENCE))
    donnees.add((distribution, DCTERMS.language, _FRANCAIS))
    donnees.add((distribution, DCTERMS.modified, Literal(enrichi.date)))
    if fichier.schema:
        schema = nom(site, fichier.schema)
        donnees.add((distribution, DCTERMS.conformsTo, schema))
        donnees.add((schema, RDF.type, DCTERMS.Standard))
    return distribution


def _alentours(donnees: Graph, site: Site) -> None:
    """What the catalogue names without publishing it."""
    editeur = nom(site, adresses.EDITEUR)
    donnees.add((editeur, RDF.type, FOAF.Agent))
    donnees.add((editeur, FOAF.name, texte(NOM)))
    donnees.add((editeur, FOAF.homepage, nom(site, "")))
    donnees.add((_LICENCE, RDF.type, DCTERMS.LicenseDocument))
    donnees.add((_LICENCE, DCTERMS.title, Literal(jeux_de_donnees.LICENCE_TITRE, lang="en")))
    # The same licence in the European authority table.
    donnees.add((_LICENCE, OWL.sameAs, URIRef(f"{_AUTORITE}licence/CC_BY_4_0")))
    donnees.add((_FRANCAIS, RDF.type, DCTERMS.LinguisticSystem))
    donnees.add((_FRANCE, RDF.type, DCTERMS.Location))
    donnees.add((_FRANCE, RDFS.label, texte("France")))
    donnees.add((_IRREGULIER, RDF.type, DCTERMS.Frequency))
    donnees.add((nom(site, adresses.DONNEES), RDF.type, FOAF.Document))
    for theme, libelle in _THEMES.items():
        donnees.add((URIRef(f"{_AUTORITE}data-theme/{theme}"), RDF.type, SKOS.Concept))
        donnees.add((URIRef(f"{_AUTORITE}data-theme/{theme}"), SKOS.prefLabel, texte(libelle)))
