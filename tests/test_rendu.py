"""Texts to HTML: what contributors may write shows, whatever else stays harmless text."""

from __future__ import annotations

from html.parser import HTMLParser

import pytest

from scripts.recueil.liens import Reperage
from scripts.recueil.recueil import Terme, charger_octets
from scripts.recueil.rendu import Moteur
from tests.fabrique import TERME, avec

DEPUIS = "fiches/cafe/"


def termes(*textes: tuple[str, str]) -> tuple[Terme, ...]:
    return charger_octets([(f"glossary/{slug}.md", texte.encode()) for slug, texte in textes]).termes


PAIR = avec(avec(TERME, '"Café santé"', '"Pair-aidance"'), '["cafés santé"]', '["pairs-aidants", "l\'entraide"]')
SIGLE = avec(avec(TERME, '"Café santé"', '"Conseil de la vie sociale"'), "sigle: null", 'sigle: "CVS"')
MOTEUR = Moteur(Reperage(termes(("pair-aidance", PAIR), ("conseil-de-la-vie-sociale", SIGLE))))


def rendre(texte: str, soi_meme: str | None = None) -> str:
    return MOTEUR.rendre(texte, DEPUIS, soi_meme).html


class _Liens(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.balises: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.balises.append((tag, dict(attrs)))


def balises(html: str) -> list[tuple[str, dict[str, str | None]]]:
    lecteur = _Liens()
    lecteur.feed(html)
    return lecteur.balises


def test_un_renvoi_de_source_devient_un_petit_lien_nomme() -> None:
    assert '<sup class="appel"><a aria-label="Source 2" href="#source-s2">2</a></sup>' in rendre("Un fait [s2].")


def test_la_typographie_est_composee() -> None:
    assert "l’aide\u202f; « oui »".replace(" ", "\u00a0").replace("l’aide\u202f;\u00a0", "l’aide\u202f; ") in rendre(
        "l'aide ; « oui »"
    ).replace("&nbsp;", "\u00a0")


def test_les_liens_internes_sont_relatifs_a_la_page() -> None:
    assert 'href="../autre/"' in rendre("[Autre](fiche:autre)")
    assert 'href="../../glossaire/cafe/"' in rendre("[Café](terme:cafe)")
    assert 'href="../../catalogue/?niveau=partenariat"' in rendre("[Vue](catalogue:niveau=partenariat)")


def test_le_premier_emploi_d_un_terme_est_lie_une_fois_par_section() -> None:
    html = rendre("La pair-aidance, puis les pairs-aidants et la pair-aidance.")
    assert html.count("<a ") == 1
    assert '<a class="terme" data-terme="pair-aidance" href="../../glossaire/pair-aidance/">pair-aidance</a>' in html


def test_un_mot_est_trouve_quelles_que_soient_casse_et_apostrophe() -> None:
    assert 'data-terme="pair-aidance"' in rendre("Pairs-Aidants")
    assert 'data-terme="pair-aidance"' in rendre("C'est l’entraide.")


def test_un_sigle_n_est_lie_qu_en_capitales() -> None:
    assert 'data-terme="conseil-de-la-vie-sociale"' in rendre("Le CVS se réunit.")
    assert "data-terme" not in rendre("Le cvs se réunit.")


def test_un_sigle_lie_est_developpe() -> None:
    assert '<abbr title="Conseil de la vie sociale">CVS</abbr></a>' in rendre("Le CVS se réunit.")


def test_un_mot_etranger_dit_sa_langue() -> None:
    assert 'Un <span lang="en">focus group</span>, puis l’<span lang="en">empowerment</span>.' in rendre(
        "Un focus group, puis l'empowerment."
    )


def test_un_mot_plus_long_n_est_pas_lie() -> None:
    assert "data-terme" not in rendre("La non-pair-aidance et les CVSx.")


def test_un_terme_ne_renvoie_pas_a_lui_meme() -> None:
    assert "data-terme" not in rendre("La pair-aidance.", soi_meme="pair-aidance")


def test_un_sigle_de_deux_termes_ne_lie_a_aucun() -> None:
    doubles = termes(
        ("a", avec(avec(TERME, "Café santé", "Maison de santé"), "sigle: null", 'sigle: "MSP"')),
        ("b", avec(avec(TERME, "Café santé", "Médiateur pair"), "sigle: null", 'sigle: "MSP"')),
    )
    html = Moteur(Reperage(doubles)).rendre("Une MSP et un médiateur pair.", DEPUIS).html
    assert html.count("data-terme") == 1


def test_pas_de_lien_dans_un_lien() -> None:
    assert rendre("[la pair-aidance](https://exemple.fr)").count("<a ") == 1


@pytest.mark.parametrize(
    "attaque",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "<svg/onload=alert(1)>",
        '<a href="javascript:alert(1)">x</a>',
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](java\nscript:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](data:text/html;base64,PHNjcmlwdD4=)",
        "[x](vbscript:msgbox(1))",
        '[x](https://exemple.fr"onmouseover="alert(1))',
        "[x](<javascript:alert(1)>)",
        "![x](https://exemple.fr/x.png)",
        "[s1]: javascript:alert(1)\n\nTexte [s1].",
        "[x][y]\n\n[y]: javascript:alert(1)",
        "texte {: onclick=alert(1) }",
        "# Titre {onclick=alert(1)}",
        "<javascript:alert(1)>",
        "<https://exemple.fr>",
        "```html\n<script>alert(1)</script>\n```",
        "    <script>alert(1)</script>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "<style>body{display:none}</style>",
        "<iframe src=//exemple.fr></iframe>",
        "--8<-- '/etc/passwd'",
        "{{ config }}{% import os %}",
        "*<b onclick=alert(1)>x</b>*",
    ],
)
def test_aucune_attaque_ne_produit_d_element_actif(attaque: str) -> None:
    for nom, attributs in balises(rendre(attaque)):
        assert nom in {"p", "ul", "ol", "li", "em", "strong", "a", "sup", "br", "span", "abbr"}
        assert not any(attribut.startswith("on") or attribut == "style" for attribut in attributs)
        href = attributs.get("href") or "../"
        assert href.startswith(("https://", "http://", "#source-s", "../"))
