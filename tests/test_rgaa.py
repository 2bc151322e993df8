"""The RGAA table tells the truth: 106 criteria, tests that exist, and what it states of every page."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from scripts.construire import RACINE
from scripts.recueil.adresses import CONTRIBUER
from scripts.recueil.recueil import Recueil
from scripts.recueil.schema import lire_schema
from scripts.sorties.feuille_de_style import DOSSIER as STYLES
from scripts.sorties.page_rgaa import ADRESSE, Critere, comptes, etats, themes

CRITERES = [critere for theme in themes() for critere in theme.criteres]
VIDES = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}


# --- The table itself


def test_les_treize_themes_ont_leurs_106_criteres() -> None:
    assert [len(theme.criteres) for theme in themes()] == [9, 2, 3, 13, 8, 2, 5, 10, 4, 14, 13, 11, 12]
    assert sum(comptes().values()) == 106
    assert len({critere.libelle for critere in CRITERES}) == 106


@pytest.mark.parametrize("critere", CRITERES, ids=lambda critere: critere.numero)
def test_chaque_critere_a_un_etat_admis_une_explication_et_un_essai_qui_existe(critere: Critere) -> None:
    assert critere.etat in etats()
    assert critere.comment.endswith((".", "…", "»"))
    if critere.etat == "conforme" and critere.essai is None:
        assert "Constaté" in critere.comment, "sans essai, dire comment on l'a constaté"
    if critere.essai is not None:
        fichier, _, fonction = critere.essai.partition("::")
        assert fonction in fonctions(RACINE / fichier)


@cache
def fonctions(fichier: Path) -> set[str]:
    arbre = ast.parse(fichier.read_text(encoding="utf-8"))
    return {noeud.name for noeud in arbre.body if isinstance(noeud, ast.FunctionDef)}


def test_la_page_montre_chaque_critere_et_ne_pretend_rien(site: Path) -> None:
    html = (site / ADRESSE / "index.html").read_text(encoding="utf-8")
    assert re.findall(r'<th scope="row">([\d.]+) ', html) == [critere.numero for critere in CRITERES]
    assert "Non audité par un tiers" in html
    for etat in etats():
        assert f"<dd>{comptes()[etat]}</dd>" in html


def test_la_page_d_accessibilite_avoue_chaque_critere_non_conforme() -> None:
    texte = (RACINE / "docs" / "accessibilite.md").read_text(encoding="utf-8")
    aveux = re.search(r"## Ce qui ne va pas encore\n(.+?)(?=\n## |\Z)", texte, re.S)
    assert len(re.findall(r"^- ", aveux[1] if aveux else "", re.M)) == comptes()["non-conforme"]


# --- What it states of every page


class _Balises(HTMLParser):
    """Every start tag with its attributes and the tags around it."""

    def __init__(self) -> None:
        super().__init__()
        self.liste: list[tuple[str, dict[str, str], tuple[str, ...]]] = []
        self.doctype = ""
        self._autour: list[str] = []

    def handle_decl(self, decl: str) -> None:
        self.doctype = decl

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.liste.append((tag, {nom: valeur or "" for nom, valeur in attrs}, tuple(self._autour)))
        if tag not in VIDES:
            self._autour.append(tag)

    def handle_endtag(self, tag: str) -> None:
        while self._autour and self._autour.pop() != tag:
            pass

    def nommees(self, *noms: str) -> list[dict[str, str]]:
        return [attributs for nom, attributs, _ in self.liste if nom in noms]


@cache
def balises(fichier: Path) -> _Balises:
    lecteur = _Balises()
    lecteur.feed(fichier.read_text(encoding="utf-8"))
    return lecteur


def pages(site: Path) -> Iterator[tuple[str, _Balises]]:
    """Every page but the redirections and the cards (`test_carte.py`), which have no frame."""
    for fichier in sorted(site.rglob("*.html")):
        page = balises(fichier)
        if fichier.parent.name != "carte" and not any(
            meta.get("http-equiv") == "refresh" for meta in page.nommees("meta")
        ):
            yield fichier.relative_to(site).as_posix(), page


def test_chaque_image_est_nommee_et_dite_en_texte(site: Path, recueil: Recueil) -> None:
    """Pictures are the QR codes, beside the link they stand for, and drawings of numbers, above their table."""
    codes = 0
    for adresse, page in pages(site):
        images = page.nommees("img")
        codes += len(images)
        assert all(image["src"].endswith("/qr.svg") and image["alt"].startswith("Code QR") for image in images), adresse
        assert not images or [lien for lien in page.nommees("a") if lien.get("id") == "permanent"], adresse
        dessins = [svg for svg in page.nommees("svg") if svg.get("aria-hidden") != "true"]
        assert all(svg.get("aria-label") or svg.get("aria-labelledby") for svg in dessins), adresse
        assert len(dessins) <= len(page.nommees("table")), adresse
    assert codes == len(recueil.fiches)


def test_aucune_autre_image_aucun_cadre_aucun_media(site: Path) -> None:
    interdites = ("picture", "iframe", "frame", "object", "embed", "video", "audio", "canvas", "map", "math")
    for adresse, page in pages(site):
        assert page.nommees(*interdites) == [], adresse
        images = [nom for nom, a, _ in page.liste if a.get("role") in ("img", "image") or a.get("type") == "image"]
        assert set(images) <= {"svg"}, adresse


def test_un_dessin_sans_nom_est_cache_aux_aides_techniques(site: Path) -> None:
    for adresse, page in pages(site):
        for svg in page.nommees("svg"):
            assert (svg.get("aria-hidden") == "true") is (svg.get("role") not in ("img", "group")), adresse


def test_chaque_tableau_a_une_legende_et_des_en_tetes(site: Path) -> None:
    vus = 0
    for adresse, page in pages(site):
        tableaux = len(page.nommees("table"))
        vus += tableaux
        assert len(page.nommees("caption")) == tableaux, adresse
        assert len(page.nommees("thead")) == tableaux, adresse
        assert all(entete.get("scope") in ("col", "row") for entete in page.nommees("th")), adresse
        assert not any({"colspan", "rowspan"} & set(cellule) for cellule in page.nommees("th", "td")), adresse
        # Simple tables have one header row: as many headers of rows as rows in their body.
        lignes = [autour for nom, _, autour in page.liste if nom == "tr" and "tbody" in autour]
        assert len([e for e in page.nommees("th") if e.get("scope") == "row"]) == len(lignes), adresse
    assert vus > 13


def test_chaque_page_a_sa_structure(site: Path) -> None:
    menus = set()
    for adresse, page in pages(site):
        assert page.doctype.lower() == "doctype html", adresse
        assert [html.get("lang") for html in page.nommees("html")] == ["fr"], adresse
        etrangeres = {a["lang"] for nom, a, _ in page.liste if nom != "html" and "lang" in a}
        assert etrangeres <= set(lire_schema("mots-etrangers.yml")), adresse
        corps = [nom for nom, _, autour in page.liste if autour == ("html", "body")]
        assert corps == ["a", "header", "main", "footer"], adresse
        assert page.nommees("a")[0]["href"] == "#contenu", adresse
        assert [main.get("id") for main in page.nommees("main")] == ["contenu"], adresse
        assert [f for f in page.nommees("form") if f.get("role") == "search"], adresse
        for nav in page.nommees("nav"):
            assert nav.get("aria-label") or nav.get("aria-labelledby"), adresse
        menus.add(page.nommees("nav")[0].get("aria-label"))
    assert menus == {"Menu principal"}


def test_la_presentation_est_dans_la_feuille_de_style(site: Path) -> None:
    for adresse, page in pages(site):
        assert page.nommees("font", "center", "big", "tt", "strike", "u", "blink", "marquee", "style", "br") == []
        for nom, attributs, autour in page.liste:
            presentation = {"style", "align", "bgcolor", "border", "color", "face", "valign", "cellpadding"}
            assert not presentation & set(attributs), (adresse, nom)
            assert nom == "svg" or "svg" in autour or not {"width", "height"} & set(attributs), (adresse, nom)


def test_chaque_groupe_de_champs_a_une_legende(site: Path) -> None:
    page = balises(site / "catalogue" / "index.html")
    cases = [autour for nom, a, autour in page.liste if nom == "input" and a.get("type") == "checkbox"]
    assert cases
    assert all("fieldset" in autour for autour in cases)
    assert len(page.nommees("legend")) == len(page.nommees("fieldset")) > 3


def test_le_navigateur_n_impose_aucune_saisie(site: Path) -> None:
    """Messages of browsers vanish and say little; only the contribution form judges, with its own words."""
    for adresse, page in pages(site):
        contribution = adresse == f"{CONTRIBUER}index.html"
        for champ in page.nommees("input", "select", "textarea"):
            assert not {"required", "pattern", "minlength", "maxlength", "min", "max"} & set(champ), adresse
            assert champ.get("type", "text") in ("search", "checkbox", "text", *(["radio"] * contribution)), adresse
            if not contribution:
                assert champ.get("name") == "q" or champ.get("type") == "checkbox" or champ.get("id") == "tri", adresse
        assert all(f.get("method", "get") == "get" for f in page.nommees("form")), adresse


def test_chaque_champ_du_formulaire_dit_s_il_est_obligatoire(site: Path) -> None:
    html = (site / CONTRIBUER / "index.html").read_text(encoding="utf-8")
    champs = re.findall(r'data-champ="[^"]+" data-forme="[^"]+"( data-obligatoire)?.*?champ-etat">(\w+)<', html, re.S)
    assert len(champs) == html.count("data-forme=")
    assert all((etat == "obligatoire") == bool(marque) for marque, etat in champs)
    page = balises(site / CONTRIBUER / "index.html")
    choix = [autour for nom, a, autour in page.liste if nom == "input" and a.get("type") in ("checkbox", "radio")]
    assert choix
    assert all("fieldset" in autour for autour in choix)
    assert len(page.nommees("legend")) == len(page.nommees("fieldset"))


def test_aucune_surprise_dans_le_code_des_pages(site: Path) -> None:
    for adresse, page in pages(site):
        for nom, attributs, _ in page.liste:
            assert not {"target", "accesskey", "autofocus"} & set(attributs), (adresse, nom)
            assert attributs.get("tabindex", "0") in ("0", "-1"), (adresse, nom)


def test_aucun_document_bureautique(site: Path) -> None:
    bureautique = {".pdf", ".doc", ".docx", ".odt", ".ods", ".xls", ".xlsx", ".ppt", ".pptx", ".odp", ".rtf"}
    assert [fichier for fichier in site.rglob("*") if fichier.suffix.lower() in bureautique] == []


def test_aucun_signe_obscur(recueil: Recueil) -> None:
    textes = [*RACINE.glob("fiches/*.md"), *RACINE.glob("glossary/*.md"), *RACINE.glob("docs/**/*.md")]
    assert len(textes) > len(recueil.fiches)
    for texte in textes:
        assert not re.search(r"[\u2600-\u27bf\U0001f000-\U0001faff]|[:;]-?[)(](?=\s)", texte.read_text("utf-8")), texte


# --- What it states of the style sheet


def feuille() -> str:
    return re.sub(r"/\*.*?\*/", "", "".join(f.read_text("utf-8") for f in sorted(STYLES.glob("*.css"))), flags=re.S)


def test_la_feuille_de_style_n_ajoute_pas_d_information() -> None:
    ecran = feuille().split("@media print")
    ajouts = set(re.findall(r"(?<![\w-])content: ([^;]+);", ecran[0] + ecran[1].partition("\n}\n")[2]))
    assert ajouts <= {'""', "none", '"×"', '"›"', '"A"'}
    assert "background-image" not in feuille()
    assert "url(" not in feuille()


def test_rien_ne_bouge_et_l_ecran_se_tourne() -> None:
    assert not re.search(r"animation|@keyframes|orientation|transition", feuille())


def couleurs(theme: int) -> dict[str, str]:
    jetons = (STYLES / "jetons.css").read_text("utf-8")
    return {nom: paire.split(", ")[theme] for nom, paire in re.findall(r"--([\w-]+): light-dark\(([^)]+)\)", jetons)}


def luminance(couleur: str) -> float:
    canaux = [int(couleur[rang : rang + 2], 16) / 255 for rang in (1, 3, 5)]
    rouge, vert, bleu = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canaux)
    return 0.2126 * rouge + 0.7152 * vert + 0.0722 * bleu


@pytest.mark.parametrize("theme", [0, 1], ids=["clair", "sombre"])
def test_les_dessins_utiles_sont_contrastes(theme: int) -> None:
    """WCAG 2.2, 1.4.11: 3 to 1 for the parts of controls and drawings that carry meaning."""
    jetons = couleurs(theme)
    dessins = [nom for nom in jetons if nom.startswith(("niveau-", "secteur-"))]
    assert len(dessins) == 8
    for dessin in [*dessins, "trait-fort", "accent", "focus"]:
        for fond in ("fond", "surface", "surface-douce"):
            claire, foncee = sorted((luminance(jetons[dessin]), luminance(jetons[fond])), reverse=True)
            assert (claire + 0.05) / (foncee + 0.05) >= 3, (dessin, fond)
