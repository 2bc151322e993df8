"""The forge: workflows, forms and pages that lead there, against published schemas and an auditor."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from scripts.construire import RACINE
from scripts.recueil import adresses
from scripts.recueil.recueil import Recueil
from scripts.recueil.vocabulaire import vocabulaires
from tests.outils import lancer

BIN = Path(sys.prefix) / "bin"
WORKFLOWS = sorted((RACINE / ".github" / "workflows").glob("*.yml"))
FORMULAIRES = [RACINE / ".github" / "ISSUE_TEMPLATE" / f"{nom}.yml" for nom in ("experience", "erreur")]


def lire(fichier: Path) -> dict[str, Any]:
    """A YAML file, its `on:` key as GitHub reads it."""
    contenu: dict[str, Any] = yaml.load(fichier.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)
    return contenu


# --- Against what others publish ---


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
    verification = lire(RACINE / ".github" / "workflows" / "fiches.yml")
    assert workflow["on"]["workflow_run"]["workflows"] == [verification["name"]]
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


# --- Correcting a page ---


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
