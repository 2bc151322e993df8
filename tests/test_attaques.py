"""Nothing that a contributor writes can run: refused with a message at its line, or a harmless text.

Here the validator; what it lets through, and all that it refuses, is built into a real site and
opened in a real browser in `test_attaques_site.py`.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import Any, get_args

import pytest
import yaml
from pydantic import BaseModel

from scripts.recueil.conformite import sous_modele
from scripts.recueil.corps import titres_prevus
from scripts.recueil.fautes import Faute
from scripts.recueil.formes import ADRESSE_WEB, TEXTE
from scripts.recueil.modeles import EnteteFiche, EntetePage, EnteteParcours, EnteteTerme
from tests.attaques import FAMILLES, TOUTES
from tests.fabrique import FICHE, PARCOURS, TERME, fautes

PAGE = '---\ntitre: "Une page"\nresume: "Un résumé."\nordre: 1\nsorte: guide\n---\n'
MODELES: dict[str, tuple[type[BaseModel], str, str]] = {
    "fiche": (EnteteFiche, "fiches/x.md", FICHE),
    "terme": (EnteteTerme, "glossary/x.md", TERME),
    "parcours": (EnteteParcours, "parcours/x.md", PARCOURS),
    "page": (EntetePage, "docs/x.md", PAGE),
}


def marque(annotation: Any, voulue: object) -> bool:
    """Whether a field's type carries a validator, at any depth."""
    return voulue in getattr(annotation, "__metadata__", ()) or any(marque(a, voulue) for a in get_args(annotation))


def porte(modele: type[BaseModel], champ: str, voulue: object) -> bool:
    info = modele.model_fields[champ]
    return voulue in info.metadata or marque(info.annotation, voulue)


def ecrire(chaine: str) -> str:
    """A string between double quotes, everything but plain ASCII written as a YAML escape."""
    return '"' + "".join(c if " " <= c <= "~" and c not in '"\\' else f"\\U{ord(c):08x}" for c in chaine) + '"'


def attaquer(
    valeurs: dict[str, Any], modele: type[BaseModel], attaque: str, retrait: str = ""
) -> Iterator[tuple[str, str]]:
    """The lines of a front matter whose texts are all the attack, each with the kind of text it holds."""
    for champ, info in modele.model_fields.items():
        valeur = valeurs.get(champ)
        interne = sous_modele(info.annotation)
        sorte = "libre" if porte(modele, champ, TEXTE) else "adresse" if porte(modele, champ, ADRESSE_WEB) else "fermee"
        if interne and isinstance(valeur, list):
            yield f"{retrait}{champ}:", ""
            for element in valeur:
                yield f"{retrait}  -", ""
                yield from attaquer(element, interne, attaque, retrait + "    ")
        elif interne:
            yield f"{retrait}{champ}:", ""
            yield from attaquer(valeur or {}, interne, attaque, retrait + "  ")
        elif isinstance(valeur, list):
            yield f"{retrait}{champ}:", ""
            yield f"{retrait}  - {attaque}", sorte
        else:
            yield f"{retrait}{champ}: {attaque}", sorte


def document(sorte: str, attaque: str) -> tuple[str, dict[int, str]]:
    """A record whose front matter is attacked everywhere, and the kind of text by line."""
    modele, _, texte = MODELES[sorte]
    valeurs = yaml.safe_load(texte.split("---\n")[1])
    ecrites = list(attaquer(valeurs, modele, attaque))
    sortes = {ligne: nature for ligne, (_, nature) in enumerate(ecrites, start=2) if nature}
    return "\n".join(["---", *(ligne for ligne, _ in ecrites), "---", "", "## En bref", "", "Un texte."]), sortes


def corps(sorte: str, attaque: str) -> tuple[str, list[range]]:
    """A record with the attack in each section, and the lines where each begins and ends."""
    texte = MODELES[sorte][2]
    entete = texte[: texte.index("\n---\n") + 5]
    titres = [t.titre for t in titres_prevus(sorte)] if sorte != "page" else ["Un titre", "Un autre"]
    places = []
    for titre in titres:
        entete += f"\n## {titre}\n\n"
        debut = entete.count("\n") + 1
        entete += f"{attaque}\n"
        places.append(range(debut, entete.count("\n") + 1))
    return entete, places


def cache(chaine: str) -> bool:
    """Whether a string hides something: controls, orders, joiners, ends of line included."""
    return any(unicodedata.category(c) in ("Cc", "Cf", "Co", "Cn", "Zl", "Zp") for c in chaine)


def dangereuse(chaine: str, sorte: str) -> bool:
    """What must be refused, told without the validator's own patterns."""
    if re.search(r"<[a-z/!?]|&#\w|&\w+;", chaine, re.I):
        return True
    if sorte == "corps":
        liens = r"\]\( *<?(javascript|data|vbscript|//)"
        return cache(chaine.replace("\n", "")) or bool(re.search(rf"[{{}}]|!\[|--8<--|{liens}", chaine, re.I))
    if sorte == "adresse":
        return not re.fullmatch(r"https?://[^\s@\\<>\"]+", chaine)
    if sorte == "libre":
        return cache(chaine.strip("\n")) or chaine.strip().startswith(("=", "+", "-", "@"))
    return not re.fullmatch(r"[a-z0-9-]+", chaine)


def refusees(trouvees: list[Faute], lignes: range) -> set[int]:
    """The lines refused; all of them where the file is, which is said once."""
    if any(faute.code in ("fichier-trop-gros", "fins-de-ligne") for faute in trouvees):
        return set(lignes)
    return {faute.ligne for faute in trouvees if faute.bloquante}


def lisibles(trouvees: list[Faute], lignes: int) -> None:
    """Messages are French sentences on one line, and point into the file."""
    for faute in trouvees:
        assert "\n" not in faute.message
        assert re.search(r"[.?…»]$", faute.message), faute.message
        assert faute.message.isprintable(), faute
        assert 1 <= faute.ligne <= lignes


@pytest.mark.parametrize("famille", FAMILLES)
@pytest.mark.parametrize("sorte", MODELES)
def test_chaque_attaque_dangereuse_est_refusee_dans_chaque_champ(famille: str, sorte: str) -> None:
    chemin = MODELES[sorte][1]
    for attaque in FAMILLES[famille]:
        texte, sortes = document(sorte, ecrire(attaque))
        trouvees = fautes((chemin, texte))
        lisibles(trouvees, texte.count("\n") + 1)
        fautives = refusees(trouvees, range(1, texte.count("\n") + 2))
        for ligne, nature in sortes.items():
            if dangereuse(attaque, nature):
                assert ligne in fautives, (attaque, texte.split("\n")[ligne - 1][:80])


@pytest.mark.parametrize("famille", FAMILLES)
@pytest.mark.parametrize("sorte", MODELES)
def test_chaque_attaque_dangereuse_est_refusee_dans_chaque_section(famille: str, sorte: str) -> None:
    for attaque in FAMILLES[famille]:
        texte, places = corps(sorte, attaque)
        trouvees = fautes((MODELES[sorte][1], texte))
        lisibles(trouvees, len(re.split(r"\r\n|\r|\n", texte)))
        code_cite = sorte == "page" and attaque.startswith("`") and attaque.endswith("`")
        if dangereuse(attaque, "corps") and not code_cite:
            fautives = refusees(trouvees, range(1, texte.count("\n") + 2))
            for place in places:
                assert fautives & set(place), (attaque, place, sorted(fautives))


@pytest.mark.parametrize("attaque", FAMILLES["yaml"])
@pytest.mark.parametrize("sorte", MODELES)
def test_le_yaml_brut_ne_fait_rien_d_autre_que_des_valeurs(attaque: str, sorte: str) -> None:
    texte, _ = document(sorte, attaque)
    trouvees = fautes((MODELES[sorte][1], texte))
    lisibles(trouvees, texte.count("\n") + 1)
    assert any(faute.bloquante for faute in trouvees)


@pytest.mark.parametrize("nom", [a for a in TOUTES if len(a) < 200])
def test_aucune_attaque_n_est_un_nom_de_fichier(nom: str) -> None:
    propre = re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", nom)
    trouvees = fautes((f"fiches/{nom}.md", FICHE))
    lisibles(trouvees, FICHE.count("\n") + 1)
    assert propre or any(faute.ligne == 1 and faute.bloquante for faute in trouvees)
