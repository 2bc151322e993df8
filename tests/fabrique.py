"""Valid records to start from, and small changes to make to them."""

from __future__ import annotations

from scripts.recueil.fautes import Faute
from scripts.recueil.recueil import charger_octets

FICHE = """\
---
id: 7
titre: "Des habitants tiennent un café santé"
resume: "À Exempleville, des habitants accueillent leurs voisins et parlent santé avec eux."
porteur: "Association Exemple"
lieu: {commune: "Exempleville", region: bretagne, pays: "France"}
periode: {debut: 2015, fin: 2019}
secteurs: [social, sanitaire]
dimensions: [sante-publique]
niveau: partenariat
justification_niveau: "Les habitants décident du programme avec l'association."
publics: [habitants]
roles: [habitant]
mots_cles: ["bistrot"]
sources:
  - id: s1
    titre: "Un café santé"
    editeur: "Ville d'Exempleville"
    url: "https://www.exemple.fr/cafe"
    date: "2016"
  - id: s2
    titre: "Bilan"
    editeur: "Association Exemple"
    url: "https://www.exemple.fr/bilan"
    date: null
non_dit: "Les sources ne donnent pas le coût."
statut: redige-sur-sources
mise_a_jour: 2026-11-21
---

## En bref

Des habitants tiennent un café. Ils y parlent de santé. Ils choisissent les sujets.

## Contexte

Le quartier n'a plus de médecin [s1].

## Ce qui a été fait

Un café ouvre chaque semaine [s1].

## La place des personnes concernées

Les habitants choisissent les sujets [s2].
"""

TERME = """\
---
terme: "Café santé"
variantes: ["cafés santé"]
sigle: null
definition_courte: "Un lieu où des habitants parlent de santé."
voir_aussi: []
base_legale: null
sources:
  - id: s1
    titre: "Un café santé"
    editeur: "Ville d'Exempleville"
    url: "https://www.exemple.fr/cafe"
    date: "2016"
---

## Définition

Un lieu ouvert où chacun peut parler de santé [s1].

## Exemple

À Exempleville, le café ouvre chaque semaine.
"""

PARCOURS = """\
---
titre: "Des cafés santé"
resume: "Comparer des cafés où l'on parle de santé."
ordre: 1
pour_qui: "Toute équipe."
duree: 60
objectifs: ["Dire qui décide."]
etapes:
  - {fiche: cafe-1, consigne: "Qui décide ?"}
  - {fiche: cafe-2, consigne: "Qui décide ?"}
  - {fiche: cafe-3, consigne: "Qui décide ?"}
  - {fiche: cafe-4, consigne: "Qui décide ?"}
  - {fiche: cafe-5, consigne: "Qui décide ?"}
questions: ["Pourquoi un café ?", "Qui y vient ?", "Qui manque ?"]
termes: [cafe-sante]
---

## Déroulement

- Lecture (40 min).
- Débat (20 min).
"""

CHEMIN = "fiches/cafe-sante.md"


def sans(texte: str, ligne: str) -> str:
    """The text without the one line that starts so."""
    lignes = [li for li in texte.splitlines(keepends=True) if not li.lstrip().startswith(ligne)]
    assert len(lignes) == texte.count("\n") - 1, f"une seule ligne doit commencer par {ligne!r}"
    return "".join(lignes)


def avec(texte: str, ancien: str, nouveau: str) -> str:
    """The text with its first `ancien` replaced, which must be there."""
    assert ancien in texte
    return texte.replace(ancien, nouveau, 1)


def section(texte: str, titre: str) -> str:
    """The part of a text under a second-level heading, heading included."""
    debut = texte.index(f"## {titre}\n")
    fin = texte.find("\n## ", debut + 1)
    return texte[debut : fin + 1 if fin >= 0 else len(texte)]


def fautes(*fichiers: tuple[str, str | bytes]) -> list[Faute]:
    """The findings on records given as (path, content)."""
    octets = [(chemin, c.encode() if isinstance(c, str) else c) for chemin, c in fichiers]
    return list(charger_octets(octets).fautes)


def fautes_de_fiche(contenu: str | bytes) -> list[Faute]:
    """The findings on one fiche."""
    return fautes((CHEMIN, contenu))
