"""Which findings are the same: by code, by likeness; what stands under several units or quarters is systemic."""

import re
from datetime import date
from itertools import combinations
from pathlib import Path

from rapidfuzz import fuzz

from minhchung.apps.findings.rules.radar import ALIKE, Seen, alike, clusters, systemic
from minhchung.text.normal import fold

FILING = (
    "Công tác quản lý, lập hồ sơ công việc điện tử và nộp lưu tuy đã triển khai nhưng chưa hiệu quả, cần rà soát để đủ danh mục, "
    "thành phần hồ sơ, thời hạn nộp lưu"
)
PORTAL = "Việc cập nhật tin, bài và nội dung công khai trên Cổng thông tin điện tử của phường có thời điểm chưa thường xuyên, chưa đủ"
DAY = date(2026, 6, 20)


def seen(key: int, text: str, *units: int, on: date = DAY, code: str = "") -> Seen:
    return Seen(key, code, text, frozenset(units), on)


def test_the_same_words_under_four_units_are_one_cluster() -> None:
    found = systemic(
        [*(seen(unit, FILING, unit) for unit in (1, 2, 3)), seen(4, FILING.replace("thời hạn", "cả thời hạn"), 4), seen(5, PORTAL, 1)]
    )
    assert [(sorted(each.keys), each.units) for each in found] == [([1, 2, 3, 4], {1, 2, 3, 4})]


def test_one_finding_under_four_units_is_systemic_too() -> None:
    (cluster,) = systemic([seen(1, FILING, 1, 2, 3, 4)])
    assert len(cluster.units) == 4


def test_what_comes_back_in_another_quarter_is_systemic() -> None:
    (cluster,) = systemic([seen(1, PORTAL, 1), seen(2, PORTAL, 1, on=date(2026, 9, 1))])
    assert cluster.quarters == {(2026, 2), (2026, 3)}
    assert cluster.cells == {(1, (2026, 2)), (1, (2026, 3))}


def test_findings_of_checks_are_gathered_by_code_whatever_they_say() -> None:
    found = clusters([seen(1, "Việc 3 quá hạn", 1, code="NV-09"), seen(2, "Việc 9 quá hạn", 2, code="NV-09"), seen(3, "Việc 3 quá hạn", 1)])
    assert [sorted(each.keys) for each in found] == [[1, 2], [3]]


def test_short_texts_are_the_same_only_when_equal() -> None:
    assert alike(fold("Thiếu sổ"), fold("Thiếu sổ"))
    assert not alike(fold("Thiếu sổ họp"), fold("Thiếu sổ hop1"))


def test_the_real_conclusion_gives_the_cluster_of_four_and_no_other(shared: Path) -> None:
    text = next((shared / "readings" / "texts").glob("seed_002*.txt")).read_text("utf-8")
    part = text[text.index("II. TỒN TẠI") : text.index("III. YÊU CẦU")]
    headings = list(re.finditer(r"^\d\. .*$", part, re.M))
    found = [
        seen(place * 100 + number, line[2:], place)
        for place, (one, after) in enumerate(zip(headings, [*headings[1:], None], strict=True), 1)
        for number, line in enumerate(re.findall(r"^- .*$", part[one.end() : after.start() if after else None], re.M))
    ]
    assert [len(each.units) for each in systemic(found)] == [4]
    # How far the threshold is from both sides: the four are equal, the nearest two others far below it.
    folded = [fold(each.text) for each in found]
    between = sorted({round(fuzz.token_sort_ratio(one, other)) for one, other in combinations(folded, 2)}, reverse=True)
    assert between[0] == 100
    assert between[1] < ALIKE - 15
