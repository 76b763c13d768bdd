"""A directive of the sample ward, its clauses as a reader gives them, and the work that follows from it."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.test import Client

from minhchung.apps.assignments import actions
from minhchung.apps.assignments.models import Assignment, Occurrence, Proposal
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.documents.models import Document
from minhchung.apps.evidence.models import Claim
from minhchung.apps.evidence.showing import Piece
from minhchung.apps.files.models import Blob, StoredFile
from minhchung.apps.organisations.models import Commune, Person, Unit
from tests.personas import NOW

CLAUSES = [
    "Phòng Văn hóa - Xã hội tổng hợp kết quả khắc phục tồn tại sau kiểm tra, báo cáo trước ngày 28/11/2026.",
    "Giao Trung tâm Phục vụ hành chính công đối chiếu nội dung niêm yết; bảo đảm thống nhất với Cổng thông tin điện tử.",
    "Phòng Kinh tế báo cáo tiến độ hằng tháng; phối hợp với Văn phòng HĐND và UBND.",
    "Mỗi đơn vị đề xuất đơn giản hóa 03 thủ tục hành chính.",
]
TEXT = "\n".join(["THÔNG BÁO", *CLAUSES, "Nơi nhận: Như trên."])


def clause(number: int, **values: Any) -> dict[str, Any]:
    """One clause of TEXT as the reader gives it."""
    start = TEXT.index(CLAUSES[number])
    base = {"text": CLAUSES[number], "wording": CLAUSES[number], "span": [start, start + len(CLAUSES[number])], "units": []}
    return {**base, **values}


READING: dict[str, Any] = {
    "assignments": [
        clause(
            0,
            units=["Phòng Văn hóa - Xã hội"],
            deadline="2026-11-28",
            deadline_text="trước ngày 28/11/2026",
            deadline_kind="date",
            deadline_inclusive=False,
        ),
        clause(1, units=["Trung tâm Phục vụ hành chính công"]),
        clause(2, units=["Phòng Kinh tế"], cooperating=["Văn phòng HĐND và UBND"], recurrence="monthly"),
        clause(
            3,
            units=["ALL"],
            unit_text="mỗi đơn vị",
            targets=[{"value": "3", "unit": "thủ tục hành chính", "op": "=", "of": None, "per": True, "span": [0, 1]}],
        ),
    ]
}


@pytest.fixture
def directive(ward: Commune, units: dict[str, Unit]) -> Document:
    return Document.objects.create(
        commune=ward,
        direction=Document.Direction.OUTGOING,
        state=Document.State.ISSUED,
        number=468,
        symbol="TB-UBND",
        issued_on=date(2026, 11, 19),
        subject="Kết luận tại Hội nghị giao ban",
        text=TEXT,
        added_at=NOW,
    )


@pytest.fixture
def proposals(directive: Document, standing: Person) -> list[Proposal]:
    actions.propose(document=directive, reading=READING, text=TEXT, actor=standing, at=NOW)
    return list(Proposal.objects.filter(document=directive))


@pytest.fixture
def at() -> Callable[[Person], Client]:
    """A browser in which the person has signed in."""

    def signed_in(person: Person) -> Client:
        client = Client()
        client.force_login(person, backend="django.contrib.auth.backends.ModelBackend")
        return client

    return signed_in


Assigning = Callable[..., Assignment]


@pytest.fixture
def assign(ward: Commune, units: dict[str, Unit], standing: Person) -> Assigning:
    """Assigns by hand to units given by their short names; the standing officer assigns unless told otherwise."""

    def make(*leads: str, cooperating: tuple[str, ...] = (), at: datetime = NOW, actor: Person | None = None, **values: Any) -> Assignment:
        values.setdefault("deadline_kind", "date")
        if values["deadline_kind"] == "date":
            values.setdefault("deadline_on", "2026-11-27")
        draft = Draft(
            title=values.pop("title", "Báo cáo kết quả khắc phục tồn tại"),
            lead=tuple(DraftUnit(short, units[short].pk) for short in leads),
            cooperating=tuple(DraftUnit(short, units[short].pk) for short in cooperating),
            **values,
        )
        document = values.pop("document", None)
        return actions.add(commune=ward, draft=draft, wording=draft.title, document=document, actor=actor or standing, at=at)

    return make


def only(assignment: Assignment) -> Occurrence:
    """The one occurrence of a one-off with one unit."""
    return Occurrence.objects.select_related("duty__assignment").get(duty__assignment=assignment)


def with_paper(occurrence: Occurrence) -> actions.Brought:
    """A stored file as the evidence of a product of the occurrence."""
    digest = f"{Blob.objects.count() + 1:064x}"
    blob = Blob.objects.create(sha256=digest, size=1, media_type="application/pdf", text_state=Blob.TextState.NONE)
    stored = StoredFile.objects.create(commune_id=occurrence.commune_id, blob=blob, name="bien-ban.pdf", added_at=NOW)
    return actions.Brought(pieces=[Piece(stored=stored)])


@pytest.fixture
def prove(ward: Commune, directive: Document) -> Callable[[Occurrence], Claim]:
    """Puts a document forward as evidence of an occurrence."""

    def claim(occurrence: Occurrence, state: str = "wait") -> Claim:
        checked = {"checked_at": NOW, "reason": "Sai kỳ" if state == "bad" else ""} if state != "wait" else {}
        return Claim.objects.create(
            commune=ward,
            kind="occurrence",
            key=str(occurrence.pk),
            document=directive,
            title="Báo cáo",
            claimed_at=NOW,
            state=state,
            **checked,
        )

    return claim
