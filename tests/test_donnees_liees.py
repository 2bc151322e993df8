"""What every page says of itself in schema.org's words, read back by rdflib: it agrees with the records."""

from __future__ import annotations

import json
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest
from playwright.sync_api import Page
from rdflib import RDF, Graph, Literal, Namespace, URIRef, namespace

from scripts.recueil import adresses
from scripts.recueil.recueil import Recueil
from scripts.recueil.vocabulaire import vocabulaires
from scripts.sorties import jeux_de_donnees
from scripts.sorties.donnees_liees import bloc, page_simple
from scripts.sorties.gabarits import NOM, Site
from tests.test_site import RACINE

S = Namespace("https://schema.org/")
FICHE = "Article LearningResource"
# Each type in use, and which of its properties we may use: those that schema.org gives to
# the type or to one above it. `query-input` is of its « potential actions » (schema.org/docs/actions.html).
_CREATIVE_WORK = """identifier name abstract description url inLanguage dateModified datePublished license
isAccessibleForFree audience publisher creator isPartOf hasPart about spatialCoverage temporalCoverage citation
alternateName version potentialAction timeRequired"""
CREATIVE_WORK = frozenset(_CREATIVE_WORK.split())
PROPRIETES = {
    FICHE: CREATIVE_WORK | {"learningResourceType", "educationalUse"},
    "LearningResource": CREATIVE_WORK | {"learningResourceType", "educationalUse", "teaches"},
    "Article": CREATIVE_WORK,
    "WebPage": CREATIVE_WORK,
    "CollectionPage": CREATIVE_WORK,
    "WebSite": CREATIVE_WORK,
    "CreativeWork": CREATIVE_WORK,
    "DefinedTermSet": CREATIVE_WORK,
    "Dataset": CREATIVE_WORK | {"distribution"},
    "DataDownload": CREATIVE_WORK | {"encodingFormat", "contentUrl"},
    "DefinedTerm": {"name", "alternateName", "description", "url", "termCode", "inDefinedTermSet"},
    "Project": {"name", "url"},
    "Organization": {"name"},
    "Audience": {"audienceType"},
    "EducationalAudience": {"educationalRole"},
    "Place": {"name", "address"},
    "PostalAddress": {"addressLocality", "addressRegion", "addressCountry"},
    "SearchAction": {"target", "query-input"},
    "EntryPoint": {"urlTemplate"},
    "BreadcrumbList": {"itemListElement"},
    "ListItem": {"position", "name", "item"},
}


class _Lecteur(HTMLParser):
    """The data blocks, the canonical address and the visible breadcrumb of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.blocs: list[str] = []
        self.canonique = ""
        self.fil: list[str] = []
        self._bloc = self._fil = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributs = dict(attrs)
        self._bloc = tag == "script" and attributs.get("type") == "application/ld+json"
        if tag == "link" and attributs.get("rel") == "canonical":
            self.canonique = attributs["href"] or ""
        if tag == "nav":
            self._fil = attributs.get("class") == "fil"
        if tag == "a" and self._fil:
            self.fil.append(attributs["href"] or "")

    def handle_endtag(self, tag: str) -> None:
        self._bloc = False
        self._fil = self._fil and tag != "nav"

    def handle_data(self, data: str) -> None:
        if self._bloc:
            self.blocs.append(data)


@pytest.fixture(scope="module")
def lues(site: Path) -> dict[str, _Lecteur]:
    """Every page that the theme shows, by address. Redirections are not the theme's."""
    lues = {}
    for fichier in sorted(site.rglob("index.html")):
        html = fichier.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' not in html and '<body class="sorte-' in html:
            lecteur = _Lecteur()
            lecteur.feed(html)
            lues[fichier.relative_to(site).as_posix().removesuffix("index.html")] = lecteur
    return lues


@pytest.fixture(scope="module")
def graphes(lues: dict[str, _Lecteur]) -> dict[str, Graph]:
    """What each page says."""
    return {adresse: Graph().parse(data=lecteur.blocs[0], format="json-ld") for adresse, lecteur in lues.items()}


@pytest.fixture(scope="module")
def demander(graphes: dict[str, Graph]) -> Callable[[str], set[tuple[str, ...]]]:
    """Ask all pages at once, in SPARQL; rows as texts, an unbound value empty."""
    tout = Graph()
    for graphe in graphes.values():
        tout += graphe

    def demander(requete: str) -> set[tuple[str, ...]]:
        lignes = tout.query(f"PREFIX s: <https://schema.org/> {requete}")
        return {tuple("" if valeur is None else str(valeur) for valeur in ligne) for ligne in lignes}  # type: ignore[union-attr]

    return demander


def test_chaque_page_a_un_bloc_et_un_seul_avec_son_contexte(lues: dict[str, _Lecteur]) -> None:
    for adresse, lecteur in lues.items():
        assert len(lecteur.blocs) == 1, adresse
        # Nothing to fetch: what is said does not depend on a network.
        assert json.loads(lecteur.blocs[0])["@context"] == {"@vocab": "https://schema.org/"}
        assert lecteur.canonique == RACINE + adresse


def test_chaque_nom_est_de_schema_org_et_du_bon_type(graphes: dict[str, Graph]) -> None:
    for adresse, graphe in graphes.items():
        for sujet in set(graphe.subjects()):
            types = " ".join(sorted(str(t).removeprefix(str(S)) for t in graphe.objects(sujet, RDF.type)))
            assert types in PROPRIETES, (adresse, sujet, types)
            proprietes = {str(p).removeprefix(str(S)) for p in graphe.predicates(sujet) if p != RDF.type}
            assert proprietes <= PROPRIETES[types], (adresse, types)
            for nom in (*types.split(), *(proprietes - {"query-input"})):
                assert nom in namespace.SDO, (adresse, nom)


def test_la_page_parle_d_elle_meme(graphes: dict[str, Graph]) -> None:
    for adresse, graphe in graphes.items():
        if adresse == adresses.CATALOGUE:  # shows the dataset, whose own page is another
            continue
        assert (None, S.url, Literal(RACINE + adresse)) in graphe, adresse


def test_le_fil_dit_est_celui_que_l_on_voit(lues: dict[str, _Lecteur], graphes: dict[str, Graph]) -> None:
    vus = 0
    for adresse, graphe in graphes.items():
        items = {
            int(str(graphe.value(element, S.position))): str(graphe.value(element, S["item"]))
            for element in graphe.objects(predicate=S.itemListElement)
        }
        visibles = [urljoin(RACINE + adresse, lien) for lien in lues[adresse].fil]
        attendus = [*visibles, RACINE + adresse] if visibles else []
        assert [items[rang] for rang in sorted(items)] == attendus, adresse
        vus += bool(attendus)
    assert vus > len(graphes) / 2


def test_les_faits_des_fiches(demander: Callable[[str], set[tuple[str, ...]]], recueil: Recueil) -> None:
    assert demander(
        """SELECT ?id ?nom ?resume ?url ?date ?langue ?licence ?libre WHERE {
        ?f a s:Article, s:LearningResource; s:identifier ?id; s:name ?nom; s:abstract ?resume; s:url ?url;
        s:dateModified ?date; s:inLanguage ?langue; s:license ?licence; s:isAccessibleForFree ?libre
        FILTER (str(?f) = ?id) }"""
    ) == {
        (
            RACINE + adresses.fiche_courte(f.entete.id),
            f.entete.titre,
            f.entete.resume,
            RACINE + adresses.fiche(f.slug),
            f.entete.mise_a_jour.isoformat(),
            "fr",
            jeux_de_donnees.LICENCE_URI,
            "true",
        )
        for f in recueil.fiches
    }


def test_les_sujets_des_fiches(demander: Callable[[str], set[tuple[str, ...]]], recueil: Recueil) -> None:
    attendus = {
        (RACINE + adresses.fiche_courte(f.entete.id), RACINE + adresses.valeur(v, x), vocabulaires()[v][x].libelle)
        for f in recueil.fiches
        for v, valeurs in {
            "secteur": f.entete.secteurs,
            "dimension": f.entete.dimensions,
            "niveau": [f.entete.niveau],
            "public": f.entete.publics,
            "role": f.entete.roles,
        }.items()
        for x in valeurs
    }
    assert attendus == demander(
        "SELECT ?f ?terme ?nom WHERE { ?f a s:Article; s:about ?terme. ?terme a s:DefinedTerm; s:name ?nom }"
    )


def test_lieux_et_periodes_des_fiches(demander: Callable[[str], set[tuple[str, ...]]], recueil: Recueil) -> None:
    def periode(debut: int | None, fin: int | None) -> str:
        return f"{debut or '..'}/{fin or '..'}" if debut or fin else ""

    regions = vocabulaires()["region"]
    assert demander(
        """SELECT ?f ?periode ?commune ?region ?pays WHERE { ?f a s:Article; s:spatialCoverage/s:address ?lieu.
        ?lieu s:addressCountry ?pays. OPTIONAL { ?f s:temporalCoverage ?periode }
        OPTIONAL { ?lieu s:addressLocality ?commune } OPTIONAL { ?lieu s:addressRegion ?region } }"""
    ) == {
        (
            RACINE + adresses.fiche_courte(f.entete.id),
            periode(f.entete.periode.debut, f.entete.periode.fin),
            f.entete.lieu.commune or "",
            regions[f.entete.lieu.region].libelle if f.entete.lieu.region else "",
            f.entete.lieu.pays,
        )
        for f in recueil.fiches
    }


def test_les_sources_des_fiches(demander: Callable[[str], set[tuple[str, ...]]], recueil: Recueil) -> None:
    assert demander(
        """SELECT ?f ?nom ?url ?editeur ?date ?langue WHERE { ?f s:citation ?c.
        ?c s:name ?nom; s:url ?url; s:publisher/s:name ?editeur.
        OPTIONAL { ?c s:datePublished ?date } OPTIONAL { ?c s:inLanguage ?langue } }"""
    ) == {
        (RACINE + adresses.fiche_courte(f.entete.id), s.titre, s.url, s.editeur, s.date or "", s.langue or "")
        for f in recueil.fiches
        for s in f.entete.sources
    }


def test_les_fiches_sont_du_site_et_de_son_jeu_de_donnees(
    demander: Callable[[str], set[tuple[str, ...]]], recueil: Recueil
) -> None:
    assert demander(
        """SELECT (count(?f) AS ?n) ?nom ?ensemble WHERE { ?f a s:LearningResource, s:Article;
        s:isPartOf ?ensemble; s:creator ?c; s:publisher ?c. ?c a s:Project; s:name ?nom. ?ensemble a s:Dataset }
        GROUP BY ?nom ?ensemble"""
    ) == {(str(len(recueil.fiches)), NOM, RACINE + adresses.JEU_DE_DONNEES)}
    # No person is named anywhere.
    assert demander("SELECT ?p WHERE { ?p a s:Person }") == set()


def test_les_faits_des_termes(demander: Callable[[str], set[tuple[str, ...]]], recueil: Recueil) -> None:
    ensemble = RACINE + adresses.GLOSSAIRE
    assert demander(
        f"""SELECT ?t ?nom ?texte ?url ?sigle WHERE {{ ?t a s:DefinedTerm; s:inDefinedTermSet <{ensemble}>;
        s:name ?nom; s:description ?texte; s:url ?url. OPTIONAL {{ ?t s:termCode ?sigle }} }}"""
    ) == {
        (
            RACINE + adresses.terme_court(t.slug),
            t.entete.terme,
            t.entete.definition_courte,
            RACINE + adresses.terme(t.slug),
            t.entete.sigle or "",
        )
        for t in recueil.termes
    }
    assert demander("SELECT ?t ?forme WHERE { ?t a s:DefinedTerm; s:alternateName ?forme }") == {
        (RACINE + adresses.terme_court(t.slug), forme) for t in recueil.termes for forme in t.entete.variantes
    }
    assert demander(f"SELECT ?nom WHERE {{ <{ensemble}> a s:DefinedTermSet; s:name ?nom }}")


def test_les_valeurs_sont_definies_dans_leur_liste(demander: Callable[[str], set[tuple[str, ...]]]) -> None:
    assert demander(
        """SELECT ?t ?code ?nom ?texte ?liste ?titre WHERE { ?page a s:CollectionPage; s:about ?t.
        ?t s:termCode ?code; s:name ?nom; s:description ?texte; s:inDefinedTermSet ?liste. ?liste s:name ?titre }"""
    ) == {
        (
            RACINE + adresses.valeur(v.id, x.id),
            x.id,
            x.libelle,
            x.definition,
            RACINE + adresses.liste(v.id),
            v.pluriel,
        )
        for v in vocabulaires().values()
        for x in v.valeurs
    }


def test_le_jeu_de_donnees_liste_ses_fichiers(graphes: dict[str, Graph], site: Path) -> None:
    for adresse in (adresses.CATALOGUE, adresses.DONNEES):
        graphe = graphes[adresse]
        jeu = URIRef(RACINE + adresses.JEU_DE_DONNEES)
        fichiers = {str(graphe.value(d, S.contentUrl)) for d in graphe.objects(jeu, S.distribution)}
        assert fichiers == {RACINE + jeu.adresse for jeu in jeux_de_donnees.JEUX if jeu.est_une_donnee}
        assert all((site / fichier.removeprefix(RACINE)).is_file() for fichier in fichiers)
        # What Google asks of a dataset's description.
        assert 50 <= len(str(graphe.value(jeu, S.description))) <= 5000


def test_parcours_et_guide(demander: Callable[[str], set[tuple[str, ...]]], recueil: Recueil) -> None:
    numeros = {f.slug: f.entete.id for f in recueil.fiches}
    assert demander("SELECT ?url ?fiche WHERE { ?p a s:LearningResource; s:url ?url; s:hasPart ?fiche }") == {
        (RACINE + adresses.parcours(p.slug), RACINE + adresses.fiche_courte(numeros[etape.fiche]))
        for p in recueil.parcours
        for etape in p.entete.etapes
    }
    assert {(RACINE + adresses.page(p.slug), p.entete.titre, p.entete.resume) for p in recueil.guide} <= demander(
        "SELECT ?url ?nom ?texte WHERE { ?p a s:Article; s:url ?url; s:name ?nom; s:abstract ?texte }"
    )


def test_l_accueil_dit_comment_chercher(graphes: dict[str, Graph], page: Page, serveur: str) -> None:
    graphe = graphes[""]
    modele = str(next(graphe.objects(predicate=S.urlTemplate)))
    assert (None, S["query-input"], Literal("required name=search_term_string")) in graphe
    page.goto(modele.replace(RACINE, serveur).replace("{search_term_string}", "pair-aidance"))
    page.wait_for_selector(".catalogue.pret")
    assert page.input_value("#q") == "pair-aidance"
    assert page.locator("#resultats .carte:visible").count() > 0


def test_aucun_texte_ne_sort_du_bloc() -> None:
    piege = "</script><script>alert(1)</script><!-- <script> & ]]> \u2028"
    ecrit = bloc(page_simple("x/", piege, piege, Site("https://exemple.fr/")), [("Accueil", ""), (piege, "x/")])
    assert "<" not in ecrit
    assert json.loads(ecrit)["@graph"][0]["name"] == piege


def test_le_navigateur_ne_refuse_pas_le_bloc_et_ne_l_execute_pas(page: Page, recueil: Recueil) -> None:
    page.add_init_script(
        "window.refus = []; addEventListener('securitypolicyviolation', (e) => refus.push(e.violatedDirective))"
    )
    fiche = recueil.fiches[0]
    page.goto(adresses.fiche(fiche.slug))
    assert page.locator('meta[http-equiv="Content-Security-Policy"]').count() == 1
    texte = page.locator('script[type="application/ld+json"]').text_content()
    assert json.loads(texte or "")["@graph"][0]["name"] == fiche.entete.titre
    assert page.evaluate("window.refus") == []
