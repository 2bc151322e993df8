"""The collection: load everything, check everything, once; outputs only read what is here."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from scripts.recueil import adresses
from scripts.recueil.conformite import conformer
from scripts.recueil.continuite import verifier_continuite
from scripts.recueil.controles import verifier_ensemble, verifier_sources
from scripts.recueil.corps import Section, decouper, est_rempli, verifier_syntaxe, verifier_titres_de_page
from scripts.recueil.fautes import Faute
from scripts.recueil.lecture import DOSSIERS, Document, analyser, est_provisoire, lire_document
from scripts.recueil.modeles import EnteteFiche, EntetePage, EnteteParcours, EnteteTerme
from scripts.recueil.normalisation import cle_de_tri
from scripts.recueil.permaliens import FICHIER, Permaliens, lire_permaliens
from scripts.recueil.qualite import conseiller, conseiller_ensemble, conseiller_fiche


@dataclass(frozen=True)
class Fiche:
    """An experience: its front matter and the sections of its body."""

    slug: str
    entete: EnteteFiche
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class Terme:
    """A glossary term: its front matter and the sections of its body."""

    slug: str
    entete: EnteteTerme
    sections: tuple[Section, ...]

    @property
    def formes(self) -> list[str]:
        """Every written form of the term, its abbreviation last."""
        sigle = [self.entete.sigle] if self.entete.sigle else []
        return [self.entete.terme, *self.entete.variantes, *sigle]


@dataclass(frozen=True)
class Parcours:
    """A session for trainers: its front matter and the sections of its body."""

    slug: str
    entete: EnteteParcours
    sections: tuple[Section, ...]


@dataclass(frozen=True)
class PageGuide:
    """A page written in `docs/`; `slug` is its path there without `.md` (`guide/comprendre`)."""

    slug: str
    entete: EntetePage
    texte: str


@dataclass(frozen=True)
class Recueil:
    """All records, checked. Fiches are sorted by id, terms as a French dictionary sorts them,
    parcours by their order.
    """

    fiches: tuple[Fiche, ...]
    termes: tuple[Terme, ...]
    parcours: tuple[Parcours, ...]
    pages: tuple[PageGuide, ...]
    fautes: tuple[Faute, ...] = field(default=())
    permaliens: Permaliens = field(default_factory=Permaliens)
    """What is published; nothing where there is no `permaliens.yml`."""

    @property
    def publiable(self) -> bool:
        """Whether no finding blocks publication."""
        return not any(faute.bloquante for faute in self.fautes)

    @cached_property
    def par_slug(self) -> dict[str, Fiche]:
        """Fiches by slug."""
        return {fiche.slug: fiche for fiche in self.fiches}

    @cached_property
    def termes_par_slug(self) -> dict[str, Terme]:
        """Terms by slug."""
        return {terme.slug: terme for terme in self.termes}

    @cached_property
    def titres(self) -> dict[str, str]:
        """The title of each record's page, by address."""
        return {
            **{adresses.fiche(fiche.slug): fiche.entete.titre for fiche in self.fiches},
            **{adresses.terme(terme.slug): terme.entete.terme for terme in self.termes},
            **{adresses.parcours(parcours.slug): parcours.entete.titre for parcours in self.parcours},
            **{adresses.page(page.slug): page.entete.titre for page in self.pages},
        }

    @cached_property
    def guide(self) -> tuple[PageGuide, ...]:
        """The pages of the guide in reading order."""
        guide = [page for page in self.pages if page.entete.sorte == "guide"]
        return tuple(sorted(guide, key=lambda page: (page.entete.ordre or 0, page.slug)))


def charger(racine: Path) -> Recueil:
    """Load and check the records under `racine`. Never raises for their content: see `.fautes`."""
    fichiers = [
        (sorte, fichier)
        for sorte, dossier in DOSSIERS.items()
        for fichier in sorted((racine / dossier).rglob("*"))
        if not (fichier.is_dir() or est_provisoire(fichier))
    ]
    if (racine / FICHIER).exists():
        fichiers.append(("permaliens", racine / FICHIER))
    return assembler((sorte, lire_document(fichier, racine)) for sorte, fichier in fichiers)


def charger_octets(fichiers: Iterable[tuple[str, bytes]]) -> Recueil:
    """The same from (path, bytes) pairs: what the tests and other front ends use."""
    return assembler([(sorte_de(chemin), analyser(octets, chemin)) for chemin, octets in fichiers])


def sorte_de(chemin: str) -> str:
    """The kind of record that a path holds; a fiche unless its folder says otherwise."""
    if chemin == FICHIER:
        return "permaliens"
    dossiers = chemin.split("/")[:-1]
    return next((sorte for sorte, dossier in DOSSIERS.items() if dossier in dossiers), "fiche")


def assembler(documents: Iterable[tuple[str, Document]]) -> Recueil:
    """Check documents one by one, then together."""
    fiches: dict[str, tuple[Document, Fiche]] = {}
    termes: dict[str, tuple[Document, Terme]] = {}
    parcours: dict[str, tuple[Document, Parcours]] = {}
    pages: list[PageGuide] = []
    noms: dict[str, set[str]] = {sorte: set() for sorte in (*DOSSIERS, "permaliens")}
    permaliens: Permaliens | None = None
    tous = list(documents)
    for sorte, document in tous:
        noms[sorte].add(document.slug)
        if not document.lisible:
            continue
        if sorte == "fiche":
            if fiche := _fiche(document):
                fiches[document.slug] = document, fiche
        elif sorte == "terme":
            if terme := _terme(document):
                termes[document.slug] = document, terme
        elif sorte == "parcours":
            if lu := _parcours(document):
                parcours[document.slug] = document, lu
        elif sorte == "permaliens":
            if permaliens := lire_permaliens(document):
                verifier_continuite(permaliens, document, tous)
        elif page := _page(document):
            pages.append(page)
    permaliens = permaliens or Permaliens()
    lisibles = [document for _, document in tous if document.lisible]
    verifier_ensemble(fiches, termes, parcours, lisibles, noms, permaliens)
    conseiller_ensemble(fiches, [terme for _, terme in termes.values()])
    return Recueil(
        fiches=tuple(sorted((fiche for _, fiche in fiches.values()), key=lambda f: (f.entete.id, f.slug))),
        termes=tuple(sorted((terme for _, terme in termes.values()), key=lambda t: cle_de_tri(t.entete.terme))),
        parcours=tuple(sorted((lu for _, lu in parcours.values()), key=lambda p: (p.entete.ordre, p.slug))),
        pages=tuple(sorted(pages, key=lambda p: p.slug)),
        fautes=tuple(sorted({faute for _, document in tous for faute in document.fautes})),
        permaliens=permaliens,
    )


def _fiche(document: Document) -> Fiche | None:
    entete = conformer(document, EnteteFiche)
    sections = decouper(document, "fiche")
    rempli = est_rempli(document)
    verifier_syntaxe(document)
    if rempli:
        verifier_sources(document)
        conseiller(document, sections)
    if entete is None:
        return None
    fiche = Fiche(document.slug, entete, tuple(sections))
    if rempli:
        conseiller_fiche(document, fiche)
    return fiche


def _terme(document: Document) -> Terme | None:
    entete = conformer(document, EnteteTerme)
    sections = decouper(document, "terme")
    rempli = est_rempli(document)
    verifier_syntaxe(document)
    if rempli:
        verifier_sources(document)
        conseiller(document, sections)
    return None if entete is None else Terme(document.slug, entete, tuple(sections))


def _parcours(document: Document) -> Parcours | None:
    entete = conformer(document, EnteteParcours)
    sections = decouper(document, "parcours")
    verifier_syntaxe(document)
    return Parcours(document.slug, entete, tuple(sections)) if entete else None


def _page(document: Document) -> PageGuide | None:
    entete = conformer(document, EntetePage)
    verifier_titres_de_page(document)
    verifier_syntaxe(document, page=True)
    if entete is None:
        return None
    texte = "\n".join(ligne.texte for ligne in document.corps).strip()
    return PageGuide(document.chemin.removeprefix("docs/").removesuffix(".md"), entete, texte)
