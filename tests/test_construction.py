"""Building: same content, same bytes; a fault or an interruption leaves the last good site."""

from __future__ import annotations

import errno
import os
import re
import resource
import signal
import subprocess
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from mkdocs.exceptions import Abort

from scripts import construire as module
from scripts.construire import RACINE, construire
from scripts.sorties import apercus
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


def test_une_panne_laisse_le_site_precedent_a_chaque_etape(depot: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    construire(depot / "site", depot)
    avant = contenu(depot / "site")

    def plein(*arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    renommer = Path.rename
    for cible, nom, panne in (
        (apercus, "dessiner", plein),
        (module, "comprimer", plein),
        # The old site goes aside, the new one is refused its place, the old one comes back.
        (Path, "rename", lambda de, vers: renommer(de, vers) if "ancien" in f"{de}{vers}" else plein()),
    ):
        with monkeypatch.context() as avec_panne:
            avec_panne.setattr(cible, nom, panne)
            with pytest.raises(OSError, match="No space"):
                construire(depot / "site", depot, publication=True)
        assert contenu(depot / "site") == avant, nom
        assert not list(depot.glob(".site-*")), nom


def lancer(depot: Path, **options: Any) -> subprocess.Popen[str]:
    """The command, on a small repository, in a process of its own."""
    code = "import sys, pathlib, scripts.construire as c; sys.exit(c.main([sys.argv[2]], pathlib.Path(sys.argv[1])))"
    commande = [sys.executable, "-c", code, str(depot), str(depot / "site")]
    return subprocess.Popen(commande, cwd=RACINE, text=True, stderr=subprocess.PIPE, **options)


def test_un_vrai_refus_du_disque_est_dit_en_francais(depot: Path) -> None:
    construire(depot / "site", depot)
    avant = contenu(depot / "site")
    limite = partial(resource.setrlimit, resource.RLIMIT_FSIZE, (4_000, 4_000))
    commande = lancer(depot, preexec_fn=limite)
    assert "Le site n'a pas pu être écrit : un fichier serait trop gros." in commande.communicate()[1]
    assert commande.returncode == 1
    assert contenu(depot / "site") == avant
    assert not list(depot.glob(".site-*"))


@pytest.mark.parametrize("signal_recu", [signal.SIGTERM, signal.SIGINT, signal.SIGKILL])
def test_un_arret_au_milieu_laisse_le_site_precedent(depot: Path, signal_recu: signal.Signals) -> None:
    construire(depot / "site", depot)
    avant = contenu(depot / "site")
    commande = lancer(depot)
    while commande.poll() is None and not list(depot.glob(".site-*/*")):
        time.sleep(0.01)
    commande.send_signal(signal_recu)
    erreurs = commande.communicate()[1]
    assert contenu(depot / "site") == avant
    if signal_recu == signal.SIGKILL:
        # Nothing can be said or cleared then: the next build clears.
        assert list(depot.glob(".site-*"))
        construire(depot / "site", depot)
    else:
        assert "Construction interrompue. Le site précédent est intact." in erreurs
        assert commande.returncode == 1
    assert not list(depot.glob(".site-*"))


def test_un_site_laisse_de_cote_par_un_arret_revient(depot: Path) -> None:
    construire(depot / "site", depot)
    avant = contenu(depot / "site")
    acheve = subprocess.Popen([sys.executable, "-c", ""])
    acheve.wait()
    (depot / "site").rename(depot / f".site-site-{acheve.pid}-abcd1234-ancien")
    autre = depot / f".site-site-{os.getpid()}-abcd1234"
    autre.mkdir()
    (depot / "fiches" / "fautive.md").write_text("---\n", encoding="utf-8")
    with pytest.raises(Abort):
        construire(depot / "site", depot)
    assert contenu(depot / "site") == avant
    assert list(depot.glob(".site-*")) == [autre], "le dossier d'une construction en cours reste"


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
