"""Places and sizes of what the pictures of `/chiffres/` hold; `modeles/figures.html` draws them as SVG.

Lengths are in units of the viewBox, whose width is about that of a phone's text column, so that letters
keep their size there.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil

from scripts.recueil import adresses
from scripts.recueil.chiffres import PREMIERE_ANNEE, Chiffres
from scripts.recueil.schema import lire_schema
from scripts.recueil.vocabulaire import Valeur

PALIERS = 5
"""Shades of the heat map and of the region map, besides none for zero."""


@dataclass(frozen=True)
class Case:
    """A rectangle with its number; `adresse` is the view it leads to, empty where there is nothing to see."""

    x: float
    y: float
    large: float
    haut: float
    nombre: int
    nom: str
    """What it counts, in full."""
    lignes: tuple[str, ...]
    """What is written in it besides the number, a line each."""
    teinte: int
    """From 0, for none, to PALIERS."""
    adresse: str = ""


@dataclass(frozen=True)
class Matrice:
    """The heat map: a row a dimension, a column a level."""

    large: float
    haut: float
    colonnes: tuple[tuple[Valeur, float], ...]
    """Levels and the middle of their columns."""
    tete: float
    """Where the cells begin, below the names of the levels."""
    rangees: tuple[tuple[Valeur, float, tuple[Case, ...]], ...]
    """Dimensions, the middle of their rows, and their cells."""


@dataclass(frozen=True)
class Carte:
    """The map of regions as tiles."""

    large: float
    haut: float
    cases: tuple[Case, ...]
    outre_mer: float
    """The middle of the first row of overseas regions."""


@dataclass(frozen=True)
class Frise:
    """The columns of the years."""

    large: float
    haut: float
    sol: float
    """Where the columns stand."""
    cases: tuple[Case, ...]
    reperes: tuple[tuple[str, float], ...]
    """Years written below, and their middle."""
    graduations: tuple[tuple[int, float], ...]
    """Numbers written at the side, and their height."""


def teinte(nombre: int, maximum: int) -> int:
    """The shade of a number: none for zero, else equal steps up to the greatest number."""
    return ceil(PALIERS * nombre / maximum) if nombre else 0


def matrice(chiffres: Chiffres) -> Matrice:
    """The heat map of dimensions and levels."""
    gauche, tete, pas_x, pas_y, jour = 119.0, 124.0, 47.0, 50.0, 3.0
    maximum = max((nombre for _, cases in chiffres.matrice for _, nombre in cases), default=0)
    rangees = tuple(
        (
            dimension,
            tete + pas_y * j + (pas_y - jour) / 2,
            tuple(
                Case(
                    gauche + pas_x * i,
                    tete + pas_y * j,
                    pas_x - jour,
                    pas_y - jour,
                    nombre,
                    f"{dimension.libelle}, {niveau.libelle.lower()}",
                    (),
                    teinte(nombre, maximum),
                    adresses.catalogue(dimension=dimension.id, niveau=niveau.id) if nombre else "",
                )
                for i, (niveau, nombre) in enumerate(cases)
            ),
        )
        for j, (dimension, cases) in enumerate(chiffres.matrice)
    )
    colonnes = tuple(
        (niveau, gauche + pas_x * i + (pas_x - jour) / 2) for i, (niveau, _) in enumerate(chiffres.matrice[0][1])
    )
    return Matrice(gauche + pas_x * len(colonnes), tete + pas_y * len(rangees), colonnes, tete, rangees)


def carte(chiffres: Chiffres) -> Carte:
    """The map of regions; overseas regions stand apart below."""
    grille: dict[str, tuple[int, int, list[str]]] = lire_schema("carte-regions.yml")
    pas_x, pas_y, jour, ecart, metropole = 87.0, 70.0, 4.0, 18.0, 5
    maximum = max((nombre for _, nombre in chiffres.regions), default=0)
    cases = []
    for region, nombre in sorted(chiffres.regions, key=lambda r: (grille[r[0].id][1], grille[r[0].id][0])):
        colonne, ligne, lignes = grille[region.id]
        cases.append(
            Case(
                pas_x * colonne,
                pas_y * ligne + (ecart if ligne >= metropole else 0),
                pas_x - jour,
                pas_y - jour,
                nombre,
                region.libelle,
                tuple(lignes),
                teinte(nombre, maximum),
                adresses.valeur("region", region.id) if nombre else "",
            )
        )
    bas = max((case.y + case.haut for case in cases), default=0)
    return Carte(pas_x * 4 - jour, bas, tuple(cases), pas_y * metropole + ecart + (pas_y - jour) / 2)


def frise(chiffres: Chiffres) -> Frise:
    """The years of start, a column each; a wider first column holds the early ones."""
    gauche, sol, haut, premiere, jour = 22.0, 170.0, 150.0, 18.0, 1.5
    large = 344.0
    pas = (large - gauche - premiere - 8) / max(1, len(chiffres.debuts) - 1)
    maximum = max((nombre for _, nombre in chiffres.debuts), default=0) or 1
    cases, reperes = [], []
    for rang, (annee, nombre) in enumerate(chiffres.debuts):
        x = gauche + (0 if rang == 0 else premiere + 8 + pas * (rang - 1))
        colonne = (premiere if rang == 0 else pas) - jour
        hauteur = haut * nombre / maximum
        cases.append(Case(x, sol - hauteur, colonne, hauteur, nombre, annee, (), PALIERS))
        if annee.isdecimal() and int(annee) % 10 == 0 and int(annee) > PREMIERE_ANNEE:
            reperes.append((annee, x + colonne / 2))
    graduations = tuple((valeur, sol - haut * valeur / maximum) for valeur in range(5, maximum + 1, 5))
    return Frise(large, sol + 24, sol, tuple(cases), tuple(reperes), graduations)
