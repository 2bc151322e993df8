"""Facets: the vocabulary values of a fiche, and the fiches of a value."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from urllib.parse import parse_qs

from scripts.recueil.recueil import Fiche
from scripts.recueil.vocabulaire import Vocabulaire, vocabulaires


def valeurs(fiche: Fiche, vocabulaire: Vocabulaire) -> list[str]:
    """The ids that a fiche holds in a vocabulary's field, the main one first; possibly none."""
    contenu: object = fiche.entete
    for nom in vocabulaire.champ.split("."):
        contenu = getattr(contenu, nom)
    if contenu is None:
        return []
    return [contenu] if isinstance(contenu, str) else list(contenu)  # type: ignore[call-overload]


def par_valeur(fiches: Iterable[Fiche]) -> dict[tuple[str, str], list[Fiche]]:
    """Fiches by (vocabulary id, value id), in the order given; values without a fiche are absent."""
    groupes: dict[tuple[str, str], list[Fiche]] = defaultdict(list)
    for fiche in fiches:
        for vocabulaire in vocabulaires().values():
            for identifiant in valeurs(fiche, vocabulaire):
                groupes[vocabulaire.id, identifiant].append(fiche)
    return dict(groupes)


def nombre_dans_la_vue(fiches: Iterable[Fiche], requete: str) -> int | None:
    """How many fiches the catalogue shows for filters such as `dimension=gouvernance&niveau=partenariat`.

    Several values of one filter widen, different filters narrow. None where the view also searches
    words, which only the search engine can count.
    """
    filtres = parse_qs(requete)
    if "q" in filtres:
        return None
    voc = vocabulaires()
    return sum(
        all(set(valeurs(fiche, voc[nom])) & set(voulues) for nom, voulues in filtres.items()) for fiche in fiches
    )
