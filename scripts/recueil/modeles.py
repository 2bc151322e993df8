"""The records' front matter as pydantic models: the one field dictionary of the project.

Names, order, types, limits, French labels, help and examples of every field are declared here
once. Validation, pages, exports, JSON Schema, the contribution form and its documentation read
them from these models.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, model_validator

from scripts.recueil.formes import (
    ADRESSE_WEB,
    TEXTE,
    Annee,
    DateDeSource,
    Dimension,
    Distincts,
    IdSource,
    Jour,
    Langue,
    Mot,
    Niveau,
    Public,
    Region,
    Role,
    Secteur,
    Slug,
    Sorte,
    Statut,
    Variante,
    refus,
)


class Enregistrement(BaseModel):
    """Common ground of the records: closed, strict, immutable."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, str_strip_whitespace=True)


class Lieu(Enregistrement):
    """Where the experience takes place."""

    commune: Annotated[str, Field(max_length=80), TEXTE] | None = Field(
        title="Commune", description="La commune, si l'action se passe dans une seule.", examples=["Saint-Brieuc"]
    )
    region: Region | None = Field(
        title="Région",
        description="La région française, si l'action se passe dans une seule.",
        examples=["bretagne"],
    )
    pays: Annotated[str, Field(max_length=40), TEXTE] = Field(
        title="Pays", description="Le pays, en toutes lettres.", examples=["France"]
    )


class Periode(Enregistrement):
    """When the experience takes place, in years."""

    # For the browser's checks: JSON Schema cannot compare two fields.
    model_config = ConfigDict(
        json_schema_extra={"x-ordre": {"champs": ["debut", "fin"], "x-regle": "periode-inversee"}}
    )

    debut: Annee | None = Field(title="Début", description="L'année de départ, si elle est connue.", examples=[2014])
    fin: Annee | None = Field(
        title="Fin", description="L'année de fin, si l'action est terminée et que l'on sait quand.", examples=[2019]
    )

    @model_validator(mode="after")
    def _dans_l_ordre(self) -> Periode:
        if self.debut and self.fin and self.fin < self.debut:
            raise refus("periode-inversee", debut=self.debut, fin=self.fin)
        return self


class Source(Enregistrement):
    """A public page or document on which the text relies."""

    id: IdSource = Field(title="Identifiant", description="s1, s2… : c'est lui que le texte cite.", examples=["s1"])
    titre: Annotated[str, Field(max_length=300), TEXTE] = Field(
        title="Titre", description="Le titre de la page ou du document.", examples=["Ambassadeurs de santé"]
    )
    editeur: Annotated[str, Field(max_length=200), TEXTE] = Field(
        title="Éditeur", description="Qui publie.", examples=["Ville de Lille"]
    )
    url: Annotated[str, Field(max_length=600, json_schema_extra={"format": "uri"}), ADRESSE_WEB] = Field(
        title="Adresse", description="L'adresse complète de la page.", examples=["https://www.exemple.fr/page"]
    )
    date: DateDeSource | None = Field(
        title="Date",
        description="L'année, le mois ou le jour de publication, si la page le dit.",
        examples=["2024-06"],
    )
    langue: Langue | None = Field(
        default=None,
        title="Langue",
        description="La langue du titre si ce n'est pas le français : les lecteurs d'écran le prononcent alors bien.",
        examples=["en"],
    )


Sources = Annotated[list[Source], Field(min_length=1, max_length=30)]


class EnteteFiche(Enregistrement):
    """Front matter of a fiche (`fiches/<slug>.md`)."""

    id: Annotated[int, Field(ge=1, le=99999)] = Field(
        title="Numéro", description="Un nombre entier, jamais réutilisé.", examples=[206]
    )
    titre: Annotated[str, Field(max_length=90), TEXTE] = Field(
        title="Titre",
        description="Ce qui est fait et par qui, compréhensible seul.",
        examples=["Des habitants deviennent ambassadeurs de santé à Lille"],
    )
    resume: Annotated[str, Field(max_length=220), TEXTE] = Field(
        title="Résumé",
        description="Une phrase en mots simples : qui, quoi, quelle place pour les personnes.",
        examples=["À Lille, des habitants formés informent leurs voisins et montent leurs propres projets de santé."],
    )
    porteur: Annotated[str, Field(max_length=250), TEXTE] = Field(
        title="Porteur",
        description="L'organisme ou le collectif qui mène l'action. Pas de nom de personne.",
        examples=["Ville de Lille"],
    )
    lieu: Lieu = Field(
        title="Lieu",
        description="La commune, la région et le pays.",
        examples=['{commune: "Lille", region: hauts-de-france, pays: "France"}'],
    )
    periode: Periode = Field(
        title="Période",
        description="Les années de début et de fin.",
        examples=["{debut: 2015, fin: null}"],
    )
    secteurs: Annotated[list[Secteur], Field(min_length=1), Distincts] = Field(
        title="Secteurs", description="Un ou plusieurs secteurs, le principal d'abord.", examples=["[social]"]
    )
    dimensions: Annotated[list[Dimension], Field(min_length=1), Distincts] = Field(
        title="Dimensions",
        description="Une ou plusieurs dimensions, la principale d'abord.",
        examples=["[gouvernance]"],
    )
    niveau: Niveau = Field(
        title="Niveau d'engagement",
        description="Le plus haut niveau que les sources établissent.",
        examples=["partenariat"],
    )
    justification_niveau: Annotated[str, Field(max_length=600), TEXTE] = Field(
        title="Justification du niveau",
        description="Ce que l'on peut constater et qui fonde le niveau choisi : qui décide, qui dirige.",
        examples=["Les habitants siègent au comité de pilotage avec voix délibérative."],
    )
    publics: Annotated[list[Public], Field(min_length=1), Distincts] = Field(
        title="Publics", description="Les personnes concernées par l'action.", examples=["[habitants]"]
    )
    roles: Annotated[list[Role], Field(min_length=1), Distincts] = Field(
        title="Rôles", description="À quel titre les personnes s'engagent.", examples=["[pair-aidant]"]
    )
    mots_cles: Annotated[list[Mot], Field(max_length=20), Distincts] = Field(
        title="Mots-clés",
        description="Des mots que les visiteurs tapent et que le texte n'emploie pas : mots de tous les jours, sigles.",
        examples=['["sans-abri", "SDF"]'],
    )
    sources: Sources = Field(
        title="Sources",
        description="Les pages et documents publics sur lesquels la fiche s'appuie.",
        examples=['- {id: s1, titre: "…", editeur: "…", url: "https://…", date: "2024"}'],
    )
    non_dit: Annotated[str, Field(max_length=800), TEXTE] = Field(
        title="Ce que les sources ne disent pas",
        description="Ce qu'un lecteur voudrait savoir et que les sources taisent.",
        examples=["Les sources ne donnent ni le coût ni le nombre de participants."],
    )
    statut: Statut = Field(
        title="Statut", description="Comment la fiche a été établie.", examples=["redige-sur-sources"]
    )
    mise_a_jour: Jour = Field(
        title="Mise à jour", description="La date du dernier changement de fond.", examples=["2026-11-21"]
    )
    anciens_slugs: Annotated[list[Slug], Distincts] = Field(
        default_factory=list,
        title="Anciens noms",
        description="Les noms de fichier que la fiche a portés ; leurs adresses mènent à la nouvelle.",
        examples=["[ancien-nom]"],
    )


class EnteteTerme(Enregistrement):
    """Front matter of a glossary term (`glossary/<slug>.md`)."""

    terme: Annotated[str, Field(max_length=90), TEXTE] = Field(
        title="Terme", description="Le terme, au singulier, avec une majuscule.", examples=["Pair-aidance"]
    )
    variantes: Annotated[list[Variante], Distincts] = Field(
        title="Variantes",
        description="Les autres formes que l'on rencontre : pluriel, féminin, orthographes.",
        examples=['["pair-aidant", "pairs-aidants"]'],
    )
    sigle: Annotated[str, Field(max_length=20), TEXTE] | None = Field(
        title="Sigle", description="L'abréviation en usage, s'il y en a une.", examples=["CVS"]
    )
    definition_courte: Annotated[str, Field(max_length=200), TEXTE] = Field(
        title="Définition courte",
        description="Une phrase en mots simples, qui s'affiche au survol du terme.",
        examples=["Le soutien que s'apportent des personnes qui ont vécu une situation semblable."],
    )
    voir_aussi: Annotated[list[Slug], Field(max_length=20), Distincts] = Field(
        title="Voir aussi", description="Les noms des termes voisins.", examples=["[patient-partenaire]"]
    )
    base_legale: Annotated[str, Field(max_length=300), TEXTE] | None = Field(
        title="Base légale",
        description="Le texte de loi qui fonde la notion, s'il y en a un.",
        examples=["article L. 311-6 du Code de l'action sociale et des familles"],
    )
    sources: Sources = Field(
        title="Sources",
        description="Les pages et documents publics sur lesquels la définition s'appuie.",
        examples=['- {id: s1, titre: "…", editeur: "…", url: "https://…", date: null}'],
    )
    anciens_slugs: Annotated[list[Slug], Distincts] = Field(
        default_factory=list,
        title="Anciens noms",
        description="Les noms de fichier que le terme a portés ; leurs adresses mènent à la nouvelle.",
        examples=["[ancien-nom]"],
    )


class Etape(Enregistrement):
    """A fiche to read in a parcours, and what to look for in it."""

    fiche: Slug = Field(title="Fiche", description="Le nom de la fiche à lire.", examples=["lille-ambassadeurs-sante"])
    consigne: Annotated[str, Field(max_length=300), TEXTE] = Field(
        title="Consigne",
        description="Ce que l'on cherche en la lisant, adressé aux participants.",
        examples=["Relevez ce que les habitants décident, et ce que la Ville garde pour elle."],
    )


class EnteteParcours(Enregistrement):
    """Front matter of a parcours (`parcours/<slug>.md`): a session ready to run from the fiches."""

    titre: Annotated[str, Field(max_length=90), TEXTE] = Field(
        title="Titre", description="Le sujet de la séance.", examples=["La pair-aidance"]
    )
    resume: Annotated[str, Field(max_length=220), TEXTE] = Field(
        title="Résumé",
        description="Une phrase qui dit ce que l'on y fait.",
        examples=["Comparer des formes de pair-aidance, bénévole ou salariée."],
    )
    ordre: Annotated[int, Field(ge=1, le=999)] = Field(
        title="Ordre", description="La place du parcours dans la liste.", examples=[1]
    )
    pour_qui: Annotated[str, Field(max_length=200), TEXTE] = Field(
        title="Pour qui",
        description="Les personnes à qui la séance convient.",
        examples=["Élus de conseils de la vie sociale, équipes, étudiants."],
    )
    duree: Annotated[int, Field(ge=15, le=960)] = Field(
        title="Durée", description="La durée de la séance, en minutes.", examples=[120]
    )
    objectifs: Annotated[
        list[Annotated[str, Field(max_length=200), TEXTE]], Field(min_length=1, max_length=4), Distincts
    ] = Field(
        title="But",
        description="Ce que les participants sauront faire à la fin ; chaque but commence par un verbe.",
        examples=['["Distinguer consulter et décider ensemble."]'],
    )
    etapes: Annotated[list[Etape], Field(min_length=5, max_length=8)] = Field(
        title="Fiches à lire",
        description="De 5 à 8 fiches, dans l'ordre de lecture, chacune avec sa consigne.",
        examples=['- {fiche: lille-ambassadeurs-sante, consigne: "Relevez qui décide."}'],
    )
    questions: Annotated[
        list[Annotated[str, Field(max_length=300), TEXTE]], Field(min_length=3, max_length=8), Distincts
    ] = Field(
        title="Questions à débattre",
        description="Des questions ouvertes, auxquelles les fiches ne donnent pas de réponse toute faite.",
        examples=['["Qui aurait pu décider autrement ?"]'],
    )
    termes: Annotated[list[Slug], Field(min_length=1, max_length=12), Distincts] = Field(
        title="Mots à connaître", description="Les noms des termes du glossaire utiles.", examples=["[pair-aidance]"]
    )


class EntetePage(Enregistrement):
    """Front matter of a page of the guide or of a page about the site (`docs/**/*.md`)."""

    titre: Annotated[str, Field(max_length=90), TEXTE] = Field(
        title="Titre", description="Le titre de la page.", examples=["Comprendre l'engagement"]
    )
    resume: Annotated[str, Field(max_length=220), TEXTE] = Field(
        title="Résumé", description="Une phrase qui dit ce que l'on y trouve.", examples=["Ce que le mot recouvre."]
    )
    ordre: Annotated[int, Field(ge=1)] | None = Field(
        default=None, title="Ordre", description="La place de la page dans le guide.", examples=[1]
    )
    sorte: Sorte = Field(
        default="guide", title="Sorte", description="Page du guide, ou page sur le site.", examples=["guide"]
    )
