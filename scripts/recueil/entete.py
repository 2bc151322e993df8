"""Front matter: YAML read strictly, with the place of every key and value.

PyYAML silently keeps the last of two equal keys, expands aliases and honours tags. A fiche needs
none of that, so the tree is built here from PyYAML's parse events, and every such thing is a fault.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

import yaml
from yaml import events
from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from scripts.recueil.diagnostic import ligne_en_cause
from scripts.recueil.fautes import Faute, Position, faute
from scripts.recueil.schema import lire_schema

Chemin = tuple[str | int, ...]
"""Where a value is in the front matter, e.g. ("sources", 0, "url"), as pydantic names it."""

_PROFONDEUR_MAX = 4
_ENTIER = re.compile(r"-?(0|[1-9]\d{0,8})")
_JOUR = re.compile(r"\d{4}-\d{2}-\d{2}")


class Nombre(str):
    """A plain scalar that other YAML readers take for a number we do not admit (1.5, 0x1F, 1:30)."""


@dataclass
class Entete:
    """What was read: plain values, and the place of each key and value."""

    valeurs: dict[str, object] = field(default_factory=dict)
    lieux: dict[Chemin, Position] = field(default_factory=dict)
    fautes: list[Faute] = field(default_factory=list)
    complet: bool = True
    """False where reading stopped early, so that a field not seen may still be there."""

    def lieu(self, chemin: Chemin) -> Position:
        """The place of a value, or of the nearest enclosing one that exists."""
        while chemin and chemin not in self.lieux:
            chemin = chemin[:-1]
        return self.lieux.get(chemin, Position())


@lru_cache(maxsize=2_000)
def lire_entete(texte: str, chemin_fichier: str, premiere_ligne: int) -> Entete:
    """Read the YAML between the two `---` lines; `premiere_ligne` is its first line in the file.

    Never raises: whatever is wrong is in `.fautes`, and what could be read before it in `.valeurs`.
    The same text gives the same object, which nobody changes: a site being served rereads it often.
    """
    return _Lecteur(chemin_fichier, premiere_ligne).lire(texte)


class _Illisible(Exception):
    """Reading stops here: the fault that says why is already recorded."""


class _Lecteur:
    def __init__(self, chemin_fichier: str, premiere_ligne: int) -> None:
        self.chemin_fichier = chemin_fichier
        self.decalage = premiere_ligne
        self.entete = Entete(lieux={(): Position(max(1, premiere_ligne - 1))})
        self.resolveur = Resolver()

    def lire(self, texte: str) -> Entete:
        try:
            self._document(yaml.parse(texte, Loader=yaml.CSafeLoader))
        except yaml.MarkedYAMLError as erreur:
            self._noter_erreur_yaml(erreur, texte)
            self.entete.complet = False
        except yaml.YAMLError:
            self._noter(Position(self.decalage), "yaml-invalide", raison="un caractère n'est pas permis")
            self.entete.complet = False
        except _Illisible:
            self.entete.complet = False
        return self.entete

    # --- events to values ---

    def _document(self, suite: Iterator[events.Event]) -> None:
        racine_lue = False
        for evenement in suite:
            if isinstance(evenement, events.DocumentStartEvent):
                if racine_lue:
                    self._noter(self._place(evenement), "yaml-invalide", raison="une seconde partie « --- » y commence")
                    return
                continue
            if isinstance(evenement, events.NodeEvent):
                racine_lue = True
                valeur = self._valeur(evenement, suite, ())
                if isinstance(valeur, dict):
                    self.entete.valeurs = valeur
                elif valeur is not None:
                    self._noter(
                        self._place(evenement),
                        "yaml-invalide",
                        raison="chaque ligne doit avoir la forme « champ: valeur »",
                    )

    def _valeur(self, evenement: events.Event, suite: Iterator[events.Event], chemin: Chemin) -> object:
        lieu = self._place(evenement)
        self.entete.lieux.setdefault(chemin, lieu)
        if isinstance(evenement, events.AliasEvent):
            self._noter(lieu, "ancre-interdite")
            return ""
        assert isinstance(evenement, events.NodeEvent)
        if evenement.anchor is not None:
            self._noter(lieu, "ancre-interdite")
        etiquette = getattr(evenement, "tag", None)
        if etiquette is not None:
            self._noter(lieu, "etiquette-interdite", etiquette=etiquette.replace("tag:yaml.org,2002:", "!!"))
        if isinstance(evenement, events.ScalarEvent):
            return self._scalaire(evenement)
        if len(chemin) >= _PROFONDEUR_MAX:
            self._noter(lieu, "entete-trop-profond")
            raise _Illisible
        if isinstance(evenement, events.SequenceStartEvent):
            return self._liste(suite, chemin)
        return self._groupe(suite, chemin)

    def _liste(self, suite: Iterator[events.Event], chemin: Chemin) -> list[object]:
        liste: list[object] = []
        for evenement in suite:
            if isinstance(evenement, events.SequenceEndEvent):
                break
            liste.append(self._valeur(evenement, suite, (*chemin, len(liste))))
        return liste

    def _groupe(self, suite: Iterator[events.Event], chemin: Chemin) -> dict[str, object]:
        groupe: dict[str, object] = {}
        lignes: dict[str, int] = {}
        for evenement in suite:
            if isinstance(evenement, events.MappingEndEvent):
                break
            lieu = self._place(evenement)
            if not isinstance(evenement, events.ScalarEvent) or evenement.tag or evenement.anchor:
                self._noter(lieu, "yaml-invalide", raison="un nom de champ est un simple mot suivi de « : »")
                raise _Illisible
            cle = evenement.value
            valeur = self._valeur(next(suite), suite, (*chemin, cle))
            if cle in groupe:
                self._noter(lieu, "cle-en-double", cle=cle, premiere=lignes[cle])
                continue
            groupe[cle] = valeur
            lignes[cle] = lieu.ligne
        return groupe

    def _scalaire(self, evenement: events.ScalarEvent) -> object:
        """The value as YAML 1.1 readers type it, so that every tool reads what we read."""
        texte = evenement.value
        if not evenement.implicit[0]:
            return texte
        if texte and (texte[0] in "“”„«‘" or texte[-1] in '”»"'):
            self._noter(self._place(evenement), "guillemets-non-droits", valeur=texte.strip('“”„«»‘’" \u00a0'))
        nature = str(self.resolveur.resolve(ScalarNode, texte, (True, False))).rpartition(":")[2]  # type: ignore[no-untyped-call]
        if nature == "null":
            return None
        if nature == "bool":
            return texte.lower() in ("yes", "true", "on", "y")
        if nature == "int" and _ENTIER.fullmatch(texte):
            return int(texte)
        if nature == "timestamp" and _JOUR.fullmatch(texte):
            try:
                return date.fromisoformat(texte)
            except ValueError:
                return texte
        if nature in ("int", "float", "timestamp"):
            return Nombre(texte)
        return texte

    # --- faults ---

    def _place(self, evenement: events.Event) -> Position:
        marque = evenement.start_mark
        assert marque is not None
        return Position(marque.line + self.decalage, marque.column + 1)

    def _noter(self, lieu: Position, code: str, **valeurs: object) -> None:
        self.entete.fautes.append(faute(self.chemin_fichier, lieu, code, **valeurs))

    def _noter_erreur_yaml(self, erreur: yaml.MarkedYAMLError, texte: str) -> None:
        message = f"{erreur.context or ''} {erreur.problem or ''}"
        raison = next((r for motif, r in lire_schema("raisons-yaml.yml").items() if motif in message), None)
        marque = erreur.problem_mark or erreur.context_mark
        if marque and (en_cause := ligne_en_cause(texte, marque.line)):
            self._noter(Position(en_cause[0] + self.decalage), "yaml-invalide", raison=en_cause[1])
            return
        lieu = Position(marque.line + self.decalage, marque.column + 1) if marque else Position(self.decalage)
        self._noter(
            lieu,
            "yaml-invalide",
            raison=raison or "cette ligne n'a pas la forme « champ: valeur » ; comparez-la au modèle",
        )
