"""What the checks of assignments find, and what each clause spares."""

from datetime import date, datetime, timedelta
from itertools import count
from typing import Any

from minhchung.apps.assignments.models import Assignment, Duty, Extension, Holding, Occurrence, Product, Reminder
from minhchung.apps.documents.models import Document
from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground.models import HistoryEvent
from minhchung.apps.ground.refs import Ref
from minhchung.apps.organisations.models import Unit
from tests.checking import Examples, Ground, Make
from tests.personas import NOW, SINCE

State = Occurrence.State
OVER, AHEAD = date(2026, 11, 10), date(2026, 12, 10)
DAY = timedelta(days=1)
NUMBERS = count(1)


def work(ground: Ground, **values: Any) -> Assignment:
    """An assignment given on 2 November, with nobody yet to do it."""
    given = {"title": "Rà soát thủ tục", "wording": "Rà soát thủ tục", "origin_kind": "hand", "product": "Báo cáo", "deadline_kind": "date"}
    moments = {"assigned_at": datetime(2026, 11, 2, 8, tzinfo=NOW.tzinfo), "assigned_on": date(2026, 11, 2)}
    return Assignment.objects.create(commune=ground.commune, number=next(NUMBERS), year=2026, **{**given, **moments, **values})


def led(ground: Ground, assignment: Assignment, *, part: str = "lead", unit: Unit | None = None, person: bool = True) -> Duty:
    """A share of it that a unit holds."""
    duty = Duty.objects.create(assignment=assignment, part=part)
    Holding.objects.create(duty=duty, unit=unit or ground.unit, person=ground.officer if person else None, since=date(2026, 11, 2))
    return duty


def share(ground: Ground, *, unit: Unit | None = None, person: bool = True, of: dict[str, Any] | None = None, **values: Any) -> Occurrence:
    """The period of a share, late unless told otherwise."""
    duty = led(ground, work(ground, **(of or {})), unit=unit, person=person)
    closed = {"closed_at": NOW} if values.get("state") in (State.ACCEPTED, State.CANCELLED) else {}
    returned = {"returned_reason": "Thiếu phụ lục"} if values.get("state") == State.RETURNED else {}
    usual = {"period": "once", "opens_on": date(2026, 11, 2), "due_on": OVER}
    return Occurrence.objects.create(duty=duty, **{**usual, **closed, **returned, **values})


def ref(row: Occurrence) -> Ref:
    return Ref("occurrence", str(row.pk))


def a_share(**values: Any) -> Make:
    return lambda ground: ref(share(ground, **values))


def a_work(**values: Any) -> Make:
    """A work with a share in hand."""
    return lambda ground: Ref("assignment", str(share(ground, of=values).duty.assignment_id))


DONE: Make = a_share(state=State.ACCEPTED)
NOT_YET: Make = a_share(due_on=AHEAD)


def closed_unit(ground: Ground) -> Unit:
    ended = {"short": "TP", "valid_to": date(2026, 11, 1)}
    return Unit.objects.get_or_create(commune=ground.commune, name="Phòng Tư pháp", valid_from=SINCE, defaults=ended)[0]


def asking(ground: Ground, row: Occurrence, state: str = "asked", day: int = 0) -> Ref:
    decided = {} if state == "asked" else {"decided_at": NOW - day * DAY}
    Extension.objects.create(occurrence=row, due_on=OVER, reason="Chờ số liệu", asked_at=NOW - 5 * DAY, state=state, **decided)
    return ref(row)


def extended(times: int, **values: Any) -> Make:
    def make(ground: Ground) -> Ref:
        row = share(ground, **values)
        for day in range(times):
            asking(ground, row, "granted", day)
        return ref(row)

    return make


def urged(times: int, **values: Any) -> Make:
    def make(ground: Ground) -> Ref:
        row = share(ground, **values)
        for day in range(times):
            Reminder.objects.create(occurrence=row, at=NOW - (day + 1) * DAY, text="Đề nghị báo cáo")
        return ref(row)

    return make


def judged(ground: Ground, days: int) -> None:
    """Twenty reports that were accepted after so many days."""
    for _ in range(20):
        share(ground, state=State.ACCEPTED, submitted_at=NOW - (days + 1) * DAY, closed_at=NOW - DAY)


def reported(days: int, *, usually: int, state: str = State.SUBMITTED) -> Make:
    def make(ground: Ground) -> Ref:
        judged(ground, usually)
        return ref(share(ground, state=state, submitted_at=NOW - days * DAY))

    return make


def _event(ground: Ground, act: str, key: str, at: datetime) -> None:
    place, digest = next(NUMBERS), "0" * 64
    said = {"act": act, "kind": "occurrence", "key": key, "digest": digest, "previous": digest, "hash": digest}
    HistoryEvent.objects.create(commune=ground.commune.code, position=place, at=at, actor_name="Hệ thống", **said)


def sent_back(days: int, *, usually: int, state: str = State.RETURNED) -> Make:
    def make(ground: Ground) -> Ref:
        for number in range(20):
            _event(ground, "assignments.send_back", f"cũ-{number}", NOW - 60 * DAY)
            _event(ground, "assignments.submit", f"cũ-{number}", NOW - (60 - usually) * DAY)
        row = share(ground, state=state)
        _event(ground, "assignments.send_back", str(row.pk), NOW - days * DAY)
        return ref(row)

    return make


def accept(ground: Ground, row: Occurrence, quantity: int) -> None:
    """So many things were accepted, with evidence."""
    judged = {"state": Product.State.ACCEPTED, "handed_in_at": NOW, "judged_at": NOW}
    product = Product.objects.create(occurrence=row, title="Thủ tục", quantity=quantity, **judged)
    paper = Document.objects.create(commune=ground.commune, direction="out", state="issued", added_at=NOW)
    proof = {"kind": "occurrence", "key": str(row.pk), "document": paper, "title": "Biên bản", "claimed_at": NOW}
    product.claims.add(Claim.objects.create(commune=ground.commune, **proof))


def counted(accepted: int, *, due_on: date | None = None, **values: Any) -> Make:
    """A quota of ten: three quarters of the time are over unless told otherwise."""

    def make(ground: Ground) -> Ref:
        row = share(ground, of={"count_target": 10, "count_unit": "thủ tục"}, due_on=due_on or date(2026, 11, 26), **values)
        if accepted:
            accept(ground, row, accepted)
        return ref(row)

    return make


def _without_a_lead(ground: Ground) -> Ref:
    assignment = work(ground)
    led(ground, assignment, part="with")
    return Ref("assignment", str(assignment.pk))


def _together(ground: Ground) -> Ref:
    """A quota that the shares reach together: what another period of it reached does not count."""
    row = share(ground, of={"count_target": 10, "count_unit": "thủ tục", "count_per_duty": False}, due_on=date(2026, 11, 26))
    other = Occurrence.objects.create(duty=row.duty, period="2026-10", opens_on=date(2026, 10, 1), due_on=OVER)
    accept(ground, other, 10)
    accept(ground, row, 2)
    return ref(row)


RECURRING = {"deadline_kind": "recurring", "recurrence": "monthly"}
RELATIVE = {"deadline_kind": "relative", "deadline_text": "sau khi có kết luận"}
EXAMPLES = {
    "NV-02": Examples(
        lambda ground: ref(share(ground, unit=closed_unit(ground))),
        {
            "chưa xong": lambda ground: ref(share(ground, unit=closed_unit(ground), state=State.ACCEPTED)),
            "không có đơn vị đang hoạt động giữ": a_share(),
        },
    ),
    "NV-03": Examples(
        a_share(of=RELATIVE, due_on=None),
        {
            "chưa xong": a_share(of=RELATIVE, due_on=None, state=State.CANCELLED),
            "chưa có ngày": a_share(of=RELATIVE),
            "hạn tính từ một mốc": a_share(due_on=None),
        },
    ),
    "NV-04": Examples(
        reported(12, usually=2),
        {
            "chờ nghiệm thu": reported(12, usually=2, state=State.IN_PROGRESS),
            "chờ quá số ngày": reported(4, usually=2),
            "lâu hơn các lần trước của phường": reported(12, usually=15),
        },
    ),
    "NV-05": Examples(
        lambda ground: asking(ground, share(ground)),
        {
            "chưa xong": lambda ground: asking(ground, share(ground, state=State.CANCELLED)),
            "có đề nghị gia hạn": a_share(),
            "đã qua hạn": lambda ground: asking(ground, share(ground, due_on=AHEAD)),
        },
    ),
    "NV-06": Examples(_without_a_lead, {"không đơn vị nào giữ phần chủ trì": a_work()}),
    "NV-07": Examples(
        a_share(person=False),
        {
            "chưa xong": a_share(person=False, state=State.ACCEPTED),
            "chưa giao ai": a_share(),
            "nhận việc đã quá số ngày": a_share(person=False, opens_on=date(2026, 11, 18)),
        },
    ),
    "NV-08": Examples(
        a_work(product=""),
        {
            "chưa xong": lambda ground: Ref("assignment", str(share(ground, of={"product": ""}, state=State.ACCEPTED).duty.assignment_id)),
            "chưa ghi sản phẩm": a_work(),
            "không giao chỉ tiêu số lượng": a_work(product="", count_target=3),
        },
    ),
    "NV-09": Examples(
        a_share(progress="Đang làm"),
        {
            "chưa xong": DONE,
            "đã qua hạn": NOT_YET,
            "không có đề nghị gia hạn": lambda ground: asking(ground, share(ground)),
            "không phải việc định kỳ": a_share(of=RECURRING),
        },
        also=(a_share(),),
    ),
    "NV-10": Examples(
        urged(2),
        {
            "chưa xong": urged(2, state=State.ACCEPTED),
            "đã đôn đốc đủ số lần mà chưa báo lại": urged(2, progress="Đang làm", progress_at=NOW - 1.5 * DAY),
        },
    ),
    "NV-11": Examples(
        a_share(of=RECURRING),
        {
            "chưa xong": a_share(of=RECURRING, state=State.ACCEPTED),
            "đã qua hạn": a_share(of=RECURRING, due_on=AHEAD),
            "không có đề nghị gia hạn": lambda ground: asking(ground, share(ground, of=RECURRING)),
            "việc định kỳ": a_share(),
        },
    ),
    "NV-12": Examples(
        sent_back(12, usually=2),
        {
            "đang sửa lại": sent_back(12, usually=2, state=State.IN_PROGRESS),
            "sửa quá số ngày": sent_back(4, usually=2),
            "lâu hơn các lần trước của phường": sent_back(12, usually=15),
        },
    ),
    "NV-13": Examples(extended(2), {"chưa xong": extended(2, state=State.ACCEPTED), "gia hạn quá số lần": extended(1)}),
    "NV-14": Examples(
        counted(2),
        {
            "chưa xong": counted(2, state=State.ACCEPTED),
            "đã qua một phần thời gian": counted(0, due_on=date(2027, 1, 15)),
            "kết quả chậm hơn thời gian": counted(7),
        },
        also=(_together,),
    ),
}
