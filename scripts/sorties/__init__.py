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
    cartes,
    catalogue,
    citations,
    codes_qr,
    dcat,
    donnees,
    donnees_csv,
    feuille_de_style,
    fil_atom,
    glossaire,
    glossaire_cartes,
    glossaire_moodle,
    index_recherche,
    manifeste,
    opensearch,
    page_chiffres,
    page_contribuer,
    page_donnees,
    page_fiche,
    page_rgaa,
    page_selection,
    page_terme,
    pages_guide,
    pages_parcours,
    pages_retirees,
    pages_valeurs,
    plan_du_site,
    redirections,
    regles_formulaire,
    robots,
    schemas_json,
    scripts_navigateur,
    skos,
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
    page_contribuer.produire,
    page_selection.produire,
    redirections.produire,
    citations.produire,
    codes_qr.produire,
    cartes.produire,
    pages_retirees.produire,
    donnees.produire,
    donnees_csv.produire,
    glossaire_moodle.produire,
    glossaire_cartes.produire,
    skos.produire,
    fil_atom.produire,
    opensearch.produire,
    index_recherche.produire,
    feuille_de_style.produire,
    apercus.produire,
    manifeste.produire,
    schemas_json.produire,
    regles_formulaire.produire,
    robots.produire,
    scripts_navigateur.produire,
)


def produire(enrichi: Enrichi, site: Site) -> Iterator[Page | Fichier]:
    """Every page and file that is generated rather than written in `docs/`.

    Those that tell of what the others made come last: sizes of the files, then the list of pages.
    """
    faites = [chose for sortie in SORTIES for chose in sortie(enrichi, site)]
    faites += dcat.produire(enrichi, site, _tailles(faites))
    faites += page_donnees.produire(enrichi, site, _tailles(faites))
    yield from faites
    yield from plan_du_site.produire(enrichi, site, faites)


def _tailles(faites: list[Page | Fichier]) -> dict[str, int]:
    """The bytes of each file, by address."""
    return {chose.adresse: len(chose.octets) for chose in faites if isinstance(chose, Fichier)}
