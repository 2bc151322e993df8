"""What pages allow themselves, said in one place: the content security policy (CSP level 3) of each
page's `<meta>`, and the headers of `deploiement/entetes.conf`.

No other site may show ours in a frame, but for the cards made for that (`sorties/cartes.py`).

`python -m scripts.sorties.securite > deploiement/entetes.conf` rewrites that file, which is not
written by the build: a web server must not read its settings from the folder it serves.
"""

from __future__ import annotations

import sys
from base64 import b64encode
from hashlib import sha256

from scripts.sorties.scripts_navigateur import depart

_TETE = """\
# En-têtes de sécurité du site, lus par nginx.conf. Ne pas modifier à la main : ce fichier s'écrit par
# « python -m scripts.sorties.securite > deploiement/entetes.conf ».
"""


def politique() -> str:
    """The policy of every page: nothing from elsewhere, and one inline script, known by its hash."""
    empreinte = b64encode(sha256(depart().encode()).digest()).decode()
    return (
        f"default-src 'self'; script-src 'self' 'sha256-{empreinte}'; img-src 'self' data:; "
        "object-src 'none'; base-uri 'none'; form-action 'self'"
    )


def entetes(cadres: str = "'none'") -> dict[str, str]:
    """The headers of every answer, by name; `cadres` are the sites that may show it in a frame."""
    return {
        # Browsers only heed `frame-ancestors` in a header.
        "Content-Security-Policy": f"{politique()}; frame-ancestors {cadres}",
        "X-Content-Type-Options": "nosniff",
        # What one reads here is not told to the sites that the sources lead to.
        "Referrer-Policy": "same-origin",
        "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    }


def entetes_nginx() -> str:
    """The headers as nginx directives; nginx.conf says which pages may be shown in a frame."""
    tous = entetes("$cote_a_cote_cadres")
    return _TETE + "".join(f'add_header {nom} "{valeur}" always;\n' for nom, valeur in tous.items())


if __name__ == "__main__":
    sys.stdout.write(entetes_nginx())
