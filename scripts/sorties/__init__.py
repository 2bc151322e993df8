"""The outputs: one module each, its contract in its head comment.

An output is a function from the enriched collection to the pages and files of the site. None of
them knows the site generator, which only has to put a page's HTML inside the theme.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from scripts.recueil.enrichissement import Enrichi
from scripts.sorties import (
    accueil,
    apercus,
    catalogue,
    donnees,
    donnees_csv,
    feuille_de_style,
    glossaire,
    glossaire_cartes,
    glossaire_moodle,
    index_recherche,
    manifeste,
    page_chiffres,
    page_donnees,
    page_fiche,
    page_rgaa,
    page_selection,
    page_terme,
    pages_guide,
    pages_parcours,
    pages_valeurs,
    redirections,
    robots,
    scripts_navigateur,
)
from scripts.sorties.gabarits import Fichier, Page, Site

SORTIES: tuple[Callable[[Enrichi, Site], Iterator[Page | Fichier]], ...] = (
    accueil.produire,
    catalogue.produire,
    page_fiche.produire,
    pages_valeurs.produire,
    glossaire.produire,
    page_terme.produire,
    pages_guide.produire,
    pages_parcours.produire,
    page_chiffres.produire,
    page_rgaa.produire,
    page_selection.produire,
    redirections.produire,
    donnees.produire,
    donnees_csv.produire,
    glossaire_moodle.produire,
    glossaire_cartes.produire,
    index_recherche.produire,
    feuille_de_style.produire,
    apercus.produire,
    manifeste.produire,
    robots.produire,
    scripts_navigateur.produire,
)


def produire(enrichi: Enrichi, site: Site) -> Iterator[Page | Fichier]:
    """Every page and file that is generated rather than written in `docs/`.

    The page of the data comes last: it gives the size of every file.
    """
    tailles: dict[str, int] = {}
    for sortie in SORTIES:
        for produit in sortie(enrichi, site):
            if isinstance(produit, Fichier):
                tailles[produit.adresse] = len(produit.octets)
            yield produit
    yield from page_donnees.produire(enrichi, site, tailles)
