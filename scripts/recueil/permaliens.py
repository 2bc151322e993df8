"""`permaliens.yml`: everything that is published, under every name it ever had.

The file only grows: a name that changes is added after the former ones, and what is removed gets a
tombstone under `retires`. `continuite.py` holds the collection against it, `python -m
scripts.permaliens` writes it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated

from pydantic import BeforeValidator, Field

from scripts.recueil import adresses
from scripts.recueil.conformite import conformer
from scripts.recueil.entete import Chemin
from scripts.recueil.formes import TEXTE, AdresseDuSite, Distincts, Jour, NumeroEnCle, Slug
from scripts.recueil.lecture import Document, lire_document
from scripts.recueil.modeles import Enregistrement

FICHIER = "permaliens.yml"
"""Where it is, from the repository's root."""


def _en_liste(noms: object) -> object:
    """One name is written without brackets."""
    return noms if isinstance(noms, list) else [noms]


Noms = Annotated[list[Slug], BeforeValidator(_en_liste), Field(min_length=1), Distincts]
"""Every name of a record, the last one first published last."""
Adresses = Annotated[list[AdresseDuSite], Distincts]


class Retrait(Enregistrement):
    """A tombstone: why and when a page was removed, and where to go instead."""

    titre: Annotated[str, Field(max_length=90), TEXTE] | None = Field(
        default=None, title="Titre", description="Le titre de la page retirée.", examples=["Un café santé"]
    )
    date: Jour = Field(title="Date", description="Le jour du retrait.", examples=["2026-11-21"])
    raison: Annotated[str, Field(max_length=300), TEXTE] = Field(
        title="Raison",
        description="Pourquoi la page est retirée, en une phrase que les visiteurs liront.",
        examples=["Cette fiche faisait double emploi."],
    )
    remplacee_par: AdresseDuSite | None = Field(
        default=None,
        title="Remplacée par",
        description="L'adresse de la page à lire à la place.",
        examples=["fiches/cafe-sante/"],
    )

    @property
    def nom(self) -> str:
        """How the page is called where it is spoken of."""
        return self.titre or "Cette page n'existe plus"


class Permaliens(Enregistrement):
    """The content of the file."""

    fiches: dict[NumeroEnCle, Noms] = Field(
        default_factory=dict,
        title="Fiches",
        description="Le numéro de chaque fiche, et ses noms.",
        examples=["7: cafe-sante"],
    )
    termes: list[Noms] = Field(
        default_factory=list, title="Termes", description="Les noms de chaque terme.", examples=["- cafe-sante"]
    )
    pages: Adresses = Field(
        default_factory=list, title="Pages", description="Les pages de docs/.", examples=["- guide/niveaux/"]
    )
    parcours: Adresses = Field(
        default_factory=list, title="Parcours", description="Les parcours.", examples=["- parcours/la-pair-aidance/"]
    )
    valeurs: Adresses = Field(
        default_factory=list,
        title="Valeurs",
        description="Les pages des valeurs des vocabulaires.",
        examples=["- secteur/social/"],
    )
    autres: Adresses = Field(
        default_factory=list,
        title="Autres",
        description="Les pages et les données que le site compose.",
        examples=["- catalogue/"],
    )
    retires: dict[AdresseDuSite, Retrait] = Field(
        default_factory=dict,
        title="Retirés",
        description="L'adresse de ce qui n'est plus publié, et pourquoi.",
        examples=['fiches/cafe/: {date: 2026-11-21, raison: "…"}'],
    )

    def retiree(self, publiees: Iterable[str]) -> str | None:
        """The address among these (those of one record) where its tombstone stands; None while it lives."""
        return next((adresse for adresse in publiees if adresse in self.retires), None)

    def fiche_retiree(self, numero: int) -> str | None:
        """The address of the tombstone of a fiche."""
        return self.retiree(adresses.fiche(nom) for nom in self.fiches.get(numero, ()))

    def terme_retire(self, noms: Iterable[str]) -> str | None:
        """The address of the tombstone of a term, known by all its names."""
        return self.retiree(adresses.terme(nom) for nom in noms)

    def numero_libre(self, pris: Iterable[int]) -> int:
        """The next number for a new fiche: beyond those taken, and those of fiches that are gone."""
        return max([*self.fiches, *pris], default=0) + 1

    def publiees(self) -> Iterator[str]:
        """Every address that was ever published, from the site's root: each must lead somewhere."""
        for numero, noms in self.fiches.items():
            yield adresses.fiche_courte(numero)
            yield from (adresses.fiche(nom) for nom in noms)
        for noms in self.termes:
            yield from (adresse for nom in noms for adresse in (adresses.terme(nom), adresses.terme_court(nom)))
        yield from (*self.pages, *self.parcours, *self.valeurs, *self.autres)


def lire_permaliens(document: Document) -> Permaliens | None:
    """What the file says; None when it has faults, which its document then tells."""
    permaliens = conformer(document, Permaliens)
    if permaliens is None or document.fautes:
        return None
    lieux: list[tuple[Chemin, list[str]]] = [
        *((("fiches", str(numero)), [*map(adresses.fiche, noms)]) for numero, noms in permaliens.fiches.items()),
        *((("termes", rang), [*map(adresses.terme, noms)]) for rang, noms in enumerate(permaliens.termes)),
    ]
    vus: set[str] = set()
    for lieu, publiees in lieux:
        for adresse in publiees:
            if adresse in vus:
                document.noter(document.entete.lieu(lieu), "permalien-en-double", adresse=adresse)
            vus.add(adresse)
    return permaliens


def charger_permaliens(racine: Path) -> Permaliens:
    """What is published of the repository at `racine`; nothing where the file is missing or faulty."""
    fichier = racine / FICHIER
    return (lire_permaliens(lire_document(fichier, racine)) if fichier.exists() else None) or Permaliens()
