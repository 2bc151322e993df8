"""Writes, for each fiche, what other sites show of it:

- `f/<id>/carte/index.html`: a small page for a frame (`<iframe>`), 280 to 600 pixels wide, without
  script, whose one link opens the fiche in a new tab; robots are sent to the fiche;
- `f/<id>/oembed.json`: an oEmbed 1.0 answer of type « rich » (https://oembed.com/, 2.3.4), which holds
  that frame. It is a file: it cannot obey `maxwidth`, but the frame never exceeds its place.
"""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from typing import Any

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.recueil import Fiche
from scripts.recueil.typographie import composer
from scripts.sorties import apercus
from scripts.sorties.gabarits import NOM, Fichier, LienDeTete, Site, en_json, rendre

LARGE, HAUT = 600, 300
"""Size of the frame in pixels: at that width, every card shows whole."""
POLITIQUE = "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'"
"""The content security policy of the cards, narrower than the site's (`sorties/securite.py`): its style sheet."""
_GARDE_S = 24 * 3600


def produire(enrichi: Enrichi, site: Site) -> Iterator[Fichier]:
    """The card and the oEmbed answer of each fiche."""
    for fiche in enrichi.recueil.fiches:
        adresse = adresses.carte(fiche.entete.id)
        html = rendre("carte.html", adresse, fiche=fiche, site=site.adresse, politique=POLITIQUE)
        yield Fichier(f"{adresse}index.html", html.encode())
        yield Fichier(adresses.oembed(fiche.entete.id), en_json(oembed(fiche, site), indent=1))


def cadre(fiche: Fiche, site: Site) -> str:
    """The line of HTML that shows the card in a page of another site."""
    source = escape(site.adresse + adresses.carte(fiche.entete.id))
    return (
        f'<iframe src="{source}" title="{escape(composer(fiche.entete.titre))} — {NOM}" '
        f'width="{LARGE}" height="{HAUT}" loading="lazy" style="border: 0; max-width: 100%"></iframe>'
    )


def decouverte(fiche: Fiche, site: Site) -> LienDeTete:
    """The link by which other sites find the oEmbed answer; they want its whole address (oEmbed, 4)."""
    adresse = site.adresse + adresses.oembed(fiche.entete.id)
    return LienDeTete("alternate", "application/json+oembed", adresse, fiche.entete.titre)


def oembed(fiche: Fiche, site: Site) -> dict[str, Any]:
    """What the answer says of a fiche; the preview only exists on a published site."""
    apercu = {
        "thumbnail_url": site.adresse + apercus.adresse("fiche", fiche.slug),
        "thumbnail_width": apercus.LARGE,
        "thumbnail_height": apercus.HAUT,
    }
    return {
        "version": "1.0",
        "type": "rich",
        "title": composer(fiche.entete.titre),
        "author_name": NOM,
        "author_url": site.adresse,
        "provider_name": NOM,
        "provider_url": site.adresse,
        "cache_age": _GARDE_S,
        "html": cadre(fiche, site),
        "width": LARGE,
        "height": HAUT,
        **(apercu if site.publication else {}),
    }
