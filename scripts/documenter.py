"""Refresh the field tables of CONTRIBUTING.md: `python -m scripts.documenter`.

The tables come from the models and from `scripts/schema/`; a test fails when they are out of date.
"""

from __future__ import annotations

import sys
from pathlib import Path

from pydantic import BaseModel

from scripts.recueil.conformite import aide, exemple
from scripts.recueil.corps import titres_prevus
from scripts.recueil.modeles import EnteteFiche, EnteteTerme, Lieu, Periode, Source
from scripts.recueil.vocabulaire import vocabulaires

DOCUMENT = Path(__file__).resolve().parent.parent / "CONTRIBUTING.md"
_SOUS_CHAMPS: dict[str, type[BaseModel]] = {"lieu": Lieu, "periode": Periode, "sources": Source}


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
    lignes += [
        f"| `## {prevu.titre}` | {'obligatoire' if prevu.obligatoire else 'si les sources en parlent'} | {prevu.aide} |"
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


BLOCS = {
    "champs-fiche": lambda: tableau_des_champs(EnteteFiche),
    "sections-fiche": lambda: tableau_des_sections("fiche"),
    "champs-terme": lambda: tableau_des_champs(EnteteTerme),
    "valeurs": tableau_des_valeurs,
}


def rafraichir(texte: str) -> str:
    """The document with each block between its markers made anew.

    Raises ValueError where a block has no markers, since its table would silently be missing.
    """
    for nom, bloc in BLOCS.items():
        debut, fin = f"<!-- {nom} -->\n", f"<!-- fin {nom} -->"
        avant, repere, reste = texte.partition(debut)
        _, repere_de_fin, apres = reste.partition(fin)
        if not (repere and repere_de_fin):
            raise ValueError(f"repères « {nom} » introuvables")
        texte = f"{avant}{debut}\n{bloc()}\n\n{fin}{apres}"
    return texte


def main() -> int:
    """Run the command; returns its exit status."""
    DOCUMENT.write_text(rafraichir(DOCUMENT.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{DOCUMENT.name} est à jour.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
