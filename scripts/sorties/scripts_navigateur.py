"""Writes `assets/js/page.js` (every page), `assets/js/catalogue.js`, `assets/js/selection.js` and
`assets/js/contribuer.js` (one page each, the former included), `assets/js/redirection.js` (the pages that
lead elsewhere): the browser modules of `overrides/js/`, each joined with what it imports.

One classic script a page rather than a dozen modules: fewer requests, and pages opened from a
folder, where browsers refuse modules, work too. Modules may only use the import and export forms
matched below; anything else is refused at build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path, PurePosixPath

import minify

from scripts.recueil.enrichissement import Enrichi
from scripts.sorties.gabarits import Fichier, Site

DOSSIER = Path(__file__).resolve().parents[2] / "overrides" / "js"
ENTREES = ("page.js", "catalogue.js", "selection.js", "contribuer.js", "redirection.js")
RACINISEUR = "recherche/racines.js"

_IMPORT = re.compile(r'^import (?:\{([^}]*)\} from |\* as (\w+) from )?"([^"]+)";$', re.M)
_EXPORT = re.compile(r"^export (?=(?:async )?function \w|const \w)", re.M)
_EXPORTE = re.compile(r"^export (?:async )?(?:function|const) (\w+)", re.M)
# The minifier moves such a declaration before the one it follows, on which it may depend.
_DEPLACE = re.compile(r"^\s*(?:const|let) [\[{][^=\n]*= (?:/\*\*.*?\*/ )?\(.*", re.M)
_LICENCE = "/*! lunr-languages (French stemmer, Snowball), MPL 1.1, from the mkdocs package */\n"


def produire(enrichi: Enrichi, site: Site) -> Iterator[Fichier]:
    """One script for each entry."""
    for entree in ENTREES:
        code = minify.string("application/javascript", assembler(entree))
        mention = _LICENCE if entree == "catalogue.js" else ""
        yield Fichier(f"assets/js/{entree}", (mention + code).encode())


def depart() -> str:
    """The few lines that every page runs before its first paint, minified for the page's head."""
    return str(minify.string("application/javascript", (DOSSIER / "depart.js").read_text(encoding="utf-8")))


def source(chemin: str) -> str:
    """The text of a module. The stemmer's is made of the mkdocs package's files."""
    if chemin != RACINISEUR:
        return (DOSSIER / chemin).read_text(encoding="utf-8")
    paquet = files("mkdocs") / "contrib" / "search" / "lunr-language"
    textes = [(paquet / nom).read_text(encoding="utf-8") for nom in ("lunr.stemmer.support.js", "lunr.fr.js")]
    # These files extend a global lunr, of which the stemmer only needs these names to exist.
    bouchon = (
        "const lunr = { Pipeline: { registerFunction() {} }, trimmerSupport: { generateTrimmer() {} },"
        " generateStopWordFilter() {} };\n"
    )
    appel = "(function () {\n" + "\n;".join(textes) + "\n}).call({ lunr });\n"
    return bouchon + appel + "export function raciner(mot) {\n  return lunr.fr.stemmer(mot);\n}\n"


def assembler(entree: str) -> str:
    """An entry and what it imports as one script, each module in a function of its own.

    Raises ValueError for an import or export in a form that is not foreseen, and for what minifies wrongly.
    """
    ordre: list[str] = []
    _parcourir(entree, ordre)
    blocs = [_bloc(chemin, ordre) for chemin in ordre]
    return '(() => {\n"use strict";\n' + "\n".join(blocs) + "\n})();\n"


def _parcourir(chemin: str, ordre: list[str]) -> None:
    """Append a module after those it imports."""
    if chemin in ordre:
        return
    for _, _, cible in _IMPORT.findall(source(chemin)):
        _parcourir(_resoudre(chemin, cible), ordre)
    ordre.append(chemin)


def _bloc(chemin: str, ordre: list[str]) -> str:
    texte = source(chemin)

    def importer(trouve: re.Match[str]) -> str:
        module = f"m{ordre.index(_resoudre(chemin, trouve[3]))}"
        if trouve[2]:
            return f"const {trouve[2]} = {module};"
        return f"const {{{trouve[1].replace(' as ', ': ')}}} = {module};" if trouve[1] else ""

    exportes = _EXPORTE.findall(texte)
    corps = _EXPORT.sub("", _IMPORT.sub(importer, texte))
    if reste := re.search(r"^(?:import|export)\b.*", corps, re.M) or _DEPLACE.search(corps):
        raise ValueError(f"{chemin}: {reste[0].strip()}")
    return f"const m{ordre.index(chemin)} = (() => {{\n{corps}\nreturn {{ {', '.join(exportes)} }};\n}})();"


def _resoudre(depuis: str, cible: str) -> str:
    parties: list[str] = []
    for partie in (PurePosixPath(depuis).parent / cible).parts:
        if partie == "..":
            parties.pop()
        elif partie != ".":
            parties.append(partie)
    return "/".join(parties)
