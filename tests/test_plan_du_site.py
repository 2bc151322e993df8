"""The site map: the rules of the protocol (https://www.sitemaps.org/protocol.html), every page, true dates."""

from __future__ import annotations

import gzip
import re
import xml.etree.ElementTree as ET
from datetime import date
from pathlib import Path

import pytest

from scripts.recueil import adresses
from scripts.recueil.enrichissement import derniere, enrichir
from scripts.recueil.recueil import Recueil, charger_octets
from scripts.recueil.vocabulaire import vocabulaires
from scripts.sorties import plan_du_site, produire
from scripts.sorties.gabarits import Fichier, Page, Site
from tests.fabrique import FICHE, avec
from tests.test_site import RACINE

_NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def lire(octets: bytes) -> dict[str, str]:
    """Days by address from the site's root, empty without one."""
    return {
        (url.findtext(f"{_NS}loc") or "").removeprefix(RACINE): url.findtext(f"{_NS}lastmod") or ""
        for url in ET.fromstring(octets)
    }


@pytest.fixture(scope="module")
def plan(site: Path) -> dict[str, str]:
    return lire((site / adresses.PLAN_DU_SITE).read_bytes())


def test_les_regles_du_protocole(site: Path) -> None:
    octets = (site / adresses.PLAN_DU_SITE).read_bytes()
    racine = ET.fromstring(octets)
    assert octets.decode("utf-8").startswith('<?xml version="1.0" encoding="UTF-8"?>')
    assert len(octets) < 50 * 1024 * 1024
    assert racine.tag == f"{_NS}urlset"
    assert 0 < len(racine) <= 50_000
    lieux = []
    for url in racine:
        assert url.tag == f"{_NS}url"
        assert [enfant.tag for enfant in url] in ([f"{_NS}loc"], [f"{_NS}loc", f"{_NS}lastmod"])
        lieux.append(url.findtext(f"{_NS}loc") or "")
        # A day, as W3C Datetime writes it.
        assert date.fromisoformat(url.findtext(f"{_NS}lastmod") or "2000-01-01")
    assert all(lieu.startswith(RACINE) and len(lieu) < 2048 for lieu in lieux)
    assert len(set(lieux)) == len(lieux)


def test_le_plan_a_chaque_page_que_l_on_peut_lister_et_rien_d_autre(plan: dict[str, str], site: Path) -> None:
    def listable(html: str) -> bool:
        return '<body class="sorte-' in html and not re.search(r'<meta name="robots" content="[^"]*noindex', html)

    assert set(plan) == {
        fichier.relative_to(site).as_posix().removesuffix("index.html")
        for fichier in site.rglob("index.html")
        if listable(fichier.read_text(encoding="utf-8"))
    }


def test_les_dates_sont_celles_de_ce_que_l_on_voit(plan: dict[str, str], recueil: Recueil) -> None:
    enrichi = enrichir(recueil)
    for fiche in recueil.fiches:
        assert plan[adresses.fiche(fiche.slug)] == fiche.entete.mise_a_jour.isoformat()
    for terme in recueil.termes:
        assert plan[adresses.terme(terme.slug)] == str(derniere(enrichi.usages.get(terme.slug, [])) or "")
    for vocabulaire in vocabulaires().values():
        for valeur in vocabulaire.valeurs:
            vues = enrichi.par_valeur.get((vocabulaire.id, valeur.id), [])
            assert plan[adresses.valeur(vocabulaire.id, valeur.id)] == str(derniere(vues) or "")
    assert plan[adresses.ACCUEIL] == plan[adresses.CATALOGUE] == str(derniere(recueil.fiches))
    # Nothing dates what is written in docs/, and the day of the build would be a lie.
    assert {plan[adresses.page(page.slug)] for page in recueil.pages} == {""}


def test_chaque_fiche_garde_sa_date_a_elle() -> None:
    plus_tard = avec(avec(FICHE, "id: 7", "id: 8"), "2026-11-21", "2027-03-02")
    plus_tard = avec(plus_tard, "secteurs: [social, sanitaire]", "secteurs: [sanitaire]")
    recueil = charger_octets([("fiches/un.md", FICHE.encode()), ("fiches/deux.md", plus_tard.encode())])
    faites = produire(enrichir(recueil), Site(RACINE, publication=False))
    plan = next(lire(f.octets) for f in faites if isinstance(f, Fichier) and f.adresse == adresses.PLAN_DU_SITE)
    assert (plan["fiches/un/"], plan["fiches/deux/"]) == ("2026-11-21", "2027-03-02")
    assert (plan["secteur/social/"], plan["secteur/sanitaire/"]) == ("2026-11-21", "2027-03-02")
    assert plan["secteur/medico-social/"] == ""
    assert plan[adresses.CATALOGUE] == "2027-03-02"


def test_une_page_que_l_on_ne_liste_pas_n_y_est_pas() -> None:
    pages = [Page("a/?b&c/", "A", "", ""), Page("cachee/", "B", "", "", indexable=False)]
    (fichier,) = plan_du_site.produire(enrichir(charger_octets([])), Site(RACINE), pages)
    assert b"a/?b&amp;c/" in fichier.octets
    assert lire(fichier.octets) == {"a/?b&c/": ""}


def test_robots_mene_au_plan(site: Path) -> None:
    lignes = (site / "robots.txt").read_text(encoding="utf-8").splitlines()
    assert lignes[:2] == ["User-agent: *", "Disallow:"]
    assert lignes[-1] == f"Sitemap: {RACINE}{adresses.PLAN_DU_SITE}"


def test_il_n_y_a_qu_un_plan(site: Path) -> None:
    # The compressed copies are ours too: MkDocs would write its own map after them.
    octets = (site / adresses.PLAN_DU_SITE).read_bytes()
    assert gzip.decompress((site / f"{adresses.PLAN_DU_SITE}.gz").read_bytes()) == octets
