"""Writes `contribuer/`: how to contribute, and the form that writes a fiche in the browser.

Labels, help, examples and limits come from the field dictionary (`recueil/modeles.py`), choices and
their definitions from the vocabularies, the story's parts from `sections.yml`. Only the order of the
form is said here. The page's script reads `assets/contribuer.json` for the checks.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml

from scripts.recueil import adresses
from scripts.recueil.corps import titres_prevus
from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.formes import STATUTS
from scripts.recueil.lecture import DOSSIERS
from scripts.recueil.modeles import EnteteFiche
from scripts.recueil.normalisation import en_slug
from scripts.recueil.qualite import SANS_SOURCE
from scripts.recueil.vocabulaire import vocabulaires
from scripts.sorties.feuille_de_style import FORMULAIRE
from scripts.sorties.forge import FORGES
from scripts.sorties.gabarits import Page, Site, rendre
from scripts.sorties.regles_formulaire import ADRESSE as REGLES

_LIGNE_MAX = 200
"""Characters; a longer text gets a field of several lines."""
_CHOIX_VISIBLES_MAX = 6
"""Beyond, the values among which one is chosen are folded into a list."""


@dataclass(frozen=True)
class Champ:
    """A field of the form. `nom` is its path in the front matter (`lieu.commune`)."""

    nom: str
    libelle: str
    aide: str
    exemple: str
    forme: str
    """texte, nombre, long (several lines), lignes (a value a line), choix (one, all shown), liste
    (one, folded), cases (several), groupe, sources."""
    obligatoire: bool
    maximum: int | None = None
    """Characters, or values for `sources`; None where the dictionary sets no limit."""
    choix: tuple[tuple[str, str, str], ...] = ()
    """Admitted values, each with its label and its definition."""
    champs: tuple[Champ, ...] = ()
    """The fields of a group, or of each source."""
    depart: str = ""
    """What the field holds at first; in a list, how the choice of nothing is called."""
    principal: str = ""
    """What the main value is called, where the first one counts more than the others."""

    @property
    def ancre(self) -> str:
        """The id of its element."""
        return f"champ-{en_slug(self.nom)}"


@dataclass(frozen=True)
class Partie:
    """A part of the form: the fields of those names, or the sections of the story."""

    titre: str
    aide: str
    noms: tuple[str, ...] = ()

    @property
    def ancre(self) -> str:
        """The id of its heading."""
        return en_slug(self.titre)


RECIT = Partie(
    "Le récit",
    "Écrivez des paragraphes, séparés par une ligne vide. Après ce que vous affirmez, et avant le point, "
    "citez la source : les boutons « Citer » l'écrivent pour vous.",
)
PARTIES = (
    Partie("L'essentiel", "Ce qu'on lit d'abord dans la liste des expériences.", ("titre", "resume", "porteur")),
    Partie("Lieu et dates", "Laissez vide ce que les sources ne disent pas.", ("lieu", "periode")),
    Partie(
        "Classement",
        "C'est par là que les visiteurs trouveront l'expérience.",
        ("secteurs", "dimensions", "niveau", "justification_niveau", "publics", "roles"),
    ),
    Partie(
        "Les sources",
        "Des pages ou des documents que tout le monde peut lire. Chaque source a un nom court, s1 puis s2 : "
        "c'est lui que vous citerez dans le récit.",
        ("sources",),
    ),
    RECIT,
    Partie("Pour finir", "Deux choses encore, et le nom du fichier.", ("non_dit", "mots_cles")),
)
REMPLIS_PAR_LE_FORMULAIRE = {"id", "statut", "mise_a_jour", "anciens_slugs"}
_PRINCIPAUX = {"secteurs": "Le secteur principal", "dimensions": "La dimension principale"}
_DEPARTS = {"lieu.pays": "France", "lieu.region": "Aucune, ou plusieurs", "sources.langue": "Français"}


def champs() -> dict[str, Champ]:
    """The fields of a fiche by name, in the dictionary's order."""
    schema = EnteteFiche.model_json_schema()
    return {
        nom: _champ(nom, regle, nom in schema["required"], schema["$defs"])
        for nom, regle in schema["properties"].items()
        if nom not in REMPLIS_PAR_LE_FORMULAIRE
    }


def _champ(nom: str, regle: dict[str, Any], requis: bool, definitions: dict[str, Any]) -> Champ:
    """A field from its JSON Schema, in which `anyOf` only ever adds null and `$ref` a sub-model."""
    variantes = regle.get("anyOf", [regle])
    regle = {**variantes[0], **regle}
    elements = regle.get("items", {})
    forme, maximum = _forme(regle, elements)
    sous_modele = definitions.get((elements if forme == "sources" else regle).get("$ref", "").rpartition("/")[2], {})
    sous_champs = tuple(
        _champ(f"{nom}.{sous}", sous_regle, sous in sous_modele["required"], definitions)
        for sous, sous_regle in sous_modele.get("properties", {}).items()
        if forme == "groupe" or sous != "id"
    )
    return Champ(
        nom=nom,
        libelle=regle.get("title", sous_modele.get("title", "")),
        aide=regle["description"],
        exemple=_exemple(regle["examples"][0], forme),
        forme=forme,
        obligatoire=requis and len(variantes) == 1 and (not elements or regle.get("minItems", 0) > 0),
        maximum=maximum,
        choix=_choix(nom, elements or regle),
        champs=sous_champs,
        depart=_DEPARTS.get(nom, ""),
        principal=_PRINCIPAUX.get(nom, ""),
    )


def _forme(regle: dict[str, Any], elements: dict[str, Any]) -> tuple[str, int | None]:
    """The kind of control that suits a rule, and its limit."""
    if "$ref" in regle:
        return "groupe", None
    if "$ref" in elements:
        return "sources", regle["maxItems"]
    if elements:
        return ("cases" if "enum" in elements else "lignes"), None
    if "enum" in regle:
        return ("choix" if "anyOf" not in regle and len(regle["enum"]) <= _CHOIX_VISIBLES_MAX else "liste"), None
    if regle["type"] == "integer":
        return "nombre", None
    maximum = regle.get("maxLength")
    return ("long" if maximum and maximum > _LIGNE_MAX and regle.get("format") != "uri" else "texte"), maximum


def _exemple(exemple: object, forme: str) -> str:
    """The dictionary's example as one types it in the form; choices need none."""
    if forme == "lignes":
        return " puis ".join(yaml.safe_load(str(exemple)))
    return "" if forme in ("choix", "liste", "cases", "groupe", "sources") else str(exemple)


def _choix(nom: str, regle: dict[str, Any]) -> tuple[tuple[str, str, str], ...]:
    """Admitted values in order, with label and, where they are of a vocabulary, definition."""
    definitions = {
        valeur.id: valeur.definition
        for vocabulaire in vocabulaires().values()
        if vocabulaire.champ == nom
        for valeur in vocabulaire.valeurs
    }
    return tuple((valeur, regle["x-libelles"][valeur], definitions.get(valeur, "")) for valeur in regle.get("enum", []))


def produire(enrichi: Enrichi, site: Site) -> Iterator[Page]:
    """The page of the form."""
    forge = FORGES[site.forge]
    yield Page(
        adresse=adresses.CONTRIBUER,
        titre="Contribuer",
        description="Proposer une expérience ou corriger une fiche, même sans rien connaître à l’informatique.",
        html=rendre(
            "contribuer.html",
            adresses.CONTRIBUER,
            parties=PARTIES,
            recit=RECIT,
            champs=champs(),
            regles=REGLES,
            statut=next(iter(STATUTS)),
            sections=titres_prevus("fiche"),
            sans_source=SANS_SOURCE,
            en_slug=en_slug,
            proposer=site.proposer(),
            depot=site.depot,
            nouveau={
                "adresse": site.nouveau_fichier(),
                "nom": forge.nom_de_fichier,
                "texte": forge.texte_de_fichier,
                "dossier": DOSSIERS["fiche"],
            },
        ),
        script="contribuer",
        feuille=FORMULAIRE,
    )
