"""Writes `fiches/<slug>/`: one page a fiche — summary, facts panel, text, what sources do not say,
numbered sources, how to cite, share and print it, similar fiches, links to correct it.
"""

from __future__ import annotations

from collections.abc import Iterator

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.sorties import apercus, cartes, fil_atom
from scripts.sorties.citations import FORMES, reference
from scripts.sorties.gabarits import EntreeSommaire, LienDeTete, Page, Site, rendre


def produire(enrichi: Enrichi, site: Site) -> Iterator[Page]:
    """One page for each fiche."""
    for fiche in enrichi.recueil.fiches:
        adresse = adresses.fiche(fiche.slug)
        sections = enrichi.sections_fiches[fiche.slug]
        yield Page(
            adresse=adresse,
            titre=fiche.entete.titre,
            description=fiche.entete.resume,
            html=rendre(
                "fiche.html",
                adresse,
                fiche=fiche,
                sections=sections,
                parcours=enrichi.parcours_de.get(fiche.slug, []),
                proches=enrichi.semblables[fiche.slug],
                minutes=enrichi.minutes(fiche),
                permanent=site.adresse + adresses.fiche_courte(fiche.entete.id),
                citations={forme: ecrire(reference(fiche, site)) for forme, ecrire in FORMES.items()},
                cadre=cartes.cadre(fiche, site),
                modifier=site.modifier("fiche", fiche.slug),
                signaler=site.signaler(fiche.entete.titre),
            ),
            sommaire=(
                *(EntreeSommaire(s.titre, s.ancre) for s in sections),
                EntreeSommaire("Ce que les sources ne disent pas", "non-dit"),
                EntreeSommaire("Sources", "sources"),
                EntreeSommaire("Citer, partager, imprimer", "partage"),
            ),
            definitions=tuple(sorted(enrichi.termes_de[adresse])),
            sorte="fiche",
            apercu=apercus.adresse("fiche", fiche.slug),
            liens=(
                LienDeTete(
                    "alternate", "application/json", adresses.donnee_fiche(fiche.entete.id), "Données de cette fiche"
                ),
                cartes.decouverte(fiche, site),
                fil_atom.LIEN,
            ),
            modifie=fiche.entete.mise_a_jour,
        )
