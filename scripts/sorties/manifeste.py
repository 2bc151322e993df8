"""Writes `manifest.webmanifest` and the icons: `icones/icone-192.png`, `icones/icone-512.png`,
`icones/icone-512-masquable.png`, `apple-touch-icon.png` (180) and `favicon.ico` (16, 32, 48).
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

from PIL import Image

from scripts.recueil.enrichissement import Enrichi
from scripts.sorties.dessin import Couleurs, carreau, couleurs, marque, rvb
from scripts.sorties.gabarits import NOM, SOUS_TITRE, Fichier, Site, en_json

MANIFESTE = "manifest.webmanifest"
ICONE_APPLE = "apple-touch-icon.png"
FAVICON = "favicon.ico"
ICONE = "icones/icone-192.png"
_ICONES = {ICONE: 192, "icones/icone-512.png": 512}
_MASQUABLE = "icones/icone-512-masquable.png"
_PART_SURE = 0.6
"""The mark's width in an icon that systems crop: within the circle of 80 % they keep (W3C manifest)."""


def produire(enrichi: Enrichi, site: Site) -> Iterator[Fichier]:
    """The manifest and every icon that it or the theme names."""
    teintes = couleurs()
    yield Fichier(MANIFESTE, en_json(_manifeste(dict(teintes)), indent=1))
    for adresse, cote in _ICONES.items():
        yield Fichier(adresse, _octets(icone(cote, teintes, part=0.68, coins=0.2), "PNG"))
    yield Fichier(_MASQUABLE, _octets(icone(512, teintes, part=_PART_SURE), "PNG"))
    yield Fichier(ICONE_APPLE, _octets(icone(180, teintes, part=0.68), "PNG"))
    # Small icons leave little margin: the mark must stay readable in a tab.
    petites = [icone(cote, teintes, part=0.875, coins=0.19) for cote in (48, 32, 16)]
    tailles = [image.size for image in petites]
    yield Fichier(FAVICON, _octets(petites[0], "ICO", sizes=tailles, append_images=petites[1:]))


def icone(cote: int, teintes: Couleurs, part: float, coins: float = 0) -> Image.Image:
    """The mark on paper; `part` is its share of the width, `coins` the corners' radius as a share of it."""
    valeurs = dict(teintes)
    large = round(cote * part / 2) * 2
    papier = Image.new("RGB", (cote, cote), rvb(valeurs["fond"]))
    un, deux = marque(large)
    x, y = (cote - large) // 2, (cote - un.height) // 2
    papier.paste(rvb(valeurs["accent"]), (x, y), un)
    papier.paste(rvb(valeurs["chaud"]), (x + large // 2, y), deux)
    if coins:
        papier.putalpha(carreau(cote, round(cote * coins)))
    return papier


def _manifeste(valeurs: dict[str, str]) -> dict[str, object]:
    icones = [
        {"src": adresse, "sizes": f"{cote}x{cote}", "type": "image/png", "purpose": "any"}
        for adresse, cote in _ICONES.items()
    ]
    return {
        "name": f"{NOM} — {SOUS_TITRE}",
        "short_name": NOM,
        "description": "Chercher et lire des expériences d’engagement des usagers dans le social, le médico-social "
        "et la santé.",
        "lang": "fr",
        "dir": "ltr",
        "start_url": ".",
        "scope": ".",
        "display": "minimal-ui",
        "theme_color": valeurs["accent"],
        "background_color": valeurs["fond"],
        "icons": [*icones, {"src": _MASQUABLE, "sizes": "512x512", "type": "image/png", "purpose": "maskable"}],
    }


def _octets(image: Image.Image, forme: str, **options: object) -> bytes:
    sortie = BytesIO()
    image.save(sortie, forme, **options)
    return sortie.getvalue()
