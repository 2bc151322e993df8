"""The only module that knows MkDocs: hands the generated pages over to it.

MkDocs calls the `on_…` functions (see `hooks:` in mkdocs.yml). Content, checks and HTML come from
`recueil` and `sorties`; the day the generator changes, this module and the theme change with it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as PageMkDocs

from scripts.recueil import adresses
from scripts.recueil.ancres import Ancres
from scripts.recueil.enrichissement import Enrichi, enrichir
from scripts.recueil.facettes import nombre_dans_la_vue
from scripts.recueil.fautes import Position, en_texte, faute
from scripts.recueil.langues import Langues
from scripts.recueil.lecture_facile import LectureFacile
from scripts.recueil.liens import Liens, LiensDePage
from scripts.recueil.permaliens import FICHIER
from scripts.recueil.recueil import PageGuide, Terme, charger
from scripts.recueil.rendu import MarkdownRestreint, nettoyer_page
from scripts.recueil.tableaux import Tableaux
from scripts.recueil.typographie import Typographie, composer
from scripts.sorties import apercus, donnees_liees, produire
from scripts.sorties.forge import FORGES
from scripts.sorties.gabarits import Fichier, Page, Site
from scripts.sorties.scripts_navigateur import depart
from scripts.sorties.securite import politique


@dataclass
class _Construction:
    """What one build holds between MkDocs' events."""

    enrichi: Enrichi
    site: Site
    liens: Liens
    noeuds: dict[str, donnees_liees.Noeud]
    """What pages say of themselves in their heads, by address."""
    pages: dict[str, Page] = field(default_factory=dict)
    """Generated pages by source path."""
    ecrites: dict[str, PageGuide] = field(default_factory=dict)
    """Pages written in docs/ by source path."""
    utilises: dict[str, set[str]] = field(default_factory=dict)
    """Terms used by the pages of docs/, by source path."""

    def definitions(self, slugs: Iterable[str]) -> list[Terme]:
        """The terms whose short definition a page shows."""
        return [self.enrichi.recueil.termes_par_slug[slug] for slug in slugs]

    def compter(self, requete: str) -> int | None:
        """How many fiches a view of the catalogue holds."""
        return nombre_dans_la_vue(self.enrichi.recueil.fiches, requete)


_en_cours: _Construction
_en_service = False
_signatures: dict[str, int] = {}
"""What each generated file was made of at the last build of a site being served."""


def on_startup(*, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
    """Remember whether MkDocs serves: its reload script is inline, which our policy refuses."""
    global _en_service
    _en_service = command == "serve"


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Load and check the collection; a fault stops the build before anything is written."""
    global _en_cours
    recueil = charger(Path(config.config_file_path).parent)
    if not recueil.publiable:
        fautes = [faute for faute in recueil.fautes if faute.bloquante]
        raise Abort(f"{en_texte(fautes)}{len(fautes)} faute(s) à corriger : le site n'est pas construit.")
    enrichi = enrichir(recueil)
    # Ours has the true date of each page: `sorties/plan_du_site.py`.
    config.theme.static_templates.discard(adresses.PLAN_DU_SITE)
    liens = Liens()
    # MkDocs loads it of its own accord; code between fences is refused (rule « bloc-de-code »).
    config.markdown_extensions.remove("fenced_code")
    # Python-Markdown takes instances as well as names.
    extensions = [MarkdownRestreint(), Tableaux(), Typographie(), Langues(), LectureFacile(), Ancres(), liens]
    config.markdown_extensions += extensions  # type: ignore[arg-type]
    extra = config.extra
    site = Site(
        adresse=config.site_url or "",
        depot=str(extra.get("depot", "")).rstrip("/"),
        branche=str(extra.get("branche", "main")),
        forge=_forge(extra.get("forge", "github")),
        publication=bool(extra.get("publication", False)),
    )
    ecrites = {f"{page.slug}.md": page for page in recueil.pages}
    _en_cours = _Construction(enrichi, site, liens, donnees_liees.noeuds(enrichi, site), ecrites=ecrites)
    return config


def _forge(valeur: object) -> str:
    """The kind of forge of mkdocs.yml; another one stops the build."""
    if valeur not in FORGES:
        admises = " ou ".join(FORGES)
        raise Abort(f"mkdocs.yml : « {valeur} » n'est pas une forge connue. Écrivez sous « extra » : forge: {admises}.")
    return str(valeur)


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Drop the stock theme's scripts and styles, add everything that is generated."""
    theme = [d for d in config.theme.dirs if "site-packages" in d or "dist-packages" in d]
    for fichier in list(files):
        venu_du_theme = fichier.abs_src_path and any(fichier.abs_src_path.startswith(d) for d in theme)
        # Only pages are published from docs/: a script or a drawing there would be served as it is.
        etranger = fichier.src_dir == config.docs_dir and not fichier.src_uri.endswith(".md")
        if venu_du_theme or etranger or fichier.src_uri.startswith(("styles/", "js/")):
            files.remove(fichier)
    coquille = max(f.stat().st_mtime_ns for f in Path(config.theme.dirs[0]).rglob("*") if f.is_file())
    for sortie in produire(_en_cours.enrichi, _en_cours.site):
        if isinstance(sortie, Fichier):
            fichier = File.generated(config, sortie.adresse, content=sortie.octets)
            signature = hash(sortie.octets)
        else:
            source = f"{sortie.adresse}index.md"
            _en_cours.pages[source] = sortie
            fichier = File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            definitions = tuple(terme.entete.definition_courte for terme in _en_cours.definitions(sortie.definitions))
            signature = hash((sortie, definitions, coquille))
        if not Path(fichier.abs_dest_path).is_relative_to(config.site_dir):
            raise Abort(f"« {sortie.adresse} » sortirait du dossier du site : le site n'est pas construit.")
        _reprendre(fichier, signature)
        files.append(fichier)
    _refuser_les_pertes(files)
    return files


def _refuser_les_pertes(files: Files) -> None:
    """Stop the build where an address that is published would not be written."""
    ecrites = {fichier.dest_uri for fichier in files}
    permaliens = _en_cours.enrichi.recueil.permaliens
    perdues = [
        faute(FICHIER, Position(), "adresse-perdue", adresse=adresse)
        for adresse in permaliens.publiees()
        if (f"{adresse}index.html" if adresse.endswith("/") else adresse) not in ecrites
        and adresse not in permaliens.retires
    ]
    if perdues:
        raise Abort(f"{en_texte(perdues)}{len(perdues)} adresse(s) perdue(s) : le site n'est pas construit.")


def _reprendre(fichier: File, signature: int) -> None:
    """Under `make serve`, let MkDocs keep a generated file that would come out the same."""
    if _en_service and _signatures.get(fichier.src_uri) == signature:
        fichier.is_modified = lambda: False  # type: ignore[method-assign]
    _signatures[fichier.src_uri] = signature


def on_page_markdown(markdown: str, *, page: PageMkDocs, config: MkDocsConfig, files: Files) -> str:
    """Give each page its title, and tell the link extension which page comes next."""
    source = page.file.src_uri
    liens = _en_cours.liens
    liens.page = None
    # MkDocs would obey some fields of a page's front matter, "template" for one.
    page.meta = {}
    if generee := _en_cours.pages.get(source):
        page.title = generee.titre
        return ""
    if ecrite := _en_cours.ecrites.get(source):
        page.title = ecrite.entete.titre
        liens.page = LiensDePage(_en_cours.enrichi.reperage, adresses.page(ecrite.slug), compter=_en_cours.compter)
        _en_cours.utilises[source] = liens.page.utilises
    return markdown


def on_page_content(html: str, *, page: PageMkDocs, config: MkDocsConfig, files: Files) -> str:
    """Put the generated HTML in place of the empty one."""
    generee = _en_cours.pages.get(page.file.src_uri)
    return generee.html if generee else nettoyer_page(html)


def on_page_context(
    context: dict[str, Any], *, page: PageMkDocs, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """What the theme's one template needs to know of the page."""
    source = page.file.src_uri
    generee, ecrite = _en_cours.pages.get(source), _en_cours.ecrites.get(source)
    termes = generee.definitions if generee else sorted(_en_cours.utilises.get(source, ()))
    fil = [
        ("Accueil", adresses.ACCUEIL),
        *([("Guide", adresses.GUIDE)] if ecrite and ecrite.entete.sorte == "guide" else []),
    ]
    context["recueil"] = {
        "page": generee,
        "ecrite": ecrite,
        "description": generee.description if generee else (ecrite.entete.resume if ecrite else ""),
        "apercu": generee.apercu
        if generee
        else apercus.adresse("guide", ecrite.slug)
        if ecrite and ecrite.entete.sorte == "guide"
        else "",
        "sorte": generee.sorte if generee else "guide" if ecrite and ecrite.entete.sorte == "guide" else "page",
        "definitions": _en_cours.definitions(termes),
        "fil": fil,
        "donnees": _donnees_liees(generee, ecrite, fil),
        "guide": _en_cours.enrichi.recueil.guide,
        "modifier": _en_cours.site.modifier("page", ecrite.slug) if ecrite else "",
        "signaler": _en_cours.site.signaler(str(page.title)),
        "politique": not _en_service,
    }
    return context


def _donnees_liees(generee: Page | None, ecrite: PageGuide | None, fil: list[tuple[str, str]]) -> str:
    """The data block of a page's head; `fil` is the breadcrumb of a page written in docs/."""
    site = _en_cours.site
    if generee:
        adresse, titre, description = generee.adresse, generee.titre, generee.description
        chemin = donnees_liees.fil_montre(generee.html, adresse, site)
    elif ecrite:
        adresse, titre, description = adresses.page(ecrite.slug), ecrite.entete.titre, ecrite.entete.resume
        chemin = [(nom, site.adresse + vers) for nom, vers in fil]
    else:
        return ""
    noeud = _en_cours.noeuds.get(adresse) or donnees_liees.page_simple(adresse, titre, description, site)
    return donnees_liees.bloc(noeud, [*chemin, (titre, site.adresse + adresse)])


def on_env(env: Any, *, config: MkDocsConfig, files: Files) -> Any:
    """Give the theme's template the same typography as the pages, and the same escaping, which MkDocs leaves off."""
    env.autoescape = True
    env.filters["t"] = composer
    env.globals["adresses"] = adresses
    env.globals["signaler"] = _en_cours.site.signaler
    env.globals["depart"] = {"code": depart(), "politique": politique()}
    return env
