"""A random draw that anybody can make again: seed and population give the same dossiers on every machine and for ever."""

import hashlib
from collections.abc import Collection, Mapping, Sequence


def draw(population: Mapping[str, str], count: int, *, seed: str, by_stratum: bool) -> list[str]:
    """`count` codes of the population (code → stratum); with `by_stratum` so many of each stratum, in the order of strata.

    Each code gets the SHA-256 of seed and code; the smallest are drawn. No generator of a language or library is asked, so that the
    draw stays the same under every version; a code that joins the population moves none of the others.
    """
    if not by_stratum:
        return _smallest(population, count, seed)
    strata: dict[str, list[str]] = {}
    for code, stratum in population.items():
        strata.setdefault(stratum, []).append(code)
    return [code for stratum in sorted(strata) for code in _smallest(strata[stratum], count, seed)]


def _smallest(codes: Collection[str], count: int, seed: str) -> list[str]:
    ranked: Sequence[str] = sorted(codes, key=lambda code: (hashlib.sha256(f"{seed}\n{code}".encode()).digest(), code))
    return sorted(ranked[:count])
