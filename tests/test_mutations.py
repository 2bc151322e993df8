"""Each mistake of `mutations.py`, made in real fiches, is found at its line, with what to write instead."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from scripts.construire import RACINE
from tests.fabrique import avec, fautes
from tests.mutations import MUTATIONS, NOMS, Texte

COMBIEN = 4
FICHE = "fiches/x.md"


def _usuelle(texte: str) -> bool:
    """Whether a fiche stands alone, and is laid out as the mutations expect: nearly all are."""
    motifs = (r"publics: \[", r"lieu: \{", r"periode: \{", r"  - id: s2", r"    date:", r'porteur: "', r"## Contexte")
    habituelle = all(re.search(f"^{motif}", texte, re.M) for motif in motifs) and "'" in texte
    return habituelle and not any(faute.bloquante for faute in fautes((FICHE, texte)))


@pytest.fixture(scope="module")
def textes() -> list[Texte]:
    """A few real fiches, spread over the collection."""
    lus = (fichier.read_text(encoding="utf-8") for fichier in sorted(Path(RACINE / "fiches").glob("*.md")))
    bons = [texte for texte in lus if _usuelle(texte)]
    return [Texte.de(texte) for texte in bons[:: max(1, len(bons) // COMBIEN)][:COMBIEN]]


def test_il_y_a_assez_de_fautes_et_de_fiches(textes: list[Texte]) -> None:
    assert len(MUTATIONS) + len(NOMS) >= 40
    assert len(textes) == COMBIEN


@pytest.mark.parametrize("nom", MUTATIONS)
def test_une_faute_est_trouvee_a_sa_ligne_avec_son_remede(nom: str, textes: list[Texte]) -> None:
    for texte in textes:
        contenu, ligne, remede = MUTATIONS[nom](texte)
        trouvees = [f for f in fautes((FICHE, contenu)) if f.bloquante]
        ici = [f.message for f in trouvees if f.ligne == ligne]
        assert ici, [(ligne, texte.lignes[ligne - 1 : ligne]), *((f.ligne, f.message) for f in trouvees)]
        assert any(re.search(remede, message) for message in ici), ici


@pytest.mark.parametrize("nom", NOMS)
def test_un_nom_de_fichier_qui_ne_convient_pas(nom: str, textes: list[Texte]) -> None:
    chemin, remede = NOMS[nom]
    messages = [f.message for f in fautes((chemin, "\n".join(textes[0].lignes))) if f.ligne == 1]
    assert any(remede in message for message in messages), messages


def test_un_numero_deja_pris(textes: list[Texte]) -> None:
    contenu = "\n".join(textes[0].lignes)
    [faute] = [f for f in fautes(("fiches/a.md", contenu), ("fiches/b.md", contenu)) if f.bloquante]
    numero = int(textes[0].lignes[1].removeprefix("id: "))
    assert (faute.chemin, faute.ligne) == ("fiches/b.md", 2)
    assert f"Prenez le prochain numéro libre : {numero + 1}." in faute.message


def test_un_ancien_nom_deja_pris(textes: list[Texte]) -> None:
    un, autre = ("\n".join(texte.lignes) for texte in textes[:2])
    un = avec(un, "mise_a_jour:", "anciens_slugs: [b]\nmise_a_jour:")
    [faute] = [f for f in fautes(("fiches/a.md", un), ("fiches/b.md", autre)) if f.bloquante]
    assert faute.ligne == un[: un.index("anciens_slugs")].count("\n") + 1
    assert "fiches/b.md" in faute.message
