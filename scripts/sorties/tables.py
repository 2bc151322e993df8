"""The collection as tables: columns derived from the models, rows from the JSON objects.

A field keeps its front-matter name; a field of a group takes the group's (`lieu` → `lieu_region`);
a list of plain values is one cell, its values joined by `SEPARATEUR`, which the models refuse inside
a value; sources, a list of groups, are a table of their own. Then come `slug`, `url` and a column a
section (`sections.yml`), Markdown as written. Types and constraints are those of the models' JSON
Schema, in the terms of Table Schema 1 (https://specs.frictionlessdata.io/table-schema/).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml
from pydantic import BaseModel

from scripts.recueil.corps import titres_prevus
from scripts.recueil.formes import SEPARATEUR
from scripts.recueil.modeles import EnteteFiche, EnteteTerme, Source
from scripts.recueil.normalisation import en_slug
from scripts.recueil.recueil import Recueil
from scripts.recueil.vocabulaire import vocabulaires
from scripts.sorties.donnees import fiche_en_donnees, terme_en_donnees
from scripts.sorties.gabarits import Site

_CONTRAINTES = ("pattern", "minimum", "maximum", "maxLength")
_FORMULE = re.compile(r"'*[=+\-@\t\r\n]")


@dataclass(frozen=True)
class Colonne:
    """A column. `chemin` leads to its value in a row; `json` says where that is in the JSON files."""

    nom: str
    chemin: tuple[str, ...]
    titre: str
    description: str
    type: str = "string"
    exemple: str = ""
    contraintes: dict[str, Any] = field(default_factory=dict)
    valeurs: tuple[str, ...] = ()
    """The values admitted, where they are a closed list."""
    liste: bool = False
    """Whether a cell may hold several values."""
    json: str = ""

    @property
    def obligatoire(self) -> bool:
        """Whether no cell is empty."""
        return bool(self.contraintes.get("required"))

    def valeur(self, ligne: dict[str, Any]) -> Any:
        """The value of a row: a text, a number, a list of texts, or None."""
        valeur: Any = ligne
        for nom in self.chemin:
            valeur = valeur.get(nom)
        return valeur


@dataclass(frozen=True)
class Table:
    """A table; `renvois` are (column, table, column of that table)."""

    nom: str
    colonnes: tuple[Colonne, ...]
    lignes: Callable[[Recueil, Site], Iterator[dict[str, Any]]]
    cle: tuple[str, ...]
    renvois: tuple[tuple[str, str, str], ...] = ()


def cellule(valeur: str | int | list[str] | None) -> str:
    """A value as a cell: empty for None, lists joined, numbers as numbers.

    A text that a spreadsheet would run as a formula gets a leading apostrophe (OWASP, "CSV
    Injection": = + - @, tab, carriage return, line feed). One that already looks protected gets
    one more, so that `sans_protection` always gives the text back.
    """
    if valeur is None:
        return ""
    texte = SEPARATEUR.join(valeur) if isinstance(valeur, list) else str(valeur)
    return f"'{texte}" if _FORMULE.match(texte) and not isinstance(valeur, int) else texte


def sans_protection(texte: str) -> str:
    """The text of a cell that `cellule` wrote."""
    return texte[1:] if texte.startswith("'") and _FORMULE.match(texte) else texte


def en_csv(lignes: Iterable[Iterable[str]]) -> bytes:
    """Rows as RFC 4180 says: commas, CRLF, quotes where they are needed. UTF-8 without a byte order mark,
    which programs that do not expect it would take as part of the first column's name.
    """
    texte = io.StringIO(newline="")
    csv.writer(texte, lineterminator="\r\n").writerows(lignes)
    return texte.getvalue().encode()


def _champs(modele: type[BaseModel]) -> Iterator[Colonne]:
    """The columns of a model's fields, in its order."""
    schema = modele.model_json_schema()
    groupes = schema.get("$defs", {})

    def parcourir(objet: dict[str, Any], avant: tuple[str, ...]) -> Iterator[Colonne]:
        for nom, declare in objet["properties"].items():
            choix = [c for c in declare.get("anyOf", [declare]) if c.get("type") != "null"]
            forme = {**declare, **choix[0]}
            chemin = (*avant, nom)
            elements = forme.get("items", {})
            if "$ref" in forme:
                yield from parcourir(groupes[forme["$ref"].rpartition("/")[2]], chemin)
            elif "$ref" not in elements:
                vide = "anyOf" in declare or nom not in objet["required"]
                yield _colonne(chemin, forme, elements, peut_etre_vide=vide)

    yield from parcourir(schema, ())


def _colonne(
    chemin: tuple[str, ...], forme: dict[str, Any], elements: dict[str, Any], *, peut_etre_vide: bool
) -> Colonne:
    liste = forme["type"] == "array"
    # A Table Schema admits no pattern for a date, whose form its type says already.
    date = forme.get("format") == "date"
    contraintes = {nom: forme[nom] for nom in _CONTRAINTES if nom in forme and not (date and nom == "pattern")}
    valeurs = tuple((elements if liste else forme).get("enum", ()))
    if valeurs and liste:
        une = f"({'|'.join(valeurs)})"
        contraintes["pattern"] = f"{une}({re.escape(SEPARATEUR)}{une})*"
    elif valeurs:
        contraintes["enum"] = [*valeurs]
    if not peut_etre_vide and (not liste or forme.get("minItems")):
        contraintes["required"] = True
    exemple = forme["examples"][0]
    return Colonne(
        nom="_".join(chemin),
        chemin=chemin,
        titre=forme["title"],
        description=forme["description"],
        type="date" if date else "string" if liste else forme["type"],
        exemple=cellule(yaml.safe_load(exemple) if liste else exemple),
        contraintes=contraintes,
        valeurs=valeurs,
        liste=liste,
        json=".".join(chemin),
    )


def _sections(sorte: str) -> Iterator[Colonne]:
    for prevu in titres_prevus(sorte):
        ancre = en_slug(prevu.titre)
        yield Colonne(
            nom=ancre.replace("-", "_"),
            chemin=("sections", prevu.titre),
            titre=prevu.titre,
            description=prevu.aide,
            contraintes={"required": True} if prevu.obligatoire else {},
            json="sections",
        )


_SLUG = Colonne(
    "slug",
    ("slug",),
    "Nom court",
    "Le nom du fichier et de la page. Il peut changer.",
    contraintes={"required": True, "unique": True},
    json="slug",
)
_URL = Colonne(
    "url",
    ("url",),
    "Page",
    "L'adresse complète de la page sur le site.",
    contraintes={"required": True, "unique": True},
    json="site, puis adresse",
)


def _ligne(donnees: dict[str, Any], site: Site) -> dict[str, Any]:
    return {
        **donnees,
        "url": site.adresse + donnees["adresse"],
        "sections": {section["titre"]: section["texte"] for section in donnees["sections"]},
    }


def _fiches(recueil: Recueil, site: Site) -> Iterator[dict[str, Any]]:
    for fiche in recueil.fiches:
        yield _ligne(fiche_en_donnees(fiche), site)


def _termes(recueil: Recueil, site: Site) -> Iterator[dict[str, Any]]:
    for terme in recueil.termes:
        yield _ligne(terme_en_donnees(terme), site)


def _sources(recueil: Recueil, site: Site) -> Iterator[dict[str, Any]]:
    for fiche in recueil.fiches:
        for source in fiche.entete.sources:
            yield {"fiche": fiche.entete.id, **source.model_dump(mode="json")}
    for terme in recueil.termes:
        for source in terme.entete.sources:
            yield {"terme": terme.slug, **source.model_dump(mode="json")}


def _valeurs(recueil: Recueil, site: Site) -> Iterator[dict[str, Any]]:
    for vocabulaire in vocabulaires().values():
        for valeur in vocabulaire.valeurs:
            yield {
                "vocabulaire": vocabulaire.id,
                "colonne": vocabulaire.champ.replace(".", "_"),
                "rang": valeur.rang,
                "id": valeur.id,
                "libelle": valeur.libelle,
                "definition": valeur.definition,
            }


def _simple(nom: str, titre: str, description: str, exemple: str = "", **reste: Any) -> Colonne:
    return Colonne(nom, (nom,), titre, description, exemple=exemple, **reste)


_TOUJOURS = {"required": True}

TABLES: tuple[Table, ...] = (
    Table("fiches", (*_champs(EnteteFiche), _SLUG, _URL, *_sections("fiche")), _fiches, cle=("id",)),
    Table("glossaire", (*_champs(EnteteTerme), _SLUG, _URL, *_sections("terme")), _termes, cle=("slug",)),
    Table(
        "sources",
        (
            _simple(
                "fiche",
                "Fiche",
                "Le numéro de la fiche qui cite la source, s'il s'agit d'une fiche.",
                "190",
                type="integer",
                json="la fiche qui contient sources",
            ),
            _simple(
                "terme",
                "Terme",
                "Le nom court du terme qui cite la source, s'il s'agit d'un terme.",
                "pair-aidance",
                json="le terme qui contient sources",
            ),
            *_champs(Source),
        ),
        _sources,
        cle=(),
        renvois=(("fiche", "fiches", "id"), ("terme", "glossaire", "slug")),
    ),
    Table(
        "vocabulaires",
        (
            _simple(
                "vocabulaire",
                "Liste",
                "Le nom de la liste de valeurs, qui est aussi celui du filtre dans le catalogue.",
                "secteur",
                contraintes={"required": True, "enum": [*vocabulaires()]},
                json="la clé dans vocabulaires",
            ),
            _simple(
                "colonne",
                "Colonne",
                "La colonne de fiches.csv qui contient ces valeurs.",
                "secteurs",
                contraintes=_TOUJOURS,
                json="champ",
            ),
            _simple(
                "rang",
                "Rang",
                "La place de la valeur dans la liste ; pour un niveau, sa marche sur l'échelle, de 1 à 5.",
                "1",
                type="integer",
                contraintes={"required": True, "minimum": 1},
                json="valeurs.rang",
            ),
            _simple(
                "id",
                "Identifiant",
                "La valeur écrite dans fiches.csv. Elle ne change jamais.",
                "medico-social",
                contraintes=_TOUJOURS,
                json="valeurs.id",
            ),
            _simple(
                "libelle",
                "Nom",
                "Le nom affiché sur le site.",
                "Médico-social",
                contraintes=_TOUJOURS,
                json="valeurs.libelle",
            ),
            _simple(
                "definition",
                "Définition",
                "Le sens de la valeur, en une phrase.",
                contraintes=_TOUJOURS,
                json="valeurs.definition",
            ),
        ),
        _valeurs,
        cle=("vocabulaire", "id"),
    ),
)


def lignes_de_texte(table: Table, recueil: Recueil, site: Site) -> Iterator[list[str]]:
    """The header, then the rows of a table, cell by cell."""
    yield [colonne.nom for colonne in table.colonnes]
    for ligne in table.lignes(recueil, site):
        yield [cellule(colonne.valeur(ligne)) for colonne in table.colonnes]
