"""Mistakes that people make, each as a change to a valid fiche.

A mutation takes a fiche and returns the spoilt file, the line where it was spoilt, and a pattern
that the message must hold: what to write, or which sign to take away.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

Mutation = tuple[str | bytes, int, str]


@dataclass(frozen=True)
class Texte:
    """A valid fiche, as lines counted from 1."""

    lignes: tuple[str, ...]

    @classmethod
    def de(cls, texte: str) -> Texte:
        return cls(tuple(texte.split("\n")))

    def place(self, motif: str, depuis: int = 1) -> int:
        """The first line that a pattern matches from its start."""
        return next(n for n, li in enumerate(self.lignes, 1) if n >= depuis and re.match(motif, li))

    def avec(self, ligne: int, *nouvelles: str, retirees: int = 1) -> str:
        """The text with lines in place of one (or of several, or of none)."""
        return "\n".join([*self.lignes[: ligne - 1], *nouvelles, *self.lignes[ligne - 1 + retirees :]])

    def valeur(self, champ: str, valeur: str, message: str) -> Mutation:
        """Another value for a field of the front matter."""
        ligne = self.place(f"{champ}:")
        return self.avec(ligne, f"{champ}: {valeur}"), ligne, message

    def dans(self, motif: str, ancien: str, nouveau: str, message: str) -> Mutation:
        """A part of a line replaced (by regular expression)."""
        ligne = self.place(motif)
        change = re.sub(ancien, lambda _: nouveau, self.lignes[ligne - 1], count=1)
        assert change != self.lignes[ligne - 1]
        return self.avec(ligne, change), ligne, message

    def citation(self) -> int:
        """A line of the text that cites the first source."""
        return self.place(r".*\[s1\]", self.place("## Contexte"))

    def cite(self, ecriture: str, message: str) -> Mutation:
        """One citation written otherwise; another stays, if need be, so that the source is cited."""
        ligne = self.citation()
        change = self.lignes[ligne - 1].replace("[s1]", f"[s1] {ecriture}", 1)
        return self.avec(ligne, change), ligne, message

    def ajoute(self, texte: str, message: str, rang: int = 0) -> Mutation:
        """A passage added to the section « Contexte », a paragraph of its own; `rang` is its faulty line."""
        ligne = self.place("## Contexte") + 2
        return self.avec(ligne, *texte.split("\n"), "", retirees=0), ligne + rang, message


def _sans_citation(t: Texte) -> Mutation:
    """The last source listed, cited nowhere."""
    ligne = [n for n, li in enumerate(t.lignes, 1) if re.match(r"  - id: s\d", li)][-1]
    source = t.lignes[ligne - 1].rpartition(" ")[2]
    texte = "\n".join(t.lignes).replace(f"[{source}]", "[s1]" if source != "s1" else "")
    return texte, ligne, rf"Ajoutez \[{source}\]"


def _section_deplacee(t: Texte) -> Mutation:
    debut = t.place("## Contexte")
    fin = t.place("## ", debut + 1)
    reste = [*t.lignes[: debut - 1], *t.lignes[fin - 1 :]]
    while not reste[-1]:
        reste.pop()
    return "\n".join([*reste, "", *t.lignes[debut - 1 : fin - 1]]), len(reste) + 2, "Déplacez-la après « En bref »"


def _section_manquante(t: Texte) -> Mutation:
    debut = t.place("## Contexte")
    lignes = [*t.lignes[: debut - 1], *t.lignes[t.place("## ", debut + 1) - 1 :]]
    return "\n".join(lignes), len(lignes), "« ## Contexte » manque. Ajoutez-la après « En bref »"


def _latin1(t: Texte) -> Mutation:
    ligne = next(n for n, li in enumerate(t.lignes, 1) if any("À" <= c <= "ÿ" for c in li))
    return "\n".join(t.lignes).encode("cp1252", "replace"), ligne, "encodage UTF-8"


def _fin(t: Texte) -> int:
    return t.place("---", 2)


MUTATIONS: dict[str, Callable[[Texte], Mutation]] = {
    # Les champs
    "champ manquant": lambda t: (t.avec(t.place("porteur:")), 1, "« porteur » manque.*porteur: "),
    "champ en double": lambda t: (
        t.avec(t.place("niveau:"), "niveau: leadership", retirees=0),
        t.place("niveau:") + 1,
        "deux fois",
    ),
    "champ mal écrit": lambda t: t.dans("porteur:", "porteur", "portuer", "« porteur »"),
    "champ au pluriel": lambda t: t.dans("niveau:", "niveau", "niveaux", "« niveau »"),
    "champ avec une majuscule": lambda t: t.dans("titre:", "titre", "Titre", "« titre »"),
    "champ avec un accent": lambda t: t.dans("periode:", "periode", "période", "« periode »"),
    "champ d'un autre": lambda t: (t.avec(_fin(t), "auteur: Moi", retirees=0), _fin(t), "« auteur » n'existe pas"),
    "sous-champ inconnu": lambda t: t.dans("lieu:", "commune", "ville", "commune, region, pays"),
    # La ponctuation de l'en-tête
    "deux-points oubliés": lambda t: t.dans("niveau:", ":", "", "il manque « : »"),
    "espace oubliée après les deux-points": lambda t: t.dans("niveau:", ": ", ":", "il manque"),
    "point-virgule pour deux-points": lambda t: t.dans("niveau:", ":", ";", "il manque « : »"),
    "guillemet fermant oublié": lambda t: t.dans("porteur:", '"$', "", "guillemet"),
    "guillemet ouvrant oublié": lambda t: t.dans("porteur:", '"', "", "guillemet"),
    "guillemets dans un texte": lambda t: t.valeur("porteur", '"Le "bon" porteur"', "guillemet"),
    "apostrophes autour d'un texte": lambda t: t.valeur("porteur", "'Ville d'Exemple'", "guillemet"),
    "guillemets anglais courbes": lambda t: t.valeur("porteur", "“Ville d’Exemple”", "guillemets droits"),
    "guillemets français": lambda t: t.valeur("porteur", "« Ville d'Exemple »", "guillemets droits"),
    "deux-points dans un texte sans guillemets": lambda t: t.valeur("porteur", "Lille : la ville", "guillemets"),
    "crochet oublié": lambda t: t.dans("publics:", "]", "", "fermant"),
    "crochet ouvrant oublié": lambda t: t.dans("publics:", r"\[", "", "entre crochets"),
    "accolade oubliée": lambda t: t.dans("lieu:", "}", "", "fermant"),
    "parenthèses pour crochets": lambda t: t.valeur("publics", "(habitants)", "entre crochets"),
    "liste sans crochets": lambda t: t.valeur("publics", "habitants, handicap", "entre crochets"),
    "point-virgule dans une liste": lambda t: t.valeur(
        "publics", "[habitants; handicap]", "Valeurs possibles|Vouliez-vous"
    ),
    "point dans une liste": lambda t: t.valeur("publics", "[habitants. handicap]", "Valeurs possibles|Vouliez-vous"),
    "virgule oubliée entre deux groupes": lambda t: t.valeur(
        "lieu", '{commune: "Lille" region: bretagne, pays: "France"}', "virgule"
    ),
    "mauvais retrait": lambda t: t.dans("niveau:", "^", " ", "alignement|coupe ce texte"),
    "retrait oublié": lambda t: t.dans("    titre:", "    ", "", "alignement|deux fois"),
    "tabulation": lambda t: t.dans("niveau:", ": ", ":\t", "Remplacez-la par des espaces"),
    "barre inverse finale": lambda t: t.dans("porteur:", '"$', '\\"', "guillemet"),
    "barre inverse": lambda t: t.valeur("porteur", '"Ville \\d\'Exemple"', "barre oblique inverse"),
    "signe qui commence un calcul": lambda t: t.valeur("porteur", '"- Ville"', "Commencez par un mot"),
    "texte sur deux lignes": lambda t: (
        t.avec(t.place("porteur:"), 'porteur: "Ville', "", '  de Lille"'),
        t.place("porteur:"),
        "une seule ligne",
    ),
    "balise dans un champ": lambda t: t.valeur("porteur", '"Ville<br>de Lille"', "sans balise"),
    # Les valeurs
    "majuscule dans une valeur": lambda t: t.valeur("niveau", "Partenariat", "« partenariat »"),
    "pluriel dans une valeur": lambda t: t.valeur("niveau", "partenariats", "« partenariat »"),
    "singulier dans une valeur": lambda t: t.valeur("publics", "[habitant]", "« habitants »"),
    "accent dans une valeur": lambda t: t.valeur("secteurs", "[médico-social]", "« medico-social »"),
    "espace pour tiret": lambda t: t.valeur("secteurs", "[medico social]", "« medico-social »"),
    "libellé pour valeur": lambda t: t.valeur("dimensions", "[Évaluation et recherche]", "« evaluation-recherche »"),
    "valeur inventée": lambda t: t.valeur("niveau", "zzz", "Valeurs possibles : information"),
    "valeur en double": lambda t: t.valeur("publics", "[habitants, habitants]", "une seule fois"),
    "valeur vide": lambda t: t.valeur("porteur", "", "Écrivez une valeur"),
    "guillemets vides": lambda t: t.valeur("porteur", '""', "Écrivez une valeur"),
    "liste vide": lambda t: t.valeur("publics", "[]", "au moins 1"),
    "liste où l'on attend un texte": lambda t: t.valeur("porteur", '["Lille"]', "attend un texte"),
    "texte où l'on attend une liste": lambda t: t.valeur("publics", "habitants", "entre crochets"),
    "texte où l'on attend un groupe": lambda t: t.valeur("lieu", '"Lille"', "plusieurs valeurs nommées"),
    "nombre où l'on attend un texte": lambda t: t.valeur("porteur", "2024", '"2024"'),
    "non où l'on attend un texte": lambda t: t.valeur("porteur", "no", "entre guillemets"),
    "texte où l'on attend un nombre": lambda t: t.valeur("id", "sept", "nombre entier"),
    "nombre entre guillemets": lambda t: t.valeur("id", '"7"', "sans guillemets"),
    "nombre à virgule": lambda t: t.valeur("id", "7,5", "nombre entier"),
    "numéro avec un zéro devant": lambda t: t.valeur("id", "007", "nombre entier"),
    "date à la française": lambda t: t.valeur("mise_a_jour", "21/11/2026", "2026-11-21"),
    "date en lettres": lambda t: t.valeur("mise_a_jour", "21 novembre 2026", "2026-11-21"),
    "date impossible": lambda t: t.valeur("mise_a_jour", "2026-02-31", "2026-11-21"),
    "année entre guillemets": lambda t: t.valeur("periode", '{debut: "2015", fin: null}', "sans guillemets"),
    "année en mots": lambda t: t.valeur("periode", "{debut: depuis 2015, fin: null}", "nombre entier"),
    "années échangées": lambda t: t.valeur("periode", "{debut: 2019, fin: 2015}", "Échangez"),
    "année impossible": lambda t: t.valeur("periode", "{debut: 20155, fin: null}", "jusqu'à 2100"),
    "région inconnue": lambda t: t.valeur(
        "lieu", '{commune: "Paris", region: paris, pays: "France"}', "Valeurs possibles|Vouliez"
    ),
    "nom de région": lambda t: t.valeur(
        "lieu", '{commune: "Paris", region: "Île-de-France", pays: "France"}', "« ile-de-france »"
    ),
    "statut inconnu": lambda t: t.valeur("statut", "brouillon", "redige-sur-sources"),
    "titre trop long": lambda t: t.valeur("titre", f'"{"Un titre " * 20}"', "Raccourcissez-le"),
    "ancien nom avec un accent": lambda t: (t.avec(_fin(t), "anciens_slugs: [café]", retirees=0), _fin(t), "« cafe »"),
    # Les sources
    "adresse sans https": lambda t: t.dans("    url:", '".*"', '"www.exemple.fr/page"', "https://"),
    "adresse avec une espace": lambda t: t.dans("    url:", '".*"', '"https://exemple.fr/une page"', "adresse web"),
    "date de source à la française": lambda t: t.dans("    date:", " [^ ]*$", ' "15/06/2024"', '"2024-06-15"'),
    "identifiant de source": lambda t: t.dans("  - id:", "s1", "source1", "s1, s2"),
    "source en double": lambda t: t.dans("  - id: s2", "s2", "s1", "Donnez à chacune le sien"),
    "source jamais citée": _sans_citation,
    "source inconnue": lambda t: t.cite("[s99]", "Sources de la fiche : s1"),
    "renvoi avec une majuscule": lambda t: t.cite("[S1]", r"Écrivez \[s1\]"),
    "renvoi entre parenthèses": lambda t: t.cite("(s1)", r"Écrivez \[s1\]"),
    "deux renvois en un": lambda t: t.cite("[s1, s2]", r"\[s1\] \[s2\]"),
    "renvoi avec une espace": lambda t: t.cite("[s 1]", r"Écrivez \[s1\]"),
    "renvoi non fermé": lambda t: t.cite("[s1", "fermez-le"),
    "crochets emboîtés": lambda t: t.cite("[voir [s1]]", "fermez-le"),
    "lien non fermé": lambda t: t.ajoute("[Ici](https://exemple.fr et la suite", r"\[texte\]\(https://"),
    "renvoi sans s": lambda t: t.cite("[1]", r"Écrivez \[s1\]"),
    # Les sections
    "section manquante": _section_manquante,
    "section mal écrite": lambda t: t.dans("## Contexte", "Contexte", "Contextes", "« ## Contexte »"),
    "section en capitales": lambda t: t.dans("## Contexte", "Contexte", "CONTEXTE", "« ## Contexte »"),
    "section en double": lambda t: (
        t.avec(t.place("## Ce qui a"), "## Contexte", "", "Encore [s1].", "", retirees=0),
        t.place("## Ce qui a"),
        "sous un seul titre",
    ),
    "section déplacée": _section_deplacee,
    "section vide": lambda t: (
        t.avec(t.place("## Contexte"), "## Contexte", "", "## Objectifs", ""),
        t.place("## Contexte"),
        "est vide",
    ),
    "titre de page": lambda t: t.ajoute("# Un titre", "Retirez cette ligne"),
    "sous-titre": lambda t: t.ajoute("### Un détail", "retirez les signes #"),
    "titre souligné": lambda t: t.ajoute("Un titre\n--------", "précédé de « ## »", 1),
    "texte avant les sections": lambda t: (
        t.avec(_fin(t) + 1, "Bonjour.", "", retirees=0),
        _fin(t) + 1,
        "sous « ## En bref »",
    ),
    # Le texte
    "balise": lambda t: t.ajoute("Une ligne<br>une autre.", "sans balise"),
    "commentaire": lambda t: t.ajoute("<!-- à revoir -->", "sans balise"),
    "espace de page web": lambda t: t.ajoute("Un&nbsp;mot.", "HTML"),
    "image": lambda t: t.ajoute("![Une photo](photo.jpg)", "images ne sont pas permises"),
    "lien qui exécute": lambda t: t.ajoute("[Ici](javascript:alert(1))", "https://"),
    "lien sans https": lambda t: t.ajoute("[Ici](www.exemple.fr)", "https://"),
    "lien avec une espace": lambda t: t.ajoute("[Ici] (https://exemple.fr)", r"\[texte\]\(https://"),
    "lien à l'envers": lambda t: t.ajoute("(Ici)[https://exemple.fr]", r"\[texte\]\(https://"),
    "lien par référence": lambda t: t.ajoute("[Ici][lien]", r"\[texte\]\(https://"),
    "lien vers une fiche inconnue": lambda t: t.ajoute("[Ici](fiche:zzz-yyy)", "n'est pas une fiche"),
    "lien vers un terme inconnu": lambda t: t.ajoute("[Ici](terme:zzz-yyy)", "n'est pas un terme"),
    "vue de catalogue inconnue": lambda t: t.ajoute("[Ici](catalogue:niveau=partenaria)", "« partenariat »"),
    "bloc de code": lambda t: t.ajoute("```\ncode\n```", "accents graves"),
    "retrait de quatre espaces": lambda t: t.ajoute("    Un retrait.", "quatre espaces"),
    "liste d'attributs": lambda t: t.ajoute("Un mot {: .classe }", "parenthèses"),
    "inclusion": lambda t: t.ajoute('--8<-- "autre.md"', "Recopiez"),
    "barre inverse dans le texte": lambda t: t.ajoute("Une ligne\\\nune autre.", "barre oblique inverse"),
    "puce collée de Word": lambda t: t.ajoute("\uf0b7 Un point.", r"U\+F0B7"),
    "saut de ligne collé de Word": lambda t: t.ajoute("Un mot\x0bun autre.", r"U\+000B"),
    "césure collée d'un PDF": lambda t: t.ajoute("Un parte\u00adnariat.", r"U\+00AD"),
    "espace sans largeur": lambda t: t.ajoute("Un\u200bmot.", r"U\+200B"),
    # Le fichier
    "marque d'ordre des octets": lambda t: ("\ufeff" + "\n".join(t.lignes), 1, "UTF-8 avec BOM"),
    "fins de ligne de Windows": lambda t: ("\r\n".join(t.lignes), 1, "LF"),
    "encodage de Windows": _latin1,
    "encodage UTF-16": lambda t: ("\n".join(t.lignes).encode("utf-16"), 1, "encodage UTF-8"),
    "première ligne oubliée": lambda t: (t.avec(1), 1, "première ligne doit être « --- »"),
    "ligne vide avant l'en-tête": lambda t: ("\n" + "\n".join(t.lignes), 1, "première ligne doit être « --- »"),
    "quatre tirets": lambda t: (t.avec(1, "----"), 1, "première ligne doit être « --- »"),
    "en-tête non fermé": lambda t: (t.avec(_fin(t)), 1, "Ajoutez une ligne « --- »"),
    "conflit dans l'en-tête": lambda t: (
        t.avec(t.place("niveau:"), "<<<<<<< HEAD", retirees=0),
        t.place("niveau:"),
        "Gardez la bonne version",
    ),
    "conflit dans le texte": lambda t: t.ajoute("Une version.\n=======\nUne autre.", "Gardez la bonne version", 1),
    "fin de conflit": lambda t: t.ajoute("Une version.\n>>>>>>> ma-branche", "Gardez la bonne version", 1),
    "fichier vide": lambda t: ("", 1, "Partez du modèle"),
    "corps oublié": lambda t: ("\n".join(t.lignes[: _fin(t)]) + "\n", _fin(t) + 1, "commençant par « ## En bref »"),
}

NOMS = {
    "une espace": ("fiches/ma fiche.md", "« ma-fiche.md »"),
    "des majuscules": ("fiches/Ma-Fiche.md", "« ma-fiche.md »"),
    "un accent": ("fiches/café.md", "« cafe.md »"),
    "un tiret bas": ("fiches/ma_fiche.md", "« ma-fiche.md »"),
    "une autre extension": ("fiches/ma-fiche.md.txt", "« ma-fiche.md »"),
    "un document Word": ("fiches/ma-fiche.docx", "« ma-fiche.md »"),
    "un sous-dossier": ("fiches/brouillons/ma-fiche.md", "directement dans « fiches »"),
}
"""File names that people choose, and what the message must name."""
