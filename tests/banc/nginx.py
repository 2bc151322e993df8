"""A real nginx in front of the sites: one server a site, compressed as a static host would.

Files are compressed beforehand (brotli at level 5, what a host does on the fly), so that the time
it takes is not measured. The log gives the bytes sent, a second opinion on what the browser says.
"""

from __future__ import annotations

import importlib
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.banc.fautes import BancImpossible
from tests.outils import installer

NIVEAU_BROTLI = 5
NIVEAU_GZIP = 6
COMPRESSIBLES = {".html", ".css", ".js", ".mjs", ".json", ".svg", ".xml", ".txt", ".webmanifest", ".wasm"}
PAQUETS = ("nginx", "libnginx-mod-http-brotli-static")
CALME = 0.5
"""Seconds without a request after which a page is thought to have all it wants."""
_MODULES = (Path("/usr/lib/nginx/modules"), Path("/usr/lib64/nginx/modules"), Path("/usr/share/nginx/modules"))
_MODULE_BROTLI = "ngx_http_brotli_static_module.so"
_TYPES = {
    "text/html": "html",
    "text/css": "css",
    "text/javascript": "js mjs",
    "application/json": "json webmanifest",
    "image/svg+xml": "svg",
    "application/xml": "xml",
    "text/plain": "txt",
    "application/wasm": "wasm",
}
_CONFIGURATION = """\
load_module {module};
daemon off;
worker_processes 1;
{utilisateur}pid {dossier}/nginx.pid;
error_log stderr warn;
events {{ worker_connections 512; }}
http {{
  types {{ {types} }}
  default_type application/octet-stream;
  charset utf-8;
  charset_types text/css text/plain text/javascript application/json;
  sendfile on;
  tcp_nopush on;
  etag on;
  log_format banc '$msec $request_time $bytes_sent $status $http_sec_fetch_dest $request_uri';
  access_log {dossier}/journal banc;
  client_body_temp_path {dossier}/corps;
  proxy_temp_path {dossier}/mandataire;
  fastcgi_temp_path {dossier}/fastcgi;
  uwsgi_temp_path {dossier}/uwsgi;
  scgi_temp_path {dossier}/scgi;
  gzip on;
  gzip_comp_level {gzip};
  gzip_vary on;
  gzip_types text/css text/plain text/javascript application/json image/svg+xml application/xml application/wasm;
  brotli_static on;
{serveurs}
}}
"""


@dataclass(frozen=True)
class Envoi:
    """A request as nginx saw it: when it came (seconds since 1970), bytes sent with headers, for what, where."""

    debut: float
    octets: int
    statut: int
    usage: str
    """What the browser says it is for: `document`, `script`, `style`, `image`, `worker`, `empty` (a fetch)."""
    chemin: str


@dataclass(frozen=True)
class Serveur:
    """A running nginx: the address of each site, with a final slash, and what was sent."""

    adresses: dict[str, str]
    journal: Path

    def nombre(self) -> int:
        """How many requests were answered so far."""
        return self.journal.read_bytes().count(b"\n")

    def envois(self, depuis: int) -> list[Envoi]:
        """The requests answered after the first `depuis` ones, once none has come for a moment."""
        nombre = -1
        while nombre != (nombre := self.nombre()):
            time.sleep(CALME)
        lignes = self.journal.read_text(encoding="utf-8").splitlines()[depuis:]
        return [_envoi(*ligne.split(" ", 5)) for ligne in lignes]


def _envoi(fin: str, duree: str, octets: str, statut: str, usage: str, chemin: str) -> Envoi:
    return Envoi(float(fin) - float(duree), int(octets), int(statut), usage, chemin)


def nginx_pret() -> tuple[str, Path]:
    """The nginx program and its brotli module, installed on Debian where we may."""
    if not _chercher():
        sys.stderr.write("nginx ou son module brotli manque : installation…\n")
        installer(*PAQUETS)
    trouve = _chercher()
    if not trouve:
        raise BancImpossible(
            "Il faut nginx et son module brotli. Sous Debian ou Ubuntu : "
            f"« sudo apt-get install {' '.join(PAQUETS)} », puis relancez « make bench »."
        )
    return trouve


def version() -> str:
    """The version of nginx, as a number."""
    texte = subprocess.run([nginx_pret()[0], "-v"], capture_output=True, text=True, check=True).stderr
    return texte.strip().rpartition("/")[2]


def _chercher() -> tuple[str, Path] | None:
    programme = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/local/bin")
    module = next((dossier / _MODULE_BROTLI for dossier in _MODULES if (dossier / _MODULE_BROTLI).exists()), None)
    return (programme, module) if programme and module else None


def comprimer(site: Path) -> None:
    """Put a brotli copy beside each text file of a site."""
    brotli = importlib.import_module("brotli")
    for fichier in list(site.rglob("*")):
        if fichier.suffix in COMPRESSIBLES and fichier.is_file():
            fichier.with_name(fichier.name + ".br").write_bytes(
                brotli.compress(fichier.read_bytes(), quality=NIVEAU_BROTLI)
            )


@contextmanager
def servir(sites: Mapping[str, Path], dossier: Path) -> Iterator[Serveur]:
    """Serve compressed sites by name while the block runs; `dossier` holds configuration and log."""
    programme, module = nginx_pret()
    for site in sites.values():
        comprimer(site)
    ports = _ports_libres(len(sites))
    serveurs = [
        f"  server {{ listen 127.0.0.1:{port}; server_name localhost; root {site}; index index.html; }}"
        for port, site in zip(ports, sites.values(), strict=True)
    ]
    dossier.mkdir(parents=True, exist_ok=True)
    (dossier / "nginx.conf").write_text(
        _CONFIGURATION.format(
            module=module,
            dossier=dossier,
            gzip=NIVEAU_GZIP,
            # As root, nginx would serve as a user who cannot read a private temporary folder.
            utilisateur="user root;\n" if os.geteuid() == 0 else "",
            types=" ".join(f"{type_} {suffixes};" for type_, suffixes in _TYPES.items()),
            serveurs="\n".join(serveurs),
        ),
        encoding="utf-8",
    )
    commande = [programme, "-p", str(dossier), "-e", "stderr", "-c", str(dossier / "nginx.conf")]
    with (dossier / "erreurs").open("wb") as erreurs:
        processus = subprocess.Popen(commande, stdout=erreurs, stderr=erreurs)
    try:
        for port in ports:
            _attendre(port, processus, dossier / "erreurs")
        adresses = {nom: f"http://127.0.0.1:{port}/" for nom, port in zip(sites, ports, strict=True)}
        yield Serveur(adresses, dossier / "journal")
    finally:
        processus.terminate()
        try:
            processus.wait(10)
        except subprocess.TimeoutExpired:
            processus.kill()
            processus.wait()


def _ports_libres(nombre: int) -> list[int]:
    """Free ports of the loopback, all held open until the last one is known."""
    prises = [socket.socket() for _ in range(nombre)]
    try:
        for prise in prises:
            prise.bind(("127.0.0.1", 0))
        return [int(prise.getsockname()[1]) for prise in prises]
    finally:
        for prise in prises:
            prise.close()


def _attendre(port: int, processus: subprocess.Popen[bytes], erreurs: Path) -> None:
    """Wait until a port answers."""
    for _ in range(100):
        if processus.poll() is not None:
            break
        with socket.socket() as prise:
            prise.settimeout(0.2)
            if prise.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise BancImpossible(f"nginx n'a pas démarré :\n{erreurs.read_text(encoding='utf-8', errors='replace')}")
