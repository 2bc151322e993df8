"""The table of the grown collections, and whether bytes grow as was asked."""

from __future__ import annotations

from tests.banc.croissance import A_CHAUD, A_FROID, TAILLES, Taille
from tests.banc.ecriture import entier, ko, ms, nombre, secondes, tableau, verdict
from tests.banc.moteurs import NOUS, PAGEFIND
from tests.banc.rapport import REQUETES_MAX
from tests.banc.releve import Releve
from tests.banc.requetes import repartir, textes
from tests.banc.statistiques import mediane, p95

_TITRES = (
    "Fiches",
    "moteur",
    "octets, médiane",
    "rapport à Pagefind",
    "octets, maximum",
    "octets en tout, médiane",
    "requêtes, maximum",
    "page elle-même",
    "à froid, médiane",
    "à chaud, p95",
    "index bâti en",
)
_NOTE = """
Aux vraies fiches s'ajoutent des fiches mêlées : titre, résumé, repères, mots-clés et chaque section viennent de \
vraies fiches tirées au hasard, toujours de même. Au-delà des vraies fiches, seul ce que lit une recherche est bâti \
ici (catalogue, index, styles, scripts, dans la vraie coquille de page), et Pagefind indexe des pages HTML nues des \
mêmes textes. Ces textes se répètent : la page du catalogue, qui les contient, se comprime mieux que de vraies fiches.
"""


def croissance(releve: Releve, fiches: int) -> str:
    """The growth section; `fiches` is the size of the real collection."""
    if not releve.croissance:
        return "Non mesurée dans ce passage (`--croissance`).\n"
    tailles = [_taille_reelle(releve, moteur.id, fiches) for moteur in (NOUS, PAGEFIND)] + releve.croissance
    octets = {(t.nombre, t.moteur): mediane([f.octets for f in t.froid]) for t in tailles if t.froid}
    lignes = [_ligne(taille, octets) for taille in tailles]
    echecs = [f"\n{entier(t.nombre)} fiches : {t.echec.splitlines()[0]}\n" for t in tailles if t.echec]
    return "\n".join([tableau(_TITRES, lignes), *echecs, *_verdicts(octets, fiches), *_requetes(tailles), _NOTE])


def _taille_reelle(releve: Releve, moteur: str, fiches: int) -> Taille:
    """What was measured over the real collection, of the queries made over the grown ones only."""
    par_texte = dict(zip(textes(releve.requetes), releve.chaud[moteur], strict=True))
    chaud = [par_texte[texte] for texte in textes(repartir(releve.requetes, A_CHAUD))]
    return Taille(fiches, moteur, releve.sites[moteur], releve.froid[moteur][:A_FROID], chaud)


def _ligne(taille: Taille, octets: dict[tuple[int, str], float]) -> list[str]:
    notre = taille.moteur == NOUS.id
    debut = [entier(taille.nombre), (NOUS if notre else PAGEFIND).nom]
    if taille.echec:
        return [*debut, "échec", *["—"] * (len(_TITRES) - 4), secondes(taille.site.indexation)]
    leurs = octets.get((taille.nombre, PAGEFIND.id))
    return [
        *debut,
        ko(octets[taille.nombre, taille.moteur]),
        nombre(octets[taille.nombre, taille.moteur] / leurs, 2) if notre and leurs else "—",
        ko(max(f.octets for f in taille.froid)),
        ko(mediane([f.octets_en_tout for f in taille.froid])),
        entier(max(f.requetes for f in taille.froid)),
        ko(mediane([f.page for f in taille.froid])),
        ms(mediane([f.duree for f in taille.froid])),
        ms(p95([c.duree for c in taille.chaud])),
        secondes(taille.site.indexation),
    ]


def _verdicts(octets: dict[tuple[int, str], float], fiches: int) -> list[str]:
    """Bytes grow slower than the collection; at the first size they are no more than Pagefind's."""
    lignes = []
    for taille in TAILLES:
        siens, leurs = octets.get((taille, NOUS.id)), octets.get((taille, PAGEFIND.id))
        if siens:
            facteur, collection = siens / octets[fiches, NOUS.id], taille / fiches
            lignes.append(
                f"- À {entier(taille)} fiches, la collection est multipliée par {nombre(collection)} et les octets "
                f"d'une première recherche par {nombre(facteur)} (cible : moins) : {verdict(facteur < collection)}"
            )
        if taille == TAILLES[0] and leurs:
            jugement = verdict(siens is not None and siens <= leurs)
            lignes.append(f"- À {entier(taille)} fiches, pas plus d'octets que Pagefind : {jugement}")
    return lignes


def _requetes(tailles: list[Taille]) -> list[str]:
    """Requests of a first search stay as few as over the real collection."""
    return [
        f"- À {entier(t.nombre)} fiches, {REQUETES_MAX} requêtes au plus : "
        + verdict(max(f.requetes for f in t.froid) <= REQUETES_MAX)
        for t in tailles
        if t.moteur == NOUS.id and t.nombre in TAILLES and t.froid
    ]
