"""Writes `secteur/<id>/`, `dimension/<id>/`, `niveau/<id>/`, `public/<id>/`, `role/<id>/` and
`region/<id>/`: for each value of a vocabulary, its definition and the plain list of its fiches.
"""

from __future__ import annotations

from collections.abc import Iterator

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi, derniere
from scripts.recueil.vocabulaire import vocabulaires
from scripts.sorties.gabarits import Page, Site, rendre


def produire(enrichi: Enrichi, site: Site) -> Iterator[Page]:
    """One page for each value of each vocabulary, even one without a fiche yet."""
    for vocabulaire in vocabulaires().values():
        for valeur in vocabulaire.valeurs:
            fiches = enrichi.par_valeur.get((vocabulaire.id, valeur.id), [])
            adresse = adresses.valeur(vocabulaire.id, valeur.id)
            nombre = f"{len(fiches)} expérience{'s' * (len(fiches) > 1)}"
            yield Page(
                adresse=adresse,
                titre=f"{valeur.libelle} : {nombre}",
                description=f"{valeur.definition} {nombre} d’engagement des usagers dans le recueil.",
                html=rendre(
                    "valeur.html",
                    adresse,
                    vocabulaire=vocabulaire,
                    valeur=valeur,
                    fiches=fiches,
                    nombre=nombre,
                    modifier=site.modifier_fichier("scripts/schema/vocabulaires.yml"),
                    signaler=site.signaler(valeur.libelle),
                ),
                modifie=derniere(fiches),
            )
