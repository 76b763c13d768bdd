"""What follows by itself: news of waivers, findings that pass in a handover, the radar's grids, what waits on the first screen."""

from datetime import date, datetime

import pytest

from minhchung.apps.findings import actions
from minhchung.apps.findings.models import Finding
from minhchung.apps.findings.queries.radar import grids_of, quarters_until
from minhchung.apps.ground import notices
from minhchung.apps.ground.jobs import catch_up_all
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations import actions as organisations
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.findings.conftest import WORDS
from tests.guards.test_rights import signed_in
from tests.personas import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def told(person: Person) -> list[str]:
    return [news.notice.text for news in notices.current(person, today=TODAY)]


def test_a_leader_is_told_of_a_waiver_until_it_is_decided_and_who_asked_of_the_word(
    finding: Finding, inspector: Person, leader: Person
) -> None:
    asked = actions.ask_waiver(finding=finding, reason="Chờ kinh phí", until=date(2026, 12, 31), actor=inspector, at=NOW)
    assert told(leader) == [f"Đề nghị tạm chấp nhận TT-01/2026 đến 31/12/2026: {WORDS[:120]}"]
    assert told(inspector) == []
    assert "Đề nghị tạm chấp nhận chờ duyệt" in signed_in(leader).get("/").content.decode()
    actions.decide_waiver(waiver=asked, granted=True, actor=leader, at=NOW)
    assert told(leader) == []
    assert told(inspector)[0].startswith("Đã đồng ý tạm chấp nhận đến 31/12/2026: TT-01/2026")


def test_the_first_screen_of_a_unit_says_what_waits_for_its_cause(finding: Finding, units: dict[str, Unit], officer: Person) -> None:
    text = signed_in(officer).get("/").content.decode()
    assert "Phát hiện của đơn vị chờ nêu nguyên nhân" in text
    assert f"/ra-soat/?loc=cho-nguyen-nhan&amp;don-vi={units['KT'].pk}" in text
    actions.explain(finding=finding, cause="skill", side="", note="", actor=officer, at=NOW)
    assert "chờ nêu nguyên nhân" not in signed_in(officer).get("/").content.decode()


def test_open_findings_follow_a_handover_once_and_closed_ones_stay(
    ward: Commune, units: dict[str, Unit], finding: Finding, inspector: Person
) -> None:
    """The finding stands under VP and KT already: what KT hands over to VP is not there twice."""
    own = actions.add(commune=ward, message="Thiếu sổ", units=[units["KT"]], actor=inspector, at=NOW)
    closed = actions.add(commune=ward, message="Đã xong", units=[units["KT"]], actor=inspector, at=NOW)
    Finding.objects.filter(pk=closed.pk).update(
        state="closed", closed_at=NOW, cause="skill", side="subjective", plan="x", evaluation="Đã xem"
    )
    organisations.hand_over(
        commune=ward,
        from_unit=units["KT"],
        to_unit=units["VP"],
        from_person=None,
        to_person=None,
        on=date(2026, 11, 20),
        decision="",
        note="",
        actor=None,
        at=NOW,
    )
    catch_up_all()
    under = {pk: list(Finding.objects.get(pk=pk).units.values_list("unit__short", flat=True)) for pk in (finding.pk, own.pk, closed.pk)}
    assert under == {finding.pk: ["VP"], own.pk: ["VP"], closed.pk: ["KT"]}
    event = HistoryEvent.objects.get(act="findings.pass_on")
    assert (event.after or {})["findings"] == 2


def test_quarters_go_back_over_the_year() -> None:
    assert quarters_until(date(2026, 2, 1), 3) == ((2025, 3), (2025, 4), (2026, 1))


def test_the_radar_shows_units_and_quarters_of_what_comes_back(ward: Commune, units: dict[str, Unit], inspector: Person) -> None:
    for month, shorts in ((3, ["VP"]), (8, ["VP", "KT"]), (11, ["KT"])):
        at = datetime(2026, month, 10, 9, 0, tzinfo=NOW.tzinfo)
        actions.add(commune=ward, message=WORDS, units=[units[short] for short in shorts], found_on=at.date(), actor=inspector, at=at)
    actions.add(commune=ward, message="Chỉ một lần", units=[units["VP"]], actor=inspector, at=NOW)
    (grid,) = grids_of(inspector, today=TODAY)
    assert grid.sentence == "2 đơn vị, 3 quý: tồn tại hệ thống, không phải của riêng ai."
    assert [(unit.short, [cell.count for cell in cells][-4:]) for unit, cells in grid.rows] == [("VP", [1, 0, 1, 0]), ("KT", [0, 0, 1, 1])]
    text = signed_in(inspector).get("/ra-soat/lap-lai/").content.decode()
    assert '<span class="visually-hidden">Quý III/2026</span></th>' in text
    assert "Quý III/2026: 1 tồn tại" in text
    assert "Chỉ một lần" not in text
