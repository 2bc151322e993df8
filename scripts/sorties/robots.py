"""Writes `robots.txt`: every robot is welcome everywhere, and finds the site map there.

Robots read it at the root of a host only: where the site is in a folder of one, it is never asked for.
"""

from __future__ import annotations

from collections.abc import Iterator

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.sorties.gabarits import Fichier, Site


def produire(enrichi: Enrichi, site: Site) -> Iterator[Fichier]:
    """The file. Without the site's address there is no site map to name: its own must be whole (RFC 9309)."""
    plan = f"\nSitemap: {site.adresse}{adresses.PLAN_DU_SITE}\n" if site.adresse else ""
    yield Fichier("robots.txt", f"User-agent: *\nDisallow:\n{plan}".encode())
