"""What outputs hand over (`Page`, `Fichier`), and the templates with which they make it.

Templates are in `modeles/`, one a page kind plus `composants.html`, where cards, chips, scale and
facts are drawn once for all pages. Everything is escaped; only sanitised HTML is marked safe.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element, tostring

from jinja2 import Environment, FileSystemLoader, StrictUndefined, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from scripts.recueil import adresses
from scripts.recueil.ancres import accompagner
from scripts.recueil.citation import LICENCE
from scripts.recueil.facettes import valeurs
from scripts.recueil.formes import STATUTS
from scripts.recueil.interdits import est_adresse_web
from scripts.recueil.lecture import DOSSIERS
from scripts.recueil.recueil import Fiche
from scripts.recueil.typographie import composer
from scripts.recueil.vocabulaire import Valeur, Vocabulaire, vocabulaires
from scripts.sorties.forge import FORGES

NOM = "Côte à côte"
SOUS_TITRE = "recueil d’expériences d’engagement des usagers"
_HORS_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MOIS = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
]


@dataclass(frozen=True)
class Site:
    """Settings of the site that pages show; `depot` is the forge address, without final slash."""

    adresse: str = ""
    depot: str = ""
    branche: str = "main"
    forge: str = "github"
    """The kind of forge, a key of `FORGES`."""
    publication: bool = True
    """Whether the site is built to be put on line, rather than to be looked at here."""

    def modifier(self, sorte: str, slug: str) -> str:
        """Where a visitor proposes a change to a record's file."""
        return self.modifier_fichier(f"{DOSSIERS[sorte]}/{slug}.md")

    def modifier_fichier(self, chemin: str) -> str:
        """Where a visitor proposes a change to a file that is not a record; `chemin` is from the repository's root."""
        return self._sur_la_forge(FORGES[self.forge].modifier(self.branche, chemin))

    def signaler(self, titre: str) -> str:
        """Where a visitor reports an error on a page."""
        return self._sur_la_forge(FORGES[self.forge].billet(f"Erreur dans « {titre} »"))

    def proposer(self) -> str:
        """Where a visitor tells an experience without writing a file."""
        return self._sur_la_forge(FORGES[self.forge].billet_sur_modele("experience"))

    def nouveau_fichier(self) -> str:
        """Where a visitor makes a new file."""
        return self._sur_la_forge(FORGES[self.forge].nouveau_fichier(self.branche))

    def _sur_la_forge(self, adresse: str) -> str:
        """An address of the forge; empty for a site without a repository."""
        return f"{self.depot}/{adresse}" if self.depot else ""


@dataclass(frozen=True)
class EntreeSommaire:
    """A heading of a page."""

    titre: str
    ancre: str


@dataclass(frozen=True)
class LienDeTete:
    """A `<link>` of a page's head to another form of what it shows; `adresse` is from the site's root, or whole."""

    rel: str
    type: str
    adresse: str
    titre: str


@dataclass(frozen=True)
class Page:
    """A page for the theme. `adresse` is relative to the site's root and ends with a slash."""

    adresse: str
    titre: str
    description: str
    html: str
    sommaire: tuple[EntreeSommaire, ...] = ()
    definitions: tuple[str, ...] = ()
    """Slugs of the terms whose short definition the page shows on demand."""
    sorte: str = "page"
    script: str = "page"
    """The script of `sorties/scripts_navigateur.py` that the page runs."""
    feuille: str = ""
    """A style sheet of its own, added to the site's; its address."""
    apercu: str = ""
    """The image shown with links to the page (`sorties/apercus.py`); empty for the site's own."""
    liens: tuple[LienDeTete, ...] = ()
    modifie: date | None = None
    """The newest day on which what it shows changed, where the records say it."""
    indexable: bool = True
    """Whether search engines may list it."""


@dataclass(frozen=True)
class Fichier:
    """A file of the site that is not a page."""

    adresse: str
    octets: bytes


def rendre(modele: str, depuis: str, **contexte: Any) -> str:
    """The HTML of a template for the page at address `depuis`."""
    return _environnement().get_template(modele).render(depuis=depuis, **contexte)


def en_json(objet: Any, **options: Any) -> bytes:
    """Stable JSON: readable French, one final newline."""
    return (json.dumps(objet, ensure_ascii=False, **options) + "\n").encode()


def en_xml(texte: str) -> bytes:
    """XML as bytes, without the characters that no XML document may hold (XML 1.0, production 2)."""
    return _HORS_XML.sub("", texte).encode()


@cache
def _environnement() -> Environment:
    environnement = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "modeles"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environnement.filters.update(
        t=composer,
        sur=lambda html: Markup(html),
        jour=jour,
        date_source=date_source,
        duree=duree,
        couper_en_deux=couper_en_deux,
    )
    environnement.tests["adresse_web"] = est_adresse_web
    environnement.globals.update(
        adresses=adresses,
        vers=_vers,
        vocabulaires=vocabulaires(),
        valeurs=valeurs_de,
        lieu=lieu,
        periode=periode,
        titre=titre,
        statuts=STATUTS,
        nom_du_site=NOM,
        sous_titre=SOUS_TITRE,
        licence=LICENCE,
    )
    return environnement


@pass_context
def _vers(contexte: Context, adresse: str) -> str:
    """A link from the page being rendered."""
    return adresses.relative(contexte["depuis"], adresse)


def titre(ancre: str, texte: str, balise: str = "h2") -> Markup:
    """A heading with an id, and the link to it."""
    element = Element(balise, {"id": ancre})
    element.text = composer(texte)
    return Markup(tostring(accompagner(element), encoding="unicode", method="html"))


def valeurs_de(fiche: Fiche, vocabulaire: str) -> list[Valeur]:
    """The values of a fiche in a vocabulary, the main one first."""
    voc: Vocabulaire = vocabulaires()[vocabulaire]
    return [voc[identifiant] for identifiant in valeurs(fiche, voc)]


def lieu(fiche: Fiche) -> str:
    """A place as read: « Lille (Hauts-de-France) », « France entière ou plusieurs lieux », « Genève (Suisse) »."""
    ou = fiche.entete.lieu
    region = vocabulaires()["region"][ou.region].libelle if ou.region else ""
    precision = region if ou.pays == "France" else ou.pays
    if ou.commune:
        return f"{ou.commune} ({precision or ou.pays})"
    return precision or "France"


def periode(fiche: Fiche) -> str:
    """Years as read: « depuis 2015 », « de 2012 à 2016 », « jusqu’en 2014 », « non précisée »."""
    debut, fin = fiche.entete.periode.debut, fiche.entete.periode.fin
    if debut and fin:
        return f"en {debut}" if debut == fin else f"de {debut} à {fin}"
    if debut:
        return f"à partir de {debut}"
    return f"jusqu’en {fin}" if fin else "dates non précisées"


def jour(quand: date) -> str:
    """A French date: « 21 novembre 2026 », « 1er mars 2024 »."""
    return f"{'1er' if quand.day == 1 else quand.day} {_MOIS[quand.month - 1]} {quand.year}"


def duree(minutes: int) -> str:
    """A length of time as read: « 45 min », « 2 h », « 2 h 30 »."""
    heures, reste = divmod(minutes, 60)
    if not heures:
        return f"{reste}\u00a0min"
    return f"{heures}\u00a0h\u00a0{reste:02}" if reste else f"{heures}\u00a0h"


def couper_en_deux(texte: str) -> list[str]:
    """A label on two lines of about equal length, for pictures; on one where it is short or a single word."""
    coupes = [rang for rang, lettre in enumerate(texte) if lettre == " "]
    if len(texte) < 14 or not coupes:
        return [texte]
    milieu = min(coupes, key=lambda rang: abs(rang - len(texte) / 2))
    return [texte[:milieu], texte[milieu + 1 :]]


def date_source(texte: str) -> str:
    """The date of a source: "2024", "2024-06" or "2024-06-15", in words."""
    morceaux = [int(m) for m in texte.split("-")]
    if len(morceaux) == 3:
        return jour(date(*morceaux))
    return f"{_MOIS[morceaux[1] - 1]} {morceaux[0]}" if len(morceaux) == 2 else texte
