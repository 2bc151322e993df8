"""Writes the home page: what the site is, the search box, three ways in, figures, three fiches,
where to begin, how to contribute.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.recueil import Fiche
from scripts.sorties import apercus, fil_atom
from scripts.sorties.gabarits import NOM, SOUS_TITRE, Page, Site, rendre


def produire(enrichi: Enrichi, site: Site) -> Iterator[Page]:
    """The home page."""
    fiches = enrichi.recueil.fiches
    yield Page(
        adresse=adresses.ACCUEIL,
        titre=f"{NOM} — {SOUS_TITRE}",
        description=f"{len(fiches)} expériences racontées et sourcées où des patients, des résidents, des proches "
        "et des habitants prennent part aux soins, à l’accompagnement et aux décisions.",
        html=rendre(
            "accueil.html",
            adresses.ACCUEIL,
            fiches=fiches,
            termes=enrichi.recueil.termes,
            guide=enrichi.recueil.guide,
            parcours=enrichi.recueil.parcours,
            chiffres=enrichi.chiffres,
            regions=sum(1 for _, nombre in enrichi.chiffres.regions if nombre),
            par_valeur=enrichi.par_valeur,
            choix=a_decouvrir(enrichi),
        ),
        sorte="accueil",
        apercu=apercus.adresse("site", "accueil"),
        liens=(fil_atom.LIEN,),
        modifie=enrichi.date,
    )


def a_decouvrir(enrichi: Enrichi, nombre: int = 3) -> list[Fiche]:
    """Fiches to show, of different levels where possible; they change when the collection does.

    The choice depends only on the content, so that the same commit gives the same page.
    """
    graine = "".join(f"{f.slug}{f.entete.mise_a_jour}" for f in enrichi.recueil.fiches)
    melange = sorted(enrichi.recueil.fiches, key=lambda f: sha256(f"{graine}{f.slug}".encode()).digest())
    choix: list[Fiche] = []
    for fiche in melange:
        if fiche.entete.niveau not in {f.entete.niveau for f in choix}:
            choix.append(fiche)
    return (choix + [f for f in melange if f not in choix])[:nombre]
