"""Checking links online: a real server plays every answer; visits are polite; the report says what to do."""

from __future__ import annotations

import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from scripts.construire import RACINE
from scripts.recueil.recueil import Recueil
from scripts.verifier_liens import RAPPORT, REPRISE, adresses_des_sources, main, rapport, visiter_toutes
from scripts.visite import Resultat, Visiteur
from tests.fabrique import FICHE, TERME
from tests.outils import exiger

AGENT = "cote-a-cote-liens/1.0 (+https://cote-a-cote.example/)"
LENT = 6.0
"""Seconds that the slow path takes."""


class Serveur:
    """A site whose paths answer as their names say, and what it was asked."""

    def __init__(self, robots: str | int = "") -> None:
        self.robots = robots
        self.demandes: list[tuple[str, str]] = []
        self.agents: set[str] = set()
        self.a_la_fois = 0
        self.au_plus_a_la_fois = 0
        site = self

        class Reponses(BaseHTTPRequestHandler):
            def do_HEAD(self) -> None:
                site.repondre(self)

            def do_GET(self) -> None:
                site.repondre(self)

            def log_message(self, *arguments: Any) -> None:
                """Say nothing."""

        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Reponses)
        self.adresse = f"http://127.0.0.1:{self.http.server_port}"
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def repondre(self, demande: BaseHTTPRequestHandler) -> None:
        self.demandes.append((demande.command, demande.path))
        self.agents.add(demande.headers["User-Agent"])
        self.a_la_fois += 1
        self.au_plus_a_la_fois = max(self.au_plus_a_la_fois, self.a_la_fois)
        try:
            self._repondre(demande)
        except OSError:
            pass  # the visitor did not wait
        finally:
            self.a_la_fois -= 1

    def _repondre(self, demande: BaseHTTPRequestHandler) -> None:
        code, _, vers = demande.path.strip("/").partition("/")
        corps = b""
        if demande.path == "/robots.txt":
            code = str(self.robots) if isinstance(self.robots, int) else "200"
            corps = self.robots.encode() if isinstance(self.robots, str) else b""
        elif code == "lent":
            time.sleep(LENT)
        elif code == "sans-head" and demande.command == "HEAD":
            code = "405"
        elif code == "une-fois" and sum(chemin == demande.path for _, chemin in self.demandes) <= 2:
            code = "503"
        demande.send_response(int(code) if code.isdigit() else 200)
        if vers:
            demande.send_header("Location", f"/{vers.removeprefix('accueil')}")
        demande.send_header("Content-Length", str(len(corps)))
        demande.end_headers()
        if demande.command == "GET":
            demande.wfile.write(corps)


@pytest.fixture(autouse=True)
def _sans_mandataire(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


@pytest.fixture
def serveur() -> Iterator[Serveur]:
    ouvert = Serveur()
    yield ouvert
    ouvert.http.shutdown()
    ouvert.http.server_close()


def visiteur(pause: float = 0, delai: float = LENT / 4) -> Visiteur:
    return Visiteur(AGENT, pause, delai)


@pytest.mark.parametrize(
    ("chemin", "etat", "detail", "vers"),
    [
        ("/200", "vivante", "", ""),
        ("/sans-head", "vivante", "", ""),
        ("/302/200", "vivante", "", ""),
        ("/307/301/200", "vivante", "", ""),
        ("/301/200", "deplacee", "", "/200"),
        ("/308/301/200", "deplacee", "", "/200"),
        ("/301/302/200", "deplacee", "", "/302/200"),
        ("/301/accueil", "accueil", "", "/"),
        ("/404", "morte", "réponse 404", ""),
        ("/410", "morte", "réponse 410", ""),
        ("/301/404", "morte", "réponse 404", ""),
        ("/403", "bloquee", "le site refuse les robots (réponse 403)", ""),
        ("/429", "bloquee", "le site refuse les robots (réponse 429)", ""),
        ("/500", "inconnue", "le site répond mal (réponse 500)", ""),
        ("/lent", "inconnue", "pas de réponse à temps", ""),
        ("/302/302/302/302/302/302/302/302/302/302/200", "inconnue", "elle renvoie trop de fois ailleurs", ""),
        ("/été/200?q=à", "vivante", "", ""),
    ],
)
def test_chaque_reponse_a_son_etat(serveur: Serveur, chemin: str, etat: str, detail: str, vers: str) -> None:
    adresse = serveur.adresse + chemin
    attendu = Resultat(adresse, etat, detail, serveur.adresse + vers if vers else "")
    assert visiteur().visiter(adresse) == attendu


def test_une_redirection_en_rond_ne_retient_personne(serveur: Serveur) -> None:
    serveur._repondre = lambda demande: _renvoyer(demande, "/b" if demande.path == "/a" else "/a")  # type: ignore[method-assign]
    assert visiteur().visiter(f"{serveur.adresse}/a") == Resultat(
        f"{serveur.adresse}/a", "inconnue", "elle tourne en rond"
    )


def _renvoyer(demande: BaseHTTPRequestHandler, vers: str) -> None:
    demande.send_response(404 if demande.path == "/robots.txt" else 302)
    demande.send_header("Location", vers)
    demande.send_header("Content-Length", "0")
    demande.end_headers()


def test_un_site_qui_n_existe_pas_est_mort_un_site_ferme_est_inconnu() -> None:
    assert visiteur().visiter("https://nulle-part.invalid/page").etat == "morte"
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        fermee = f"http://127.0.0.1:{prise.getsockname()[1]}/"
    assert visiteur().visiter(fermee) == Resultat(fermee, "inconnue", "le site refuse la connexion")


@pytest.mark.parametrize("adresse", ["http://[::1/x", "http://exemple.fr:port/", "http://a b.fr/"])
def test_une_adresse_mal_formee_est_inconnue(adresse: str) -> None:
    assert visiteur().visiter(adresse).etat == "inconnue"


def test_un_certificat_d_un_autre_nom_est_refuse(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cle, certificat = tmp_path / "cle.pem", tmp_path / "certificat.pem"
    commande = [exiger("openssl", "openssl"), "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    commande += ["-subj", "/CN=autre.example", "-addext", "subjectAltName=DNS:autre.example"]
    subprocess.run([*commande, "-keyout", str(cle), "-out", str(certificat)], check=True, capture_output=True)
    serveur = Serveur()
    contexte = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    contexte.load_cert_chain(certificat, cle)
    serveur.http.socket = contexte.wrap_socket(serveur.http.socket, server_side=True)
    # The certificate itself is trusted: only its name is wrong.
    monkeypatch.setenv("SSL_CERT_FILE", str(certificat))
    adresse = f"https://localhost:{serveur.http.server_port}/200"
    resultat = Visiteur(AGENT, 0, 5).visiter(adresse)
    serveur.http.shutdown()
    serveur.http.server_close()
    assert resultat == Resultat(adresse, "inconnue", "la connexion n'est pas sûre (certificat)")


def test_on_dit_qui_l_on_est_et_l_on_ne_lit_robots_qu_une_fois(serveur: Serveur) -> None:
    visite = visiteur()
    visite.visiter(f"{serveur.adresse}/200")
    visite.visiter(f"{serveur.adresse}/200/b#ancre")
    assert serveur.agents == {AGENT}
    assert serveur.demandes == [("GET", "/robots.txt"), ("HEAD", "/200"), ("HEAD", "/200/b")]


@pytest.mark.parametrize(
    ("robots", "etat"),
    [
        ("User-agent: *\nDisallow: /200\n", "bloquee"),
        ("User-agent: cote-a-cote-liens\nDisallow: /\n", "bloquee"),
        ("User-agent: autre\nDisallow: /\n", "vivante"),
        ("User-agent: *\nDisallow: /prive/\n", "vivante"),
        (404, "vivante"),
        (403, "bloquee"),
        (500, "bloquee"),
    ],
)
def test_robots_est_respecte(serveur: Serveur, robots: str | int, etat: str) -> None:
    serveur.robots = robots
    assert visiteur().visiter(f"{serveur.adresse}/200").etat == etat
    assert (("HEAD", "/200") in serveur.demandes) is (etat == "vivante")


def test_robots_est_respecte_aussi_apres_un_renvoi(serveur: Serveur) -> None:
    serveur.robots = "User-agent: *\nDisallow: /200\n"
    assert visiteur().visiter(f"{serveur.adresse}/301/200").etat == "bloquee"
    assert ("HEAD", "/200") not in serveur.demandes


def test_un_site_n_est_visite_que_par_un_a_la_fois_avec_une_pause(serveur: Serveur) -> None:
    serveur.robots = "User-agent: *\nCrawl-delay: 1\n"
    visite = visiteur(pause=0.05)
    resultats: list[Resultat] = []
    adresses = [f"{serveur.adresse}/200/{n}" for n in range(3)]
    debut = time.monotonic()
    fils = [threading.Thread(target=lambda a=a: resultats.append(visite.visiter(a))) for a in adresses]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    duree = time.monotonic() - debut
    assert {resultat.etat for resultat in resultats} == {"vivante"}
    assert serveur.au_plus_a_la_fois == 1
    assert duree >= 2, "la plus longue des deux pauses, entre trois visites"


def test_un_site_lent_ne_retarde_pas_les_autres_et_tous_sont_vus_une_fois(serveur: Serveur) -> None:
    autre = Serveur()
    ordre: list[str] = []
    adresses = [f"{serveur.adresse}/lent", *(f"{autre.adresse}/200/{n}" for n in range(3))]
    visiter_toutes(adresses, visiteur().visiter, lambda resultat: ordre.append(resultat.adresse))
    autre.http.shutdown()
    autre.http.server_close()
    assert sorted(ordre) == sorted(adresses)
    assert ordre[-1] == adresses[0]


def test_une_panne_passagere_est_revue_une_fois(serveur: Serveur) -> None:
    resultats: list[Resultat] = []
    adresses = [f"{serveur.adresse}/une-fois", f"{serveur.adresse}/500"]
    visiter_toutes(adresses, visiteur().visiter, resultats.append)
    assert [(r.adresse, r.etat) for r in resultats] == [(adresses[0], "vivante"), (adresses[1], "inconnue")]
    assert serveur.demandes.count(("HEAD", "/500")) == 2


@pytest.fixture
def depot(tmp_path: Path, serveur: Serveur) -> Path:
    """A small repository whose sources are on the server."""
    for dossier in ("fiches", "glossary", "docs"):
        (tmp_path / dossier).mkdir()
    fiche = FICHE.replace("https://www.exemple.fr/cafe", f"{serveur.adresse}/404/cafe")
    fiche = fiche.replace("https://www.exemple.fr/bilan", f"{serveur.adresse}/301/200")
    (tmp_path / "fiches" / "cafe.md").write_text(fiche, encoding="utf-8")
    terme = TERME.replace("https://www.exemple.fr/cafe", f"{serveur.adresse}/404/cafe")
    (tmp_path / "glossary" / "cafe-sante.md").write_text(terme, encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_bytes((RACINE / "mkdocs.yml").read_bytes())
    return tmp_path


def lancer(depot: Path, *arguments: str) -> int:
    return main(["--racine", str(depot), "--pause", "0", "--delai", "10", *arguments])


def test_le_rapport_dit_ou_corriger_et_rien_d_autre_ne_change(
    depot: Path, serveur: Serveur, capsys: pytest.CaptureFixture[str]
) -> None:
    avant = {fichier: fichier.read_bytes() for fichier in depot.rglob("*.md")}
    assert lancer(depot) == 0
    assert "Adresses visitées : 2 ; mortes : 1." in capsys.readouterr().out
    assert serveur.agents == {AGENT}
    texte = (depot / RAPPORT).read_text(encoding="utf-8")
    assert (
        f"## Adresses mortes\n\nLa page n'existe plus. Cherchez-la ailleurs, ou une copie dans une archive du web.\n\n"
        f"- <{serveur.adresse}/404/cafe> (réponse 404)\n"
        "  - fiches/cafe.md, source s1\n"
        "  - glossary/cafe-sante.md, source s1\n"
    ) in texte
    assert f"- <{serveur.adresse}/301/200>\n  - nouvelle adresse : <{serveur.adresse}/200>\n" in texte
    assert not (depot / REPRISE).exists()
    assert {fichier: fichier.read_bytes() for fichier in avant} == avant


def test_strict_sort_avec_1_s_il_y_a_des_adresses_mortes(depot: Path) -> None:
    assert lancer(depot, "--strict") == 1


def test_un_passage_limite_reprend_ou_il_en_etait(depot: Path, serveur: Serveur) -> None:
    assert lancer(depot, "--au-plus", "1") == 1, "la seule adresse visitée ne répond pas"
    fiche = depot / "fiches" / "cafe.md"
    fiche.write_text(fiche.read_text(encoding="utf-8").replace("/404/cafe", "/200/cafe"), encoding="utf-8")
    assert lancer(depot, "--au-plus", "1") == 0
    assert "## Pas encore visitées : 2" in (depot / RAPPORT).read_text(encoding="utf-8")
    with (depot / REPRISE).open("a", encoding="utf-8") as flux:
        flux.write('{"adresse": "coup')
    vues = len(serveur.demandes)
    assert lancer(depot) == 0
    assert ("HEAD", "/200/cafe") not in serveur.demandes[vues:]
    assert "Pas encore visitées" not in (depot / RAPPORT).read_text(encoding="utf-8")


def test_une_interruption_garde_ce_qui_est_vu(depot: Path, serveur: Serveur) -> None:
    fiche = depot / "fiches" / "cafe.md"
    fiche.write_text(fiche.read_text(encoding="utf-8").replace("/301/200", "/lent"), encoding="utf-8")
    commande = [sys.executable, "-m", "scripts.verifier_liens", "--racine", str(depot), "--pause", "0"]
    with subprocess.Popen(commande, cwd=RACINE, stderr=subprocess.PIPE, text=True) as processus:
        while not any(chemin == "/lent" for _, chemin in serveur.demandes):
            time.sleep(0.02)
        processus.send_signal(signal.SIGINT)
        assert processus.stderr
        assert "Interrompu. Adresses vues : 1 sur 2. Relancez pour continuer." in processus.stderr.read()
        assert processus.wait() == 1
    assert (depot / REPRISE).read_text(encoding="utf-8").count("\n") == 1
    assert not (depot / RAPPORT).exists()


def test_hors_ligne_rien_n_est_dit_mort(depot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for fichier in (depot / "fiches" / "cafe.md", depot / "glossary" / "cafe-sante.md"):
        texte = fichier.read_text(encoding="utf-8")
        fichier.write_text(texte.replace("http://127.0.0.1", "http://nulle-part.invalid"), encoding="utf-8")
    assert lancer(depot) == 1
    assert "Vérifiez que vous êtes en ligne" in capsys.readouterr().err
    assert not (depot / RAPPORT).exists()
    assert not (depot / REPRISE).exists()


def test_chaque_source_du_recueil_est_a_verifier(recueil: Recueil) -> None:
    emplois = adresses_des_sources(recueil)
    sources = [*(f.entete.sources for f in recueil.fiches), *(t.entete.sources for t in recueil.termes)]
    assert set(emplois) == {source.url for liste in sources for source in liste}
    vivantes = {adresse: Resultat(adresse, "vivante") for adresse in emplois}
    assert f"- {len(emplois)} répondent\n" in rapport(emplois, vivantes, date(2026, 11, 21))


@pytest.mark.parametrize("arguments", [["--au-plus", "beaucoup"], ["--inconnu"]])
def test_une_commande_mal_ecrite_sort_avec_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as sortie:
        main(arguments)
    assert sortie.value.code == 2
    assert "python -m scripts.verifier_liens --help" in capsys.readouterr().err
