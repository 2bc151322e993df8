"""From front matter to a model: every pydantic error becomes a French fault at its line."""

from __future__ import annotations

import re
import types
from collections.abc import Iterator
from datetime import date
from typing import Any, TypeVar, Union, get_args, get_origin

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from scripts.recueil.entete import Chemin, Nombre
from scripts.recueil.lecture import Document
from scripts.recueil.vocabulaire import suggerer

M = TypeVar("M", bound=BaseModel)


def conformer(document: Document, modele: type[M]) -> M | None:
    """The document's front matter as that model; None when it has faults, which are then recorded."""
    if not document.entete.complet:
        return None
    for chemin, valeur in _nombres(document.entete.valeurs, ()):
        document.noter(
            document.entete.lieu(chemin),
            "texte-attendu",
            champ=_nom(chemin),
            valeur=valeur,
            nature="un nombre",
        )
    try:
        return modele.model_validate(document.entete.valeurs)
    except ValidationError as erreurs:
        for erreur in erreurs.errors(include_url=False):
            _noter(document, modele, erreur)
        return None


def _nombres(valeur: object, chemin: Chemin) -> Iterator[tuple[Chemin, str]]:
    """Plain scalars that other tools read as numbers though a text is written."""
    if isinstance(valeur, Nombre):
        yield chemin, valeur
    elif isinstance(valeur, dict):
        for cle, element in valeur.items():
            yield from _nombres(element, (*chemin, cle))
    elif isinstance(valeur, list):
        for rang, element in enumerate(valeur):
            yield from _nombres(element, (*chemin, rang))


def _noter(document: Document, modele: type[BaseModel], erreur: ErrorDetails) -> None:
    chemin: Chemin = tuple(erreur["loc"])
    lieu = document.entete.lieu(chemin)
    saisie, contexte = erreur["input"], erreur.get("ctx", {})
    commun = {"champ": _nom(chemin), "exemple": exemple(modele, chemin)}
    sorte = erreur["type"]

    def noter(code: str, **valeurs: object) -> None:
        document.noter(lieu, code, **{**commun, **valeurs})

    if sorte == "missing":
        noter("champ-manquant", exemple=f"{chemin[-1]}: {commun['exemple']}")
    elif sorte == "extra_forbidden":
        admis = champs(modele, chemin[:-1])
        noter("champ-inconnu", suggestion=suggerer(str(chemin[-1]), {c: c for c in admis}, list(admis)))
    elif saisie is None:
        noter("valeur-vide")
    elif sorte == "string_type":
        if isinstance(saisie, date):
            noter("date-au-lieu-de-texte", valeur=saisie.isoformat())
        else:
            noter("texte-attendu", valeur=_apercu(saisie), nature=_nature(saisie))
    elif sorte == "literal_error":
        admises: list[str] = re.findall(r"'([^']*)'", contexte["expected"])
        suggestion = suggerer(str(saisie), {admise: admise for admise in admises}, admises)
        noter("valeur-inconnue", valeur=_apercu(saisie), suggestion=suggestion)
    elif sorte == "int_type":
        noter("nombre-attendu", valeur=_apercu(saisie))
    elif sorte in ("greater_than_equal", "less_than_equal"):
        bornes = f"à partir de {contexte['ge']}" if "ge" in contexte else f"jusqu'à {contexte['le']}"
        noter("nombre-hors-limites", valeur=saisie, bornes=bornes)
    elif sorte == "string_too_long":
        maximum = contexte["max_length"]
        noter("texte-trop-long", longueur=len(saisie), maximum=maximum, exces=len(saisie) - maximum)
    elif sorte == "list_type":
        noter("liste-attendue")
    elif sorte in ("model_type", "model_attributes_type", "dict_type"):
        noter("groupe-attendu")
    elif sorte == "too_short":
        noter("liste-vide", minimum=contexte["min_length"])
    elif sorte == "too_long":
        noter("liste-trop-longue", nombre=len(saisie), maximum=contexte["max_length"])
    else:
        noter(sorte, **contexte)


def _nom(chemin: Chemin) -> str:
    """A field's path as a contributor reads it: `sources 2, url` is the url of the second source."""
    morceaux: list[str] = []
    for partie in chemin:
        if isinstance(partie, int) and morceaux:
            morceaux[-1] += f" {partie + 1}"
        else:
            morceaux.append(str(partie))
    return ", ".join(morceaux)


def _apercu(saisie: object) -> str:
    if isinstance(saisie, list):
        return "une liste"
    return "un groupe" if isinstance(saisie, dict) else str(saisie)


def _nature(saisie: object) -> str:
    if isinstance(saisie, bool):
        return "oui ou non"
    if isinstance(saisie, (list, dict)):
        return _apercu(saisie)
    return "un nombre"


def _sous_modele(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation such as `Source`, `list[Source]` or `Lieu | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (list, Union, types.UnionType) or get_args(annotation):
        for argument in get_args(annotation):
            if trouve := _sous_modele(argument):
                return trouve
    return None


def champs(modele: type[BaseModel], chemin: Chemin = ()) -> dict[str, FieldInfo]:
    """The fields admitted inside `chemin`, in the dictionary's order."""
    for partie in chemin:
        if isinstance(partie, str) and (info := modele.model_fields.get(partie)):
            modele = _sous_modele(info.annotation) or modele
    return modele.model_fields


def exemple(modele: type[BaseModel], chemin: Chemin) -> str:
    """The dictionary's example for a field, as one would write it in the front matter."""
    nom = next((partie for partie in reversed(chemin) if isinstance(partie, str)), "")
    info = champs(modele, chemin[: chemin.index(nom)] if nom in chemin else ()).get(nom)
    if info is None or not info.examples:
        return "…"
    valeur = info.examples[0]
    brut = isinstance(valeur, str) and not valeur.startswith(("[", "{", "-")) and _est_texte_libre(info)
    return f'"{valeur}"' if brut else str(valeur)


def _est_texte_libre(info: FieldInfo) -> bool:
    """Whether the value is written between quotes: a text that is neither an id nor a day."""
    return any(getattr(m, "max_length", None) for m in info.metadata) or "max_length" in repr(info.annotation)
