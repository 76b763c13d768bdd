"""What a review finds wrong in the catalogue: workflows beside limits, papers that could be dropped, units, doubts, quotas."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.utils import timezone

from minhchung.apps.ground.problems import Check, Look, Parameter, Problem, Severity, register
from minhchung.apps.ground.refs import Ref
from minhchung.apps.procedures.law import norms_of
from minhchung.apps.procedures.models import Line, Procedure, Workflow
from minhchung.apps.procedures.queries.page import workflow_on
from minhchung.apps.procedures.queries.simplifying import HeldComponent, UnitCount, by_unit, held_components
from minhchung.apps.procedures.queries.standing import Known, standing
from minhchung.apps.procedures.rules.telling import LABELS
from minhchung.apps.procedures.rules.workflows import Compared

IN_FORCE = "thủ tục còn hiệu lực trong danh mục"
SEED = "Văn bản chỉ đạo của phường về đơn giản hóa thủ tục hành chính"


def _known(look: Look) -> list[Known]:
    """The procedures in force today; of one unit those it is in charge of."""
    found = look.once("procedures", lambda: [each for each in standing(look.scope.commune, look.today) if each.standing.in_force])
    return [each for each in found if look.scope.unit in (None, each.procedure.unit_id)]


def _units(procedure: Procedure) -> tuple[int, ...]:
    return (procedure.unit_id,) if procedure.unit_id else ()


def _of(procedure: Procedure, words: str, part: str = "") -> Problem:
    return Problem(procedure.ref, f"{procedure.code} {procedure.name}: {words}", units=_units(procedure), part=part)


@dataclass(frozen=True)
class Timed:
    """A procedure with its workflow beside its limit."""

    known: Known
    compared: Compared


def _timed(look: Look) -> Iterator[Timed]:
    with_one = set(Workflow.objects.filter(procedure__commune=look.scope.commune, on__lte=look.today).values_list("procedure", flat=True))
    for known in _known(look):
        if known.procedure.pk in with_one:
            _, _, found = workflow_on(known.procedure, known.standing.content, look.today)
            if found is not None:
                yield Timed(known, found)


def _held(look: Look) -> list[HeldComponent]:
    found = held_components(look.scope.commune, look.today)
    return [each for each in found if look.scope.unit in (None, each.procedure.unit_id)]


def _tell_held(row: HeldComponent, look: Look) -> Problem:
    part = f"{row.match.place}-{row.match.held.key}"[:40]
    return _of(row.procedure, f"“{row.match.component.name[:120]}”. {row.match.reason}", part)


@dataclass(frozen=True)
class Doubtful:
    """A procedure with the fields in which something is uncertain, and since when the oldest of them stands so."""

    known: Known
    fields: tuple[str, ...]
    since: date


def _doubtful(look: Look) -> Iterator[Doubtful]:
    known = [(each, tuple(dict.fromkeys(doubt.field for doubt in each.standing.content.doubts()))) for each in _known(look)]
    told = {key for each, fields in known for field in fields if (key := each.standing.told_by.get(field)) is not None}
    entered: dict[int, datetime] = dict(Line.objects.filter(pk__in=told).values_list("pk", "source__added_at"))
    for each, fields in known:
        moments = [entered[key] for field in fields if (key := each.standing.told_by.get(field)) in entered]
        if moments:
            yield Doubtful(each, fields, timezone.localtime(min(moments)).date())


def _tell_doubtful(row: Doubtful, look: Look) -> Problem:
    parts = ", ".join(LABELS[field].lower() for field in row.fields)
    return _of(row.known.procedure, f"còn điều chưa rõ ở {parts} từ {row.since:%d/%m/%Y}.")


def _counts(look: Look) -> list[UnitCount]:
    """The units that owe proposals; nothing is owed where the ward has no procedure."""
    if not _known_anywhere(look):
        return []
    counts = by_unit(look.scope.commune, look.today.year, look.today)
    return [each for each in counts if look.scope.unit in (None, each.unit.pk)]


def _known_anywhere(look: Look) -> bool:
    return Procedure.objects.filter(commune=look.scope.commune).exists()


def _behind(row: UnitCount, look: Look) -> bool:
    """From the month of the parameter on, less than the part of the year that is over."""
    return look.today.month >= look.given["month"] and row.lacks > 0


def _tell_behind(row: UnitCount, look: Look) -> Problem:
    source = norms_of(look.scope.commune)["proposals_per_unit"].source
    words = f"{row.unit.name} mới đề xuất đơn giản hóa {row.proposed}/{row.owes} thủ tục của năm {look.today.year} ({source})."
    return Problem(Ref("unit", str(row.unit.pk)), words, units=(row.unit.pk,), part=str(look.today.year))


def _tell_initiative(row: UnitCount, look: Look) -> Problem:
    words = f"{row.unit.name} mới đăng ký {row.initiatives}/{row.owes_initiatives} sáng kiến của năm {look.today.year}."
    return Problem(Ref("unit", str(row.unit.pk)), words, units=(row.unit.pk,), part=str(look.today.year))


def _said(words: str) -> Any:
    return lambda row, look: _of(row.procedure, words)


MONTH = {"month": Parameter("Xem từ tháng", 10, 1)}
register(
    Check(
        "DM-01",
        "Quy trình nội bộ không bằng thời hạn",
        Severity.ERROR,
        f"{IN_FORCE} có quy trình nội bộ",
        _timed,
        lambda row, look: _of(row.known.procedure, row.compared.words),
        "Sửa số giờ của các bước, hoặc sửa thời hạn theo quyết định công bố.",
        holds={"tổng giờ các bước khác thời hạn": lambda row, look: row.compared.fits is False},
    ),
    Check(
        "DM-02",
        "Giấy tờ đã có dữ liệu mà chưa đề xuất bỏ",
        Severity.HINT,
        "thành phần hồ sơ của thủ tục còn hiệu lực, khớp bảng giấy tờ đã có dữ liệu điện tử",
        _held,
        _tell_held,
        "Mở thủ tục, bấm “Đề xuất bỏ” ở giấy tờ đó; nếu vẫn cần thì sửa bảng giấy tờ đã có dữ liệu.",
        holds={"chưa có đề xuất bỏ": lambda row, look: not row.proposed},
    ),
    Check(
        "DM-03",
        "Thủ tục chưa có đơn vị phụ trách",
        Severity.WARNING,
        IN_FORCE,
        _known,
        _said("chưa có đơn vị phụ trách."),
        "Giao đơn vị ở trang của thủ tục, hoặc đánh dấu nhiều thủ tục ở danh mục rồi bấm “Sắp xếp”.",
        holds={"chưa giao đơn vị": lambda row, look: row.procedure.unit_id is None},
    ),
    Check(
        "DM-04",
        "Điều chưa rõ của thủ tục để quá lâu",
        Severity.WARNING,
        f"{IN_FORCE} còn điều chưa rõ",
        _doubtful,
        _tell_doubtful,
        "Mở thủ tục, bấm “Sửa cho rõ” ở từng chỗ và ghi căn cứ.",
        holds={"đã vào danh mục quá số ngày": lambda row, look: row.since < look.today - timedelta(days=look.given["days"])},
        parameters={"days": Parameter("Số ngày cho phép", 30, 1)},
    ),
    Check(
        "DM-05",
        "Đơn vị chưa đủ đề xuất đơn giản hóa",
        Severity.WARNING,
        "đơn vị của phường đã có danh mục thủ tục",
        _counts,
        _tell_behind,
        "Mở mục Đơn giản hóa, chọn giấy tờ, bước hoặc thời gian cắt giảm được rồi ghi đề xuất.",
        holds={"còn thiếu so với định mức": _behind},
        parameters=MONTH,
        citation=SEED,
    ),
    Check(
        "DM-06",
        "Đơn vị chưa có sáng kiến",
        Severity.HINT,
        "đơn vị của phường đã có danh mục thủ tục",
        _counts,
        _tell_initiative,
        "Đăng ký sáng kiến ở mục Đơn giản hóa.",
        holds={"còn thiếu so với định mức": lambda row, look: look.today.month >= look.given["month"] and row.lacks_initiatives > 0},
        parameters=MONTH,
        citation=SEED,
    ),
)
