"""Writes `donnees/`: every published data file with its size and what it holds, how to open it in a
spreadsheet or a course, how to cite it, what is promised of the formats, and the dictionary of each
table's columns, which has a stable anchor a column (`#fiches-niveau`).

Files come from `sorties/jeux_de_donnees.py`, columns from `sorties/tables.py`: nothing is listed here.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.formes import SEPARATEUR
from scripts.recueil.vocabulaire import vocabulaires
from scripts.sorties import jeux_de_donnees
from scripts.sorties.gabarits import Page, Site, rendre
from scripts.sorties.jeux_de_donnees import COMPTES, JEUX, Jeu, Usage
from scripts.sorties.tables import TABLES, Colonne

_TYPES = {"string": "Texte", "integer": "Nombre entier", "date": "Date, ainsi : 2026-11-21"}


def produire(enrichi: Enrichi, site: Site, tailles: Mapping[str, int]) -> Iterator[Page]:
    """The one page; `tailles` gives the bytes of the files already written, by address."""
    recueil = enrichi.recueil
    tables = [*zip(jeux_de_donnees.TABLES, TABLES, strict=True)]

    def details(jeu: Jeu) -> list[str]:
        """Format, weight and number of records of a file."""
        dits = [jeu.format]
        if jeu.adresse in tailles:
            dits.append(taille(tailles[jeu.adresse]))
        if jeu.compte:
            dits.append(compte(COMPTES[jeu.compte].nombre(recueil), jeu.compte))
        return dits

    yield Page(
        adresse=adresses.DONNEES,
        titre="Données ouvertes",
        description="Toutes les fiches, le glossaire et les sources à télécharger : tableaux, glossaire pour un cours, "
        "fichiers pour un programme.",
        html=rendre(
            "donnees.html",
            adresses.DONNEES,
            par_usage={usage: [jeu for jeu in JEUX if jeu.usage == usage] for usage in get_args(Usage)},
            tables=tables,
            dictionnaires={jeu.adresse: table.nom for jeu, table in tables},
            details=details,
            forme=forme,
            separateur=SEPARATEUR,
            version=jeux_de_donnees.VERSION,
            licence=jeux_de_donnees.LICENCE_ADRESSE,
            attribution=jeux_de_donnees.attribution(site),
            fiche=next(iter(recueil.fiches), None),
            signaler=site.signaler("Données ouvertes"),
        ),
    )


def taille(octets: int) -> str:
    """A weight as read: « 8 Ko », « 1,3 Mo »; units of a thousand, as file managers count downloads."""
    if octets < 1_000_000:
        return f"{max(1, round(octets / 1000))}\u00a0Ko"
    return f"{octets / 1_000_000:.1f}\u00a0Mo".replace(".", ",")


def compte(nombre: int, quoi: str) -> str:
    """A number of records as read: « 205 fiches », « 1 406 sources »."""
    nom = COMPTES[quoi].pluriel if nombre > 1 else COMPTES[quoi].singulier
    return f"{nombre:,} {nom}".replace(",", "\u202f")


def forme(colonne: Colonne) -> str:
    """What a cell of a column may be, in words."""
    quoi = _TYPES[colonne.type]
    if colonne.valeurs:
        liste = next((v.id for v in vocabulaires().values() if tuple(v.ids) == colonne.valeurs), "")
        choix = f"de la liste « {liste} » (vocabulaires.csv)" if liste else f"parmi : {', '.join(colonne.valeurs)}"
        quoi = f"{'Une ou plusieurs valeurs' if colonne.liste else 'Une valeur'} {choix}"
    elif colonne.liste:
        quoi = "Un ou plusieurs textes"
    return f"{quoi}{'' if colonne.obligatoire else ', ou rien'}"
