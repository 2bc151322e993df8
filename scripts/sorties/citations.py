"""Writes `f/<id>/citation.bib` (BibTeX) and `f/<id>/citation.ris` (RIS) for each fiche, in UTF-8, to
download from its page: one record each, whose address is the fiche's short permanent link.
"""

from __future__ import annotations

from collections.abc import Iterator

from scripts.recueil import adresses
from scripts.recueil.citation import Reference, bibtex, ris
from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.recueil import Fiche
from scripts.sorties.gabarits import NOM, Fichier, Site

FORMES = {"bib": bibtex, "ris": ris}
"""How each form is written, by the end of its file's name."""


def reference(fiche: Fiche, site: Site) -> Reference:
    """What is cited of a fiche."""
    numero = fiche.entete.id
    return Reference(
        cle=f"cote-a-cote-{numero}",
        auteur=NOM,
        titre=fiche.entete.titre,
        precision=f"Fiche n° {numero}",
        mise_a_jour=fiche.entete.mise_a_jour,
        adresse=site.adresse + adresses.fiche_courte(numero),
    )


def produire(enrichi: Enrichi, site: Site) -> Iterator[Fichier]:
    """Both files of each fiche."""
    for fiche in enrichi.recueil.fiches:
        for forme, ecrire in FORMES.items():
            texte = ecrire(reference(fiche, site))
            yield Fichier(adresses.citation(fiche.entete.id, forme), texte.encode())
