"""The same collection grown to 1,500 and 15,000 fiches, recombined from the real ones.

The real fiches stay; each added one takes its title, summary, facts, keywords and each of its
sections from fiches drawn at random with a fixed seed, under a new id and slug. Building so many
pages would say nothing of the search: for us only the catalogue, the index, styles and scripts are
made, inside the real page shell; for Pagefind, bare HTML pages of the same texts.
"""

from __future__ import annotations

import random
import re
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser

from scripts.construire import RACINE
from scripts.recueil.enrichissement import Enrichi, enrichir
from scripts.recueil.recueil import charger
from scripts.sorties import SORTIES
from scripts.sorties.gabarits import Fichier, Site
from tests.banc.fautes import BancImpossible
from tests.banc.mesures import Chaud, Froid, mesurer_a_chaud, mesurer_a_froid
from tests.banc.moteurs import NOUS, PAGEFIND
from tests.banc.nginx import servir
from tests.banc.sites import SiteBati, indexer_avec_pagefind
from tests.banc.textes import pages_simples

TAILLES = (1_500, 15_000)
A_FROID, A_CHAUD = 12, 30
"""Queries made over a grown collection, cold and warm."""
GRAINE = 20_261_121
_CE_QUE_LIT_UNE_RECHERCHE = ("catalogue", "index_recherche", "feuille_de_style", "scripts_navigateur")
"""Modules of `scripts/sorties/`. A file that they miss stops the measure: its request finds nothing."""
# What a fiche takes together from one other fiche, so that it stays coherent.
_ENSEMBLES = (("titre",), ("resume",), ("porteur", "lieu"), ("mots_cles",), ("sources",), ("non_dit",))


@dataclass(frozen=True)
class Taille:
    """What an engine does over a grown collection; `echec` says why there is no measure."""

    nombre: int
    moteur: str
    site: SiteBati
    froid: list[Froid]
    chaud: list[Chaud]
    echec: str = ""


@dataclass
class _Source:
    """A fiche's file as raw blocks: front matter by key, body by heading."""

    entete: dict[str, str]
    sections: dict[str, str]


def mesurer_la_croissance(
    navigateur: Browser, dossier: Path, notre: Path, a_froid: list[str], a_chaud: list[str], nombre: int
) -> list[Taille]:
    """Both engines over `nombre` fiches; `notre` is the real site, whose page shell is used."""
    depot, nous, pagefind = dossier / "depot", dossier / NOUS.id, dossier / PAGEFIND.id
    recombiner(depot, nombre)
    recueil = charger(depot)
    if len(recueil.fiches) != nombre:
        raise BancImpossible(f"{len(recueil.fiches)} fiches recombinées sont lisibles, au lieu de {nombre}.")
    for page in pages_simples(recueil):
        fichier = pagefind / page.adresse / "index.html"
        fichier.parent.mkdir(parents=True)
        fichier.write_text(page.html, encoding="utf-8")
    sites = {NOUS: _batir_la_coquille(enrichir(recueil), notre, nous), PAGEFIND: indexer_avec_pagefind(pagefind)}
    tailles = []
    with servir({moteur.id: site.dossier for moteur, site in sites.items()}, dossier / "nginx") as serveur:
        for moteur, site in sites.items():
            try:
                froid = [mesurer_a_froid(navigateur, serveur, moteur, requete) for requete in a_froid]
                chaud = mesurer_a_chaud(navigateur, serveur, moteur, a_chaud)
                tailles.append(Taille(nombre, moteur.id, site, froid, chaud))
            except BancImpossible as echec:
                tailles.append(Taille(nombre, moteur.id, site, [], [], str(echec)))
    return tailles


def recombiner(depot: Path, nombre: int, racine: Path = RACINE) -> None:
    """Write a repository of `nombre` fiches, with the real glossary and guide."""
    for nom in ("glossary", "docs"):
        shutil.copytree(racine / nom, depot / nom)
    shutil.copytree(racine / "fiches", depot / "fiches")
    fichiers = sorted((racine / "fiches").glob("*.md"))
    sources = {fichier.stem: _lire(fichier.read_text(encoding="utf-8")) for fichier in fichiers}
    hasard = random.Random(GRAINE)
    slugs = list(sources)
    porteurs: dict[str, list[str]] = {}
    for slug, source in sources.items():
        for titre in source.sections:
            porteurs.setdefault(titre, []).append(slug)
    for rang in range(1, nombre - len(slugs) + 1):
        base = slugs[rang % len(slugs)]
        entete = {**sources[base].entete, "id": f"id: {10_000 + rang}\n"}
        entete.pop("anciens_slugs", None)
        for ensemble in _ENSEMBLES:
            autre = sources[hasard.choice(slugs)].entete
            entete.update({cle: autre[cle] for cle in ensemble if cle in autre})
        corps = [sources[hasard.choice(porteurs[titre])].sections[titre] for titre in sources[base].sections]
        texte = f"---\n{''.join(entete.values())}---\n\n{''.join(corps)}"
        (depot / "fiches" / f"{base}-{rang}.md").write_text(texte, encoding="utf-8")


def _lire(texte: str) -> _Source:
    _, entete, corps = re.split(r"^---\n", texte, maxsplit=2, flags=re.M)
    blocs = re.split(r"^(?=\w+:)", entete, flags=re.M)[1:]
    sections = re.split(r"^(?=## )", corps.rstrip("\n") + "\n\n", flags=re.M)[1:]
    return _Source(
        {bloc.partition(":")[0]: bloc for bloc in blocs}, {section.partition("\n")[0]: section for section in sections}
    )


def _batir_la_coquille(enrichi: Enrichi, notre: Path, dossier: Path) -> SiteBati:
    """The files that a search reads, and the catalogue inside the real site's page shell."""
    coquille = (notre / NOUS.page / "index.html").read_text(encoding="utf-8")
    shutil.copytree(notre / "assets", dossier / "assets")
    for fichier in notre.glob("*.*"):
        shutil.copy(fichier, dossier)
    debut = time.perf_counter()
    indexation = 0.0
    for sortie in SORTIES:
        module = sortie.__module__.rpartition(".")[2]
        if module not in _CE_QUE_LIT_UNE_RECHERCHE:
            continue
        avant = time.perf_counter()
        for produit in sortie(enrichi, Site()):
            if isinstance(produit, Fichier):
                fichier, octets = dossier / produit.adresse, produit.octets
            else:
                fichier = dossier / produit.adresse / "index.html"
                octets = _remplir(coquille, produit.html).encode()
            fichier.parent.mkdir(parents=True, exist_ok=True)
            fichier.write_bytes(octets)
        if module == "index_recherche":
            indexation = time.perf_counter() - avant
    return SiteBati(dossier, time.perf_counter() - debut, indexation)


def _remplir(coquille: str, html: str) -> str:
    """The page shell with other contents."""
    debut = coquille.index(">", coquille.index("<main")) + 1
    return coquille[:debut] + html + coquille[coquille.rindex("</main>") :]
