"""What of QĐ 766 is published: the whole, the groups and the indicators that have a code on the portal."""

from functools import lru_cache

from minhchung.apps.dossiers.measuring import SET as OWN_SET
from minhchung.flow.indicators import definition_file

SET = "qd766-2022"
TOTAL, RANK = "total", "rank"
WHOLE = {TOTAL: "Tổng điểm Bộ chỉ số 766", RANK: "Thứ hạng trong thành phố"}
"""What is published of all groups together."""


def metrics() -> list[tuple[str, str]]:
    """What can be entered by hand: the whole, the groups, then the indicators with a code on the portal."""
    file = definition_file(SET)
    groups = [(group.name, f"Nhóm: {group.title}") for group in file.group]
    coded = [(item.code, f"{item.name.removeprefix('766.')} {item.title}") for item in file.indicator if item.code]
    return [*WHOLE.items(), *groups, *coded]


@lru_cache(maxsize=1)
def codes_of_figures() -> dict[str, str]:
    """Figure of the software → the code under which the portal publishes the same, or what comes nearest to it."""
    return {f"dossiers.{item.name}": item.code for item in definition_file(OWN_SET).indicator if item.code}
