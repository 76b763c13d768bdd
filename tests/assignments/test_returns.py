"""Taking a saved Excel return back: what it changed is as before, rows changed since are named."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.urls import reverse

from minhchung.apps.assignments import actions
from minhchung.apps.assignments.models import Occurrence, RegisterReturn
from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground import clock, history, notices
from minhchung.apps.ground.models import HistoryEvent, Notice
from minhchung.apps.organisations.models import Person
from tests.assignments.conftest import Assigning, only
from tests.assignments.test_sheets import Office
from tests.personas import NOW

TITLES = ("Công khai quyết toán", "Rà soát quy chế", "Báo cáo thu")


@pytest.fixture
def work(assign: Assigning) -> dict[str, Occurrence]:
    return {title: only(assign("KT", title=title)) for title in TITLES}


def undo(office: Office) -> str:
    pk = RegisterReturn.objects.latest("pk").pk
    return office.client.post(reverse("assignments:undo_return", args=[pk]), follow=True).content.decode()


def fresh(occurrence: Occurrence) -> Occurrence:
    occurrence.refresh_from_db()
    return occurrence


@pytest.fixture
def saved(work: dict[str, Occurrence], officer: Person, prove: Callable[..., Claim]) -> Office:
    """A return with three rows: two with words, one that also reports the work as done."""
    prove(work["Báo cáo thu"])
    office = Office(officer)
    office.fill("Công khai quyết toán", progress="Đã đăng", note="Trang tin phường")
    office.fill("Rà soát quy chế", progress="Đang soát")
    office.fill("Báo cáo thu", progress="Xong", finished_on=date(2026, 11, 20))
    office.bring_back()
    html = office.save()
    assert "Đã lưu 5 ô" in html
    assert "Hoàn tác lần nhập này" in html
    return office


def test_a_saved_return_is_taken_back_whole(saved: Office, work: dict[str, Occurrence]) -> None:
    assert fresh(work["Báo cáo thu"]).state == "submitted"
    html = undo(saved)
    assert "Đã hoàn tác 3 dòng của lần nhập so.xlsx" in html
    assert "Hoàn tác lần nhập này" not in html
    for occurrence in work.values():
        row = fresh(occurrence)
        assert (row.state, row.progress, row.note, row.done_on, row.submitted_at) == ("assigned", "", "", None, None)


def test_each_row_put_back_is_one_event_and_the_chain_still_holds(saved: Office) -> None:
    undo(saved)
    acts = list(HistoryEvent.objects.order_by("position").values_list("act", flat=True))
    assert acts[-4:] == ["assignments.undo_fill"] * 3 + ["assignments.undo_return"]
    assert history.verify(HistoryEvent.objects.latest("position").commune) is None


def test_rows_changed_since_are_named_and_stay(saved: Office, work: dict[str, Occurrence], leader: Person) -> None:
    actions.set_progress(occurrence=fresh(work["Rà soát quy chế"]), progress="Lãnh đạo ghi", actor=leader, at=NOW)
    actions.accept(occurrence=fresh(work["Báo cáo thu"]), actor=leader, at=NOW)
    html = undo(saved)
    assert "Đã hoàn tác 1 dòng" in html
    assert "Việc 2 đã thay đổi sau khi nhập nên giữ nguyên" in html
    assert "Việc 3 đã thay đổi sau khi nhập nên giữ nguyên" in html
    assert [fresh(work[title]).progress for title in TITLES] == ["", "Lãnh đạo ghi", "Xong"]


def test_a_reminder_changes_no_row(saved: Office, work: dict[str, Occurrence], leader: Person) -> None:
    actions.remind(occurrence=fresh(work["Rà soát quy chế"]), actor=leader, at=NOW)
    assert "Đã hoàn tác 3 dòng" in undo(saved)


def test_a_value_that_went_away_and_came_back_counts_as_changed(saved: Office, work: dict[str, Occurrence], leader: Person) -> None:
    for text in ("Khác", "Đang soát"):
        actions.set_progress(occurrence=fresh(work["Rà soát quy chế"]), progress=text, actor=leader, at=NOW)
    assert "Việc 2 đã thay đổi sau khi nhập nên giữ nguyên" in undo(saved)


def test_after_ten_minutes_a_return_stays(saved: Office, work: dict[str, Occurrence], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(minutes=10, seconds=1))
    assert "Hoàn tác lần nhập này" not in saved.client.get(reverse("assignments:register")).content.decode()
    assert "không còn dòng nào hoàn tác được" in undo(saved)
    assert fresh(work["Công khai quyết toán"]).progress == "Đã đăng"


def test_only_who_saved_a_return_takes_it_back(saved: Office, work: dict[str, Occurrence], standing: Person) -> None:
    other = Office(standing)
    assert "Hoàn tác lần nhập này" not in other.client.get(reverse("assignments:register")).content.decode()
    assert "không còn dòng nào hoàn tác được" in undo(other)
    assert fresh(work["Công khai quyết toán"]).progress == "Đã đăng"


def test_a_report_taken_away_by_a_return_comes_back_with_its_day_and_person(
    work: dict[str, Occurrence], officer: Person, prove: Callable[..., Claim]
) -> None:
    occurrence = work["Báo cáo thu"]
    prove(occurrence)
    reported = NOW - timedelta(hours=3)
    actions.submit(occurrence=occurrence, done_on=date(2026, 11, 20), actor=officer, at=reported)
    office = Office(officer)
    office.fill("Báo cáo thu", finished_on=None)
    office.bring_back()
    office.save()
    assert fresh(occurrence).submitted_at is None
    undo(office)
    row = fresh(occurrence)
    assert (row.state, row.done_on, row.submitted_at, row.submitted_by) == ("submitted", date(2026, 11, 20), reported, officer)


def test_two_savings_of_one_file_are_taken_back_together(work: dict[str, Occurrence], officer: Person, leader: Person) -> None:
    office = Office(officer)
    actions.set_progress(occurrence=work["Rà soát quy chế"], progress="Lãnh đạo ghi", actor=leader, at=NOW)
    office.fill("Rà soát quy chế", progress="Đang soát", note="Theo tệp")
    office.bring_back()
    office.save()
    office.save(**{"lay-tep": [f"{office.row('Rà soát quy chế')}:progress"]})
    assert (fresh(work["Rà soát quy chế"]).progress, work["Rà soát quy chế"].note) == ("Đang soát", "Theo tệp")
    assert "Đã hoàn tác 1 dòng" in undo(office)
    assert (fresh(work["Rà soát quy chế"]).progress, work["Rà soát quy chế"].note) == ("Lãnh đạo ghi", "")


def test_a_return_taken_back_may_be_saved_again(saved: Office, work: dict[str, Occurrence]) -> None:
    undo(saved)
    assert "Đã lưu 5 ô" in saved.save()
    assert fresh(work["Công khai quyết toán"]).progress == "Đã đăng"


def test_another_wards_return_cannot_be_taken_back(saved: Office, other_leader: Person) -> None:
    saved.client.force_login(other_leader, backend="django.contrib.auth.backends.ModelBackend")
    pk = RegisterReturn.objects.latest("pk").pk
    assert saved.client.post(reverse("assignments:undo_return", args=[pk])).status_code == 404


def test_who_judges_is_told_once_of_all_the_work_a_return_reports(
    assign: Assigning, officer: Person, standing: Person, prove: Callable[..., Claim]
) -> None:
    for title in TITLES:
        prove(only(assign("KT", title=title)))
    before = Notice.objects.count()
    office = Office(officer)
    for title in TITLES:
        office.fill(title, finished_on=date(2026, 11, 20))
    office.bring_back()
    office.save()
    told = Notice.objects.filter(person=standing, topic="assignments.submitted_by_file")
    assert [notice.text for notice in told] == ["3 việc chờ nghiệm thu, báo cáo từ sổ Excel: việc 1, 2, 3"]
    assert Notice.objects.count() == before + 1
    (news,) = [news for news in notices.current(standing, today=NOW.date()) if news.notice in told]
    assert news.subject is not None
    assert news.subject.url == "/so/?loc=cho"
    for occurrence in Occurrence.objects.filter(state="submitted"):
        actions.accept(occurrence=occurrence, actor=standing, at=NOW)
    assert not [news for news in notices.current(standing, today=NOW.date()) if news.notice in told]


def test_one_work_reported_by_a_return_is_told_like_any_other(saved: Office, work: dict[str, Occurrence], standing: Person) -> None:
    told = Notice.objects.get(person=standing, topic="assignments.submitted")
    assert told.text.endswith("chờ nghiệm thu: Báo cáo thu")
    assert (told.kind, told.key) == ("occurrence", str(work["Báo cáo thu"].pk))
    assert told in [news.notice for news in notices.current(standing, today=NOW.date())]
    undo(saved)
    assert told not in [news.notice for news in notices.current(standing, today=NOW.date())]


def test_who_saves_a_file_that_another_brought_back_may_take_it_back(
    work: dict[str, Occurrence], officer: Person, standing: Person
) -> None:
    bringer = Office(officer)
    bringer.fill("Công khai quyết toán", progress="Đã đăng")
    bringer.bring_back()
    saver = Office(standing)
    assert "Hoàn tác lần nhập này" in saver.save()
    register = reverse("assignments:register")
    assert "Hoàn tác lần nhập này" in saver.client.get(register).content.decode()
    assert "Hoàn tác lần nhập này" not in bringer.client.get(register).content.decode()
    assert "Đã hoàn tác 1 dòng" in undo(saver)
    assert fresh(work["Công khai quyết toán"]).progress == ""
