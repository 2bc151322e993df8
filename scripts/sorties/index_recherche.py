"""Writes `recherche/index.json` (see `recueil/recherche.py` for its shape) and
`recherche/lunr.js`: lunr and its French stemmer, as the mkdocs package ships them, in one file.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

import minify

from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.recherche import index
from scripts.sorties.gabarits import Fichier, Site, en_json

_MENTION = (
    "/*! lunr 2.3.9, MIT, Oliver Nightingale; lunr-languages, MPL 1.1, Mihai Valentin; from the mkdocs package */\n"
)
_LUNR = ("templates/search/lunr.js", "lunr-language/lunr.stemmer.support.js", "lunr-language/lunr.fr.js")


def produire(enrichi: Enrichi, site: Site) -> Iterator[Fichier]:
    """The index and the library that reads it."""
    yield Fichier("recherche/index.json", en_json(index(enrichi), separators=(",", ":")))
    paquet = files("mkdocs") / "contrib" / "search"
    textes = [(paquet / chemin).read_text(encoding="utf-8") for chemin in _LUNR]
    yield Fichier(
        "recherche/lunr.js", (_MENTION + minify.string("application/javascript", "\n;".join(textes))).encode()
    )
