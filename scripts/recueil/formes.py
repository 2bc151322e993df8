r"""The forms that a value of the front matter may have; each gives both its check and its JSON Schema.

In the JSON Schema, `x-regle` names the rule of `regles.yml` that is broken where the object that holds
it is not satisfied: the browser's checks (`overrides/js/formulaire/entete.js`) say that rule's
message. Patterns are searched for, and mean the same to Python's `re` and to a browser's `RegExp`
with flag `u`: hence `[0-9]` rather than `\d`, which reads other digits in Python.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, GetCoreSchemaHandler, GetJsonSchemaHandler, WithJsonSchema
from pydantic_core import CoreSchema, PydanticCustomError
from pydantic_core.core_schema import no_info_after_validator_function

from scripts.recueil.interdits import A_REMPLIR, FORMULE, HTML
from scripts.recueil.interdits import ADRESSE_WEB as MOTIF_ADRESSE_WEB
from scripts.recueil.normalisation import SLUG, en_slug
from scripts.recueil.vocabulaire import suggerer_valeur, vocabulaires

SEPARATEUR = "|"
"""Stands between the values of a list where it is one cell of a table; so no value holds it."""
STATUTS = {
    "redige-sur-sources": "Rédigée à partir de sources publiques",
    "relu-par-le-porteur": "Relue par le porteur de l'action",
}
LANGUES = {"de": "Allemand", "en": "Anglais", "es": "Espagnol", "it": "Italien", "nl": "Néerlandais"}
SORTES = {"guide": "Page du guide", "site": "Page sur le site"}

_ANNEE = "(1[89]|20)[0-9][0-9]"
_MOIS = "(0[1-9]|1[0-2])"
_JOUR_DU_MOIS = "(0[1-9]|[12][0-9]|3[01])"


def refus(code: str, **valeurs: object) -> PydanticCustomError:
    """The error of a rule of `regles.yml`; `conformite.py` makes the French fault of it."""
    return PydanticCustomError(code, "voir regles.yml", valeurs)


@dataclass(frozen=True)
class Motif:
    """A pattern that a text must hold, or must not (`interdit`), and the rule otherwise broken.

    The rule's message may use {valeur}, {extrait} (what was found and should not be) and {propose}
    (the value as a file name).
    """

    code: str
    motif: str
    interdit: bool = False

    def controler(self, texte: str) -> None:
        """Raise the rule's error where the text breaks it."""
        trouve = re.search(self.motif, texte)
        if bool(trouve) == self.interdit:
            extrait = trouve[0] if trouve else ""
            raise refus(self.code, valeur=texte, extrait=extrait, propose=en_slug(texte) or "ma-fiche")

    @property
    def schema(self) -> dict[str, Any]:
        """The same as JSON Schema."""
        motif = {"pattern": self.motif}
        return {**({"not": motif} if self.interdit else motif), "x-regle": self.code}


class Suit:
    """Annotation of a text that must follow patterns; the first rule broken is the one that is said."""

    def __init__(self, *motifs: Motif) -> None:
        self.motifs = motifs

    def _controler(self, valeur: str) -> str:
        for motif in self.motifs:
            motif.controler(valeur)
        return valeur

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_after_validator_function(self._controler, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        interieur = handler(schema)
        regles = [motif.schema for motif in self.motifs]
        if len(regles) == 1 and "allOf" not in interieur:
            return {**interieur, **regles[0]}
        return {**interieur, "allOf": [*interieur.get("allOf", []), *regles]}


@dataclass(frozen=True, eq=False)
class Parmi:
    """Annotation of a text that must be one of the keys of `libelles`; `code` is the rule otherwise broken.

    In the JSON Schema, `x-libelles` gives their French labels, and `enumDescriptions` what editors
    show (https://code.visualstudio.com/docs/languages/json, read by yaml-language-server too).
    """

    code: str
    libelles: Mapping[str, str]
    definitions: Mapping[str, str] = field(default_factory=dict)

    def _controler(self, valeur: str) -> str:
        if valeur not in self.libelles:
            raise refus(self.code, valeur=valeur, suggestion=suggerer_valeur(valeur, self.libelles))
        return valeur

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_after_validator_function(self._controler, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {
            **handler(schema),
            "enum": [*self.libelles],
            "enumDescriptions": [
                f"{libelle} : {self.definitions[valeur]}" if self.definitions.get(valeur) else libelle
                for valeur, libelle in self.libelles.items()
            ],
            "x-libelles": dict(self.libelles),
            "x-regle": self.code,
        }


class SansDouble:
    """Annotation of a list whose values all differ."""

    def _controler(self, valeurs: list[Any]) -> list[Any]:
        vues: set[Any] = set()
        for valeur in valeurs:
            if valeur in vues:
                raise refus("valeur-en-double", valeur=valeur)
            vues.add(valeur)
        return valeurs

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return no_info_after_validator_function(self._controler, handler(source))

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> dict[str, Any]:
        return {**handler(schema), "uniqueItems": True}


def _du_vocabulaire(identifiant: str, code: str) -> Parmi:
    valeurs = vocabulaires()[identifiant].valeurs
    return Parmi(code, {v.id: v.libelle for v in valeurs}, {v.id: v.definition for v in valeurs})


def _jour(valeur: object) -> date:
    """Admit a date written between quotes; anything else than a date is refused."""
    if isinstance(valeur, str) and re.search(_JOUR_ENTIER, valeur):
        try:
            return date.fromisoformat(valeur)
        except ValueError:
            pass
    if not isinstance(valeur, date):
        raise refus("date-attendue", valeur=valeur)
    return valeur


def _annee_en_texte(valeur: object) -> object:
    """Admit a year or a day of publication written without quotes."""
    return str(valeur) if isinstance(valeur, (int, date)) and not isinstance(valeur, bool) else valeur


def _numero_en_cle(cle: str) -> int:
    """The number of a fiche where it is a YAML key, which is read as a text."""
    if not re.search("^[1-9][0-9]{0,4}$", cle):
        raise refus("numero-de-fiche", valeur=cle)
    return int(cle)


_JOUR_ENTIER = f"^[0-9]{{4}}-{_MOIS}-{_JOUR_DU_MOIS}$"

TEXTE = Suit(
    Motif("modele-non-rempli", A_REMPLIR, interdit=True),
    Motif("texte-sur-une-ligne", r"\n", interdit=True),
    Motif("html-interdit", HTML.pattern, interdit=True),
    Motif("valeur-vide", r"\S"),
    Motif("cellule-formule", FORMULE.pattern, interdit=True),
)
SANS_SEPARATEUR = Suit(Motif("separateur-interdit", re.escape(SEPARATEUR), interdit=True))
ADRESSE_WEB = Suit(Motif("adresse-interdite", MOTIF_ADRESSE_WEB.pattern))
Distincts = SansDouble()
ID_SOURCE = Motif("identifiant-de-source", "^s[1-9][0-9]?$")

Secteur = Annotated[str, _du_vocabulaire("secteur", "secteur-inconnu")]
Dimension = Annotated[str, _du_vocabulaire("dimension", "dimension-inconnue")]
Niveau = Annotated[str, _du_vocabulaire("niveau", "niveau-inconnu")]
Public = Annotated[str, _du_vocabulaire("public", "public-inconnu")]
Role = Annotated[str, _du_vocabulaire("role", "role-inconnu")]
Region = Annotated[str, _du_vocabulaire("region", "region-inconnue")]
Statut = Annotated[str, Parmi("statut-inconnu", STATUTS)]
Langue = Annotated[str, Parmi("valeur-inconnue", LANGUES)]
Sorte = Annotated[str, Parmi("valeur-inconnue", SORTES)]
IdSource = Annotated[str, Suit(ID_SOURCE)]
DateDeSource = Annotated[
    str,
    BeforeValidator(_annee_en_texte),
    Suit(Motif("date-de-source", f"^{_ANNEE}(-{_MOIS}(-{_JOUR_DU_MOIS})?)?$")),
]
Slug = Annotated[str, Suit(Motif("slug-invalide", SLUG.pattern))]
AdresseDuSite = Annotated[str, Suit(Motif("adresse-du-site", "^[a-z0-9]+([-/._][a-z0-9]+)*/?$"))]
NumeroEnCle = Annotated[int, BeforeValidator(_numero_en_cle)]
Mot = Annotated[str, Field(max_length=60), TEXTE, SANS_SEPARATEUR]
Variante = Annotated[str, Field(max_length=90), TEXTE, SANS_SEPARATEUR]
Jour = Annotated[
    date,
    BeforeValidator(_jour),
    WithJsonSchema({"type": "string", "format": "date", "pattern": _JOUR_ENTIER, "x-regle": "date-attendue"}),
]
Annee = Annotated[int, Field(ge=1800, le=2100)]
