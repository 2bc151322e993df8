"""Real fiches spoilt at random: a verdict always; in a build, a clear refusal that names the one file."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from mkdocs.exceptions import Abort

from scripts.construire import RACINE, construire
from scripts.recueil.recueil import charger_octets
from tests.test_construction import contenu
from tests.test_proprietes import MORCEAUX

FICHES = sorted((RACINE / "fiches").glob("*.md"))
NUISIBLES = MORCEAUX.map(str.encode) | st.binary(min_size=1, max_size=12)


@st.composite
def abimees(tirer: st.DrawFn) -> tuple[Path, bytes]:
    """A real fiche with a few passages cut out, doubled, or replaced by bytes that have no place there."""
    fichier = tirer(st.sampled_from(FICHES))
    octets = fichier.read_bytes()
    for _ in range(tirer(st.integers(1, 4))):
        debut = tirer(st.integers(0, len(octets)))
        fin = tirer(st.integers(debut, min(len(octets), debut + 60)))
        passage = tirer(st.just(b"") | st.just(octets[debut:fin] * 2) | NUISIBLES)
        octets = octets[:debut] + passage + octets[fin:]
    return fichier, octets


@settings(max_examples=150, deadline=None)
@given(abimees())
def test_une_vraie_fiche_abimee_recoit_un_verdict(abimee: tuple[Path, bytes]) -> None:
    fichier, octets = abimee
    recueil = charger_octets([(f"fiches/{fichier.name}", octets)])
    lignes = octets.count(b"\n") + octets.count(b"\r") + 1
    for faute in recueil.fautes:
        assert 1 <= faute.ligne <= lignes
        assert faute.message.isprintable()
    assert recueil.fiches or not recueil.publiable


@pytest.fixture(scope="module")
def depot(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The whole repository, whose fiches may be spoilt, with its site already built."""
    racine = tmp_path_factory.mktemp("depot")
    for nom in ("docs", "overrides", "scripts", "glossary", "parcours", "mkdocs.yml"):
        (racine / nom).symlink_to(RACINE / nom)
    shutil.copytree(RACINE / "fiches", racine / "fiches")
    shutil.copyfile(RACINE / "permaliens.yml", racine / "permaliens.yml")
    construire(racine / "site", racine)
    return racine


def construire_avec(depot: Path, fichier: Path, octets: bytes) -> None:
    """Either the site is built, or the one that was there stays and the message names that file alone."""
    nom = f"fiches/{fichier.name}"
    avant = contenu(depot / "site")
    refus = ""
    try:
        (depot / nom).write_bytes(octets)
        construire(depot / "site", depot)
    except Abort as erreur:
        refus = str(erreur)
    finally:
        shutil.copyfile(fichier, depot / nom)
    if refus:
        # A number already taken is a fault of the last file that holds it, which may be another.
        assert all(nom in ligne for ligne in refus.splitlines()[:-1])
        assert contenu(depot / "site") == avant
    assert not list(depot.glob(".site-*"))


@pytest.mark.parametrize(
    "octets",
    [
        b"",
        b"\xff\xfe\x00",
        b"---\n" + b"[" * 5_000,
        b"---\nid: 1\n---\n\n## En bref\n\n<script>piege()</script>\n",
        FICHES[0].read_bytes()[:900],
        FICHES[0].read_bytes().replace(b"## ", b"<<<<<<< HEAD\n## ", 1),
    ],
)
def test_une_fiche_corrompue_parmi_les_bonnes_est_nommee(depot: Path, octets: bytes) -> None:
    avant = contenu(depot / "site")
    (depot / "fiches" / FICHES[0].name).write_bytes(octets)
    try:
        with pytest.raises(Abort, match=f"fiches/{FICHES[0].name}:\\d+:\\d+: \\[") as refus:
            construire(depot / "site", depot)
    finally:
        shutil.copyfile(FICHES[0], depot / "fiches" / FICHES[0].name)
    assert {ligne.split(":")[0] for ligne in str(refus.value).splitlines()[:-1]} == {f"fiches/{FICHES[0].name}"}
    assert contenu(depot / "site") == avant


@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(abimee=abimees())
@example(abimee=(FICHES[-1], FICHES[-1].read_bytes() + b"\nUne ligne de plus.\n"))
def test_une_construction_avec_une_fiche_abimee(depot: Path, abimee: tuple[Path, bytes]) -> None:
    construire_avec(depot, *abimee)


@pytest.mark.tout
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(abimee=abimees())
def test_beaucoup_de_constructions_avec_une_fiche_abimee(depot: Path, abimee: tuple[Path, bytes]) -> None:
    construire_avec(depot, *abimee)
