"""Writes `donnees/glossaire-cartes.csv`: the glossary as flashcards, for Anki, Quizlet and others.

Two columns without a header — the front, "Conseil de la vie sociale (CVS)"; the back, the short
definition and where it comes from, on one line, since Quizlet takes a pasted line for a card. CSV as
`sorties/tables.py` writes it; Anki finds the comma by itself ("Importing text files" of its manual).
"""

from __future__ import annotations

from collections.abc import Iterator

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.recueil import Terme
from scripts.recueil.typographie import composer
from scripts.sorties.gabarits import NOM, Fichier, Site
from scripts.sorties.tables import cellule, en_csv


def produire(enrichi: Enrichi, site: Site) -> Iterator[Fichier]:
    """The one file, in the glossary's order."""
    cartes = ([cellule(composer(cote)) for cote in _carte(terme, site)] for terme in enrichi.recueil.termes)
    yield Fichier(adresses.donnee("glossaire-cartes.csv"), en_csv(cartes))


def _carte(terme: Terme, site: Site) -> tuple[str, str]:
    e = terme.entete
    recto = f"{e.terme} ({e.sigle})" if e.sigle else e.terme
    return recto, f"{e.definition_courte} (Source : {NOM}, {site.adresse}{adresses.terme(terme.slug)}, CC BY 4.0)"
