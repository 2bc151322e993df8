"""Write `.br` and `.gz` beside the text files of a site, for a server that sends them as they are
(`deploiement/nginx.conf`): pressed once as small as can be, rather than at each visit.

Same file, same bytes. A copy that would not be smaller is not written.
"""

from __future__ import annotations

import gzip
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import brotli

SUFFIXES = frozenset(
    {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".webmanifest", ".csv", ".ttl", ".jsonld"}
)
TAILLE_MIN = 200
"""Bytes under which the headers weigh more than what is spared."""


def comprimer(site: Path) -> None:
    """Compress every text file of a folder, on all processors. Raises OSError where the disk refuses."""
    fichiers = sorted(f for f in site.rglob("*") if f.suffix in SUFFIXES and f.stat().st_size > TAILLE_MIN)
    with ProcessPoolExecutor() as ouvriers:
        # The result is asked for so that a worker's error is raised here.
        list(ouvriers.map(comprimer_fichier, fichiers, chunksize=8))


def comprimer_fichier(fichier: Path) -> None:
    """Write a file's two compressed copies."""
    octets = fichier.read_bytes()
    for suffixe, petit in (
        (".br", brotli.compress(octets, mode=brotli.MODE_TEXT, quality=11)),
        (".gz", gzip.compress(octets, 9, mtime=0)),
    ):
        if len(petit) < len(octets):
            fichier.with_name(fichier.name + suffixe).write_bytes(petit)
