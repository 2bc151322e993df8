"""`python -m tests.banc [--rapide] [--croissance] [--requetes FICHIER] [--sortie FICHIER]`."""

from __future__ import annotations

import argparse
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from scripts.construire import RACINE
from scripts.recueil.recueil import Recueil, charger
from tests.banc import nginx
from tests.banc.croissance import A_CHAUD, TAILLES, mesurer_la_croissance
from tests.banc.croissance import A_FROID as CROISSANCE_A_FROID
from tests.banc.document import ecrire
from tests.banc.fautes import BancImpossible
from tests.banc.mesures import mesurer_a_chaud, mesurer_a_froid
from tests.banc.moteurs import MATERIAL, MOTEURS, NOUS, PAGEFIND
from tests.banc.releve import Releve
from tests.banc.requetes import CLASSES, lire, repartir, textes
from tests.banc.sites import batir_le_notre, batir_material, batir_pagefind
from tests.banc.statistiques import noter
from tests.banc.textes import pages_simples
from tests.navigateur import OPTIONS, chemin_du_navigateur

RAPIDE = 10
"""Queries of a quick run."""
A_FROID = {True: len(CLASSES), False: 5 * len(CLASSES)}
"""Queries made cold, by whether the run is quick."""
CONSTRUCTIONS = {True: 1, False: 3}
"""How many times each site is built; the fastest counts."""


def dire(message: str) -> None:
    """Tell how far the run has come."""
    sys.stderr.write(f"{message}\n")
    sys.stderr.flush()


@contextmanager
def _navigateur() -> Iterator[Browser]:
    chemin = chemin_du_navigateur()
    if not chemin:
        raise BancImpossible("Aucun navigateur : lancez « python -m tests.navigateur ».")
    with sync_playwright() as playwright:
        ouvert = playwright.chromium.launch(executable_path=chemin, args=OPTIONS)
        try:
            yield ouvert
        finally:
            ouvert.close()


def mesurer(dossier: Path, recueil: Recueil, requetes: Path, rapide: bool, croissance: bool) -> tuple[Releve, str]:
    """Build, serve and measure everything; returns the figures and the browser's version."""
    toutes = lire(requetes, frozenset(recueil.par_slug))
    choisies = repartir(toutes, RAPIDE) if rapide else toutes
    releve = Releve(choisies, textes(repartir(choisies, A_FROID[rapide])))
    dire("Construction des trois sites…")
    essais = CONSTRUCTIONS[rapide]
    releve.sites[NOUS.id] = batir_le_notre(dossier / NOUS.id, essais)
    releve.sites[PAGEFIND.id] = batir_pagefind(dossier / PAGEFIND.id, dossier / NOUS.id, essais)
    releve.sites[MATERIAL.id] = batir_material(dossier / MATERIAL.id, pages_simples(recueil), essais)
    with _navigateur() as navigateur:
        with nginx.servir({m.id: releve.sites[m.id].dossier for m in MOTEURS}, dossier / "nginx") as serveur:
            for rang, texte in enumerate(releve.a_froid, start=1):
                dire(f"À froid, {rang} sur {len(releve.a_froid)} : « {texte} »")
                # In turn, so that what else the machine does weighs on all alike.
                for moteur in MOTEURS:
                    releve.froid.setdefault(moteur.id, []).append(mesurer_a_froid(navigateur, serveur, moteur, texte))
            uniques = textes(choisies)
            for moteur in MOTEURS:
                dire(f"À chaud, {moteur.nom} : {len(uniques)} requêtes")
                mesures = mesurer_a_chaud(navigateur, serveur, moteur, uniques)
                trouvees = {texte: mesure.fiches for texte, mesure in zip(uniques, mesures, strict=True)}
                releve.chaud[moteur.id] = mesures
                releve.resultats[moteur.id] = [trouvees[requete.texte] for requete in choisies]
                releve.notes[moteur.id] = noter(choisies, releve.resultats[moteur.id])
        for nombre in TAILLES if croissance else ():
            dire(f"Croissance : {nombre} fiches recombinées…")
            releve.croissance += mesurer_la_croissance(
                navigateur,
                dossier / str(nombre),
                releve.sites[NOUS.id].dossier,
                releve.a_froid[:CROISSANCE_A_FROID],
                textes(repartir(choisies, A_CHAUD)),
                nombre,
            )
        return releve, navigateur.version


def main(arguments: list[str] | None = None) -> int:
    """Run the benchmark; returns its exit status, which says whether it ran, not what it found."""
    analyseur = argparse.ArgumentParser(
        prog="python -m tests.banc", description="Mesure la recherche du site et celles de ses pairs.", add_help=False
    )
    analyseur.add_argument("-h", "--help", action="help", help="afficher cette aide")
    analyseur.add_argument("--rapide", action="store_true", help=f"{RAPIDE} requêtes seulement")
    analyseur.add_argument("--croissance", action="store_true", help="mesurer aussi 1 500 et 15 000 fiches")
    analyseur.add_argument(
        "--requetes",
        type=Path,
        metavar="FICHIER",
        default=RACINE / "tests" / "recherche" / "requetes.yml",
        help="un autre jeu de requêtes",
    )
    analyseur.add_argument(
        "--sortie", type=Path, metavar="FICHIER", default=RACINE / "BENCH.md", help="où écrire (par défaut : BENCH.md)"
    )
    options = analyseur.parse_args(arguments)
    # Asked to end, leave as from an interruption: nginx and the browser are stopped on the way out.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with tempfile.TemporaryDirectory(prefix="banc-", ignore_cleanup_errors=True) as dossier:
            recueil = charger(RACINE)
            releve, navigateur = mesurer(
                Path(dossier), recueil, options.requetes, options.rapide, options.croissance
            )  # fmt: skip
            texte = ecrire(releve, recueil, navigateur, rapide=options.rapide)
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
