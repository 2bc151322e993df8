"""Writes `assets/contribuer.json`: what the browser needs to check a fiche as the validator does.

Read by the modules of `overrides/js/formulaire/` on the page `contribuer/` only. An object:

`schema`     the front matter: a node has `type`, and as in JSON Schema `properties`, `required`,
             `items`, `minimum`, `maximum`, `maxLength`, `minItems`, `maxItems`, `uniqueItems`,
             `pattern`, `not`, `allOf`, `format`; also `nul` (null is admitted), `exemple` (as written
             in the file), `x-libelles` (admitted values and labels), `x-regle`, `x-ordre` (formes.py)
`sections`   [{titre, ancre, obligatoire, aide}], in order
`regles`     code → [gravite, message with {values}]
`motifs`     name → regular expression (flag `u`); `refuses`: [[code, expression]]
`limites`    taille (bytes of the file), ligne (characters), mots (a sentence), phrases ([least, most])
`en_bref`, `sans_source`   titles of sections with rules of their own
`vocabulaires`   id → {value → label}, the filters of the catalogue
`caracteres` number in base 16 → French name of an invisible character
`categories` Unicode categories of invisible characters
`liens`      kind of record → code of the rule that a link to an unknown one breaks
`fiches`     slug → [id, title]; `anciens`: former slug → slug; `termes`, `parcours`: [slug]
`numero`     the next free id
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from scripts.recueil import controles, corps, interdits, qualite
from scripts.recueil.conformite import exemple
from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.fautes import regles
from scripts.recueil.lecture import LIGNE_MAX, TAILLE_MAX
from scripts.recueil.modeles import EnteteFiche
from scripts.recueil.normalisation import SLUG, en_slug
from scripts.recueil.recueil import Recueil
from scripts.recueil.schema import lire_schema
from scripts.recueil.vocabulaire import vocabulaires
from scripts.sorties.gabarits import Fichier, Site, en_json
from scripts.sorties.schemas_json import schema

ADRESSE = "assets/contribuer.json"
_MOTIFS = {
    "slug": SLUG,
    "titre": corps.TITRE,
    "souligne": corps.SOULIGNE,
    "liste": corps.LISTE,
    "citation": corps.CITATION,
    "presque_citation": corps.PRESQUE_CITATION,
    "adresse_de_lien": corps.ADRESSE_DE_LIEN,
    "entre_crochets": corps.ENTRE_CROCHETS,
    "lien_interne": corps.LIEN_INTERNE,
    "adresse_web": interdits.ADRESSE_WEB,
    "conflit": interdits.CONFLIT,
    "vides": interdits.VIDES,
    "mot": qualite.MOT,
    "fin_de_phrase": qualite.FIN_DE_PHRASE,
    "renvoi": qualite.RENVOI,
}
_POUR_EDITEURS = {"$schema", "$id", "$defs", "title", "description", "examples", "default", "enum", "enumDescriptions"}
_MORCEAUX = re.compile(r"\\.|\(\?.|[*+?}]\+|.", re.DOTALL)
_CLASSES = {r"\w": r"\p{L}\p{N}_", r"\d": r"\p{Nd}"}


def produire(enrichi: Enrichi, site: Site) -> Iterator[Fichier]:
    """The one file."""
    yield Fichier(ADRESSE, en_json(regles_du_formulaire(enrichi.recueil), separators=(",", ":")))


def regles_du_formulaire(recueil: Recueil) -> dict[str, Any]:
    """The object described above."""
    complet = schema("fiche")
    return {
        "schema": _noeud(complet, complet["$defs"], ()),
        "sections": [
            {"titre": prevu.titre, "ancre": en_slug(prevu.titre), "obligatoire": prevu.obligatoire, "aide": prevu.aide}
            for prevu in corps.titres_prevus("fiche")
        ],
        "regles": {regle.code: [regle.gravite, regle.message] for regle in regles().values()},
        "motifs": {nom: pour_navigateur(motif) for nom, motif in _MOTIFS.items()},
        "refuses": [[code, pour_navigateur(motif)] for code, motif in corps.REFUSES],
        "limites": {
            "taille": TAILLE_MAX,
            "ligne": LIGNE_MAX,
            "mots": qualite.MOTS_PAR_PHRASE,
            "phrases": [qualite.PHRASES_EN_BREF[0], qualite.PHRASES_EN_BREF[-1]],
        },
        "a_remplir": interdits.A_REMPLIR,
        "en_bref": qualite.EN_BREF,
        "sans_source": qualite.SANS_SOURCE,
        "vocabulaires": {v.id: {valeur.id: valeur.libelle for valeur in v.valeurs} for v in vocabulaires().values()},
        "caracteres": lire_schema("caracteres.yml"),
        "categories": sorted(interdits.CATEGORIES),
        "liens": controles.LIENS_PERDUS,
        "fiches": {fiche.slug: [fiche.entete.id, fiche.entete.titre] for fiche in recueil.fiches},
        "anciens": _noms_pris(recueil),
        "termes": [terme.slug for terme in recueil.termes],
        "parcours": [parcours.slug for parcours in recueil.parcours],
        "numero": recueil.permaliens.numero_libre(fiche.entete.id for fiche in recueil.fiches),
    }


def _noms_pris(recueil: Recueil) -> dict[str, str]:
    """The names that fiches no longer have, those of removed fiches too, each with the name that came last."""
    publies = recueil.permaliens.fiches.values()
    return {
        **{nom: noms[-1] for noms in publies for nom in noms if nom not in recueil.par_slug},
        **{ancien: fiche.slug for fiche in recueil.fiches for ancien in fiche.entete.anciens_slugs},
    }


def _noeud(noeud: dict[str, Any], definitions: dict[str, Any], chemin: tuple[str, ...]) -> dict[str, Any]:
    """A node of the JSON Schema without references nor what only editors show."""
    if "$ref" in noeud:
        noeud = {**definitions[noeud["$ref"].rpartition("/")[2]], **noeud}
        del noeud["$ref"]
    if "anyOf" in noeud:
        # In the models, only null is ever an alternative.
        [plein] = [choix for choix in noeud["anyOf"] if choix != {"type": "null"}]
        return {
            **_noeud({**plein, **{k: v for k, v in noeud.items() if k != "anyOf"}}, definitions, chemin),
            "nul": True,
        }
    resolu = {cle: valeur for cle, valeur in noeud.items() if cle not in _POUR_EDITEURS}
    if chemin and "examples" in noeud:
        resolu["exemple"] = exemple(EnteteFiche, chemin)
    if "items" in noeud:
        resolu["items"] = _noeud(noeud["items"], definitions, chemin)
    if "properties" in noeud:
        resolu["properties"] = {
            nom: _noeud(sous_noeud, definitions, (*chemin, nom)) for nom, sous_noeud in noeud["properties"].items()
        }
    return resolu


def pour_navigateur(motif: re.Pattern[str]) -> str:
    r"""A pattern of Python's `re` as a browser's `RegExp` reads it with flag `u` (ECMA-262, 22.2.1).

    `\w` and `\d` become the Unicode classes that Python means; a possessive quantifier becomes a
    greedy one, which finds the same where what follows cannot begin with what it repeats, as in all
    our patterns. Raises ValueError for what browsers read otherwise or not at all.
    """
    if motif.flags & ~re.UNICODE:
        raise ValueError(f"{motif.pattern}: flags")
    morceaux: list[str] = []
    dans_une_classe = False
    for morceau in _MORCEAUX.findall(motif.pattern):
        if morceau in _CLASSES:
            morceaux.append(_CLASSES[morceau] if dans_une_classe else f"[{_CLASSES[morceau]}]")
            continue
        admis = r"^$\.*+?()[]{}|/" + ("-" if dans_une_classe else "") + "sStnr"
        if (morceau[0] == "\\" and morceau[1] not in admis) or morceau in ("(?P", "(?(", "(?>"):
            raise ValueError(f"{motif.pattern}: {morceau}")
        if not dans_une_classe and len(morceau) == 2 and morceau[1] == "+" and morceau[0] != "\\":
            morceau = morceau[0]
        dans_une_classe = morceau != "]" and (dans_une_classe or morceau == "[")
        morceaux.append(morceau)
    return "".join(morceaux)
