"""`python -m tests.banc.pages [--passages N] [--sortie FICHIER]`: weight, steadiness and Lighthouse's
marks of five pages, beside those of a stock Material site over the same texts, in one run.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path

from playwright.sync_api import sync_playwright

from scripts.construire import RACINE, construire
from scripts.recueil import adresses
from scripts.recueil.recueil import Recueil, charger
from tests.banc import nginx, pages_lighthouse
from tests.banc.ecriture import nombre
from tests.banc.fautes import BancImpossible
from tests.banc.pages_lighthouse import Bilan
from tests.banc.pages_mesures import HAUTEURS, mesurer_une_vue
from tests.banc.pages_rapport import (
    MATERIAL,
    NOUS,
    PageMesuree,
    ReleveDePages,
    notes,
    objectifs,
    premieres_vues,
    reproches,
)
from tests.banc.sites import batir_material
from tests.banc.textes import PageSimple, pages_simples
from tests.navigateur import OPTIONS, chemin_du_navigateur

PASSAGES = 3
FICHE = "fiches/mediateurs-sante-pairs-ccoms/"
TERME = "glossaire/pair-aidance/"
GUIDE = "guide/niveaux/"
CATALOGUE = "catalogue/"
PAGES = (
    PageMesuree("Accueil", "", ""),
    PageMesuree("Catalogue", CATALOGUE, CATALOGUE),
    PageMesuree("Catalogue, « patients »", f"{CATALOGUE}?q=patients", f"{CATALOGUE}?q=patients", lighthouse=False),
    PageMesuree("Fiche", FICHE, FICHE),
    PageMesuree("Terme", TERME, TERME),
    PageMesuree("Guide", GUIDE, GUIDE),
)
_SITES = {NOUS: "nous", MATERIAL: "material"}


def liste_simple(recueil: Recueil) -> PageSimple:
    """What stands for the catalogue in a site without one: every fiche's title, summary and address."""
    parties = tuple(
        (fiche.entete.titre, f"{fiche.entete.resume}\n\n[Lire la fiche](../{adresses.fiche(fiche.slug)}index.md)")
        for fiche in recueil.fiches
    )
    return PageSimple(CATALOGUE, "Catalogue", "Toutes les fiches du recueil.", (), parties)


def dire(message: str) -> None:
    """Tell how far the run has come."""
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()


def mesurer(dossier: Path, recueil: Recueil, passages: int) -> tuple[ReleveDePages, str]:
    """Build, serve and measure both sites; returns the figures and the browser's version."""
    chemin = chemin_du_navigateur()
    if not chemin:
        raise BancImpossible("Aucun navigateur : lancez « python -m tests.navigateur ».")
    pages_lighthouse.installer()
    dire("Construction des deux sites…")
    bases = {site: dossier / nom for site, nom in _SITES.items()}
    construire(bases[NOUS], publication=True)
    batir_material(bases[MATERIAL], [*pages_simples(recueil), liste_simple(recueil)])
    releve = ReleveDePages(PAGES, fiche="Fiche")
    with nginx.servir({_SITES[site]: base for site, base in bases.items()}, dossier / "nginx") as serveur:
        # Best practices ask for HTTPS, except on this very name.
        racines = {site: serveur.adresses[nom].replace("127.0.0.1", "localhost") for site, nom in _SITES.items()}
        with sync_playwright() as playwright:
            navigateur = playwright.chromium.launch(executable_path=chemin, args=OPTIONS)
            try:
                for page in PAGES:
                    dire(f"Première visite : {page.nom}")
                    for site, racine in racines.items():
                        for largeur in HAUTEURS:
                            releve.vues[page.nom, site, largeur] = mesurer_une_vue(
                                navigateur, serveur, racine + page.chemin(site), largeur
                            )
                version_du_navigateur = navigateur.version
            finally:
                navigateur.close()
        for page in (page for page in PAGES if page.lighthouse):
            faits: dict[str, list[pages_lighthouse.Passage]] = {site: [] for site in racines}
            for rang in range(1, passages + 1):
                # In turn, so that what else the machine does weighs on both alike.
                for site, racine in racines.items():
                    dire(f"Lighthouse, passage {rang} sur {passages} : {page.nom}, {site}")
                    faits[site].append(pages_lighthouse.passer(racine + page.chemin(site), chemin))
            for site, siens in faits.items():
                releve.bilans[page.nom, site] = Bilan(tuple(siens))
    return releve, version_du_navigateur


def ecrire(releve: ReleveDePages, recueil: Recueil, navigateur: str, passages: int, charges: list[float]) -> str:
    """The whole document; `charges` are the machine's load averages over a minute, at start and at end."""
    coeurs = os.cpu_count() or 1
    return f"""\
# Banc des pages

Passage du {datetime.now(UTC):%Y-%m-%d} : {len(recueil.fiches)} fiches, {len(recueil.termes)} termes, \
{len(recueil.guide)} pages de guide. Machine : {coeurs} cœur{"s" if coeurs > 1 else ""}, charge moyenne sur une \
minute de {nombre(charges[0])} au début et de {nombre(charges[1])} à la fin. Chromium {navigateur}, Lighthouse \
{pages_lighthouse.VERSION}, nginx {nginx.version()}, mkdocs-material {version("mkdocs-material")}.

## Objectifs

{objectifs(releve)}
## Première visite

{premieres_vues(releve)}
## Lighthouse

Médiane de {passages} passage{"s" if passages > 1 else ""} ; entre parenthèses, le moindre et le plus haut quand ils \
diffèrent.

{notes(releve)}
## Ce que Lighthouse reproche aux pages d'ici, et ce qui s'y déplace

{reproches(releve)}
## Méthode

- Les deux sites portent les mêmes fiches, termes et pages de guide, servis par le même nginx sur la machine même, \
sans HTTP/2, comprimés d'avance (brotli, niveau {nginx.NIVEAU_BROTLI} ; « make site » comprime les nôtres davantage).
- Material : un site ordinaire fait des mêmes textes en Markdown, polices de Google coupées (d'origine, il les demande \
à un tiers). Son accueil n'a que deux lignes ; son catalogue est la liste des titres et des résumés des fiches, \
avec un lien vers chacune, et « patients » y ouvre sa recherche.
- Première visite : un profil neuf pour chaque vue, une seule vue. Octets et requêtes du journal de nginx, document et \
en-têtes compris, jusqu'à ce que la page, laissée seule, ne demande plus rien, au moins \
3 s après son chargement. Tiers : requêtes du navigateur vers une autre adresse. CLS : la pire rafale de \
décalages, comptée par le navigateur.
- Lighthouse : réglages d'origine (téléphone moyen, réseau lent calculé), un navigateur neuf à chaque passage, les \
deux sites à tour de rôle ; la note de performance dépend de ce que fait la machine pendant ce temps.
"""


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; returns its exit status, which says whether it ran, not what it found."""
    analyseur = argparse.ArgumentParser(
        prog="python -m tests.banc.pages",
        description="Mesure le poids et la vitesse des pages, et celles d'un site Material ordinaire.",
        add_help=False,
    )
    analyseur.add_argument("-h", "--help", action="help", help="afficher cette aide")
    analyseur.add_argument(
        "--passages", type=int, metavar="N", default=PASSAGES, help=f"passages de Lighthouse (par défaut : {PASSAGES})"
    )
    analyseur.add_argument(
        "--sortie",
        type=Path,
        metavar="FICHIER",
        default=RACINE / "BENCH-PAGES.md",
        help="où écrire (par défaut : BENCH-PAGES.md)",
    )
    options = analyseur.parse_args(arguments)
    # Asked to end, leave as from an interruption: nginx and the browser are stopped on the way out.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with tempfile.TemporaryDirectory(prefix="banc-pages-", ignore_cleanup_errors=True) as dossier:
            recueil = charger(RACINE)
            charges = [os.getloadavg()[0]]
            releve, navigateur = mesurer(Path(dossier), recueil, options.passages)
            charges.append(os.getloadavg()[0])
            texte = ecrire(releve, recueil, navigateur, options.passages, charges)
    except BancImpossible as erreur:
        sys.stderr.write(f"{erreur}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("Banc interrompu.\n")
        return 1
    sys.stdout.write(texte)
    options.sortie.write_text(texte, encoding="utf-8")
    dire(f"Écrit dans {options.sortie}.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
