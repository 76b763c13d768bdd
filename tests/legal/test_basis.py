"""A changed basis: findings open for exactly who cites it, close by themselves, and the record says when, what, who, result."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from minhchung.apps.assignments import actions as assignments
from minhchung.apps.assignments.models import Occurrence
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.documents import actions as documents
from minhchung.apps.documents.affected import affected_by
from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.models import Citation
from minhchung.apps.documents.rules.validity import EventKind
from minhchung.apps.findings.models import Finding
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.figures import Scope
from minhchung.apps.ground.problems import CHECKS
from minhchung.apps.ground.refs import Ref
from minhchung.apps.legal import actions
from minhchung.apps.legal.models import BasisReview
from minhchung.apps.legal.rules import due_of
from minhchung.apps.organisations.models import Commune, Person
from minhchung.apps.reviews.running import review
from tests.documents.test_pages import signed_in
from tests.documents.test_validity import D, Planted, write
from tests.personas import NOW

pytestmark = pytest.mark.django_db
Result = BasisReview.Result


def found(world: Planted) -> set[str]:
    return world.names(Ref(row.subject_kind, row.subject_key) for row in Finding.objects.filter(code="VB-08", closed_at=None))


def test_the_replaced_decree_opens_one_finding_for_each_that_cites_it_with_its_unit_and_day(
    ward: Commune, units: Any, officer: Person, standing: Person
) -> None:
    world = Planted(ward, units)
    event = write(world.old, EventKind.REPLACED, D, officer, by=world.new)
    review(ward, actor=None, at=NOW)
    assert found(world) == set(), "one person's word does not count"
    documents.verify_validity(validity_event=event, actor=standing, at=NOW)
    review(ward, actor=None, at=NOW)
    assert found(world) == {"whole", "fifth", "part", "sixth", "draft", "plan", "doer"}
    one = Finding.objects.get(code="VB-08", subject_key=str(world.rows["whole"].pk))
    assert [each.unit for each in one.units.all()] == [units["KT"]]
    assert "118/2025/NĐ-CP" in one.fix
    assert "31/12/2026" in one.fix, "thirty days after the change takes effect"
    assert due_of(date(2026, 1, 1), NOW.date(), 30) == NOW.date() + timedelta(days=30), "learnt of later, counted from then"


def test_the_finding_closes_by_itself_when_the_basis_is_brought_up_to_date(
    ward: Commune, units: Any, officer: Person, standing: Person
) -> None:
    world = Planted(ward, units)
    event = write(world.old, EventKind.REPLACED, D, officer, standing, by=world.new)
    review(ward, actor=None, at=NOW)
    draft, subject = world.rows["draft"], Ref("document", str(world.rows["draft"].pk))
    with pytest.raises(Refused, match="vẫn viện dẫn"):
        actions.look_again(validity_event=event, subject=subject, result=Result.UPDATED, what="Đã sửa", actor=officer, at=NOW)
    Citation.objects.filter(kind="document", key=str(draft.pk)).update(document=world.new)
    actions.look_again(validity_event=event, subject=subject, result=Result.UPDATED, what="Thay bằng Nghị định 118", actor=officer, at=NOW)
    review(ward, actor=None, at=NOW + timedelta(minutes=5))
    assert "draft" not in found(world)
    closed = Finding.objects.get(code="VB-08", subject_key=subject.key)
    page = signed_in(officer).get(reverse("findings:finding", args=[closed.pk])).content.decode()
    for said in ("Thời điểm rà soát", "Thay bằng Nghị định 118", officer.full_name, "Đã cập nhật căn cứ"):
        assert said in page


def test_what_still_stands_is_spared_until_the_day_it_was_said_for(ward: Commune, units: Any, officer: Person, standing: Person) -> None:
    world = Planted(ward, units)
    event = write(world.old, EventKind.REPLACED, D, officer, standing, by=world.new)
    subject, until = Ref("document", str(world.rows["whole"].pk)), date(2026, 12, 15)
    for days, result in ((None, Result.STANDS), (400, Result.STANDS)):
        day = NOW.date() + timedelta(days=days) if days else None
        with pytest.raises(Refused, match="cần ngày hết hạn"):
            actions.look_again(validity_event=event, subject=subject, result=result, what="Vẫn hợp", until=day, actor=officer, at=NOW)
    actions.look_again(validity_event=event, subject=subject, result=Result.STANDS, what="Vẫn hợp", until=until, actor=officer, at=NOW)
    review(ward, actor=None, at=NOW)
    assert "whole" not in found(world)
    review(ward, actor=None, at=NOW + timedelta(days=40))
    assert "whole" in found(world)


def test_the_page_of_a_change_lists_who_cites_it_and_who_has_looked(ward: Commune, units: Any, officer: Person, standing: Person) -> None:
    world = Planted(ward, units)
    event = write(world.old, EventKind.REPLACED, D, officer, standing, by=world.new)
    subject = Ref("document", str(world.rows["whole"].pk))
    look = reverse("legal:look", args=[event.pk, subject.kind, subject.key])
    sent = {"result": "stands", "what": "Không dẫn điều khoản đã đổi", "until": "31/12/2026"}
    assert signed_in(officer).post(look, sent).status_code == 302
    changed = signed_in(officer).get(reverse("legal:change", args=[event.pk])).context["changed"]
    assert (changed.total, changed.left) == (7, 6)
    refused = signed_in(officer).post(look, {**sent, "result": "updated"})
    assert refused.status_code == 422
    assert "vẫn viện dẫn" in refused.content.decode()


def test_a_draft_that_cites_a_decree_on_its_last_days_is_told_before(ward: Commune, units: Any, officer: Person, standing: Person) -> None:
    world = Planted(ward, units)
    write(world.old, EventKind.REPLACED, D, officer, standing, by=world.new)
    for ahead, wanted in ((30, True), (3, False)):
        check = CHECKS["VB-08"]
        told = {problem.subject.key for problem in check.wrong(check.look(Scope(ward.pk), NOW, {"ahead": ahead}))}
        assert (str(world.rows["draft"].pk) in told) is wanted


def test_work_whose_wording_cites_it_is_touched_while_it_is_open(
    ward: Commune, units: Any, officer: Person, standing: Person, leader: Person
) -> None:
    world = Planted(ward, units)
    event = write(world.old, EventKind.REPLACED, D, officer, standing, by=world.new)
    draft = Draft("Niêm yết theo nghị định mới", deadline_kind="date", deadline_on="2026-12-20", lead=(DraftUnit("KT", units["KT"].pk),))
    words = "Niêm yết thủ tục theo Nghị định số 61/2018/NĐ-CP của Chính phủ"
    made = assignments.add(commune=ward, draft=draft, wording=words, actor=leader, at=NOW)
    touched = {row.ref: row.units for row in affected_by(world.old, event.as_event, day=D)}
    assert touched[Ref("assignment", str(made.pk))] == frozenset({units["KT"].pk})
    Occurrence.objects.filter(duty__assignment=made).update(state="cancelled", closed_at=NOW)
    assert Ref("assignment", str(made.pk)) not in {row.ref for row in affected_by(world.old, event.as_event, day=D)}


def test_an_open_law_in_the_register_is_not_the_wards_to_mend(ward: Commune, units: Any, officer: Person, standing: Person) -> None:
    world = Planted(ward, units)
    fields = Fields(code="9/2019/TT-BNV", type="Thông tư", issued_on=date(2019, 1, 1), issuer="Bộ Nội vụ")
    text = "Căn cứ Nghị định số 61/2018/NĐ-CP của Chính phủ;"
    other = documents.register_law(commune=ward, fields=fields, text=text, actor=officer, at=NOW)
    write(world.old, EventKind.REPLACED, D, officer, standing, by=world.new)
    review(ward, actor=None, at=NOW)
    assert Citation.objects.filter(kind="document", key=str(other.pk), document=world.old).exists()
    assert not Finding.objects.filter(code="VB-08", subject_key=str(other.pk)).exists()
