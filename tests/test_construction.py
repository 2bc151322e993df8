"""Building: same content, same bytes; a fault or an interruption leaves the last good site."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from mkdocs.exceptions import Abort

from scripts import construire as module
from scripts.construire import RACINE, construire
from tests.fabrique import FICHE, TERME, avec

FICHIERS = ("docs", "overrides", "scripts", "mkdocs.yml")


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    """A small repository: the real site around one fiche and one term."""
    for nom in FICHIERS:
        source = RACINE / nom
        (tmp_path / nom).symlink_to(source)
    (tmp_path / "docs").unlink()
    (tmp_path / "docs").mkdir()
    for page in ("a-propos", "accessibilite", "donnees-personnelles"):
        texte = f'---\ntitre: "Page {page}"\nresume: "Une page."\nsorte: site\n---\n\nTexte.\n'
        (tmp_path / "docs" / f"{page}.md").write_text(texte, encoding="utf-8")
    (tmp_path / "fiches").mkdir()
    (tmp_path / "glossary").mkdir()
    (tmp_path / "parcours").mkdir()
    (tmp_path / "fiches" / "cafe-sante.md").write_text(
        avec(FICHE, "mise_a_jour:", "anciens_slugs: [vieux-cafe]\nmise_a_jour:"), encoding="utf-8"
    )
    (tmp_path / "glossary" / "cafe-sante.md").write_text(TERME, encoding="utf-8")
    return tmp_path


def contenu(dossier: Path) -> dict[str, bytes]:
    return {f.relative_to(dossier).as_posix(): f.read_bytes() for f in sorted(dossier.rglob("*")) if f.is_file()}


def test_deux_constructions_donnent_les_memes_octets(site: Path, tmp_path: Path) -> None:
    autre = tmp_path / "site"
    environnement = {**os.environ, "PYTHONHASHSEED": "12345", "TZ": "Pacific/Auckland"}
    subprocess.run([sys.executable, "-m", "scripts.construire", str(autre)], cwd=RACINE, env=environnement, check=True)
    premiers, seconds = contenu(site), contenu(autre)
    assert set(premiers) == set(seconds)
    assert [nom for nom in premiers if premiers[nom] != seconds[nom]] == []


def test_un_ancien_nom_mene_au_nouveau(depot: Path) -> None:
    construire(depot / "site", depot)
    html = (depot / "site" / "fiches" / "vieux-cafe" / "index.html").read_text(encoding="utf-8")
    assert 'http-equiv="refresh" content="0; url=../cafe-sante/"' in html
    assert '<a href="../cafe-sante/">' in html


def test_une_faute_laisse_le_site_precedent(depot: Path) -> None:
    construire(depot / "site", depot)
    avant = contenu(depot / "site")
    fiche = depot / "fiches" / "cafe-sante.md"
    fiche.write_text(avec(fiche.read_text(encoding="utf-8"), "partenariat", "partenaria"), encoding="utf-8")
    with pytest.raises(Abort, match=r"fiches/cafe-sante.md:10:9: \[niveau-inconnu\]"):
        construire(depot / "site", depot)
    assert contenu(depot / "site") == avant
    assert not list(depot.glob(".site-*"))


@pytest.mark.parametrize("panne", [KeyboardInterrupt, OSError(28, "No space left on device")])
def test_une_interruption_laisse_le_site_precedent(
    depot: Path, monkeypatch: pytest.MonkeyPatch, panne: BaseException
) -> None:
    construire(depot / "site", depot)
    avant = contenu(depot / "site")

    def en_panne(*arguments: object, **options: object) -> None:
        raise panne

    monkeypatch.setattr(module, "build", en_panne)
    with pytest.raises((KeyboardInterrupt, OSError)):
        construire(depot / "site", depot)
    assert contenu(depot / "site") == avant
    assert not list(depot.glob(".site-*"))


def test_la_commande_dit_en_francais_pourquoi_elle_echoue(depot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (depot / "fiches" / "x.md").write_bytes(b"\xff\xfe")
    assert module.main([str(depot / "site")], depot) == 1
    erreurs = capsys.readouterr().err
    assert "fiches/x.md:1:1: [pas-utf8]" in erreurs
    assert "Le site précédent, s'il y en avait un, est intact." in erreurs


def test_la_commande_dit_combien_de_pages_elle_a_construites(depot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert module.main([str(depot / "site")], depot) == 0
    assert re.search(r"Site construit dans .*site : \d+ pages\.", capsys.readouterr().out)
    assert (depot / "site" / "index.html.br").exists()
    assert (depot / "site" / "index.html.gz").exists()
