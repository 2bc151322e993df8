"""What stops the benchmark, said in French to whoever runs it."""

from __future__ import annotations


class BancImpossible(Exception):
    """The benchmark cannot run; the message says why and what to do."""
