"""Writes `parcours/`, the list of sessions ready for trainers, and `parcours/<slug>/`: aims, length,
fiches to read with what to look for in each, questions for discussion, terms, how the session goes.
"""

from __future__ import annotations

from collections.abc import Iterator

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.sorties import apercus
from scripts.sorties.gabarits import EntreeSommaire, Page, Site, rendre

_PARTIES = (("Fiches à lire", "fiches"), ("Questions à débattre", "questions"), ("Mots à connaître", "mots"))


def produire(enrichi: Enrichi, site: Site) -> Iterator[Page]:
    """The list, then one page for each parcours."""
    recueil = enrichi.recueil
    yield Page(
        adresse=adresses.PARCOURS,
        titre="Parcours pour former et débattre",
        description="Des séances prêtes à l’emploi : un but, des fiches à lire, des questions à débattre, une durée.",
        html=rendre(
            "liste_parcours.html",
            adresses.PARCOURS,
            parcours=recueil.parcours,
            signaler=site.signaler("Parcours pour former et débattre"),
        ),
        apercu=apercus.adresse("site", "parcours"),
    )
    for lu in recueil.parcours:
        adresse = adresses.parcours(lu.slug)
        sections = enrichi.sections_parcours[lu.slug]
        termes = [recueil.termes_par_slug[slug] for slug in lu.entete.termes]
        yield Page(
            adresse=adresse,
            titre=f"{lu.entete.titre} : parcours",
            description=lu.entete.resume,
            html=rendre(
                "parcours.html",
                adresse,
                parcours=lu,
                etapes=[(recueil.par_slug[etape.fiche], etape.consigne) for etape in lu.entete.etapes],
                termes=termes,
                sections=sections,
                selection=adresses.selection(
                    (recueil.par_slug[etape.fiche].entete.id for etape in lu.entete.etapes), titre=lu.entete.titre
                ),
                parties=_PARTIES,
                modifier=site.modifier("parcours", lu.slug),
                signaler=site.signaler(lu.entete.titre),
            ),
            sommaire=(
                *(EntreeSommaire(titre, ancre) for titre, ancre in _PARTIES),
                *(EntreeSommaire(s.titre, s.ancre) for s in sections),
            ),
            definitions=tuple(sorted(enrichi.termes_de[adresse])),
            sorte="parcours",
            apercu=apercus.adresse("parcours", lu.slug),
        )
