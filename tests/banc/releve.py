"""Everything measured in a run."""

from __future__ import annotations

from dataclasses import dataclass, field

from tests.banc.croissance import Taille
from tests.banc.mesures import Chaud, Froid
from tests.banc.requetes import Requete
from tests.banc.sites import SiteBati
from tests.banc.statistiques import Note


@dataclass
class Releve:
    """The figures of a run; dictionaries are by engine, lists follow the queries."""

    requetes: list[Requete]
    a_froid: list[str]
    sites: dict[str, SiteBati] = field(default_factory=dict)
    froid: dict[str, list[Froid]] = field(default_factory=dict)
    chaud: dict[str, list[Chaud]] = field(default_factory=dict)
    resultats: dict[str, list[list[str]]] = field(default_factory=dict)
    """The first ten fiches found."""
    notes: dict[str, dict[str, Note]] = field(default_factory=dict)
    croissance: list[Taille] = field(default_factory=list)
