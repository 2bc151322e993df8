"""The commented template of a new fiche, made from the field dictionary, vocabularies and sections.

Each field has its help, its example and its admitted values as comments, and `A_REMPLIR` as its value
unless the value is already known; each section has its help behind `A_REMPLIR`. The rule
`modele-non-rempli` refuses what is left of it.
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, Literal, get_args, get_origin

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from scripts.recueil.conformite import exemple, sous_modele
from scripts.recueil.corps import consigne, titres_prevus
from scripts.recueil.formes import STATUTS
from scripts.recueil.interdits import A_REMPLIR
from scripts.recueil.modeles import EnteteFiche
from scripts.recueil.vocabulaire import vocabulaires

_LARGEUR = 110
"""Characters a line of comment."""


def modele_de_fiche(titre: str, numero: int, jour: date, schema: str) -> str:
    """The text of the new file. `schema` is the address of the JSON Schema that editors check it with."""
    connus = {
        "id": str(numero),
        # A JSON text is a YAML one: whatever the title holds is kept.
        "titre": json.dumps(titre, ensure_ascii=False),
        "sources.id": "s1",
        "statut": next(iter(STATUTS)),
        "mise_a_jour": jour.isoformat(),
    }
    lignes = [
        "---",
        f"# yaml-language-server: $schema={schema}",
        *_commenter(f"Remplacez chaque « {A_REMPLIR} ». Les lignes qui commencent par # aident à écrire : "
                    "elles ne sont pas publiées et vous pouvez les effacer."),
        *_champs(EnteteFiche, connus),
        "---",
    ]  # fmt: skip
    for prevu in titres_prevus("fiche"):
        lignes += ["", f"## {prevu.titre}", "", f"{A_REMPLIR} : {consigne(prevu)}"]
    return "\n".join(lignes) + "\n"


def _champs(modele: type[BaseModel], connus: Mapping[str, str], chemin: tuple[str, ...] = ()) -> Iterator[str]:
    """The lines of the fields of a model, without margin."""
    for nom, info in modele.model_fields.items():
        complet = ".".join((*chemin, nom))
        yield ""
        yield from _commenter(_aide(info))
        groupe = sous_modele(info.annotation)
        if groupe:
            yield f"{nom}:"
            lignes = [f"  {ligne}" for ligne in _champs(groupe, connus, (*chemin, nom)) if ligne]
            yield from _element(lignes) if get_origin(info.annotation) is list else lignes
            continue
        ecrit = exemple(modele, (nom,))
        yield from _valeurs(complet, info)
        if not info.is_required():
            yield f"# {nom}: {ecrit}"
            continue
        if complet not in connus:
            yield from _commenter(f"Exemple : {ecrit}")
        yield f"{nom}: {connus.get(complet) or _a_remplir(ecrit, info)}"


def _element(lignes: list[str]) -> list[str]:
    """The lines of a group as the one element of a list, and how to add another."""
    premiere = next(rang for rang, ligne in enumerate(lignes) if not ligne.startswith("  #"))
    return [
        *lignes[:premiere],
        f"  - {lignes[premiere].strip()}",
        *(f"  {ligne}" for ligne in lignes[premiere + 1 :]),
        f"  # Pour en ajouter, recopiez ces lignes à partir de « - {lignes[premiere].strip()} », avec un autre numéro.",
    ]


def _aide(info: FieldInfo) -> str:
    maximum = next((m.max_length for m in info.metadata if hasattr(m, "max_length")), None)
    longueur = f" {maximum} caractères au plus." if maximum and info.annotation is str else ""
    facultatif = "" if info.is_required() else " Facultatif : pour le remplir, retirez le # de la ligne."
    return f"{info.title} : {info.description}{longueur}{facultatif}"


def _valeurs(champ: str, info: FieldInfo) -> Iterator[str]:
    """The values that a field admits: with what they mean, on a line each, or in a row where ids say enough."""
    definitions = {v.champ: {x.id: x.definition for x in v.valeurs} for v in vocabulaires().values()}
    definitions["statut"] = STATUTS
    if champ == vocabulaires()["region"].champ or champ not in definitions:
        ids = [*definitions.get(champ, ()), *_litteraux(info.annotation)]
        if ids:
            yield from _commenter(f"Valeurs possibles : {', '.join(ids)}.")
        return
    yield "# Valeurs possibles :"
    for identifiant, definition in definitions[champ].items():
        yield from _commenter(f"- {identifiant} : {definition}", "  ")


def _litteraux(annotation: Any) -> list[str]:
    """The texts of a `Literal[…] | None`."""
    return [texte for choix in get_args(annotation) if get_origin(choix) is Literal for texte in get_args(choix)]


def _a_remplir(ecrit: str, info: FieldInfo) -> str:
    """The mark, written as the example is, in a list or between quotes; bare where null may be written."""
    marque = f'"{A_REMPLIR}"' if '"' in ecrit and type(None) not in get_args(info.annotation) else A_REMPLIR
    return f"[{marque}]" if ecrit.startswith("[") else marque


def _commenter(texte: str, retrait: str = "") -> list[str]:
    lignes = textwrap.wrap(texte, _LARGEUR, break_long_words=False, break_on_hyphens=False, subsequent_indent=retrait)
    return [f"# {ligne}" for ligne in lignes]
