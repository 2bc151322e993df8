"""Faults: what a check says about a line of a file, and how it is printed.

The rules themselves (code, severity, French message) are data in `scripts/schema/regles.yml`.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256

from scripts.recueil.normalisation import sur_une_ligne
from scripts.recueil.schema import lire_schema


@dataclass(frozen=True)
class Regle:
    """One validation rule: `gravite` is "faute" (blocks) or "conseil" (does not)."""

    code: str
    gravite: str
    message: str


@dataclass(frozen=True, order=True)
class Position:
    """A place in a file; `ligne` and `colonne` count from 1."""

    ligne: int = 1
    colonne: int = 1


@dataclass(frozen=True, order=True)
class Faute:
    """One finding. `chemin` is relative to the repository, with forward slashes."""

    chemin: str
    ligne: int
    colonne: int
    code: str
    message: str
    gravite: str

    @property
    def bloquante(self) -> bool:
        """Whether the finding prevents publication."""
        return self.gravite == "faute"


@cache
def regles() -> dict[str, Regle]:
    """All rules by code, in the order of the file."""
    return {
        code: Regle(code, contenu["gravite"], contenu["message"]) for code, contenu in lire_schema("regles.yml").items()
    }


def faute(chemin: str, position: Position, code: str, **valeurs: object) -> Faute:
    """Make a finding from a rule's code and the values of its message.

    Raises KeyError when the code, or a value its message needs, is missing: a programming
    error, never the contributor's.
    """
    regle = regles()[code]
    propres = {nom: sur_une_ligne(str(valeur)) for nom, valeur in valeurs.items()}
    return Faute(
        chemin, position.ligne, position.colonne, code, regle.message.format(**propres).rstrip(), regle.gravite
    )


def en_texte(fautes: Iterable[Faute]) -> str:
    """One line a finding: `path:line:column: [code] message`."""
    return "".join(
        f"{sur_une_ligne(f.chemin)}:{f.ligne}:{f.colonne}: "
        f"[{f.code}] {'' if f.bloquante else 'conseil : '}{f.message}\n"
        for f in fautes
    )


def en_github(fautes: Iterable[Faute]) -> str:
    """Workflow commands that the forge shows as annotations on the lines of the change.

    Escaping rules: GitHub, "Workflow commands", data and property values.
    """

    def donnee(texte: str) -> str:
        return texte.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")

    def propriete(texte: str) -> str:
        return donnee(texte).replace(":", "%3A").replace(",", "%2C")

    return "".join(
        f"::{'error' if f.bloquante else 'warning'} file={propriete(f.chemin)},line={f.ligne},"
        f"col={f.colonne},title={propriete(f.code)}::{donnee(f.message)}\n"
        for f in fautes
    )


def en_json(fautes: Iterable[Faute]) -> str:
    """A JSON list of objects with the fields of `Faute`."""
    return json.dumps([asdict(f) for f in fautes], ensure_ascii=False, indent=1) + "\n"


def en_gitlab(fautes: Iterable[Faute]) -> str:
    """A Code Quality report, which GitLab shows beside the lines of the change.

    Format: GitLab, "Code Quality report format" (docs.gitlab.com/ci/testing/code_quality/).
    """
    return (
        json.dumps(
            [
                {
                    "description": f.message,
                    "check_name": f.code,
                    "fingerprint": sha256(repr(f).encode("utf-8", "backslashreplace")).hexdigest(),
                    "severity": "blocker" if f.bloquante else "info",
                    "location": {"path": f.chemin, "lines": {"begin": f.ligne}},
                }
                for f in fautes
            ],
            ensure_ascii=False,
            indent=1,
        )
        + "\n"
    )


FORMATS = {"text": en_texte, "github": en_github, "gitlab": en_gitlab, "json": en_json}
