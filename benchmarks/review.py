"""All checks of a review over a ward with 100,000 records: `python benchmarks/review.py [ROUNDS]`.

The ward: 25,000 periods of 10,000 assignments, 20,000 documents, 19,000 pieces of evidence, 1,000 plan items and criteria, 25,000 dossiers
with 75,000 steps in the lake, of two exports. About every twentieth record has something wrong, so that what is found is told as well as
sought. Each round is a process's first: nothing of the lake is kept from the one before. Processor time of one thread; goal: 5 s.
"""

import os
import shutil
import sys
import tempfile
import time
from pathlib import Path

ROUNDS = 3
FOLDER = Path(tempfile.mkdtemp(prefix="minhchung-bench-review-"))
os.environ |= {"MINHCHUNG_DATA": str(FOLDER), "MINHCHUNG_SECRET_KEY": "only-for-the-benchmark", "MINHCHUNG_NOW": "2026-11-20T09:00:00"}
os.environ["DJANGO_SETTINGS_MODULE"] = "minhchung.site.settings.base"

import django  # noqa: E402 - the settings come first

django.setup()

import statistics  # noqa: E402
from collections import defaultdict  # noqa: E402

from django.core.management import call_command  # noqa: E402
from review_ward import CODE, NOW, fill, records  # noqa: E402

from minhchung.apps.dossiers import reading  # noqa: E402
from minhchung.apps.ground.figures import Scope  # noqa: E402
from minhchung.apps.ground.problems import CHECKS, problems  # noqa: E402


def forget() -> None:
    """What a process keeps of a generation of the lake."""
    for kept in (reading._anomalies, reading._late, reading._procedures):
        kept.cache_clear()


def main(rounds: int) -> None:
    call_command("migrate", verbosity=0)
    fill()
    print(", ".join(f"{count:,} {name}" for name, count in records().items()))
    processor, wall, found = defaultdict[str, list[float]](list), defaultdict[str, list[float]](list), {}
    for _ in range(rounds):
        forget()
        kept: dict[str, object] = {}
        for code in CHECKS:
            started, ran = time.perf_counter(), time.process_time()
            found[code] = len(problems(code, Scope(CODE), NOW, kept=kept))
            wall[code].append(time.perf_counter() - started)
            processor[code].append(time.process_time() - ran)
    print(f"\n{'check':<8}{'found':>8}{'processor ms':>15}{'wall ms':>10}")
    for code in sorted(CHECKS):
        print(f"{code:<8}{found[code]:>8,}{statistics.median(processor[code]) * 1000:>15.0f}{statistics.median(wall[code]) * 1000:>10.0f}")
    totals = [[sum(taken[code][turn] for code in CHECKS) for turn in range(rounds)] for taken in (processor, wall)]
    print(f"{'all':<8}{sum(found.values()):>8,}{statistics.median(totals[0]) * 1000:>15.0f}{statistics.median(totals[1]) * 1000:>10.0f}")


if __name__ == "__main__":
    try:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS)
    finally:
        shutil.rmtree(FOLDER)
