"""The command `python -m scripts.validate`: formats, exit status, choice of files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from scripts.validate import main
from tests.fabrique import FICHE, TERME, avec


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    """A small repository with one good fiche and one good term."""
    for dossier in ("fiches", "glossary", "docs"):
        (tmp_path / dossier).mkdir()
    (tmp_path / "fiches" / "cafe-sante.md").write_text(FICHE, encoding="utf-8")
    (tmp_path / "glossary" / "cafe-sante.md").write_text(TERME, encoding="utf-8")
    return tmp_path


@pytest.fixture
def abime(depot: Path) -> Path:
    """The same, with one more fiche whose level does not exist."""
    mauvaise = avec(avec(FICHE, "id: 7", "id: 8"), "niveau: partenariat", "niveau: partenaria")
    (depot / "fiches" / "x.md").write_text(avec(mauvaise, "Des habitants", "D'autres"), encoding="utf-8")
    return depot


def test_rien_a_corriger_sort_avec_0(depot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--racine", str(depot)]) == 0
    assert capsys.readouterr().out == ""


def test_une_faute_sort_avec_1_et_une_ligne(abime: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--racine", str(abime)]) == 1
    sortie = capsys.readouterr().out
    assert sortie == (
        "fiches/x.md:10:9: [niveau-inconnu] « partenaria » n'est pas un niveau. Vouliez-vous dire « partenariat » ?\n"
    )


def test_le_format_github_annote_les_lignes(abime: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--racine", str(abime), "--format", "github"]) == 1
    sortie = capsys.readouterr().out
    assert sortie.startswith("::error file=fiches/x.md,line=10,col=9,title=niveau-inconnu::« partenaria »")


def test_le_format_json_se_relit(abime: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--racine", str(abime), "--format", "json"]) == 1
    [faute] = json.loads(capsys.readouterr().out)
    assert faute["code"] == "niveau-inconnu"
    assert (faute["chemin"], faute["ligne"], faute["colonne"]) == ("fiches/x.md", 10, 9)


def test_un_chemin_limite_ce_qui_est_dit(abime: Path) -> None:
    assert main(["--racine", str(abime), str(abime / "fiches" / "cafe-sante.md")]) == 0
    assert main(["--racine", str(abime), str(abime / "fiches")]) == 1
    assert main(["--racine", str(abime), str(abime / "glossary")]) == 0


def test_les_fautes_des_autres_fichiers_se_disent_sur_demande(abime: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bonne = abime / "fiches" / "cafe-sante.md"
    bonne.write_text(avec(FICHE, "semaine [s1]", "semaine"), encoding="utf-8")
    assert main(["--racine", str(abime), "--fautes-partout", str(bonne)]) == 1
    assert capsys.readouterr().out.count("\n") == 2
    # The advice of a file that was not asked for stays unsaid.
    assert main(["--racine", str(abime), "--fautes-partout", str(abime / "glossary")]) == 1
    assert capsys.readouterr().out.count("\n") == 1


@pytest.mark.parametrize("arguments", [["--format", "xml"], ["--inconnu"], ["fiches/absente.md"]])
def test_une_commande_mal_ecrite_sort_avec_2(
    depot: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    try:
        statut = main(["--racine", str(depot), *arguments])
    except SystemExit as sortie:
        statut = int(sortie.code or 0)
    assert statut == 2
    assert capsys.readouterr().err


def test_un_dossier_sans_fiches_sort_avec_2(tmp_path: Path) -> None:
    assert main(["--racine", str(tmp_path)]) == 2


def test_un_fichier_illisible_est_une_faute(depot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (depot / "fiches" / "lien-casse.md").symlink_to(depot / "nulle-part.md")
    assert main(["--racine", str(depot)]) == 1
    assert "fiches/lien-casse.md:1:1: [fichier-illisible]" in capsys.readouterr().out


def test_une_fiche_fautive_ne_rend_pas_fautifs_les_liens_vers_elle(abime: Path) -> None:
    terme = avec(TERME, "À Exempleville", "À [Exempleville](fiche:x)")
    (abime / "glossary" / "cafe-sante.md").write_text(terme, encoding="utf-8")
    assert main(["--racine", str(abime), str(abime / "glossary")]) == 0
