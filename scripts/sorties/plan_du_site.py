"""Writes `sitemap.xml` (https://www.sitemaps.org/protocol.html): every page that search engines may list.

`lastmod` is the day on which what the page shows last changed, where the records say it; pages that
carry no date (the guide, the glossary) have none rather than the day of the build. Redirections are
not pages: the map names only the address they lead to.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.sorties.gabarits import Fichier, Page, Site, en_xml, rendre


def produire(enrichi: Enrichi, site: Site, faites: Iterable[Page | Fichier]) -> Iterator[Fichier]:
    """The map of the pages among `faites`, which the other outputs made, and of those written in `docs/`."""
    dates = {adresses.page(page.slug): None for page in enrichi.recueil.pages} | {
        page.adresse: page.modifie for page in faites if isinstance(page, Page) and page.indexable
    }
    xml = rendre("plan.xml", adresses.PLAN_DU_SITE, site=site.adresse, dates=sorted(dates.items()))
    yield Fichier(adresses.PLAN_DU_SITE, en_xml(xml))
