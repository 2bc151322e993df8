"""Writes `glossaire/<slug>/`: one page a term — definition, example, legal basis, neighbours,
sources, how to cite it, and the fiches that use it.
"""

from __future__ import annotations

from collections.abc import Iterator

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi, derniere
from scripts.sorties import apercus
from scripts.sorties.gabarits import LienDeTete, Page, Site, rendre


def produire(enrichi: Enrichi, site: Site) -> Iterator[Page]:
    """One page for each term."""
    par_slug = enrichi.recueil.termes_par_slug
    for terme in enrichi.recueil.termes:
        adresse = adresses.terme(terme.slug)
        usages = enrichi.usages.get(terme.slug, [])
        homonymes = enrichi.homonymes.get(terme.entete.sigle or "", [])
        yield Page(
            adresse=adresse,
            titre=f"{terme.entete.terme} : définition",
            description=terme.entete.definition_courte,
            html=rendre(
                "terme.html",
                adresse,
                terme=terme,
                sections=enrichi.sections_termes[terme.slug],
                voisins=[par_slug[slug] for slug in terme.entete.voir_aussi if slug in par_slug],
                homonymes=[autre for autre in homonymes if autre is not terme],
                permanent=site.adresse + adresses.terme_court(terme.slug),
                usages=usages,
                modifier=site.modifier("terme", terme.slug),
                signaler=site.signaler(terme.entete.terme),
            ),
            definitions=tuple(sorted(enrichi.termes_de[adresse])),
            sorte="terme",
            apercu=apercus.adresse("terme", terme.slug),
            liens=(
                LienDeTete("alternate", "application/json", adresses.donnee_terme(terme.slug), "Données de ce terme"),
            ),
            modifie=derniere(usages),
        )
