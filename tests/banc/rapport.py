"""The benchmark's tables: figures, ratios to the peers, and what was asked beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tests.banc.ecriture import entier, ko, ms, nombre, secondes, tableau, verdict
from tests.banc.mesures import Chaud, Froid
from tests.banc.moteurs import MATERIAL, MOTEURS, NOUS, PAGEFIND
from tests.banc.releve import Releve
from tests.banc.requetes import CLASSES
from tests.banc.statistiques import ENSEMBLE, Note, mediane, p95, rang

OCTETS_MAX = 0.7
REQUETES_MAX = 6
CHAUD_MAX_MS = 16.0
CHAUD_MAX = 0.3
CONSTRUCTION_MAX = 1.5
SUCCES_3_MIN = dict(zip(CLASSES, (0.98, 0.98, 0.98, 0.90, 0.90, 0.60), strict=True))
"""The targets: ratios to Pagefind, ratio to Material's build, share of queries by class."""

Resumer = Callable[[Sequence[float]], float]
Juger = Callable[[float, float], bool]
"""Whether our figure, and its ratio to Pagefind's, are what was asked."""


def _leger(_: float, rapport: float) -> bool:
    return rapport <= OCTETS_MAX


def _peu(requetes: float, _: float) -> bool:
    return requetes <= REQUETES_MAX


def _vite(duree: float, _: float) -> bool:
    return duree <= CHAUD_MAX_MS


def _plus_vite(_: float, rapport: float) -> bool:
    return rapport <= CHAUD_MAX


def cout(releve: Releve) -> str:
    """Bytes, requests, times and building."""

    def froid(resumer: Resumer, mesure: Callable[[Froid], float]) -> dict[str, float]:
        return {moteur: resumer([mesure(f) for f in liste]) for moteur, liste in releve.froid.items()}

    def chaud(resumer: Resumer, mesure: Callable[[Chaud], float]) -> dict[str, float]:
        return {moteur: resumer([mesure(c) for c in liste]) for moteur, liste in releve.chaud.items()}

    peu, leger = f"≤ {REQUETES_MAX}", f"≤ {nombre(OCTETS_MAX)} × Pagefind"
    vite, plus_vite = f"≤ {entier(CHAUD_MAX_MS)} ms", f"≤ {nombre(CHAUD_MAX)} × Pagefind"
    jusqu_aux = "jusqu'aux dix résultats"
    lignes = [
        _ligne(f"Octets {jusqu_aux}, médiane", froid(mediane, lambda f: f.octets), ko, leger, _leger),
        _ligne(f"Octets {jusqu_aux}, maximum", froid(max, lambda f: f.octets), ko),
        _ligne(f"Requêtes {jusqu_aux}, médiane", froid(mediane, lambda f: f.requetes), nombre),
        _ligne(f"Requêtes {jusqu_aux}, maximum", froid(max, lambda f: f.requetes), entier, peu, _peu),
        _ligne("Octets en tout, médiane", froid(mediane, lambda f: f.octets_en_tout), ko, leger, _leger),
        _ligne("Requêtes en tout, maximum", froid(max, lambda f: f.requetes_en_tout), entier, peu, _peu),
        _ligne("La page elle-même", froid(mediane, lambda f: f.page), ko),
        _ligne("Temps à froid, médiane", froid(mediane, lambda f: f.duree), ms),
        _ligne("Temps à froid, p95", froid(p95, lambda f: f.duree), ms),
        _ligne("Temps à chaud, médiane", chaud(mediane, lambda c: c.duree), ms),
        _ligne("Temps à chaud, p95", chaud(p95, lambda c: c.duree), ms, vite, _vite),
        _ligne("Temps à chaud, p95, comparé", chaud(p95, lambda c: c.duree), ms, plus_vite, _plus_vite),
        _ligne("Temps à chaud avec les extraits, p95", chaud(p95, lambda c: c.complet), ms),
        _ligne("Temps à chaud, requête redemandée, médiane", chaud(mediane, lambda c: c.encore), ms),
        _ligne("Temps à chaud, requête redemandée, p95", chaud(p95, lambda c: c.encore), ms),
        *_constructions(releve),
    ]
    return tableau(["Mesure", *(m.nom for m in MOTEURS), "rapport à Pagefind", "cible", "verdict"], lignes)


def _ligne(
    nom: str, valeurs: dict[str, float], ecrire: Callable[[float], str], cible: str = "", juger: Juger | None = None
) -> list[str]:
    notre, leur = valeurs[NOUS.id], valeurs[PAGEFIND.id]
    rapport = notre / leur if leur else float("inf")
    jugement = verdict(juger(notre, rapport)) if juger else ""
    return [nom, *(ecrire(valeurs[m.id]) for m in MOTEURS), nombre(rapport, 2), cible, jugement]


def _constructions(releve: Releve) -> list[list[str]]:
    """The time to build the sites, compared with Material's, and the indexes."""
    sites = releve.sites
    rapport = sites[NOUS.id].construction / sites[MATERIAL.id].construction
    return [
        [
            "Construction du site",
            *("—" if m is PAGEFIND else secondes(sites[m.id].construction) for m in MOTEURS),
            f"{nombre(rapport, 2)} × Material",
            f"≤ {nombre(CONSTRUCTION_MAX)} × Material",
            verdict(rapport <= CONSTRUCTION_MAX),
        ],
        ["Construction de l'index", *(secondes(sites[m.id].indexation) for m in MOTEURS), "", "", ""],
    ]


def pertinence(releve: Releve) -> str:
    """Success at 1, 3 and 10 and mean reciprocal rank, by class and engine."""
    lignes = []
    for classe in (*CLASSES, ENSEMBLE):
        if classe not in releve.notes[NOUS.id]:
            continue
        notes = [releve.notes[m.id][classe] for m in MOTEURS]
        notre, *autres = notes
        cible = jugement = ""
        if classe in SUCCES_3_MIN:
            # Nobody can be above a peer who finds everything.
            devant = notre.succes_3 == 1 or notre.succes_3 > max(note.succes_3 for note in autres)
            cible = f"≥ {entier(100 * SUCCES_3_MIN[classe])} % et devant"
            jugement = verdict(notre.succes_3 >= SUCCES_3_MIN[classe] and devant)
        lignes.append([classe, str(notre.nombre), *map(_note, notes), cible, jugement])
    return tableau(["Classe", "requêtes", *(m.nom for m in MOTEURS), "cible à 3", "verdict"], lignes)


def _note(note: Note) -> str:
    parts = " / ".join(entier(100 * part) for part in (note.succes_1, note.succes_3, note.succes_10))
    return f"{parts} ; {nombre(note.rang_reciproque, 2)}"


def manquees(releve: Releve) -> str:
    """The queries whose first three results here hold no expected fiche."""
    lignes = []
    for requete, liste in zip(releve.requetes, releve.resultats[NOUS.id], strict=True):
        place = rang(liste, requete.attendues)
        if place is None or place > 3:
            ou = f"au rang {place}" if place else "absente des dix premières"
            lignes.append(f"- {requete.classe} : « {requete.texte} » — {ou}")
    return "\n".join(lignes) + "\n" if lignes else "Aucune.\n"


def chargement(releve: Releve) -> str:
    """What our page loads for the first of the cold queries."""
    froid = releve.froid[NOUS.id][0]
    lignes = [[f"`{e.chemin}`", ko(e.octets), "avant"] for e in froid.utiles]
    lignes += [[f"`{e.chemin}`", ko(e.octets), "ensuite"] for e in froid.ensuite]
    return f"Pour « {releve.a_froid[0]} » :\n\n" + tableau(["Fichier", "octets", "résultats"], lignes)
