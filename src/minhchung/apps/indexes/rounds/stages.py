"""How a round stands: the line of its stages with their days, who has to act now, and what is missing."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from minhchung.apps.indexes.holders import holders_of
from minhchung.apps.indexes.rounds.table import Line, Table
from minhchung.apps.indexes.rules import rounds
from minhchung.apps.organisations.mandates import Role
from minhchung.apps.organisations.models import Unit


@dataclass(frozen=True)
class StageLine:
    """One stop of the line: `state` is "done", "now" or ""."""

    title: str
    days: str
    last_day: date | None
    state: str


@dataclass(frozen=True)
class Part:
    """A unit's share of what is to be done now."""

    unit: Unit | None
    done: int
    all: int
    missing: Sequence[Line]


@dataclass(frozen=True)
class Standing:
    """Who has to act, until when, what for, and which units still owe something."""

    who: str
    what: str
    until: date | None
    parts: Sequence[Part]

    @property
    def missing(self) -> int:
        """How many leaves still lack what is to be done now."""
        return sum(len(part.missing) for part in self.parts)


STOPS = (
    ("Đơn vị tự chấm", "self_closes", rounds.SELF),
    ("Tổng hợp, phê duyệt", "approve_by", rounds.CONSOLIDATED),
    ("Khóa, nộp thành phố", "approve_by", rounds.APPROVED),
    ("Thẩm định lần 1", "appraisal1_closes", rounds.LOCKED),
    ("Giải trình", "explanation_closes", rounds.EXPLAINING),
    ("Thẩm định lần 2", "appraisal2_closes", rounds.EXPLAINING),
    ("Công bố", "", rounds.APPRAISED2),
)
"""Title, its last day, and the stage in which it is done."""


def stage_line(table: Table, *, today: date) -> list[StageLine]:
    """The stops in order."""
    stage, dates = table.stage, table.round.dates
    here = rounds.ORDER.index(rounds.LOCKED if stage == rounds.APPRAISED1 else stage)
    shown = []
    for title, name, at in STOPS:
        last = getattr(dates, name) if name else None
        place = rounds.ORDER.index(at)
        over = place < here or stage == rounds.PUBLISHED
        if at == rounds.EXPLAINING and stage == rounds.EXPLAINING and title == "Giải trình":
            over = last is not None and today > last
        if title == "Thẩm định lần 1" and stage == rounds.APPRAISED1:
            over = True
        shown.append(StageLine(title, "đến" if last else "", last, "done" if over else "now" if place == here else ""))
    return shown


def standing_of_round(table: Table, *, today: date) -> Standing:
    """What is to be done now, by whom, and what of it is missing."""
    stage, dates, on = table.stage, table.round.dates, table.round.index.commune_id
    own = [line for line in table.lines if line.self_scored and line.known.maximum and not line.outside]
    if stage == rounds.SELF:
        what = "Chấm các tiêu chí của đơn vị; điểm khác quy tắc hoặc thiếu minh chứng thì giải trình."
        return Standing("Trưởng các đơn vị", what, dates.self_closes, _parts(own, rounds.MARK_SELF))
    if stage == rounds.CONSOLIDATED:
        lacking = _parts(own, rounds.MARK_UNIT, rounds.MARK_APPROVED)
        ready = not any(part.missing for part in lacking)
        who = holders(on, Role.LEADER if ready else Role.STANDING, today)
        return Standing(
            who, "Phê duyệt điểm tự chấm." if ready else "Ghi điểm tổng hợp cho các tiêu chí còn trống.", dates.approve_by, lacking
        )
    if stage == rounds.APPROVED:
        what = "Ký số bản tự chấm, gắn bản ký rồi khóa đợt chấm để nộp thành phố."
        return Standing(holders(on, Role.STANDING, today), what, dates.approve_by, ())
    if stage == rounds.LOCKED:
        every = [line for line in table.lines if line.known.maximum and not line.outside]
        return Standing(
            "Người thẩm định của thành phố", "Chấm từng tiêu chí, yêu cầu giải trình nơi chưa rõ.", dates.appraisal1_closes,
            _parts(every, rounds.MARK_FIRST),
        )  # fmt: skip
    if stage == rounds.APPRAISED1:
        return Standing("Người thẩm định của thành phố", "Mở giải trình cho phường.", dates.appraisal1_closes, ())
    if stage == rounds.EXPLAINING:
        return _explaining(table, today)
    if stage == rounds.APPRAISED2:
        return Standing("Thành phố, hoặc thường trực CCHC của phường", "Ghi kết quả theo quyết định công bố.", None, ())
    return Standing("", "Kết quả đã công bố.", None, ())


def _explaining(table: Table, today: date) -> Standing:
    asked = [line for line in table.lines if line.explanation is not None]
    parts = _grouped(asked, lambda line: line.explanation is not None and bool(line.explanation.answer))
    if today <= table.round.explanation_closes and any(part.missing for part in parts):
        return Standing("Đơn vị được yêu cầu giải trình", "Trả lời từng yêu cầu, kèm tệp.", table.round.explanation_closes, parts)
    what = "Xem giải trình và thẩm định lần 2; tiêu chí không chấm lại giữ điểm lần 1."
    return Standing("Người thẩm định của thành phố", what, table.round.appraisal2_closes, parts)


def _parts(lines: Sequence[Line], *columns: str) -> list[Part]:
    return _grouped(lines, lambda line: any(column in line.marks for column in columns))


def _grouped(lines: Sequence[Line], is_done: Callable[[Line], bool]) -> list[Part]:
    units: dict[Unit | None, list[Line]] = defaultdict(list)
    for line in lines:
        units[line.criterion.unit].append(line)
    found = [
        Part(unit, sum(is_done(line) for line in own), len(own), [line for line in own if not is_done(line)]) for unit, own in units.items()
    ]
    return sorted(found, key=lambda part: (part.unit is None, -len(part.missing), part.unit.order if part.unit else 0))


def holders(commune: str, role: Role, on: date) -> str:
    """Who holds a role of the ward on a day, by name; the role's own name while nobody does."""
    return ", ".join(person.full_name for person in holders_of(commune, role, on)) or role.label
