"""Writes `selection/`, where a visitor's choice of fiches is ordered, annotated, shared, printed and
exported, and `assets/selection.json`, what the browser needs for that.

The page is the same for everybody: the choice itself is in the visitor's browser or in the address
(`overrides/js/selection/adresse.js` says how). Without JavaScript it explains itself.

`assets/selection.json`: `{"site": root of absolute addresses, "page": address of this page, "nom": the
site's name, "attribution": line to cite, "niveaux": {rank: label}, "secteurs": {id: label}, "fiches": [[id,
page, short link, title, summary, rank of the level, [sector ids], place]…]}`, addresses from the site's
root, fiches by id.
"""

from __future__ import annotations

from collections.abc import Iterator

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.recueil import Fiche
from scripts.recueil.typographie import composer
from scripts.recueil.vocabulaire import vocabulaires
from scripts.sorties.feuille_de_style import SELECTION
from scripts.sorties.gabarits import NOM, Fichier, Page, Site, en_json, lieu, rendre, valeurs_de
from scripts.sorties.jeux_de_donnees import attribution

DONNEES = "assets/selection.json"


def produire(enrichi: Enrichi, site: Site) -> Iterator[Page | Fichier]:
    """The page, then its data."""
    yield Page(
        adresse=adresses.SELECTION,
        titre="Ma sélection",
        description="Choisir des fiches, les ranger, les annoter, puis les partager par un lien, les imprimer "
        "ou les emporter dans un cours.",
        html=rendre("selection.html", adresses.SELECTION),
        script="selection",
        feuille=SELECTION,
    )
    contenu = {
        "site": site.adresse,
        "page": adresses.SELECTION,
        "nom": NOM,
        "attribution": attribution(site),
        "niveaux": {valeur.rang: composer(valeur.libelle) for valeur in vocabulaires()["niveau"].valeurs},
        "secteurs": {valeur.id: composer(valeur.libelle) for valeur in vocabulaires()["secteur"].valeurs},
        "fiches": [_fiche(fiche) for fiche in sorted(enrichi.recueil.fiches, key=lambda fiche: fiche.entete.id)],
    }
    yield Fichier(DONNEES, en_json(contenu, separators=(",", ":")))


def _fiche(fiche: Fiche) -> list[object]:
    e = fiche.entete
    return [
        e.id,
        adresses.fiche(fiche.slug),
        adresses.fiche_courte(e.id),
        composer(e.titre),
        composer(e.resume),
        valeurs_de(fiche, "niveau")[0].rang,
        [valeur.id for valeur in valeurs_de(fiche, "secteur")],
        composer(lieu(fiche)),
    ]
