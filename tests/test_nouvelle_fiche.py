"""`make fiche` and `python -m scripts.nouvelle_fiche`: the template, its refusals, and the way from it to a fiche."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
import yaml

from scripts.construire import RACINE
from scripts.nouvelle_fiche import main
from scripts.recueil import adresses
from scripts.recueil.corps import titres_prevus
from scripts.recueil.formes import STATUTS
from scripts.recueil.interdits import A_REMPLIR
from scripts.recueil.modele_de_fiche import modele_de_fiche
from scripts.recueil.modeles import EnteteFiche, Lieu, Periode, Source
from scripts.recueil.recueil import charger, charger_octets
from scripts.recueil.vocabulaire import vocabulaires
from scripts.reglages import lire_reglages
from tests.fabrique import FICHE, avec
from tests.outils import poser_environnement

JOUR = date(2026, 11, 21)
TITRE = "Des habitants jardinent ensemble"
MODELE = modele_de_fiche(TITRE, 8, JOUR, "https://exemple.fr/fiche.schema.json")
CHEMIN = "fiches/jardin.md"

# What an author puts in place of each mark, in the order of the template.
REPONSES = [
    "À Exempleville, des habitants cultivent un jardin et en décident les règles.",
    "Association Exemple",
    "Exempleville",
    "bretagne",
    "France",
    "2015",
    "null",
    "social, sanitaire",
    "sante-publique",
    "partenariat",
    "Les habitants décident des règles avec l'association.",
    "habitants",
    "habitant",
    "potager",
    "Un jardin partagé",
    "Ville d'Exempleville",
    "https://www.exemple.fr/jardin",
    "2016",
    "Les sources ne donnent pas le coût.",
    "Des habitants cultivent un jardin. Ils en choisissent les règles. Le jardin reste ouvert.",
    *(f"Paragraphe {rang} de la fiche [s1]." for rang in range(1, len(titres_prevus("fiche")))),
]


def remplir(texte: str, reponse: str) -> str:
    """The text with its first mark replaced, as an author does: the section's help goes with it."""
    avant, _, apres = texte.partition("---\n# yaml")[2].partition("\n---\n")
    if A_REMPLIR in re.sub(r"(?m)^ *#.*$", "", avant):
        return re.sub(rf"(?m)^(?! *#)(.*?){A_REMPLIR}", lambda ligne: ligne[1] + reponse, texte, count=1)
    assert A_REMPLIR in apres
    return re.sub(rf"(?m)^{A_REMPLIR} : .*$", lambda _: reponse, texte, count=1)


def codes(texte: str) -> list[str]:
    return [faute.code for faute in charger_octets([(CHEMIN, texte.encode())]).fautes]


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    """A small repository with one good fiche."""
    (tmp_path / "fiches").mkdir()
    (tmp_path / "fiches" / "cafe-sante.md").write_text(FICHE, encoding="utf-8")
    shutil.copy(RACINE / "mkdocs.yml", tmp_path)
    return tmp_path


def test_le_modele_mene_pas_a_pas_a_une_fiche_valable() -> None:
    texte = MODELE
    reste = codes(texte)
    assert set(reste) == {"modele-non-rempli"}
    assert len(reste) == len(REPONSES)
    for rang, reponse in enumerate(REPONSES, 1):
        texte = remplir(texte, reponse)
        # The sources are checked against the text once the front matter is whole, before the text cites them.
        attendues = ["modele-non-rempli"] * (len(REPONSES) - rang)
        assert [code for code in codes(texte) if code != "source-non-citee"] == attendues, reponse
    assert codes(texte) == []
    [fiche] = charger_octets([(CHEMIN, texte.encode())]).fiches
    assert (fiche.entete.id, fiche.entete.titre, fiche.entete.mise_a_jour) == (8, TITRE, JOUR)
    assert fiche.entete.periode.fin is None
    assert [section.titre for section in fiche.sections] == [prevu.titre for prevu in titres_prevus("fiche")]


def test_les_champs_facultatifs_se_remplissent_en_retirant_le_diese() -> None:
    texte = MODELE
    for reponse in REPONSES:
        texte = remplir(texte, reponse)
    texte = avec(texte, "    # langue: en", "    langue: en")
    texte = avec(texte, "# anciens_slugs: [ancien-nom]", "anciens_slugs: [ancien-nom]")
    [fiche] = charger_octets([(CHEMIN, texte.encode())]).fiches
    assert (fiche.entete.sources[0].langue, fiche.entete.anciens_slugs) == ("en", ["ancien-nom"])


def test_une_section_facultative_se_retire() -> None:
    texte = MODELE
    for reponse in REPONSES:
        texte = remplir(texte, reponse)
    facultatives = [prevu.titre for prevu in titres_prevus("fiche") if not prevu.obligatoire]
    for titre in facultatives:
        texte = re.sub(rf"\n## {titre}\n\n.*\n", "", texte)
    assert codes(texte) == []


def test_une_source_s_ajoute_comme_le_dit_le_modele() -> None:
    texte = MODELE
    for reponse in REPONSES:
        texte = remplir(texte, reponse)
    bloc = texte[texte.index("  - id: s1") : texte.index("  # Pour en ajouter")]
    texte = avec(texte, bloc, bloc + bloc.replace("id: s1", "id: s2"))
    assert codes(avec(texte, "Paragraphe 1 de la fiche [s1]", "Paragraphe 1 de la fiche [s2]")) == []


def test_le_modele_dit_tout_ce_que_l_on_peut_ecrire() -> None:
    commentaires = " ".join(ligne.strip(" #") for ligne in MODELE.splitlines() if ligne.lstrip().startswith("#"))
    for modele in (EnteteFiche, Lieu, Periode, Source):
        for nom, info in modele.model_fields.items():
            assert re.search(rf"(?m)^[ #-]*{nom}:", MODELE), nom
            assert f"{info.title} : {info.description}" in commentaires
    for vocabulaire in vocabulaires().values():
        for valeur in vocabulaire.valeurs:
            assert re.search(rf"\b{valeur.id}\b", commentaires), valeur.id
    for statut in STATUTS:
        assert statut in commentaires
    for prevu in titres_prevus("fiche"):
        assert f"\n## {prevu.titre}\n\n{A_REMPLIR} : {prevu.aide}" in MODELE


def test_un_modele_non_rempli_n_est_jamais_publiable() -> None:
    texte = MODELE
    for reponse in REPONSES[:-1]:
        texte = remplir(texte, reponse)
    assert codes(texte) == ["modele-non-rempli"]
    assert not charger_octets([(CHEMIN, texte.encode())]).publiable


def test_la_commande_ecrit_le_modele_et_la_validation_ne_parle_que_de_lui(
    depot: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([TITRE], depot) == 0
    assert "fiches/des-habitants-jardinent-ensemble.md est prêt." in capsys.readouterr().out
    fichier = depot / "fiches" / "des-habitants-jardinent-ensemble.md"
    entete = yaml.safe_load(fichier.read_text(encoding="utf-8").split("---\n")[1])
    assert (entete["id"], entete["titre"], entete["mise_a_jour"]) == (8, TITRE, date.today())
    assert fichier.read_text(encoding="utf-8").splitlines()[:2] == [
        "---",
        f"# yaml-language-server: $schema={lire_reglages(RACINE).site}{adresses.schema('fiche')}",
    ]
    assert {(faute.chemin, faute.code) for faute in charger(depot).fautes} == {
        ("fiches/des-habitants-jardinent-ensemble.md", "modele-non-rempli")
    }


def test_deux_modeles_a_la_suite_ont_deux_numeros(depot: Path) -> None:
    assert main(["Un"], depot) == main(["Deux"], depot) == 0
    assert "\nid: 8\n" in (depot / "fiches" / "un.md").read_text(encoding="utf-8")
    assert "\nid: 9\n" in (depot / "fiches" / "deux.md").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ([], "Il manque un titre."),
        (["  "], "Il manque un titre."),
        (["Café santé"], "Le nom « cafe-sante » est ou a été celui de fiches/cafe-sante.md."),
        (["Autre", "--slug", "vieux-cafe"], "Le nom « vieux-cafe » est ou a été celui de fiches/cafe-sante.md."),
        (["x" * 91], "Le champ « titre » compte 91 caractères, pour 90 au plus."),
        (["un <b>titre</b>"], "Le code HTML n'est pas permis"),
        (["deux\nlignes"], "Le champ « titre » doit tenir sur une seule ligne."),
        (["À REMPLIR", "--slug", "x"], None),
        (["retour\u202eenvers"], "Le caractère invisible U+202E"),
        (["illisible \udce9"], "Le titre contient un caractère illisible."),
        (["Жители"], "Ce titre ne donne pas de nom de fichier."),
        (["Autre", "--slug", "Pas Bon"], "Le nom « Pas Bon » ne convient pas."),
        (["Autre", "--slug", "../dehors"], "ne convient pas."),
        (["Autre", "--slug", "a" * 300], "Le fichier n'a pas pu être écrit"),
    ],
)
def test_un_refus_dit_quoi_faire_et_n_ecrit_rien(
    depot: Path, arguments: list[str], message: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    ancienne = avec(FICHE, "mise_a_jour:", "anciens_slugs: [vieux-cafe]\nmise_a_jour:")
    (depot / "fiches" / "cafe-sante.md").write_text(ancienne, encoding="utf-8")
    avant = {f: f.read_bytes() for f in depot.rglob("*") if f.is_file()}
    if message is None:
        # A title that is the mark itself gives a template like another: the validator asks for a title.
        assert main(arguments, depot) == 0
        titre = next(f for f in charger(depot).fautes if f.code == "modele-non-rempli")
        assert (depot / titre.chemin).read_text(encoding="utf-8").splitlines()[titre.ligne - 1].startswith("titre:")
        return
    assert main(arguments, depot) == 1
    erreur = capsys.readouterr().err
    assert message in erreur
    assert "Traceback" not in erreur
    assert {f: f.read_bytes() for f in depot.rglob("*") if f.is_file()} == avant


def test_sans_droit_d_ecrire_la_commande_le_dit(
    depot: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # Real permissions would not stop root, as whom these tests may run.
    vrai = Path.open

    def refuser(chemin: Path, mode: str = "r", *suite: object, **options: object) -> object:
        if "x" in mode:
            raise PermissionError(13, "Permission denied")
        return vrai(chemin, mode, *suite, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(Path, "open", refuser)
    assert main([TITRE], depot) == 1
    assert f"Vous n'avez pas le droit d'écrire dans {depot / 'fiches'}." in capsys.readouterr().err


def test_des_reglages_illisibles_se_disent(depot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for contenu in ("site_url: [", "site_name: sans adresse", "- liste"):
        (depot / "mkdocs.yml").write_text(contenu, encoding="utf-8")
        assert main([TITRE], depot) == 1
        assert "Le fichier mkdocs.yml" in capsys.readouterr().err


def test_une_commande_mal_ecrite_sort_avec_2(depot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as sortie:
        main(["--inconnu"], depot)
    assert sortie.value.code == 2
    assert "Aide : python -m scripts.nouvelle_fiche --help" in capsys.readouterr().err


@pytest.fixture
def depot_de_make(depot: Path) -> Path:
    """The small repository with the project's own Makefile, scripts and installed Python."""
    for nom in ("Makefile", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(RACINE / nom, depot)
    shutil.copytree(RACINE / "scripts", depot / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    poser_environnement(depot)
    return depot


@pytest.mark.parametrize(
    "titre",
    [
        "L'atelier $5 `date`",
        "Un titre avec $(shell touch piege) et $(touch piege)",
        'Des "guillemets", des \\ et une étoile *',
        "Dièse # et & et ; touch piege",
        "Un titre avec --slug=pas-une-option",
        "Où l'été ça va",
    ],
)
def test_make_passe_le_titre_tel_quel(depot_de_make: Path, titre: str) -> None:
    resultat = subprocess.run(
        ["make", "fiche", f"TITRE={titre}", "SLUG=essai"],
        cwd=depot_de_make,
        capture_output=True,
        text=True,
        check=False,
    )
    assert resultat.returncode == 0, resultat.stderr
    texte = (depot_de_make / "fiches" / "essai.md").read_text(encoding="utf-8")
    assert f"\ntitre: {json.dumps(titre, ensure_ascii=False)}\n" in texte
    assert not list(depot_de_make.rglob("piege"))


def test_make_sans_titre_dit_comment_faire(depot_de_make: Path) -> None:
    resultat = subprocess.run(["make", "fiche"], cwd=depot_de_make, capture_output=True, text=True, check=False)
    assert resultat.returncode != 0
    assert "make fiche TITRE='Des habitants tiennent un café'" in resultat.stderr
