"""Documents enter the register: by upload, by pasted text, by hand."""

from collections.abc import Callable
from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from minhchung.apps.documents import queries
from minhchung.apps.documents.actions import archive, draft, edit, register_incoming, register_law, restore, settle_citation
from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.models import Citation, Document
from minhchung.apps.files.receiving import Received
from minhchung.apps.ground import lookup
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.organisations.models import Commune, Person
from tests.documents.conftest import CITY, WARD, Register
from tests.files.samples import NOTICE
from tests.personas import NOW

pytestmark = pytest.mark.django_db
Given = Callable[..., Received]


def test_an_upload_fills_the_row_with_what_the_file_says_and_says_so(given: Given, notice: bytes, ward: Commune, officer: Person) -> None:
    document = register_incoming(commune=ward, upload=given(notice), actor=officer, at=NOW)
    assert document.code == "468/TB-UBND"
    assert document.series == "TB"
    assert document.issued_on == date(2026, 11, 19)
    assert document.arrived_on == date(2026, 11, 20)
    assert {"code", "issued_on", "subject"} <= set(document.from_file)
    assert "Hoàn thiện hồ sơ sáng kiến" in document.text
    event = HistoryEvent.objects.get(kind="document", key=str(document.pk))
    assert event.act == "documents.register_incoming"
    assert event.after["sha256"] == document.file.blob_id


def test_pasted_text_becomes_a_document_without_a_file(ward: Commune, officer: Person) -> None:
    document = register_incoming(commune=ward, text="\n\n".join(NOTICE), actor=officer, at=NOW)
    assert document.file is None
    assert document.code == "468/TB-UBND"


def test_a_secret_text_is_refused_and_not_kept(ward: Commune, officer: Person) -> None:
    with pytest.raises(Refused, match="MẬT"):
        register_incoming(commune=ward, text="ỦY BAN NHÂN DÂN\nTỐI MẬT\nSố: 1/BC-UBND", actor=officer, at=NOW)
    assert not Document.objects.exists()


def test_nothing_at_all_is_no_document(ward: Commune, officer: Person) -> None:
    with pytest.raises(Refused, match="chưa có nội dung"):
        register_incoming(commune=ward, text="  ", actor=officer, at=NOW)


def test_who_only_looks_on_enters_nothing(ward: Commune, reader: Person, appraiser: Person, other_clerk: Person) -> None:
    for person in (reader, appraiser, other_clerk):
        with pytest.raises(PermissionDenied):
            register_incoming(commune=ward, text="Số: 1/TB-UBND", actor=person, at=NOW)


def test_a_registered_document_is_found_without_marks(incoming: Register, officer: Person, other_clerk: Person) -> None:
    document = incoming("33/KH-UBND", subject="Kế hoạch kiểm tra đất đai")
    assert [found.ref.key for found in lookup.search(officer, "kiem tra dat dai")] == [str(document.pk)]
    assert lookup.search(other_clerk, "kiem tra dat dai") == []


def test_the_same_number_of_one_issuer_is_pointed_out_not_refused(incoming: Register, officer: Person) -> None:
    first = incoming("15/KH-UBND")
    second = incoming("015/KH-UBND-VP", issuer="UBND thành phố")
    ours = incoming("15/KH-UBND", issuer=WARD)
    earlier = incoming("15/KH-UBND", issued_on=date(2025, 1, 6))
    assert queries.duplicates_of(officer, second) == [first]
    assert queries.duplicates_of(officer, ours) == []
    assert queries.duplicates_of(officer, earlier) == []
    assert not queries.duplicate_groups(queries.readable(officer))  # the two spellings of the issuer are two until a person says one
    edit(document=second, fields=Fields(code=second.code, issuer=CITY, issued_on=second.issued_on), actor=officer, at=NOW)
    assert queries.duplicate_groups(queries.readable(officer)) == [[first.pk, second.pk]]


def test_a_reference_finds_its_document_even_when_that_is_registered_later(incoming: Register, officer: Person) -> None:
    text = "Thực hiện Kế hoạch số 15/KH-UBND ngày 06/01/2026 của UBND thành phố Hải Khê, giao các phòng thực hiện."
    citing = incoming("468/TB-UBND", issuer=WARD, text=text)
    row = Citation.objects.get(kind="document", key=str(citing.pk))
    assert row.document is None
    incoming("15/KH-UBND", issuer=WARD)
    row.refresh_from_db()
    assert row.document is None
    plan = incoming("15/KH-UBND", issued_on=date(2026, 1, 6))
    row.refresh_from_db()
    assert row.document == plan
    assert [described.ref.key for _, described in queries.cited_by(officer, plan, day=NOW.date())] == [str(citing.pk)]


def test_a_reference_that_may_mean_two_documents_means_none_until_a_person_says_so(incoming: Register, officer: Person) -> None:
    citing = incoming("468/TB-UBND", issuer=WARD, text="Thực hiện Kế hoạch số 15/KH-UBND, giao các phòng.")
    first = incoming("15/KH-UBND")
    row = Citation.objects.get(key=str(citing.pk))
    assert row.document == first
    second = incoming("15/KH-UBND", issuer=WARD)
    row.refresh_from_db()
    assert row.document is None
    settle_citation(citation=row, document=second, actor=officer, at=NOW)
    archive(document=first, reason="Vào sổ hai lần", actor=officer, at=NOW)
    row.refresh_from_db()
    assert (row.document, row.by_hand) == (second, True)


def test_an_archived_document_is_no_answer_to_a_reference_any_more(incoming: Register, officer: Person) -> None:
    citing = incoming("468/TB-UBND", issuer=WARD, text="Thực hiện Kế hoạch số 15/KH-UBND của UBND thành phố.")
    plan = incoming("15/KH-UBND")
    archive(document=plan, reason="Vào sổ nhầm", actor=officer, at=NOW)
    row = Citation.objects.get(key=str(citing.pk))
    assert row.document is None
    assert lookup.search(officer, "15/KH-UBND") == [] or all(found.ref.key != str(plan.pk) for found in lookup.search(officer, "15"))
    restore(document=plan, actor=officer, at=NOW)
    row.refresh_from_db()
    assert row.document == plan


def test_a_document_whose_subject_is_put_right_stops_citing_itself(incoming: Register, officer: Person) -> None:
    notice = incoming("468/TB-UBND", issuer=WARD, text="Kết luận số 3\nTheo Kết luận số 3, các phòng báo cáo.")
    assert Citation.objects.filter(key=str(notice.pk)).exists()
    fields = Fields(code="468/TB-UBND", issued_on=notice.issued_on, issuer=WARD, subject="Kết luận số 3")
    edit(document=notice, fields=fields, actor=officer, at=NOW)
    assert not Citation.objects.filter(key=str(notice.pk)).exists()


def test_a_law_is_cited_like_any_document(ward: Commune, incoming: Register, officer: Person) -> None:
    law = register_law(commune=ward, fields=Fields(code="30/2020/NĐ-CP", issuer="Chính phủ"), actor=officer, at=NOW)
    citing = incoming("468/TB-UBND", text="Căn cứ Điều 30 Nghị định số 30/2020/NĐ-CP ngày 05/3/2020 của Chính phủ.")
    row = Citation.objects.get(key=str(citing.pk))
    assert (row.document, row.article) == (law, "Điều 30")


def test_an_edit_keeps_what_changed_and_clears_the_mark_of_the_machine(given: Given, notice: bytes, ward: Commune, officer: Person) -> None:
    document = register_incoming(commune=ward, upload=given(notice), actor=officer, at=NOW)
    edit(document=document, fields=Fields(code="468/TB-UBND", issued_on=date(2026, 11, 18), issuer=WARD), actor=officer, at=NOW)
    event = HistoryEvent.objects.get(act="documents.edit")
    assert event.before["issued_on"] == "2026-11-19"
    assert event.after["issued_on"] == "2026-11-18"
    assert "number" not in event.after
    document.refresh_from_db()
    assert document.from_file == []


def test_a_restricted_document_is_hidden_from_other_units(incoming: Register, units: dict, officer: Person, head: Person, clerk: Person,
                                                          leader: Person, admin: Person) -> None:  # fmt: skip
    document = incoming("9/BC-UBND", restricted=True, unit=units["VH-XH"])
    seeing = [queries.readable(person).filter(pk=document.pk).exists() for person in (officer, head, leader, clerk, admin)]
    assert seeing == [True, True, True, False, False]
    with pytest.raises(PermissionDenied):
        edit(document=document, fields=Fields(code="9/BC-UBND"), actor=clerk, at=NOW)


def test_a_document_of_unknown_date_stands_first_when_it_came_last(incoming: Register, officer: Person) -> None:
    dated = incoming("15/KH-UBND", issued_on=date(2026, 11, 19), arrived_on=date(2026, 11, 19))
    undated = incoming("TB-UBND", issued_on=None, arrived_on=date(2026, 11, 20))
    brought_in = incoming("16/KH-UBND", issued_on=date(2026, 11, 20), arrived_on=None)
    rows = queries.register(officer, direction="in", today=NOW.date())
    assert list(rows) == [undated, dated, brought_in]


def test_a_draft_without_a_date_stands_before_what_is_issued(ward: Commune, officer: Person, leader: Person) -> None:
    issued = draft(commune=ward, fields=Fields(code="15/KH-UBND", issued_on=date(2026, 11, 19)), actor=officer, at=NOW)
    being_made = draft(commune=ward, fields=Fields(code="TB-UBND", subject="Dự thảo"), actor=officer, at=NOW)
    assert list(queries.register(officer, direction="out", today=NOW.date())) == [being_made, issued]
