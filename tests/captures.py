"""The pictures of CONTRIBUTING.md, taken from the real site: `make captures`.

They are kept in the repository, so that the forge shows them; take them anew when the form changes.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

from scripts.construire import RACINE, construire
from tests.conftest import ouvrir_chromium, servir
from tests.saisie import TEXTES, ecrire, ouvrir, remplir

DOSSIER = RACINE / ".github" / "captures"


def prendre(page: Page) -> None:
    """Every picture, from a fiche begun to a fiche ready to take away."""
    ouvrir(page)
    ecrire(page, "titre", TEXTES["titre"])
    _cliche(page, "#formulaire", "formulaire")
    remplir(page, resume=f"{TEXTES['resume']} " * 3, **{"sources.s1.url": "exemple.fr/permanence"})
    page.locator("#verifier").click()
    _cliche(page, "#bilan", "messages")
    ecrire(page, "resume", TEXTES["resume"])
    ecrire(page, "sources.s1.url", TEXTES["sources.s1.url"])
    _cliche(page, "#relire", "relire")
    _cliche(page, ".emporter", "emporter")


def _cliche(page: Page, selecteur: str, nom: str) -> None:
    """The screen with a part of the page at its top, as a light picture."""
    page.locator(selecteur).first.evaluate("e => window.scrollTo(0, e.getBoundingClientRect().top + scrollY - 16)")
    ou = DOSSIER / f"{nom}.png"
    page.screenshot(path=ou)
    Image.open(ou).convert("P", palette=Image.Palette.ADAPTIVE, colors=64).save(ou, optimize=True)


def main() -> None:
    """Build the site, serve it and take the pictures."""
    DOSSIER.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as temporaire, ouvrir_chromium() as chromium:
        site = Path(temporaire) / "site"
        construire(site)
        with servir(site) as adresse:
            contexte = chromium.new_context(base_url=adresse, viewport={"width": 1160, "height": 760}, locale="fr-FR")
            prendre(contexte.new_page())


if __name__ == "__main__":
    main()
