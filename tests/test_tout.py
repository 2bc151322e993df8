"""Every page of the site, for `make test-all`: axe-core in both themes on a wide and a narrow screen,
and the Nu HTML checker. `make test` does the same on one page of each kind."""

from __future__ import annotations

from collections import defaultdict
from concurrent.futures import ThreadPoolExecutor
from itertools import product
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.navigateur import OPTIONS, chemin_du_navigateur
from tests.outils import vnu
from tests.test_accessibilite import aller, violations

pytestmark = pytest.mark.tout

NAVIGATEURS = 2
AFFICHAGES = tuple(product(("light", "dark"), (1280, 320)))


def adresses(site: Path) -> list[str]:
    """The address of every page but redirections, which leave at once."""
    return [
        fichier.relative_to(site).as_posix().removesuffix("index.html")
        for fichier in sorted(site.rglob("*.html"))
        if 'http-equiv="refresh"' not in fichier.read_text(encoding="utf-8")
    ]


def parcourir(serveur: str, pages: list[str]) -> list[tuple[str, str, str]]:
    """Rule, place and display of everything that axe-core finds on some pages, in a browser of their own."""
    trouvees = []
    with sync_playwright() as playwright:
        navigateur = playwright.chromium.launch(executable_path=chemin_du_navigateur(), args=OPTIONS)
        contexte = navigateur.new_context(base_url=serveur, bypass_csp=True, locale="fr-FR", reduced_motion="reduce")
        page = contexte.new_page()
        for adresse in pages:
            aller(page, adresse)
            for theme, largeur in AFFICHAGES:
                page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
                page.set_viewport_size({"width": largeur, "height": 800})
                trouvees += [
                    (regle, f"{adresse} {cible}", f"{theme}, {largeur} px")
                    for regle, noeuds in violations(page)
                    for cible, _ in noeuds
                ]
        navigateur.close()
    return trouvees


def test_axe_ne_trouve_rien_sur_aucune_page(site: Path, serveur: str) -> None:
    pages = adresses(site)
    assert len(pages) > 300
    # Playwright's objects belong to the thread that made them: a browser for each.
    with ThreadPoolExecutor(NAVIGATEURS) as ouvriers:
        parts = list(
            ouvriers.map(parcourir, [serveur] * NAVIGATEURS, [pages[i::NAVIGATEURS] for i in range(NAVIGATEURS)])
        )
    par_regle: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for regle, *ou in (trouvee for part in parts for trouvee in part):
        par_regle[regle].append((ou[0], ou[1]))
    assert {regle: (len(ou), ou[:20]) for regle, ou in par_regle.items()} == {}


def test_vnu_ne_trouve_rien_dans_aucun_fichier(site: Path) -> None:
    fichiers = sorted(f for f in site.rglob("*") if f.suffix in (".html", ".css", ".svg"))
    assert {f.relative_to(site.resolve()).as_posix(): messages for f, messages in vnu(fichiers).items()} == {}


def test_le_parcours_voit_une_faute_qui_n_est_que_dans_un_affichage(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text(
        '<!doctype html><html lang="fr"><head><title>A</title><style>@media (prefers-color-scheme: dark) and '
        "(max-width: 400px) { p { color: #777; background: #888 } }</style></head>"
        "<body><main><h1>A</h1><p>Texte</p></main></body></html>",
        encoding="utf-8",
    )
    assert parcourir(f"{tmp_path.as_uri()}/", ["page.html"]) == [("color-contrast", "page.html ['p']", "dark, 320 px")]
