"""Begin a fiche: `python -m scripts.nouvelle_fiche "Titre" [--slug nom-du-fichier]`.

Writes `fiches/<slug>.md`, a commented template with the next free number and today's date. Never
writes over a file. Exit status: 0 written, 1 not written, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path
from typing import Any

from scripts.recueil import adresses
from scripts.recueil.fautes import Position, faute
from scripts.recueil.interdits import A_REMPLIR
from scripts.recueil.lecture import DOSSIERS, lire_document
from scripts.recueil.modele_de_fiche import modele_de_fiche
from scripts.recueil.normalisation import en_slug, sur_une_ligne
from scripts.recueil.permaliens import charger_permaliens
from scripts.recueil.recueil import charger_octets
from scripts.reglages import ReglagesIllisibles, lire_reglages
from scripts.validate import RACINE, AnalyseurFrancais


class FicheRefusee(Exception):
    """The fiche cannot be begun; the message says why and what to do, in French."""


def commencer(titre: str, slug: str, racine: Path, jour: date) -> Path:
    """Write the template of a fiche and return its path; an empty `slug` is made from the title.

    Raises FicheRefusee, ReglagesIllisibles, or OSError where the disk refuses.
    """
    titre = titre.strip()
    if not titre:
        raise FicheRefusee(
            "Il manque un titre. Écrivez par exemple : make fiche TITRE='Des habitants tiennent un café'"
        )
    slug = slug or en_slug(titre)
    if not slug:
        raise FicheRefusee("Ce titre ne donne pas de nom de fichier. Choisissez-en un avec --slug (SLUG=… avec make).")
    chemin = f"{DOSSIERS['fiche']}/{slug}.md"
    if slug != en_slug(slug):
        exemple = en_slug(slug) or "ma-fiche"
        raise FicheRefusee(faute(chemin, Position(), "nom-de-fichier", nom=slug, exemple=exemple).message)
    documents = [lire_document(fichier, racine) for fichier in sorted((racine / DOSSIERS["fiche"]).glob("*.md"))]
    for document in documents:
        valeurs = document.entete.valeurs
        if slug == document.slug or slug in _liste(valeurs.get("anciens_slugs")):
            raise FicheRefusee(
                f"Le nom « {slug} » est ou a été celui de {document.chemin}. "
                "Choisissez-en un autre avec --slug (SLUG=… avec make)."
            )
    permaliens = charger_permaliens(racine)
    if any(slug in noms for noms in permaliens.fiches.values()):
        raise FicheRefusee(f"Le nom « {slug} » a été celui d'une fiche. Choisissez-en un autre avec --slug.")
    numeros = (document.entete.valeurs.get("id") for document in documents)
    numero = permaliens.numero_libre(numero for numero in numeros if isinstance(numero, int))
    texte = modele_de_fiche(titre, numero, jour, lire_reglages(racine).site + adresses.schema("fiche"))
    try:
        octets = texte.encode()
    except UnicodeEncodeError as erreur:
        raise FicheRefusee("Le titre contient un caractère illisible. Tapez-le de nouveau.") from erreur
    if refus := [f.message for f in charger_octets([(chemin, octets)]).fautes if f.code != "modele-non-rempli"]:
        raise FicheRefusee("\n".join(refus))
    fichier = racine / chemin
    with fichier.open("xb") as flux:
        flux.write(octets)
    return fichier


def _liste(valeur: Any) -> list[Any]:
    return valeur if isinstance(valeur, list) else []


def main(arguments: list[str] | None = None, racine: Path = RACINE) -> int:
    """Run the command on the repository at `racine`; returns its exit status."""
    analyseur = AnalyseurFrancais(
        prog="python -m scripts.nouvelle_fiche",
        usage='python -m scripts.nouvelle_fiche "Titre" [--slug nom-du-fichier]',
        description="Écrit dans fiches/ le modèle d'une nouvelle fiche, à remplir.",
        epilog="Code de sortie : 0 fiche commencée, 1 refus, 2 commande mal écrite.",
    )
    analyseur.add_argument("titre", nargs="?", default="", help="le titre de la fiche")
    analyseur.add_argument("--slug", default="", help="le nom du fichier, sans « .md » (par défaut : tiré du titre)")
    options: argparse.Namespace = analyseur.parse_args(arguments)
    try:
        fichier = commencer(options.titre, options.slug, racine, date.today())
    except (FicheRefusee, ReglagesIllisibles) as erreur:
        sys.stderr.write(f"{erreur}\n")
        return 1
    except PermissionError:
        sys.stderr.write(f"Vous n'avez pas le droit d'écrire dans {racine / DOSSIERS['fiche']}.\n")
        return 1
    except OSError as erreur:
        sys.stderr.write(
            f"Le fichier n'a pas pu être écrit ({erreur.strerror}). Essayez un nom plus court avec --slug.\n"
        )
        return 1
    nom = sur_une_ligne(fichier.relative_to(racine).as_posix())
    sys.stdout.write(
        f"{nom} est prêt. Ouvrez-le et remplacez chaque « {A_REMPLIR} ».\nPour savoir ce qui reste : make check\n"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
