"""Draws flat images in the site's colours: text set in one family, the mark, bars and shapes.

A `Planche` is an image of palette indices. Every tone is a blend of one design token over the paper
colour, so that no image needs converting to a palette, which would take longer than drawing it.
The colours are the light values of `overrides/styles/jetons.css`.

HarfBuzz places the letters: Pillow's own shaping depends on a library of the machine (FriBiDi);
without it letters are not kerned, and the bytes differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from math import ceil
from pathlib import Path

import font_source_sans_pro
import uharfbuzz as hb
from PIL import Image, ImageDraw, ImageFont

from scripts.sorties.feuille_de_style import DOSSIER

NORMAL, GRAS = "SourceSansPro-Regular", "SourceSansPro-Semibold"
_JETON = re.compile(r"--([\w-]+): light-dark\((#[0-9a-f]{6}),")
_MOTS = re.compile(" |[^ ]+")
_NUANCES = 11
"""Tones of each colour between paper and full; more are not seen and weigh more."""
_FINESSE = 4
"""Shapes are drawn this many times larger, then reduced: that smooths their edges."""
_INTERLIGNE, _LIGNE_DE_BASE, _SOUS_LA_LIGNE = 1.16, 0.95, 0.12
"""Line spacing, place of the baseline in a line, and what descenders take below it, in ems."""
_DEBORD = 4
"""Some letters begin a little left of their place."""

Couleurs = tuple[tuple[str, str], ...]
Rvb = tuple[int, int, int]


def couleurs() -> Couleurs:
    """Every colour token with its light value, in the order of the file."""
    return tuple(_JETON.findall((DOSSIER / "jetons.css").read_text(encoding="utf-8")))


def rvb(hexadecimal: str) -> Rvb:
    """The three components of `#rrggbb`."""
    rouge, vert, bleu = bytes.fromhex(hexadecimal[1:])
    return rouge, vert, bleu


@dataclass(frozen=True)
class Bloc:
    """Lines of text that fit their place."""

    lignes: tuple[str, ...]
    graisse: str
    taille: int

    @property
    def hauteur(self) -> int:
        """From the top of the first line to the foot of the last."""
        return _pas(self.taille) * len(self.lignes)

    @property
    def largeur(self) -> int:
        """The longest line's width."""
        return ceil(max(largeur(ligne, self.graisse, self.taille) for ligne in self.lignes))


def bloc(texte: str, graisse: str, tailles: tuple[int, ...], large: int, haut: int) -> Bloc:
    """The text on as few lines as the smallest of these sizes needs, at the largest that needs no more.

    Lines are made about equally long, so that no word stands alone on the last. What does not fit
    even at the smallest size is cut short. Sizes are given from the largest.
    """
    mots = texte.split(" ")
    lignes = _couper(mots, graisse, tailles[-1], large)
    nombre = min(len(lignes), max(1, haut // _pas(tailles[-1])))
    for taille in tailles:
        essai = _equilibrer(mots, nombre, graisse, taille, large)
        if essai and _pas(taille) * nombre <= haut:
            return Bloc(essai, graisse, taille)
    gardees = lignes[:nombre]
    if len(lignes) > nombre:
        gardees[-1] += "…"
    return Bloc(tuple(_raccourcir(ligne, graisse, tailles[-1], large) for ligne in gardees), graisse, tailles[-1])


def largeur(texte: str, graisse: str, taille: int) -> float:
    """The width of a line in pixels."""
    return sum(_former(mot, graisse)[1] for mot in _MOTS.findall(texte)) * taille


class Planche:
    """A paper on which masks are laid, each in one colour; they must not overlap."""

    def __init__(self, large: int, haut: int, teintes: Couleurs) -> None:
        self._teintes = {nom: rvb(valeur) for nom, valeur in teintes}
        self._image = Image.new("P", (large, haut), 0)
        self._palette = [*self._teintes["fond"]]
        self._tables: dict[str, list[int]] = {}

    def poser(self, masque: Image.Image, x: int, y: int, couleur: str) -> None:
        """Lay a mask, its top left corner at x, y."""
        self._image.paste(masque.point(self._table(couleur)), (x, y))

    def rectangle(self, x: int, y: int, large: int, haut: int, couleur: str) -> None:
        """Fill a rectangle."""
        self._image.paste(self._table(couleur)[255], (x, y, x + large, y + haut))

    def ecrire(self, texte: Bloc, x: int, y: int, couleur: str) -> None:
        """Write a block, its top left corner at x, y."""
        self.poser(_encrer(texte), x - _DEBORD, y, couleur)

    def png(self) -> bytes:
        """The image's bytes."""
        self._image.putpalette(self._palette)
        sortie = BytesIO()
        self._image.save(sortie, "PNG", compress_level=6)
        return sortie.getvalue()

    def _table(self, couleur: str) -> list[int]:
        """From a mask's opacity to an index of the palette, which gains the colour's tones at its first use."""
        if couleur not in self._tables:
            dernier = len(self._palette) // 3 - 1
            for nuance in range(1, _NUANCES + 1):
                paires = zip(self._teintes["fond"], self._teintes[couleur], strict=True)
                self._palette += [round(fond + (plein - fond) * nuance / _NUANCES) for fond, plein in paires]
            nuances = [round(opacite * _NUANCES / 255) for opacite in range(256)]
            self._tables[couleur] = [dernier + nuance if nuance else 0 for nuance in nuances]
        return self._tables[couleur]


@cache
def marque(large: int) -> tuple[Image.Image, Image.Image]:
    """The two half circles of the mark, as two masks to lay side by side; `large` is even.

    Proportions of `overrides/assets/marque.svg`: radius 12, 4 between the halves.
    """
    unite = large / 28
    haut = round(24 * unite)

    def gauche(trait: ImageDraw.ImageDraw, n: int) -> None:
        trait.pieslice((0, 0, 24 * unite * n - 1, haut * n - 1), 90, 270, fill=255)

    un = _lisser(large // 2, haut, gauche)
    return un, un.transpose(Image.Transpose.FLIP_LEFT_RIGHT)


@cache
def rond(cote: int) -> Image.Image:
    """A disc."""
    return _lisser(cote, cote, lambda trait, n: trait.ellipse((0, 0, cote * n - 1, cote * n - 1), fill=255))


@cache
def carre(cote: int) -> Image.Image:
    """A square."""
    return Image.new("L", (cote, cote), 255)


@cache
def triangle(cote: int) -> Image.Image:
    """A triangle that points up."""
    return _lisser(
        cote, cote, lambda trait, n: trait.polygon([(cote * n / 2, 0), (cote * n, cote * n), (0, cote * n)], fill=255)
    )


@cache
def carreau(cote: int, rayon: int) -> Image.Image:
    """A square with round corners."""
    return _lisser(
        cote, cote, lambda trait, n: trait.rounded_rectangle((0, 0, cote * n - 1, cote * n - 1), rayon * n, fill=255)
    )


def _lisser(large: int, haut: int, tracer: Callable[[ImageDraw.ImageDraw, int], None]) -> Image.Image:
    grand = Image.new("L", (large * _FINESSE, haut * _FINESSE), 0)
    tracer(ImageDraw.Draw(grand), _FINESSE)
    return grand.reduce(_FINESSE)


def _pas(taille: int) -> int:
    return round(taille * _INTERLIGNE)


def _couper(mots: list[str], graisse: str, taille: int, large: float) -> list[str]:
    """Fill each line as far as it goes; no-break spaces hold words together."""
    lignes = [mots[0]]
    for mot in mots[1:]:
        essai = f"{lignes[-1]} {mot}"
        if largeur(essai, graisse, taille) <= large:
            lignes[-1] = essai
        else:
            lignes.append(mot)
    return lignes


def _equilibrer(mots: list[str], nombre: int, graisse: str, taille: int, large: int) -> tuple[str, ...]:
    """The narrowest cut into so many lines; empty when it does not fit."""

    def essayer(mesure: int) -> list[str]:
        lignes = _couper(mots, graisse, taille, mesure)
        tient = len(lignes) <= nombre and all(largeur(ligne, graisse, taille) <= mesure for ligne in lignes)
        return lignes if tient else []

    meilleur = essayer(large)
    etroit, ample = 0, large
    while meilleur and ample - etroit > taille // 4:
        milieu = (etroit + ample) // 2
        if lignes := essayer(milieu):
            meilleur, ample = lignes, milieu
        else:
            etroit = milieu
    return tuple(meilleur)


def _raccourcir(ligne: str, graisse: str, taille: int, large: int) -> str:
    """The line with an ellipsis in place of what does not fit, whole words where there are several."""
    while largeur(ligne, graisse, taille) > large:
        reste = ligne.removesuffix("…")
        reste = reste.rpartition(" ")[0] if " " in reste else reste[:-1]
        ligne = reste.rstrip(" \u00a0\u202f,;:.!?«(") + "…"
    return ligne


@cache
def _fichier(graisse: str) -> Path:
    return Path(font_source_sans_pro.font_directory) / f"{graisse}.ttf"


@cache
def _police(graisse: str, taille: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(_fichier(graisse), taille, layout_engine=ImageFont.Layout.BASIC)


@cache
def _formes(graisse: str) -> hb.Font:
    return hb.Font(hb.Face(hb.Blob.from_file_path(str(_fichier(graisse)))))


@cache
def _former(mot: str, graisse: str) -> tuple[tuple[tuple[str, float], ...], float]:
    """A word's letters, each with its place, and the word's width, in ems."""
    tampon = hb.Buffer()
    tampon.add_str(mot)
    tampon.guess_segment_properties()
    police = _formes(graisse)
    # A ligature would be one glyph for two letters, which Pillow draws one by one.
    hb.shape(police, tampon, {"liga": False, "clig": False})
    x, places = 0, []
    for info, position in zip(tampon.glyph_infos, tampon.glyph_positions, strict=True):
        places.append((info.cluster, x / police.face.upem))
        x += position.x_advance
    fins = [debut for debut, _ in places[1:]] + [len(mot)]
    lettres = tuple((mot[debut:fin], ou) for (debut, ou), fin in zip(places, fins, strict=True))
    return lettres, x / police.face.upem


def _encrer(texte: Bloc) -> Image.Image:
    """A block as a mask."""
    police = _police(texte.graisse, texte.taille)
    haut = texte.hauteur + ceil(texte.taille * _SOUS_LA_LIGNE)
    masque = Image.new("L", (texte.largeur + 2 * _DEBORD, haut), 0)
    trait = ImageDraw.Draw(masque)
    for rang, ligne in enumerate(texte.lignes):
        base = rang * _pas(texte.taille) + round(texte.taille * _LIGNE_DE_BASE)
        x = float(_DEBORD)
        for mot in _MOTS.findall(ligne):
            lettres, chasse = _former(mot, texte.graisse)
            for lettre, ou in lettres:
                trait.text((x + ou * texte.taille, base), lettre, 255, police, "ls")
            x += chasse * texte.taille
    return masque
