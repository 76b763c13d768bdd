"""A version from its draft to its end; what is approved stands."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from minhchung.apps.documents.models import Citation
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.jobs import DUE_JOBS, catch_up_all
from minhchung.apps.organisations import actions as organisations
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.apps.quality import actions
from minhchung.apps.quality.models import ControlledDocument, DocumentReview, Version
from minhchung.apps.quality.queries.stands import Stand, stands
from minhchung.apps.quality.rules import life
from minhchung.apps.quality.rules.content import Content
from tests.personas import NOW
from tests.quality.conftest import FULL, TODAY, Through, write

pytestmark = pytest.mark.django_db


def stand_of(document: ControlledDocument, today: date = TODAY) -> Stand:
    return stands(ControlledDocument.objects.filter(pk=document.pk), commune=document.commune_id, today=today)[0]


def test_a_draft_goes_through_three_hands_into_force(draft: Version, through: Through) -> None:
    done = through(draft)
    assert done.state == life.IN_FORCE
    assert done.effective_on == TODAY
    assert done.digest == done.fingerprint() != ""
    assert [done.cover[name]["name"] for name in ("drafted", "reviewed", "approved")] == [
        "Lê Thùy Dương",
        "Đỗ Hạnh Nguyên",
        "Ngô Thanh Bách",
    ]
    assert done.cover["drafted"]["post"] == "Trưởng phòng"
    assert done.cover["approved"]["post"] == "Lãnh đạo UBND"


def test_who_wrote_it_neither_reviews_nor_approves_it(
    ward: Commune, draft: Version, head: Person, standing: Person, leader: Person
) -> None:
    actions.submit(version=draft, actor=head, at=NOW)
    with pytest.raises(Refused, match="không tự soát xét"):
        actions.endorse(version=draft, actor=head, at=NOW)
    actions.endorse(version=draft, actor=leader, at=NOW)
    with pytest.raises(Refused, match="đã soát xét không đồng thời phê duyệt"):
        actions.approve(version=draft, effective_on=TODAY, actor=leader, at=NOW)
    with pytest.raises(PermissionDenied):
        actions.approve(version=draft, effective_on=TODAY, actor=standing, at=NOW)


def test_on_the_short_path_a_draft_goes_straight_to_who_approves(
    ward: Commune, draft: Version, head: Person, standing: Person, leader: Person
) -> None:
    usual: dict[str, Any] = {"review_months": 12, "read_days": 15, "standing_unit": None, "patterns": {}}
    actions.set_up(commune=ward, short_path=True, **usual, actor=standing, at=NOW)
    assert actions.submit(version=draft, actor=head, at=NOW).state == life.APPROVAL
    done = actions.approve(version=draft, effective_on=TODAY, actor=leader, at=NOW)
    assert (done.state, done.reviewed_by) == (life.IN_FORCE, None)


def test_what_is_missing_is_named_before_it_is_sent(document: ControlledDocument, head: Person) -> None:
    empty = actions.draft_version(document=document, actor=head, at=NOW)
    with pytest.raises(Refused, match="mục đích, phạm vi, nội dung quy trình"):
        actions.submit(version=empty, actor=head, at=NOW)


def test_a_new_version_takes_the_place_of_the_old_one_on_its_day(draft: Version, through: Through, head: Person) -> None:
    first = through(draft)
    later = TODAY + timedelta(days=10)
    second = actions.draft_version(document=first.document, reason="Nghị định mới", change="Thêm bước", actor=head, at=NOW)
    assert (second.issue, second.revision, second.said) == (1, 1, first.said)
    second = through(second, on=later)
    first.refresh_from_db()
    assert (first.state, second.state) == (life.IN_FORCE, life.WAITING)
    job = DUE_JOBS["quality.effective"]
    assert job.run(NOW + timedelta(days=9)) == 0
    assert job.run(NOW + timedelta(days=10)) == 1
    assert job.run(NOW + timedelta(days=10)) == 0
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.state, first.ended_on, second.state) == (life.REPLACED, later, life.IN_FORCE)
    assert second.content.revisions[-1].reason == "Nghị định mới"
    assert second.content.revisions[-1].on == "30/11/2026"


def test_a_revision_says_why_and_a_first_version_need_not(draft: Version, through: Through, head: Person) -> None:
    document = through(draft).document
    with pytest.raises(Refused, match="lý do sửa đổi"):
        actions.draft_version(document=document, actor=head, at=NOW)
    assert actions.draft_version(document=document, reason="Đổi biểu mẫu", anew=True, actor=head, at=NOW).short == "02.00"


def test_only_one_version_is_on_its_way(draft: Version, head: Person) -> None:
    with pytest.raises(Refused, match="đang có bản"):
        actions.draft_version(document=draft.document, actor=head, at=NOW)
    with pytest.raises(IntegrityError, match=r"one_version_on_its_way|UNIQUE"), transaction.atomic():
        Version.objects.create(document=draft.document, issue=5, title="x", drafted_at=NOW)


def test_two_versions_are_never_in_force_together(draft: Version, through: Through) -> None:
    done = through(draft)
    more = Version.objects.create(document=done.document, issue=2, title="x", drafted_at=NOW)
    with pytest.raises(IntegrityError), transaction.atomic():
        Version.objects.filter(pk=more.pk).update(state=life.IN_FORCE, approved_at=NOW, effective_on=TODAY, digest="x")


def test_an_approved_content_is_immutable(draft: Version, through: Through, head: Person) -> None:
    done = through(draft)
    done.said = {**done.said, "purpose": "Khác"}
    with pytest.raises(ValueError, match="immutable"):
        done.save()
    done.refresh_from_db()
    with pytest.raises(Refused, match="không sửa nội dung được"):
        write(done, Content(purpose="Khác"), actor=head)


def test_words_written_in_between_are_not_lost(draft: Version, head: Person) -> None:
    seen = draft.fingerprint()
    write(draft, FULL.model_copy(update={"terms": "UBND"}), actor=head)
    with pytest.raises(Refused, match="người khác sửa"):
        actions.write(version=draft, content=FULL, title="Tên", seen=seen, actor=head, at=NOW)


def test_a_returned_draft_loses_its_signatures(draft: Version, through: Through, leader: Person) -> None:
    through(draft, until="endorse")
    back = actions.send_back(version=draft, reason="Thiếu biểu mẫu", actor=leader, at=NOW)
    assert (back.state, back.cover, back.reviewed_by) == (life.DRAFT, {}, None)


def test_a_withdrawn_version_leaves_none_in_force(draft: Version, through: Through, leader: Person, standing: Person) -> None:
    done = through(draft)
    with pytest.raises(Refused, match="còn bản"):
        actions.archive_document(document=done.document, reason="Thủ tục bãi bỏ", actor=standing, at=NOW)
    actions.withdraw(version=done, reason="Thủ tục bãi bỏ", actor=leader, at=NOW)
    assert stand_of(done.document).current is None
    assert actions.archive_document(document=done.document, reason="Thủ tục bãi bỏ", actor=standing, at=NOW).archived_at == NOW


def test_a_document_is_due_an_interval_after_it_was_last_kept(draft: Version, through: Through, head: Person) -> None:
    document = through(draft).document
    assert stand_of(document).due_on == date(2027, 11, 20)
    document.review_months = 1
    document.save()
    assert stand_of(document, date(2026, 12, 21)).due
    kept: dict[str, Any] = {"on": date(2026, 12, 1), "actor": head, "at": NOW + timedelta(days=11)}
    actions.record_review(document=document, result=DocumentReview.Result.CHANGE, note="Đổi mẫu", **kept)
    assert stand_of(document, date(2026, 12, 21)).due
    actions.record_review(document=document, result=DocumentReview.Result.KEEP, note="Căn cứ còn hiệu lực", **kept)
    assert stand_of(document, date(2026, 12, 21)).due_on == date(2027, 1, 1)


def test_a_version_cites_the_documents_it_names(draft: Version) -> None:
    rows = Citation.objects.filter(kind="controlled_version", key=str(draft.pk))
    assert {row.raw for row in rows} == {"30/2020/NĐ-CP"}


def test_everybody_of_the_unit_reads_a_version_and_says_so(
    draft: Version, through: Through, head: Person, standing: Person, officer: Person, units: dict[str, Unit]
) -> None:
    done = through(draft)
    assert {person.pk for person in stand_of(done.document).unread} == {head.pk, standing.pk}
    actions.acknowledge(version=done, actor=head, at=NOW)
    with pytest.raises(Refused, match="từ trước"):
        actions.acknowledge(version=done, actor=head, at=NOW)
    done.document.readers.add(units["KT"])
    found = stand_of(done.document, TODAY + timedelta(days=16))
    assert {person.pk for person in found.unread} == {officer.pk, standing.pk}
    assert (found.read, found.must, found.read_late) == (1, 3, True)


def test_copies_are_numbered_and_come_back(draft: Version, through: Through, standing: Person, units: dict[str, Unit]) -> None:
    done = through(draft)
    given = actions.hand_out(version=done, units=[units["KT"]], holder="Công an phường", handed_on=TODAY, actor=standing, at=NOW)
    assert [(copy.number, copy.name) for copy in given] == [(1, "Phòng Kinh tế"), (2, "Công an phường")]
    actions.take_back(copy=given[0], returned_on=TODAY, actor=standing, at=NOW)
    with pytest.raises(Refused, match="thu hồi rồi"):
        actions.take_back(copy=given[0], returned_on=TODAY, actor=standing, at=NOW)


def test_documents_follow_a_handover_of_their_unit(ward: Commune, document: ControlledDocument, units: dict[str, Unit]) -> None:
    given: dict[str, Any] = {"from_unit": units["VH-XH"], "to_unit": units["VP"], "from_person": None, "to_person": None}
    organisations.hand_over(commune=ward, **given, on=TODAY, decision="", note="", actor=None, at=NOW)
    catch_up_all()
    document.refresh_from_db()
    assert document.owner == units["VP"]


def test_an_approved_code_stays(draft: Version, through: Through, standing: Person) -> None:
    document = through(draft).document
    assert document.code == "QT-NB-01"
    same: dict[str, Any] = {"title": document.title, "owner": document.owner, "layout": "table"}
    with pytest.raises(Refused, match="không đổi mã"):
        actions.edit_document(document=document, code="QT-99", **same, actor=standing, at=NOW)
