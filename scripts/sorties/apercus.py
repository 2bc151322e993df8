"""Writes `apercus/<sorte>/<slug>.png`: the image that messengers and social networks show with a
link to a page — 1200 × 630, for each fiche, term, parcours and guide page and for the front pages.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal

from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.recueil import Fiche
from scripts.recueil.typographie import composer
from scripts.recueil.vocabulaire import vocabulaires
from scripts.sorties.dessin import GRAS, NORMAL, Couleurs, Planche, bloc, carre, couleurs, marque, rond, triangle
from scripts.sorties.gabarits import NOM, SOUS_TITRE, Fichier, Site, lieu, valeurs_de

LARGE, HAUT = 1200, 630
Sorte = Literal["site", "fiche", "terme", "parcours", "guide"]

_MARGE = 80
_UTILE = LARGE - 2 * _MARGE
_TETE, _REGLE = 148, 462
"""Where the head ends, and the rule above the facts of a fiche."""
_FORMES = {"social": rond, "medico-social": carre, "sanitaire": triangle}
"""The shapes of `overrides/styles/composants.css`."""


@dataclass(frozen=True)
class Apercu:
    """What one image says; equal ones are drawn once, so that a reload redraws only what changed."""

    titre: str
    texte: str = ""
    rubrique: str = ""
    niveau: int = 0
    """Step on the scale of levels, of a fiche."""
    niveau_libelle: str = ""
    secteurs: tuple[tuple[str, str], ...] = ()
    """Id and label of each."""
    lieu: str = ""


def adresse(sorte: Sorte, slug: str) -> str:
    """Where the image of a page is, from the site's root."""
    return f"apercus/{sorte}/{slug.removeprefix('guide/')}.png"


def produire(enrichi: Enrichi, site: Site) -> Iterator[Fichier]:
    """Every preview, where the site is to be published: nobody shares links to the one on this machine."""
    if not site.publication:
        return
    teintes = couleurs()
    for ou, apercu in apercus(enrichi):
        yield Fichier(ou, dessiner(apercu, teintes))


def apercus(enrichi: Enrichi) -> Iterator[tuple[str, Apercu]]:
    """What each preview says, with its address."""
    recueil = enrichi.recueil
    fiches, termes = len(recueil.fiches), len(recueil.termes)
    entrees = {
        "accueil": (NOM, f"{SOUS_TITRE[0].upper()}{SOUS_TITRE[1:]}"),
        "catalogue": ("Catalogue", f"{fiches} expériences d’engagement des usagers, à chercher et à filtrer"),
        "glossaire": ("Glossaire", f"{termes} mots de l’engagement des usagers, expliqués simplement"),
        "parcours": ("Parcours", "Des séances prêtes à l’emploi pour apprendre à partir d’expériences réelles"),
        "chiffres": ("En chiffres", f"{fiches} expériences en images : quoi, à quel niveau, où, depuis quand"),
        "guide": ("Guide", "Comprendre l’engagement des usagers, et savoir par où commencer"),
    }
    for slug, (titre, texte) in entrees.items():
        yield adresse("site", slug), Apercu(titre, texte)
    for fiche in recueil.fiches:
        yield adresse("fiche", fiche.slug), _de_fiche(fiche)
    for terme in recueil.termes:
        titre, texte = composer(terme.entete.terme), composer(terme.entete.definition_courte)
        yield adresse("terme", terme.slug), Apercu(titre, texte, "Glossaire")
    for lu in recueil.parcours:
        titre, texte = composer(lu.entete.titre), composer(lu.entete.resume)
        yield adresse("parcours", lu.slug), Apercu(titre, texte, "Parcours")
    for page in recueil.guide:
        titre, texte = composer(page.entete.titre), composer(page.entete.resume)
        yield adresse("guide", page.slug), Apercu(titre, texte, "Guide")


def _de_fiche(fiche: Fiche) -> Apercu:
    niveau = valeurs_de(fiche, "niveau")[0]
    return Apercu(
        composer(fiche.entete.titre),
        rubrique="Expérience",
        niveau=niveau.rang,
        niveau_libelle=composer(niveau.libelle),
        secteurs=tuple((secteur.id, composer(secteur.libelle)) for secteur in valeurs_de(fiche, "secteur")),
        lieu=composer(lieu(fiche)),
    )


@cache
def dessiner(apercu: Apercu, teintes: Couleurs) -> bytes:
    """The image as PNG."""
    planche = Planche(LARGE, HAUT, teintes)
    if not apercu.rubrique:
        _entree(planche, apercu)
    else:
        _bandeau(planche, apercu.rubrique)
        if apercu.niveau:
            _fiche(planche, apercu)
        else:
            _texte(planche, apercu)
    return planche.png()


def _marque(planche: Planche, x: int, y: int, large: int) -> None:
    un, deux = marque(large)
    planche.poser(un, x, y, "accent")
    planche.poser(deux, x + large // 2, y, "chaud")


def _bandeau(planche: Planche, rubrique: str) -> None:
    """The mark and the site's name, the kind of page on the right, a two-colour foot."""
    _marque(planche, _MARGE, 68, 56)
    planche.ecrire(bloc(NOM, GRAS, (34,), 400, 48), _MARGE + 74, 70, "encre")
    droite = bloc(rubrique, NORMAL, (30,), 400, 48)
    planche.ecrire(droite, LARGE - _MARGE - droite.largeur, 73, "encre-douce")
    planche.rectangle(0, HAUT - 12, LARGE // 2 - 6, 12, "accent")
    planche.rectangle(LARGE // 2 + 6, HAUT - 12, LARGE // 2 - 6, 12, "chaud")


def _fiche(planche: Planche, apercu: Apercu) -> None:
    """Title above; below a rule, level and sectors, then the place."""
    titre = bloc(apercu.titre, GRAS, (80, 74, 68, 62), _UTILE, 272)
    planche.ecrire(titre, _MARGE, _place(titre.hauteur, _REGLE), "encre")
    planche.rectangle(_MARGE, _REGLE, _UTILE, 2, "trait")
    x = _MARGE
    for rang in range(1, vocabulaires()["niveau"].valeurs[-1].rang + 1):
        couleur = f"niveau-{apercu.niveau}" if rang <= apercu.niveau else "trait"
        planche.rectangle(x, 522 - 7 * rang, 10, 7 * rang, couleur)
        x += 14
    x += 12
    nom = bloc(apercu.niveau_libelle, GRAS, (32,), 420, 40)
    planche.ecrire(nom, x, 491, "encre")
    x += nom.largeur + 48
    for identifiant, libelle in apercu.secteurs:
        planche.poser(_FORMES[identifiant](22), x, 500, f"secteur-{identifiant}")
        nom = bloc(libelle, NORMAL, (32,), 300, 40)
        planche.ecrire(nom, x + 34, 491, "encre")
        x += 34 + nom.largeur + 36
    planche.ecrire(bloc(apercu.lieu, NORMAL, (30,), _UTILE, 40), _MARGE, 548, "encre-douce")


def _texte(planche: Planche, apercu: Apercu) -> None:
    """Title, and what it means or what the page says."""
    titre = bloc(apercu.titre, GRAS, (92, 84, 76, 68, 60), _UTILE, 190)
    texte = bloc(apercu.texte, NORMAL, (44, 41, 38), _UTILE, 230)
    y = _place(titre.hauteur + 26 + texte.hauteur, HAUT - 40)
    planche.ecrire(titre, _MARGE, y, "encre")
    planche.ecrire(texte, _MARGE, y + titre.hauteur + 26, "encre-douce")


def _place(hauteur: int, bas: int) -> int:
    """Where a text begins between the head and `bas`: a little above the middle, where the eye puts it."""
    return _TETE + max(0, bas - _TETE - hauteur) * 2 // 5


def _entree(planche: Planche, apercu: Apercu) -> None:
    """A front page: its name, and the mark, large."""
    _marque(planche, 690, 137, 416)
    if apercu.titre != NOM:
        planche.ecrire(bloc(NOM, GRAS, (34,), 400, 48), _MARGE, 70, "encre")
    titre = bloc(apercu.titre, GRAS, (104, 96), 580, 120)
    texte = bloc(apercu.texte, NORMAL, (44, 40), 520, 260)
    y = (HAUT - titre.hauteur - 24 - texte.hauteur) // 2
    planche.ecrire(titre, _MARGE, y, "encre")
    planche.ecrire(texte, _MARGE, y + titre.hauteur + 24, "encre-douce")
