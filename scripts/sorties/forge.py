"""How each kind of forge writes the addresses of its own forms: changing a file, opening an issue,
making a new file.

Sources. GitHub: "Creating an issue" (docs.github.com, query parameters `title` and `template`);
`/new/<branch>?filename=…&value=…`: issue 1527 of isaacs/github. GitLab: "Create an issue", using a URL
with prefilled values (docs.gitlab.com, `issue[title]` and `issuable_template`);
`/-/new/<branch>?file_name=…&content=…`: issue 594214 of gitlab-org/gitlab, whose editor left
`content` out in some versions, so that the form also says how to paste.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class Forge:
    """One kind of forge. Every address is `<repository>/<prefixe>…`."""

    prefixe: str
    titre_de_billet: str
    modele_de_billet: str
    suffixe_de_modele: str
    nom_de_fichier: str
    texte_de_fichier: str

    def modifier(self, branche: str, chemin: str) -> str:
        """The form that changes a file."""
        return f"{self.prefixe}edit/{branche}/{chemin}"

    def billet(self, titre: str) -> str:
        """The form of an issue, with its title."""
        return f"{self.prefixe}issues/new?{urlencode({self.titre_de_billet: titre})}"

    def billet_sur_modele(self, modele: str) -> str:
        """The form of an issue made from a template of the repository."""
        return f"{self.prefixe}issues/new?{urlencode({self.modele_de_billet: modele + self.suffixe_de_modele})}"

    def nouveau_fichier(self, branche: str) -> str:
        """The form of a new file, to which `overrides/js/formulaire/emporter.js` adds a name and a text."""
        return f"{self.prefixe}new/{branche}"


FORGES = {
    "github": Forge("", "title", "template", ".yml", "filename", "value"),
    "gitlab": Forge("-/", "issue[title]", "issuable_template", "", "file_name", "content"),
}
