"""The built site, page by page: every link leads somewhere, every value and record has its page."""

from __future__ import annotations

import json
from collections.abc import Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import pytest

from scripts.recueil import adresses
from scripts.recueil.modeles import EnteteFiche, EnteteTerme
from scripts.recueil.recueil import Recueil
from scripts.recueil.vocabulaire import vocabulaires

RACINE = "https://cote-a-cote.example/"


class _Lecteur(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.liens: list[tuple[str, str]] = []
        self.ids: list[str] = []
        self.texte: list[str] = []
        self.titre = ""
        self.ailleurs = False
        """Whether the page only leads to another."""
        self._dans_titre = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._dans_titre = tag == "title"
        self.ailleurs |= ("http-equiv", "refresh") in attrs
        for nom, valeur in attrs:
            if nom in ("href", "src", "action") and valeur:
                self.liens.append((tag, valeur))
            elif nom == "id" and valeur:
                self.ids.append(valeur)

    def handle_data(self, data: str) -> None:
        if self._dans_titre:
            self.titre += data
            self._dans_titre = False
        self.texte.append(data)


@cache
def lire(fichier: Path) -> _Lecteur:
    lecteur = _Lecteur()
    lecteur.feed(fichier.read_text(encoding="utf-8"))
    return lecteur


def pages(site: Path) -> Iterator[tuple[str, _Lecteur]]:
    for fichier in sorted(site.rglob("*.html")):
        yield fichier.relative_to(site).as_posix().removesuffix("index.html"), lire(fichier)


def cible(site: Path, adresse: str) -> Path:
    chemin = unquote(urlsplit(adresse).path).removeprefix("/")
    return site / chemin / "index.html" if not chemin or chemin.endswith("/") else site / chemin


def test_chaque_lien_interne_mene_a_une_page_et_a_une_ancre(site: Path) -> None:
    perdus = []
    for adresse, page in pages(site):
        for _, lien in page.liens:
            absolu = urljoin(RACINE + adresse, lien)
            if not absolu.startswith(RACINE):
                continue
            fichier = cible(site, absolu.removeprefix(RACINE[:-1]))
            if fichier.is_dir():
                fichier = fichier / "index.html"
            ancre = urlsplit(absolu).fragment
            if not fichier.exists() or (ancre and ancre not in lire(fichier).ids):
                perdus.append((adresse, lien))
    assert perdus == []


def test_rien_n_est_charge_d_ailleurs(site: Path) -> None:
    for adresse, page in pages(site):
        for balise, lien in page.liens:
            if balise in ("script", "link", "img", "iframe", "source") and "canonical" not in lien:
                assert not urlsplit(lien).netloc or lien.startswith(RACINE), (adresse, lien)


def test_chaque_page_a_un_titre_a_elle_et_des_identifiants_uniques(site: Path) -> None:
    titres: dict[str, str] = {}
    for adresse, page in pages(site):
        assert page.titre.strip(), adresse
        assert page.titre not in titres, (adresse, titres.get(page.titre))
        titres[page.titre] = adresse
        assert len(page.ids) == len(set(page.ids)), adresse


def test_chaque_enregistrement_et_chaque_valeur_a_sa_page(site: Path, recueil: Recueil) -> None:
    attendues = [
        "",
        adresses.CATALOGUE,
        adresses.GLOSSAIRE,
        adresses.GUIDE,
        "a-propos/",
        *(adresses.fiche(fiche.slug) for fiche in recueil.fiches),
        *(adresses.terme(terme.slug) for terme in recueil.termes),
        *(adresses.page(page.slug) for page in recueil.pages),
        *(adresses.valeur(v.id, x.id) for v in vocabulaires().values() for x in v.valeurs),
    ]
    assert [adresse for adresse in attendues if not (site / adresse / "index.html").exists()] == []
    assert (site / "404.html").exists()


def test_une_fiche_montre_tout_ce_que_dit_son_fichier(site: Path, recueil: Recueil) -> None:
    def plat(texte: str) -> str:
        return " ".join(texte.replace("’", "'").replace("\u202f", " ").replace("\u00a0", " ").split())

    for fiche in recueil.fiches:
        page = lire(site / adresses.fiche(fiche.slug) / "index.html")
        texte, entete = plat(" ".join(page.texte)), fiche.entete
        for attendu in (entete.titre, entete.resume, entete.porteur, entete.justification_niveau, entete.non_dit):
            assert plat(attendu) in texte, (fiche.slug, attendu)
        liens = [lien for _, lien in page.liens]
        for source in entete.sources:
            assert source.url in liens
            assert f"source-{source.id}" in page.ids
        for section in fiche.sections:
            assert section.ancre in page.ids


def test_les_donnees_disent_la_meme_chose_que_le_site(site: Path, recueil: Recueil) -> None:
    catalogue = json.loads((site / "donnees" / "catalogue.json").read_text(encoding="utf-8"))
    glossaire = json.loads((site / "donnees" / "glossaire.json").read_text(encoding="utf-8"))
    assert [f["id"] for f in catalogue["fiches"]] == sorted(f.entete.id for f in recueil.fiches)
    assert {f["slug"] for f in catalogue["fiches"]} == set(recueil.par_slug)
    assert {t["slug"] for t in glossaire["termes"]} == set(recueil.termes_par_slug)
    assert set(catalogue["vocabulaires"]) == set(vocabulaires())
    for fiche in catalogue["fiches"]:
        assert set(EnteteFiche.model_fields) <= set(fiche)
        assert (site / fiche["adresse"] / "index.html").exists()
    for terme in glossaire["termes"]:
        assert set(EnteteTerme.model_fields) <= set(terme)


def test_les_vues_comptees_dans_le_guide_comptent_juste(site: Path, recueil: Recueil) -> None:
    from scripts.recueil.facettes import nombre_dans_la_vue

    html = (site / "guide" / "dimensions" / "index.html").read_text(encoding="utf-8")
    vues = [lien for _, lien in lire(site / "guide" / "dimensions" / "index.html").liens if "catalogue/?" in lien]
    assert len(vues) >= 30
    for vue in vues:
        requete = urlsplit(vue).query
        assert set(parse_qs(requete)) <= set(vocabulaires())
        nombre = nombre_dans_la_vue(recueil.fiches, requete)
        assert f'{requete.replace("&", "&amp;")}">' in html
        assert f"({nombre})" in html


def test_les_titres_etrangers_disent_leur_langue(site: Path, recueil: Recueil) -> None:
    etrangeres = [(f, s) for f in recueil.fiches for s in f.entete.sources if s.langue]
    assert len(etrangeres) >= 10
    for fiche, source in etrangeres:
        html = (site / adresses.fiche(fiche.slug) / "index.html").read_text(encoding="utf-8")
        assert f'rel="external" lang="{source.langue}">' in html, (fiche.slug, source.id)


@pytest.mark.parametrize("interdit", ["À écrire", "lorem", "TODO", "undefined", "{{ ", "{%", "fiche:", "terme:"])
def test_aucune_trace_de_chantier_dans_les_pages(site: Path, interdit: str) -> None:
    for adresse, page in pages(site):
        assert interdit not in " ".join(page.texte), adresse
