"""Keep `permaliens.yml`, the record of everything that is published: `python -m scripts.permaliens`.

Without option, adds what is new; `--verifier` only tells it; `--retirer` writes a tombstone. The file
is only ever added to, its order and comments stay. Exit status: 0 done (with `--verifier`: nothing
is missing), 1 not done or something is missing, 2 wrong usage.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path, PurePosixPath

from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from scripts.recueil import adresses
from scripts.recueil.enrichissement import enrichir
from scripts.recueil.fautes import en_texte
from scripts.recueil.lecture import Document, lire_document
from scripts.recueil.permaliens import FICHIER, Permaliens, Retrait, lire_permaliens
from scripts.recueil.recueil import Recueil, charger
from scripts.recueil.vocabulaire import suggerer, vocabulaires
from scripts.sorties import produire
from scripts.sorties.gabarits import Fichier, Site
from scripts.validate import RACINE, AnalyseurFrancais

TETE = """\
# Tout ce qui est publié, sous chaque nom porté. Des cours et des articles citent ces adresses : elles ne
# meurent jamais. Une ligne par page ; quand un nom change, le nouveau s'ajoute à la suite : [ancien, nouveau].
#
# Ne rien écrire ici en proposant une fiche : « make permaliens » ajoute ce qui est nouveau à la publication.
# Pour retirer une page : python -m scripts.permaliens --retirer fiches/son-nom --raison "Pourquoi."
"""
_LIGNE = re.compile(r"^(\s*(?:\d+:|-)\s*)\[?([^\]#]*?)\]?(\s*(?:#.*)?)$")


class _Refus(Exception):
    """The command cannot do what it is asked; the message says why, in French."""


Ajouts = dict[str, list[str]]
"""New lines by section of the file."""


def nouveautes(recueil: Recueil) -> tuple[Ajouts, dict[tuple[str, str | int], list[str]]]:
    """What is published without being recorded: new lines, and new names of recorded fiches and terms."""
    inscrits = recueil.permaliens
    ajouts: Ajouts = {"fiches": [], "termes": [], "pages": [], "parcours": [], "valeurs": [], "autres": []}
    noms_de_plus: dict[tuple[str, str | int], list[str]] = {}
    for fiche in recueil.fiches:
        noms = [*fiche.entete.anciens_slugs, fiche.slug]
        connus = inscrits.fiches.get(fiche.entete.id)
        if connus is None:
            ajouts["fiches"].append(f"{fiche.entete.id}: {_noms(noms)}")
        elif nouveaux := [nom for nom in noms if nom not in connus]:
            noms_de_plus["fiches", str(fiche.entete.id)] = nouveaux
    for terme in recueil.termes:
        noms = [*terme.entete.anciens_slugs, terme.slug]
        rang = next((r for r, connus in enumerate(inscrits.termes) if set(connus) & set(noms)), None)
        if rang is None:
            ajouts["termes"].append(f"- {_noms(noms)}")
        elif nouveaux := [nom for nom in noms if nom not in inscrits.termes[rang]]:
            noms_de_plus["termes", rang] = nouveaux
    pages = [adresses.page(page.slug) for page in recueil.pages]
    parcours = [adresses.parcours(lu.slug) for lu in recueil.parcours]
    valeurs = [adresses.valeur(v.id, x.id) for v in vocabulaires().values() for x in v.valeurs]
    autres = _autres(recueil, {*pages, *parcours, *valeurs})
    listes = {"pages": pages, "parcours": parcours, "valeurs": valeurs, "autres": autres}
    for section, publiees in listes.items():
        ajouts[section] = [f"- {a}" for a in publiees if a and a not in {*getattr(inscrits, section)}]
    return {section: lignes for section, lignes in ajouts.items() if lignes}, noms_de_plus


def _autres(recueil: Recueil, connues: Iterable[str]) -> list[str]:
    """What the site makes besides: pages, and the data files of the whole collection."""
    deja = {*connues, *recueil.permaliens.publiees(), *recueil.permaliens.retires}
    deja |= {adresses.fiche(fiche.slug) for fiche in recueil.fiches}
    deja |= {adresses.terme(terme.slug) for terme in recueil.termes}
    trouvees = [
        sortie.adresse
        for sortie in produire(enrichir(recueil), Site(publication=False))
        if not isinstance(sortie, Fichier) or f"{PurePosixPath(sortie.adresse).parent}/" == adresses.DONNEES
    ]
    return sorted({*trouvees, *recueil.permaliens.autres} - deja)


def inscrire(texte: str, section: str, lignes: Iterable[str]) -> str:
    """The file's text with lines added at the end of a section, which is created where it is missing."""
    toutes = texte.splitlines()
    debut = next((r for r, ligne in enumerate(toutes) if re.match(rf"{section}:\s*(#.*)?$", ligne)), None)
    nouvelles = [f"  {ligne}" for ligne in lignes]
    if debut is None:
        return "\n".join([*toutes, "", f"{section}:", *nouvelles]) + "\n"
    fin = next((r for r in range(debut + 1, len(toutes)) if re.match(r"\w", toutes[r])), len(toutes))
    while not toutes[fin - 1].strip() or toutes[fin - 1].startswith("#"):
        fin -= 1
    return "\n".join([*toutes[:fin], *nouvelles, *toutes[fin:]]) + "\n"


def _renommer(texte: str, document: Document, noms_de_plus: dict[tuple[str, str | int], list[str]]) -> str:
    """The file's text with names added to the lines of fiches and terms that have new ones."""
    lignes = texte.splitlines()
    for lieu, noms in noms_de_plus.items():
        rang = document.entete.lieu(lieu).ligne - 1
        trouve = _LIGNE.match(lignes[rang])
        if not trouve:
            raise _Refus(f"{FICHIER}:{rang + 1}: écrivez cette entrée sur une seule ligne, puis recommencez.")
        lignes[rang] = f"{trouve[1]}[{trouve[2]}, {', '.join(map(_scalaire, noms))}]{trouve[3]}"
    return "\n".join(lignes) + "\n"


def _noms(noms: Sequence[str]) -> str:
    ecrits = ", ".join(map(_scalaire, noms))
    return f"[{ecrits}]" if len(noms) > 1 else ecrits


def _scalaire(nom: str) -> str:
    """A name as YAML: between quotes where it would be read as a number, a date or a truth value."""
    nature = str(Resolver().resolve(ScalarNode, nom, (True, False)))  # type: ignore[no-untyped-call]
    return nom if nature.endswith(":str") else json.dumps(nom)


def retirer(
    recueil: Recueil, saisie: str, raison: str, remplacante: str | None, titre: str | None, quand: date
) -> tuple[str, str]:
    """The line of a new tombstone, and its address. Raises _Refus where it cannot be."""
    adresse = _resoudre(recueil, saisie)
    if adresse not in {*recueil.permaliens.publiees()}:
        raise _Refus(f"« {saisie} » n'est pas encore publiée : il suffit de supprimer son fichier.")
    if adresse in recueil.permaliens.retires:
        raise _Refus(f"« {adresse} » est déjà retirée.")
    suite = _resoudre(recueil, remplacante) if remplacante else None
    if suite == adresse:
        raise _Refus("Une page retirée ne se remplace pas elle-même : donnez l'adresse d'une autre page.")
    connu = recueil.titres.get(adresse, "")
    try:
        retrait = Retrait(titre=titre or connu or None, date=quand, raison=raison, remplacee_par=suite)
    except ValueError as erreur:
        raise _Refus(
            "La raison et le titre tiennent sur une ligne, en 300 et 90 signes au plus, sans HTML."
        ) from erreur
    champs = [f"titre: {json.dumps(retrait.titre, ensure_ascii=False)}"] if retrait.titre else []
    champs += [f"date: {quand}", f"raison: {json.dumps(retrait.raison, ensure_ascii=False)}"]
    champs += [f"remplacee_par: {suite}"] if suite else []
    return f"{adresse}: {{{', '.join(champs)}}}", adresse


def _resoudre(recueil: Recueil, saisie: str) -> str:
    """The address of a page named by its address or, for a fiche or a term, by its name alone."""
    actuelles: dict[str, str] = {}
    for noms in recueil.permaliens.fiches.values():
        vivante = next((nom for nom in noms if nom in recueil.par_slug), noms[-1])
        actuelles |= {adresses.fiche(nom): adresses.fiche(vivante) for nom in noms}
    for noms in recueil.permaliens.termes:
        vivant = next((nom for nom in noms if nom in recueil.termes_par_slug), noms[-1])
        actuelles |= {adresses.terme(nom): adresses.terme(vivant) for nom in noms}
    p = recueil.permaliens
    actuelles |= {adresse: adresse for adresse in (*p.pages, *p.parcours, *p.valeurs, *p.autres, *recueil.titres)}
    voulue = saisie.strip("/")
    exactes = {actuelles[a] for a in actuelles if a.strip("/") == voulue}
    seules = {actuelles[a] for a in actuelles if a in (adresses.fiche(voulue), adresses.terme(voulue))}
    trouvees = sorted(exactes or seules)
    if len(trouvees) > 1:
        raise _Refus(f"« {saisie} » désigne plusieurs pages. Écrivez l'une de ces adresses : {', '.join(trouvees)}.")
    if not trouvees:
        conseil = suggerer(voulue, {a.strip("/").rpartition("/")[2]: a for a in actuelles} | {a: a for a in actuelles})
        raise _Refus(f"« {saisie} » n'est pas une page du site. {conseil}".rstrip())
    return trouvees[0]


def _lire(racine: Path) -> tuple[str, Document]:
    """The file's text and how it reads; a new one where there is none."""
    fichier = racine / FICHIER
    if not fichier.exists():
        return TETE, Document(FICHIER, fichier.stem)
    document = lire_document(fichier, racine)
    if not document.lisible or lire_permaliens(document) is None or document.fautes:
        raise _Refus(f"{en_texte(document.fautes)}Corrigez {FICHIER}, puis recommencez.")
    return fichier.read_text(encoding="utf-8"), document


def _ecrire(racine: Path, texte: str) -> None:
    """Replace the file at once, if what is to be written reads well. Raises OSError where the disk refuses."""
    with tempfile.TemporaryDirectory(prefix=".permaliens-", dir=racine) as dossier:
        neuf = Path(dossier) / FICHIER
        neuf.write_text(texte, encoding="utf-8")
        relu = lire_document(neuf, Path(dossier))
        if not isinstance(lire_permaliens(relu), Permaliens) or relu.fautes:
            raise _Refus(f"{en_texte(relu.fautes)}{FICHIER} n'est pas changé : remettez-le à la forme du modèle.")
        neuf.replace(racine / FICHIER)


def _analyseur() -> AnalyseurFrancais:
    analyseur = AnalyseurFrancais(
        prog="python -m scripts.permaliens",
        usage='python -m scripts.permaliens [--verifier | --retirer PAGE --raison "…" [--remplacee-par PAGE]]',
        description=f"Inscrit dans {FICHIER} ce qui est nouveau : une adresse publiée ne meurt jamais.",
        epilog="Code de sortie : 0 fait, 1 pas fait (avec --verifier : il manque une adresse), 2 commande mal écrite.",
    )
    analyseur.add_argument("--verifier", action="store_true", help="dire seulement ce qui manque, sans rien écrire")
    analyseur.add_argument("--retirer", metavar="PAGE", help="retirer une page : fiches/son-nom, glossaire/son-nom…")
    analyseur.add_argument("--raison", metavar="TEXTE", help="pourquoi, en une phrase que les visiteurs liront")
    analyseur.add_argument("--remplacee-par", metavar="PAGE", help="la page à lire à la place")
    analyseur.add_argument("--titre", metavar="TEXTE", help="son titre, si son fichier n'est plus là pour le dire")
    analyseur.add_argument("--racine", type=Path, default=RACINE, help="dossier du recueil (par défaut : celui-ci)")
    return analyseur


def main(arguments: list[str] | None = None) -> int:
    """Run the command; returns its exit status."""
    analyseur = _analyseur()
    options = analyseur.parse_args(arguments)
    if bool(options.retirer) != bool(options.raison) or (options.verifier and options.retirer):
        analyseur.error("--retirer et --raison vont ensemble, sans --verifier")
    try:
        if options.retirer:
            return _retirer(options.racine, options)
        return _tenir(options.racine, ecrire=not options.verifier)
    except _Refus as refus:
        sys.stderr.write(f"{refus}\n")
    except OSError as erreur:
        sys.stderr.write(f"{FICHIER} n'a pas pu être écrit : {erreur.strerror}. L'ancien est intact.\n")
    return 1


def _tenir(racine: Path, *, ecrire: bool) -> int:
    texte, document = _lire(racine)
    recueil = charger(racine)
    if not recueil.publiable:
        raise _Refus(f"{en_texte(f for f in recueil.fautes if f.bloquante)}Corrigez d'abord ces fautes.")
    ajouts, noms_de_plus = nouveautes(recueil)
    lignes = [
        *(ligne for section in ajouts.values() for ligne in section),
        *(n for ns in noms_de_plus.values() for n in ns),
    ]
    if not lignes:
        sys.stdout.write(f"{FICHIER} est à jour.\n")
        return 0
    if not ecrire:
        sys.stdout.write(f"Il manque dans {FICHIER} (lancez « make permaliens ») :\n")
        sys.stdout.write("".join(f"  {ligne}\n" for ligne in lignes))
        return 1
    texte = _renommer(texte, document, noms_de_plus)
    for section, nouvelles in ajouts.items():
        texte = inscrire(texte, section, nouvelles)
    _ecrire(racine, texte)
    sys.stdout.write(f"{FICHIER} : {len(lignes)} ligne{'s' * (len(lignes) > 1)} de plus.\n")
    return 0


def _retirer(racine: Path, options: argparse.Namespace) -> int:
    texte, _ = _lire(racine)
    recueil = charger(racine)
    ligne, adresse = retirer(
        recueil, options.retirer, options.raison, options.remplacee_par, options.titre, date.today()
    )
    _ecrire(racine, inscrire(texte, "retires", [ligne]))
    sys.stdout.write(f"{adresse} est retirée : une page y dira pourquoi.\n")
    if adresse in recueil.titres:
        sys.stdout.write("Supprimez maintenant son fichier, et les liens qui y mènent.\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
