"""Acts on a scoring round: open it, move its days, every step forward, reopen, sign, publish."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from minhchung.apps.documents.models import Document
from minhchung.apps.files.receiving import Received
from minhchung.apps.files.storing import put, told
from minhchung.apps.ground.acts import Refused, act, record
from minhchung.apps.ground.notices import notify
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.holders import holders_of
from minhchung.apps.indexes.models import Index
from minhchung.apps.indexes.rights import appraises, approves, consolidates, opens_rounds, publishes, reopens, steps_by_clock
from minhchung.apps.indexes.rounds.declaring import content_of
from minhchung.apps.indexes.rounds.locking import Prepared, write_lock
from minhchung.apps.indexes.rounds.marking import carry, held, listed, moved, unscored
from minhchung.apps.indexes.rounds.models import DAYS, Explanation, Mark, Round, RoundLock
from minhchung.apps.indexes.rules import rounds
from minhchung.apps.indexes.rules.rounds import Dates, Step
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Person
from minhchung.text.extract import MediaType
from minhchung.text.written import written_day

PDF = MediaType.PDF.value


def _ref(round: Round) -> Ref:
    return Ref("round", str(round.pk))


def _days(dates: Dates) -> dict[str, date]:
    return {name: getattr(dates, name) for name in DAYS}


def _step(round: Round, to: str, note: str = "", **after: Any) -> Round:
    """Writes the new stage and its event. Raises Refused when somebody else took the step meanwhile."""
    before = round.state
    if not Round.objects.filter(pk=round.pk, state=before).update(state=to):
        raise Refused("Đợt chấm vừa được người khác chuyển bước. Tải lại trang.")
    round.state = to
    record(commune=round.commune_id, subject=_ref(round), before={"state": before}, after={"state": to, **after}, note=note[:300])
    return round


def _tell_leaders(round: Round, at: datetime) -> None:
    text = f"Đợt chấm “{round.title}” đã tổng hợp, chờ phê duyệt đến hết ngày {written_day(round.approve_by)}."
    leaders = holders_of(round.commune_id, Role.LEADER, timezone.localdate(at))
    notify(leaders, commune=round.commune_id, subject=_ref(round), text=text, topic="indexes.round_consolidated", at=at)


@act("indexes.open_round", "Mở đợt chấm", on="index", allowed=opens_rounds)
def open_round(*, index: Index, title: str, dates: Dates, actor: Person | None, at: datetime) -> Round:
    """A scoring of the year with its days. Raises Refused when they are out of order, or the title is taken."""
    if wrong := dates.disorder():
        raise Refused(wrong)
    title = title.strip()[:200]
    if not title:
        raise Refused("Chưa ghi tên đợt chấm. Ghi tên, ví dụ “Tự chấm năm 2026”.")
    if Round.objects.filter(index=index, title=title).exists():
        raise Refused(f"Đã có đợt “{title}”. Đặt tên khác.")
    made = Round.objects.create(index=index, title=title, made_by=actor, made_at=at, **_days(dates))
    record(commune=index.commune_id, subject=_ref(made), after={"title": title, "state": made.state, **_days(dates)})
    return made


@act("indexes.set_round_days", "Đổi ngày của đợt chấm", on="round", allowed=opens_rounds)
def set_round_days(*, round: Round, dates: Dates, reason: str, actor: Person | None, at: datetime) -> Round:
    """Other days, as long as nothing is handed in. Raises Refused."""
    found, today = held(round, at), timezone.localdate(at)
    if found.state in rounds.DECLARED:
        raise Refused("Đợt chấm đã khóa: phường không đổi ngày nữa. Người thẩm định gia hạn các bước sau khi khóa.")
    if dates.approve_by < today:
        raise Refused(f"Hạn phê duyệt {written_day(dates.approve_by)} đã qua. Chọn ngày từ hôm nay trở đi.")
    return _with_days(found, dates, reason)


@act("indexes.extend_appraisal", "Gia hạn thẩm định, giải trình", on="declared", allowed=appraises)
def extend_appraisal(*, declared: Round, dates: Dates, reason: str, actor: Person | None, at: datetime) -> Round:
    """Other days for what is under the city; those of the ward stay. A stage that ran out is not opened again. Raises Refused."""
    found, today = held(declared, at), timezone.localdate(at)
    if _days(dates) | dict.fromkeys(DAYS[3:]) != _days(found.dates) | dict.fromkeys(DAYS[3:]):
        raise Refused("Ngày tự chấm và phê duyệt đã qua, không đổi được nữa. Chỉ đổi ngày thẩm định và giải trình.")
    if rounds.stage_at(found.state, dates, today) != found.state:
        raise Refused("Ngày mới đã qua: bước đang mở sẽ đóng ngay. Chọn ngày từ hôm nay trở đi.")
    return _with_days(found, dates, reason)


def _with_days(round: Round, dates: Dates, reason: str) -> Round:
    if wrong := dates.disorder():
        raise Refused(wrong)
    before, after = _days(round.dates), _days(dates)
    if before == after:
        raise Refused("Các ngày không thay đổi so với trước.")
    if not reason.strip():
        raise Refused("Chưa ghi lý do đổi ngày. Ghi văn bản hoặc lý do rồi lưu.")
    Round.objects.filter(pk=round.pk).update(**after)
    record(commune=round.commune_id, subject=_ref(round), before=before, after=after, note=reason.strip()[:300])
    round.refresh_from_db()
    return round


@act("indexes.consolidate", "Tổng hợp điểm tự chấm", on="round", allowed=consolidates)
def consolidate(*, round: Round, actor: Person | None, at: datetime) -> Round:
    """The units are done: their points become the ward's, to be corrected and approved."""
    found = moved(round, "consolidate", at)
    taken = carry(found, rounds.MARK_SELF, rounds.MARK_UNIT, "Theo đơn vị tự chấm", actor=actor, at=at)
    _tell_leaders(found, at)
    return _step(found, rounds.CONSOLIDATED, taken=taken)


@act("indexes.approve_round", "Phê duyệt điểm tự chấm", on="round", allowed=approves)
def approve_round(*, round: Round, actor: Person | None, at: datetime) -> Round:
    """The leader approves what was consolidated. Raises Refused while leaves have no points."""
    found = moved(round, "approve", at)
    lacking = unscored(found, content_of(found, timezone.localdate(at)), (rounds.MARK_UNIT, rounds.MARK_APPROVED))
    if lacking:
        raise Refused(f"Chưa có điểm: {listed(lacking)}. Ghi điểm tổng hợp (0 điểm thì nêu lý do) rồi phê duyệt.")
    taken = carry(found, rounds.MARK_UNIT, rounds.MARK_APPROVED, "Theo điểm tổng hợp", actor=actor, at=at)
    return _step(found, rounds.APPROVED, taken=taken)


@act("indexes.lock_round", "Khóa đợt chấm", on="round", allowed=consolidates)
def lock_round(*, round: Round, prepared: Prepared, actor: Person | None, at: datetime) -> RoundLock:
    """Hands the round in: declaration, facts, score and evidence are kept as they stand, and the ward changes nothing more."""
    found = moved(round, "lock", at)
    lock = write_lock(found, prepared, actor=actor, at=at)
    _step(found, rounds.LOCKED, sha256=[lock.workbook.blob_id, lock.paper.blob_id], digest=lock.digest)
    return lock


@act("indexes.close_stage", "Tự đóng bước đã hết hạn", on="round", allowed=steps_by_clock)
def close_stage(*, round: Round, step: Step, prepared: Prepared | None, actor: None, at: datetime) -> Round:
    """The last day of a stage is over. Raises Refused when the stage is not the one that ran out any more."""
    found = Round.objects.select_for_update(of=("self",)).select_related("index__commune", "index__pack").get(pk=round.pk)
    if rounds.due_step(found.state, found.dates, timezone.localdate(at)) != step:
        raise Refused("Bước này vừa được đóng hoặc gia hạn. Tải lại trang.")
    after: dict[str, Any] = {}
    if step.to == rounds.CONSOLIDATED:
        after["taken"] = carry(found, rounds.MARK_SELF, rounds.MARK_UNIT, "Theo đơn vị tự chấm", actor=None, at=at)
        _tell_leaders(found, at)
    elif step.to == rounds.LOCKED and prepared is not None:
        lock = write_lock(found, prepared, actor=None, at=at)
        after |= {"sha256": [lock.workbook.blob_id, lock.paper.blob_id], "digest": lock.digest}
    elif step.to == rounds.APPRAISED2:
        after["taken"] = carry(found, rounds.MARK_FIRST, rounds.MARK_SECOND, "Giữ điểm lần 1", actor=None, at=at)
    return _step(found, step.to, f"Hết hạn ngày {written_day(step.last_day)}", **after)


@act("indexes.sign_round", "Gắn bản tự chấm đã ký", on="round", allowed=consolidates)
def sign_round(*, round: Round, upload: Received, actor: Person | None, at: datetime) -> Round:
    """The signed copy of the declaration, before the lock or after. Raises Refused for what is no PDF."""
    found = held(round, at)
    if found.state not in (rounds.APPROVED, rounds.LOCKED):
        raise Refused("Bản ký gắn được từ khi lãnh đạo phê duyệt đến khi thẩm định xong lần 1. Tải lại trang để xem bước hiện tại.")
    if upload.media_type != PDF:
        raise Refused(f"“{upload.name}” không phải PDF. Ký số bản tự chấm ở dạng PDF rồi tải lên.")
    stored, _ = put(found.index.commune, upload, actor=actor, at=at)
    before = told(found.signed) if found.signed else None
    Round.objects.filter(pk=found.pk).update(signed=stored)
    record(commune=found.commune_id, subject=_ref(found), before=before, after=told(stored))
    found.refresh_from_db()
    return found


@act("indexes.reopen_round", "Mở lại đợt chấm", on="round", allowed=reopens)
def reopen_round(*, round: Round, until: date, reason: str, actor: Person | None, at: datetime) -> Round:
    """Back to the units until a new last day; the later days move with it. Raises Refused without a reason, and once the city has begun."""
    found = moved(round, "reopen", at)
    if not reason.strip():
        raise Refused("Chưa ghi lý do mở lại. Ghi lý do để thành phố và các đơn vị biết vì sao.")
    if until < timezone.localdate(at):
        raise Refused(f"Ngày {written_day(until)} đã qua. Chọn ngày hết tự chấm từ hôm nay trở đi.")
    begun = Mark.objects.filter(round=found, column=rounds.MARK_FIRST).exists() or Explanation.objects.filter(round=found).exists()
    if begun:
        raise Refused("Thành phố đã bắt đầu thẩm định nên không mở lại được. Ý kiến của phường gửi ở bước giải trình.")
    later = {name: max(day, until) for name, day in _days(found.dates).items() if name not in ("opens", "self_closes")}
    days = {"opens": min(found.opens, until), "self_closes": until, **later}
    Round.objects.filter(pk=found.pk).update(**days, signed=None)
    return _step(found, rounds.SELF, reason.strip(), **days)


@act("indexes.end_first_appraisal", "Kết thúc thẩm định lần 1", on="declared", allowed=appraises)
def end_first_appraisal(*, declared: Round, actor: Person | None, at: datetime) -> Round:
    """Every leaf is appraised. Raises Refused while one that the ward scored is not."""
    found = moved(declared, "end_first", at)
    if lacking := unscored(found, content_of(found, timezone.localdate(at)), (rounds.MARK_FIRST,)):
        raise Refused(f"Chưa thẩm định: {listed(lacking)}. Ghi điểm thẩm định rồi kết thúc.")
    return _step(found, rounds.APPRAISED1)


@act("indexes.open_explaining", "Mở giải trình", on="declared", allowed=appraises)
def open_explaining(*, declared: Round, actor: Person | None, at: datetime) -> Round:
    """The ward answers what was asked, until the last day of explanation."""
    found = moved(declared, "open_explaining", at)
    return _step(found, rounds.EXPLAINING, asked=Explanation.objects.filter(round=found).count())


@act("indexes.end_second_appraisal", "Kết thúc thẩm định lần 2", on="declared", allowed=appraises)
def end_second_appraisal(*, declared: Round, actor: Person | None, at: datetime) -> Round:
    """What was not appraised again keeps the points of the first time."""
    found = moved(declared, "end_second", at)
    taken = carry(found, rounds.MARK_FIRST, rounds.MARK_SECOND, "Giữ điểm lần 1", actor=actor, at=at)
    return _step(found, rounds.APPRAISED2, taken=taken)


@act("indexes.publish_round", "Công bố kết quả", on="round", allowed=publishes)
def publish_round(
    *, round: Round, total: Decimal | None, rank: int | None, decision: Document | None, decision_number: str = "", actor: Person | None,
    at: datetime,
) -> Round:  # fmt: skip
    """The result, by the city after its second appraisal, or typed by the ward from the decision. Raises Refused without a decision."""
    found = moved(round, "publish", at)
    number = decision.code if decision else decision_number.strip()[:80]
    if decision is not None and decision.commune_id != found.commune_id:
        raise Refused("Văn bản này không có trong sổ của phường. Chọn quyết định công bố trong sổ văn bản.")
    if not number:
        raise Refused("Chưa ghi quyết định công bố. Chọn văn bản trong sổ hoặc ghi số, ký hiệu quyết định.")
    if decision is None and found.state != rounds.APPRAISED2:
        raise Refused("Thành phố chưa thẩm định xong lần 2. Phường ghi kết quả sớm hơn thì chọn quyết định công bố trong sổ văn bản.")
    words = f"Theo {number}"
    taken = carry(found, rounds.MARK_SECOND, rounds.MARK_PUBLISHED, words, actor=actor, at=at, fill_only=True)
    Round.objects.filter(pk=found.pk).update(decision=decision, decision_number=number, published_total=total, published_rank=rank)
    return _step(found, rounds.PUBLISHED, words, taken=taken, total=total, rank=rank, decision=number)
