"""Programs that tests run beside the browser: nginx, Java and the Nu HTML checker.

What is missing is installed where we may (Debian's packages, as root or with a sudo that asks
nothing); else the test fails and says what to install: tests never skip for want of a tool.
"""

from __future__ import annotations

import base64
import hashlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from urllib.request import url2pathname

_DOSSIERS = os.pathsep.join([os.environ.get("PATH", ""), "/usr/sbin", "/usr/local/sbin"])

VNU_VERSION = "26.9.27"
_VNU_SHA512 = "TkQd5DFfOaWC9ebtvozTsrH2Vaod3jYg+vrOeREzIXxBexLz9+rS2DNtjn7+RPUiZhgli0SghgBX6RJRNea0KA=="
_VNU_JAR = Path(sys.prefix) / "outils" / f"vnu-{VNU_VERSION}.jar"

# Messages that ask for nothing to be mended, each with its reason; held against « message [extract] ».
_TOLERES = (
    # `'self'` is the site's address; the checker reads files, whose address is nobody's. The
    # browser tests fail on every refusal of the policy, on the site and behind nginx.
    re.compile(
        r"^Resource violates Content Security Policy \(meta tag\): (external stylesheet|external script|image) “"
    ),
    # ARIA 1.2 lets a combobox point into the list that its `aria-controls` names.
    re.compile(r"^Attribute “aria-activedescendant” value should either refer to a descendant element"),
    # A data block is not a script: its type is looked at before the policy is (HTML, 4.12.1.1, « prepare the
    # script element »). Only such a block is let pass: the extract ends with the tag at fault.
    re.compile(r"^Inline script violates Content Security Policy.*<script type=\"application/ld\+json\">\{\"@con\]$"),
)


def exiger(programme: str, paquet: str, autres_paquets: Iterable[str] = ()) -> str:
    """The path of a program, installed if need be; fails where it cannot be had."""
    if not shutil.which(programme, path=_DOSSIERS):
        installer(paquet, *autres_paquets)
    chemin = shutil.which(programme, path=_DOSSIERS)
    assert chemin, f"« {programme} » manque. Sous Debian ou Ubuntu : « sudo apt-get install {paquet} »."
    return chemin


def installer(*paquets: str) -> None:
    """Install Debian packages, where this is Debian (or Ubuntu) and we may."""
    fiche = Path("/etc/os-release")
    debian = fiche.exists() and "debian" in fiche.read_text(encoding="utf-8").lower()
    prefixe = [] if os.geteuid() == 0 else (["sudo", "-n"] if shutil.which("sudo") else None)
    if debian and prefixe is not None and shutil.which("apt-get"):
        subprocess.run([*prefixe, "apt-get", "update", "-qq"], check=False)
        subprocess.run([*prefixe, "apt-get", "install", "-y", "-qq", *paquets], check=False, stdout=sys.stderr)


def lancer(*commande: str | Path, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run a program, keeping what it says as text; its exit status is for the test to judge."""
    return subprocess.run(
        [str(partie) for partie in commande], **{"capture_output": True, "text": True, "check": False, **options}
    )


def poser_environnement(depot: Path) -> None:
    """Give a copy of the repository the environment of these tests, as if make had installed it there."""
    (depot / ".venv").mkdir()
    for nom in ("bin", "lib", "pyvenv.cfg"):
        (depot / ".venv" / nom).symlink_to(Path(sys.prefix) / nom)
    for repere in (".cree", ".site", ".tests"):
        (depot / ".venv" / repere).touch()


def vnu(chemins: Iterable[Path]) -> dict[Path, list[str]]:
    """What the Nu HTML checker says of HTML, CSS and SVG files, a sentence a message; silent files are left out."""
    commande = [
        exiger("java", "default-jre-headless"),
        "-Xss4m",
        "-jar",
        str(_vnu_jar()),
        *("--stdout", "--exit-zero-always", "--format", "json", "--also-check-css", "--also-check-svg"),
        *(str(chemin.resolve()) for chemin in chemins),
    ]
    resultat = subprocess.run(commande, capture_output=True, text=True, check=False)
    assert resultat.returncode == 0, f"vnu (Java 17 ou plus récent) a échoué : {resultat.stderr[:2000]}"
    messages: dict[Path, list[str]] = defaultdict(list)
    for message in json.loads(resultat.stdout)["messages"]:
        extrait = " ".join(message.get("extract", "").split())
        dit = f"{message['message']} [{extrait}]"
        if not any(tolere.search(dit) for tolere in _TOLERES):
            sorte = message.get("subType", message["type"])
            chemin = Path(url2pathname(message.get("url", "").removeprefix("file:")))
            messages[chemin].append(f"{sorte}, ligne {message.get('lastLine')} : {dit}")
    return dict(messages)


def _vnu_jar() -> Path:
    """The checker, fetched once from the npm package (PyPI's copy is of 2022) and held against its known hash."""
    if not _VNU_JAR.exists():
        npm = exiger("npm", "npm")
        with tempfile.TemporaryDirectory() as provisoire:
            subprocess.run([npm, "pack", "--silent", f"vnu-jar@{VNU_VERSION}"], cwd=provisoire, check=True)
            octets = (Path(provisoire) / f"vnu-jar-{VNU_VERSION}.tgz").read_bytes()
        empreinte = base64.b64encode(hashlib.sha512(octets).digest()).decode()
        assert empreinte == _VNU_SHA512, f"le paquet vnu-jar {VNU_VERSION} n'est pas celui attendu"
        with tarfile.open(fileobj=io.BytesIO(octets)) as archive:
            contenu = archive.extractfile("package/build/dist/vnu.jar")
            assert contenu
            _VNU_JAR.parent.mkdir(exist_ok=True)
            neuf = _VNU_JAR.with_suffix(".tmp")
            neuf.write_bytes(contenu.read())
        neuf.replace(_VNU_JAR)
    return _VNU_JAR
