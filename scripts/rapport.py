"""From the findings to one short comment: `python -m scripts.rapport < rapport.json > commentaire.md`.

Reads what `python -m scripts.validate --format json` writes and prints one Markdown comment in French,
for the forge: what blocks publication, then advice, grouped by file. Its first line is a hidden mark by
which the forge's script finds the comment again and refreshes it.

The JSON may come from the contributor's own copy of the code: it is held against its exact form, and
every text in it is shown as code, in which the forge makes no mention, link, image or HTML. Only the
standard library is used, so that the job that may write comments installs nothing.

Exit status: 0 written, 1 the report is not one, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from urllib.parse import quote

from scripts.recueil.normalisation import sur_une_ligne

MARQUE = "<!-- cote-a-cote:verification -->"
TAILLE_MAX = 1_000_000
"""Characters of a report that are read."""
MONTREES = 20
"""Findings of each gravity that are shown; the others are counted."""
_FORME: dict[str, type] = {"chemin": str, "ligne": int, "colonne": int, "code": str, "message": str, "gravite": str}
_LONGUEURS = {"chemin": 200, "message": 500}
"""Characters shown of a path and of a message."""


class RapportInvalide(Exception):
    """What was read is not a report of the validator; the message says why, in French."""


@dataclass(frozen=True)
class Constat:
    """A finding, whose texts are still the contributor's."""

    chemin: str
    ligne: int
    message: str
    bloquant: bool


def lire(texte: str) -> list[Constat]:
    """The findings of a report. Raises RapportInvalide for anything but the validator's own form."""
    if len(texte) > TAILLE_MAX:
        raise RapportInvalide("Le rapport est trop gros.")
    try:
        brut = json.loads(texte)
    except (ValueError, RecursionError) as erreur:
        raise RapportInvalide("Le rapport n'est pas du JSON.") from erreur
    if not isinstance(brut, list):
        raise RapportInvalide("Le rapport n'est pas une liste.")
    return [_constat(element) for element in brut]


def _constat(brut: Any) -> Constat:
    if not isinstance(brut, dict) or brut.keys() != _FORME.keys():
        raise RapportInvalide("Un constat n'a pas les champs attendus.")
    # `type` and not `isinstance`: true is an int for the latter.
    if any(type(brut[nom]) is not attendu for nom, attendu in _FORME.items()):
        raise RapportInvalide("Un constat a un champ d'une autre nature.")
    if not 1 <= brut["ligne"] < 1_000_000 or brut["gravite"] not in ("faute", "conseil"):
        raise RapportInvalide("Un constat a une ligne ou une gravité impossible.")
    if not re.match(r"[^/]", brut["chemin"]) or {"", ".", ".."} & set(brut["chemin"].split("/")):
        raise RapportInvalide("Un constat porte sur un fichier hors du recueil.")
    return Constat(brut["chemin"], brut["ligne"], brut["message"], brut["gravite"] == "faute")


def commentaire(constats: Iterable[Constat], fichiers: str = "", apercu: str = "") -> str:
    """The comment. `fichiers` is the address under which the forge shows the files, for links to the
    lines; `apercu` is where the built site can be had. Both are ours, never the contributor's.
    """
    tous = sorted(constats, key=lambda c: (c.chemin, c.ligne, c.message))
    fautes, conseils = [c for c in tous if c.bloquant], [c for c in tous if not c.bloquant]
    parties = [MARQUE, _ouverture(len(fautes), len(conseils))]
    if fautes:
        parties += ["### À corriger avant la publication", *_liste(fautes, fichiers)]
    if conseils:
        parties += ["### Conseils, qui n'empêchent pas la publication", *_liste(conseils, fichiers)]
    if apercu and not fautes:
        parties.append(
            f"Pour voir le site avec votre changement, téléchargez « apercu » en bas de [cette page]({apercu}), "
            "décompressez-le et ouvrez « index.html »."
        )
    parties.append("Ce message est écrit par un programme, qui le refait à chaque changement de votre proposition.")
    return "\n\n".join(parties) + "\n"


def _ouverture(fautes: int, conseils: int) -> str:
    if fautes:
        reste = f"{fautes} points à corriger" if fautes > 1 else "un point à corriger"
        return f"Merci pour cette proposition ! Il reste **{reste}**. Tout est dit ici en une fois."
    if conseils:
        suite = f"{conseils} conseils, à suivre" if conseils > 1 else "un conseil, à suivre"
        return f"Merci pour cette proposition ! Rien n'empêche de la publier. Voici {suite} si vous le jugez utile."
    return "Merci pour cette proposition ! La vérification n'a rien trouvé à corriger. Une personne va la relire."


def _liste(constats: list[Constat], fichiers: str) -> list[str]:
    """The findings as Markdown blocks: a title and a list for each file, then how many are not shown."""
    blocs = []
    for chemin, groupe in groupby(constats[:MONTREES], key=lambda c: c.chemin):
        lignes = [f"- {_ligne(constat, fichiers)} : {_en_code(constat.message, 'message')}" for constat in groupe]
        blocs += [f"**{_en_code(chemin, 'chemin')}**", "\n".join(lignes)]
    if (reste := len(constats) - MONTREES) > 0:
        blocs.append(f"… et encore {reste}. Sur votre ordinateur, « make check » montre tout.")
    return blocs


def _ligne(constat: Constat, fichiers: str) -> str:
    nom = f"ligne {constat.ligne}"
    # `plain=1` shows the file's own lines: the forges render Markdown otherwise.
    chemin = quote(constat.chemin.encode("utf-8", "replace"))
    liable = fichiers and len(constat.chemin) <= _LONGUEURS["chemin"]
    return f"[{nom}]({fichiers}/{chemin}?plain=1#L{constat.ligne})" if liable else nom


def _en_code(texte: str, nature: str) -> str:
    """A text as inline code, whose fence is longer than any run of backticks in it (CommonMark 0.31, 6.1)."""
    texte = sur_une_ligne(texte, _LONGUEURS[nature])
    cloture = "`" * (max(map(len, re.findall("`+", texte)), default=0) + 1)
    return f"{cloture} {texte} {cloture}" if "`" in texte else f"{cloture}{texte or '…'}{cloture}"


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    analyseur = argparse.ArgumentParser(
        prog="python -m scripts.rapport",
        description="Écrit le message d'une proposition à partir du rapport JSON de la validation, lu sur l'entrée.",
        add_help=False,
    )
    analyseur.add_argument("-h", "--help", action="help", help="afficher cette aide")
    analyseur.add_argument("--fichiers", default="", help="adresse où la forge montre les fichiers")
    analyseur.add_argument("--apercu", default="", help="adresse où se télécharge l'aperçu du site")
    options = analyseur.parse_args(arguments)
    try:
        texte = sys.stdin.buffer.read(4 * TAILLE_MAX + 1).decode("utf-8")
        sys.stdout.write(commentaire(lire(texte), options.fichiers, options.apercu))
    except UnicodeDecodeError:
        sys.stderr.write("Le rapport n'est pas du texte.\n")
        return 1
    except RapportInvalide as erreur:
        sys.stderr.write(f"{erreur}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
