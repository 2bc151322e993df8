"""Whatever the bytes: a verdict comes out, never an exception, and every message is one line."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from scripts.recueil.fautes import en_github, en_json, en_texte
from scripts.recueil.liens import Reperage
from scripts.recueil.mots import decouper_en_mots, termes_d_index
from scripts.recueil.normalisation import en_slug, plier
from scripts.recueil.rendu import Moteur
from scripts.recueil.typographie import composer
from tests.fabrique import FICHE, TERME, fautes

LONG = settings(max_examples=300, deadline=None)
MORCEAUX = st.sampled_from(
    [
        "---\n",
        "## Contexte\n",
        "titre: ",
        "\t",
        "\r\n",
        "[s1]",
        "{",
        "]",
        "&a ",
        "*a",
        "!!python/object:os.system ",
        "é",
        "\ufeff",
        "\x00",
        "\u202e",
        "<script>",
        '"',
        "'",
        "- ",
        ": ",
        "#",
        "id: 1\n",
        "sources:\n",
        "  - id: s1\n",
        ">\n",
    ]
)


def coller(morceaux: list[str]) -> bytes:
    return "".join(morceaux).encode()


@LONG
@given(st.binary(max_size=400))
@example(b"---\n? [a]\n: b\n---\n")
@example(b"---\n<<: {a: 1}\n---\n")
@example(b"---\n- a\n---\n")
@example(b"---\n%YAML 9.9\n---\n")
@example(b"---\na: !!binary x\n---\n")
@example(b"---\n" + b"[" * 5000 + b"\n---\n")
@example(b"---\nid: 99999999999999999999\n---\n")
@example(b"---\nmise_a_jour: 2026-02-31\n---\n")
@example(b"---\n---\n---\n")
def test_n_importe_quels_octets(octets: bytes) -> None:
    for chemin in ("fiches/x.md", "glossary/x.md", "docs/x.md"):
        trouvees = fautes((chemin, octets))
        assert trouvees
        for faute in trouvees:
            assert "\n" not in faute.message
            assert faute.ligne >= 1
            assert faute.colonne >= 1
        assert en_texte(trouvees).count("\n") == len(trouvees)
        assert en_github(trouvees).count("\n") == len(trouvees)
        assert en_json(trouvees)


@LONG
@given(
    st.binary(max_size=200) | st.lists(MORCEAUX | st.sampled_from(["fiches:\n", "termes:\n", "  7: x\n"])).map(coller)
)
def test_n_importe_quel_registre_des_adresses(octets: bytes) -> None:
    for faute in fautes(("permaliens.yml", octets), ("fiches/x.md", FICHE)):
        assert "\n" not in faute.message


@LONG
@given(st.lists(MORCEAUX, max_size=30).map("".join))
def test_des_morceaux_de_fiche_en_desordre(texte: str) -> None:
    assert fautes(("fiches/x.md", texte))


@LONG
@given(st.data())
def test_une_fiche_abimee_quelque_part(donnees: st.DataObject) -> None:
    texte = donnees.draw(st.sampled_from([FICHE, TERME]))
    debut = donnees.draw(st.integers(0, len(texte)))
    fin = donnees.draw(st.integers(debut, min(len(texte), debut + 40)))
    abime = texte[:debut] + donnees.draw(st.text(max_size=10) | MORCEAUX) + texte[fin:]
    fautes(("fiches/x.md", abime), ("glossary/x.md", abime))


@LONG
@given(st.text(max_size=200) | st.lists(MORCEAUX | st.text(max_size=5), max_size=20).map("".join))
def test_le_rendu_n_emet_que_ses_propres_balises(texte: str) -> None:
    html = MOTEUR.rendre(texte, "fiches/x/").html
    for interdit in ("<script", "<img", "<iframe", "<style", "onerror=", "javascript:", "<svg", "<form"):
        assert interdit not in html.lower() or interdit in texte.lower().replace("<", "&lt;") or "&lt;" in html
    for balise in html.split("<")[1:]:
        nom = balise.lstrip("/").split(">")[0].split(" ")[0]
        assert nom in {"p", "ul", "ol", "li", "em", "strong", "a", "sup", "br", "span", "abbr"}


@LONG
@given(st.text(max_size=200))
def test_plier_et_composer_sont_stables(texte: str) -> None:
    assert plier(plier(texte)) == plier(texte)
    assert composer(composer(texte)) == composer(texte)
    assert set(en_slug(texte)) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")


@LONG
@given(st.text(alphabet="aàâbcçdeéèêfghiïlmnoôœprstuùvxyz'’-· ", max_size=60))
def test_un_mot_se_retrouve_tape_sans_accent(texte: str) -> None:
    index = set(termes_d_index(texte))
    for mot in decouper_en_mots(texte):
        assert set(termes_d_index(plier(mot))) <= index | {"", *index}


MOTEUR = Moteur(Reperage([]))
