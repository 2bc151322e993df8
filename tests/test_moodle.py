"""The glossary for courses. Moodle publishes no schema of its glossary XML: `ecarts` is a check written by
hand from Moodle's source — the order of elements that `glossary_generate_export_file` writes
(`mod/glossary/lib.php`), what `mod/glossary/import.php` reads and refuses. It reads with Python's own
XML parser, and the last tests show that it sees the faults that would spoil an import.
"""

from __future__ import annotations

import copy
import csv
import re
from collections import Counter
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest

from scripts.recueil import adresses
from scripts.recueil.modeles import Source
from scripts.recueil.recueil import Recueil, Terme
from scripts.recueil.typographie import composer
from scripts.sorties.glossaire_moodle import alias, nommer_les_sources

SITE = "https://cote-a-cote.example/"
INFO = [
    "NAME", "INTRO", "INTROFORMAT", "ALLOWDUPLICATEDENTRIES", "DISPLAYFORMAT", "SHOWSPECIAL", "SHOWALPHABET",
    "SHOWALL", "ALLOWCOMMENTS", "USEDYNALINK", "DEFAULTAPPROVAL", "GLOBALGLOSSARY", "ENTBYPAGE", "ENTRIES",
]  # fmt: skip
ENTREE = [
    "CONCEPT", "DEFINITION", "FORMAT", "USEDYNALINK", "CASESENSITIVE", "FULLMATCH", "TEACHERENTRY",
    "ALIASES", "CATEGORIES", "TAGS",
]  # fmt: skip
OBLIGATOIRES = set(ENTREE[:7])
BOOLEENS = {
    "ALLOWDUPLICATEDENTRIES", "SHOWSPECIAL", "SHOWALPHABET", "SHOWALL", "ALLOWCOMMENTS", "USEDYNALINK",
    "DEFAULTAPPROVAL", "GLOBALGLOSSARY", "CASESENSITIVE", "FULLMATCH", "TEACHERENTRY",
}  # fmt: skip
# Moodle's own formats of display (mod/glossary/formats) and of text (FORMAT_MOODLE, HTML, PLAIN, MARKDOWN).
AFFICHAGES = {"continuous", "dictionary", "encyclopedia", "entrylist", "faq", "fullwithauthor", "fullwithoutauthor"}
FORMATS = {"0", "1", "2", "4"}
LONGUEUR = 255
"""Of a name, a concept or an alias in Moodle's tables (`mod/glossary/db/install.xml`)."""


def ecarts(racine: Element) -> list[str]:
    """What Moodle would refuse, lose or misread."""
    trouves = [f"attribut dans {e.tag}" for e in racine.iter() if e.attrib]
    info = racine.find("INFO")
    if racine.tag != "GLOSSARY" or info is None or len(racine) != 1:
        return [*trouves, "la racine n'est pas GLOSSARY/INFO"]
    if [e.tag for e in info] != INFO:
        trouves.append("éléments de INFO")
    trouves += _textes(info, {"ENTRIES"})
    if info.findtext("DISPLAYFORMAT") not in AFFICHAGES or info.findtext("INTROFORMAT") not in FORMATS:
        trouves.append("format inconnu")
    vus: set[str] = set()
    for entree in info.iterfind("ENTRIES/*"):
        nom = (entree.findtext("CONCEPT") or "").strip()
        balises = [e.tag for e in entree]
        if entree.tag != "ENTRY" or balises != [b for b in ENTREE if b in balises] or not set(balises) >= OBLIGATOIRES:
            trouves.append(f"éléments de {nom}")
        trouves += _textes(entree, {"ALIASES"})
        if entree.findtext("FORMAT") not in FORMATS:
            trouves.append(f"format de {nom}")
        # import.php refuses an entry whose concept is already there, whatever its case.
        if nom.lower() in vus:
            trouves.append(f"double : {nom}")
        vus.add(nom.lower())
        for liste in entree.iterfind("ALIASES"):
            if not len(liste) or any([e.tag for e in nomme] != ["NAME"] or nomme.tag != "ALIAS" for nomme in liste):
                trouves.append(f"alias de {nom}")
    for nomme in (*info.iter("NAME"), *info.iter("CONCEPT")):
        if not 0 < len((nomme.text or "").strip()) <= LONGUEUR:
            trouves.append("nom vide ou trop long")
    return trouves


def _textes(parent: Element, groupes: set[str]) -> list[str]:
    """Leaves must hold text alone (import.php: `is_string`), flags 0 or 1."""
    feuilles = [e for e in parent if e.tag not in groupes]
    vides = [f"{e.tag} n'est pas un texte" for e in feuilles if len(e) or not (e.text or "").strip()]
    return vides + [f"{e.tag} ni 0 ni 1" for e in feuilles if e.tag in BOOLEENS and e.text not in ("0", "1")]


class _Html(HTMLParser):
    """Checks that tags are balanced; keeps links and text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.ouvertes: list[str] = []
        self.liens: list[str] = []
        self.texte = ""
        self.feed(html)
        self.close()
        assert self.ouvertes == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in {"div", "p", "strong", "em", "h5", "ul", "ol", "li", "a", "span"}, tag
        self.ouvertes.append(tag)
        self.liens += [valeur or "" for nom, valeur in attrs if nom == "href"]

    def handle_endtag(self, tag: str) -> None:
        assert self.ouvertes.pop() == tag

    def handle_data(self, data: str) -> None:
        self.texte += data


@pytest.fixture(scope="module")
def racine(site: Path) -> Element:
    """The file, parsed."""
    return ElementTree.parse(site / "donnees" / "glossaire-moodle.xml").getroot()


def entrees(racine: Element) -> list[Element]:
    return list(racine.iterfind("INFO/ENTRIES/ENTRY"))


def noms(entree: Element) -> list[str]:
    return [nomme.text or "" for nomme in entree.iterfind("ALIASES/ALIAS/NAME")]


def test_le_fichier_a_la_forme_que_moodle_lit(racine: Element, site: Path) -> None:
    octets = (site / "donnees" / "glossaire-moodle.xml").read_bytes()
    assert octets.startswith(b'<?xml version="1.0" encoding="UTF-8"?>\n<GLOSSARY>')
    assert ecarts(racine) == []


def test_chaque_terme_est_une_entree_qui_se_lie_toute_seule(racine: Element, recueil: Recueil) -> None:
    assert racine.findtext("INFO/USEDYNALINK") == "1"
    assert [e.findtext("CONCEPT") for e in entrees(racine)] == [composer(t.entete.terme) for t in recueil.termes]
    for entree in entrees(racine):
        reglages = [entree.findtext(nom) for nom in ("FORMAT", "USEDYNALINK", "CASESENSITIVE", "FULLMATCH")]
        assert reglages == ["1", "1", "0", "1"]


def test_une_definition_se_suffit_dans_un_cours(racine: Element, recueil: Recueil, site: Path) -> None:
    for entree, terme in zip(entrees(racine), recueil.termes, strict=True):
        html = _Html(entree.findtext("DEFINITION") or "")
        assert composer(terme.entete.definition_courte) in html.texte
        assert not re.search(r"\[s\d|#source", entree.findtext("DEFINITION") or ""), terme.slug
        assert SITE + adresses.terme(terme.slug) in html.liens
        for lien in html.liens:
            assert lien.startswith(("https://", "http://")), (terme.slug, lien)
            if lien.startswith(SITE):
                assert (site / lien.removeprefix(SITE) / "index.html").is_file(), (terme.slug, lien)
        for source in terme.entete.sources:
            assert source.url in html.liens
            assert composer(source.titre) in html.texte
            assert composer(source.editeur) in html.texte


def test_toute_forme_d_un_terme_est_liee_sauf_celles_qui_ont_deux_sens(racine: Element, recueil: Recueil) -> None:
    proprietaires = Counter(f for t in recueil.termes for f in {forme.lower() for forme in t.formes})
    vues: Counter[str] = Counter()
    for entree, terme in zip(entrees(racine), recueil.termes, strict=True):
        liees = [nom.lower() for nom in (entree.findtext("CONCEPT") or "", *noms(entree))]
        vues.update(liees)
        for forme in terme.formes:
            seul = proprietaires[forme.lower()] == 1
            assert (forme.lower() in liees) == (seul or forme == terme.entete.terme), (terme.slug, forme)
    assert [forme for forme, nombre in vues.items() if nombre > 1] == []


def test_un_sigle_partage_est_dit_dans_les_definitions(racine: Element, recueil: Recueil) -> None:
    partages = Counter(t.entete.sigle for t in recueil.termes if t.entete.sigle)
    assert max(partages.values()) > 1
    for entree, terme in zip(entrees(racine), recueil.termes, strict=True):
        sigle = terme.entete.sigle or ""
        dit = f"Le sigle {sigle} désigne aussi" in (entree.findtext("DEFINITION") or "")
        assert dit == (partages[sigle] > 1), terme.slug


def _source(numero: int, editeur: str, date: str | None = None) -> Source:
    return Source(id=f"s{numero}", titre="Titre", editeur=editeur, url="https://a.fr/", date=date)


@pytest.mark.parametrize(
    ("texte", "attendu"),
    [
        ("Un fait [s1].", "Un fait (FNCC, 2016)."),
        ("Deux [s1] [s2], puis un [s2].", "Deux (FNCC, 2016 ; Anesm \\[copie\\]), puis un (Anesm \\[copie\\])."),
        ("Le même [s1] [s3].", "Le même (FNCC, 2016)."),
        ("Sans source.", "Sans source."),
    ],
)
def test_un_numero_de_source_devient_un_nom(texte: str, attendu: str) -> None:
    sources = [_source(1, "FNCC", "2016-12-23"), _source(2, "Anesm (copie)"), _source(3, "FNCC", "2016")]
    assert nommer_les_sources(texte, sources) == attendu


def test_les_alias_ont_les_deux_apostrophes_et_pas_de_double(recueil: Recueil) -> None:
    entete = recueil.termes[0].entete.model_copy(update={"terme": "Droit d'agir"})
    terme = Terme("droit-d-agir", entete, ())
    formes = ["Droit d'agir", "droits d'agir", "Droits d'agir", "DA"]
    assert alias(terme, formes) == ["Droit d'agir", "droits d’agir", "droits d'agir", "DA"]


def _sans_concept(racine: Element) -> None:
    entree = entrees(racine)[0]
    entree.remove(entree[0])


def _en_double(racine: Element) -> None:
    entrees(racine)[1][0].text = (entrees(racine)[0][0].text or "").upper()


def _html_non_echappe(racine: Element) -> None:
    definition = entrees(racine)[0].find("DEFINITION")
    assert definition is not None
    definition.append(Element("p"))


def _desordre(racine: Element) -> None:
    entree = entrees(racine)[0]
    entree.insert(0, entree[1])
    del entree[2]


def _alias_nu(racine: Element) -> None:
    liste = next(racine.iter("ALIASES"))
    liste.append(Element("NAME"))


def _minuscules(racine: Element) -> None:
    entrees(racine)[0][0].tag = "concept"


def _ouvert(racine: Element) -> None:
    next(racine.iter("USEDYNALINK")).text = "oui"


def _trop_long(racine: Element) -> None:
    next(racine.iter("CONCEPT")).text = "a" * 300


@pytest.mark.parametrize(
    "abimer",
    [_sans_concept, _en_double, _html_non_echappe, _desordre, _alias_nu, _minuscules, _ouvert, _trop_long],
)
def test_le_controle_voit_ce_qui_gacherait_une_importation(racine: Element, abimer: Callable[[Element], None]) -> None:
    copie = copy.deepcopy(racine)
    abimer(copie)
    assert ecarts(copie) != []


def test_une_carte_a_memoriser_par_terme(site: Path, recueil: Recueil) -> None:
    with (site / "donnees" / "glossaire-cartes.csv").open(encoding="utf-8", newline="") as flux:
        cartes = list(csv.reader(flux, strict=True))
    assert len(cartes) == len({recto for recto, _ in cartes}) == len(recueil.termes)
    for (recto, verso), terme in zip(cartes, recueil.termes, strict=True):
        assert recto.startswith(composer(terme.entete.terme))
        assert not terme.entete.sigle or terme.entete.sigle in recto
        assert verso.startswith(composer(terme.entete.definition_courte))
        assert SITE + adresses.terme(terme.slug) in verso
        assert not re.search(r"[\r\n\t]", recto + verso)
