"""The published data files: where each is, what it holds, what it counts, what describes it.

Declared once. The page `/donnees/`, the description for data portals (DCAT), the data package and
the tests read this list: a file that is added here appears everywhere, and
`tests/test_donnees.py` fails for a declared file that no output writes.

This module declares and writes nothing; the modules that write are named in each group below.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from scripts.recueil import adresses
from scripts.recueil.recueil import Recueil
from scripts.recueil.vocabulaire import vocabulaires
from scripts.sorties.gabarits import NOM, SOUS_TITRE, Site

VERSION = "1.0.0"
"""Version of the formats, not of the contents (https://semver.org): a field is added → 1.1.0; a field
is renamed, removed or changes its meaning → 2.0.0. `/donnees/` makes the promise to visitors."""

DATE_DE_VERSION = "2026-11-21"
"""The day on which that version was published."""

LICENCE = "CC-BY-4.0"
"""SPDX name of the licence of all contents."""

LICENCE_TITRE = "Creative Commons Attribution 4.0 International"
LICENCE_ADRESSE = "https://creativecommons.org/licenses/by/4.0/deed.fr"

Usage = Literal["tableur", "cours", "programme", "echange"]
"""Whom a file is for: a spreadsheet, a course, a program, or other sites and portals that harvest."""


@dataclass(frozen=True)
class Compte:
    """What a file counts, in words, and how many of them the collection holds."""

    singulier: str
    pluriel: str
    nombre: Callable[[Recueil], int]


def _nombre_de_sources(recueil: Recueil) -> int:
    fiches = sum(len(fiche.entete.sources) for fiche in recueil.fiches)
    return fiches + sum(len(terme.entete.sources) for terme in recueil.termes)


COMPTES = {
    "fiches": Compte("fiche", "fiches", lambda recueil: len(recueil.fiches)),
    "termes": Compte("terme", "termes", lambda recueil: len(recueil.termes)),
    "sources": Compte("source", "sources", _nombre_de_sources),
    "valeurs": Compte("valeur", "valeurs", lambda recueil: sum(len(v.valeurs) for v in vocabulaires().values())),
}


@dataclass(frozen=True)
class Jeu:
    """A published data file.

    `adresse` and `schema` are from the site's root; `type` is the media type (RFC 6838); `schema`
    is empty where none describes the file, `compte` (a key of COMPTES) where it counts nothing.
    """

    adresse: str
    titre: str
    description: str
    type: str
    format: str
    usage: Usage
    schema: str = ""
    compte: str = ""

    @property
    def nom(self) -> str:
        """The file's name."""
        return self.adresse.removeprefix(adresses.DONNEES)


def attribution(site: Site) -> str:
    """The line that someone who reuses the data must write."""
    return f"{NOM} — {SOUS_TITRE}, {site.adresse}, licence CC BY 4.0"


def schema_de_table(nom: str) -> str:
    """The address of the Table Schema of a table."""
    return adresses.donnee(f"schemas/{nom}.tableschema.json")


def _table(nom: str, titre: str, description: str, compte: str) -> Jeu:
    return Jeu(
        adresses.donnee(f"{nom}.csv"), titre, description, "text/csv", "CSV", "tableur", schema_de_table(nom), compte
    )


# Tables: `sorties/donnees_csv.py`. Their names are those of `sorties/tables.py`.
TABLES = (
    _table("fiches", "Les fiches", "Une ligne par expérience, avec tous ses champs et son texte.", "fiches"),
    _table("glossaire", "Le glossaire", "Une ligne par terme, avec sa définition et son exemple.", "termes"),
    _table("sources", "Les sources", "Une ligne par source citée, avec la fiche ou le terme qui la cite.", "sources"),
    _table("vocabulaires", "Les listes de valeurs", "Le nom et le sens de chaque secteur, niveau, public…", "valeurs"),
)

# For courses: `sorties/glossaire_moodle.py` and `sorties/glossaire_cartes.py`.
COURS = (
    Jeu(
        adresses.donnee("glossaire-moodle.xml"),
        "Le glossaire pour Moodle",
        "À importer dans une activité Glossaire : les mots du cours mènent alors à leur définition.",
        "application/xml",
        "XML",
        "cours",
        compte="termes",
    ),
    Jeu(
        adresses.donnee("glossaire-cartes.csv"),
        "Le glossaire en cartes à mémoriser",
        "Le mot au recto, sa définition au verso, pour Anki, Quizlet et d'autres.",
        "text/csv",
        "CSV",
        "cours",
        compte="termes",
    ),
)

# For programs: `sorties/donnees.py`, and `sorties/donnees_csv.py` for the data package.
PROGRAMMES = (
    Jeu(
        adresses.donnee("catalogue.json"),
        "Toutes les fiches et les listes de valeurs",
        "Chaque fiche avec tous ses champs, ses sources et son texte.",
        "application/json",
        "JSON",
        "programme",
        compte="fiches",
    ),
    Jeu(
        adresses.donnee("glossaire.json"),
        "Tout le glossaire",
        "Chaque terme avec tous ses champs, ses sources et son texte.",
        "application/json",
        "JSON",
        "programme",
        compte="termes",
    ),
    Jeu(
        adresses.donnee("datapackage.json"),
        "La description des tableaux",
        "Un « Data Package » : les quatre fichiers CSV, leurs schémas, leur taille et leur empreinte.",
        "application/json",
        "JSON",
        "programme",
    ),
)

JEUX: tuple[Jeu, ...] = (*TABLES, *COURS, *PROGRAMMES)
"""Every published data file, in the order of the page."""
