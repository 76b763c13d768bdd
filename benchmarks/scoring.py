"""Scoring of the sample pack: `python benchmarks/scoring.py [DAYS]`.

A city re-scores its year: 60 leaves × 114 communes × 365 days are 41,610 pack-scores. DAYS days of it are scored (5 when left out);
the work is linear, every pack-score starts from facts that no other shares. The peers take turns with it: an empty loop over the same
leaves (what Python alone costs), and simpleeval alone working one formula of two names for each leaf, without points, caps or sentences.
"""

import random
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import simpleeval

from minhchung.scoring.facts import Facts, Known
from minhchung.scoring.forecast import acts, forecast
from minhchung.scoring.loading import packaged
from minhchung.scoring.packs import Pack
from minhchung.scoring.score import score

COMMUNES = range(114)
YEAR = 365
ROUNDS = 5
AT = datetime(2026, 1, 1, 17, tzinfo=timezone(timedelta(hours=7)))


def facts_of(pack: Pack, commune: int, day: int) -> Facts:
    """What a commune knows on a day: nine inputs in ten, numbers that differ from day to day."""
    luck = random.Random(commune * 1000 + day)
    choices = {variable.name: variable.choices for variable in pack.variables}
    values: dict[str, Known] = {}
    for _, read in pack.inputs():
        below = luck.randint(20, 2000)
        above = luck.randint(below * 8 // 10, below)
        known = {
            "number": lambda above=above: Known(Decimal(above)),
            "yes_no": lambda: Known(luck.random() < 0.7),
            "date": lambda: Known(date(2026, 1, luck.randint(5, 31))),
            "choice": lambda name=read.name: Known(luck.choice(choices[name])),
            "share": lambda above=above, below=below: Known(
                (Decimal(above) * 100 / below).quantize(Decimal("0.01")), "", Decimal(above), Decimal(below)
            ),
        }[read.kind]()
        if luck.random() < 0.9:
            values[read.name] = known
    return Facts(AT + timedelta(days=day), values)


def seconds(job: Callable[[], object]) -> float:
    """Processor seconds: what else the machine does is left out as far as it can be."""
    start = time.process_time()
    job()
    return time.process_time() - start


def main() -> None:
    days = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    pack = packaged("mau-xa-2026")
    evaluator = simpleeval.SimpleEval(names={"A": Decimal(59), "B": Decimal(60)})
    formula = evaluator.parse("A / B")
    known: list[Facts] = []

    def every_leaf(work: Callable[[], object]) -> None:
        for _ in known:
            for _ in pack.leaves:
                work()

    jobs: dict[str, tuple[int, Callable[[], object]]] = {
        "score": (1, lambda: [score(pack, facts) for facts in known]),
        "simpleeval alone, one formula a leaf": (1, lambda: every_leaf(lambda: evaluator.eval("A / B", previously_parsed=formula))),
        "an empty call a leaf": (1, lambda: every_leaf(lambda: None)),
        "forecast": (10, lambda: [forecast(pack, facts, {}) for facts in known[::10]]),
        "forecast and acts": (10, lambda: [acts(pack, forecast(pack, facts, {}), facts) for facts in known[::10]]),
    }
    taken: dict[str, list[float]] = {name: [] for name in jobs}
    for turn in range(ROUNDS + 1):
        # Facts of their own for every round: nothing of an earlier one is found again.
        known[:] = [
            facts_of(pack, commune, (turn * days + day) * YEAR // (days * (ROUNDS + 1))) for day in range(days) for commune in COMMUNES
        ]
        for name, (every, job) in jobs.items():
            found = seconds(job) * 1000 / len(known[::every])
            if turn:
                taken[name].append(found)
    times = {name: statistics.median(found) for name, found in taken.items()}
    print(f"{len(pack.leaves)} leaves × {len(COMMUNES)} communes × {days} of {YEAR} days = {len(known):,} pack-scores, median of {ROUNDS}")
    print(f"{'':<40}{'processor ms':>14}{'score / this':>14}")
    for name, found in times.items():
        print(f"{name:<40}{found:>14.3f}{times['score'] / found:>14.2f}")
    print("One pack each. Goals: score 1 ms (1 s per 1,000), forecast of one commune 50 ms.")
    print(f"The whole year at this rate: {times['score'] * len(COMMUNES) * YEAR / 1000:,.0f} s")


if __name__ == "__main__":
    main()
