"""Check online the addresses of all sources: `python -m scripts.verifier_liens`, which `make liens` runs.

Writes a report in French, `liens.md`, and never changes a record. What is already visited is kept in
`.liens.jsonl` until the report is whole, so that an interrupted or capped run goes on where it stopped.
Exit status: 0 report written (even with dead addresses, unless `--strict`), 1 none could be written, or
dead addresses with `--strict`, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from datetime import date
from pathlib import Path
from threading import Lock
from urllib.parse import urlsplit

from scripts.recueil.recueil import Recueil, charger
from scripts.reglages import ReglagesIllisibles, lire_reglages
from scripts.validate import RACINE, AnalyseurFrancais
from scripts.visite import Resultat, Visiteur

RAPPORT = "liens.md"
REPRISE = ".liens.jsonl"
HOTES_A_LA_FOIS = 8
_A_REVOIR = ("inconnue",)
"""States worth a second visit, once everything else is done."""
_PARTIES = (
    ("morte", "Adresses mortes", "La page n'existe plus. Cherchez-la ailleurs, ou une copie dans une archive du web."),
    ("deplacee", "Adresses qui ont changé pour de bon", "Remplacez l'ancienne adresse par la nouvelle."),
    ("accueil", "Adresses qui mènent à une page d'accueil", "La page a sans doute disparu : allez voir."),
    ("bloquee", "Adresses que nous ne pouvons pas vérifier", "Le site refuse les robots : ouvrez-les vous-même."),
    (
        "inconnue",
        "Adresses qui n'ont pas répondu, deux fois de suite",
        "C'est peut-être passager : réessayez plus tard.",
    ),
)

Emplois = Mapping[str, Sequence[str]]
"""Where each address is used: « fiches/x.md, source s1 »."""


def adresses_des_sources(recueil: Recueil) -> dict[str, list[str]]:
    """Every address that the sources of fiches and terms give, and where."""
    emplois: dict[str, list[str]] = defaultdict(list)
    for dossier, enregistrements in (("fiches", recueil.fiches), ("glossary", recueil.termes)):
        for enregistrement in enregistrements:
            for source in enregistrement.entete.sources:
                emplois[source.url].append(f"{dossier}/{enregistrement.slug}.md, source {source.id}")
    return dict(emplois)


def visiter_toutes(
    adresses: Iterable[str], visiter: Callable[[str], Resultat], noter: Callable[[Resultat], None]
) -> None:
    """Visit addresses, several hosts at a time but each host's one after the other; doubtful ones twice.

    `noter` is called as results come, never twice at once; only for the last visit of an address.
    """
    verrou = Lock()

    def passer(liste: Iterable[str], garder: Callable[[Resultat], bool]) -> list[str]:
        par_hote: dict[str, list[str]] = defaultdict(list)
        for adresse in liste:
            par_hote[urlsplit(adresse).netloc.lower()].append(adresse)
        a_revoir: list[str] = []

        def suite(hote: list[str]) -> None:
            for adresse in hote:
                resultat = visiter(adresse)
                with verrou:
                    if garder(resultat):
                        noter(resultat)
                    else:
                        a_revoir.append(adresse)

        ouvriers = ThreadPoolExecutor(HOTES_A_LA_FOIS)
        try:
            for fini in [ouvriers.submit(suite, hote) for hote in par_hote.values()]:
                fini.result()
        finally:
            # On interruption nothing new is begun; visits under way end by their own time limit.
            ouvriers.shutdown(wait=False, cancel_futures=True)
        return a_revoir

    passer(passer(adresses, lambda resultat: resultat.etat not in _A_REVOIR), lambda _: True)


def lire_reprise(fichier: Path) -> dict[str, Resultat]:
    """What an earlier run left, by address; a last line cut short by an interruption is left out."""
    connus: dict[str, Resultat] = {}
    for ligne in fichier.read_text(encoding="utf-8").splitlines() if fichier.exists() else ():
        try:
            resultat = Resultat(**json.loads(ligne))
        except (ValueError, TypeError):
            continue
        connus[resultat.adresse] = resultat
    return connus


def rapport(emplois: Emplois, resultats: Mapping[str, Resultat], quand: date) -> str:
    """The report in Markdown."""
    return "".join(_rapport(emplois, resultats, quand))


def _rapport(emplois: Emplois, resultats: Mapping[str, Resultat], quand: date) -> Iterator[str]:
    par_etat: dict[str, list[Resultat]] = defaultdict(list)
    for adresse in sorted(resultats):
        par_etat[resultats[adresse].etat].append(resultats[adresse])
    yield f"# Les adresses des sources, vérifiées le {quand:%d/%m/%Y}\n\n"
    yield f"- {len(emplois)} adresses différentes, dont {len(resultats)} visitées\n"
    yield f"- {len(par_etat['vivante'])} répondent\n"
    yield from (f"- {titre} : {len(par_etat[etat])}\n" for etat, titre, _ in _PARTIES)
    for etat, titre, conseil in _PARTIES:
        if par_etat[etat]:
            yield f"\n## {titre}\n\n{conseil}\n\n"
        for resultat in par_etat[etat]:
            detail = f" ({resultat.detail})" if resultat.detail else ""
            yield f"- <{resultat.adresse}>{detail}\n"
            yield f"  - nouvelle adresse : <{resultat.vers}>\n" if etat == "deplacee" else ""
            yield f"  - mène à : <{resultat.vers}>\n" if etat == "accueil" else ""
            yield from (f"  - {emploi}\n" for emploi in emplois[resultat.adresse])
    if restantes := [adresse for adresse in emplois if adresse not in resultats]:
        yield f"\n## Pas encore visitées : {len(restantes)}\n\nRelancez « make liens » pour continuer.\n"


def _analyseur() -> argparse.ArgumentParser:
    analyseur = AnalyseurFrancais(
        prog="python -m scripts.verifier_liens",
        usage="python -m scripts.verifier_liens [--au-plus N] [--pause S] [--delai S] [--strict]",
        description=f"Vérifie en ligne les adresses de toutes les sources et écrit {RAPPORT}. Ne change aucune fiche. "
        "Interrompue, la commande reprend où elle en était.",
        epilog="Code de sortie : 0 rapport écrit ; 1 pas de rapport, ou des adresses mortes avec --strict ; "
        "2 commande mal écrite.",
    )
    analyseur.add_argument("--au-plus", type=int, metavar="N", help="visiter N adresses, puis s'arrêter là")
    analyseur.add_argument(
        "--pause", type=float, default=2.0, metavar="S", help="secondes entre deux visites au même site (2)"
    )
    analyseur.add_argument(
        "--delai", type=float, default=20.0, metavar="S", help="secondes d'attente d'une réponse (20)"
    )
    analyseur.add_argument("--strict", action="store_true", help="sortir avec 1 s'il y a des adresses mortes")
    analyseur.add_argument("--racine", type=Path, default=RACINE, help="dossier du recueil (par défaut : celui-ci)")
    return analyseur


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    options = _analyseur().parse_args(arguments)
    racine: Path = options.racine
    try:
        site = lire_reglages(racine).site
    except ReglagesIllisibles as erreur:
        sys.stderr.write(f"{erreur}\n")
        return 1
    emplois = adresses_des_sources(charger(racine))
    reprise = racine / REPRISE
    connus = {a: r for a, r in lire_reprise(reprise).items() if a in emplois}
    restantes = [adresse for adresse in emplois if adresse not in connus][: options.au_plus]
    visiteur = Visiteur(f"cote-a-cote-liens/1.0 (+{site})", options.pause, options.delai)
    try:
        with reprise.open("a", encoding="utf-8") as flux:

            def noter(resultat: Resultat) -> None:
                connus[resultat.adresse] = resultat
                flux.write(json.dumps(asdict(resultat), ensure_ascii=False) + "\n")
                flux.flush()
                sys.stderr.write(f"\r{len(connus)} adresses sur {len(emplois)}")

            visiter_toutes(restantes, visiteur.visiter, noter)
    except KeyboardInterrupt:
        sys.stderr.write(f"\nInterrompu. Adresses vues : {len(connus)} sur {len(emplois)}. Relancez pour continuer.\n")
        sys.stderr.flush()
        # Visits under way would hold the command back; what they bring is not needed.
        os._exit(1)
    except OSError as erreur:
        sys.stderr.write(f"\nLe rapport n'a pas pu être écrit : {erreur.strerror}.\n")
        return 1
    if connus and not any(r.etat in ("vivante", "deplacee", "accueil") for r in connus.values()):
        reprise.unlink()
        sys.stderr.write("\nAucune adresse n'a répondu. Vérifiez que vous êtes en ligne, puis recommencez.\n")
        return 1
    (racine / RAPPORT).write_text(rapport(emplois, connus, date.today()), encoding="utf-8")
    if len(connus) == len(emplois):
        reprise.unlink()
    mortes = sum(resultat.etat == "morte" for resultat in connus.values())
    sys.stdout.write(f"\nRapport écrit dans {RAPPORT}. Adresses visitées : {len(connus)} ; mortes : {mortes}.\n")
    return 1 if options.strict and mortes else 0


if __name__ == "__main__":
    sys.exit(main())
