"""`BENCH.md`: the tables, how they were made, and with what."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from importlib.metadata import version
from platform import python_version

from scripts.recueil.recueil import Recueil
from tests.banc import nginx
from tests.banc.rapport import chargement, cout, manquees, pertinence
from tests.banc.rapport_croissance import croissance
from tests.banc.releve import Releve

_PAQUETS = ("mkdocs", "mkdocs-material", "pagefind", "brotli", "playwright")


def ecrire(releve: Releve, recueil: Recueil, navigateur: str, *, rapide: bool) -> str:
    """The whole document."""
    versions = ", ".join(f"{nom} {version(nom)}" for nom in _PAQUETS)
    coeurs = os.cpu_count() or 1
    passage = "passage rapide" if rapide else "passage complet"
    return f"""\
# Banc de la recherche

{passage.capitalize()} du {datetime.now(UTC):%Y-%m-%d} : {len(releve.requetes)} requêtes, dont {len(releve.a_froid)} \
à froid ; {len(recueil.fiches)} fiches, {len(recueil.termes)} termes, {len(recueil.guide)} pages de guide.
Machine : {coeurs} cœur{"s" if coeurs > 1 else ""}. Python {python_version()}, Chromium {navigateur}, \
nginx {nginx.version()}, {versions}.

## Coût

{cout(releve)}
## Pertinence

Part des requêtes, en %, dont une fiche attendue est parmi les 1, 3 et 10 premières fiches ; puis moyenne des \
inverses du rang.

{pertinence(releve)}
## Croissance

{croissance(releve, len(recueil.fiches))}
## Ce que charge une première recherche ici

{chargement(releve)}
## Requêtes manquées ici (aucune fiche attendue parmi les trois premières)

{manquees(releve)}
## Méthode

- Les trois moteurs cherchent dans les mêmes fiches, termes et pages de guide, servis par nginx sur la machine même, \
comprimés d'avance (brotli, niveau {nginx.NIVEAU_BROTLI}). Pagefind : copie des pages de ce site, `<main>` marqué \
`data-pagefind-body`, page de recherche nue, sans style. Material : site ordinaire fait des mêmes textes en Markdown ; \
ses octets comptent le style et les scripts de sa page, comme les nôtres.
- À froid : un profil neuf du navigateur pour chaque requête. Octets et requêtes sont ceux du journal de nginx, \
en-têtes compris, recoupés avec ceux que compte Chromium (qui oublie le script d'un « worker »). « Jusqu'aux dix \
résultats » : ce qui est demandé avant qu'ils soient dans la page, sauf les données qui n'étaient pas encore là quand \
ils y sont ; « en tout » : avec ce reste (extraits, préchargement, icône). La page HTML est à part.
- À chaud : toutes les requêtes l'une après l'autre dans une page, de l'envoi de la requête au dernier changement des \
résultats (fiches et nombres des filtres ici, dix résultats et leurs extraits chez Pagefind, liste chez Material), \
chargements compris. « Redemandée » : au second \
passage, quand tout ce que la requête charge est déjà là.
- Construction : la commande entière, validation comprise, le plus rapide de ses passages (trois, un seul en passage \
rapide) ; chez Pagefind, l'index seul, fait des pages déjà bâties.
"""
