"""However a file is made, checking it takes a time in proportion to its size: `python -m tests.banc.validation`.

Each shape is checked at a size and at eight times that size, in the processor's time of one run. In
proportion, the second takes eight times longer; were a pattern quadratic, sixty-four times. Exit
status 1 where a shape goes beyond BORNE.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable

from scripts.recueil.lecture import LIGNE_MAX
from tests.fabrique import FICHE, avec, fautes

PETIT, GRAND = 7_000, 56_000
BORNE = 30
BRUIT_S = 0.05
"""Seconds under which a measure says nothing."""


def corps(motif: str) -> Callable[[int], str]:
    """A body that repeats a passage, on lines as long as a line may be."""
    fois = max(1, (LIGNE_MAX - 1) // len(motif))
    ligne = motif * fois + "\n" if "\n" not in motif else motif * fois
    return lambda taille: avec(FICHE, "Un café ouvre chaque semaine [s1].", ligne * (taille // len(ligne.encode())))


def porteur(ecrire: Callable[[int], str]) -> Callable[[int], str]:
    return lambda taille: avec(FICHE, '"Association Exemple"', ecrire(taille))


FORMES: dict[str, Callable[[int], str]] = {
    **{
        repr(motif): corps(motif)
        for motif in (
            *(
                "[",
                "]",
                "(",
                "](",
                "[a](",
                "[](https://a ",
                "[x ",
                "[x] [",
                "[s",
                "<",
                "<a",
                "&#",
                "{",
                "!",
                "-",
                "-8<",
                "#",
            ),
            *(
                "*",
                "_",
                "`",
                "\\",
                "=",
                "\u200b",
                "é\ue000",
                "a b. ",
                "\n",
                "a\n",
                "## x\n",
                "[s9]\n",
                "[S9]\n",
                "<b>\n",
            ),
            *(
                "    a\n",
                "- a\n",
                "<<<<<<< a\n",
                "[x](fiche:cafe)\n",
                "[x](catalogue:niveau=a)\n",
                "## a" + " " * 4_000 + "b\n",
            ),
        )
    },
    "crochets YAML": porteur(lambda n: "[" * n),
    "accolades YAML": porteur(lambda n: "{a: " * (n // 4)),
    "guillemets YAML": porteur(lambda n: "'\"" * (n // 2)),
    "guillemets protégés": porteur(lambda n: '"' + '\\"' * (n // 2)),
    "texte plié": porteur(lambda n: ">\n" + "  a\n" * (n // 4)),
    "chiffres": porteur(lambda n: "1" * n),
    "points d'interrogation": porteur(lambda n: "\n" + "? " * (n // 2)),
    "ancres": porteur(lambda n: "&a " * (n // 3)),
    "caractères cachés": porteur(lambda n: '"' + "\\u202e" * (n // 6) + '"'),
    "lignes sans champ": porteur(lambda n: "x\n" + "abc\n" * (n // 4)),
    "champs inconnus": porteur(lambda n: "x\n" + "".join(f"titr{i}: 1\n" for i in range(n // 11))),
    "secteurs inconnus": lambda n: avec(FICHE, "sanitaire]", ", ".join(f"s{i}" for i in range(n // 8)) + "]"),
    "anciens noms": lambda n: avec(
        FICHE, "mise_a_jour:", f"anciens_slugs: [{', '.join(f's{i}' for i in range(n // 8))}]\nmise_a_jour:"
    ),
    "liens différents": lambda n: avec(
        FICHE, "Un café ouvre", "\n".join(f"[x](fiche:cafe-{i})" for i in range(n // 20)) + "\nUn café ouvre"
    ),
}


def duree(texte: str) -> float:
    """Processor seconds of a check, memory being cleared beforehand rather than within."""
    gc.collect()
    gc.disable()
    debut = time.process_time()
    fautes(("fiches/x.md", texte))
    passe = time.process_time() - debut
    gc.enable()
    return passe


def main() -> int:
    """Print the ratio of each shape; returns the exit status."""
    trop = 0
    for nom, forme in FORMES.items():
        petit, grand = forme(PETIT), forme(GRAND)
        duree(petit)
        reference = max(BRUIT_S / 8, min(duree(petit) for _ in range(3)))
        rapport = duree(grand) / reference
        trop += rapport >= BORNE
        sys.stdout.write(f"{rapport:6.1f}  {nom}\n")
    sys.stdout.write(f"{trop} forme(s) au-delà de {BORNE} pour un texte huit fois plus long.\n")
    return 1 if trop else 0


if __name__ == "__main__":
    sys.exit(main())
