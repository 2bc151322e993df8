"""The queries with the fiches they should find, and how they are spread over a shorter run."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.banc.fautes import BancImpossible

CLASSES = ("mots-cles", "sans-accents", "nom-ou-lieu", "fautes", "sigles", "questions")


@dataclass(frozen=True)
class Requete:
    """What someone types, and the slugs of the fiches that answer it fully."""

    classe: str
    texte: str
    attendues: frozenset[str]


def lire(fichier: Path, slugs: frozenset[str]) -> list[Requete]:
    """The queries of a file; every expected fiche must be one of `slugs`."""
    if not fichier.exists():
        raise BancImpossible(f"Le fichier de requêtes {fichier} n'existe pas.")
    contenu = yaml.safe_load(fichier.read_text(encoding="utf-8"))
    if not isinstance(contenu, list) or not contenu:
        raise BancImpossible(f"{fichier} doit être une liste de requêtes.")
    return [_requete(rang, element, slugs, fichier) for rang, element in enumerate(contenu, start=1)]


def _requete(rang: int, element: Any, slugs: frozenset[str], fichier: Path) -> Requete:
    ici = f"{fichier}, requête {rang}"
    if not isinstance(element, dict) or set(element) != {"classe", "requete", "attendues"}:
        raise BancImpossible(f"{ici} : il faut « classe », « requete » et « attendues », rien d'autre.")
    classe, texte, attendues = element["classe"], element["requete"], element["attendues"]
    if classe not in CLASSES:
        raise BancImpossible(f"{ici} : classe « {classe} » inconnue. Admises : {', '.join(CLASSES)}.")
    if not isinstance(texte, str) or not texte.strip():
        raise BancImpossible(f"{ici} : la requête est vide ou n'est pas un texte (mettez-la entre guillemets).")
    if not isinstance(attendues, list) or not attendues:
        raise BancImpossible(f"{ici} : « attendues » doit nommer au moins une fiche.")
    if inconnues := [slug for slug in attendues if slug not in slugs]:
        raise BancImpossible(f"{ici} : fiche inconnue : {', '.join(map(str, inconnues))}.")
    return Requete(classe, texte.strip(), frozenset(attendues))


def repartir(requetes: list[Requete], nombre: int) -> list[Requete]:
    """At most `nombre` queries, taken class by class in turn, in the file's order."""
    files = [[requete for requete in requetes if requete.classe == classe] for classe in CLASSES]
    tours = [file[rang] for rang in range(max(map(len, files))) for file in files if rang < len(file)]
    return tours[:nombre]


def textes(requetes: list[Requete]) -> list[str]:
    """What is typed, each text once."""
    return list(dict.fromkeys(requete.texte for requete in requetes))
