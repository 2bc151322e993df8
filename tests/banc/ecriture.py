"""Numbers, verdicts and Markdown tables as French writes them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def nombre(valeur: float, decimales: int = 1) -> str:
    """A number with its decimals: « 1 234,5 »."""
    return f"{valeur:,.{decimales}f}".replace(",", "\u202f").replace(".", ",")


def entier(valeur: float) -> str:
    """A number without decimals."""
    return nombre(valeur, 0)


def ko(octets: float) -> str:
    """Thousands of bytes."""
    return f"{nombre(octets / 1000)} Ko"


def ms(duree: float) -> str:
    """Milliseconds; without decimals from a hundred on."""
    return f"{nombre(duree, 0 if duree >= 100 else 1)} ms"


def secondes(duree: float | None) -> str:
    """Seconds, or a dash where there is nothing to measure."""
    return "—" if duree is None else f"{nombre(duree)} s"


def verdict(tenu: bool) -> str:
    """« tenu » or « non tenu »."""
    return "tenu" if tenu else "**non tenu**"


def tableau(titres: Sequence[str], lignes: Iterable[Sequence[str]]) -> str:
    """A Markdown table; every column but the first aligned on the right."""
    rangees = [titres, ["---", *["---:"] * (len(titres) - 1)], *lignes]
    return "\n".join(f"| {' | '.join(rangee)} |" for rangee in rangees) + "\n"
