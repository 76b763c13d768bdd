"""An office is chosen once for a name that the ward's list does not know, for every clause that writes it so."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from minhchung.apps.assignments import actions
from minhchung.apps.assignments.models import Proposal
from minhchung.apps.assignments.rules.drafts import Draft
from minhchung.apps.documents.models import Document
from minhchung.apps.ground.acts import Refused
from minhchung.apps.organisations.models import Person, RoleGrant, Unit, UnitAlias
from tests.assignments.conftest import TEXT, clause
from tests.personas import NOW

pytestmark = pytest.mark.django_db
NAME = "Bộ phận Chuyển đổi số Vân Khê"


@pytest.fixture
def clauses(directive: Document, standing: Person) -> list[Proposal]:
    """Four clauses: three written for the unknown name (one of them as cooperating), one for a known one."""
    reading: dict[str, Any] = {
        "assignments": [
            clause(0, units=[NAME]),
            clause(1, units=[NAME]),
            clause(2, units=["Phòng Kinh tế"], cooperating=[NAME]),
            clause(3, units=["Phòng Kinh tế"]),
        ]
    }
    actions.propose(document=directive, reading=reading, text=TEXT, actor=standing, at=NOW)
    return list(Proposal.objects.filter(document=directive).order_by("order"))


def units_of(proposal: Proposal) -> tuple[list[int | None], list[int | None]]:
    proposal.refresh_from_db()
    draft = Draft.from_json(proposal.draft)
    return [item.unit for item in draft.lead], [item.unit for item in draft.cooperating]


def test_one_choice_holds_for_every_undecided_clause_and_is_taken_back_as_one(
    clauses: list[Proposal], directive: Document, units: dict[str, Unit], standing: Person
) -> None:
    actions.drop(proposal=clauses[1], reason="Chỉ để biết", actor=standing, at=NOW)
    office, economy = units["VP"].pk, units["KT"].pk
    changed = actions.name_unit(document=directive, name=NAME, unit=units["VP"], actor=standing, at=NOW)
    assert changed == [clauses[0].pk, clauses[2].pk]
    assert [units_of(each) for each in clauses] == [([office], []), ([None], []), ([economy], [office]), ([economy], [])]
    actions.take(proposal=clauses[0], actor=standing, at=NOW)
    assert actions.unname_unit(document=directive, actor=standing, at=NOW) == [clauses[2].pk]
    assert units_of(clauses[0]) == ([office], []), "what was taken stays"
    assert units_of(clauses[2]) == ([economy], [None])
    with pytest.raises(Refused, match="Không có lần chọn đơn vị nào"):
        actions.unname_unit(document=directive, actor=standing, at=NOW)


def test_only_this_clause_when_only_this_one_is_meant(
    clauses: list[Proposal], directive: Document, units: dict[str, Unit], standing: Person
) -> None:
    actions.name_unit(document=directive, name=NAME, unit=units["VP"], among=[clauses[0].pk], actor=standing, at=NOW)
    assert [units_of(each)[0] for each in clauses[:2]] == [[units["VP"].pk], [None]]


def test_a_name_nobody_writes_or_another_wards_unit_is_refused(
    clauses: list[Proposal], directive: Document, units: dict[str, Unit], other_unit: Unit, standing: Person
) -> None:
    with pytest.raises(Refused, match="Không còn ý nào"):
        actions.name_unit(document=directive, name="Tổ khác", unit=units["VP"], actor=standing, at=NOW)
    with pytest.raises(Refused, match="không phải đơn vị đang hoạt động"):
        actions.name_unit(document=directive, name=NAME, unit=other_unit, actor=standing, at=NOW)


@pytest.fixture
def other_unit(other_ward: Any) -> Unit:
    return Unit.objects.create(commune=other_ward, name="Phòng Nội vụ", short="NV", valid_from=NOW.date())


def signed_in(person: Person) -> Client:
    client = Client()
    client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_the_reader_offers_it_and_undoes_it(clauses: list[Proposal], directive: Document, units: dict[str, Unit], standing: Person) -> None:
    client, address = signed_in(standing), reverse("assignments:reader", args=[directive.pk])
    html = client.get(address).content.decode()
    assert f"“{NAME}” là đơn vị nào" in html
    assert "Dùng cho mọi ý có cùng tên này (3 ý)" in html
    assert "Nhớ làm tên gọi khác" not in html, "aliases are the administrator's"
    naming = reverse("assignments:name_unit", args=[clauses[0].pk])
    nothing = client.post(naming, {"ten": NAME, "don-vi": "", "moi-y": "1"})
    assert (nothing.status_code, "Chưa chọn đơn vị cho" in nothing.content.decode()) == (409, True)
    html = client.post(naming, {"ten": NAME, "don-vi": units["VP"].pk, "moi-y": "1"}, follow=True).content.decode()
    assert f"Hoàn tác “{NAME}” là VP (3 ý)" in html
    html = client.post(reverse("assignments:unname_unit", args=[directive.pk]) + "?y=1", follow=True).content.decode()
    assert "Dùng cho mọi ý có cùng tên này (3 ý)" in html


def test_who_may_name_units_may_have_the_name_remembered(
    clauses: list[Proposal], directive: Document, units: dict[str, Unit], standing: Person, admin: Person
) -> None:
    RoleGrant.objects.create(person=admin, unit=None, role="standing", valid_from=NOW.date())
    client, naming = signed_in(admin), reverse("assignments:name_unit", args=[clauses[0].pk])
    assert "Nhớ làm tên gọi khác" in client.get(reverse("assignments:reader", args=[directive.pk])).content.decode()
    client.post(naming, {"ten": NAME, "don-vi": units["VP"].pk, "moi-y": "1", "nho": "1"})
    assert UnitAlias.objects.filter(unit=units["VP"], text=NAME).exists()


def test_an_office_outside_the_ward_that_helps_stands_beside_the_lead_and_not_for_it(directive: Document, standing: Person) -> None:
    office = "Sở Khoa học và Công nghệ"
    reading = {"assignments": [clause(2, units=["Phòng Kinh tế"], cooperating=[office])]}
    actions.propose(document=directive, reading=reading, text=TEXT, actor=standing, at=NOW)
    client = Client()
    client.force_login(standing, backend="django.contrib.auth.backends.ModelBackend")
    html = client.get(reverse("assignments:reader", args=[directive.pk])).content.decode()
    lead, beside = html.partition("<dt>Chủ trì</dt>")[2].split("<dt>Hạn</dt>")[0].split("<dt>Phối hợp</dt>")
    assert office not in lead
    assert "Chưa xác định đơn vị" not in lead
    assert office in beside
