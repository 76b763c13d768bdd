"""The page of one dossier: what the system says, what is computed beside it, who may see it."""

from datetime import time

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from minhchung.apps.dossiers.dossier import Dossier, dossier
from minhchung.apps.dossiers.reading import opened
from minhchung.apps.dossiers.record import record_of
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.procedures.models import Procedure
from tests.dossiers import small_lake
from tests.dossiers.conftest import At
from tests.personas import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def page(at: At, person: Person, code: str) -> str:
    response = at(person).get(reverse("dossiers:dossier", args=[code]))
    assert response.status_code == 200
    return response.content.decode()


def read(ward: Commune, code: str) -> Dossier:
    lake = opened(ward)
    assert lake is not None
    record = record_of(lake, code)
    assert record is not None
    return dossier(lake, record, ward, None, [], now=NOW)


def test_the_page_says_what_the_system_says(lake: Commune, at: At, clerk: Person) -> None:
    html = page(at, clerk, small_lake.LATE)
    for told in (
        "Cấp giấy phép xây dựng nhà ở riêng lẻ",
        "1.009994",
        "Xây dựng",
        "Trực tuyến",
        "Toàn trình",
        "9 ngày làm việc",
        "Đang xử lý",
    ):
        assert told in html
    assert "08:00 ngày 02/11/2026" in html
    assert "Trễ 5 ngày làm việc" in html


def test_the_limit_used_is_counted_in_working_hours_from_the_day_after_reception(lake: Commune) -> None:
    found = read(lake, small_lake.LATE)
    hours = found.used.whole
    assert hours == 9 * 8 * 60
    # 03/11 to 19/11 are thirteen working days; at 09:00 of 20/11 the office has been open since 07:30 or 08:00.
    assert found.used.minutes is not None
    assert 13 * 8 * 60 < found.used.minutes < 13 * 8 * 60 + 120
    assert found.used.over


def test_steps_stand_with_their_usual_time_and_what_is_still_to_come(lake: Commune) -> None:
    rail = read(lake, small_lake.LATE).rail
    assert [step.name for step in rail.steps] == list(small_lake.STEPS)
    assert [step.state for step in rail.steps] == ["done", "done", "over", "next", "next"]
    running = rail.steps[2]
    assert running.running
    assert running.usual == pytest.approx(120, abs=15)
    assert running.over == pytest.approx((running.minutes or 0) - (running.usual or 0))
    assert "10 hồ sơ cùng thủ tục" in rail.why


def test_a_finished_dossier_has_nothing_still_to_come(lake: Commune) -> None:
    assert all(step.state == "done" for step in read(lake, "H99.12-261005-1000").rail.steps)


def test_a_moved_due_date_is_told_with_both_exports(lake: Commune, at: At, clerk: Person) -> None:
    html = page(at, clerk, small_lake.LATE)
    assert "Ngày hẹn trả khác lần nhập trước" in html
    assert "16:30 11/11/2026" in html
    assert "07:45 ngày 12/11/2026" in html
    assert "07:45 ngày 20/11/2026" in html


def test_a_dossier_that_vanished_from_the_newer_export_is_told(lake: Commune, at: At, clerk: Person) -> None:
    assert "Không còn trong lần nhập sau" in page(at, clerk, small_lake.GONE)


def test_a_question_about_the_clock_is_put_neutrally(lake: Commune, at: At, clerk: Person) -> None:
    html = page(at, clerk, small_lake.DONE)
    assert "Kết thúc đúng từng giây với giờ hẹn trả" in html
    assert "Cần giải trình" in html
    assert "không phải kết luận vi phạm" in html


def test_our_own_due_date_stands_beside_the_systems_when_they_differ(lake: Commune, at: At, clerk: Person) -> None:
    own = read(lake, small_lake.TODAY).own
    assert not own.differs
    moved = small_lake.dossier("H99.12-261110-0009", small_lake.moment("2026-11-10 08:00"), small_lake.moment("2026-11-30 16:30"))
    small_lake.put(lake, [moved], as_of=small_lake.moment("2026-11-20 08:30"), whole=False)
    found = read(lake, "H99.12-261110-0009")
    assert found.own.differs
    assert found.own.due is not None
    assert f"{found.own.due:%d/%m/%Y}" == "23/11/2026"
    html = page(at, clerk, "H99.12-261110-0009")
    assert "Hệ thống hẹn ngày 30/11/2026, tính theo thời hạn 9 ngày làm việc là ngày 23/11/2026" in html


def test_the_cut_off_hour_of_its_procedure_moves_our_own_due_date_of_what_came_in_after_it(lake: Commune, at: At, clerk: Person) -> None:
    late = small_lake.dossier("H99.12-261110-0010", small_lake.moment("2026-11-10 15:30"), small_lake.moment("2026-11-23 16:30"))
    small_lake.put(lake, [late], as_of=small_lake.moment("2026-11-20 08:40"), whole=False)
    before = read(lake, "H99.12-261110-0010").own.due
    Procedure.objects.create(commune=lake, code="1.009994", name="Cấp giấy phép xây dựng", cutoff=time(15, 0), added_at=NOW)
    after = read(lake, "H99.12-261110-0010")
    assert before is not None and after.own.due is not None
    assert (f"{before:%d/%m}", f"{after.own.due:%d/%m}") == ("23/11", "25/11"), "24/11 is a day off"
    assert after.procedure is not None
    assert f"/thu-tuc/{after.procedure.pk}/" in page(at, clerk, "H99.12-261110-0010")


def test_an_open_request_stops_the_clock(lake: Commune, at: At, clerk: Person) -> None:
    found = read(lake, small_lake.WAITING)
    assert found.own.due is None
    assert "Đồng hồ đang dừng" in found.own.reason
    assert found.used.minutes is not None
    assert found.used.minutes < 4 * 8 * 60
    assert "09:00 ngày 10/11/2026" in page(at, clerk, small_lake.WAITING)


def test_what_the_source_does_not_say_is_shown_as_unknown(lake: Commune, at: At, clerk: Person) -> None:
    bare = {"code": "H99.12-261118-0010", "status": "processing", "received_at": small_lake.moment("2026-11-18 08:00"), "due_at": None}
    small_lake.put(lake, [bare], as_of=small_lake.moment("2026-11-20 08:30"), whole=False)
    html = page(at, clerk, "H99.12-261118-0010")
    assert "Nguồn không có tên thủ tục" in html
    assert "Nguồn không có thời hạn giải quyết" in html
    assert "Nguồn không có bước xử lý" in html


@pytest.mark.parametrize("who", ["other_clerk", "other_leader"])
def test_another_ward_meets_no_such_page(lake: Commune, at: At, who: str, request: pytest.FixtureRequest) -> None:
    assert at(request.getfixturevalue(who)).get(reverse("dossiers:dossier", args=[small_lake.LATE])).status_code == 404


def test_an_account_for_figures_reads_no_dossier(lake: Commune, at: At, reader: Person, appraiser: Person) -> None:
    address = reverse("dossiers:dossier", args=[small_lake.LATE])
    assert at(reader).get(address).status_code == 403
    assert at(appraiser).get(address).status_code == 404


def test_a_code_that_is_not_in_the_lake_is_no_page(lake: Commune, at: At, clerk: Person) -> None:
    assert at(clerk).get(reverse("dossiers:dossier", args=["H99.12-261102-9999"])).status_code == 404


def test_the_page_asks_the_database_as_often_for_a_bare_as_for_a_full_dossier(
    lake: Commune, at: At, clerk: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = at(clerk)
    client.get(reverse("dossiers:dossier", args=[small_lake.LATE]))
    with django_assert_max_num_queries(25):
        client.get(reverse("dossiers:dossier", args=[small_lake.LATE]))


def test_the_search_finds_a_dossier_by_its_code_for_those_who_may_read_it(
    lake: Commune, at: At, clerk: Person, reader: Person, other_clerk: Person
) -> None:
    address, link = reverse("home:search"), reverse("dossiers:dossier", args=[small_lake.LATE])
    assert link in at(clerk).get(address, {"q": small_lake.LATE.lower()}).content.decode()
    assert link not in at(reader).get(address, {"q": small_lake.LATE}).content.decode()
    assert link not in at(other_clerk).get(address, {"q": small_lake.LATE}).content.decode()


@pytest.mark.parametrize("own", ["2026-KT-00012", "HS 12.2026", "20261116000123456"])
def test_the_search_finds_a_dossier_of_a_ward_whose_system_numbers_otherwise(ward: Commune, at: At, clerk: Person, own: str) -> None:
    small_lake.put(
        ward, [small_lake.dossier(own, *(small_lake.moment(f"2026-11-{day} 08:00") for day in ("16", "23")))], as_of=small_lake.NEWER
    )
    link = reverse("dossiers:dossier", args=[own])
    for words in (own, f" {own.lower()} "):
        assert link in at(clerk).get(reverse("home:search"), {"q": words}).content.decode(), words
    assert link not in at(clerk).get(reverse("home:search"), {"q": own[:-1]}).content.decode()


def test_the_search_finds_a_code_pasted_with_the_dashes_of_a_word_processor_and_in_a_sentence(lake: Commune, at: At, clerk: Person) -> None:
    link = reverse("dossiers:dossier", args=[small_lake.LATE])
    for words in (small_lake.LATE.replace("-", "–"), f"hồ sơ {small_lake.LATE}."):
        assert link in at(clerk).get(reverse("home:search"), {"q": words}).content.decode(), words


def test_a_due_date_moved_by_a_supplement_needs_no_explanation(lake: Commune, at: At, clerk: Person) -> None:
    code, moment = "H99.12-261110-0011", small_lake.moment
    row = small_lake.dossier(code, moment("2026-11-10 08:00"), moment("2026-11-23 16:30"))
    small_lake.put(lake, [row], as_of=moment("2026-11-20 08:10"), whole=False)
    asked = {"code": code, "seq": 1, "asked_at": moment("2026-11-12 09:00"), "given_at": moment("2026-11-16 09:00")}
    asked |= {"due_before": moment("2026-11-23 16:30"), "due_after": moment("2026-11-25 16:30")}
    moved = {**row, "due_at": moment("2026-11-25 16:30"), "supplement_count": 1}
    small_lake.put(lake, [moved], supplements=[asked], as_of=moment("2026-11-20 08:20"), whole=False)
    assert "Khớp với ngày hẹn sau khi bổ sung lần 1." in page(at, clerk, code)
    assert [each.because for each in read(lake, code).differences] == ["Khớp với ngày hẹn sau khi bổ sung lần 1."]
    assert read(lake, code).to_explain == 0


def test_what_is_due_on_the_day_of_reception_is_counted_from_its_hour(lake: Commune) -> None:
    code, moment = "H99.12-261119-0012", small_lake.moment
    row = small_lake.dossier(code, moment("2026-11-19 09:00"), moment("2026-11-19 11:00"), limit_amount=None, limit_unit=None)
    small_lake.put(lake, [row], as_of=moment("2026-11-20 08:10"), whole=False)
    used = read(lake, code).used
    assert used.whole == 120
    assert used.over
