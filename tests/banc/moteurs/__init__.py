"""The engines: how each one's page is opened on a query, and the script that drives it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from tests.banc.sites import PAGE_PAGEFIND

_DOSSIER = Path(__file__).parent


@dataclass(frozen=True)
class Moteur:
    """A search engine; `page` is where its search opens, from the site's root."""

    id: str
    nom: str
    page: str

    def adresse(self, racine: str, requete: str) -> str:
        """Where the results of a query are."""
        return f"{racine}{self.page}?q={quote(requete)}"

    @property
    def script(self) -> str:
        """What its pages run before their own scripts."""
        textes = [(_DOSSIER / f"{nom}.js").read_text(encoding="utf-8") for nom in ("commun", self.id)]
        return "\n".join(textes)


NOUS = Moteur("nous", "Côte à côte", "catalogue/")
PAGEFIND = Moteur("pagefind", "Pagefind", PAGE_PAGEFIND)
MATERIAL = Moteur("material", "Material", "")
MOTEURS = (NOUS, PAGEFIND, MATERIAL)
