"""The list of findings by the points they hold up: a leaf once in every sum, unknown ones said, closed ones held up nothing."""

import io
from dataclasses import replace

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from minhchung.apps.evidence.models import Claim
from minhchung.apps.findings import actions as findings
from minhchung.apps.findings.models import Finding
from minhchung.apps.findings.queries import listing
from minhchung.apps.findings.queries.points import worth_of_live
from minhchung.apps.findings.writing import Found, write
from minhchung.apps.ground.problems import CHECKS, Severity
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.models import Index
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.guards.test_rights import signed_in
from tests.indexes.rounds import leaf_of
from tests.personas import NOW

LIST = "/ra-soat/?nhom=diem"


def of_check(ward: Commune, unit: Unit, subject: Ref, code: str = "TC-01", part: str = "") -> Finding:
    severity = Severity.WARNING if code == "TC-01" else Severity.ERROR
    found = Found(
        Finding.Source.CHECK, f"Thiếu minh chứng {part}.", severity, {unit.pk: ""}, fix="Nộp.", check=code, subject=subject, part=part
    )
    return write([found], commune=ward, actor=None, at=NOW)[0]


@pytest.fixture
def open_findings(ward: Commune, units: dict[str, Unit], scored: Index, minutes: Claim, standing: Person) -> list[Finding]:
    """Two on leaf 1.2 (1,00 held up), one on 1.3 (0,50 still to win), one on 1.1 (lost), one on the survey nobody knows, one that leads
    nowhere."""
    leaf, survey = leaf_of(scored, "1.2"), leaf_of(scored, "2.2")
    return [
        of_check(ward, units["KT"], Ref("criterion", str(leaf.pk))),
        of_check(ward, units["VH-XH"], Ref("claim", str(minutes.pk)), "MC-01"),
        of_check(ward, units["VH-XH"], Ref("criterion", str(leaf_of(scored, "1.3").pk))),
        of_check(ward, units["VH-XH"], Ref("criterion", str(leaf_of(scored, "1.1").pk))),
        of_check(ward, units["KT"], Ref("criterion", str(survey.pk))),
        findings.add(commune=ward, message="Thiếu sổ", units=[units["KT"]], actor=standing, at=NOW),
    ]


def groups(person: Person, **asked: str) -> list[tuple[str, int, str]]:
    found, _ = listing.page_of(person, listing.Asked(**asked), page=None, now=NOW)
    return [(group.title, group.total, group.meta.partition(" · ")[2]) for group in found]


def test_findings_stand_under_the_leaf_they_hold_up_the_dearest_first(open_findings: list[Finding], leader: Person) -> None:
    assert groups(leader, group="diem") == [
        ("1.2 Đối thoại", 2, "giữ 1,00/1,00 điểm"),
        ("1.3 Hoàn thành nhiệm vụ", 1, "giữ 0,50/2,00 điểm"),
        ("1.1 Ban hành kế hoạch", 1, "không giữ điểm nào"),
        ("2.2 Hài lòng", 1, "chưa chấm được nên chưa biết giữ bao nhiêu điểm"),
        (listing.NO_LEAF, 1, ""),
    ]
    text = signed_in(leader).get(LIST).content.decode()
    assert "giữ 1,50 điểm của 2 tiêu chí." in text  # the sentence over the page
    assert f'<h2 id="g1"><a href="{reverse("indexes:criterion", args=[open_findings[0].subject_key])}">1.2 Đối thoại</a></h2>' in text


def test_a_leaf_counts_once_in_the_sum_of_a_group(open_findings: list[Finding], units: dict[str, Unit], leader: Person) -> None:
    of_check(open_findings[0].commune, units["KT"], open_findings[1].subject or Ref("x", ""), "MC-02")
    held = {title: meta for title, _, meta in groups(leader)}
    assert held == {"Phòng Kinh tế": "giữ 1,00 điểm của 1 tiêu chí", "Phòng Văn hóa - Xã hội": "giữ 1,50 điểm của 2 tiêu chí"}
    held = {title.partition(" ")[0]: meta for title, _, meta in groups(leader, group="quy-tac")}
    assert (held["MC-01"], held["TC-01"]) == ("giữ 1,00 điểm của 1 tiêu chí", "giữ 1,50 điểm của 2 tiêu chí")


def test_a_closed_finding_holds_nothing_up(open_findings: list[Finding], leader: Person) -> None:
    for each in open_findings[:2]:
        findings.passed(finding=each, actor=None, at=NOW)
    assert set(worth_of_live(leader)) == {each.pk for each in open_findings[2:5]}
    assert ("1.2 Đối thoại", 2, "giữ 1,00/1,00 điểm") not in groups(leader, group="diem", state="het")


def test_a_finding_without_an_index_is_worth_nothing_known(ward: Commune, units: dict[str, Unit], leader: Person) -> None:
    of_check(ward, units["KT"], Ref("unit", str(units["KT"].pk)))
    assert groups(leader, group="diem") == [(listing.NO_LEAF, 1, "")]
    assert "điểm của" not in signed_in(leader).get(LIST).content.decode()


def test_a_check_of_a_figure_holds_up_the_leaf_scored_from_it(
    ward: Commune, units: dict[str, Unit], scored: Index, leader: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing in the record leads to the leaf: that the figure would be better does."""
    monkeypatch.setitem(CHECKS, "HS-01", replace(CHECKS["HS-01"], figures=("assignments.on_time_share",)))
    late = of_check(ward, units["KT"], Ref("dossier", "x/mc/H99"), "HS-01")
    other = of_check(ward, units["KT"], Ref("dossier", "x/mc/H99"), "HS-02")
    found = worth_of_live(leader)
    assert [leaf.code for leaf in found[late.pk].proves] == ["2.1"]
    assert other.pk not in found


def test_points_stand_on_the_line_on_the_page_and_in_the_workbook(open_findings: list[Finding], leader: Person) -> None:
    client, leaf = signed_in(leader), reverse("indexes:criterion", args=[open_findings[0].subject_key])
    assert '<span class="pts">1,00</span>' in client.get("/ra-soat/?quy-tac=TC-01").content.decode()
    page = client.get(f"/ra-soat/{open_findings[0].pk}/").content.decode()
    assert f'1,00/1,00: <a href="{leaf}">1.2 Đối thoại</a>' in page
    assert 'chưa biết: <a href="' in client.get(f"/ra-soat/{open_findings[4].pk}/").content.decode()
    sheet = load_workbook(io.BytesIO(client.get("/ra-soat/xuat/").content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    head = next(row for row in rows if "Điểm đang giữ" in row)
    points, leaves = head.index("Điểm đang giữ"), head.index("Tiêu chí")
    told = {(row[leaves], row[points]) for row in rows if row[head.index("Nguồn")] == "Quy tắc rà soát"}
    assert told == {("1.2", 1), ("1.3", 0.5), ("1.1", 0), ("2.2", None)}


@pytest.mark.parametrize("group", listing.GROUPS)
def test_more_findings_and_leaves_take_no_more_queries(
    open_findings: list[Finding], units: dict[str, Unit], leader: Person, group: str
) -> None:
    client = signed_in(leader)

    def queries() -> int:
        client.get(LIST)
        with CaptureQueriesContext(connection) as seen:
            assert client.get("/ra-soat/", {"nhom": group}).status_code == 200
        return len(seen)

    few = queries()
    for number in range(40):
        of_check(open_findings[0].commune, units["KT"], open_findings[number % 4].subject or Ref("x", ""), "TC-01", str(number))
    assert queries() <= few
