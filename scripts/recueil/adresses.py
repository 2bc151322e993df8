"""Addresses of the site's pages, relative to its root: the only place that knows them.

Published addresses are cited in courses: they do not change.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from urllib.parse import urlencode

ACCUEIL = ""
CATALOGUE = "catalogue/"
FICHES = "fiches/"
GLOSSAIRE = "glossaire/"
GUIDE = "guide/"
DONNEES = "donnees/"
CONTRIBUER = "contribuer/"
SELECTION = "selection/"
PARCOURS = "parcours/"
CHIFFRES = "chiffres/"
FIL = "fil.xml"
OPENSEARCH = "opensearch.xml"
PLAN_DU_SITE = "sitemap.xml"
# Names rather than pages: who publishes, and what is published as a whole, in linked data.
EDITEUR = "#cote-a-cote"
JEU_DE_DONNEES = "donnees/#recueil"


def fiche(slug: str) -> str:
    """The page of a fiche."""
    return f"{FICHES}{slug}/"


def terme(slug: str) -> str:
    """The page of a glossary term."""
    return f"{GLOSSAIRE}{slug}/"


def fiche_courte(numero: int) -> str:
    """The short permanent link of a fiche, which outlives a change of its name."""
    return f"f/{numero}/"


def carte(numero: int) -> str:
    """The card of a fiche, to embed in another site's page."""
    return f"f/{numero}/carte/"


def oembed(numero: int) -> str:
    """What says to other sites how to embed the card of a fiche."""
    return f"f/{numero}/oembed.json"


def citation(numero: int, forme: str) -> str:
    """The reference to a fiche as a file: `forme` is "bib" or "ris"."""
    return f"f/{numero}/citation.{forme}"


def code_qr(numero: int) -> str:
    """The QR code of a fiche's short permanent link."""
    return f"f/{numero}/qr.svg"


def terme_court(slug: str) -> str:
    """The short permanent link of a term."""
    return f"t/{slug}/"


def donnee(nom: str) -> str:
    """A data file by its name, e.g. `donnee("fiches.csv")`."""
    return f"{DONNEES}{nom}"


def liste(vocabulaire: str) -> str:
    """A vocabulary as linked data names it: where its file describes it."""
    return f"{donnee('vocabulaires.ttl')}#{vocabulaire}"


def donnee_fiche(numero: int) -> str:
    """The data of one fiche; by number, which outlives a change of its name."""
    return donnee(f"fiches/{numero}.json")


def donnee_terme(slug: str) -> str:
    """The data of one term."""
    return donnee(f"termes/{slug}.json")


def parcours(slug: str) -> str:
    """The page of a parcours."""
    return f"{PARCOURS}{slug}/"


def valeur(vocabulaire: str, identifiant: str) -> str:
    """The page that lists the fiches with a value of a vocabulary (`secteur/social/`)."""
    return f"{vocabulaire}/{identifiant}/"


def schema(sorte: str) -> str:
    """The JSON Schema of the front matter of a kind of record ("fiche", "terme", "page")."""
    return f"{DONNEES}schemas/{sorte}.schema.json"


def page(slug: str) -> str:
    """A page written in `docs/`, by its path there without `.md`."""
    return "" if slug == "index" else re.sub(r"(^|/)index$", r"\1", slug).rstrip("/") + "/"


def catalogue(**filtres: str) -> str:
    """The catalogue with a query and filters, e.g. `catalogue(niveau="partenariat")`."""
    return CATALOGUE + (f"?{urlencode(filtres)}" if filtres else "")


def selection(numeros: Iterable[int], **textes: str) -> str:
    """The selection that holds these fiches in this order; `textes` may give `titre` and `intro`.

    The form of the address is that of `overrides/js/selection/adresse.js`.
    """
    fiches = "f=" + ",".join(map(str, numeros))
    return f"{SELECTION}?{'&'.join(filter(None, (fiches, urlencode(textes))))}"


def interne(sorte: str, cible: str) -> str:
    """The page of a link written in a text: `fiche:slug`, `terme:slug`, `catalogue:niveau=partenariat`."""
    if sorte == "catalogue":
        return f"{CATALOGUE}?{cible}" if cible else CATALOGUE
    return {"fiche": fiche, "terme": terme, "parcours": parcours}[sorte](cible)


def relative(depuis: str, vers: str) -> str:
    """How the page at `depuis` links to `vers`, both from the site's root; keeps `?…` and `#…`."""
    chemin, separateur, reste = re.match(r"([^?#]*)([?#]?)(.*)", vers, re.S).groups()  # type: ignore[union-attr]
    relatif = posixpath.relpath("/" + chemin, "/" + depuis)
    if chemin.endswith("/") or not chemin:
        relatif += "/"
    return relatif + separateur + reste
