"""The first screen: what is late, what is owed, what costs points; grouped, counted, scoped."""

import re
from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Assignment, Holding, Occurrence
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.evidence import actions as evidence
from minhchung.apps.evidence.claimable import Place
from minhchung.apps.evidence.models import Claim
from minhchung.apps.home import queries
from minhchung.apps.indexes import actions as indexes
from minhchung.apps.indexes.models import Criterion
from minhchung.apps.indexes.rules.rounds import Dates
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.home.conftest import UploadMaker
from tests.indexes.rounds import declare_round, leaf_of
from tests.indexes.sets import small_set
from tests.personas import NOW

pytestmark = pytest.mark.django_db
TODAY = NOW.date()


def assign(ward: Commune, title: str, units: list[Unit], *, due: str, at: datetime = NOW - timedelta(days=20)) -> Assignment:
    draft = Draft(
        title=title,
        lead=tuple(DraftUnit(unit.name, unit.pk, 1.0, "name") for unit in units),
        deadline_kind="date",
        deadline_on=due,
        deadline_text=due,
    )
    return assignments.add(commune=ward, draft=draft, wording=title, actor=None, at=at)


def criterion_for(ward: Commune, assignment: Assignment, unit: Unit, points: str = "1.50") -> Criterion:
    made = indexes.add_criterion(
        commune=ward,
        year=2026,
        code="5.2.2",
        title="Tập huấn",
        points=Decimal(points),
        unit=unit,
        evidence=["Danh sách"],
        actor=None,
        at=NOW,
    )
    indexes.link_assignment(criterion=made, requirement=made.requirements.get(), assignment=assignment, actor=None, at=NOW)
    return made


def test_a_unit_that_holds_two_shares_after_a_handover_is_named_once(ward: Commune, units: dict[str, Unit], leader: Person) -> None:
    made = assign(ward, "Gửi danh mục quy trình", [units["VH-XH"], units["KT"]], due="2026-11-18")
    Holding.objects.filter(duty__assignment=made).update(unit=units["KT"])
    page = queries.today_for(leader, today=TODAY)
    assert page is not None
    work = page.late[0]
    assert [unit.short for unit in work.units] == ["KT"]
    assert work.zalo.count("KT") == 1


def test_shares_of_one_work_stand_together_with_the_units_that_still_owe_it(
    ward: Commune, units: dict[str, Unit], leader: Person, head: Person
) -> None:
    made = assign(ward, "Gửi danh sách đề nghị khen thưởng", [units["VH-XH"], units["KT"], units["VP"]], due="2026-11-18")
    first = Occurrence.objects.get(duty__assignment=made, duty__holdings__unit=units["VH-XH"])
    assignments.hand_in(occurrence=first, title="Danh sách", actor=head, at=NOW)
    assignments.submit(occurrence=first, actor=head, at=NOW)
    page = queries.today_for(leader, today=TODAY)
    assert page is not None
    assert page.late_count == 1
    work = page.late[0]
    assert (work.done, work.total, {unit.short for unit in work.units}) == (1, 3, {"KT", "VP"})
    assert head.full_name not in work.zalo


def test_a_unit_sees_its_own_share_only(ward: Commune, units: dict[str, Unit], head: Person, clerk: Person) -> None:
    assign(ward, "Việc của hai đơn vị", [units["VH-XH"], units["KT"]], due="2026-11-18")
    mine, theirs = queries.today_for(head, today=TODAY), queries.today_for(clerk, today=TODAY)
    assert mine is not None
    assert theirs is not None
    assert [[unit.short for unit in work.units] for work in mine.late] == [["VH-XH"]]
    assert theirs.late_count == 0


def test_points_of_a_criterion_are_held_up_until_its_work_is_accepted_with_evidence(
    ward: Commune, units: dict[str, Unit], leader: Person, head: Person, inspector: Person, upload: UploadMaker
) -> None:
    made = assign(ward, "Lập danh sách dự tập huấn", [units["VH-XH"]], due="2026-11-18")
    criterion_for(ward, made, units["VH-XH"])
    before = queries.today_for(head, today=TODAY)
    assert before is not None
    assert (before.late_held, before.points.winnable, before.points.secured) == (Decimal("1.50"), Decimal("1.50"), 0)

    occurrence = Occurrence.objects.get(duty__assignment=made)
    place = Place(ward.code, "occurrence", str(occurrence.pk))
    text = "Số: 12/DS-UBND\nVân Khê, ngày 17 tháng 11 năm 2026\nDanh sách dự tập huấn"
    claim = evidence.claim(place=place, upload=upload(text), typed=evidence.Typed(dated=NOW.date() - timedelta(days=3)), actor=head, at=NOW)
    assignments.submit(occurrence=occurrence, actor=head, at=NOW)
    evidence.verify(claim=claim, good=True, actor=inspector, at=NOW)
    assignments.accept(occurrence=Occurrence.objects.get(pk=occurrence.pk), actor=leader, at=NOW)
    after = queries.today_for(head, today=TODAY)
    assert after is not None
    assert (after.late_count, after.points.winnable, after.points.secured) == (0, 0, Decimal("1.50"))
    assert Claim.objects.get().state == Claim.State.GOOD


def test_another_ward_s_work_never_shows(ward: Commune, units: dict[str, Unit], other_leader: Person) -> None:
    assign(ward, "Việc của phường Vân Khê", [units["KT"]], due="2026-11-18")
    page = queries.today_for(other_leader, today=TODAY)
    assert page is not None
    assert (page.late_count, page.soon_count, page.changes) == (0, 0, [])


def test_the_city_appraiser_is_led_to_the_criteria(appraiser: Person) -> None:
    client = Client()
    client.force_login(appraiser, backend="django.contrib.auth.backends.ModelBackend")
    response = client.get("/")
    assert (response.status_code, response["Location"]) == (302, "/bo-chi-so/")


def test_the_number_of_queries_does_not_grow_with_the_rows(ward: Commune, units: dict[str, Unit], leader: Person) -> None:
    client = Client()
    client.force_login(leader, backend="django.contrib.auth.backends.ModelBackend")
    counts = []
    for number in (3, 20):
        for index in range(number):
            assign(ward, f"Việc số {index} trong đợt {number}", [units["KT"], units["VP"]], due="2026-11-18")
        client.get("/")
        with CaptureQueriesContext(connection) as captured:
            assert client.get("/").status_code == 200
        counts.append(len(captured))
    assert counts[1] <= counts[0] + 2


def test_an_empty_ward_is_told_how_to_begin(standing: Person) -> None:
    client = Client()
    client.force_login(standing, backend="django.contrib.auth.backends.ModelBackend")
    assert "Phường chưa có nhiệm vụ nào." in client.get("/").content.decode()


def test_who_is_told_of_the_whole_ward_is_told_of_all_its_late_work(
    ward: Commune, units: dict[str, Unit], admin: Person, inspector: Person, reader: Person
) -> None:
    assign(ward, "Gửi danh sách", [units["KT"]], due="2026-11-18")
    for person in (admin, inspector, reader):
        page = queries.today_for(person, today=TODAY)
        assert page is not None
        assert (page.who, page.late_count) == ("Cả phường", 1)


def test_the_city_appraiser_gets_only_tabs_and_links_that_open(ward: Commune, units: dict[str, Unit], appraiser: Person) -> None:
    pack = indexes.add_pack(commune=ward, pack=small_set(), source="", actor=None, at=NOW)
    index = indexes.adopt(commune=ward, pack=pack, actor=None, at=NOW)
    days = Dates(*(NOW.date() + timedelta(days=later) for later in (0, 1, 2, 3, 4, 5)))
    declared, talk = declare_round(index, "Tự chấm", days), leaf_of(index, "1.2")
    asked = indexes.ask_explanation(declared=declared, criterion=talk, asked="Biên bản nào?", actor=None, at=NOW)
    client = Client()
    client.force_login(appraiser, backend="django.contrib.auth.backends.ModelBackend")
    own = f"/bo-chi-so/dot-cham/{declared.pk}/"
    for address in ("/bo-chi-so/", own, f"{own}bang-diem/", f"{own}tieu-chi/{talk.pk}/", f"/bo-chi-so/dot-cham/giai-trinh/{asked.pk}/"):
        page = client.get(address, follow=True).content.decode()
        assert any(word in page for word in ("Phường Vân Khê", "Tự chấm"))
        links = {link for link in re.findall(r'href="(/[^"#]*)"', page) if not link.startswith("/static/")}
        assert {link: client.get(link, follow=True).status_code for link in links} == dict.fromkeys(links, 200)


def test_a_ward_without_units_is_told_to_name_them_first(admin: Person) -> None:
    Unit.objects.all().delete()
    client = Client()
    client.force_login(admin, backend="django.contrib.auth.backends.ModelBackend")
    assert "Phường chưa khai phòng, đơn vị nào." in client.get("/").content.decode()
