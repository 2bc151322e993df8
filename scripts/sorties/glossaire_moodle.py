"""Writes `donnees/glossaire-moodle.xml`: the glossary in the XML that Moodle's Glossary activity imports.

Moodle publishes no schema. The structure is the one its own code writes and reads, checked in Moodle's
repository (GPL; nothing copied): `mod/glossary/lib.php`, function `glossary_generate_export_file` —
names and order of elements, HTML escaped as text — and `mod/glossary/import.php` — what is read, what is
required (CONCEPT, DEFINITION and FORMAT, plain text inside), entries of the same name refused.
`mod/glossary/classes/local/concept_cache.php` says what is linked in a course: concepts and aliases of
entries with USEDYNALINK 1, whole words with FULLMATCH 1, whatever their case with CASESENSITIVE 0.

An entry: the term; its short definition, definition, example, legal basis and sources, with a link back
to its page; as aliases its variants and abbreviation, with straight and curved apostrophes. What two
terms share ("MSP") is an alias of neither: Moodle would link it to one of them without asking.
A `[s1]` becomes "(editor, year)", since the numbers of the site's pages mean nothing in a course.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from scripts.recueil import adresses
from scripts.recueil.corps import CITATION
from scripts.recueil.enrichissement import Enrichi
from scripts.recueil.liens import Reperage
from scripts.recueil.modeles import Source
from scripts.recueil.recueil import Terme
from scripts.recueil.rendu import Moteur
from scripts.recueil.typographie import composer
from scripts.sorties.gabarits import NOM, Fichier, Site, en_xml, rendre
from scripts.sorties.jeux_de_donnees import LICENCE_ADRESSE

_CITATIONS = re.compile(rf"(?: *{CITATION.pattern})+")
_LIEN_DU_SITE = re.compile(r'href="(?!https?://)')
_SIGNES_MARKDOWN = re.compile(r"([\\`*_\[\]<>#])")
_HTML = "1"
"""Moodle's FORMAT_HTML."""


def produire(enrichi: Enrichi, site: Site) -> Iterator[Fichier]:
    """The one file, entries in the glossary's order."""
    glossaire = Element("GLOSSARY")
    info = SubElement(glossaire, "INFO")
    intro = rendre("moodle-intro.html", "", nombre=len(enrichi.recueil.termes), site=site, licence=LICENCE_ADRESSE)
    _valeurs(
        info,
        NAME=f"Glossaire de l’engagement des usagers ({NOM})",
        INTRO=intro.strip(),
        INTROFORMAT=_HTML,
        ALLOWDUPLICATEDENTRIES="0",
        DISPLAYFORMAT="dictionary",
        SHOWSPECIAL="1",
        SHOWALPHABET="1",
        SHOWALL="1",
        ALLOWCOMMENTS="0",
        USEDYNALINK="1",
        DEFAULTAPPROVAL="1",
        GLOBALGLOSSARY="0",
        ENTBYPAGE="20",
    )
    entrees = SubElement(info, "ENTRIES")
    # Moodle makes the links between entries: this engine makes none.
    moteur = Moteur(Reperage(()))
    for terme in enrichi.recueil.termes:
        entree = SubElement(entrees, "ENTRY")
        _valeurs(
            entree,
            CONCEPT=composer(terme.entete.terme),
            DEFINITION=_definition(terme, enrichi, moteur, site),
            FORMAT=_HTML,
            USEDYNALINK="1",
            CASESENSITIVE="0",
            FULLMATCH="1",
            TEACHERENTRY="1",
        )
        if noms := alias(terme, enrichi.reperage.formes[terme.slug]):
            liste = SubElement(entree, "ALIASES")
            for nom in noms:
                _valeurs(SubElement(liste, "ALIAS"), NAME=nom)
    indent(glossaire)
    texte = tostring(glossaire, encoding="unicode")
    yield Fichier(adresses.donnee("glossaire-moodle.xml"), en_xml(f'<?xml version="1.0" encoding="UTF-8"?>\n{texte}\n'))


def _valeurs(parent: Element, **valeurs: str) -> None:
    for nom, valeur in valeurs.items():
        SubElement(parent, nom).text = valeur


def alias(terme: Terme, formes: Iterable[str]) -> list[str]:
    """The other forms under which a course may write the term, each once whatever its case."""
    deja = {composer(terme.entete.terme).lower()}
    noms = []
    for forme in formes:
        for nom in (composer(forme), forme):
            if nom.lower() not in deja:
                deja.add(nom.lower())
                noms.append(nom)
    return noms


def _definition(terme: Terme, enrichi: Enrichi, moteur: Moteur, site: Site) -> str:
    sections = [
        (section, moteur.rendre(nommer_les_sources(section.texte, terme.entete.sources), "").html)
        for section in terme.sections
    ]
    html = rendre(
        "moodle.html",
        "",
        terme=terme,
        sections=sections,
        homonymes=[t for t in enrichi.homonymes.get(terme.entete.sigle or "", []) if t is not terme],
        nom=NOM,
        licence=LICENCE_ADRESSE,
    )
    return _LIEN_DU_SITE.sub(f'href="{site.adresse}', html.strip())


def nommer_les_sources(texte: str, sources: Iterable[Source]) -> str:
    """A Markdown text with the names of its sources in place of their numbers: « (FNCC ; EMES, 2016) »."""
    noms = {source.id: _nom(source) for source in sources}

    def nommer(trouve: re.Match[str]) -> str:
        # A dictionary keeps the order and drops a name that comes twice.
        return f" ({' ; '.join(dict.fromkeys(noms[s] for s in CITATION.findall(trouve[0])))})"

    return _CITATIONS.sub(nommer, texte)


def _nom(source: Source) -> str:
    # Inside parentheses, French writes square brackets.
    editeur = source.editeur.replace("(", "[").replace(")", "]")
    nom = f"{editeur}, {source.date[:4]}" if source.date else editeur
    return _SIGNES_MARKDOWN.sub(r"\\\1", nom)
