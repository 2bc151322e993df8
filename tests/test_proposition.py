"""What the forge runs on a proposed change and git before a commit, in a real repository, and its annotations."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts import rapport
from scripts.construire import RACINE
from scripts.recueil.fautes import en_github, en_gitlab, en_texte
from scripts.recueil.lecture import DOSSIERS
from scripts.recueil.recueil import Recueil
from tests.fabrique import FICHE, avec, fautes
from tests.outils import lancer, poser_environnement

BIN = Path(sys.prefix) / "bin"


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A git repository with the project's code and a small collection, and its environment as make leaves it."""
    clone = tmp_path / "clone"
    for nom in ("scripts", "overrides", "docs", ".ci"):
        shutil.copytree(RACINE / nom, clone / nom, ignore=shutil.ignore_patterns("__pycache__"))
    for nom in ("Makefile", "mkdocs.yml", "requirements.lock", "requirements-dev.lock", ".pre-commit-config.yaml"):
        shutil.copy(RACINE / nom, clone)
    shutil.copy(RACINE / ".gitignore", clone)
    for dossier in DOSSIERS.values():
        if dossier != "docs":
            shutil.copytree(RACINE / dossier, clone / dossier)
    poser_environnement(clone)
    git(clone, "init", "-q", "-b", "main")
    git(clone, "add", "-A")
    git(clone, "commit", "-q", "-m", "Départ")
    return clone


def git(clone: Path, *arguments: str) -> None:
    identite = ["-c", "user.name=Essai", "-c", "user.email=essai@exemple.fr", "-c", "core.hooksPath=/dev/null"]
    resultat = lancer("git", *identite, *arguments, cwd=clone)
    assert resultat.returncode == 0, resultat.stderr


def nouvelle(recueil: Recueil) -> str:
    """A good fiche that the collection does not hold yet."""
    libre = max(fiche.entete.id for fiche in recueil.fiches) + 1
    return avec(FICHE, "id: 7", f"id: {libre}")


def verifier(clone: Path, resume: Path | None = None) -> subprocess.CompletedProcess[str]:
    propre = {nom: valeur for nom, valeur in os.environ.items() if not nom.startswith(("GITHUB_", "CI_"))}
    return lancer(
        "bash",
        ".ci/fiches",
        "HEAD^1",
        cwd=clone,
        env={**propre, **({"GITHUB_STEP_SUMMARY": str(resume)} if resume else {})},
    )


def test_une_bonne_proposition_donne_un_apercu(clone: Path, recueil: Recueil, tmp_path: Path) -> None:
    (clone / "fiches" / "cafe-sante.md").write_text(nouvelle(recueil), encoding="utf-8")
    git(clone, "add", "-A")
    git(clone, "commit", "-q", "-m", "Une fiche")
    resultat = verifier(clone, tmp_path / "resume.md")
    assert resultat.returncode == 0, resultat.stdout + resultat.stderr
    assert (clone / "apercu" / "cote-a-cote" / "fiches" / "cafe-sante" / "index.html").exists()
    assert "Merci pour cette proposition" in (tmp_path / "resume.md").read_text(encoding="utf-8")
    assert lancer("git", "status", "--short", cwd=clone).stdout == ""


def test_une_proposition_dit_ses_fautes_et_celles_qu_elle_cause(clone: Path, recueil: Recueil, tmp_path: Path) -> None:
    voisine = recueil.fiches[-1].slug
    avant = (clone / "fiches" / f"{voisine}.md").read_text(encoding="utf-8").rstrip("\n")
    # A paragraph with a link, and without source: advice that is nobody's to follow in another change.
    (clone / "fiches" / f"{voisine}.md").write_text(f"{avant}\n\nVoir [le café](fiche:cafe-sante).\n", encoding="utf-8")
    (clone / "fiches" / "cafe-sante.md").write_text(nouvelle(recueil), encoding="utf-8")
    git(clone, "add", "-A")
    git(clone, "commit", "-q", "-m", "Le recueil")
    ligne = str(avant.count("\n") + 3)
    # The proposed change: a fiche gone, and one whose name is made to be read as an option and a command.
    piege = "fiches/-x $(touch piege).md"
    (clone / "fiches" / "cafe-sante.md").unlink()
    (clone / piege).write_text(nouvelle(recueil).replace("partenariat", "pouvoir"), encoding="utf-8")
    git(clone, "add", "-A")
    git(clone, "commit", "-q", "-m", "Une proposition")
    resultat = verifier(clone, tmp_path / "resume.md")
    assert resultat.returncode == 1
    annotations = set(re.findall(r"(?m)^::(\w+) file=([^,]+),line=(\d+),.*title=([\w-]+)", resultat.stdout))
    assert ("error", piege, "10", "niveau-inconnu") in annotations
    assert ("error", piege, "1", "nom-de-fichier") in annotations
    assert ("error", f"fiches/{voisine}.md", ligne, "fiche-inconnue") in annotations
    assert not [a for a in annotations if a[0] == "warning" and a[1] != piege]
    assert not (clone / "apercu").exists()
    assert not list(clone.rglob("piege"))
    lus = rapport.lire((clone / "rapport.json").read_text(encoding="utf-8"))
    assert {(constat.chemin, str(constat.ligne)) for constat in lus} == {(a[1], a[2]) for a in annotations}


def test_sur_l_autre_forge_le_rapport_de_qualite_est_ecrit(clone: Path, recueil: Recueil) -> None:
    texte = nouvelle(recueil).replace("niveau: partenariat", "niveau: pouvoir")
    (clone / "fiches" / "cafe-sante.md").write_text(texte, encoding="utf-8")
    git(clone, "add", "-A")
    git(clone, "commit", "-q", "-m", "Une fiche")
    resultat = verifier(clone)
    assert resultat.returncode == 1
    lus = json.loads((clone / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    [constat] = [constat for constat in lus if constat["severity"] == "blocker"]
    assert (constat["check_name"], constat["location"]["lines"]["begin"]) == ("niveau-inconnu", 10)
    assert "fiches/cafe-sante.md:10:9: [niveau-inconnu]" in resultat.stdout


def test_le_crochet_de_git_verifie_ce_qui_change(clone: Path, recueil: Recueil, tmp_path: Path) -> None:
    env = {**os.environ, "PRE_COMMIT_HOME": str(tmp_path / "pre-commit")}
    assert lancer(BIN / "pre-commit", "validate-config", cwd=clone, env=env).returncode == 0
    (clone / "fiches" / "en-cours.md").write_text("brouillon", encoding="utf-8")
    fiche = clone / "fiches" / "cafe-sante.md"
    fiche.write_text(nouvelle(recueil), encoding="utf-8")
    git(clone, "add", "fiches/cafe-sante.md")
    bonne = lancer(BIN / "pre-commit", "run", cwd=clone, env=env)
    assert bonne.returncode == 0, bonne.stdout
    fiche.write_text(nouvelle(recueil).replace("niveau: partenariat", "niveau: pouvoir"), encoding="utf-8")
    git(clone, "add", "fiches/cafe-sante.md")
    mauvaise = lancer(BIN / "pre-commit", "run", cwd=clone, env=env)
    assert mauvaise.returncode == 1
    assert "fiches/cafe-sante.md:10:9: [niveau-inconnu]" in mauvaise.stdout
    assert "en-cours.md" not in mauvaise.stdout


# --- Annotations on the lines ---

INJECTION = 'niveau: "x\\n::error file=a.md,line=1::piégé\\r\\n##[error]piégé %0A::error::piégé"'


def test_une_fiche_n_injecte_pas_d_annotation() -> None:
    nom = "fiches/a\n::error::piégé.md"
    trouvees = fautes((nom, avec(FICHE, "niveau: partenariat", INJECTION)))
    lignes = re.split(r"\r\n|\r|\n", en_github(trouvees))
    assert lignes.pop() == ""
    assert len(lignes) == len(trouvees)
    for ligne in lignes:
        assert re.match(r"::(error|warning) file=fiches/a%0A%3A%3Aerror%3A%3Api", ligne)
        assert "%0A::error" not in ligne.partition("::«")[2]
    # In plain text, too, no line begins with a command.
    assert not re.search(r"(?m)^\s*::", en_texte(trouvees))
    assert len(en_texte(trouvees).splitlines()) == len(trouvees)


def test_le_format_gitlab_est_un_rapport_de_qualite() -> None:
    trouvees = fautes(("fiches/a.md", avec(FICHE, "niveau: partenariat", "niveau: pouvoir").replace("[s1]", "[s9]")))
    lus = json.loads(en_gitlab(trouvees))
    assert [constat["description"] for constat in lus] == [faute.message for faute in trouvees]
    assert {constat["severity"] for constat in lus} == {"blocker"}
    assert len({constat["fingerprint"] for constat in lus}) == len(lus) == len(trouvees)
    assert {(constat["location"]["path"], constat["location"]["lines"]["begin"]) for constat in lus} == {
        (faute.chemin, faute.ligne) for faute in trouvees
    }
