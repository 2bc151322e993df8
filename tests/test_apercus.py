"""Images shown with links, icons and manifest: one a page, of the size said, drawn, light, always the same."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageFont

from scripts.construire import RACINE
from scripts.recueil.enrichissement import Enrichi, enrichir
from scripts.recueil.recueil import Recueil
from scripts.recueil.vocabulaire import vocabulaires
from scripts.sorties import apercus, dessin, manifeste, produire
from scripts.sorties.apercus import HAUT, LARGE, Apercu, adresse, dessiner
from scripts.sorties.dessin import GRAS, NORMAL, bloc, couleurs, largeur
from scripts.sorties.gabarits import Page, Site

POIDS_MAXIMAL = 40_000


@pytest.fixture(scope="module")
def enrichi(recueil: Recueil) -> Enrichi:
    return enrichir(recueil)


def couleurs_de(octets: bytes) -> set[object]:
    image = Image.open(BytesIO(octets)).convert("RGB")
    return {couleur for _, couleur in image.getcolors(image.width * image.height) or ()}


def test_chaque_fiche_terme_et_page_du_guide_a_son_image(site: Path, recueil: Recueil) -> None:
    attendues = {
        adresse("site", slug) for slug in ("accueil", "catalogue", "glossaire", "parcours", "chiffres", "guide")
    }
    attendues |= {adresse("fiche", fiche.slug) for fiche in recueil.fiches}
    attendues |= {adresse("terme", terme.slug) for terme in recueil.termes}
    attendues |= {adresse("parcours", lu.slug) for lu in recueil.parcours}
    attendues |= {adresse("guide", page.slug) for page in recueil.guide}
    assert {f.relative_to(site).as_posix() for f in (site / "apercus").rglob("*.png")} == attendues


def test_chaque_image_a_la_taille_dite_est_dessinee_et_legere(site: Path) -> None:
    mauvaises = []
    for fichier in sorted((site / "apercus").rglob("*.png")):
        octets = fichier.read_bytes()
        image = Image.open(BytesIO(octets))
        bonne = (image.format, image.mode, image.size) == ("PNG", "P", (LARGE, HAUT))
        if not bonne or len(octets) >= POIDS_MAXIMAL or len(couleurs_de(octets)) <= 2:
            mauvaises.append(fichier.name)
    assert mauvaises == []


def test_chaque_page_designe_une_image_qui_existe(site: Path, enrichi: Enrichi) -> None:
    pages = [page for page in produire(enrichi, Site()) if isinstance(page, Page)]
    perdues = [page.adresse for page in pages if page.apercu and not (site / page.apercu).is_file()]
    sans = [
        page.adresse for page in pages if page.sorte in ("accueil", "catalogue", "fiche", "terme") and not page.apercu
    ]
    assert (perdues, sans) == ([], [])


def test_aucun_texte_ne_deborde(enrichi: Enrichi) -> None:
    """Paper all along the margins: nothing is drawn beyond them, foot apart."""
    for ou, apercu in apercus.apercus(enrichi):
        image = Image.open(BytesIO(dessiner(apercu, couleurs())))
        marges = [(0, 0, 76, 610), (LARGE - 76, 0, LARGE, 610), (0, 0, LARGE, 60), (0, 596, LARGE, HAUT - 12)]
        assert [marge for marge in marges if image.crop(marge).getbbox()] == [], ou


def test_un_texte_sans_fin_est_coupe_par_des_points_de_suspension() -> None:
    coupe = bloc("Des habitants accompagnent leurs voisins " * 20, GRAS, (76, 58), 1040, 272)
    assert coupe.taille == 58
    assert coupe.hauteur <= 272
    assert coupe.lignes[-1].endswith("…")
    assert coupe.largeur <= 1040
    mot = bloc("anticonstitutionnellement" * 5, NORMAL, (58,), 1040, 272)
    assert mot.lignes[0].endswith("…")
    assert mot.largeur <= 1040


def test_un_texte_court_est_plus_grand_et_ses_lignes_sont_egales() -> None:
    assert bloc("Pairs", GRAS, (92, 60), 1040, 190).taille == 92
    lignes = bloc("Association agréée d’usagers du système de santé", GRAS, (76, 60), 1040, 190).lignes
    premiere, seconde = (largeur(ligne, GRAS, 76) for ligne in lignes)
    assert abs(premiere - seconde) < 300


def test_chaque_lettre_du_recueil_existe_dans_la_police(enrichi: Enrichi) -> None:
    lettres = {c for _, a in apercus.apercus(enrichi) for c in a.titre + a.texte + a.lieu}
    for graisse in (GRAS, NORMAL):
        police = ImageFont.truetype(dessin._fichier(graisse), 40, layout_engine=ImageFont.Layout.BASIC)
        absente = bytes(police.getmask("\uffff"))
        assert [c for c in sorted(lettres) if bytes(police.getmask(c)) == absente] == []


def test_le_niveau_et_les_secteurs_prennent_leurs_couleurs() -> None:
    valeurs = dict(couleurs())
    secteurs = tuple((v.id, v.libelle) for v in vocabulaires()["secteur"].valeurs)
    for rang in range(1, 6):
        vues = couleurs_de(dessiner(Apercu("Titre", rubrique="Expérience", niveau=rang, secteurs=secteurs), couleurs()))
        assert dessin.rvb(valeurs[f"niveau-{rang}"]) in vues
        assert {dessin.rvb(valeurs[f"secteur-{identifiant}"]) for identifiant, _ in secteurs} <= vues


def test_le_manifeste_nomme_des_icones_qui_existent(site: Path) -> None:
    contenu = json.loads((site / manifeste.MANIFESTE).read_text(encoding="utf-8"))
    assert (contenu["short_name"], contenu["lang"], contenu["start_url"]) == ("Côte à côte", "fr", ".")
    assert contenu["background_color"] == dict(couleurs())["fond"]
    assert {(i["sizes"], i["purpose"]) for i in contenu["icons"]} == {
        ("192x192", "any"),
        ("512x512", "any"),
        ("512x512", "maskable"),
    }
    for icone in contenu["icons"]:
        image = Image.open(site / icone["src"])
        assert f"{image.width}x{image.height}" == icone["sizes"]
        assert len(couleurs_de((site / icone["src"]).read_bytes())) > 2


def test_les_icones_du_navigateur_et_d_apple_ont_leurs_tailles(site: Path) -> None:
    assert Image.open(site / manifeste.ICONE_APPLE).size == (180, 180)
    assert Image.open(site / manifeste.FAVICON).info["sizes"] == {(16, 16), (32, 32), (48, 48)}


def test_l_icone_masquable_garde_la_marque_dans_le_cercle_sur() -> None:
    """Systems may cut everything outside a circle of 80 % of the icon (W3C, Web App Manifest)."""
    image = manifeste.icone(512, couleurs(), part=manifeste._PART_SURE)
    papier = dessin.rvb(dict(couleurs())["fond"])
    dehors = [
        (x, y)
        for x in range(0, 512, 2)
        for y in range(0, 512, 2)
        if (x - 256) ** 2 + (y - 256) ** 2 > (0.4 * 512) ** 2 and image.getpixel((x, y)) != papier
    ]
    assert dehors == []


def test_un_autre_processus_dessine_les_memes_octets(site: Path, recueil: Recueil) -> None:
    code = (
        "import sys; from pathlib import Path; from scripts.recueil.recueil import charger;"
        "from scripts.recueil.enrichissement import enrichir; from scripts.sorties import apercus, manifeste;"
        "from scripts.sorties.gabarits import Site; e = enrichir(charger(Path('.')));"
        "lot = [*apercus.produire(e, Site())][::40] + [*manifeste.produire(e, Site())];"
        "[(p := Path(sys.argv[1]) / f.adresse).parent.mkdir(parents=True, exist_ok=True) or p.write_bytes(f.octets)"
        " for f in lot]"
    )
    dossier = site.parent / "apercus-bis"
    environnement = {**os.environ, "PYTHONHASHSEED": "4321"}
    subprocess.run([sys.executable, "-c", code, str(dossier)], cwd=RACINE, env=environnement, check=True)
    refaits = [f for f in dossier.rglob("*") if f.is_file()]
    assert len(refaits) >= 12
    assert [f.name for f in refaits if f.read_bytes() != (site / f.relative_to(dossier)).read_bytes()] == []
