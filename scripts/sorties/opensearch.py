"""Writes `opensearch.xml` (OpenSearch 1.1, draft 6): with it a browser offers to search the site from
its own search box. Every page's head names it.

The specification limits names: 16 characters for the short one, 48 for the long one.
"""

from __future__ import annotations

from collections.abc import Iterator

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.sorties import jeux_de_donnees
from scripts.sorties.gabarits import NOM, Fichier, Site, en_xml, rendre
from scripts.sorties.manifeste import FAVICON, ICONE

TYPE = "application/opensearchdescription+xml"


def produire(enrichi: Enrichi, site: Site) -> Iterator[Fichier]:
    """The description."""
    xml = rendre(
        "opensearch.xml",
        adresses.OPENSEARCH,
        site=site.adresse,
        type=TYPE,
        nom_long=f"{NOM} : l’engagement des usagers",
        favicon=FAVICON,
        icone=ICONE,
        attribution=jeux_de_donnees.attribution(site),
    )
    yield Fichier(adresses.OPENSEARCH, en_xml(xml))
