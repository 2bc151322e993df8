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
from scripts.recueil.interdits import A_REMPLIR, invisibles, nom_du_caractere
from scripts.recueil.lecture import Document
from scripts.recueil.vocabulaire import suggerer

M = TypeVar("M", bound=BaseModel)


def conformer(document: Document, modele: type[M]) -> M | None:
    """The document's front matter as that model; None when it has faults, which are then recorded."""
    if not document.entete.complet:
        return None
    conforme, erreurs = None, []
    try:
        conforme = modele.model_validate(document.entete.valeurs)
    except ValidationError as refus:
        erreurs = refus.errors(include_url=False)
    textes = list(_textes(document.entete.valeurs, ()))
    a_remplir = {chemin for chemin, valeur in textes if A_REMPLIR in valeur}
    for erreur in erreurs:
        if erreur["loc"] not in a_remplir:
            _noter(document, modele, erreur)
    refuses = {erreur["loc"] for erreur in erreurs}
    for chemin, valeur in textes:
        lieu = document.entete.lieu(chemin)
        if chemin in a_remplir:
            document.noter(lieu, "modele-non-rempli")
        elif isinstance(valeur, Nombre) and chemin not in refuses:
            document.noter(lieu, "texte-attendu", champ=_nom(chemin), valeur=valeur, nature="un nombre")
        # Between double quotes, YAML writes any character: "\u202e", "\t".
        elif caches := re.findall(r"\t", valeur) or invisibles(valeur):
            document.noter(lieu, "caractere-interdit", caractere=nom_du_caractere(caches[0]))
    return None if a_remplir else conforme


def _textes(valeur: object, chemin: Chemin) -> Iterator[tuple[Chemin, str]]:
    """Every text of the front matter, with its place; a `Nombre` is one that other tools read as a number."""
    if isinstance(valeur, str):
        yield chemin, valeur
    elif isinstance(valeur, dict):
        for cle, element in valeur.items():
            yield from _textes(element, (*chemin, cle))
    elif isinstance(valeur, list):
        for rang, element in enumerate(valeur):
            yield from _textes(element, (*chemin, rang))


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
    elif sorte == "int_type":
        noter("nombre-attendu", valeur=_apercu(saisie))
    elif sorte in ("greater_than_equal", "less_than_equal"):
        bornes = f"à partir de {contexte['ge']}" if "ge" in contexte else f"jusqu'à {contexte['le']}"
        noter("nombre-hors-limites", valeur=saisie, bornes=bornes)
    elif sorte == "string_too_long":
        longueur, maximum = len(saisie.strip()), contexte["max_length"]
        noter("texte-trop-long", longueur=longueur, maximum=maximum, exces=longueur - maximum)
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
    if isinstance(saisie, bool):
        return str(saisie).lower()
    return "un groupe" if isinstance(saisie, dict) else str(saisie)


def _nature(saisie: object) -> str:
    if isinstance(saisie, bool):
        return "oui ou non"
    if isinstance(saisie, (list, dict)):
        return _apercu(saisie)
    return "un nombre"


def sous_modele(annotation: Any) -> type[BaseModel] | None:
    """The model inside an annotation such as `Source`, `list[Source]` or `Lieu | None`."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if get_origin(annotation) in (list, Union, types.UnionType) or get_args(annotation):
        for argument in get_args(annotation):
            if trouve := sous_modele(argument):
                return trouve
    return None


def champs(modele: type[BaseModel], chemin: Chemin = ()) -> dict[str, FieldInfo]:
    """The fields admitted inside `chemin`, in the dictionary's order."""
    for partie in chemin:
        if isinstance(partie, str) and (info := modele.model_fields.get(partie)):
            modele = sous_modele(info.annotation) or modele
    return modele.model_fields


def _info(modele: type[BaseModel], chemin: Chemin) -> FieldInfo | None:
    """The dictionary's entry for a field; None for one that does not exist."""
    nom = next((partie for partie in reversed(chemin) if isinstance(partie, str)), "")
    return champs(modele, chemin[: chemin.index(nom)] if nom in chemin else ()).get(nom)


def exemple(modele: type[BaseModel], chemin: Chemin) -> str:
    """The dictionary's example for a field, as one would write it in the front matter."""
    info = _info(modele, chemin)
    if info is None or not info.examples:
        return "…"
    valeur = info.examples[0]
    brut = isinstance(valeur, str) and not valeur.startswith(("[", "{", "-")) and _est_texte_libre(info)
    return f'"{valeur}"' if brut else str(valeur)


def aide(info: FieldInfo) -> str:
    """What the dictionary says of a field to those who write the file: `null` is how nothing is written."""
    return f"{info.description} Sinon, null." if accepte_rien(info) else str(info.description)


def accepte_rien(info: FieldInfo) -> bool:
    """Whether a field may be left without a value though it is written."""
    return info.is_required() and type(None) in get_args(info.annotation)


def _est_texte_libre(info: FieldInfo) -> bool:
    """Whether the value is written between quotes: a text that is neither an id nor a day."""
    return any(getattr(m, "max_length", None) for m in info.metadata) or "max_length" in repr(info.annotation)
