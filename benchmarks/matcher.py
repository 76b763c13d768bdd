"""The matcher of publication on 1,000 procedures × 6 copies, beside the plain way: `difflib` on the words of every field.

    python benchmarks/matcher.py

Processor time, so that what else runs on the machine hardly counts. The peer only says how alike two texts are; it knows no units, no
leading zeros and no doubts, so every other spelling is a difference to it: the numbers it finds are printed beside the planted ones.
"""

import difflib
import random
import statistics
import time
from collections.abc import Callable

from minhchung.apps.procedures.rules.content import Basis, Component, Content, Way, WayKind
from minhchung.apps.procedures.rules.fees import fee_of
from minhchung.apps.procedures.rules.limits import limit_of
from minhchung.apps.publication.rules.matching import Catalogue, Copied, differences
from minhchung.apps.publication.rules.telling import Shown
from minhchung.apps.publication.rules.words import key_of, symbol_key

PROCEDURES, COPIES, PLANTED, ROUNDS = 1_000, 6, 20, 5
LIMITS = ("{} ngày làm việc", "0{} ngày làm việc", "{} ngày làm việc kể từ ngày nhận đủ hồ sơ")
KINDS = (WayKind.DIRECT, WayKind.ONLINE, WayKind.POSTAL)


def shown(number: int, spelling: int, limit: int) -> Shown:
    """One procedure, spelled one way or another."""
    ways = tuple(Way(kind=kind, limit=limit_of(LIMITS[spelling % 3].format(limit)), fee=fee_of(f"{number}.000 đồng")) for kind in KINDS)
    papers = tuple(Component(name=f"Giấy tờ số {paper} của thủ tục {number}", form=f"Mẫu {number}.docx") for paper in range(8))
    basis = tuple(Basis(title=f"Nghị định {each}", symbol=f"{number + each}/2025/NĐ-CP") for each in range(5))
    name = f"Cấp giấy phép {number} tại UBND cấp xã"
    return Shown(
        Content(name=name if spelling % 2 else name.upper(), decision=f"{number}/QĐ-UBND", ways=ways, components=papers, basis=basis)
    )


def made() -> tuple[dict[str, Shown], list[dict[str, Shown]]]:
    """The catalogue, and copies of it with twenty limits changed."""
    code = "9.{:06d}".format
    ours = {code(number): shown(number, 0, number % 8 + 1) for number in range(PROCEDURES)}
    copies = [{code(number): shown(number, copy + 1, number % 8 + 1) for number in range(PROCEDURES)} for copy in range(COPIES)]
    for place in random.Random(7).sample(range(PROCEDURES * COPIES), PLANTED):
        copy, number = divmod(place, PROCEDURES)
        copies[copy][code(number)] = shown(number, copy + 1, 9)
    return ours, copies


def ours_way(ours: dict[str, Shown], copies: list[dict[str, Shown]]) -> int:
    """Differences found by the matcher."""
    key_of.cache_clear()
    symbol_key.cache_clear()
    catalogue = Catalogue(ours)
    return sum(len(differences(catalogue, Copied(str(place), copy))) for place, copy in enumerate(copies))


def plain_way(ours: dict[str, Shown], copies: list[dict[str, Shown]]) -> int:
    """Differences found by comparing words of fields, where they are not letter for letter the same by their likeness."""
    return sum(
        difflib.SequenceMatcher(None, mine, theirs, autojunk=False).ratio() < 1
        for copy in copies
        for code, shown_ in ours.items()
        for mine, theirs in zip(_words(shown_), _words(copy[code]), strict=True)
    )


def _words(shown_: Shown) -> list[str]:
    content = shown_.content
    return [
        (content.name or "").lower(), content.decision or "", "; ".join(way.limit.raw for way in content.ways or ()),
        "; ".join(way.fee.raw for way in content.ways or ()), "; ".join(each.name for each in content.components or ()),
        "; ".join(each.form for each in content.components or ()), "; ".join(each.symbol for each in content.basis or ()),
    ]  # fmt: skip


def seconds(job: Callable[[], int]) -> float:
    """Processor seconds of one call."""
    start = time.process_time()
    job()
    return time.process_time() - start


def main() -> None:
    ours, copies = made()
    taken: dict[str, list[float]] = {"matcher": [], "difflib": []}
    for _ in range(ROUNDS):
        taken["matcher"].append(seconds(lambda: ours_way(ours, copies)))
        taken["difflib"].append(seconds(lambda: plain_way(ours, copies)))
    medians = {name: statistics.median(values) for name, values in taken.items()}
    print(f"{PROCEDURES} procedures × {COPIES} copies, {PLANTED} limits planted; processor time, median of {ROUNDS}")
    print(f"matcher  {medians['matcher']:6.2f} s  found {ours_way(ours, copies)}")
    print(f"difflib  {medians['difflib']:6.2f} s  found {plain_way(ours, copies)}")
    print(f"ratio    {medians['matcher'] / medians['difflib']:6.2f}")


if __name__ == "__main__":
    main()
