"""What a review finds wrong with the registers, the clauses and the management review. Months of an objective without a value are KH-04."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Max, Q, QuerySet

from minhchung.apps.ground.problems import Check, Look, Problem, Severity, register
from minhchung.apps.management.models import Entry, ManagementReview, clause_ref
from minhchung.apps.management.queries.clauses import Matrix, Proven, matrix
from minhchung.apps.management.queries.works import ended
from minhchung.apps.management.registers import registers_of
from minhchung.apps.management.rules.registers import Register
from minhchung.apps.management.writing import interval_of
from minhchung.apps.organisations.models import Commune
from minhchung.apps.quality.models import Declaration
from minhchung.text.written import written_day
from minhchung.worktime import months_later

ISO = "TCVN ISO 9001:2015, điều khoản {}"
LIVE = "mục đang theo dõi của các sổ ISO"


def _entries(look: Look) -> QuerySet[Entry]:
    rows = Entry.objects.filter(commune=look.scope.commune, state=Entry.State.LIVE).order_by("register", "number")
    return rows if look.scope.unit is None else rows.filter(unit=look.scope.unit)


def _kinds(look: Look) -> dict[str, Register]:
    return look.once("management.registers", lambda: {each.name: each for each in registers_of(look.scope.commune)})


@dataclass(frozen=True)
class _Worked:
    """An entry with its register; `working`: some work given from it goes on."""

    entry: Entry
    register: Register
    working: bool

    @property
    def called(self) -> str:
        return f"Sổ {self.register.title}, mục {self.entry.number} “{self.register.headline(self.entry.values)[:200]}”"


def _worked(look: Look) -> list[_Worked]:
    def read() -> list[_Worked]:
        rows, kinds = list(_entries(look).prefetch_related("works")), _kinds(look)
        done = ended([work.assignment_id for each in rows for work in each.works.all()])
        return [
            _Worked(each, kinds[each.register], any(work.assignment_id not in done for work in each.works.all()))
            for each in rows
            if each.register in kinds
        ]

    return look.once("management.worked", read)


def _lacking(row: _Worked, look: Look) -> Problem:
    said = ", ".join(
        f"{each.label}: {each.choices[row.entry.values[each.name]]}" for each in row.register.judged if each.lacks(row.entry.values)
    )
    return Problem(row.entry.ref, f"{row.called}: {said} mà chưa có việc khắc phục nào đang làm.", units=(row.entry.unit_id,))


def _overdue(entry: Entry, look: Look) -> Problem:
    kind = _kinds(look).get(entry.register)
    called = f"Sổ {kind.title}, mục {entry.number} “{kind.headline(entry.values)[:200]}”" if kind else str(entry)
    return Problem(entry.ref, f"{called}: phải xem lại trước ngày {written_day(entry.review_on)} mà chưa xem.", units=(entry.unit_id,))


def _high(row: _Worked, look: Look) -> Problem:
    score = row.register.score
    points = (score.left(row.entry.values) or score.points(row.entry.values) or 0) if score else 0
    level = score.level(points).label if score else ""
    return Problem(row.entry.ref, f"{row.called}: mức {level} ({points}) mà chưa giao việc nào.", units=(row.entry.unit_id,))


def _declared(look: Look) -> bool:
    """Whether the ward declared that it applies the standard."""
    rows = Declaration.objects.filter(commune=look.scope.commune, signed_on__isnull=False, replaced_on=None)
    return look.once("management.declared", rows.exists)


def _clauses(look: Look) -> list[Proven]:
    """The clauses of the ward; they are no unit's."""
    if look.scope.unit is not None:
        return []
    commune = Commune.objects.get(pk=look.scope.commune)
    found: Matrix = look.once("management.matrix", lambda: matrix(commune, now=look.now))
    return list(found.rows)


def _bare(row: Proven, look: Look) -> Problem:
    missing = "; ".join(each.label for each in row.missing) or "minh chứng nộp cho điều khoản"
    return Problem(
        clause_ref(look.scope.commune, row.clause.number),
        f"Điều khoản {row.clause.number} {row.clause.title}: chưa có bằng chứng nào ({missing}).",
    )


@dataclass(frozen=True)
class _Cycle:
    """Until which day the last management review counts; None when none was ever held."""

    last: date | None
    until: date | None


def _cycles(look: Look) -> list[_Cycle]:
    """One for a ward."""
    if look.scope.unit is not None:
        return []
    last = ManagementReview.objects.filter(commune=look.scope.commune, held_on__lte=look.today).aggregate(last=Max("held_on"))["last"]
    return [_Cycle(last, months_later(last, interval_of(look.scope.commune, look.today).months) if last else None)]


def _late_review(row: _Cycle, look: Look) -> Problem:
    interval = interval_of(look.scope.commune, look.today)
    said = f"lần gần nhất họp ngày {written_day(row.last)}" if row.last else "chưa họp lần nào"
    message = f"Xem xét của lãnh đạo: {said}, chu kỳ {interval.months} tháng ({interval.source})."
    return Problem(clause_ref(look.scope.commune, "9.3"), message)


register(
    Check(
        "IS-21",
        "Năng lực, thiết bị, bên cung cấp chưa đạt mà chưa có việc khắc phục",
        Severity.WARNING,
        LIVE,
        _worked,
        _lacking,
        "Giao việc (đào tạo, sửa chữa, đổi bên cung cấp) từ mục của sổ; đạt rồi thì sửa đánh giá của mục.",
        holds={
            "mục ghi là chưa đạt": lambda row, look: row.register.lacks(row.entry.values),
            "chưa có việc nào đang làm": lambda row, look: not row.working,
        },
        citation=ISO.format("7.2, 7.1.3, 8.4"),
    ),
    Check(
        "IS-22",
        "Mục sổ ISO quá ngày xem lại",
        Severity.WARNING,
        LIVE,
        _entries,
        _overdue,
        "Mở mục, đối chiếu với thực tế rồi bấm Xem lại; không còn đúng thì sửa hoặc đóng mục.",
        where={"đã qua ngày phải xem lại": lambda look: Q(review_on__lt=look.today)},
        citation=ISO.format("4.1, 4.2, 6.1, 7.2"),
    ),
    Check(
        "IS-23",
        "Xem xét của lãnh đạo quá chu kỳ",
        Severity.ERROR,
        "lần xem xét của lãnh đạo gần nhất",
        _cycles,
        _late_review,
        "Lập cuộc xem xét ở ISO, Xem xét của lãnh đạo: đầu vào được điền từ số liệu.",
        holds={
            "phường đã công bố áp dụng tiêu chuẩn": lambda row, look: _declared(look),
            "chưa họp, hoặc lần gần nhất đã quá chu kỳ": lambda row, look: row.until is None or row.until < look.today,
        },
        citation=ISO.format("9.3"),
    ),
    Check(
        "IS-24",
        "Điều khoản phải có tài liệu, hồ sơ mà chưa có bằng chứng nào",
        Severity.WARNING,
        "điều khoản của tiêu chuẩn đang áp dụng",
        _clauses,
        _bare,
        "Mở điều khoản: trang chỉ ra sổ cần ghi, hoặc nộp minh chứng, hoặc ghi lý do không áp dụng nếu được phép.",
        holds={
            "phường đã công bố áp dụng tiêu chuẩn": lambda row, look: _declared(look),
            "điều khoản bắt buộc có tài liệu hoặc hồ sơ (★, ●)": lambda row, look: bool(row.clause.documents),
            "chưa có bằng chứng nào và không ghi là không áp dụng": lambda row, look: row.state == "bare",
        },
        citation=ISO.format("4.3, 7.5.1"),
    ),
    Check(
        "IS-25",
        "Rủi ro, cơ hội mức cao chưa giao việc",
        Severity.WARNING,
        "mục đang theo dõi của các sổ có chấm điểm",
        lambda look: [row for row in _worked(look) if row.register.score],
        _high,
        "Giao việc xử lý từ mục của sổ; xử lý xong thì chấm mức còn lại.",
        holds={
            "mức hiện tại từ cao trở lên": lambda row, look: row.register.score is not None and row.register.score.acts(row.entry.values),
            "chưa có việc nào đang làm": lambda row, look: not row.working,
        },
        citation=ISO.format("6.1"),
    ),
)
