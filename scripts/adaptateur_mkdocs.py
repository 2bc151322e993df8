"""The only module that knows MkDocs: hands the generated pages over to it.

MkDocs calls the `on_…` functions (see `hooks:` in mkdocs.yml). Content, checks and HTML come from
`recueil` and `sorties`; the day the generator changes, this module and the theme change with it.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page as PageMkDocs

from scripts.recueil import adresses
from scripts.recueil.enrichissement import Enrichi, enrichir
from scripts.recueil.facettes import nombre_dans_la_vue
from scripts.recueil.fautes import Position, en_texte, faute
from scripts.recueil.langues import Langues
from scripts.recueil.lecture_facile import LectureFacile
from scripts.recueil.liens import Liens, LiensDePage
from scripts.recueil.permaliens import FICHIER
from scripts.recueil.recueil import PageGuide, Terme, charger
from scripts.recueil.tableaux import Tableaux
from scripts.recueil.typographie import Typographie, composer
from scripts.sorties import apercus, produire
from scripts.sorties.gabarits import Fichier, Page, Site
from scripts.sorties.scripts_navigateur import depart
from scripts.sorties.securite import politique


@dataclass
class _Construction:
    """What one build holds between MkDocs' events."""

    enrichi: Enrichi
    site: Site
    liens: Liens
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
    # The same content gives the same bytes: MkDocs dates the sitemap from this variable.
    minuit = datetime.combine(enrichi.date, datetime.min.time(), UTC)
    os.environ["SOURCE_DATE_EPOCH"] = str(int(minuit.timestamp()))
    liens = Liens()
    # Python-Markdown takes instances as well as names.
    config.markdown_extensions += [Tableaux(), Typographie(), Langues(), LectureFacile(), liens]  # type: ignore[list-item]
    extra = config.extra
    site = Site(
        adresse=config.site_url or "",
        depot=str(extra.get("depot", "")).rstrip("/"),
        branche=str(extra.get("branche", "main")),
        publication=bool(extra.get("publication", False)),
    )
    ecrites = {f"{page.slug}.md": page for page in recueil.pages}
    _en_cours = _Construction(enrichi, site, liens, ecrites=ecrites)
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    """Drop the stock theme's scripts and styles, add everything that is generated."""
    theme = [d for d in config.theme.dirs if "site-packages" in d or "dist-packages" in d]
    for fichier in list(files):
        if (
            fichier.abs_src_path and any(fichier.abs_src_path.startswith(d) for d in theme)
        ) or fichier.src_uri.startswith(("styles/", "js/")):
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
    return generee.html if generee else html


def on_page_context(
    context: dict[str, Any], *, page: PageMkDocs, config: MkDocsConfig, nav: Navigation
) -> dict[str, Any]:
    """What the theme's one template needs to know of the page."""
    source = page.file.src_uri
    generee, ecrite = _en_cours.pages.get(source), _en_cours.ecrites.get(source)
    termes = generee.definitions if generee else sorted(_en_cours.utilises.get(source, ()))
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
        "guide": _en_cours.enrichi.recueil.guide,
        "modifier": f"{_en_cours.site.depot}/edit/{_en_cours.site.branche}/docs/{source}" if ecrite else "",
        "signaler": _en_cours.site.signaler(str(page.title)),
        "politique": not _en_service,
    }
    return context


def on_env(env: Any, *, config: MkDocsConfig, files: Files) -> Any:
    """Give the theme's template the same typography as the pages."""
    env.filters["t"] = composer
    env.globals["adresses"] = adresses
    env.globals["depart"] = {"code": depart(), "politique": politique()}
    return env
