"""Our own due date by the supplement rule and cut-off hour of the procedure: on one dossier, in the list, on the page of the procedure."""

from datetime import time
from typing import Any

import pytest
from django.urls import reverse

from minhchung.apps.dossiers.calling import listed
from minhchung.apps.dossiers.narrowing import Narrow
from minhchung.apps.dossiers.own_due import OwnDue
from minhchung.apps.dossiers.own_dues import otherwise
from minhchung.apps.dossiers.reading import Opened, opened
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.procedures.models import Procedure
from tests.dossiers import small_lake
from tests.dossiers.conftest import At
from tests.dossiers.small_lake import moment
from tests.personas import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ANSWERED = "H99.12-261102-0021"
"""Received 02/11 08:00, limit 9 working days; a supplement asked 05/11 09:00, given 10/11 09:00."""


def lake_of(ward: Commune) -> Opened:
    found = opened(ward)
    assert found is not None
    return found


@pytest.fixture
def answered(lake: Commune) -> Any:
    """Puts the dossier there with an appointment, under a procedure of the catalogue with a rule."""

    minutes: list[int] = []

    def put(due: str | None, *, rule: str = "", cutoff: time | None = None, received: str = "2026-11-02 08:00") -> OwnDue | None:
        row = small_lake.dossier(ANSWERED, moment(received), None if due is None else moment(f"{due} 16:30"))  # type: ignore[arg-type]
        wait = {"code": ANSWERED, "seq": 1, "asked_at": moment("2026-11-05 09:00"), "given_at": moment("2026-11-10 09:00")}
        minutes.append(1)
        small_lake.put(lake, [row], supplements=[wait], as_of=moment(f"2026-11-20 08:{30 + len(minutes)}"), whole=False)
        said = {"name": "Cấp giấy phép xây dựng", "after_supplement": rule, "cutoff": cutoff, "added_at": NOW}
        Procedure.objects.update_or_create(commune=lake, code="1.009994", defaults=said)
        return otherwise(lake_of(lake)).get(ANSWERED)

    return put


@pytest.mark.parametrize(
    ("due", "rule", "ours"),
    [
        ("2026-11-18", "shift", None),
        ("2026-11-18", "restart", "23/11/2026"),
        ("2026-11-23", "restart", None),
        ("2026-11-23", "shift", "18/11/2026"),
        ("2026-11-18", "", None),
        ("2026-11-23", "", None),
        ("2026-11-27", "", "18/11/2026"),
    ],
)
def test_the_supplement_rule_of_the_procedure_says_which_appointment_is_right(answered: Any, due: str, rule: str, ours: str | None) -> None:
    found = answered(due, rule=rule)
    assert (f"{found.due:%d/%m/%Y}" if found else None) == ours, "without a rule both ways are right"


def test_without_a_rule_both_days_are_told(answered: Any) -> None:
    found = answered("2026-11-27")
    assert (f"{found.due:%d/%m}", f"{found.restarted:%d/%m}") == ("18/11", "23/11")
    assert answered("2026-11-27", rule="restart").restarted is None


def test_the_cut_off_hour_moves_it_in_the_list_as_on_the_page(answered: Any, lake: Commune) -> None:
    assert answered("2026-11-18", rule="shift", received="2026-11-02 15:30") is None
    found = answered("2026-11-18", rule="shift", received="2026-11-02 15:30", cutoff=time(15))
    assert f"{found.due:%d/%m/%Y}" == "19/11/2026"


def test_a_dossier_without_an_appointment_shows_the_day_of_its_limit(answered: Any, lake: Commune, at: At, clerk: Person) -> None:
    assert f"{answered(None, rule='shift').due:%d/%m/%Y}" == "18/11/2026"
    row = next(row for row in listed(lake_of(lake), {}, pick="tat-ca", narrow=Narrow(), now=NOW).rows if row.code == ANSWERED)
    assert row.own is not None
    assert "theo thời hạn 9 ngày làm việc: 18/11/2026" in at(clerk).get("/ho-so/?loc=tat-ca").content.decode()


def test_the_list_of_other_appointments_holds_exactly_those(answered: Any, lake: Commune) -> None:
    answered("2026-11-23", rule="shift")
    found = listed(lake_of(lake), {}, pick="hen-khac", narrow=Narrow(), now=NOW)
    codes = {row.code for row in found.rows}
    assert ANSWERED in codes
    assert codes == {code for code, own in otherwise(lake_of(lake)).items() if own.differs}
    assert found.counts["hen-khac"] == len(codes)


def test_the_rules_are_asked_for_in_one_query(answered: Any, lake: Commune, django_assert_num_queries: Any) -> None:
    answered("2026-11-23", rule="shift")
    opened_lake = lake_of(lake)
    with django_assert_num_queries(1):
        otherwise(opened_lake)


def test_from_a_procedure_to_its_dossiers_and_back(answered: Any, lake: Commune, at: At, clerk: Person) -> None:
    answered("2026-11-18", rule="shift")
    procedure = Procedure.objects.get(commune=lake, code="1.009994")
    page = at(clerk).get(reverse("procedures:procedure", args=[procedure.pk]))
    told = next(each for each in page.context["told"] if each.heading == "Hồ sơ") if page.context["told"] else None
    assert told is not None
    client = at(clerk)
    for line in told.lines:
        shown = client.get(line.url)
        assert str(len(shown.context["found"].rows)) == line.value, line.words
        assert reverse("procedures:procedure", args=[procedure.pk]) in shown.content.decode()
    other = Procedure.objects.create(commune=lake, code="1.000001", name="Đăng ký khác", added_at=NOW)
    told = client.get(reverse("procedures:procedure", args=[other.pk])).context["told"]
    assert [(each.heading, list(each.lines)) for each in told if each.heading == "Hồ sơ"] == [("Hồ sơ", [])]
    assert not client.get("/ho-so/?loc=tat-ca&thu-tuc=1.000001").context["found"].rows


def test_a_local_suffix_behind_the_code_is_no_other_procedure() -> None:
    row = {"code": "x", "unit": "", "officer": "", "procedure": "", "procedure_code": "1.009994.000.00.00.H99"}
    assert Narrow.asked({"thu-tuc": "1.009994.H12"}).keeps(row)
    assert not Narrow.asked({"thu-tuc": "1.009995"}).keeps(row)
    assert Narrow.asked({"thu-tuc": "khong phai ma"}).procedure == ""


def test_who_reads_no_dossiers_is_told_nothing_of_them(lake: Commune, at: At, reader: Person) -> None:
    procedure = Procedure.objects.create(commune=lake, code="1.009994", name="Cấp giấy phép xây dựng", added_at=NOW)
    page = at(reader).get(reverse("procedures:procedure", args=[procedure.pk]))
    assert "/ho-so/?loc=" not in page.content.decode()
