"""What a review finds wrong with the quality system."""

from datetime import date

from django.db.models import QuerySet

from minhchung.apps.ground.problems import Check, Look, Problem, Severity, register
from minhchung.apps.procedures.models import Procedure
from minhchung.apps.quality.models import ControlledDocument, Declaration
from minhchung.apps.quality.queries.scope_changes import ScopeChange, change_since, current_declaration
from minhchung.apps.quality.queries.stands import Coverage, Stand, coverage, stands
from minhchung.apps.quality.writing import settings_of
from minhchung.text.written import written_day

ISO = "Quyết định 19/2014/QĐ-TTg; TCVN ISO 9001:2015"
SHOWN = 3


def _documents(look: Look) -> QuerySet[ControlledDocument]:
    rows = ControlledDocument.objects.filter(commune=look.scope.commune, archived_at=None)
    return rows if look.scope.unit is None else rows.filter(owner=look.scope.unit)


def _stands(look: Look) -> list[Stand]:
    return look.once("quality.stands", lambda: stands(_documents(look), commune=look.scope.commune, today=look.today))


def _coverage(look: Look) -> Coverage:
    return look.once("quality.coverage", lambda: coverage(look.scope.commune, look.today))


def _procedures(look: Look) -> list[Procedure]:
    """Those in force, of one unit those it is in charge of."""
    bare = {each.pk: each for each in _coverage(look).bare}
    rows = list(Procedure.objects.filter(commune=look.scope.commune, pk__in=bare).select_related("unit"))
    return rows if look.scope.unit is None else [each for each in rows if each.unit_id == look.scope.unit]


def _declarations(look: Look) -> list[tuple[Declaration, ScopeChange]]:
    """The declaration in force; it is the ward's, no unit's."""
    found = current_declaration(look.scope.commune) if look.scope.unit is None else None
    return [(found, change_since(found, look.today))] if found else []


def _short(look: Look) -> bool:
    """Whether the ward does without reviews."""
    return look.once("quality.short", lambda: settings_of(look.scope.commune).short_path)


def _due(stand: Stand, look: Look) -> Problem:
    day = written_day(stand.due_on or date.min)
    message = f"{stand.document}: phải rà soát lại chậm nhất ngày {day} mà chưa rà soát."
    return Problem(stand.document.ref, message, units=(stand.document.owner_id,))


def _bare(procedure: Procedure, look: Look) -> Problem:
    units = (procedure.unit_id,) if procedure.unit_id else ()
    return Problem(procedure.ref, f"Thủ tục {procedure.code} {procedure.name[:200]}: chưa có quy trình ISO.", units=units)


def _gone(stand: Stand, look: Look) -> Problem:
    names = "; ".join(f"{each.code} {each.name[:120]}" for each in _coverage(look).gone.get(stand.document.pk, ())[:SHOWN])
    return Problem(stand.document.ref, f"{stand.document}: thủ tục đã bãi bỏ ({names}).", units=(stand.document.owner_id,))


def _changed(row: tuple[Declaration, ScopeChange], look: Look) -> Problem:
    declaration, change = row
    more = [f"thêm {len(change.added)} thủ tục" if change.added else "", f"bớt {len(change.gone)} thủ tục" if change.gone else ""]
    return Problem(declaration.ref, f"{declaration}: phạm vi đã thay đổi, {' và '.join(filter(None, more))} so với lúc công bố.")


def _unread(stand: Stand, look: Look) -> Problem:
    names = ", ".join(person.full_name for person in stand.unread[:SHOWN])
    more = f" và {len(stand.unread) - SHOWN} người nữa" if len(stand.unread) > SHOWN else ""
    number = stand.current.short if stand.current else ""
    message = f"{stand.document} (bản {number}): {names}{more} chưa xác nhận đã đọc, hạn {written_day(stand.read_by or date.min)}."
    return Problem(stand.document.ref, message, units=(stand.document.owner_id,))


def _unreviewed(stand: Stand, look: Look) -> Problem:
    number = stand.current.short if stand.current else ""
    message = f"{stand.document}: bản {number} đang hiệu lực mà không có người soát xét."
    return Problem(stand.document.ref, message, units=(stand.document.owner_id,))


register(
    Check(
        "IS-01",
        "Tài liệu ISO quá hạn rà soát",
        Severity.WARNING,
        "tài liệu ISO không nằm trong lưu",
        _stands,
        _due,
        "Rà soát rồi ghi kết quả ở trang tài liệu; cần đổi thì soạn bản sửa đổi.",
        holds={
            "có bản đang hiệu lực, đã quá chu kỳ rà soát từ ngày hiệu lực hoặc lần rà soát trước": lambda row, look: row.due,
            "không có bản mới đang soạn": lambda row, look: row.coming is None,
        },
        citation=ISO,
    ),
    Check(
        "IS-02",
        "Thủ tục hành chính chưa có quy trình ISO",
        Severity.ERROR,
        "thủ tục đang thực hiện chưa gắn với tài liệu ISO nào",
        _procedures,
        _bare,
        "Lập quy trình từ danh mục thủ tục, hoặc gắn thủ tục vào quy trình của nhóm.",
        holds={"thủ tục do phường giải quyết, không phải ngành dọc": lambda row, look: not row.vertical_sector},
        citation=ISO,
    ),
    Check(
        "IS-03",
        "Quy trình ISO của thủ tục đã bãi bỏ",
        Severity.ERROR,
        "tài liệu ISO không nằm trong lưu",
        _stands,
        _gone,
        "Hủy bỏ bản đang hiệu lực rồi đưa tài liệu vào lưu, hoặc bỏ thủ tục đó khỏi tài liệu.",
        holds={"có thủ tục đã bãi bỏ trong danh mục": lambda row, look: row.document.pk in _coverage(look).gone},
        citation=ISO,
    ),
    Check(
        "IS-04",
        "Phạm vi công bố ISO không còn khớp danh mục thủ tục",
        Severity.ERROR,
        "bản công bố đã ký, chưa bị thay thế",
        _declarations,
        _changed,
        "Lập bản công bố lại với danh mục hôm nay, ký, niêm yết và gửi cơ quan chủ trì.",
        holds={"danh mục thủ tục hôm nay khác danh mục lúc công bố": lambda row, look: row[1].changed},
        citation="Quyết định 19/2014/QĐ-TTg, Điều 4 khoản 3",
    ),
    Check(
        "IS-05",
        "Người phải đọc chưa xác nhận đã đọc tài liệu ISO",
        Severity.WARNING,
        "tài liệu ISO không nằm trong lưu",
        _stands,
        _unread,
        "Nhắc từng người mở tài liệu và bấm “Đã đọc và hiểu”.",
        holds={
            "có người phải đọc mà chưa xác nhận": lambda row, look: bool(row.unread),
            "đã quá số ngày để đọc từ ngày hiệu lực": lambda row, look: row.read_by is not None and row.read_by < look.today,
        },
        citation="TCVN ISO 9001:2015, điều khoản 7.3",
    ),
    Check(
        "IS-06",
        "Bản đang hiệu lực không có người soát xét",
        Severity.HINT,
        "tài liệu ISO không nằm trong lưu",
        _stands,
        _unreviewed,
        "Soạn bản sửa đổi đi đủ ba bước, hoặc bật đường ngắn ở Thiết lập ISO nếu phường ít người.",
        holds={
            "có bản đang hiệu lực": lambda row, look: row.current is not None,
            "bản đó không qua soát xét": lambda row, look: row.current is None or row.current.reviewed_by_id is None,
            "phường không dùng đường ngắn": lambda row, look: not _short(look),
        },
    ),
)  # fmt: skip
