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
LICENCE_URI = "https://creativecommons.org/licenses/by/4.0/"
"""The name of the licence for machines."""
LICENCE_ADRESSE = f"{LICENCE_URI}deed.fr"

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

    @property
    def est_une_donnee(self) -> bool:
        """Whether it holds data, rather than telling other sites where to look for them."""
        return (self.usage != "echange" and self.format != "JSON Schema") or bool(self.compte)


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

# For other sites and portals: `sorties/skos.py`, `dcat.py`, `fil_atom.py`, `plan_du_site.py`, `opensearch.py`.
ECHANGES = (
    Jeu(
        adresses.donnee("glossaire.ttl"),
        "Le glossaire en données liées",
        "Les termes, leurs autres formes et leurs voisins, au format SKOS des thésaurus.",
        "text/turtle",
        "Turtle",
        "echange",
        compte="termes",
    ),
    Jeu(
        adresses.donnee("vocabulaires.ttl"),
        "Les listes de valeurs en données liées",
        "Chaque liste et ses valeurs, au format SKOS ; les niveaux y sont dans l'ordre.",
        "text/turtle",
        "Turtle",
        "echange",
        compte="valeurs",
    ),
    Jeu(
        adresses.donnee("catalogue-dcat.ttl"),
        "La description pour les portails de données",
        "Ce que les données contiennent et où les prendre, au format DCAT-AP que les portails moissonnent.",
        "text/turtle",
        "Turtle",
        "echange",
    ),
    Jeu(
        adresses.donnee("catalogue-dcat.jsonld"),
        "La même description en JSON-LD",
        "Pour les portails qui lisent plutôt du JSON.",
        "application/ld+json",
        "JSON-LD",
        "echange",
    ),
    Jeu(
        adresses.FIL,
        "Le fil des nouveautés",
        "Les dernières fiches ajoutées ou modifiées, à suivre avec un lecteur de flux.",
        "application/atom+xml",
        "Atom",
        "echange",
    ),
    Jeu(
        adresses.PLAN_DU_SITE,
        "Le plan du site pour les moteurs",
        "L'adresse de chaque page, avec la date de son dernier changement quand on la connaît.",
        "application/xml",
        "XML",
        "echange",
    ),
    Jeu(
        adresses.OPENSEARCH,
        "La recherche depuis le navigateur",
        "Ce fichier permet à un navigateur de chercher ici depuis sa barre d'adresse.",
        "application/opensearchdescription+xml",
        "OpenSearch",
        "echange",
    ),
)

# For editors and programs that write records: `sorties/schemas_json.py`.
SCHEMAS = tuple(
    Jeu(
        adresses.schema(sorte),
        f"Le schéma de l'en-tête {complement}",
        "Les champs, leurs limites et leurs valeurs : un éditeur de texte s'en sert pour compléter et vérifier.",
        "application/json",
        "JSON Schema",
        "programme",
    )
    for sorte, complement in (("fiche", "d'une fiche"), ("terme", "d'un terme"), ("parcours", "d'un parcours"))
)

JEUX: tuple[Jeu, ...] = (*TABLES, *COURS, *PROGRAMMES, *SCHEMAS, *ECHANGES)
"""Every published data file, in the order of the page."""
