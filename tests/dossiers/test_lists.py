"""The working list: picks, narrowing, order, what a chat gets, what the tab remembers."""

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from minhchung.apps.dossiers import queries
from minhchung.apps.dossiers.calling import PICKS, TO_CALL, grouped, listed
from minhchung.apps.dossiers.narrowing import Narrow
from minhchung.apps.dossiers.reading import Opened, opened
from minhchung.apps.organisations.models import Commune, Person
from tests.dossiers import small_lake
from tests.dossiers.conftest import At
from tests.personas import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.once]
PAGE = "/ho-so/"


@pytest.fixture
def opened_lake(lake: Commune) -> Opened:
    found = opened(lake)
    assert found is not None
    return found


def codes(lake: Opened, pick: str = TO_CALL, narrow: Narrow | None = None) -> list[str]:
    return [row.code for row in listed(lake, {}, pick=pick, narrow=narrow or Narrow(), now=NOW).rows]


def page(client: Client, query: str = "") -> str:
    return client.get(f"{PAGE}{query}").content.decode()


def test_each_pick_holds_what_its_words_say(opened_lake: Opened) -> None:
    assert codes(opened_lake, "qua-han") == [small_lake.LATE]
    assert codes(opened_lake, "hom-nay") == [small_lake.TODAY]
    assert codes(opened_lake, "bo-sung") == [small_lake.WAITING]
    assert set(codes(opened_lake)) == {small_lake.LATE, small_lake.TODAY, small_lake.GONE}
    assert {small_lake.LATE, small_lake.TODAY, small_lake.WAITING} <= set(codes(opened_lake, "tat-ca"))


def test_the_count_of_a_pick_is_the_number_of_its_rows(opened_lake: Opened) -> None:
    for narrow in (Narrow(), Narrow(officer="Vũ Thẩm"), Narrow(words="cap giay phep"), Narrow(words="khong co")):
        counts = listed(opened_lake, {}, pick="", narrow=narrow, now=NOW).counts
        assert counts == {pick: len(codes(opened_lake, pick, narrow)) for pick in PICKS}


def test_a_search_takes_codes_and_procedures_without_marks(opened_lake: Opened) -> None:
    assert codes(opened_lake, "tat-ca", Narrow(words="261102-0001")) == [small_lake.LATE]
    assert small_lake.TODAY in codes(opened_lake, "tat-ca", Narrow(words="xay dung nha o"))
    assert codes(opened_lake, "tat-ca", Narrow(words="đất đai")) == []


def test_the_officer_who_holds_the_open_step_is_the_one_to_call(opened_lake: Opened) -> None:
    assert codes(opened_lake, "tat-ca", Narrow(officer="Vũ Thẩm")).count(small_lake.TODAY) == 1


def test_a_chat_gets_all_rows_of_an_officer_and_no_applicant(opened_lake: Opened) -> None:
    rows = listed(opened_lake, {}, pick="tat-ca", narrow=Narrow(), now=NOW).rows
    group = grouped(rows[:1], rows, at=NOW)[0]
    assert group.text.splitlines()[0] == f"{group.holder}: {group.count} hồ sơ cần xem, số liệu lúc 09:00 20/11/2026"
    assert len(group.text.splitlines()) == group.count + 1


def test_too_little_history_shows_no_probability(opened_lake: Opened) -> None:
    assert opened_lake.ranking(NOW).mode == "quantiles"
    assert all(row.chance == "" for row in listed(opened_lake, {}, pick="tat-ca", narrow=Narrow(), now=NOW).rows)


def test_the_page_says_why_the_order_is_so_and_leads_to_the_test(lake: Commune, at: At, clerk: Person) -> None:
    html = page(at(clerk))
    assert "Vì sao thứ tự này?" in html
    assert reverse("dossiers:back_test") in html
    assert "Chưa đủ lịch sử để học" in html


def test_an_empty_pick_says_so_and_leads_back(lake: Commune, at: At, clerk: Person) -> None:
    assert "Không có hồ sơ nào trong danh sách" in page(at(clerk), "?loc=dung")
    assert "Không có hồ sơ nào khớp" in page(at(clerk), "?tim=khong-co-gi")


def test_an_unknown_pick_is_the_dossiers_to_call(lake: Commune, at: At, clerk: Person) -> None:
    assert small_lake.LATE in page(at(clerk), "?loc=la-lung&trang=99")


def test_the_back_test_page_says_that_history_is_too_short(lake: Commune, at: At, reader: Person) -> None:
    html = at(reader).get(reverse("dossiers:back_test")).content.decode()
    assert "Chưa đủ lịch sử để học" in html
    assert "H99.12" not in html


def test_a_read_only_account_sees_no_list_of_dossiers(lake: Commune, at: At, reader: Person) -> None:
    assert at(reader).get(PAGE).status_code == 403


def test_another_wards_clerk_sees_nothing(lake: Commune, at: At, other_clerk: Person) -> None:
    for name in ("overview", "clock", "backlog", "backlog_print", "steps", "back_test"):
        html = at(other_clerk).get(reverse(f"dossiers:{name}")).content.decode()
        assert "H99.12" not in html
        assert "Chưa có số liệu hồ sơ" in html
    for name in ("clock_sheet", "backlog_sheet"):
        assert at(other_clerk).get(reverse(f"dossiers:{name}")).status_code == 404


def test_the_number_to_call_is_remembered_for_those_who_call(lake: Commune, at: At, clerk: Person, officer: Person) -> None:
    assert queries.called_today(clerk, now=NOW) is None
    page(at(clerk))
    told = queries.called_today(clerk, now=NOW)
    assert told is not None
    assert (told.to_call, told.overdue, told.today) == (3, 1, 1)
    assert queries.called_today(officer, now=NOW) is None


def test_what_was_remembered_counts_only_for_its_day_and_its_data(lake: Commune, at: At, clerk: Person) -> None:
    page(at(clerk))
    assert queries.called_today(clerk, now=NOW.replace(day=21)) is None
    more = small_lake.dossier("H99.12-261119-0009", small_lake.moment("2026-11-19 08:00"), small_lake.moment("2026-12-19 08:00"))
    small_lake.put(lake, [more], as_of=small_lake.moment("2026-11-20 08:30"), whole=False)
    assert queries.called_today(clerk, now=NOW) is None


def test_queries_do_not_grow_with_the_dossiers(
    lake: Commune, at: At, clerk: Person, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client = at(clerk)
    with django_assert_max_num_queries(60) as few:
        page(client, "?loc=tat-ca")
    received, due = small_lake.moment("2026-11-18 08:00"), small_lake.moment("2026-12-19 08:00")
    many = [small_lake.dossier(f"H99.12-261118-{number:04d}", received, due) for number in range(25)]
    small_lake.put(lake, many, as_of=small_lake.moment("2026-11-20 08:30"), whole=False)
    with django_assert_max_num_queries(len(few)):
        page(client, "?loc=tat-ca")


def test_an_import_is_named_by_the_hour_of_viet_nam(lake: Commune) -> None:
    assert str(lake.dossier_imports.first()) == "Số liệu hồ sơ lúc 07:45 20/11/2026"
