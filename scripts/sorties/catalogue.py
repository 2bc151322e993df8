"""Writes `catalogue/`: the whole list of fiches with its filters. Without JavaScript it is that
list and links to the static pages; with it, `catalogue.js` takes the cards and filters over.
"""

from __future__ import annotations

from collections.abc import Iterator

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.normalisation import cle_de_tri
from scripts.recueil.vocabulaire import vocabulaires
from scripts.sorties import apercus, fil_atom
from scripts.sorties.gabarits import Page, Site, rendre

PAR_PAGE = 20


def produire(enrichi: Enrichi, site: Site) -> Iterator[Page]:
    """The catalogue page."""
    fiches = enrichi.recueil.fiches
    facettes = [
        (vocabulaire, [(valeur, len(enrichi.par_valeur[vocabulaire.id, valeur.id]))
                       for valeur in vocabulaire.valeurs if (vocabulaire.id, valeur.id) in enrichi.par_valeur])
        for vocabulaire in vocabulaires().values()
    ]  # fmt: skip
    alphabetique = {f.slug: rang for rang, f in enumerate(sorted(fiches, key=lambda f: cle_de_tri(f.entete.titre)))}
    yield Page(
        adresse=adresses.CATALOGUE,
        titre=f"Catalogue : {len(fiches)} expériences",
        description=f"Chercher et filtrer {len(fiches)} expériences d’engagement des usagers par secteur, "
        "dimension, niveau d’engagement, public, rôle et région.",
        html=rendre(
            "catalogue.html",
            adresses.CATALOGUE,
            fiches=fiches,
            facettes=facettes,
            alphabetique=alphabetique,
            par_page=PAR_PAGE,
        ),
        sorte="catalogue",
        script="catalogue",
        apercu=apercus.adresse("site", "catalogue"),
        liens=(fil_atom.LIEN,),
        modifie=enrichi.date,
    )
