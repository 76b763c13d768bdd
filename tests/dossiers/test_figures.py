"""Figures over dossiers: pages of indicators, the dossiers behind a figure, and figures by name."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from minhchung.apps.dossiers.figures import NO_UNIT, NOTHING
from minhchung.apps.dossiers.measuring import SECTIONS
from minhchung.apps.dossiers.periods import KINDS, period_of, written_of
from minhchung.apps.ground.figures import FIGURES, Scope, Window, compute
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.actions.working_time import close_day
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.flow.indicators import definition_file, parse_window
from tests.dossiers import closed_lake, small_lake
from tests.dossiers.conftest import At
from tests.personas import NOW, make_person

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("kept_figures"), pytest.mark.once]
FIGURES_PAGE = "/ho-so/chi-so/"
OCTOBER = Window(date(2026, 10, 1), date(2026, 10, 31))


def html(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def test_without_a_period_the_newest_reporting_month_that_is_over_is_told(lake: Commune, at: At, clerk: Person) -> None:
    assert "15/10/2026 – 14/11/2026" in html(at(clerk), FIGURES_PAGE)


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [("2026-11-14", "2026-09-15", "2026-10-14"), ("2026-11-15", "2026-10-15", "2026-11-14"), ("2026-01-20", "2025-12-15", "2026-01-14")],
)
def test_a_reporting_month_is_over_on_the_day_after_its_fourteenth(today: str, first: str, last: str) -> None:
    window = period_of("", date.fromisoformat(today)).window
    assert (window.first.isoformat(), window.last.isoformat()) == (first, last)


@pytest.mark.parametrize("kind", KINDS)
def test_a_day_lies_in_the_period_written_for_it(kind: str) -> None:
    for day in (date(2026, 1, 1), date(2026, 6, 14), date(2026, 6, 15), date(2026, 12, 31)):
        window = parse_window(written_of(kind, day))
        assert window.first <= day <= window.last


@pytest.mark.parametrize("kind", KINDS)
def test_the_period_before_and_the_period_after_touch(kind: str) -> None:
    period = period_of(written_of(kind, date(2026, 6, 10)), date(2026, 11, 20))
    assert (period.window.first - parse_window(period.earlier).last).days == 1
    if period.later:
        assert (parse_window(period.later).first - period.window.last).days == 1


def test_a_period_that_makes_no_sense_is_named_and_the_usual_one_told(lake: Commune, at: At, clerk: Person) -> None:
    page = html(at(clerk), f"{FIGURES_PAGE}?ky=2026-13")
    assert "Kỳ “2026-13” không có trong năm" in page
    assert "14/11/2026" in page


def test_every_indicator_stands_on_the_page_with_its_definition_and_citation(lake: Commune, at: At, clerk: Person) -> None:
    page = html(at(clerk), f"{FIGURES_PAGE}?ky=2026-10")
    for item in definition_file("dossiers").indicator:
        assert item.title in page
    assert "So theo ngày; thủ tục tính giờ so theo thời điểm" in page
    assert {item.name for item in definition_file("dossiers").indicator} == {name for names in SECTIONS.values() for name in names}


def test_a_figure_that_the_lake_cannot_tell_is_unknown_with_its_reason_and_not_nought(lake: Commune, at: At, clerk: Person) -> None:
    page = html(at(clerk), f"{FIGURES_PAGE}?ky=2026-10")
    assert "Kho hồ sơ không có cột “Tiếp nhận phi địa giới”" in page


def test_the_chosen_on_time_definition_is_printed_beside_the_figure(lake: Commune, at: At, clerk: Person) -> None:
    page = html(at(clerk), f"{FIGURES_PAGE}?ky=2026-10&cach=form-06")
    assert "Biểu 06 của hệ thống cấp tỉnh (so thời điểm trả kết quả)" in page


@pytest.mark.parametrize("by", ["unit", "field", "procedure", "officer", "channel"])
def test_one_indicator_is_told_for_each_part_and_the_whole(counted: Commune, at: At, clerk: Person, by: str) -> None:
    page = html(at(clerk), f"{FIGURES_PAGE}?ky=2026-10&chia={by}&chi-so=resolved-in-time")
    assert "Cả phường" in page
    assert "11/11" in page


def test_the_dossiers_that_cost_come_first(lake: Commune, at: At, clerk: Person) -> None:
    page = html(at(clerk), reverse("dossiers:figure", args=["open-overdue"]) + "?ky=2026-11")
    assert page.index(small_lake.LATE) < page.index(small_lake.TODAY)
    only = html(at(clerk), reverse("dossiers:figure", args=["open-overdue"]) + "?ky=2026-11&phan=in")
    assert small_lake.LATE in only
    assert small_lake.TODAY not in only


def test_the_dossiers_of_one_part_are_those_of_its_figure(counted: Commune, at: At, clerk: Person) -> None:
    address = reverse("dossiers:figure", args=["resolved-in-time"])
    assert "11/11" in html(at(clerk), f"{address}?ky=2026-10&chia=unit&nhom=Phòng Kinh tế")
    assert "không có hồ sơ nào trong phần này" in html(at(clerk), f"{address}?ky=2026-10&chia=unit&nhom=Phòng khác").lower()


def test_figures_are_for_everyone_of_the_ward_and_dossiers_for_those_who_handle_them(counted: Commune, at: At, reader: Person) -> None:
    page = html(at(reader), f"{FIGURES_PAGE}?ky=2026-10")
    assert "11/11" in page
    assert "/ho-so/chi-so/resolved-in-time/" not in page
    assert at(reader).get(reverse("dossiers:figure", args=["resolved-in-time"])).status_code == 403


def test_somebody_without_a_role_in_the_ward_sees_no_figure(lake: Commune, at: At, ward: Commune) -> None:
    assert at(make_person("chuavai", "Lý Chưa Vai", commune=ward)).get(FIGURES_PAGE).status_code == 403


def test_another_wards_clerk_sees_nothing(lake: Commune, at: At, other_clerk: Person) -> None:
    for address in (FIGURES_PAGE, reverse("dossiers:figure", args=["open"]), "/ho-so/bieu-06a/", "/ho-so/qd-766/", "/ho-so/tuan/"):
        page = html(at(other_clerk), address)
        assert "H99.12" not in page
        assert "Chưa có số liệu hồ sơ" in page


def test_procedures_for_full_online_service_without_a_dossier_are_named(counted: Commune, at: At, clerk: Person) -> None:
    address = reverse("dossiers:figure", args=["full-service-used"])
    assert "chưa có hồ sơ trong kỳ: 0" in html(at(clerk), f"{address}?ky=2026-10")
    page = html(at(clerk), f"{address}?ky=2026-09")
    assert "chưa có hồ sơ trong kỳ: 1" in page
    assert "1.009994" in page


def test_an_indicator_that_does_not_exist_is_not_found(lake: Commune, at: At, clerk: Person) -> None:
    assert at(clerk).get(reverse("dossiers:figure", args=["khong-co"])).status_code == 404


def test_a_division_the_lake_has_no_column_for_says_so(ward: Commune, at: At, clerk: Person) -> None:
    bare = {key: value for key, value in closed_lake.closed(1).items() if key != "channel"}
    small_lake.put(ward, [bare], as_of=small_lake.NEWER)
    assert "không có cột “Kênh nộp”" in html(at(clerk), f"{FIGURES_PAGE}?ky=2026-10&chia=channel")


def test_the_chips_of_the_first_page_lead_to_the_dossiers_behind_them(lake: Commune, at: At, clerk: Person) -> None:
    page = html(at(clerk), "/ho-so/")
    for name in ("resolved-in-time", "766.2.1", "online-filing", "online-payment", "digitised-results", "reused"):
        address = f"{reverse('dossiers:figure', args=[name])}?ky=2026-11r"
        assert address in page
        assert at(clerk).get(address).status_code == 200


def test_every_indicator_is_a_figure_of_the_site() -> None:
    assert {f"dossiers.{item.name}" for item in definition_file("dossiers").indicator} <= set(FIGURES)


def test_a_figure_by_name_gives_numerator_denominator_and_rows(counted: Commune) -> None:
    value = compute("dossiers.resolved-in-time", Scope(counted.pk), OCTOBER, NOW)
    assert (value.value, value.numerator, value.denominator) == (Decimal("100.00"), Decimal(11), Decimal(11))
    assert len(value.rows) == 11
    assert Ref("dossier", f"{counted.pk}/mc/{closed_lake.ON_THE_DAY}") in value.rows


def test_a_figure_of_one_unit_counts_its_dossiers_however_the_export_spells_it(counted: Commune, units: dict[str, Unit]) -> None:
    assert compute("dossiers.resolved", Scope(counted.pk, units["KT"].pk), OCTOBER, NOW).value == Decimal(11)
    nothing = compute("dossiers.resolved", Scope(counted.pk, units["VH-XH"].pk), OCTOBER, NOW)
    assert (nothing.value, nothing.reason) == (None, NO_UNIT)


def test_without_a_lake_a_figure_is_unknown_and_says_why(ward: Commune) -> None:
    value = compute("dossiers.resolved", Scope(ward.pk), OCTOBER, NOW)
    assert (value.value, value.reason) == (None, NOTHING)


def test_a_share_of_nothing_is_unknown(lake: Commune) -> None:
    value = compute("dossiers.resolved-in-time", Scope(lake.pk), Window(date(2026, 1, 1), date(2026, 1, 31)), NOW)
    assert value.value is None
    assert "mẫu số bằng 0" in value.reason


def test_the_number_of_queries_does_not_grow_with_dossiers(ward: Commune, at: At, clerk: Person) -> None:
    counts = []
    for many in (1, 60):
        closed = [{**closed_lake.closed(1), "code": f"H99.12-261006-2{number:03d}"} for number in range(many)]
        small_lake.put(ward, closed, as_of=small_lake.OLDER if many == 1 else small_lake.NEWER)
        client = at(clerk)
        html(client, reverse("dossiers:figure", args=["resolved"]) + "?ky=2026-10")
        with CaptureQueriesContext(connection) as seen:
            html(client, reverse("dossiers:figure", args=["resolved"]) + "?ky=2026-10")
        counts.append(len(seen))
    assert counts[0] == counts[1]


def _due(number: int, due: str) -> dict[str, Any]:
    return small_lake.dossier(f"H99.12-261118-4{number:03d}", small_lake.moment("2026-11-18 08:00"), small_lake.moment(due))


def test_about_to_be_due_is_one_working_day_ahead_by_the_wards_calendar(ward: Commune, at: At, clerk: Person) -> None:
    """The data are of a Friday morning; 24/11/2026 is a holiday, and the ward closes on the Monday before."""
    rows = [_due(1, "2026-11-20 16:30"), _due(2, "2026-11-25 16:30"), _due(3, "2026-11-26 08:00")]
    small_lake.put(ward, rows, as_of=small_lake.NEWER)
    address = f"{reverse('dossiers:figure', args=['soon'])}?ky=2026-11"
    page = html(at(clerk), address)
    assert "(1/3)" in page
    assert "chậm nhất trong ngày 23/11/2026, ngày làm việc kế tiếp" in page
    close_day(actor=None, commune=ward, day=date(2026, 11, 23), reason="Đại hội", at=NOW)
    page = html(at(clerk), address)
    assert "(2/3)" in page
    assert "chậm nhất trong ngày 25/11/2026, ngày làm việc kế tiếp" in page
    assert "chậm nhất trong ngày 25/11/2026" in html(at(clerk), f"{FIGURES_PAGE}?ky=2026-11")
    assert compute("dossiers.soon", Scope(ward.pk), Window(date(2026, 11, 1), date(2026, 11, 30)), NOW).numerator == 2


def test_what_is_open_tells_ahead_what_the_share_of_the_year_will_hold(lake: Commune, units: dict[str, Unit]) -> None:
    year, scope = Window(date(2026, 1, 1), date(2026, 12, 31)), Scope(lake.code)
    told = {name: FIGURES[f"dossiers.{name}"].ahead for name in ("resolved-in-time", "resolved-overdue", "received", "online-filing")}
    assert (told["received"], told["online-filing"]) == (None, None)
    in_time, overdue = (ask(scope, year, NOW) for name, ask in told.items() if ask is not None)
    assert in_time is not None
    assert overdue is not None
    assert (in_time.numerator, in_time.denominator, in_time.open) == (0, 1, 3)  # due today, waiting for a supplement, vanished since
    assert (overdue.numerator, overdue.denominator, overdue.open) == (1, 1, 3)
    assert in_time.words == (
        "1 hồ sơ đang quá hạn, khi xong chắc chắn tính quá hạn; 3 hồ sơ đang giải quyết còn trong hạn, hạn trả chậm nhất 31/12/2026"
    )
    assert FIGURES["dossiers.resolved-in-time"].ahead(Scope(lake.code, units["DVSNC"].pk), year, NOW) is None  # type: ignore[misc]
