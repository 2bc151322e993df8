"""Writes a tombstone at the address of each page that was removed (`retires` in `permaliens.yml`): what
it was, that it is removed, since when and why, where to go instead. Search engines are asked to
leave it out. A removed file that is no page (`donnees/…json`) has none.
"""

from __future__ import annotations

from collections.abc import Iterator

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.sorties.gabarits import Page, Site, jour, rendre


def produire(enrichi: Enrichi, site: Site) -> Iterator[Page]:
    """One page for each tombstone."""
    permaliens = enrichi.recueil.permaliens
    for adresse, retrait in permaliens.retires.items():
        if not adresse.endswith("/"):
            continue
        sorte = _sorte(adresse)
        yield Page(
            adresse=adresse,
            titre=f"{retrait.nom} ({sorte[0].lower()}{sorte[1:]})",
            description=f"{sorte} du recueil le {jour(retrait.date)}. {retrait.raison}",
            html=rendre(
                "retiree.html",
                adresse,
                retrait=retrait,
                sorte=sorte,
                suite=enrichi.recueil.titres.get(retrait.remplacee_par or "", retrait.remplacee_par),
                liste=_liste(adresse),
            ),
            indexable=False,
        )


def _sorte(adresse: str) -> str:
    """What was removed, in words that agree."""
    debut = adresse.partition("/")[0] + "/"
    return {adresses.FICHES: "Fiche retirée", adresses.GLOSSAIRE: "Terme retiré"}.get(debut, "Page retirée")


def _liste(adresse: str) -> tuple[str, str]:
    """The list to which the page belonged, and its address."""
    for nom, liste in (("Glossaire", adresses.GLOSSAIRE), ("Guide", adresses.GUIDE), ("Parcours", adresses.PARCOURS)):
        if adresse.startswith(liste):
            return nom, liste
    return "Catalogue", adresses.CATALOGUE
