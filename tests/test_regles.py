"""Every rule of `regles.yml`: a good record passes, a bad one is refused under that rule's name.

`MAUVAIS` gives for each rule a bad content and the line where the finding is expected.
"""

from __future__ import annotations

import re

import pytest

from scripts.recueil.fautes import regles
from tests.fabrique import CHEMIN, FICHE, TERME, avec, fautes, fautes_de_fiche, sans, section

CORPS = FICHE.split("---\n", 2)[2]
ENTETE = FICHE.removesuffix(CORPS)
AUTRE_FICHE = ("fiches/autre.md", avec(avec(FICHE, "id: 7", "id: 8"), "Des habitants", "D'autres"))
TERME_EN_PLACE = ("glossary/cafe-sante.md", TERME)


def registre(*lignes: str) -> tuple[str, str]:
    """A record of what is published."""
    return "permaliens.yml", "\n".join(lignes) + "\n"


RETRAIT = '  {}: {{date: 2026-11-21, raison: "Double emploi."}}'

MAUVAIS: dict[str, tuple[str | bytes, int]] = {
    "fichier-vide": ("", 1),
    "fichier-trop-gros": (FICHE + "a" * 300_000, 1),
    "pas-utf8": (FICHE.encode().replace("santé".encode(), b"sant\xe9", 1), 3),
    "marque-bom": ("\ufeff" + FICHE, 1),
    "fins-de-ligne": (FICHE.replace("\n", "\r\n"), 1),
    "tabulation": (avec(FICHE, "Un café ouvre", "Un\tcafé ouvre"), 41),
    "caractere-interdit": (avec(FICHE, "Un café ouvre", "Un café\u202eouvre"), 41),
    "ligne-trop-longue": (avec(FICHE, "Un café ouvre", "Un café " * 1000), 41),
    "conflit-de-fusion": (avec(FICHE, "Un café ouvre", "<<<<<<< HEAD\nUn café ouvre"), 41),
    "entete-absent": (CORPS, 1),
    "entete-non-ferme": (FICHE.replace("---\n\n##", "\n##"), 1),
    "yaml-invalide": (avec(FICHE, '"Association Exemple"', "Association : Exemple"), 5),
    "guillemets-non-droits": (avec(FICHE, '"Association Exemple"', "« Association Exemple »"), 5),
    "cle-en-double": (avec(FICHE, "niveau:", "niveau: partenariat\nniveau:"), 11),
    "ancre-interdite": (avec(FICHE, "niveau: partenariat", "niveau: &n partenariat"), 10),
    "etiquette-interdite": (avec(FICHE, "niveau: partenariat", "niveau: !ENV partenariat"), 10),
    "entete-trop-profond": (avec(FICHE, '["bistrot"]', "[[[[[[]]]]]]"), 14),
    "champ-manquant": (sans(FICHE, "porteur:"), 1),
    "champ-inconnu": (avec(FICHE, "porteur:", "porteurs:"), 5),
    "valeur-vide": (avec(FICHE, '"Association Exemple"', "null"), 5),
    "modele-non-rempli": (avec(FICHE, '"Association Exemple"', '"À REMPLIR"'), 5),
    "texte-attendu": (avec(FICHE, '"Association Exemple"', "2024"), 5),
    "date-au-lieu-de-texte": (avec(FICHE, '"Association Exemple"', "2024-01-31"), 5),
    "cellule-formule": (avec(FICHE, '"Association Exemple"', '"=1+1"'), 5),
    "nombre-attendu": (avec(FICHE, "id: 7", 'id: "7"'), 2),
    "nombre-hors-limites": (avec(FICHE, "id: 7", "id: 0"), 2),
    "date-attendue": (avec(FICHE, "2026-11-21", "hier"), 28),
    "date-de-source": (avec(FICHE, '"2016"', '"printemps"'), 20),
    "liste-attendue": (avec(FICHE, "[habitants]", "habitants"), 12),
    "groupe-attendu": (avec(FICHE, "{debut: 2015, fin: 2019}", "2015"), 7),
    "liste-vide": (avec(FICHE, "[habitants]", "[]"), 12),
    "liste-trop-longue": (avec(FICHE, '["bistrot"]', str([f"mot {n}" for n in range(30)]).replace("'", '"')), 14),
    "valeur-en-double": (avec(FICHE, "[habitants]", "[habitants, habitants]"), 12),
    "separateur-interdit": (avec(FICHE, '["bistrot"]', '["bistrot|café"]'), 14),
    "texte-trop-long": (avec(FICHE, "un café santé", "un café santé" * 10), 3),
    "texte-sur-une-ligne": (avec(FICHE, '"Association Exemple"', "|\n  Association\n  Exemple"), 5),
    "periode-inversee": (avec(FICHE, "debut: 2015", "debut: 2020"), 7),
    "adresse-interdite": (avec(FICHE, "https://www.exemple.fr/cafe", "javascript:alert(1)"), 19),
    "identifiant-de-source": (avec(FICHE, "id: s1", "id: source1"), 16),
    "slug-invalide": (avec(FICHE, "mise_a_jour:", "anciens_slugs: [Café]\nmise_a_jour:"), 28),
    "statut-inconnu": (avec(FICHE, "redige-sur-sources", "brouillon"), 27),
    "valeur-inconnue": (avec(FICHE, '    date: "2016"', '    date: "2016"\n    langue: anglais'), 21),
    "secteur-inconnu": (avec(FICHE, "[social,", "[sociale,"), 8),
    "dimension-inconnue": (avec(FICHE, "sante-publique", "prevention"), 9),
    "niveau-inconnu": (avec(FICHE, "niveau: partenariat", "niveau: partenaria"), 10),
    "public-inconnu": (avec(FICHE, "[habitants]", "[voisins]"), 12),
    "role-inconnu": (avec(FICHE, "roles: [habitant]", "roles: [voisin]"), 13),
    "region-inconnue": (avec(FICHE, "bretagne", "Armorique"), 6),
    "texte-absent": (ENTETE, 30),
    "section-manquante": (FICHE.replace(section(FICHE, "Contexte"), ""), 42),
    "section-inconnue": (avec(FICHE, "## Contexte", "## Le contexte"), 35),
    "section-en-double": (FICHE + "\n" + section(FICHE, "Contexte"), 47),
    "section-mal-placee": (FICHE + "\n## Objectifs\n\nAider [s1].\n", 47),
    "section-vide": (FICHE + "\n## Moyens\n", 47),
    "section-obligatoire-vide": (avec(FICHE, "Un café ouvre chaque semaine [s1].\n", ""), 39),
    "texte-hors-section": (avec(FICHE, "## En bref", "Bonjour.\n\n## En bref"), 31),
    "titre-de-page": (avec(FICHE, "## En bref", "# Titre\n\n## En bref"), 31),
    "titre-souligne": (avec(FICHE, "Un café ouvre", "Détail\n------\nUn café ouvre"), 42),
    "niveau-de-titre": (avec(FICHE, "Un café ouvre", "### Détail\n\nUn café ouvre"), 41),
    "html-interdit": (avec(FICHE, "Un café ouvre", "Un <b>café</b> ouvre"), 41),
    "accolade-interdite": (avec(FICHE, "chaque semaine", "chaque semaine {: onclick=x }"), 41),
    "image-interdite": (avec(FICHE, "Un café ouvre", "![x](https://exemple.fr/x.png) Un café"), 41),
    "lien-interdit": (avec(FICHE, "Un café ouvre", "[Un café](javascript:alert(1))"), 41),
    "lien-par-reference": (avec(FICHE, "Un café ouvre", "[Un café][lien]"), 41),
    "lien-mal-ecrit": (avec(FICHE, "Un café ouvre", "[Un café] (https://exemple.fr)"), 41),
    "barre-inverse": (avec(FICHE, "Un café ouvre", "Un café\\"), 41),
    "crochet-seul": (avec(FICHE, "Un café ouvre", "Un [café ouvre"), 41),
    "bloc-de-code": (avec(FICHE, "Un café ouvre", "    Un café"), 41),
    "inclusion-interdite": (avec(FICHE, "Un café ouvre", '--8<-- "README.md"'), 41),
    "citation-mal-ecrite": (avec(FICHE, "sujets [s2]", "sujets [s2] [S1, S2]"), 45),
    "source-inconnue": (avec(FICHE, "semaine [s1]", "semaine [s3]"), 41),
    "source-non-citee": (avec(FICHE, "sujets [s2]", "sujets [s1]"), 21),
    "source-en-double": (avec(FICHE, "id: s2", "id: s1"), 21),
    "citation-dans-en-bref": (avec(FICHE, "Ils y parlent de santé.", "Ils y parlent de santé [s1]."), 33),
    "paragraphe-sans-source": (avec(FICHE, "semaine [s1]", "semaine"), 41),
    "fiche-inconnue": (avec(FICHE, "Un café ouvre", "[Un café](fiche:cafe-bar) ouvre"), 41),
    "terme-inconnu": (avec(FICHE, "Un café ouvre", "[Un café](terme:cafe) ouvre"), 41),
    "filtre-inconnu": (avec(FICHE, "Un café ouvre", "[Un café](catalogue:niveau=expert) ouvre"), 41),
    "renvoi-a-soi-meme": (avec(FICHE, "Un café ouvre", "[Un café](fiche:cafe-sante) ouvre"), 41),
    "sigle-inexplique": (avec(FICHE, "Un café ouvre", "Le CREAI ouvre"), 41),
    "source-trop-ancienne": (avec(FICHE, "Un café ouvre", "En 2018, un café ouvre"), 41),
    "phrase-longue": (avec(FICHE, "Ils y parlent de santé.", "Ils " + "parlent " * 20 + "fort."), 31),
    "en-bref-longueur": (avec(FICHE, "Ils y parlent de santé. Ils choisissent les sujets.", ""), 31),
    "mot-cle-inutile": (avec(FICHE, '["bistrot"]', '["Cafe Sante"]'), 14),
}

ENSEMBLES: dict[str, tuple[list[tuple[str, str]], str, int]] = {
    "id-en-double": ([(CHEMIN, FICHE), ("fiches/double.md", FICHE)], "fiches/double.md", 2),
    "titre-en-double": ([(CHEMIN, FICHE), ("fiches/double.md", avec(FICHE, "id: 7", "id: 8"))], "fiches/double.md", 3),
    "nom-deja-pris": (
        [(CHEMIN, avec(FICHE, "mise_a_jour:", "anciens_slugs: [autre]\nmise_a_jour:")), AUTRE_FICHE],
        CHEMIN,
        28,
    ),
    "terme-en-double": ([TERME_EN_PLACE, ("glossary/double.md", TERME)], "glossary/double.md", 2),
    "voir-aussi-a-sens-unique": (
        [
            TERME_EN_PLACE,
            ("glossary/bar.md", avec(avec(TERME, "Café santé", "Bar"), "aussi: []", "aussi: [cafe-sante]")),
        ],
        "glossary/cafe-sante.md",
        6,
    ),
    "fichier-inattendu": ([("fiches/cafe-sante.md.txt", FICHE)], "fiches/cafe-sante.md.txt", 1),
    "sous-dossier": ([("fiches/brouillons/cafe-sante.md", FICHE)], "fiches/brouillons/cafe-sante.md", 1),
    "nom-de-dossier": ([("docs/Le guide/page.md", FICHE)], "docs/Le guide/page.md", 1),
    "fiche-ressemblante": ([(CHEMIN, FICHE), AUTRE_FICHE], "fiches/autre.md", 3),
    "numero-de-fiche": ([registre("fiches:", "  sept: cafe")], "permaliens.yml", 2),
    "adresse-du-site": ([registre("pages:", "  - https://exemple.fr/")], "permaliens.yml", 2),
    "permalien-en-double": ([registre("fiches:", "  7: cafe", "  8: cafe")], "permaliens.yml", 3),
    "fiche-disparue": ([registre("fiches:", "  7: cafe-sante", "  9: cafe")], "permaliens.yml", 2),
    "nom-change": ([(CHEMIN, FICHE), registre("fiches:", "  7: cafe")], CHEMIN, 1),
    "numero-change": ([(CHEMIN, FICHE), registre("fiches:", "  9: cafe-sante")], CHEMIN, 2),
    "nom-d-une-autre": ([(CHEMIN, FICHE), AUTRE_FICHE, registre("fiches:", "  8: cafe-sante")], CHEMIN, 1),
    "numero-retire": (
        [(CHEMIN, FICHE), registre("fiches:", "  7: cafe", "retires:", RETRAIT.format("fiches/cafe/"))],
        CHEMIN,
        2,
    ),
    "nom-retire": (
        [TERME_EN_PLACE, registre("termes:", "  - cafe-sante", "retires:", RETRAIT.format("glossaire/cafe-sante/"))],
        "glossary/cafe-sante.md",
        1,
    ),
    "terme-disparu": ([registre("termes:", "  - cafe-sante")], "permaliens.yml", 2),
    "page-disparue": ([registre("pages:", "  - guide/cafe/")], "permaliens.yml", 2),
    "valeur-disparue": ([registre("valeurs:", "  - secteur/cafe/")], "permaliens.yml", 2),
    "valeur-retiree": (
        [registre("valeurs:", "  - secteur/social/", "retires:", RETRAIT.format("secteur/social/"))],
        "permaliens.yml",
        4,
    ),
    "retrait-inconnu": ([registre("retires:", RETRAIT.format("fiches/cafe/"))], "permaliens.yml", 2),
    "remplacante-inconnue": (
        [
            registre(
                "autres:",
                "  - cafe/",
                "retires:",
                '  cafe/: {date: 2026-11-21, raison: "Fermé.", remplacee_par: bar/}',
            )
        ],
        "permaliens.yml",
        4,
    ),
    "sera-inscrit": ([(CHEMIN, FICHE), registre("fiches: {}")], CHEMIN, 2),
    "nom-de-fichier": ([("fiches/Café Santé.md", FICHE)], "fiches/Café Santé.md", 1),
}

# Read errors come from the disk, see test_validation.py; lost pages from the build, see test_permaliens.py.
# Parcours: test_parcours.py.
# Two files of a folder cannot have one name, but a form may ask for it: see test_controles_navigateur.py.
AILLEURS = {"fichier-illisible", "adresse-perdue", "parcours-inconnu", "duree-differente", "nom-de-fichier-pris"}


def test_une_bonne_fiche_et_un_bon_terme_passent() -> None:
    assert fautes((CHEMIN, FICHE), TERME_EN_PLACE) == []


@pytest.mark.parametrize("code", MAUVAIS)
def test_chaque_regle_refuse_son_mauvais_exemple(code: str) -> None:
    contenu, ligne = MAUVAIS[code]
    trouvees = [(faute.code, faute.ligne) for faute in fautes_de_fiche(contenu)]
    assert (code, ligne) in trouvees


@pytest.mark.parametrize("code", ENSEMBLES)
def test_chaque_regle_sur_l_ensemble_refuse_son_mauvais_exemple(code: str) -> None:
    fichiers, chemin, ligne = ENSEMBLES[code]
    trouvees = [(faute.code, faute.chemin, faute.ligne) for faute in fautes(*fichiers)]
    assert (code, chemin, ligne) in trouvees


def test_chaque_regle_a_son_exemple() -> None:
    assert set(MAUVAIS) | set(ENSEMBLES) | AILLEURS == set(regles())


@pytest.mark.parametrize("code", [*MAUVAIS, *ENSEMBLES])
def test_les_messages_sont_complets_et_en_francais(code: str) -> None:
    toutes = fautes_de_fiche(MAUVAIS[code][0]) if code in MAUVAIS else fautes(*ENSEMBLES[code][0])
    for faute in toutes:
        assert re.search(r"[.?…»]$", faute.message), faute.message
        assert not re.search(r"\b(Input|should|valid|error|None|True|False)\b|\{|\n", _sans_citations(faute.message))


def _sans_citations(message: str) -> str:
    return re.sub(r"« .*? »|\{commune.*?\}|\{debut.*?\}|\{id.*?\}", "", message)


@pytest.mark.parametrize(
    ("saisie", "conseil"),
    [
        ("partenaria", "Vouliez-vous dire « partenariat » ?"),
        ("Partenariat", "Vouliez-vous dire « partenariat » ?"),
        ("zzz", "Valeurs possibles : information, consultation, collaboration, partenariat, leadership."),
    ],
)
def test_une_valeur_proche_est_proposee(saisie: str, conseil: str) -> None:
    [faute] = fautes_de_fiche(avec(FICHE, "niveau: partenariat", f"niveau: {saisie}"))
    assert faute.message == f"« {saisie} » n'est pas un niveau. {conseil}"


def test_toutes_les_fautes_sont_dites_en_une_fois() -> None:
    contenu = avec(avec(avec(FICHE, "id: 7", "id: x"), "partenariat", "pouvoir"), "semaine [s1]", "semaine [s9] <b>")
    codes = {faute.code for faute in fautes_de_fiche(contenu)}
    assert {"nombre-attendu", "niveau-inconnu", "html-interdit"} <= codes


def test_le_lieu_designe_la_colonne_de_la_valeur() -> None:
    [faute] = fautes_de_fiche(avec(FICHE, "[habitants]", "[habitants, voisins]"))
    assert (faute.ligne, faute.colonne) == (12, len("publics: [habitants, ") + 1)
