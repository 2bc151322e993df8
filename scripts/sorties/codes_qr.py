"""Writes `f/<id>/qr.svg`: the QR code of each fiche's short permanent link, whole (ISO/IEC 18004).

Dark on white whatever the page's colours, with the quiet zone of four modules that readers need;
level M of error correction, which mends 15 % of a sheet badly printed. It has no size of its own.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO

import segno

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.sorties.gabarits import Fichier, Site

_ZONE_BLANCHE = 4
"""Modules, on each side: ISO/IEC 18004, 6.3.8."""


def produire(enrichi: Enrichi, site: Site) -> Iterator[Fichier]:
    """One drawing for each fiche."""
    for fiche in enrichi.recueil.fiches:
        numero = fiche.entete.id
        yield Fichier(adresses.code_qr(numero), dessiner(site.adresse + adresses.fiche_courte(numero)))


def dessiner(adresse: str) -> bytes:
    """The SVG of an address."""
    code = segno.make(adresse, error="m", boost_error=False, micro=False)
    svg = BytesIO()
    code.save(svg, kind="svg", border=_ZONE_BLANCHE, dark="#000", light="#fff",
              omitsize=True, xmldecl=False, svgclass=None, lineclass=None)  # fmt: skip
    return svg.getvalue()
