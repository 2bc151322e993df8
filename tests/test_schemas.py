"""The published JSON Schemas: valid, admitted by every record, and as strict as the validator on each field."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from scripts.construire import RACINE
from scripts.recueil.enrichissement import enrichir
from scripts.recueil.fautes import regles
from scripts.recueil.lecture import DOSSIERS
from scripts.recueil.recueil import charger_octets
from scripts.recueil.vocabulaire import vocabulaires
from scripts.sorties.gabarits import Site
from scripts.sorties.schemas_json import MODELES, produire, schema
from tests.fabrique import FICHE, avec
from tests.test_regles import ENTETE, MAUVAIS

# What a schema of the values cannot tell, and why.
NON_DITS = {
    # how the file is written, before there are values
    "entete-non-ferme",
    "yaml-invalide",
    "guillemets-non-droits",
    "cle-en-double",
    "ancre-interdite",
    "etiquette-interdite",
    # other tools read an unquoted day as a text
    "date-au-lieu-de-texte",
    # two values that are compared
    "periode-inversee",
    "source-en-double",
    # what the text says
    "mot-cle-inutile",
}


def valeurs(texte: str) -> Any:
    """Front matter as any YAML reader gives it, its days as texts."""
    return json.loads(json.dumps(yaml.safe_load(texte.split("---\n")[1]), default=str))


def test_les_schemas_sont_valides_et_portent_leur_adresse() -> None:
    fichiers = [*produire(enrichir(charger_octets([])), Site(adresse="https://exemple.fr/"))]
    for fichier in fichiers:
        contenu = json.loads(fichier.octets)
        Draft202012Validator.check_schema(contenu)
        assert contenu["$id"] == f"https://exemple.fr/{fichier.adresse}"
    assert len(fichiers) == len(MODELES)


@pytest.mark.parametrize("sorte", MODELES)
def test_chaque_en_tete_publie_est_admis(sorte: str) -> None:
    verificateur = Draft202012Validator(schema(sorte))
    for fichier in sorted((RACINE / DOSSIERS[sorte]).rglob("*.md")):
        erreurs = [erreur.message for erreur in verificateur.iter_errors(valeurs(fichier.read_text(encoding="utf-8")))]
        assert erreurs == [], fichier


def change_l_en_tete(texte: str | bytes) -> bool:
    return isinstance(texte, str) and texte.startswith("---\n") and ENTETE not in texte


@pytest.mark.parametrize(
    "code", [code for code in MAUVAIS if change_l_en_tete(MAUVAIS[code][0]) and code not in NON_DITS]
)
def test_chaque_mauvaise_valeur_est_refusee(code: str) -> None:
    texte = MAUVAIS[code][0]
    assert isinstance(texte, str)
    assert not Draft202012Validator(schema("fiche")).is_valid(valeurs(texte))


@pytest.mark.parametrize(
    ("ancien", "nouveau"),
    [
        ('"Association Exemple"', '"Association <b>Exemple</b>"'),
        ('"Association Exemple"', '"  "'),
        ('"Association Exemple"', '"@exemple"'),
        ("https://www.exemple.fr/cafe", "https://nom@exemple.fr/cafe"),
        ("https://www.exemple.fr/cafe", "https://exemple.fr/un cafe"),
        ("id: s1", "id: s01"),
        ("id: s1", "id: s١"),
        ('date: "2016"', 'date: "2016-13"'),
        ("mise_a_jour: 2026-11-21", 'mise_a_jour: "21/11/2026"'),
    ],
)
def test_chaque_motif_vaut_aussi_pour_le_schema(ancien: str, nouveau: str) -> None:
    assert not Draft202012Validator(schema("fiche")).is_valid(valeurs(avec(FICHE, ancien, nouveau)))


def test_les_valeurs_admises_portent_leur_libelle() -> None:
    proprietes = schema("fiche")["properties"]
    for vocabulaire in vocabulaires().values():
        noeud = proprietes.get(vocabulaire.champ, {})
        noeud = noeud.get("items", noeud)
        if "enum" in noeud:
            assert noeud["enum"] == vocabulaire.ids
            assert noeud["x-libelles"] == {valeur.id: valeur.libelle for valeur in vocabulaire.valeurs}
            assert all(
                texte.startswith(valeur.libelle)
                for texte, valeur in zip(noeud["enumDescriptions"], vocabulaire.valeurs, strict=True)
            )
    assert "enum" in proprietes["niveau"]
    assert "enum" in proprietes["secteurs"]["items"]


@pytest.mark.parametrize("sorte", MODELES)
def test_chaque_regle_nommee_existe_et_chaque_champ_est_documente(sorte: str) -> None:
    complet = schema(sorte)
    groupes = {f"#/$defs/{nom}": groupe for nom, groupe in complet.get("$defs", {}).items()}

    def parcourir(noeud: Any) -> None:
        if isinstance(noeud, list):
            for element in noeud:
                parcourir(element)
        elif isinstance(noeud, dict):
            assert noeud.get("x-regle") is None or noeud["x-regle"] in regles()
            for champ in noeud.get("properties", {}).values():
                assert {"title", "description", "examples"} <= {*champ, *groupes.get(champ.get("$ref"), {})}
            for element in noeud.values():
                parcourir(element)

    parcourir(complet)


def test_un_autre_outil_lit_le_schema(tmp_path: Path) -> None:
    (tmp_path / "fiche.schema.json").write_text(json.dumps(schema("fiche")), encoding="utf-8")
    for nom, texte, statut in [("bon", FICHE, 0), ("mauvais", avec(FICHE, "partenariat", "partenaria"), 1)]:
        (tmp_path / f"{nom}.yaml").write_text(texte.split("---\n")[1], encoding="utf-8")
        commande = [sys.executable, "-m", "check_jsonschema", "--schemafile", "fiche.schema.json", f"{nom}.yaml"]
        assert subprocess.run(commande, cwd=tmp_path, capture_output=True, check=False).returncode == statut
