"""`BENCH-PAGES.md`: the targets and whether they are met, the tables, how they were made."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from tests.banc.ecriture import entier, ko, ms, nombre, tableau, verdict
from tests.banc.pages_lighthouse import CATEGORIES, DELAIS, Bilan
from tests.banc.pages_mesures import Vue

NOUS, MATERIAL = "Côte à côte", "Material"
OCTETS_MAX, REQUETES_MAX = 100_000, 10
NOTES_MIN = {"performance": 98, "accessibility": 100, "best-practices": 100, "seo": 100}


@dataclass(frozen=True)
class PageMesuree:
    """A page of ours and the one that is nearest to it in a stock Material site, from each site's root."""

    nom: str
    notre: str
    material: str
    lighthouse: bool = True
    """Whether Lighthouse runs on it; not on a second state of a page it has already seen."""

    def chemin(self, site: str) -> str:
        """Its address in a site."""
        return self.notre if site == NOUS else self.material


@dataclass
class ReleveDePages:
    """What a run measured: views by (page, site, width), Lighthouse's reports by (page, site)."""

    pages: tuple[PageMesuree, ...]
    fiche: str
    """The name of the page whose weight has a target."""
    vues: dict[tuple[str, str, int], Vue] = field(default_factory=dict)
    bilans: dict[tuple[str, str], Bilan] = field(default_factory=dict)

    def vues_de(self, site: str) -> list[Vue]:
        """Every view of a site."""
        return [vue for (_, son_site, _), vue in self.vues.items() if son_site == site]

    def vues_de_la_fiche(self, site: str) -> list[Vue]:
        """The views of the page whose weight has a target."""
        return [vue for (nom, son_site, _), vue in self.vues.items() if (nom, son_site) == (self.fiche, site)]

    def notes(self, site: str, categorie: str) -> list[float]:
        """The middle mark of each page of a site."""
        return [bilan.note(categorie) for (_, son_site), bilan in self.bilans.items() if son_site == site]


def _decalage(valeur: float) -> str:
    return nombre(valeur, 4) if valeur else "0"


def objectifs(releve: ReleveDePages) -> str:
    """Each target, what was measured on both sites, and whether ours meets it."""

    def ligne(nom: str, valeurs: tuple[str, str], tenu: bool) -> list[str]:
        return [nom, *valeurs, verdict(tenu)]

    poids, demandes, tiers, decalages = (
        {NOUS: mesure(NOUS), MATERIAL: mesure(MATERIAL)}
        for mesure in (
            lambda site: max(vue.octets for vue in releve.vues_de_la_fiche(site)),
            lambda site: max(vue.requetes for vue in releve.vues_de_la_fiche(site)),
            lambda site: sum(vue.tiers for vue in releve.vues_de(site)),
            lambda site: max(vue.decalage for vue in releve.vues_de(site)),
        )
    )
    lignes = [
        ligne(
            f"Fiche, première visite : au plus {OCTETS_MAX // 1000} Ko",
            (ko(poids[NOUS]), ko(poids[MATERIAL])),
            poids[NOUS] <= OCTETS_MAX,
        ),
        ligne(
            f"Fiche, première visite : au plus {REQUETES_MAX} requêtes",
            (entier(demandes[NOUS]), entier(demandes[MATERIAL])),
            demandes[NOUS] <= REQUETES_MAX,
        ),
        ligne("Aucune requête à un tiers", (entier(tiers[NOUS]), entier(tiers[MATERIAL])), tiers[NOUS] == 0),
        ligne(
            "Aucun décalage (CLS 0)",
            (_decalage(decalages[NOUS]), _decalage(decalages[MATERIAL])),
            decalages[NOUS] == 0,
        ),
    ]
    for categorie, minimum in NOTES_MIN.items():
        pires = {site: min(releve.notes(site, categorie)) for site in (NOUS, MATERIAL)}
        lignes.append(
            ligne(
                f"Lighthouse, {CATEGORIES[categorie].lower() if categorie != 'seo' else 'SEO'} : au moins {minimum}",
                (entier(pires[NOUS]), entier(pires[MATERIAL])),
                pires[NOUS] >= minimum,
            )
        )
    return tableau(["Objectif (la pire page)", NOUS, MATERIAL, "Verdict"], lignes)


def premieres_vues(releve: ReleveDePages) -> str:
    """Bytes, requests and shifts, page by page."""
    return tableau(
        ["Page", "Site", "Largeur", "Octets", "Requêtes", "Tiers", "CLS"],
        (
            [
                nom,
                site,
                f"{largeur} px",
                ko(vue.octets),
                entier(vue.requetes),
                entier(vue.tiers),
                _decalage(vue.decalage),
            ]
            for (nom, site, largeur), vue in releve.vues.items()
        ),
    )


def notes(releve: ReleveDePages) -> str:
    """Lighthouse's middle marks, with the least and the greatest where runs differ, and times."""
    return tableau(
        ["Page", "Site", *CATEGORIES.values(), *DELAIS.values()],
        (
            [
                nom,
                site,
                *(_note(bilan.notes(categorie), bilan.note(categorie)) for categorie in CATEGORIES),
                *(ms(bilan.delai(delai)) for delai in DELAIS),
            ]
            for (nom, site), bilan in releve.bilans.items()
        ),
    )


def _note(passages: list[int], mediane: float) -> str:
    etendue = f" ({min(passages)}–{max(passages)})" if min(passages) != max(passages) else ""
    return f"{entier(mediane)}{etendue}"


def reproches(releve: ReleveDePages) -> str:
    """What Lighthouse finds on our pages, and what moves on them."""
    lignes = [
        f"- {nom} : {titre} (`{audit}`)"
        for (nom, site), bilan in releve.bilans.items()
        if site == NOUS
        for audit, titre in sorted(bilan.reproches.items())
    ]
    lignes += [
        f"- {nom}, {largeur} px : se déplace : {_liste(vue.deplaces)}"
        for (nom, site, largeur), vue in releve.vues.items()
        if site == NOUS and vue.deplaces
    ]
    return "\n".join(lignes or ["Rien."]) + "\n"


def _liste(elements: Iterable[str]) -> str:
    return ", ".join(f"`{element}`" for element in elements)
