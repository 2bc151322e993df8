"""What each page says of itself to search engines and other programs: schema.org in JSON-LD, in the
head, as a data block that nothing executes (the content policy does not apply to it).

The context is `{"@vocab": "https://schema.org/"}` rather than the address of schema.org's own: search
engines and schema.org's validator read both without fetching anything, and an RDF library then needs
no network either. Links between things are therefore written `{"@id": …}`, which the vocabulary alone
cannot tell from texts.

Texts are as the records have them. A fiche and a term are named by their short permanent links, a
value by its page, as in the SKOS files. Only what the records say is said.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from html import unescape
from typing import Any
from urllib.parse import urljoin

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.modeles import Lieu, Periode, Source
from scripts.recueil.recueil import Fiche, PageGuide, Parcours, Recueil, Terme
from scripts.recueil.vocabulaire import Valeur, Vocabulaire, vocabulaires
from scripts.sorties import dcat, jeux_de_donnees
from scripts.sorties.gabarits import NOM, SOUS_TITRE, Site, lieu, valeurs_de

Noeud = dict[str, Any]

_CONTEXTE = {"@vocab": "https://schema.org/"}
_FIL = re.compile(r'<nav class="fil".*?</nav>', re.S)
_LIEN = re.compile(r'<a href="([^"]*)">(.*?)</a>', re.S)


def noeuds(enrichi: Enrichi, site: Site) -> dict[str, Noeud]:
    """What the pages that are more than pages are about, by address."""
    recueil = enrichi.recueil
    ensemble = jeu_de_donnees(enrichi, site)
    return {
        adresses.ACCUEIL: accueil(site),
        adresses.CATALOGUE: ensemble,
        adresses.DONNEES: ensemble,
        adresses.GLOSSAIRE: glossaire(site),
        **{adresses.fiche(f.slug): fiche(f, site) for f in recueil.fiches},
        **{adresses.terme(t.slug): terme(t, site) for t in recueil.termes},
        **{adresses.valeur(v.id, x.id): valeur(v, x, site) for v in vocabulaires().values() for x in v.valeurs},
        **{adresses.parcours(p.slug): parcours(p, recueil, site) for p in recueil.parcours},
        **{adresses.page(page.slug): article(page, site) for page in recueil.guide},
    }


def bloc(noeud: Noeud, fil: Sequence[tuple[str, str]]) -> str:
    r"""The data block of a page; `fil` is its breadcrumb, (name, whole address) from the home page to it.

    `<` is written `\u003c`, so that no text can end the block or open a comment (HTML, 4.12.1.3).
    """
    graphe = [noeud, _fil_d_ariane(fil)] if len(fil) > 1 else [noeud]
    objet = {"@context": _CONTEXTE, "@graph": graphe}
    return json.dumps(objet, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


def fil_montre(html: str, adresse: str, site: Site) -> list[tuple[str, str]]:
    """The breadcrumb that a page at `adresse` shows: names and whole addresses; empty where it shows none."""
    montre = _FIL.search(html)
    liens = _LIEN.findall(montre[0]) if montre else []
    return [(unescape(nom), urljoin(site.adresse + adresse, unescape(cible))) for cible, nom in liens]


def page_simple(adresse: str, titre: str, description: str, site: Site) -> Noeud:
    """A page that is only a page."""
    return {
        "@type": "WebPage",
        "name": titre,
        "description": description,
        "url": site.adresse + adresse,
        "inLanguage": "fr",
        "publisher": _editeur(site),
    }


def accueil(site: Site) -> Noeud:
    """The site, and how to search it."""
    cible = f"{site.adresse}{adresses.CATALOGUE}?q={{search_term_string}}"
    return {
        "@type": "WebSite",
        "name": NOM,
        "alternateName": f"{NOM} — {SOUS_TITRE}",
        "url": site.adresse,
        "inLanguage": "fr",
        "license": jeux_de_donnees.LICENCE_URI,
        "publisher": _editeur(site),
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": cible},
            "query-input": "required name=search_term_string",
        },
    }


def jeu_de_donnees(enrichi: Enrichi, site: Site) -> Noeud:
    """The collection as data, with the files that hold it."""
    return {
        "@type": "Dataset",
        "@id": site.adresse + adresses.JEU_DE_DONNEES,
        "name": f"{NOM} — {SOUS_TITRE}",
        "description": dcat.description(enrichi),
        "url": site.adresse + adresses.DONNEES,
        "inLanguage": "fr",
        "license": jeux_de_donnees.LICENCE_URI,
        "isAccessibleForFree": True,
        "version": jeux_de_donnees.VERSION,
        "dateModified": enrichi.date.isoformat(),
        "creator": _editeur(site),
        "distribution": [
            {"@type": "DataDownload", "name": j.titre, "encodingFormat": j.type, "contentUrl": site.adresse + j.adresse}
            for j in jeux_de_donnees.JEUX
            if j.est_une_donnee
        ],
    }


def glossaire(site: Site) -> Noeud:
    """The glossary as a whole."""
    return {
        "@type": "DefinedTermSet",
        "@id": site.adresse + adresses.GLOSSAIRE,
        "name": f"Glossaire de {NOM}",
        "url": site.adresse + adresses.GLOSSAIRE,
        "inLanguage": "fr",
        "license": jeux_de_donnees.LICENCE_URI,
        "publisher": _editeur(site),
    }


def terme(terme: Terme, site: Site) -> Noeud:
    """A term of the glossary."""
    entete = terme.entete
    return _sans_vide(
        {
            "@type": "DefinedTerm",
            "@id": site.adresse + adresses.terme_court(terme.slug),
            "name": entete.terme,
            "alternateName": entete.variantes,
            "termCode": entete.sigle,
            "description": entete.definition_courte,
            "url": site.adresse + adresses.terme(terme.slug),
            "inDefinedTermSet": {"@id": site.adresse + adresses.GLOSSAIRE},
        }
    )


def valeur(vocabulaire: Vocabulaire, valeur: Valeur, site: Site) -> Noeud:
    """The page of a value: the fiches that have it, and what it means."""
    page = site.adresse + adresses.valeur(vocabulaire.id, valeur.id)
    return {
        "@type": "CollectionPage",
        "name": valeur.libelle,
        "url": page,
        "inLanguage": "fr",
        "publisher": _editeur(site),
        "isPartOf": {"@id": site.adresse + adresses.JEU_DE_DONNEES},
        "about": {
            "@type": "DefinedTerm",
            "@id": page,
            "name": valeur.libelle,
            "termCode": valeur.id,
            "description": valeur.definition,
            "inDefinedTermSet": {
                "@type": "DefinedTermSet",
                "@id": site.adresse + adresses.liste(vocabulaire.id),
                "name": vocabulaire.pluriel,
            },
        },
    }


def parcours(lu: Parcours, recueil: Recueil, site: Site) -> Noeud:
    """A session ready for trainers."""
    entete = lu.entete
    return {
        "@type": "LearningResource",
        "name": entete.titre,
        "abstract": entete.resume,
        "url": site.adresse + adresses.parcours(lu.slug),
        "inLanguage": "fr",
        "license": jeux_de_donnees.LICENCE_URI,
        "isAccessibleForFree": True,
        "learningResourceType": "séance de formation",
        "audience": {"@type": "Audience", "audienceType": entete.pour_qui},
        "timeRequired": f"PT{entete.duree}M",
        "teaches": entete.objectifs,
        "publisher": _editeur(site),
        "about": [{"@id": site.adresse + adresses.terme_court(slug)} for slug in entete.termes],
        "hasPart": [
            {"@id": site.adresse + adresses.fiche_courte(recueil.par_slug[etape.fiche].entete.id)}
            for etape in entete.etapes
        ],
    }


def article(page: PageGuide, site: Site) -> Noeud:
    """A page of the guide."""
    return {
        "@type": "Article",
        "name": page.entete.titre,
        "abstract": page.entete.resume,
        "url": site.adresse + adresses.page(page.slug),
        "inLanguage": "fr",
        "license": jeux_de_donnees.LICENCE_URI,
        "publisher": _editeur(site),
    }


def fiche(fiche: Fiche, site: Site) -> Noeud:
    """An experience: an article, and a resource for those who teach and learn."""
    entete = fiche.entete
    lien = site.adresse + adresses.fiche_courte(entete.id)
    sujets = [
        {"@type": "DefinedTerm", "@id": site.adresse + adresses.valeur(vocabulaire, x.id), "name": x.libelle}
        for vocabulaire in vocabulaires()
        for x in valeurs_de(fiche, vocabulaire)
        if vocabulaire != "region"
    ]
    return _sans_vide(
        {
            "@type": ["Article", "LearningResource"],
            "@id": lien,
            "identifier": lien,
            "name": entete.titre,
            "abstract": entete.resume,
            "url": site.adresse + adresses.fiche(fiche.slug),
            "inLanguage": "fr",
            "dateModified": entete.mise_a_jour.isoformat(),
            "license": jeux_de_donnees.LICENCE_URI,
            "isAccessibleForFree": True,
            "learningResourceType": "étude de cas",
            "educationalUse": "formation",
            "audience": {"@type": "EducationalAudience", "educationalRole": ["formateur", "apprenant"]},
            "publisher": _editeur(site),
            "creator": {"@id": site.adresse + adresses.EDITEUR},
            "isPartOf": {"@id": site.adresse + adresses.JEU_DE_DONNEES},
            "about": sujets,
            "spatialCoverage": _lieu(fiche, entete.lieu),
            "temporalCoverage": _periode(entete.periode),
            "citation": [_source(source) for source in entete.sources],
        }
    )


def _editeur(site: Site) -> Noeud:
    # A Project is an Organization (schema.org), and claims no legal existence.
    return {"@type": "Project", "@id": site.adresse + adresses.EDITEUR, "name": NOM, "url": site.adresse}


def _lieu(fiche: Fiche, ou: Lieu) -> Noeud:
    region = vocabulaires()["region"][ou.region].libelle if ou.region else None
    adresse = {
        "@type": "PostalAddress",
        "addressLocality": ou.commune,
        "addressRegion": region,
        "addressCountry": ou.pays,
    }
    return {"@type": "Place", "name": lieu(fiche), "address": _sans_vide(adresse)}


def _periode(periode: Periode) -> str | None:
    """Years as schema.org wants them: an ISO 8601 interval, « .. » for an end that is open or not known."""
    if not periode.debut and not periode.fin:
        return None
    return f"{periode.debut or '..'}/{periode.fin or '..'}"


def _source(source: Source) -> Noeud:
    return _sans_vide(
        {
            "@type": "CreativeWork",
            "name": source.titre,
            "url": source.url,
            "publisher": {"@type": "Organization", "name": source.editeur},
            "datePublished": source.date,
            "inLanguage": source.langue,
        }
    )


def _fil_d_ariane(fil: Sequence[tuple[str, str]]) -> Noeud:
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": rang, "name": nom, "item": adresse}
            for rang, (nom, adresse) in enumerate(fil, 1)
        ],
    }


def _sans_vide(noeud: Noeud) -> Noeud:
    """The node without what the record does not say."""
    return {cle: valeur for cle, valeur in noeud.items() if valeur not in (None, [], "")}
