"""The comment of a pull request under attack, and the script that posts it."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
import zipfile
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from markdown_it import MarkdownIt

from scripts import rapport
from scripts.construire import RACINE
from scripts.recueil.fautes import en_json
from tests.fabrique import FICHE, avec, fautes
from tests.outils import lancer

# --- The comment ---

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


# --- The script that posts it ---

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
