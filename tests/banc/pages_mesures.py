"""A first view of a page in a profile that has seen nothing: what crosses the network, and what moves.

Bytes and requests are those of nginx's log, headers and document included. The page is left alone
until three seconds after its load, then nothing is asked for any more; all of that counts.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Browser
from playwright.sync_api import Error as ErreurDuNavigateur

from tests.banc.fautes import BancImpossible
from tests.banc.nginx import Serveur

HAUTEURS = {360: 740, 1280: 900}
"""Windows, by width."""
_APRES_MS = 3_000
# CLS as web.dev defines it: the worst burst of shifts (1 s at most between two, 5 s in all), those
# that answer the visitor left out. Nobody touches the page here.
_OBSERVER = """
window.bancDecalage = { pire: 0, sources: [] };
let rafale = 0, debut = 0, dernier = 0;
new PerformanceObserver((liste) => {
  for (const entree of liste.getEntries()) {
    if (entree.hadRecentInput) continue;
    const suite = rafale && entree.startTime - dernier < 1000 && entree.startTime - debut < 5000;
    rafale = suite ? rafale + entree.value : entree.value;
    debut = suite ? debut : entree.startTime;
    dernier = entree.startTime;
    bancDecalage.pire = Math.max(bancDecalage.pire, rafale);
    for (const { node } of entree.sources) {
      const classes = node?.getAttribute?.("class");
      bancDecalage.sources.push((node?.nodeName.toLowerCase() ?? "?") + (classes ? `.${classes}` : ""));
    }
  }
}).observe({ type: "layout-shift", buffered: true });
"""


@dataclass(frozen=True)
class Vue:
    """A first view: bytes sent, requests, requests to elsewhere, and the cumulative layout shift."""

    octets: int
    requetes: int
    tiers: int
    decalage: float
    deplaces: tuple[str, ...]
    """The elements that moved."""


def mesurer_une_vue(navigateur: Browser, serveur: Serveur, adresse: str, largeur: int) -> Vue:
    """Open a page once, in a new profile."""
    deja = serveur.nombre()
    ailleurs: list[str] = []
    contexte = navigateur.new_context(viewport={"width": largeur, "height": HAUTEURS[largeur]}, locale="fr-FR")
    try:
        page = contexte.new_page()
        page.add_init_script(_OBSERVER)
        ici = urlsplit(adresse).netloc
        contexte.on(
            "request",
            lambda demande: (
                ailleurs.append(demande.url)
                if demande.url.startswith("http") and urlsplit(demande.url).netloc != ici
                else None
            ),
        )
        reponse = page.goto(adresse, wait_until="load")
        page.wait_for_timeout(_APRES_MS)
        decalage = page.evaluate("() => bancDecalage")
        envois = serveur.envois(deja)
        codage = reponse.header_value("content-encoding") if reponse else None
    except ErreurDuNavigateur as erreur:
        raise BancImpossible(f"{adresse} ne s'est pas ouverte : {erreur}") from erreur
    finally:
        contexte.close()
    if codage != "br":
        raise BancImpossible(f"{adresse} n'est pas servie en Brotli ({codage}) : les octets ne diraient rien.")
    if manque := [envoi.chemin for envoi in envois if envoi.statut != 200]:
        raise BancImpossible(f"{adresse} demande ce qui n'est pas là : {', '.join(manque)}.")
    return Vue(
        octets=sum(envoi.octets for envoi in envois),
        requetes=len(envois) + len(ailleurs),
        tiers=len(ailleurs),
        decalage=float(decalage["pire"]),
        deplaces=tuple(dict.fromkeys(decalage["sources"])),
    )
