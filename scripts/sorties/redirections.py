"""Writes the pages that only lead elsewhere, `index.html` at each of these addresses:

- `f/<id>/` and `t/<slug>/`, the short permanent links of fiches and terms;
- `fiches/<ancien>/`, `glossaire/<ancien>/` and `t/<ancien>/`, under the former names of both;
- the same for what was removed: they lead to its tombstone (`pages_retirees.py`).

A page names the one it leads to as canonical, goes there at once with the `#anchor` that it was
asked for (`overrides/js/redirection.js`; without JavaScript, at once too but without the anchor),
and has a plain link for browsers that do neither.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.recueil import Recueil
from scripts.sorties.gabarits import Fichier, Site, rendre

SCRIPT = "assets/js/redirection.js"


def produire(enrichi: Enrichi, site: Site) -> Iterator[Fichier]:
    """One small page for each short link and each former name."""
    for depuis, cible, titre in _renvois(enrichi.recueil):
        html = rendre("redirection.html", depuis, cible=cible, titre=titre, site=site.adresse, script=SCRIPT)
        yield Fichier(f"{depuis}index.html", html.encode())


def _renvois(recueil: Recueil) -> Iterator[tuple[str, str, str]]:
    """Each address that leads elsewhere, where to, and the title of the page there."""
    for fiche in recueil.fiches:
        autres = [adresses.fiche_courte(fiche.entete.id), *map(adresses.fiche, fiche.entete.anciens_slugs)]
        yield from _vers(adresses.fiche(fiche.slug), fiche.entete.titre, autres)
    for terme in recueil.termes:
        yield from _vers(
            adresses.terme(terme.slug),
            terme.entete.terme,
            _adresses_de_terme([terme.slug, *terme.entete.anciens_slugs]),
        )
    retires = recueil.permaliens.retires
    for numero, noms in recueil.permaliens.fiches.items():
        if tombe := recueil.permaliens.fiche_retiree(numero):
            autres = [adresses.fiche_courte(numero), *map(adresses.fiche, noms)]
            yield from _vers(tombe, retires[tombe].nom, autres)
    for noms in recueil.permaliens.termes:
        if tombe := recueil.permaliens.terme_retire(noms):
            yield from _vers(tombe, retires[tombe].nom, _adresses_de_terme(noms))


def _adresses_de_terme(noms: Iterable[str]) -> list[str]:
    return [adresse for nom in noms for adresse in (adresses.terme_court(nom), adresses.terme(nom))]


def _vers(cible: str, titre: str, autres: Iterable[str]) -> Iterator[tuple[str, str, str]]:
    for autre in autres:
        if autre != cible:
            yield autre, cible, titre
