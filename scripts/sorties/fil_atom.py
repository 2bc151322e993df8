"""Writes `fil.xml`: the Atom feed (RFC 4287) of the 50 fiches that were last added or changed.

An entry's id is the fiche's short permanent link, and its date the day of `mise_a_jour` at midnight
UTC: the records know no hour. Fiches of the same day come with the highest number, the newest, first.
"""

from __future__ import annotations

from collections.abc import Iterator

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.sorties import jeux_de_donnees
from scripts.sorties.gabarits import Fichier, LienDeTete, Site, en_xml, rendre
from scripts.sorties.manifeste import ICONE

NOMBRE = 50
LIEN = LienDeTete("alternate", "application/atom+xml", adresses.FIL, "Nouvelles fiches et fiches modifiées")
"""What a page's head says for feed readers to find the feed."""


def produire(enrichi: Enrichi, site: Site) -> Iterator[Fichier]:
    """The feed."""
    fiches = sorted(enrichi.recueil.fiches, key=lambda f: (f.entete.mise_a_jour, f.entete.id), reverse=True)
    xml = rendre(
        "fil.xml",
        adresses.FIL,
        fiches=fiches[:NOMBRE],
        date=enrichi.date,
        site=site.adresse,
        titre=LIEN.titre,
        licence=jeux_de_donnees.LICENCE_URI,
        icone=ICONE,
        attribution=jeux_de_donnees.attribution(site),
    )
    yield Fichier(adresses.FIL, en_xml(xml))
