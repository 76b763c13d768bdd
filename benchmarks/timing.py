"""Timing that survives a busy machine: the contestants take turns, so that what else runs slows all of them alike."""

import statistics
import time
from collections.abc import Callable, Mapping


def medians(jobs: Mapping[str, Callable[[], object]], rounds: int) -> dict[str, float]:
    """Milliseconds per call of each job: the median over `rounds` turns, after one turn to warm up."""
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for turn in range(rounds + 1):
        for name, job in jobs.items():
            start = time.perf_counter()
            job()
            if turn:
                taken[name].append((time.perf_counter() - start) * 1000)
    return {name: statistics.median(values) for name, values in taken.items()}


def table(title: str, times: Mapping[str, float], peer: str, notes: Mapping[str, str]) -> None:
    """Prints one comparison; the ratio is to `peer`: 0.20 means a fifth of its time."""
    print(f"\n{title}\n{'reader':<34}{'ms':>9}{'ratio':>8}  note")
    for name, ms in times.items():
        print(f"{name:<34}{ms:>9.2f}{ms / times[peer]:>8.2f}  {notes.get(name, '')}")
