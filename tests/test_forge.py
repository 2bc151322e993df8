"""The forge: workflows, forms and hook against their published schemas and an auditor, and the comment under attack."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
import yaml
from markdown_it import MarkdownIt

from scripts import rapport
from scripts.construire import RACINE
from scripts.recueil import adresses
from scripts.recueil.fautes import en_github, en_gitlab, en_json, en_texte
from scripts.recueil.lecture import DOSSIERS
from scripts.recueil.recueil import Recueil
from scripts.recueil.vocabulaire import vocabulaires
from tests.fabrique import FICHE, avec, fautes
from tests.outils import poser_environnement

BIN = Path(sys.prefix) / "bin"
WORKFLOWS = sorted((RACINE / ".github" / "workflows").glob("*.yml"))
FORMULAIRES = [RACINE / ".github" / "ISSUE_TEMPLATE" / f"{nom}.yml" for nom in ("experience", "erreur")]


def lancer(*commande: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(partie) for partie in commande], **{"capture_output": True, "text": True, "check": False, **options}
    )


def lire(fichier: Path) -> dict[str, Any]:
    """A YAML file, its `on:` key as GitHub reads it."""
    contenu: dict[str, Any] = yaml.load(fichier.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return contenu


# --- Against what others publish -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("schema", "fichiers"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("custom.github-workflows-require-timeout", WORKFLOWS),
        ("vendor.github-issue-forms", FORMULAIRES),
        ("vendor.github-issue-config", [RACINE / ".github" / "ISSUE_TEMPLATE" / "config.yml"]),
        ("vendor.gitlab-ci", [RACINE / ".gitlab-ci.yml"]),
    ],
)
def test_chaque_fichier_suit_son_schema_publie(schema: str, fichiers: list[Path]) -> None:
    transformation = ["--data-transform", "gitlab-ci"] if "gitlab" in schema else []
    resultat = lancer(BIN / "check-jsonschema", "--builtin-schema", schema, *transformation, *fichiers)
    assert resultat.returncode == 0, resultat.stdout


def test_zizmor_ne_trouve_rien_dans_les_workflows() -> None:
    resultat = lancer(BIN / "zizmor", "--offline", "--strict-collection", "--format", "plain", RACINE / ".github")
    assert resultat.returncode == 0, resultat.stdout + resultat.stderr


def test_zizmor_n_est_fait_taire_qu_une_fois_et_la_raison_est_dite() -> None:
    tus = [(f.name, ligne) for f in WORKFLOWS for ligne in f.read_text().splitlines() if "zizmor: ignore" in ligne]
    assert tus == [("commentaire.yml", "  workflow_run: # zizmor: ignore[dangerous-triggers]")]
    assert "runs main's code\n  # only" in (RACINE / ".github" / "workflows" / "commentaire.yml").read_text()


@pytest.mark.parametrize("fichier", WORKFLOWS, ids=lambda fichier: fichier.name)
def test_un_workflow_ne_donne_rien_a_ecrire_a_une_proposition(fichier: Path) -> None:
    texte, workflow = fichier.read_text(encoding="utf-8"), lire(fichier)
    assert "pull_request_target" not in workflow["on"]
    assert "secrets." not in texte
    for action in re.findall(r"uses: *(.*)", texte):
        assert re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action
    for travail in workflow["jobs"].values():
        for etape in travail["steps"]:
            assert "${{" not in etape.get("run", "")
            if etape.get("uses", "").startswith("actions/checkout@"):
                assert etape["with"]["persist-credentials"] == "false"
                # Where a token may write, only the default branch is ever fetched.
                assert "ref" not in etape["with"]
                assert "repository" not in etape["with"]
    if "pull_request" in workflow["on"]:
        assert workflow["permissions"] == {"contents": "read"}
        assert not any("permissions" in travail for travail in workflow["jobs"].values())


def test_le_commentaire_n_ecrit_que_des_commentaires_et_n_installe_rien() -> None:
    workflow = lire(RACINE / ".github" / "workflows" / "commentaire.yml")
    assert workflow["permissions"] == {}
    [travail] = workflow["jobs"].values()
    assert travail["permissions"] == {"actions": "read", "contents": "read", "pull-requests": "write"}
    assert workflow["on"]["workflow_run"]["workflows"] == [lire(WORKFLOWS[-1])["name"]]
    script = (RACINE / ".ci" / "commenter").read_text(encoding="utf-8")
    assert not re.search(r"\b(make|pip|npm|git|eval|source)\b ", script)
    # -S: no installed package can be imported.
    resultat = lancer(sys.executable, "-S", "-m", "scripts.rapport", cwd=RACINE, input="[]")
    assert resultat.returncode == 0, resultat.stderr


def test_chaque_formulaire_a_son_pareil_sur_l_autre_forge() -> None:
    github = {formulaire.stem for formulaire in FORMULAIRES}
    assert github == {modele.stem for modele in (RACINE / ".gitlab" / "issue_templates").glob("*.md")}
    proposition = (RACINE / ".github" / "PULL_REQUEST_TEMPLATE.md").read_text(encoding="utf-8")
    assert proposition == (RACINE / ".gitlab" / "merge_request_templates" / "Default.md").read_text(encoding="utf-8")
    assert len(re.findall(r"^- \[ \] ", proposition, re.M)) >= 4


def test_le_formulaire_propose_chaque_vocabulaire() -> None:
    champs = {champ.get("id"): champ for champ in lire(FORMULAIRES[0])["body"]}
    for vocabulaire in vocabulaires().values():
        proposes = champs[vocabulaire.id]["attributes"]["options"]
        assert proposes == [valeur.libelle for valeur in vocabulaire.valeurs]


# --- Annotations ---------------------------------------------------------------------------------

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


# --- The comment ---------------------------------------------------------------------------------

CONSTAT = {
    "chemin": "fiches/a.md",
    "ligne": 10,
    "colonne": 9,
    "code": "niveau-inconnu",
    "message": "« pouvoir » n'est pas un niveau.",
    "gravite": "faute",
}
ATTAQUES = [
    "@tout-le-monde",
    "<img src=x onerror=alert(1)>",
    "<!-- cote-a-cote:verification -->",
    "![image](https://exemple.fr/x.png)",
    "[lien](javascript:alert(1))",
    "](https://exemple.fr)",
    "https://exemple.fr www.exemple.fr moi@exemple.fr",
    "#12 GH-12 autre/depot#3 11bd71901bbe5b1630ceea73d27597364c9af683 :tada: !5 ~label &3 $4",
    "fin\n\n# Titre\n\n- [ ] case\n\n::error::piégé",
    "` accent `` deux ``` trois",
    "```\nbloc\n```",
    "`",
    "\u202eenvers\u0000",
    "$(id) ${{ secrets.X }} %0A",
    "x" * 5_000,
]


class _Rendu(HTMLParser):
    """What a Markdown reader shows: tags, addresses, and the text that is not code."""

    def __init__(self, markdown: str) -> None:
        super().__init__()
        self.balises: list[str] = []
        self.liens: list[str] = []
        self.hors_code = ""
        self.code: list[str] = []
        self._en_code = False
        self.feed(MarkdownIt("commonmark").render(markdown))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.balises.append(tag)
        self.liens += [valeur or "" for nom, valeur in attrs if nom in ("href", "src")]
        if tag == "code":
            self._en_code = True
            self.code.append("")

    def handle_endtag(self, tag: str) -> None:
        self._en_code = self._en_code and tag != "code"

    def handle_data(self, data: str) -> None:
        if self._en_code:
            self.code[-1] += data
        else:
            self.hors_code += data


def comment(*constats: dict[str, Any], **options: str) -> str:
    return rapport.commentaire(rapport.lire(json.dumps(constats)), **options)


@pytest.mark.parametrize("attaque", ATTAQUES)
@pytest.mark.parametrize("champ", ["message", "chemin"])
def test_le_texte_d_un_contributeur_ne_fait_rien_dans_le_commentaire(attaque: str, champ: str) -> None:
    if champ == "chemin":
        attaque = f"fiches/{attaque.replace('/', '-')[:150]}.md"
    texte = comment({**CONSTAT, champ: attaque}, fichiers="https://forge.example/x/blob/abc")
    rendu, temoin = _Rendu(texte), _Rendu(comment(CONSTAT, fichiers="https://forge.example/x/blob/abc"))
    assert rendu.balises == temoin.balises
    assert rendu.hors_code.split() == temoin.hors_code.split()
    assert [re.sub(r"fiches/.*\?", "fiches/a.md?", lien) for lien in rendu.liens] == temoin.liens
    assert texte.count(rapport.MARQUE) - ("cote-a-cote:verification" in attaque) == 1
    assert texte.startswith(f"{rapport.MARQUE}\n")
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202a-\u202e]", texte)
    assert len(texte) < 2_000
    montre = rendu.code[0 if champ == "chemin" else 1]
    assert " ".join(attaque.split())[:100].strip("`").split("\u202e")[0].strip() in montre


@pytest.mark.parametrize(
    "texte",
    [
        "",
        "pas du json",
        "{}",
        "[1]",
        "[{}]",
        "[" * 100_000,
        json.dumps([{**CONSTAT, "en-plus": 1}]),
        json.dumps([{**CONSTAT, "ligne": "10"}]),
        json.dumps([{**CONSTAT, "ligne": True}]),
        json.dumps([{**CONSTAT, "ligne": 0}]),
        json.dumps([{**CONSTAT, "ligne": -3}]),
        json.dumps([{**CONSTAT, "message": None}]),
        json.dumps([{**CONSTAT, "message": ["x"]}]),
        json.dumps([{**CONSTAT, "gravite": "autre"}]),
        json.dumps([{**CONSTAT, "chemin": "/etc/passwd"}]),
        json.dumps([{**CONSTAT, "chemin": "fiches/../../../autre/depot"}]),
        json.dumps([{**CONSTAT, "chemin": ""}]),
        json.dumps([CONSTAT] * 10_000),
    ],
)
def test_un_rapport_qui_n_en_est_pas_un_est_refuse(texte: str) -> None:
    resultat = lancer(sys.executable, "-m", "scripts.rapport", cwd=RACINE, input=texte)
    assert (resultat.returncode, resultat.stdout) == (1, "")
    assert re.match(r"(Le rapport|Un constat) .*\.\n$", resultat.stderr)


def test_un_rapport_qui_n_est_pas_du_texte_est_refuse() -> None:
    resultat = subprocess.run(
        [sys.executable, "-m", "scripts.rapport"], cwd=RACINE, input=b"\xff\xfe", capture_output=True, check=False
    )
    assert resultat.returncode == 1
    assert resultat.stderr.decode() == "Le rapport n'est pas du texte.\n"


def test_le_rapport_de_la_validation_se_lit() -> None:
    trouvees = fautes(
        ("fiches/a.md", avec(FICHE, "niveau: partenariat", "niveau: pouvoir")),
        ("fiches/b.md", avec(avec(FICHE, "id: 7", "id: 8"), '["bistrot"]', '["cafe"]')),
    )
    texte = rapport.commentaire(
        rapport.lire(en_json(trouvees)), "https://forge.example/x/blob/abc", "https://a.example"
    )
    rendu = _Rendu(texte)
    assert "Il reste un point à corriger." in rendu.hors_code
    assert texte.index("À corriger avant") < texte.index("`fiches/a.md`") < texte.index("Conseils, qui")
    assert "https://forge.example/x/blob/abc/fiches/a.md?plain=1#L10" in rendu.liens
    assert texte.index("Conseils, qui") < texte.index("`fiches/b.md`")
    assert "https://a.example" not in texte, "rien à voir tant qu'une faute empêche de construire"
    assert {faute.message for faute in trouvees} <= set(rendu.code)


@pytest.mark.parametrize(
    ("constats", "attendu"),
    [
        ([], "n'a rien trouvé à corriger"),
        ([{**CONSTAT, "gravite": "conseil"}], "Voici un conseil, à suivre"),
        ([CONSTAT, {**CONSTAT, "ligne": 11}], "Il reste 2 points à corriger."),
    ],
)
def test_le_commentaire_dit_ou_l_on_en_est(constats: list[dict[str, Any]], attendu: str) -> None:
    texte = comment(*constats, apercu="https://forge.example/aperçu")
    assert attendu in _Rendu(texte).hors_code
    assert ("téléchargez « apercu »" in texte) == (not any(c["gravite"] == "faute" for c in constats))


def test_un_chemin_trop_long_n_a_pas_de_lien() -> None:
    texte = comment({**CONSTAT, "chemin": f"fiches/{'x' * 5_000}.md"}, fichiers="https://forge.example")
    assert _Rendu(texte).liens == []
    assert len(texte) < 1_000


def test_le_commentaire_reste_court_et_compte_tout() -> None:
    beaucoup = [{**CONSTAT, "ligne": n, "message": "x" * 900} for n in range(1, 301)]
    texte = comment(*beaucoup, *({**c, "gravite": "conseil"} for c in beaucoup))
    assert "300 points à corriger" in texte
    assert texte.count("… et encore 280.") == 2
    # GitHub refuses a comment of more than 65,536 characters.
    assert len(texte) < 30_000


# --- The script that posts it --------------------------------------------------------------------

FAUX_GH = """\
#!/usr/bin/env bash
# Answers as GitHub would, from files, and notes what is sent.
for argument in "$@"; do case "$argument" in repos/*) adresse=$argument ;; POST | PATCH) methode=$argument ;; esac; done
if [ -n "${methode:-}" ]; then echo "$methode $adresse" >>"$FORGE/envois"; cat >"$FORGE/envoye"; exit; fi
case "$adresse" in
  */zip) cat "$FORGE/rapport.zip" ;;
  */artifacts) cat "$FORGE/artifacts" ;;
  */pulls?*) cat "$FORGE/pulls" ;;
  */comments?*) cat "$FORGE/comments" ;;
  *) exit 1 ;;
esac
"""
SHA = "a" * 40
DEPOT = "https://github.com/une-personne/copie"


@pytest.fixture
def forge(tmp_path: Path) -> Path:
    """What the pretended forge holds: one open pull request from a fork, its report, no comment yet."""
    faux = tmp_path / "bin" / "gh"
    faux.parent.mkdir()
    faux.write_text(FAUX_GH, encoding="utf-8")
    faux.chmod(faux.stat().st_mode | stat.S_IXUSR)
    proposition = {"number": 12, "head": {"sha": SHA, "repo": {"html_url": DEPOT}}}
    autres = [
        {"number": 10, "head": {"sha": "b" * 40, "repo": {"html_url": DEPOT}}},
        {"number": 11, "head": {"sha": SHA, "repo": None}},
        {"number": 9, "head": {"sha": SHA, "repo": {"html_url": "https://github.com/autre/copie"}}},
    ]
    # Two pages, as `gh api --paginate` writes them.
    (tmp_path / "pulls").write_text(json.dumps(autres) + json.dumps([proposition]), encoding="utf-8")
    artefacts = {
        "artifacts": [{"id": 1, "name": "apercu", "size_in_bytes": 9}, {"id": 2, "name": "rapport", "size_in_bytes": 9}]
    }
    (tmp_path / "artifacts").write_text(json.dumps(artefacts), encoding="utf-8")
    (tmp_path / "comments").write_text("[]", encoding="utf-8")
    deposer(tmp_path, json.dumps([CONSTAT]))
    return tmp_path


def deposer(forge: Path, texte: str, nom: str = "rapport.json") -> None:
    with zipfile.ZipFile(forge / "rapport.zip", "w") as archive:
        archive.writestr(nom, texte)


def commenter(forge: Path) -> subprocess.CompletedProcess[str]:
    return lancer(
        "bash",
        RACINE / ".ci" / "commenter",
        env={
            **os.environ,
            "PATH": f"{forge / 'bin'}:{os.environ['PATH']}",
            "FORGE": str(forge),
            "GH_TOKEN": "faux",
            "GH_REPO": "cote-a-cote/recueil",
            "RUN_ID": "99",
            "RUN_URL": "https://github.com/cote-a-cote/recueil/actions/runs/99",
            "HEAD_SHA": SHA,
            "HEAD_URL": DEPOT,
        },
    )


def envois(forge: Path) -> list[str]:
    return (forge / "envois").read_text().splitlines() if (forge / "envois").exists() else []


def test_le_commentaire_est_poste_sur_la_bonne_proposition(forge: Path) -> None:
    resultat = commenter(forge)
    assert resultat.returncode == 0, resultat.stderr
    assert envois(forge) == ["POST repos/cote-a-cote/recueil/issues/12/comments"]
    corps = json.loads((forge / "envoye").read_text())["body"]
    assert corps.startswith(rapport.MARQUE)
    assert f"[ligne 10]({DEPOT}/blob/{SHA}/fiches/a.md?plain=1#L10)" in corps


def test_le_commentaire_est_rafraichi_et_non_double(forge: Path) -> None:
    comments = [
        {"id": 1, "user": {"login": "une-personne"}, "body": f"{rapport.MARQUE}\nimité"},
        {"id": 2, "user": {"login": "github-actions[bot]"}, "body": "autre chose"},
        {"id": 3, "user": {"login": "github-actions[bot]"}, "body": f"{rapport.MARQUE}\nancien"},
    ]
    (forge / "comments").write_text(json.dumps(comments), encoding="utf-8")
    assert commenter(forge).returncode == 0
    assert envois(forge) == ["PATCH repos/cote-a-cote/recueil/issues/comments/3"]


@pytest.mark.parametrize("manque", ["pulls", "artifacts"])
def test_sans_proposition_ni_rapport_rien_n_est_poste(forge: Path, manque: str) -> None:
    gros = {"artifacts": [{"id": 2, "name": "rapport", "size_in_bytes": 50_000_000}]}
    (forge / manque).write_text("[]" if manque == "pulls" else json.dumps(gros), encoding="utf-8")
    resultat = commenter(forge)
    assert resultat.returncode == 0
    assert "Rien à commenter" in resultat.stdout
    assert envois(forge) == []


@pytest.mark.parametrize(
    ("nom", "texte"),
    [
        ("rapport.json", "pas du json"),
        ("../rapport.json", "[]"),
        ("rapport.json", "[" + " " * 50_000_000 + "]"),
    ],
    ids=["autre chose", "hors du dossier", "bombe"],
)
def test_un_rapport_piege_n_est_pas_poste(forge: Path, nom: str, texte: str) -> None:
    deposer(forge, texte, nom)
    assert commenter(forge).returncode != 0
    assert envois(forge) == []


# --- What the forge runs on a change, and what git runs before a commit ---------------------------


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


# --- Correcting a page ---------------------------------------------------------------------------


def pages(site: Path) -> Iterator[tuple[str, str]]:
    """The address and HTML of each page of the theme: redirections have no foot."""
    for fichier in sorted(site.rglob("*.html")):
        html = fichier.read_text(encoding="utf-8")
        if '<footer class="pied">' in html:
            yield fichier.relative_to(site).as_posix().removesuffix("index.html"), html


def test_chaque_page_permet_de_signaler_une_erreur(site: Path) -> None:
    vues = dict(pages(site))
    assert {"", adresses.CATALOGUE, adresses.GLOSSAIRE, adresses.GUIDE, "404.html", "accessibilite/rgaa/"} <= set(vues)
    for adresse, html in vues.items():
        pied = html.partition('<footer class="pied">')[2]
        assert re.search(
            r'<a href="https://[^"]+/issues/new\?[^"]*Erreur[^"]*">Signaler une erreur sur cette page', pied
        ), adresse


def test_chaque_page_faite_d_un_fichier_mene_a_ce_fichier(site: Path, recueil: Recueil) -> None:
    vues = dict(pages(site))
    attendus = {
        **{adresses.fiche(f.slug): f"fiches/{f.slug}.md" for f in recueil.fiches},
        **{adresses.terme(t.slug): f"glossary/{t.slug}.md" for t in recueil.termes},
        **{adresses.page(p.slug): f"docs/{p.slug}.md" for p in recueil.pages},
        **{
            adresses.valeur(v.id, x.id): "scripts/schema/vocabulaires.yml"
            for v in vocabulaires().values()
            for x in v.valeurs
        },
        "accessibilite/rgaa/": "scripts/schema/rgaa.yml",
    }
    for adresse, fichier in attendus.items():
        [lien] = re.findall(r'href="[^"]+/edit/main/([^"]+)">Modifier ', vues[adresse])
        assert lien == fichier, adresse
        assert (RACINE / fichier).is_file()
