"""The form's checks and writer against the validator: same findings, and nothing typed is lost."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from scripts.construire import RACINE
from scripts.recueil.fautes import Faute
from scripts.recueil.recueil import Recueil, charger_octets
from scripts.recueil.vocabulaire import suggerer, vocabulaires
from scripts.sorties.regles_formulaire import pour_navigateur, regles_du_formulaire
from scripts.sorties.scripts_navigateur import assembler
from tests.fabrique import CHEMIN, FICHE, fautes
from tests.formulaire import Paires, Saisie, controler, ecrire, page_des_modules, paires, saisie_de, texte_lu
from tests.test_regles import AUTRE_FICHE, ENSEMBLES, MAUVAIS, TERME_EN_PLACE

SEULE = regles_du_formulaire(charger_octets([]))

# What the form cannot get wrong, since it writes the file: bytes, YAML, headings, place.
JAMAIS_ECRIT = {
    "fichier-vide",
    "pas-utf8",
    "marque-bom",
    "fins-de-ligne",
    "entete-absent",
    "entete-non-ferme",
    "yaml-invalide",
    "guillemets-non-droits",
    "cle-en-double",
    "ancre-interdite",
    "etiquette-interdite",
    "entete-trop-profond",
    "date-au-lieu-de-texte",
    "texte-sur-une-ligne",
    "texte-absent",
    "texte-hors-section",
    "section-manquante",
    "section-vide",
    "fichier-inattendu",
    "sous-dossier",
    "nom-de-dossier",
}

# What the form leaves to the validator: the whole collection's texts, and what is published.
HORS_DU_FORMULAIRE = {
    "sigle-inexplique",
    "source-trop-ancienne",
    "fiche-ressemblante",
    "nom-change",
    "nom-d-une-autre",
    "nom-retire",
    "numero-change",
    "numero-retire",
    "sera-inscrit",
}
NON_DITES = JAMAIS_ECRIT | HORS_DU_FORMULAIRE


@pytest.fixture(scope="module")
def modules(navigateur: Browser) -> Iterator[Page]:
    with page_des_modules(navigateur) as page:
        yield page


def du_fichier(trouvees: list[Faute], chemin: str) -> Paires:
    dites = [faute for faute in trouvees if faute.chemin == chemin and faute.code not in HORS_DU_FORMULAIRE]
    return sorted((faute.code, faute.message) for faute in dites)


@pytest.mark.parametrize("code", sorted({*MAUVAIS} - NON_DITES))
def test_le_navigateur_dit_ce_que_dit_la_validation(modules: Page, code: str) -> None:
    contenu = MAUVAIS[code][0]
    assert isinstance(contenu, str)
    saisie = saisie_de(contenu, "cafe-sante")
    [constats] = controler(modules, [saisie], SEULE)
    [texte] = ecrire(modules, [saisie], SEULE)
    assert paires(constats) == du_fichier(fautes((CHEMIN, texte)), CHEMIN)
    assert code in {constat["code"] for constat in constats}


@pytest.mark.parametrize(
    "code", sorted({code for code, (_, chemin, _) in ENSEMBLES.items() if chemin.startswith("fiches/")} - NON_DITES)
)
def test_le_navigateur_connait_les_autres_fiches(modules: Page, code: str) -> None:
    fichiers, chemin, _ = ENSEMBLES[code]
    autres = [fichier for fichier in fichiers if fichier[0] != chemin]
    regles = regles_du_formulaire(charger_octets([(nom, texte.encode()) for nom, texte in autres]))
    slug = chemin.removeprefix("fiches/").removesuffix(".md")
    saisie = saisie_de(dict(fichiers)[chemin], slug)
    [constats] = controler(modules, [saisie], regles)
    [texte] = ecrire(modules, [saisie], regles)
    assert paires(constats) == du_fichier(fautes(*autres, (chemin, texte)), chemin)
    assert code in {constat["code"] for constat in constats}


def test_un_nom_present_ou_ancien_est_pris(modules: Page) -> None:
    entete = FICHE.replace("mise_a_jour:", "anciens_slugs: [cafe-bar]\nmise_a_jour:")
    regles = regles_du_formulaire(charger_octets([(CHEMIN, entete.encode())]))
    saisies = [saisie_de(AUTRE_FICHE[1], slug) for slug in ("cafe-sante", "cafe-bar", "cafe-neuf")]
    dits = [[(c["champ"], c["code"]) for c in constats] for constats in controler(modules, saisies, regles)]
    assert dits == [[("slug", "nom-de-fichier-pris")], [("slug", "nom-de-fichier-pris")], []]


def test_le_nom_et_le_numero_d_une_fiche_retiree_sont_pris(modules: Page) -> None:
    publie = 'fiches:\n  8: jardin\nretires:\n  fiches/jardin/: {date: 2026-11-21, raison: "Double emploi."}\n'
    regles = regles_du_formulaire(charger_octets([("permaliens.yml", publie.encode())]))
    assert regles["numero"] == 9
    [constats] = controler(modules, [saisie_de(FICHE, "jardin")], regles)
    assert [(constat["champ"], constat["code"]) for constat in constats] == [("slug", "nom-de-fichier-pris")]


@pytest.mark.parametrize(
    ("chercher", "ecrire_a_la_place", "champ", "ligne"),
    [
        ('"Association Exemple"', '""', "porteur", None),
        ("https://www.exemple.fr/bilan", "exemple", "sources.1.url", None),
        ("debut: 2015", "debut: 2020", "periode", None),
        ("[habitants]", "[habitants, voisins]", "publics.1", None),
        ('Exempleville", region', 'Exemple\u200bville", region', "lieu.commune", None),
        ("Un café ouvre chaque semaine [s1].", "Oui [s1].\n\n\nUn <b>café</b> [s1].", "section:Ce qui a été fait", 4),
    ],
)
def test_chaque_constat_designe_son_champ(
    modules: Page, chercher: str, ecrire_a_la_place: str, champ: str, ligne: int | None
) -> None:
    assert chercher in FICHE
    saisie = saisie_de(FICHE.replace(chercher, ecrire_a_la_place, 1), "cafe-sante")
    # Without the blank line that follows its heading in a file, a section is as one types it.
    saisie["sections"] = {titre: texte.removeprefix("\n") for titre, texte in saisie["sections"].items()}
    [[constat]] = controler(modules, [saisie], SEULE)
    assert (constat["champ"], constat.get("ligne")) == (champ, ligne)


def test_les_fiches_publiees_se_relisent_comme_elles_sont(modules: Page, recueil: Recueil) -> None:
    regles = regles_du_formulaire(recueil)
    saisies = [
        {**saisie_de((RACINE / "fiches" / f"{fiche.slug}.md").read_text(encoding="utf-8"), fiche.slug), "publiee": True}
        for fiche in recueil.fiches
    ]
    textes = ecrire(modules, saisies, regles)
    autres = [(chemin.relative_to(RACINE).as_posix(), chemin.read_bytes()) for chemin in RACINE.glob("[gd]*/**/*.md")]
    ecrites = [(f"fiches/{s['slug']}.md", texte.encode()) for s, texte in zip(saisies, textes, strict=True)]
    relu = charger_octets([*autres, *ecrites])
    for avant, apres in zip(recueil.fiches, relu.fiches, strict=True):
        assert (apres.slug, apres.entete) == (avant.slug, avant.entete)
        assert [(s.titre, s.texte) for s in apres.sections] == [(s.titre, s.texte) for s in avant.sections]
    for (chemin, _), constats in zip(ecrites, controler(modules, saisies, regles), strict=True):
        assert paires(constats) == du_fichier(list(recueil.fautes), chemin)


# --- Whatever is typed ---------------------------------------------------------------------------

# Invisible characters are among PIEGES: everywhere, they would hide the other findings.
CARACTERES = st.characters(exclude_categories=["Cc", "Cf", "Cn", "Co", "Cs"])
PIEGES = st.sampled_from(
    [
        *("null", "~", "true", "no", "on", "y", "2024", "1.5", "0x1F", "1:30", "2026-11-21", ".inf", "=", "<<"),
        *("- a", "* a", "& a", "&a", "*a", "! a", "!ENV x", "% a", "@a", "`a`", "# a", "a # b", "a: b", "a:", ": a"),
        *('"', "'", "\\", "\\n", '\\"', "a\\", "{a}", "[a]", "{", "]", ",", "|", ">", "---", "...", "?", "? a"),
        *("a\nb", "a\r\nb", " a ", "\ta", "a\tb", "", " ", "\u00a0", "a\u00a0", "e\u0301", "\u0338<", "é" * 70),
        *("\u200b", "\u202ea", "\ufeffa", "a\ufeff", "\x00", "\x85", "\u2028", "\ufffe", "😀", "a<b>", "&lt;", "a < b"),
        *(
            "=1+1",
            "+1",
            "@x",
            "a|b",
            "https://exemple.fr/a?b=c#d",
            "HTTP://é.fr",
            "https://a@b.fr",
            "http://",
            "ftp://a",
        ),
        *(
            "ſ",
            "İ",
            "ß",
            "œuvre",
            "ΑΣ",
            "का",
            "s1",
            "s2",
            "s10",
            "s100",
            "S1",
            "À REMPLIR",
            "social",
            "sociale",
            "Social",
            "__proto__",
        ),
    ]
)
LIGNES = st.sampled_from(
    [
        *(
            "[s1].",
            "[s2]",
            "[S1]",
            "[s1, s2]",
            "(s1)",
            "[s 1]",
            "[s1](https://a.fr)",
            "Texte [s1] [s2].",
            "Texte.",
            "Deux.",
        ),
        *(
            "## Contexte",
            "## Objectifs",
            "##",
            "## Le contexte",
            "# A",
            "### B",
            "#mot",
            "===",
            "---",
            "=======",
            "<<<<<<< a",
        ),
        *(
            "- a",
            "1. b",
            "    c",
            "   - d",
            "```",
            "~~~",
            "a:",
            "<b>",
            "&eacute;",
            "{: .a}",
            "![x](y)",
            "--8<-- a",
            "a\tb",
        ),
        *(
            "[a](fiche:autre)",
            "[a](parcours:autre)",
            "À REMPLIR : [S1].",
            "[a",
            "a [b [c] d]",
            "a] b",
            "[a](https://b.fr",
            "[a](fiche:autr)",
            "[a](terme:cafe-sante)",
            "[a](terme:bar)",
            "[a](fiche:essai)",
            "[a](javascript:b)",
        ),
        *(
            "[a](catalogue:niveau=partenariat&q=x)",
            "[a](catalogue:niveau=x&zone=y)",
            "[a](catalogue:niveau)",
            "[a](<https://b.fr> 'c')",
        ),
        *(
            "[a](catalogue:secteur=soci%C3%A9l&=z&a+b=c)",
            "[a](http://b@c.fr)",
            "[a][b]",
            "[a]: b",
            "[a](x)](y)",
            "](",
            "",
            " ",
            "\u202e",
        ),
        *(
            "Il y a des mots et des mots et encore des mots et toujours des mots ici. Oui !",
            "Le bistrot.",
            "😀 e\u0301\r",
            "\x0b",
        ),
    ]
)
BONS = st.sampled_from(["Un texte simple", "Le bistrot", "D'autres habitants tiennent un café santé", "x" * 61])
NASTY = st.one_of(BONS, PIEGES, st.text(CARACTERES, max_size=12), st.lists(PIEGES, max_size=3).map(" ".join))
TEXTES = st.lists(st.one_of(LIGNES, LIGNES, st.text(CARACTERES, max_size=30)), max_size=6).map("\n".join)
ANNEES = st.one_of(st.none(), st.integers(2010, 2020))
NOMBRES = st.one_of(ANNEES, st.integers(-5, 3000), st.sampled_from([1.5, 10**9, 10**21, -0.5, True]), PIEGES)
VALEURS = st.sampled_from([valeur for vocabulaire in vocabulaires().values() for valeur in vocabulaire.ids])
CHOIX = st.one_of(st.none(), VALEURS, st.sampled_from(["partenaria", "Bretagne", "habitant"]), NASTY, st.just(3))
JOURS = st.sampled_from(
    ["2026-11-21", "2026-02-30", "0000-01-01", "2024-02-29", "2023-02-29", "2026-1-2", "20261121", "hier"]
)
DATES = st.one_of(st.none(), st.sampled_from(["2024", "2024-06", "2024-13", "1799", "printemps"]), JOURS)
SOURCES = st.fixed_dictionaries(
    {
        "id": st.one_of(*[st.sampled_from(["s1", "s2"])] * 5, st.sampled_from(["s3", "s0", " s1"]), NASTY),
        "titre": st.one_of(BONS, NASTY),
        "editeur": st.one_of(BONS, NASTY),
        "url": st.one_of(st.just("https://www.exemple.fr/"), st.just("http://é.fr/a?b"), NASTY),
        "date": DATES,
    },
    optional={"langue": st.sampled_from([None, "en", "en", "anglais", "fr", "constructor"])},
)
BASE = saisie_de(FICHE, "essai")
CHAMPS = {
    "id": NOMBRES,
    **dict.fromkeys(
        ("titre", "resume", "porteur", "justification_niveau", "non_dit"), st.one_of(NASTY, st.none(), st.just(7))
    ),
    "lieu": st.one_of(st.fixed_dictionaries({"commune": st.none() | NASTY, "region": CHOIX, "pays": NASTY}), NASTY),
    "periode": st.one_of(
        st.fixed_dictionaries({"debut": ANNEES, "fin": ANNEES}),
        st.fixed_dictionaries({"debut": NOMBRES, "fin": NOMBRES}),
    ),
    **dict.fromkeys(("secteurs", "roles"), st.one_of(st.lists(CHOIX, max_size=3), st.none(), NASTY)),
    **dict.fromkeys(("dimensions", "publics"), st.lists(VALEURS, max_size=3)),
    "niveau": CHOIX,
    "mots_cles": st.lists(NASTY, max_size=22),
    "sources": st.lists(SOURCES, max_size=3),
    "statut": CHOIX,
    "mise_a_jour": st.one_of(JOURS, NASTY, st.none()),
    "anciens_slugs": st.lists(st.one_of(st.sampled_from(["autre", "ancien", "no", "1e3"]), NASTY), max_size=3),
}


@st.composite
def saisies(tirer: st.DrawFn) -> Saisie:
    """A good fiche with a few fields and sections changed, or taken away."""
    entete = dict(BASE["entete"])
    for nom in tirer(st.sets(st.sampled_from([*CHAMPS]), max_size=3)):
        entete[nom] = tirer(CHAMPS[nom])
    if tirer(st.integers(0, 9)) == 0:
        del entete[tirer(st.sampled_from([*entete]))]
    sections = dict(BASE["sections"])
    for titre in tirer(st.sets(st.sampled_from([prevu["titre"] for prevu in SEULE["sections"]]), max_size=3)):
        sections[titre] = tirer(TEXTES)
    slug = tirer(st.sampled_from([*["essai"] * 8, "Éssai", "essai--2", "essai 2", ""]))
    return {"slug": slug, "entete": entete, "sections": sections}


@settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(lot=st.lists(saisies(), min_size=25, max_size=25))
def test_quoi_que_l_on_tape(modules: Page, lot: list[Saisie]) -> None:
    autres = [AUTRE_FICHE, TERME_EN_PLACE]
    regles = regles_du_formulaire(charger_octets([(chemin, texte.encode()) for chemin, texte in autres]))
    textes = ecrire(modules, lot, regles)
    for saisie, texte, constats in zip(lot, textes, controler(modules, lot, regles), strict=True):
        chemin = f"fiches/{saisie['slug']}.md"
        lu = charger_octets([(c, t.encode()) for c, t in [*autres, (chemin, texte)]])
        assert paires(constats) == du_fichier(list(lu.fautes), chemin), texte
        if lu.publiable:
            verifier_la_lecture(saisie, lu)


def verifier_la_lecture(saisie: Saisie, lu: Recueil) -> None:
    """What was read is what was typed."""
    fiche = lu.par_slug[saisie["slug"]]
    entete = fiche.entete.model_dump(mode="json", exclude_defaults=True)
    saisies = {nom: valeur for nom, valeur in en_une_ligne(saisie["entete"]).items() if valeur != []}
    assert {nom: sans_rien(valeur) for nom, valeur in entete.items() if valeur != []} == {
        nom: sans_rien(valeur) for nom, valeur in saisies.items()
    }
    if not any("#" in texte for texte in saisie["sections"].values()):
        sections = {titre: unicodedata.normalize("NFC", texte_lu(texte)) for titre, texte in saisie["sections"].items()}
        assert {s.titre: s.texte for s in fiche.sections} == {
            titre: texte for titre, texte in sections.items() if texte
        }


def en_une_ligne(valeur: Any) -> Any:
    if isinstance(valeur, str):
        return unicodedata.normalize("NFC", re.sub(r"[\r\n]+", " ", valeur)).strip()
    if isinstance(valeur, dict):
        return {nom: en_une_ligne(element) for nom, element in valeur.items()}
    return [en_une_ligne(element) for element in valeur] if isinstance(valeur, list) else valeur


def sans_rien(valeur: Any) -> Any:
    """A value without what an optional field leaves out (`langue: null`)."""
    if isinstance(valeur, list):
        return [sans_rien(element) for element in valeur]
    return (
        {n: v for n, v in valeur.items() if not (n == "langue" and v is None)} if isinstance(valeur, dict) else valeur
    )


# --- The parts -----------------------------------------------------------------------------------

MOTS = st.text(st.sampled_from("abcdeé- '"), max_size=12)


@settings(max_examples=5, deadline=None, derandomize=True, database=None)
@given(couples=st.lists(st.tuples(MOTS, MOTS), min_size=200, max_size=200))
def test_la_ressemblance_est_celle_de_difflib(modules: Page, couples: list[tuple[str, str]]) -> None:
    notes = modules.evaluate(
        """async (couples) => {
          const { ressemblance } = await import("/formulaire/suggestions.js");
          return couples.map(([a, b]) => ressemblance(a, b));
        }""",
        couples,
    )
    assert notes == [difflib.SequenceMatcher(None, a, b).ratio() for a, b in couples]


def test_les_suggestions_sont_les_memes(modules: Page, recueil: Recueil) -> None:
    noms = [terme.slug for terme in recueil.termes]
    saisis = (
        [nom[:-2] for nom in noms]
        + [nom.replace("e", "é").upper() for nom in noms]
        + ["zzz", "", "x" * 300, "Café " * 50]
    )
    dites = modules.evaluate(
        """async ([saisis, noms]) => {
          const { paire, suggerer } = await import("/formulaire/suggestions.js");
          return saisis.map((saisi) => suggerer(saisi, noms.map(paire)));
        }""",
        [saisis, noms],
    )
    assert dites == [suggerer(saisi, {nom: nom for nom in noms}) for saisi in saisis]


def test_chaque_message_se_remplit_sans_accolade_speciale() -> None:
    for code, (gravite, message) in SEULE["regles"].items():
        assert gravite in ("faute", "conseil")
        assert re.sub(r"\{[a-z]+\}", "", message).count("{") == 0, code


@pytest.mark.parametrize("motif", [r"(?P<a>b)", r"(?>a)", r"\Aa", r"a\Z", r"\bmot", r"\"", r"a\-b"])
def test_un_motif_que_les_navigateurs_lisent_autrement_est_refuse(motif: str) -> None:
    with pytest.raises(ValueError, match=re.escape(motif)):
        pour_navigateur(re.compile(motif))
    with pytest.raises(ValueError, match="flags"):
        pour_navigateur(re.compile("a", re.IGNORECASE))


def test_un_mot_est_fait_des_memes_signes(modules: Page) -> None:
    signes = [chr(n) for n in range(0x30000) if unicodedata.category(chr(n)) not in ("Cn", "Cs")]
    motif = pour_navigateur(re.compile(r"\w"))
    trouves = modules.evaluate(
        "([motif, texte]) => texte.match(new RegExp(motif, 'gu')).join('')", [motif, "".join(signes)]
    )
    assert trouves == "".join(signe for signe in signes if re.match(r"\w", signe))


def test_les_modules_se_joignent_en_un_script() -> None:
    assert "controler" in assembler("formulaire/controles.js")
