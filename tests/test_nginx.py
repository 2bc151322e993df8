"""`deploiement/` in a real nginx: compressed copies, headers, caching, refusals; and the copies themselves."""

from __future__ import annotations

import gzip
import http.client
import http.server
import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import brotli
import pytest
from playwright.sync_api import Browser, expect

from scripts.comprimer import SUFFIXES, TAILLE_MIN, comprimer
from scripts.construire import RACINE
from scripts.recueil import adresses
from scripts.sorties.jeux_de_donnees import JEUX
from scripts.sorties.securite import entetes, entetes_nginx
from tests.outils import exiger, installer

DEPLOIEMENT = RACINE / "deploiement"
MODULE_BROTLI = "ngx_http_brotli_static_module.so"
FICHE = "fiches/mediateurs-sante-pairs-ccoms/"
COURTE = "f/56/"
TEXTES = "recherche/textes"
PAQUET_BROTLI = "libnginx-mod-http-brotli-static"

_AUTOUR = """\
{module}daemon off;
{utilisateur}worker_processes 1;
pid nginx.pid;
error_log stderr warn;
events {{ worker_connections 256; }}
http {{
  access_log off;
  client_body_temp_path corps;
  proxy_temp_path mandataire;
  fastcgi_temp_path fastcgi;
  uwsgi_temp_path uwsgi;
  scgi_temp_path scgi;
  include serveur.conf;
}}
"""


@dataclass(frozen=True)
class Reponse:
    statut: int
    entetes: dict[str, str]
    corps: bytes


Demander = Callable[..., Reponse]


def module_brotli() -> Path:
    """The path of nginx's module, installed if need be."""
    dossiers = [Path("/usr/lib/nginx/modules"), Path("/usr/lib64/nginx/modules"), Path("/usr/share/nginx/modules")]
    if not any((dossier / MODULE_BROTLI).exists() for dossier in dossiers):
        installer(PAQUET_BROTLI)
    trouves = [dossier / MODULE_BROTLI for dossier in dossiers if (dossier / MODULE_BROTLI).exists()]
    assert trouves, f"Le module Brotli de nginx manque : « sudo apt-get install {PAQUET_BROTLI} »."
    return trouves[0]


@contextmanager
def nginx(site: Path, dossier: Path, *, avec_brotli: bool = True) -> Iterator[int]:
    """Serve a site with the files of `deploiement/`, of which only the port and the folder change; gives the port."""
    with socket.socket() as prise:
        prise.bind(("127.0.0.1", 0))
        port = int(prise.getsockname()[1])
    (dossier / "cote-a-cote").mkdir()
    for nom in ("entetes.conf", *(["brotli.conf"] if avec_brotli else [])):
        shutil.copy(DEPLOIEMENT / nom, dossier / "cote-a-cote")
    bloc = (DEPLOIEMENT / "nginx.conf").read_text(encoding="utf-8")
    for attendu, essai in (
        ("\n    listen 80;\n", f"\n    listen 127.0.0.1:{port};\n"),
        ("\n    root /srv/cote-a-cote/site;\n", f"\n    root {site};\n"),
    ):
        assert bloc.count(attendu) == 1
        bloc = bloc.replace(attendu, essai)
    (dossier / "serveur.conf").write_text(bloc, encoding="utf-8")
    autour = _AUTOUR.format(
        module=f"load_module {module_brotli()};\n" if avec_brotli else "",
        # As root, nginx would serve as a user who cannot read a private temporary folder.
        utilisateur="user root;\n" if os.geteuid() == 0 else "",
    )
    (dossier / "nginx.conf").write_text(autour, encoding="utf-8")
    commande = [exiger("nginx", "nginx"), "-p", str(dossier), "-e", "stderr", "-c", str(dossier / "nginx.conf")]
    with (dossier / "erreurs").open("wb") as erreurs:
        processus = subprocess.Popen(commande, stdout=erreurs, stderr=erreurs)
    try:
        while True:
            assert processus.poll() is None, (dossier / "erreurs").read_text(encoding="utf-8")
            with socket.socket() as prise:
                if prise.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        processus.terminate()
        processus.wait(10)


@pytest.fixture(scope="module")
def site_comprime(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with one fiche only, compressed, beside a secret and with what must not be served."""
    dossier = tmp_path_factory.mktemp("nginx") / "site"
    (dossier / "fiches").mkdir(parents=True)
    for element in site.iterdir():
        if element.name in ("fiches", "f"):
            seule = FICHE if element.name == "fiches" else COURTE
            shutil.copytree(site / seule, dossier / seule)
        elif element.is_dir():
            shutil.copytree(element, dossier / element.name, ignore=shutil.ignore_patterns(Path(TEXTES).name))
        else:
            shutil.copy(element, dossier)
    comprimer(dossier)
    # Many, and all alike: left as they are, to spare time.
    shutil.copytree(site / TEXTES, dossier / TEXTES)
    (dossier / ".env").write_text("SECRET", encoding="utf-8")
    (dossier / ".git").mkdir()
    (dossier / ".git" / "config").write_text("SECRET", encoding="utf-8")
    (dossier.parent / "secret.txt").write_text("SECRET", encoding="utf-8")
    return dossier


@pytest.fixture(scope="module")
def port(site_comprime: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[int]:
    with nginx(site_comprime, tmp_path_factory.mktemp("serveur")) as port:
        yield port


def demandeur(port: int) -> Demander:
    def demander(chemin: str, methode: str = "GET", **options: str) -> Reponse:
        # Not urllib: it would tidy up the paths and follow the redirections that are tested here.
        connexion = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connexion.request(methode, chemin, headers={nom.replace("_", "-"): v for nom, v in options.items()})
        reponse = connexion.getresponse()
        lue = Reponse(reponse.status, {nom.lower(): v for nom, v in reponse.getheaders()}, reponse.read())
        connexion.close()
        return lue

    return demander


@pytest.fixture(scope="module")
def demander(port: int) -> Demander:
    """Ask nginx for a path, with headers given by name."""
    return demandeur(port)


def test_les_copies_rendent_le_fichier_et_sont_plus_petites(site_comprime: Path) -> None:
    ouvrir: dict[str, Callable[[bytes], bytes]] = {".br": brotli.decompress, ".gz": gzip.decompress}
    vus = 0
    for fichier in sorted(site_comprime.rglob("*")):
        if fichier.suffix in SUFFIXES and fichier.stat().st_size > TAILLE_MIN and TEXTES not in fichier.as_posix():
            octets = fichier.read_bytes()
            for suffixe, lire in ouvrir.items():
                copie = fichier.with_name(fichier.name + suffixe)
                assert len(copie.read_bytes()) < len(octets), copie
                assert lire(copie.read_bytes()) == octets, copie
            vus += 1
    assert vus > 100


def test_un_fichier_minuscule_ou_sans_gain_n_a_pas_de_copie_et_les_octets_ne_varient_pas(tmp_path: Path) -> None:
    (tmp_path / "minuscule.txt").write_text("a" * TAILLE_MIN, encoding="utf-8")
    (tmp_path / "sans-gain.txt").write_bytes(os.urandom(1000))
    (tmp_path / "image.png").write_bytes(b"a" * 1000)
    (tmp_path / "texte.txt").write_text("bonjour " * 100, encoding="utf-8")
    comprimer(tmp_path)
    copies = {f.name: f.read_bytes() for f in tmp_path.iterdir() if f.suffix in (".br", ".gz")}
    assert set(copies) == {"texte.txt.br", "texte.txt.gz"}
    os.utime(tmp_path / "texte.txt", (0, 0))
    comprimer(tmp_path)
    assert {nom: (tmp_path / nom).read_bytes() for nom in copies} == copies


def test_les_entetes_ecrits_sont_ceux_du_site() -> None:
    ecrits = (DEPLOIEMENT / "entetes.conf").read_text(encoding="utf-8")
    assert ecrits == entetes_nginx(), "lancez : python -m scripts.sorties.securite > deploiement/entetes.conf"


@pytest.mark.parametrize("chemin", ["/", f"/{FICHE}", "/assets/style.css", "/assets/js/page.js", "/sitemap.xml"])
@pytest.mark.parametrize(
    ("accepte", "codage", "suffixe"),
    [("gzip, deflate, br, zstd", "br", ".br"), ("gzip", "gzip", ".gz"), ("identity", None, "")],
)
def test_chacun_recoit_la_copie_qu_il_accepte(
    demander: Demander, site_comprime: Path, chemin: str, accepte: str, codage: str | None, suffixe: str
) -> None:
    reponse = demander(chemin, Accept_Encoding=accepte)
    nom = f"{chemin}index.html" if chemin.endswith("/") else chemin
    assert reponse.statut == 200
    assert reponse.entetes.get("content-encoding") == codage
    assert reponse.entetes["vary"] == "Accept-Encoding"
    assert reponse.corps == (site_comprime / f"{nom[1:]}{suffixe}").read_bytes()
    assert reponse.entetes["content-type"].endswith("; charset=utf-8")


def test_sans_le_module_brotli_gzip_est_servi(site_comprime: Path, tmp_path: Path) -> None:
    with nginx(site_comprime, tmp_path, avec_brotli=False) as port:
        reponse = demandeur(port)("/", Accept_Encoding="gzip, br")
    assert (reponse.statut, reponse.entetes["content-encoding"]) == (200, "gzip")


def test_chaque_sorte_de_fichier_du_site_a_son_type(demander: Demander, site: Path, site_comprime: Path) -> None:
    connus = {".html": "text/html", ".css": "text/css", ".js": "text/javascript", ".json": "application/json"}
    connus |= {".bib": "application/x-bibtex", ".ris": "application/x-research-info-systems"}
    assert {f.suffix for f in site.rglob("*") if f.is_file()} <= {f.suffix for f in site_comprime.rglob("*")}
    exemples = {f.suffix: f for f in sorted(site_comprime.rglob("*")) if f.is_file() and not f.name.startswith(".")}
    # The compressed copies are sent under the type of what they hold.
    for suffixe in {f.suffix for f in site.rglob("*") if f.is_file()} - {".br", ".gz"}:
        chemin = "/" if suffixe == ".html" else f"/{exemples[suffixe].relative_to(site_comprime).as_posix()}"
        reponse = demander(chemin)
        assert reponse.statut == 200, chemin
        type_ = reponse.entetes["content-type"].partition(";")[0]
        assert type_ == connus.get(suffixe, type_)
        assert type_ != "application/octet-stream", f"nginx.conf : aucun type pour {suffixe}"


def test_chaque_fichier_de_donnees_a_le_type_qu_annonce_sa_page(demander: Demander) -> None:
    for jeu in JEUX:
        reponse = demander(f"/{jeu.adresse}")
        assert (reponse.statut, reponse.entetes["content-type"]) == (200, f"{jeu.type}; charset=utf-8"), jeu.adresse
        for nom, valeur in entetes().items():
            assert reponse.entetes[nom.lower()] == valeur
        ouvert = jeu.adresse not in (adresses.PLAN_DU_SITE, adresses.OPENSEARCH)
        assert reponse.entetes.get("access-control-allow-origin") == ("*" if ouvert else None), jeu.adresse
    assert "access-control-allow-origin" not in demander("/donnees/").entetes


@pytest.mark.parametrize(
    ("chemin", "statut"), [("/", 200), ("/assets/style.css", 200), ("/guide", 301), ("/rien", 404)]
)
def test_les_entetes_sont_sur_toutes_les_reponses(demander: Demander, chemin: str, statut: int) -> None:
    reponse = demander(chemin)
    assert reponse.statut == statut
    for nom, valeur in entetes().items():
        assert reponse.entetes[nom.lower()] == valeur
    assert reponse.entetes["cache-control"] == "no-cache"
    assert reponse.entetes["server"] == "nginx"


@pytest.mark.parametrize("accepte", ["br", "gzip", "identity"])
def test_un_fichier_garde_est_verifie_sans_etre_renvoye(demander: Demander, accepte: str) -> None:
    premiere = demander("/assets/style.css", Accept_Encoding=accepte)
    seconde = demander("/assets/style.css", Accept_Encoding=accepte, If_None_Match=premiere.entetes["etag"])
    assert (seconde.statut, seconde.corps) == (304, b"")
    assert seconde.entetes["cache-control"] == "no-cache"
    changee = demander("/assets/style.css", Accept_Encoding=accepte, If_None_Match='"autre"')
    assert changee.corps == premiere.corps


def test_une_image_est_gardee_mais_pas_son_absence(demander: Demander) -> None:
    assert demander("/assets/marque.svg").entetes["cache-control"] == "public, max-age=604800"
    assert demander("/assets/rien.svg").entetes["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "chemin",
    [
        "/rien",
        "/fiches/rien/",
        "/404.html",
        # No listing of a folder without a page.
        "/assets/",
        "/recherche/",
        "/.env",
        "/.git/config",
    ],
)
def test_une_page_introuvable_se_dit_dans_le_site(demander: Demander, site: Path, chemin: str) -> None:
    reponse = demander(chemin)
    assert (reponse.statut, reponse.corps) == (404, (site / "404.html").read_bytes())


@pytest.mark.parametrize(
    "chemin", ["/../secret.txt", "/%2e%2e/secret.txt", "/assets/../../secret.txt", "/assets/..%2f..%2fsecret.txt"]
)
def test_rien_ne_se_lit_hors_du_site(demander: Demander, chemin: str) -> None:
    reponse = demander(chemin)
    assert reponse.statut in (400, 404)
    assert b"SECRET" not in reponse.corps


def test_on_ne_peut_que_lire(demander: Demander) -> None:
    for methode in ("POST", "PUT", "DELETE"):
        assert demander("/", methode).statut == 405
    assert demander("/", "HEAD").corps == b""


@pytest.mark.parametrize(
    ("chemin", "vers"),
    [
        ("/guide", "/guide/"),
        ("/catalogue?q=pair&secteur=social", "/catalogue/?q=pair&secteur=social"),
        # Two slashes would lead to another site.
        ("//guide", "/guide/"),
    ],
)
def test_une_adresse_sans_barre_finale_mene_a_la_page(demander: Demander, chemin: str, vers: str) -> None:
    reponse = demander(chemin)
    assert (reponse.statut, reponse.entetes["location"]) == (301, vers)


def test_un_navigateur_ne_refuse_rien_derriere_nginx(navigateur: Browser, port: int) -> None:
    contexte = navigateur.new_context(base_url=f"http://127.0.0.1:{port}/", color_scheme="light", locale="fr-FR")
    page = contexte.new_page()
    erreurs: list[str] = []
    page.on("pageerror", lambda erreur: erreurs.append(str(erreur)))
    page.on("console", lambda message: erreurs.append(message.text) if message.type in ("error", "warning") else None)
    for adresse in ("", "catalogue/?q=pair-aidance", FICHE, "guide/niveaux/"):
        page.goto(adresse)
        # Only set by the inline script whose hash the policy must hold.
        assert page.evaluate("document.documentElement.classList.contains('js')"), adresse
        if adresse.startswith("catalogue/"):
            page.wait_for_selector(".catalogue.pret")
            assert page.locator("#resultats .carte:visible").count() > 0
    assert erreurs == []
    page.evaluate(
        "const s = document.createElement('script'); s.textContent = 'window.intrus = 1'; document.body.append(s)"
    )
    assert page.evaluate("window.intrus") is None
    assert any("Content Security Policy" in erreur for erreur in erreurs)
    contexte.close()


def test_un_autre_site_montre_la_carte_mais_pas_la_fiche(
    navigateur: Browser, port: int, tmp_path: Path, demander: Demander
) -> None:
    """Another port is another origin: there, a page with both in frames."""
    cadres = "".join(
        f'<iframe src="http://127.0.0.1:{port}/{chemin}"></iframe>' for chemin in (f"{COURTE}carte/", FICHE)
    )
    (tmp_path / "cours.html").write_text(f"<!doctype html>{cadres}", encoding="utf-8")
    contexte = navigateur.new_context(locale="fr-FR")
    page = contexte.new_page()
    refus: list[str] = []
    page.on("console", lambda message: refus.append(message.text) if "frame-ancestors" in message.text else None)
    fichiers = partial(http.server.SimpleHTTPRequestHandler, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), fichiers) as autre_site:
        threading.Thread(target=autre_site.serve_forever, daemon=True).start()
        page.goto(f"http://127.0.0.1:{autre_site.server_port}/cours.html")
        autre_site.shutdown()
    carte, fiche = page.main_frame.child_frames
    expect(carte.locator(".carte-origine")).to_be_visible()
    # Its style sheet is admitted, its link is there.
    expect(carte.locator(".carte")).to_have_css("display", "flex")
    expect(carte.get_by_role("link")).to_be_visible()
    # In its place, the browser says that the connection is refused.
    expect(fiche.locator(".fiche, main")).to_have_count(0)
    assert len(refus) == 1
    contexte.close()
    politique = entetes()["Content-Security-Policy"]
    ouverte = entetes(cadres="*")["Content-Security-Policy"]
    assert demander(f"/{COURTE}carte/").entetes["content-security-policy"] == ouverte
    for chemin in (f"/{COURTE}", "/f/carte/", "/fiches/f/56/carte/", f"/{COURTE}oembed.json", f"/{COURTE}carte"):
        assert demander(chemin).entetes["content-security-policy"] == politique, chemin
