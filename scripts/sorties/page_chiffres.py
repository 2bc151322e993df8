"""Writes `chiffres/`: the collection in pictures — dimensions and levels, regions, years of start, and the
other lists as bars — each picture with its table. It counts what is documented here, and says so.
"""

from __future__ import annotations

from collections.abc import Iterator

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.vocabulaire import vocabulaires
from scripts.sorties import apercus, figures
from scripts.sorties.gabarits import EntreeSommaire, Page, Site, rendre

_PARTIES = (
    ("Ce qu’on fait, et à quel niveau", "matrice"),
    ("Dans les régions", "regions"),
    ("Depuis quand", "debuts"),
    ("Publics", "publics"),
    ("Rôles", "roles"),
    ("Secteurs", "secteurs"),
    ("Les sources", "sources"),
)


def produire(enrichi: Enrichi, site: Site) -> Iterator[Page]:
    """The page of figures."""
    chiffres = enrichi.chiffres
    barres = {
        nom: [(valeur, len(enrichi.par_valeur.get((nom, valeur.id), []))) for valeur in vocabulaires()[nom].valeurs]
        for nom in ("public", "role", "secteur")
    }
    yield Page(
        adresse=adresses.CHIFFRES,
        titre="Le recueil en chiffres",
        description=f"{chiffres.fiches} expériences en images : ce qu’on y fait, à quel niveau d’engagement, "
        "dans quelles régions et depuis quand.",
        html=rendre(
            "chiffres.html",
            adresses.CHIFFRES,
            chiffres=chiffres,
            date=enrichi.date,
            matrice=figures.matrice(chiffres),
            carte=figures.carte(chiffres),
            frise=figures.frise(chiffres),
            barres=barres,
            parties=_PARTIES,
            signaler=site.signaler("Le recueil en chiffres"),
        ),
        sommaire=tuple(EntreeSommaire(titre, ancre) for titre, ancre in _PARTIES),
        apercu=apercus.adresse("site", "chiffres"),
        modifie=enrichi.date,
    )
