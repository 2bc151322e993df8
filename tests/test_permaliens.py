"""Published addresses never die: what would lose one is refused, and doing as told makes it pass."""

from __future__ import annotations

import re
from pathlib import Path
from zipfile import ZipFile

import pytest
from mkdocs.exceptions import Abort
from playwright.sync_api import Browser, Page, expect

from scripts.archiver import archiver
from scripts.construire import RACINE, construire
from scripts.permaliens import inscrire, main
from scripts.recueil import adresses
from scripts.recueil.fautes import Faute
from scripts.recueil.permaliens import FICHIER
from scripts.recueil.recueil import Recueil, charger
from tests.fabrique import FICHE, TERME, avec
from tests.outils import vnu


def fiche(numero: int, nom: str) -> str:
    """Another fiche, which does not look like the first."""
    texte = avec(avec(FICHE, "id: 7", f"id: {numero}"), "Des habitants tiennent un café santé", f"Un lieu : {nom}")
    return texte.replace("www.exemple.fr/", f"www.exemple.fr/{nom}/")


AUTRE_FICHE = fiche(8, "jardin")
AUTRE_TERME = avec(TERME, '"Café santé"', '"Maison des patients"')
PAGE = '---\ntitre: "{}"\nresume: "Une page."\nsorte: site\n---\n\nTexte.\n'
PAGES = ("a-propos", "accessibilite", "donnees-personnelles", "guide/former")
RAISON = ["--raison", "Cette page faisait double emploi."]


@pytest.fixture
def depot(tmp_path: Path) -> Path:
    """A small repository, all of it published: two fiches, two terms, a few pages."""
    for nom in ("overrides", "scripts", "mkdocs.yml"):
        (tmp_path / nom).symlink_to(RACINE / nom)
    (tmp_path / "parcours").mkdir()
    textes = {
        "fiches/cafe.md": FICHE,
        "fiches/jardin.md": AUTRE_FICHE,
        "glossary/cafe-sante.md": TERME,
        "glossary/maison-des-patients.md": AUTRE_TERME,
        **{f"docs/{page}.md": PAGE.format(page) for page in PAGES},
    }
    for chemin, texte in textes.items():
        (tmp_path / chemin).parent.mkdir(exist_ok=True, parents=True)
        (tmp_path / chemin).write_text(texte, encoding="utf-8")
    assert lancer(tmp_path) == 0
    return tmp_path


def lancer(depot: Path, *arguments: str) -> int:
    return main(["--racine", str(depot), *arguments])


def fautes(depot: Path) -> list[Faute]:
    return [faute for faute in charger(depot).fautes if faute.bloquante]


def seule_faute(depot: Path) -> Faute:
    [faute] = fautes(depot)
    return faute


def changer(fichier: Path, ancien: str, nouveau: str) -> None:
    fichier.write_text(avec(fichier.read_text(encoding="utf-8"), ancien, nouveau), encoding="utf-8")


def ligne(depot: Path, debut: str) -> int:
    """The number of the line of permaliens.yml that starts so."""
    lignes = (depot / FICHIER).read_text(encoding="utf-8").splitlines()
    return next(rang for rang, texte in enumerate(lignes, 1) if texte.strip().startswith(debut))


def retirer_comme_dit(depot: Path, faute: Faute, *arguments: str) -> None:
    """Run the command that a finding's message gives."""
    trouve = re.search(r"python -m scripts\.permaliens --retirer (\S+)", faute.message)
    assert trouve
    assert lancer(depot, "--retirer", trouve[1], *RAISON, *arguments) == 0


def ecrire_comme_dit(fichier: Path, faute: Faute) -> None:
    """Add to a record's front matter the line that a finding's message gives."""
    trouve = re.search(r"« (anciens_slugs: .*?) »", faute.message)
    assert trouve
    changer(fichier, "---\n", f"---\n{trouve[1]}\n")


def test_ce_qui_est_publie_est_inscrit_une_fois(depot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    avant = (depot / FICHIER).read_bytes()
    assert lancer(depot, "--verifier") == 0
    assert lancer(depot) == 0
    assert capsys.readouterr().out.endswith("permaliens.yml est à jour.\n")
    assert (depot / FICHIER).read_bytes() == avant
    assert charger(depot).fautes == ()


def test_une_fiche_otee_est_refusee_puis_retiree(depot: Path) -> None:
    (depot / "fiches" / "cafe.md").unlink()
    faute = seule_faute(depot)
    assert (faute.code, faute.chemin, faute.ligne) == ("fiche-disparue", FICHIER, ligne(depot, "7: cafe"))
    retirer_comme_dit(depot, faute, "--titre", "Un café santé", "--remplacee-par", "jardin")
    assert fautes(depot) == []
    [(adresse, retrait)] = charger(depot).permaliens.retires.items()
    assert (adresse, retrait.titre, retrait.remplacee_par) == ("fiches/cafe/", "Un café santé", "fiches/jardin/")


def test_une_fiche_renommee_dit_son_ancien_nom(depot: Path) -> None:
    nouveau = (depot / "fiches" / "cafe.md").rename(depot / "fiches" / "cafe-des-habitants.md")
    faute = seule_faute(depot)
    assert (faute.code, faute.chemin, faute.ligne) == ("nom-change", "fiches/cafe-des-habitants.md", 1)
    ecrire_comme_dit(nouveau, faute)
    assert fautes(depot) == []
    assert lancer(depot) == 0
    assert "  7: [cafe, cafe-des-habitants]\n" in (depot / FICHIER).read_text(encoding="utf-8")
    changer(nouveau, "anciens_slugs: [cafe]\n", "")
    assert seule_faute(depot).code == "nom-change", "un ancien nom ne s'oublie pas non plus"


def test_un_second_changement_de_nom_complete_la_liste(depot: Path) -> None:
    fichier = depot / "fiches" / "cafe.md"
    changer(fichier, "id: 7", "anciens_slugs: [ancien-cafe]\nid: 7")
    assert lancer(depot) == 0
    fichier.rename(depot / "fiches" / "cafe-b.md")
    faute = seule_faute(depot)
    assert faute.ligne == 2
    assert "« anciens_slugs: [ancien-cafe, cafe] »" in faute.message


def test_deux_numeros_echanges_sont_refuses(depot: Path) -> None:
    cafe, jardin = depot / "fiches" / "cafe.md", depot / "fiches" / "jardin.md"
    changer(cafe, "id: 7", "id: 8")
    changer(jardin, "id: 8", "id: 7")
    trouvees = fautes(depot)
    assert [(f.code, f.chemin, f.ligne) for f in trouvees] == [
        ("numero-change", "fiches/cafe.md", 2),
        ("numero-change", "fiches/jardin.md", 2),
    ]
    for fichier, faute in zip((cafe, jardin), trouvees, strict=True):
        trouve = re.search(r"Remettez « (id: \d+) » à la place de (\d+)", faute.message)
        assert trouve
        changer(fichier, f"id: {trouve[2]}", trouve[1])
    assert fautes(depot) == []


def test_un_numero_change_est_refuse(depot: Path) -> None:
    changer(depot / "fiches" / "cafe.md", "id: 7", "id: 70")
    faute = seule_faute(depot)
    assert (faute.code, faute.ligne) == ("numero-change", 2)
    assert "Remettez « id: 7 » à la place de 70." in faute.message


def test_un_numero_retire_ne_ressert_pas(depot: Path) -> None:
    assert lancer(depot, "--retirer", "jardin", *RAISON) == 0
    [encore_la] = fautes(depot)
    assert (encore_la.code, encore_la.chemin) == ("nom-retire", "fiches/jardin.md")
    (depot / "fiches" / "jardin.md").rename(depot / "fiches" / "potager.md")
    faute = seule_faute(depot)
    assert (faute.code, faute.chemin, faute.ligne) == ("numero-retire", "fiches/potager.md", 2)
    trouve = re.search(r"prochain numéro libre : (\d+)", faute.message)
    assert trouve
    changer(depot / "fiches" / "potager.md", "id: 8", f"id: {trouve[1]}")
    assert fautes(depot) == []


def test_une_fiche_nouvelle_ne_prend_ni_le_numero_ni_le_nom_d_une_autre(depot: Path) -> None:
    nouvelle = depot / "fiches" / "accueil.md"
    nouvelle.write_text(avec(FICHE, "Des habitants", "Des voisins"), encoding="utf-8")
    faute = seule_faute(depot)
    assert (faute.code, faute.chemin) == ("id-en-double", "fiches/accueil.md")
    assert faute.message.endswith("Prenez le prochain numéro libre : 9.")
    changer(nouvelle, "id: 7", "id: 9")
    (depot / "fiches" / "cafe.md").rename(depot / "fiches" / "cafe-b.md")
    nouvelle.rename(depot / "fiches" / "cafe.md")
    faute = seule_faute(depot)
    assert (faute.code, faute.chemin) == ("nom-d-une-autre", "fiches/cafe.md")
    (depot / "fiches" / "cafe.md").rename(nouvelle)
    ecrire_comme_dit(depot / "fiches" / "cafe-b.md", seule_faute(depot))
    assert fautes(depot) == []


def test_une_fiche_fautive_n_est_pas_prise_pour_perdue(depot: Path) -> None:
    changer(depot / "fiches" / "cafe.md", "niveau: partenariat", "niveau: partenaria")
    (depot / "fiches" / "jardin.md").write_bytes(b"\xff")
    assert [faute.code for faute in fautes(depot)] == ["niveau-inconnu", "pas-utf8"]


def test_un_terme_renomme_dit_son_ancien_nom(depot: Path) -> None:
    nouveau = (depot / "glossary" / "cafe-sante.md").rename(depot / "glossary" / "cafes-sante.md")
    faute = seule_faute(depot)
    assert (faute.code, faute.chemin, faute.ligne) == ("nom-change", "glossary/cafes-sante.md", 1)
    ecrire_comme_dit(nouveau, faute)
    assert fautes(depot) == []
    assert lancer(depot) == 0
    assert "  - [cafe-sante, cafes-sante]\n" in (depot / FICHIER).read_text(encoding="utf-8")


def test_un_terme_ote_est_refuse_puis_retire(depot: Path) -> None:
    (depot / "glossary" / "cafe-sante.md").unlink()
    faute = seule_faute(depot)
    assert (faute.code, faute.chemin, faute.ligne) == ("terme-disparu", FICHIER, ligne(depot, "- cafe-sante"))
    assert "« anciens_slugs: [cafe-sante] »" in faute.message
    retirer_comme_dit(depot, faute)
    assert fautes(depot) == []


def test_une_page_otee_est_refusee_puis_retiree(depot: Path) -> None:
    (depot / "docs" / "guide" / "former.md").unlink()
    faute = seule_faute(depot)
    assert (faute.code, faute.chemin, faute.ligne) == ("page-disparue", FICHIER, ligne(depot, "- guide/former/"))
    assert "docs/guide/former.md" in faute.message
    retirer_comme_dit(depot, faute, "--remplacee-par", "a-propos")
    assert fautes(depot) == []


def test_une_valeur_otee_est_refusee_puis_retiree(depot: Path) -> None:
    (depot / FICHIER).write_text(
        inscrire((depot / FICHIER).read_text(encoding="utf-8"), "valeurs", ["- secteur/disparu/"]), encoding="utf-8"
    )
    faute = seule_faute(depot)
    assert (faute.code, faute.chemin, faute.ligne) == ("valeur-disparue", FICHIER, ligne(depot, "- secteur/disparu/"))
    retirer_comme_dit(depot, faute)
    assert fautes(depot) == []


def test_ce_qui_est_nouveau_n_est_qu_un_conseil(depot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (depot / "fiches" / "banc.md").write_text(fiche(9, "banc"), encoding="utf-8")
    [conseil] = charger(depot).fautes
    assert (conseil.code, conseil.chemin, conseil.ligne) == ("sera-inscrit", "fiches/banc.md", 2)
    assert not conseil.bloquante
    assert lancer(depot, "--verifier") == 1
    assert "  9: banc\n" in capsys.readouterr().out
    assert lancer(depot) == 0
    assert charger(depot).fautes == ()


def test_l_ordre_et_les_commentaires_restent() -> None:
    texte = "# Tête\nfiches: # par numéro\n  9: b\n  # la plus ancienne\n  1: a\n\n# Le glossaire\ntermes:\n  - t\n"
    assert inscrire(texte, "fiches", ["10: c"]) == texte.replace("  1: a\n", "  1: a\n  10: c\n")
    assert inscrire(texte, "termes", ["- u"]) == texte + "  - u\n"
    assert inscrire(texte, "pages", ["- p/"]) == texte + "\npages:\n  - p/\n"


def test_un_nom_que_yaml_lirait_autrement_est_entre_guillemets(depot: Path) -> None:
    for numero, nom in enumerate(("2024", "non", "2024-01-31"), 20):
        (depot / "fiches" / f"{nom}.md").write_text(fiche(numero, nom), encoding="utf-8")
    assert lancer(depot) == 0
    assert lancer(depot, "--verifier") == 0
    assert set(charger(depot).permaliens.fiches) == {7, 8, 20, 21, 22}


@pytest.mark.parametrize(
    ("texte", "code", "rang"),
    [
        ("fiches:\n  7: cafe\n  7: jardin\n", "cle-en-double", 3),
        ("fiches:\n  7: cafe\n fiche\n", "yaml-invalide", 3),
        ("fiches: [cafe]\n", "groupe-attendu", 1),
        ("termes: {a: b}\n", "liste-attendue", 1),
        ("termes:\n  - 2024\n", "texte-attendu", 2),
        ("termes:\n  - Café\n", "slug-invalide", 2),
        ("termes:\n  - a\n  - [b, a]\n", "permalien-en-double", 3),
        ("pages:\n  - a/\n  - a/\n", "valeur-en-double", 2),
        ("page:\n  - a/\n", "champ-inconnu", 2),
        ("retires:\n  a/: {date: hier, raison: x}\n", "date-attendue", 2),
        ("retires:\n  a/: {date: 2026-11-21}\n", "champ-manquant", 2),
        ("termes: !ENV x\n", "etiquette-interdite", 1),
        ("", "fichier-vide", 1),
    ],
)
def test_un_registre_mal_ecrit_est_refuse_et_reste_intact(
    depot: Path, texte: str, code: str, rang: int, capsys: pytest.CaptureFixture[str]
) -> None:
    (depot / FICHIER).write_text(texte, encoding="utf-8")
    assert (code, FICHIER, rang) in [(faute.code, faute.chemin, faute.ligne) for faute in fautes(depot)]
    assert lancer(depot) == 1
    assert f"{FICHIER}:{rang}:" in capsys.readouterr().err
    assert (depot / FICHIER).read_text(encoding="utf-8") == texte


@pytest.mark.parametrize(
    ("arguments", "statut", "message"),
    [
        (["--retirer", "cafe"], 2, "--retirer et --raison vont ensemble"),
        (["--verifier", "--retirer", "cafe", *RAISON], 2, "sans --verifier"),
        (["--retirer", "cafeteria", *RAISON], 1, "« cafeteria » n'est pas une page du site."),
        (["--retirer", "cafe", "--raison", "x" * 301], 1, "en 300 et 90 signes au plus"),
        (["--retirer", "cafe", *RAISON, "--remplacee-par", "nulle-part"], 1, "« nulle-part » n'est pas une page"),
        (["--retirer", "cafe", *RAISON, "--remplacee-par", "cafe"], 1, "ne se remplace pas elle-même"),
        (["--retirer", "banc", *RAISON], 1, "il suffit de supprimer son fichier"),
    ],
)
def test_une_commande_impossible_dit_pourquoi(
    depot: Path, arguments: list[str], statut: int, message: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (depot / "fiches" / "banc.md").write_text(fiche(9, "banc"), encoding="utf-8")
    avant = (depot / FICHIER).read_bytes()
    try:
        rendu = lancer(depot, *arguments)
    except SystemExit as sortie:
        rendu = int(sortie.code or 0)
    assert rendu == statut
    assert message in capsys.readouterr().err
    assert (depot / FICHIER).read_bytes() == avant


def test_un_nom_de_deux_pages_demande_son_adresse(depot: Path, capsys: pytest.CaptureFixture[str]) -> None:
    terme = avec(TERME, '"Café santé"', '"Bar"')
    (depot / "glossary" / "cafe.md").write_text(terme, encoding="utf-8")
    assert lancer(depot) == 0
    assert lancer(depot, "--retirer", "cafe", *RAISON) == 1
    assert "Écrivez l'une de ces adresses : fiches/cafe/, glossaire/cafe/." in capsys.readouterr().err
    assert lancer(depot, "--retirer", "glossaire/cafe", *RAISON) == 0


def test_le_site_d_un_recueil_qui_change(depot: Path) -> None:
    """One build: a removed fiche that had two names, a renamed term, a removed page."""
    changer(depot / "fiches" / "cafe.md", "id: 7", "anciens_slugs: [bistrot]\nid: 7")
    assert lancer(depot) == 0
    assert lancer(depot, "--retirer", "cafe", *RAISON, "--remplacee-par", "jardin") == 0
    (depot / "fiches" / "cafe.md").unlink()
    (depot / "glossary" / "cafe-sante.md").rename(depot / "glossary" / "cafes-sante.md")
    changer(depot / "glossary" / "cafes-sante.md", "terme:", "anciens_slugs: [cafe-sante]\nterme:")
    assert lancer(depot, "--retirer", "guide/former", *RAISON) == 0
    (depot / "docs" / "guide" / "former.md").unlink()
    construire(depot / "site", depot)

    def html(adresse: str) -> str:
        return (depot / "site" / adresse / "index.html").read_text(encoding="utf-8")

    tombe = html("fiches/cafe")
    assert "Fiche retirée" in tombe
    assert "n’est plus dans le recueil depuis le" in tombe
    assert "Cette page faisait double emploi." in tombe
    assert "un café santé" in tombe
    assert '<a href="../jardin/">' in tombe
    assert '<meta name="robots" content="noindex">' in tombe
    assert '<meta name="robots"' not in html("fiches/jardin")
    assert "Page retirée" in html("guide/former")
    assert vnu(depot / "site" / adresse / "index.html" for adresse in ("fiches/cafe", "guide/former", "f/7")) == {}
    for depuis, vers in {
        "f/7": "../../fiches/cafe/",
        "f/8": "../../fiches/jardin/",
        "fiches/bistrot": "../cafe/",
        "glossaire/cafe-sante": "../cafes-sante/",
        "t/cafe-sante": "../../glossaire/cafes-sante/",
        "t/cafes-sante": "../../glossaire/cafes-sante/",
    }.items():
        assert f'http-equiv="refresh" content="0; url={vers}"' in html(depuis)
        assert f'<a href="{vers}">' in html(depuis)


def test_la_construction_refuse_de_perdre_une_page_composee(depot: Path) -> None:
    texte = inscrire((depot / FICHIER).read_text(encoding="utf-8"), "autres", ["- carte-des-cafes/"])
    (depot / FICHIER).write_text(texte, encoding="utf-8")
    assert fautes(depot) == []
    with pytest.raises(Abort, match=r"\[adresse-perdue\] L'adresse « carte-des-cafes/ » est publiée"):
        construire(depot / "site", depot)


def test_chaque_adresse_inscrite_existe_dans_le_site(site: Path, recueil: Recueil) -> None:
    publiees = list(recueil.permaliens.publiees())
    assert len(publiees) > 2 * len(recueil.permaliens.fiches) > 0
    for adresse in publiees:
        fichier = site / adresse / "index.html" if adresse.endswith("/") else site / adresse
        assert fichier.is_file() or adresse in recueil.permaliens.retires, adresse


def test_chaque_page_du_recueil_a_son_lien_court(site: Path, recueil: Recueil) -> None:
    courts = {adresses.fiche_courte(f.entete.id): adresses.fiche(f.slug) for f in recueil.fiches}
    courts |= {adresses.terme_court(t.slug): adresses.terme(t.slug) for t in recueil.termes}
    for court, long in courts.items():
        html = (site / court / "index.html").read_text(encoding="utf-8")
        assert f'<link rel="canonical" href="https://cote-a-cote.example/{long}">' in html
        assert f'content="0; url=../../{long}"' in html


def test_un_lien_court_mene_a_la_page_et_a_l_endroit_demande(page: Page, recueil: Recueil, serveur: str) -> None:
    fiche, terme = recueil.fiches[0], recueil.termes[0]
    page.goto(f"{adresses.fiche_courte(fiche.entete.id)}#sources")
    expect(page).to_have_url(f"{serveur}{adresses.fiche(fiche.slug)}#sources")
    page.goto(adresses.terme_court(terme.slug))
    expect(page).to_have_url(f"{serveur}{adresses.terme(terme.slug)}")
    expect(page.locator("h1")).to_contain_text(terme.entete.terme.replace("'", "’"))


def test_un_lien_court_ne_retient_pas_le_visiteur_qui_revient(page: Page, recueil: Recueil, serveur: str) -> None:
    page.goto("a-propos/")
    page.goto(adresses.fiche_courte(recueil.fiches[0].entete.id))
    expect(page).to_have_url(f"{serveur}{adresses.fiche(recueil.fiches[0].slug)}")
    page.go_back()
    expect(page).to_have_url(f"{serveur}a-propos/")


def test_sans_script_un_lien_court_mene_a_la_page(navigateur: Browser, recueil: Recueil, serveur: str) -> None:
    contexte = navigateur.new_context(java_script_enabled=False, base_url=serveur)
    page = contexte.new_page()
    page.goto(adresses.fiche_courte(recueil.fiches[0].entete.id))
    expect(page).to_have_url(f"{serveur}{adresses.fiche(recueil.fiches[0].slug)}")
    contexte.close()


def test_depuis_un_dossier_un_lien_court_mene_a_la_page(page: Page, depot: Path) -> None:

    archiver(depot / "archive.zip", depot)
    with ZipFile(depot / "archive.zip") as archive:
        archive.extractall(depot / "archive")
    racine = depot / "archive" / "cote-a-cote"
    page.goto((racine / "f" / "7" / "index.html").as_uri() + "#contexte")
    expect(page).to_have_url((racine / "fiches" / "cafe" / "index.html").as_uri() + "#contexte")
