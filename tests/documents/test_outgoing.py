"""Outgoing documents from draft to issued, relations, urging."""

from collections.abc import Callable
from datetime import date
from importlib import import_module

import pytest
from django.apps import apps
from django.core.exceptions import PermissionDenied

from minhchung.apps.documents import queries
from minhchung.apps.documents.actions import (
    approve,
    draft,
    edit,
    issue,
    register_incoming,
    relate,
    return_to_draft,
    send_for_number,
    unrelate,
    want_answer,
    withdraw,
)
from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.models import Document, Relation
from minhchung.apps.files.actions import store
from minhchung.apps.files.receiving import Received
from minhchung.apps.ground.acts import Refused
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.documents.conftest import WARD, Register
from tests.personas import NOW

pytestmark = pytest.mark.django_db
State = Document.State


@pytest.fixture
def report(ward: Commune, units: dict[str, Unit], officer: Person) -> Document:
    fields = Fields(code="BC-UBND", subject="Báo cáo kết quả khắc phục tồn tại", unit=units["KT"], issuer=WARD)
    return draft(commune=ward, fields=fields, actor=officer, at=NOW)


def test_a_draft_goes_to_issue_step_by_step(
    report: Document, officer: Person, leader: Person, given: Callable[..., Received], notice: bytes
) -> None:
    approve(document=report, actor=leader, at=NOW)
    send_for_number(document=report, actor=officer, at=NOW)
    signed = store(commune=report.commune, received=given(notice), actor=officer, at=NOW)
    issue(
        document=report,
        code="798/BC-UBND",
        issued_on=date(2026, 11, 19),
        signer="Ngô Thanh Bách",
        personal_signature=True,
        agency_signature=True,
        signed=signed,
        actor=officer,
        at=NOW,
    )
    report.refresh_from_db()
    assert (report.state, report.code, report.issued_on) == (State.ISSUED, "798/BC-UBND", date(2026, 11, 19))
    assert report.personal_signature
    assert report.file == signed


def test_a_step_taken_twice_is_refused_with_the_state_it_is_in(report: Document, leader: Person) -> None:
    approve(document=report, actor=leader, at=NOW)
    with pytest.raises(Refused, match="đang ở trạng thái “Đã duyệt”"):
        approve(document=report, actor=leader, at=NOW)


def test_a_draft_is_not_issued_before_it_is_approved(report: Document, officer: Person) -> None:
    with pytest.raises(Refused, match="Dự thảo"):
        issue(document=report, code="1/BC-UBND", issued_on=date(2026, 11, 19), actor=officer, at=NOW)


def test_an_issue_without_number_or_ahead_of_today_is_refused_and_changes_nothing(report: Document, leader: Person) -> None:
    approve(document=report, actor=leader, at=NOW)
    for code, day, words in (("BC-UBND", date(2026, 11, 19), "Chưa có số"), ("1/BC-UBND", date(2026, 11, 21), "sau hôm nay")):
        with pytest.raises(Refused, match=words):
            issue(document=report, code=code, issued_on=day, actor=leader, at=NOW)
    report.refresh_from_db()
    assert (report.state, report.number) == (State.APPROVED, None)


def test_only_leaders_and_the_head_of_its_unit_approve(report: Document, officer: Person, head: Person, standing: Person) -> None:
    for person in (officer, head, standing):  # the head here heads another unit
        with pytest.raises(PermissionDenied):
            approve(document=report, actor=person, at=NOW)


def test_giving_back_and_withdrawing_say_why(report: Document, leader: Person) -> None:
    approve(document=report, actor=leader, at=NOW)
    with pytest.raises(Refused, match="lý do"):
        return_to_draft(document=report, reason=" ", actor=leader, at=NOW)
    return_to_draft(document=report, reason="Thiếu số liệu quý III", actor=leader, at=NOW)
    assert report.state == State.DRAFT
    with pytest.raises(Refused):
        withdraw(document=report, reason="nhầm", actor=leader, at=NOW)


def test_an_issued_document_keeps_a_number(report: Document, leader: Person) -> None:
    approve(document=report, actor=leader, at=NOW)
    issue(document=report, code="798/BC-UBND", issued_on=date(2026, 11, 19), actor=leader, at=NOW)
    with pytest.raises(Refused, match="không để trống số"):
        edit(document=report, fields=Fields(code="BC-UBND"), actor=leader, at=NOW)


def test_an_answer_ends_the_waiting(report: Document, leader: Person, incoming: Register) -> None:
    approve(document=report, actor=leader, at=NOW)
    issue(document=report, code="798/BC-UBND", issued_on=date(2026, 11, 2), actor=leader, at=NOW)
    want_answer(document=report, wanted=True, due_on=date(2026, 11, 16), actor=leader, at=NOW)
    assert list(queries.waiting(leader)) == [report]
    answer = incoming("77/SNV-CCHC", issuer="Sở Nội vụ")
    answering = relate(document=answer, target=report, kind=Relation.Kind.ANSWERS, actor=leader, at=NOW)
    assert list(queries.waiting(leader)) == []
    unrelate(relation=answering, actor=leader, at=NOW)
    assert list(queries.waiting(leader)) == [report]


def test_urging_shows_its_order(incoming: Register, officer: Person) -> None:
    first = incoming("1570/UBND-VHXH", issued_on=date(2026, 5, 4))
    second = incoming("2002/UBND-VHXH", issued_on=date(2026, 7, 1))
    third = incoming("333/TB-UBND", issued_on=date(2026, 9, 1))
    relate(document=second, target=first, kind=Relation.Kind.URGES, actor=officer, at=NOW)
    relate(document=third, target=second, kind=Relation.Kind.URGES, actor=officer, at=NOW)
    for document in (first, second, third):
        assert queries.urging_chain(officer, document) == [first, second, third]


def test_a_relation_is_said_once_and_between_two_documents_of_the_ward(
    incoming: Register, officer: Person, other_ward: Commune, other_clerk: Person
) -> None:
    one, two = incoming("1/TB-UBND"), incoming("2/TB-UBND")
    theirs = register_incoming(commune=other_ward, fields=Fields(code="3/TB-UBND"), actor=other_clerk, at=NOW)
    relate(document=one, target=two, kind=Relation.Kind.REPLACES, actor=officer, at=NOW)
    for target, words in ((two, "không ghi lần hai"), (one, "chính nó"), (theirs, "Không tìm thấy")):
        with pytest.raises(Refused, match=words):
            relate(document=one, target=target, kind=Relation.Kind.REPLACES, actor=officer, at=NOW)
    edges = queries.relations_of(officer, two)
    assert [(edge.words, edge.other) for edge in edges] == [("được thay thế bởi", one)]


@pytest.mark.parametrize(
    ("code", "issuer"),
    [("798/BC-UBND", WARD), ("", WARD), ("12/NQ-HĐND", "Hội đồng nhân dân phường Vân Khê"), ("05-NQ/ĐU", "")],
)
def test_an_outgoing_document_that_names_no_issuer_is_the_wards_own(ward: Commune, officer: Person, code: str, issuer: str) -> None:
    written = draft(commune=ward, fields=Fields(code=code, subject="Báo cáo quý IV"), actor=officer, at=NOW)
    assert written.issuer == issuer


def test_outgoing_documents_of_an_older_site_are_given_their_issuer(ward: Commune) -> None:
    bare = {"commune": ward, "direction": "out", "state": State.ISSUED, "added_at": NOW}
    for symbol in ("BC-UBND", "NQ-HĐND"):
        Document.objects.create(number=7, symbol=symbol, **bare)
    migration = import_module("minhchung.apps.documents.migrations.0006_outgoing_without_issuer")
    migration.name_the_issuer(apps, None)
    assert [each.issuer for each in Document.objects.order_by("pk")] == [WARD, "Hội đồng nhân dân phường Vân Khê"]


def test_a_draft_issued_under_the_councils_number_is_the_councils(ward: Commune, officer: Person, leader: Person) -> None:
    written = draft(commune=ward, fields=Fields(subject="Nghị quyết về dự toán"), actor=officer, at=NOW)
    approve(document=written, actor=leader, at=NOW)
    issue(document=written, code="12/NQ-HĐND", issued_on=date(2026, 11, 19), actor=officer, at=NOW)
    assert written.issuer == "Hội đồng nhân dân phường Vân Khê"
