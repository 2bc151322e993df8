"""Which fiches resemble a fiche: cosine similarity of weighted features.

Features are the vocabulary values of a fiche and the stems of its title, summary and keywords;
each weighs its inverse document frequency, ln(N / n), so that what everyone shares counts little
(G. Salton and C. Buckley, "Term-weighting approaches in automatic text retrieval", 1988).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from math import log, sqrt

from scripts.recueil.facettes import valeurs
from scripts.recueil.mots import termes_d_index
from scripts.recueil.recueil import Fiche
from scripts.recueil.vocabulaire import vocabulaires


def semblables(fiches: Sequence[Fiche], nombre: int = 3) -> dict[str, list[Fiche]]:
    """For each slug, the `nombre` most similar other fiches, nearest first; ties by id."""
    traits = {fiche.slug: _traits(fiche) for fiche in fiches}
    frequences = Counter(trait for ensemble in traits.values() for trait in ensemble)
    poids = {trait: log(len(fiches) / n) for trait, n in frequences.items()}
    normes = {slug: sqrt(sum(poids[t] ** 2 for t in ensemble)) or 1.0 for slug, ensemble in traits.items()}
    porteurs: dict[str, list[Fiche]] = defaultdict(list)
    for fiche in fiches:
        for trait in traits[fiche.slug]:
            porteurs[trait].append(fiche)

    proches: dict[str, list[Fiche]] = {}
    for fiche in fiches:
        scores: dict[str, float] = defaultdict(float)
        for trait in traits[fiche.slug]:
            for autre in porteurs[trait]:
                scores[autre.slug] += poids[trait] ** 2 / normes[autre.slug]
        autres = sorted((f for f in fiches if f.slug in scores and f is not fiche), key=lambda f: f.entete.id)
        autres.sort(key=lambda f: round(scores[f.slug], 9), reverse=True)
        proches[fiche.slug] = autres[:nombre]
    return proches


def _traits(fiche: Fiche) -> list[str]:
    facettes = {f"{v.id}={identifiant}" for v in vocabulaires().values() for identifiant in valeurs(fiche, v)}
    texte = " ".join([fiche.entete.titre, fiche.entete.resume, *fiche.entete.mots_cles])
    return sorted(facettes | set(termes_d_index(texte)))
