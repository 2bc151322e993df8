"""Refresh what documents and forge templates repeat of the data: `python -m scripts.documenter`.

Field tables, admitted values, the site's address: they come from the models, from `scripts/schema/`
and from `mkdocs.yml`; a test fails when they are out of date.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from textwrap import indent

from pydantic import BaseModel

from scripts.recueil import adresses
from scripts.recueil.conformite import aide, exemple
from scripts.recueil.corps import titres_prevus
from scripts.recueil.modeles import EnteteFiche, EnteteParcours, EnteteTerme, Etape, Lieu, Periode, Source
from scripts.recueil.vocabulaire import vocabulaires
from scripts.reglages import ReglagesIllisibles, lire_reglages
from scripts.validate import RACINE, AnalyseurFrancais

_SOUS_CHAMPS: dict[str, type[BaseModel]] = {"lieu": Lieu, "periode": Periode, "sources": Source, "etapes": Etape}


def tableau_des_champs(modele: type[BaseModel]) -> str:
    """A Markdown table of the fields of a record, one row each, sub-fields below their field."""
    lignes = ["| champ | ce que l'on y écrit | exemple |", "| --- | --- | --- |"]
    for nom, info in modele.model_fields.items():
        facultatif = "" if info.is_required() else " (facultatif)"
        lignes.append(f"| `{nom}`{facultatif} | {aide(info)} | {_code(exemple(modele, (nom,)))} |")
        if sous_modele := _SOUS_CHAMPS.get(nom):
            lignes += [
                f"| `{nom}`, `{sous}` | {aide(detail)} | {_code(exemple(sous_modele, (sous,)))} |"
                for sous, detail in sous_modele.model_fields.items()
            ]
    return "\n".join(lignes)


def tableau_des_sections(sorte: str) -> str:
    """A Markdown table of the sections of a kind of record."""
    lignes = ["| titre | | ce que l'on y écrit |", "| --- | --- | --- |"]
    sinon = "si c'est utile" if sorte == "parcours" else "si les sources en parlent"
    lignes += [
        f"| `## {prevu.titre}` | {'obligatoire' if prevu.obligatoire else sinon} | {prevu.aide} |"
        for prevu in titres_prevus(sorte)
    ]
    return "\n".join(lignes)


def tableau_des_valeurs() -> str:
    """The ids of every vocabulary but regions, with their definitions."""
    blocs = []
    for vocabulaire in vocabulaires().values():
        if vocabulaire.id == "region":
            blocs.append(f"**{vocabulaire.pluriel}** : {', '.join(f'`{v.id}`' for v in vocabulaire.valeurs)}.")
            continue
        lignes = [f"**{vocabulaire.pluriel}**", "", "| valeur | définition |", "| --- | --- |"]
        lignes += [f"| `{valeur.id}` | {valeur.definition} |" for valeur in vocabulaire.valeurs]
        blocs.append("\n".join(lignes))
    return "\n\n".join(blocs)


def _code(texte: str) -> str:
    return f"`{texte}`"


def options(vocabulaire: str) -> str:
    """The labels of a vocabulary as the options of a GitHub issue form."""
    return "\n".join(f"- {json.dumps(v.libelle, ensure_ascii=False)}" for v in vocabulaires()[vocabulaire].valeurs)


def cases() -> str:
    """The labels of every vocabulary as the checkboxes of a GitLab issue template."""
    return "\n\n".join(
        "\n".join([f"**{vocabulaire.pluriel}**", "", *(f"- [ ] {valeur.libelle}" for valeur in vocabulaire.valeurs)])
        for vocabulaire in vocabulaires().values()
    )


@dataclass(frozen=True)
class Document:
    """A file with generated blocks; `repere` is how it writes the comment before and after each."""

    chemin: str
    repere: str
    blocs: Mapping[str, Callable[[], str]]


DOCUMENTS = (
    Document(
        "CONTRIBUTING.md",
        "<!-- {} -->",
        {
            "champs-fiche": lambda: _aere(tableau_des_champs(EnteteFiche)),
            "sections-fiche": lambda: _aere(tableau_des_sections("fiche")),
            "champs-terme": lambda: _aere(tableau_des_champs(EnteteTerme)),
            "champs-parcours": lambda: _aere(tableau_des_champs(EnteteParcours)),
            "sections-parcours": lambda: _aere(tableau_des_sections("parcours")),
            "valeurs": lambda: _aere(tableau_des_valeurs()),
        },
    ),
    Document(
        ".github/ISSUE_TEMPLATE/experience.yml",
        "# {}",
        {nom: partial(options, nom) for nom in vocabulaires()},
    ),
    Document(
        ".github/ISSUE_TEMPLATE/config.yml",
        "# {}",
        {"site": lambda: f"url: {lire_reglages(RACINE).site}{adresses.CONTRIBUER}"},
    ),
    Document(".gitlab/issue_templates/experience.md", "<!-- {} -->", {"choix": lambda: _aere(cases())}),
)


def _aere(bloc: str) -> str:
    """A Markdown block, set apart from the comments around it."""
    return f"\n{bloc}\n"


def rafraichir(texte: str, document: Document) -> str:
    """The document with each block between its markers made anew, with their margin.

    Raises ValueError where a block has no markers, since its table would silently be missing.
    """
    for nom, bloc in document.blocs.items():
        debut, fin = document.repere.format(nom), document.repere.format(f"fin {nom}")
        motif = re.compile(rf"^( *){re.escape(debut)}\n.*?^ *{re.escape(fin)}$", re.M | re.S)
        trouve = motif.search(texte)
        if not trouve:
            raise ValueError(f"{document.chemin} : repères « {nom} » introuvables")
        marge = trouve[1]
        neuf = f"{marge}{debut}\n{indent(bloc(), marge)}\n{marge}{fin}"
        texte = texte[: trouve.start()] + neuf + texte[trouve.end() :]
    return texte


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    analyseur = AnalyseurFrancais(
        prog="python -m scripts.documenter",
        description="Remet à jour, dans les documents, ce qu'ils répètent des données.",
    )
    analyseur.parse_args(arguments)
    for document in DOCUMENTS:
        fichier = RACINE / document.chemin
        try:
            texte = rafraichir(fichier.read_text(encoding="utf-8"), document)
        except (ValueError, ReglagesIllisibles) as erreur:
            sys.stderr.write(f"{erreur}\n")
            return 1
        fichier.write_text(texte, encoding="utf-8")
        sys.stdout.write(f"{document.chemin} est à jour.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
