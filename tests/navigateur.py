"""A browser for the tests: `python -m tests.navigateur` finds one, or installs one.

Order: Chromium already there; Debian's package where we may install it; else Playwright's own
download. Exit status 1 where none can be had: tests never skip for want of a browser.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

_NOMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
# Chromium refuses to run as root with its sandbox; the other flags keep it off the network.
OPTIONS = [
    *(["--no-sandbox"] if hasattr(os, "geteuid") and os.geteuid() == 0 else []),
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]


def chemin_du_navigateur() -> str | None:
    """The path of a Chromium, of the system or Playwright's; None where there is none."""
    for nom in _NOMS:
        if chemin := shutil.which(nom):
            return chemin
    with sync_playwright() as playwright:
        propre = playwright.chromium.executable_path
    return propre if Path(propre).exists() else None


def _installer() -> None:
    """Try Debian's package, then Playwright's download."""
    debian = "id=debian" in Path("/etc/os-release").read_text().lower() if Path("/etc/os-release").exists() else False
    prefixe = [] if os.geteuid() == 0 else (["sudo", "-n"] if shutil.which("sudo") else None)
    if debian and prefixe is not None and shutil.which("apt-get"):
        subprocess.run([*prefixe, "apt-get", "update", "-qq"], check=False)
        subprocess.run([*prefixe, "apt-get", "install", "-y", "-qq", "chromium"], check=False)
        if chemin_du_navigateur():
            return
    avec_dependances = ["--with-deps"] if prefixe is not None else []
    subprocess.run([sys.executable, "-m", "playwright", "install", *avec_dependances, "chromium"], check=False)


def main() -> int:
    """Make sure that there is a browser; returns the exit status."""
    if not chemin_du_navigateur():
        sys.stdout.write("Aucun navigateur Chromium : installation…\n")
        sys.stdout.flush()
        _installer()
    chemin = chemin_du_navigateur()
    if not chemin:
        sys.stderr.write("Aucun navigateur n'a pu être installé. Installez Chromium, puis relancez « make test ».\n")
        return 1
    sys.stdout.write(f"Navigateur des essais : {chemin}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
