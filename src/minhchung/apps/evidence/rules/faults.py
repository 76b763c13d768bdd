"""What is wrong with one piece of evidence where a requirement asks for something: each fault with its cause and what mends it. Pure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Generic, Literal, Protocol, TypeVar

from minhchung.apps.documents.rules import TYPE_NAMES
from minhchung.apps.evidence.rules.checking import Difference
from minhchung.text.normal import fold
from minhchung.text.written import written_day

T = TypeVar("T")
Source = Literal["file", "register", "typed", ""]
Media = Literal["pdf", "image", "sheet", "other"]
State = Literal["full", "part", "period", "unsigned", "units", "differs", "wait", "unseen", "none"]


class Asked(Protocol):
    """One thing to be shown and the conditions under which it suffices: what `scoring.packs.Requirement` carries."""

    @property
    def text(self) -> str: ...
    @property
    def kind(self) -> Literal["document", "list", "portal", "photo", "file"]: ...
    @property
    def document(self) -> tuple[str, ...]: ...
    @property
    def in_year(self) -> bool: ...
    @property
    def before(self) -> date | None: ...
    @property
    def signed(self) -> bool: ...
    @property
    def covers(self) -> Literal["units", "quarters", "months"] | None: ...
    @property
    def rows(self) -> int | None: ...


@dataclass(frozen=True)
class Told(Generic[T]):
    """A fact and who tells it: the file itself, the register, or whoever brought the piece. The file comes first."""

    value: T
    source: Source


@dataclass(frozen=True)
class Signed:
    """The digital signatures of a file together. `carries`: files of its type can carry one."""

    carries: bool = False
    count: int = 0
    intact: bool = True
    changed_after: bool = False


@dataclass(frozen=True)
class Piece:
    """A live claim as its file says it.

    `state` is the check by a person; `reading` how the reading of the file stands where it gave no text of its own (wait, failed, secret;
    scanned: recognised from pictures; else ""). `blank_number`: a symbol whose number is not filled in yet. `rows`, `units` (names as the
    ward writes them) and `periods` ("2026-Q1", "2026-03", "2026") are what the file holds.
    """

    key: str
    title: str
    state: Literal["wait", "good", "bad"] = "good"
    reason: str = ""
    media: Media = "other"
    has_file: bool = True
    reading: str = ""
    type: Told[str] = Told("", "")
    number: Told[str] = Told("", "")
    dated: Told[date | None] = Told(None, "")
    issuer: Told[str] = Told("", "")
    list_title: str = ""
    blank_number: bool = False
    signed: Signed = Signed()
    differences: tuple[Difference, ...] = ()
    address: str = ""
    rows: int | None = None
    units: frozenset[str] = frozenset()
    periods: tuple[str, ...] = ()


@dataclass(frozen=True)
class Fault:
    """`code` names the fault for programs, `state` what the requirement stands at because of it; `words` and `mend` are for people."""

    code: str
    state: State
    words: str
    mend: str


def faults_of(asked: Asked, piece: Piece, *, year: int) -> list[Fault]:
    """What keeps the piece from counting, the gravest first; none when it counts as soon as a person has checked it.

    A fault that explains others stands alone: a file that is not read yet, a draft, an address, a piece that was rejected.
    """
    alone = _alone(piece)
    if alone:
        return [alone]
    found = [*_of_kind(asked, piece), *_of_day(asked, piece, year), *_of_signature(asked, piece), *_of_list(asked, piece)]
    return list({fault.code: fault for fault in reversed(found)}.values())[::-1]


def _alone(piece: Piece) -> Fault | None:
    if piece.state == "bad":
        return Fault("rejected", "part", f"chưa đạt: {piece.reason}", "Sửa theo lý do người kiểm tra ghi rồi nộp bản mới.")
    if piece.reading == "secret":
        return Fault("secret", "part", "tệp đóng dấu mật, đã gỡ khỏi kho", "Nộp tài liệu không mật chứng minh được cùng nội dung.")
    if not piece.has_file:
        return Fault("no_file", "part", "văn bản trong sổ chưa có tệp", "Tải tệp của văn bản lên sổ.")
    if piece.reading == "wait":
        return Fault("reading", "wait", "tệp đang được đọc", "Chờ đọc xong; trang tự cập nhật.")
    if piece.address:
        return Fault(
            "address", "unseen", f"chưa kiểm tra: chỉ có địa chỉ {piece.address}", "Nộp bản lưu hoặc ảnh chụp trang, thấy được ngày."
        )
    if piece.blank_number:
        return Fault("draft", "part", f"dự thảo: số còn để trống ({piece.number.value})", "Nộp bản đã cấp số, đã ký ban hành.")
    if piece.differences:
        first = piece.differences[0]
        words = f"khác tệp: {first.label} ghi “{first.typed}”, tệp ghi “{first.said}”"
        return Fault("differs", "differs", words, "Sửa thông tin đã ghi cho đúng tệp, hoặc nộp đúng tệp.")
    return None


def _of_kind(asked: Asked, piece: Piece) -> Iterator[Fault]:
    if asked.kind == "photo" and piece.media != "image":
        yield Fault("not_photo", "part", "không phải ảnh", "Nộp ảnh chụp (JPG, PNG).")
    if not asked.document or (asked.kind != "document" and not piece.type.value):
        return
    wanted = " hoặc ".join(type_name(each) for each in asked.document)
    if not piece.type.value:
        yield _unread(piece) or Fault("untyped", "part", "chưa rõ loại văn bản", f"Nộp {wanted} có tên loại trên văn bản.")
    elif not any(_same_type(each, piece.type.value) for each in asked.document):
        yield Fault("other_type", "part", f"là {piece.type.value}, cần {wanted}", f"Nộp {wanted}.")


def type_name(said: str) -> str:
    """The name of a type that is given by its name or its code: "KH" is "Kế hoạch"."""
    return TYPE_NAMES.get(said, said)


@lru_cache(maxsize=512)
def _same_type(wanted: str, said: str) -> bool:
    """ "Biên bản" is met by "Biên bản họp", and the other way round: the kind of paper stands behind the type or not."""
    first, second = fold(type_name(wanted)) + " ", fold(said) + " "
    return first.startswith(second) or second.startswith(first)


def _of_day(asked: Asked, piece: Piece, year: int) -> Iterator[Fault]:
    """A report of a quarter or month belongs to the year it reports on, whenever it was written; everything else to its own date."""
    dated = piece.dated.value
    by_period = asked.covers in ("quarters", "months") and bool(piece.periods)
    if asked.in_year and by_period and not any(period.startswith(str(year)) for period in piece.periods):
        told = ", ".join(period_words(period) for period in piece.periods[:3])
        yield Fault("other_year", "period", f"báo cáo {told}, cần năm {year}", f"Nộp báo cáo của năm {year}.")
    if dated is None and ((asked.in_year and not by_period) or asked.before):
        picture = piece.media == "image" and asked.kind in ("photo", "portal")
        what = "ngày chụp" if picture else "ngày văn bản"
        yield (None if picture else _unread(piece)) or Fault(
            "undated", "part", f"chưa rõ {what}", f"Nộp bản thấy được {what}, hoặc ghi ngày để người khác kiểm tra."
        )
    if dated is None:
        return
    if asked.in_year and not by_period and dated.year != year:
        yield Fault("other_year", "period", f"đề ngày {written_day(dated)}, cần năm {year}", f"Nộp bản của năm {year}.")
    elif asked.before and dated > asked.before:
        words = f"đề ngày {written_day(dated)}, sau hạn {written_day(asked.before)}"
        yield Fault("late", "period", words, f"Nộp bản ban hành chậm nhất {written_day(asked.before)} nếu có; nếu không thì giải trình.")


def _of_signature(asked: Asked, piece: Piece) -> Iterator[Fault]:
    signed = piece.signed
    if signed.count and not signed.intact:
        yield Fault("broken", "unsigned", "chữ ký số không khớp nội dung", "Nộp bản gốc đã ký, chưa sửa.")
    elif signed.count and signed.changed_after:
        yield Fault("changed", "unsigned", "sửa đổi sau khi ký", "Nộp bản gốc đã ký, chưa sửa.")
    elif asked.signed and not signed.count:
        words = "tệp PDF chưa có chữ ký số" if signed.carries else "loại tệp này không mang chữ ký số"
        yield Fault("unsigned", "unsigned", words, "Nộp bản PDF đã ký số.")


def _of_list(asked: Asked, piece: Piece) -> Iterator[Fault]:
    if asked.rows is not None and piece.rows is None:
        mend = "Nộp danh sách dạng Excel, Word hoặc PDF có bảng."
        yield _unread(piece) or Fault("uncounted", "part", "không thấy bảng nào đếm được dòng", mend)
    elif asked.rows is not None and piece.rows is not None and piece.rows < asked.rows:
        mend = f"Bổ sung {asked.rows - piece.rows} dòng còn thiếu."
        yield Fault("few_rows", "part", f"danh sách có {piece.rows} dòng, cần ít nhất {asked.rows}", mend)
    if asked.covers == "units" and not piece.units:
        yield _unread(piece) or Fault("unplaced", "units", "không nêu đơn vị nào của phường", "Nộp bản ghi rõ tên đơn vị.")
    if asked.covers in ("quarters", "months") and not piece.periods:
        word = "quý" if asked.covers == "quarters" else "tháng"
        yield _unread(piece) or Fault("unplaced", "part", f"không rõ của {word} nào", f"Nộp bản ghi rõ {word} ở trích yếu hoặc tiêu đề.")


def _unread(piece: Piece) -> Fault | None:
    """What is not found in a file that gave no text, or whose words were recognised from a picture, is not known to be missing: a person
    has to look."""
    if piece.reading == "failed":
        return Fault("unread", "wait", "chưa đọc được nội dung tệp", "Bấm “Đọc lại”, hoặc nộp bản rõ chữ hơn.")
    if piece.reading == "scanned":
        mend = "Nộp bản điện tử, hoặc ghi số, ngày thấy trên bản quét để người khác kiểm tra."
        return Fault("unread", "wait", "bản quét, có chỗ chưa đọc được", mend)
    return None


def period_words(period: str) -> str:
    """ "2026-Q3" → "quý III/2026", "2026-03" → "tháng 3/2026", "2026" → "năm 2026"."""
    year, _, part = period.partition("-")
    if part.startswith("Q"):
        return f"quý {('I', 'II', 'III', 'IV')[int(part[1]) - 1]}/{year}"
    return f"tháng {int(part)}/{year}" if part else f"năm {year}"


def members(asked: Asked, *, year: int, units: Sequence[str], today: date) -> dict[str, str]:
    """What has to be covered, key → how it is called: the units, or the quarters or months that are over by today; empty where nothing
    is, or nothing yet."""
    if asked.covers == "units":
        return {unit: unit for unit in units}
    last_day = today == date.max or (today + timedelta(days=1)).day == 1
    over = (today.year - year) * 12 + today.month - (not last_day)  # months of the year that are over, the one that ends today too
    keys = {
        "quarters": [f"{year}-Q{n}" for n in range(1, 5) if 3 * n <= over],
        "months": [f"{year}-{n:02d}" for n in range(1, 13) if n <= over],
    }
    return {key: period_words(key) for key in keys.get(asked.covers or "", [])}


def covered(asked: Asked, piece: Piece, *, as_of_year: int | None = None) -> frozenset[str]:
    """What of `members` the piece speaks of. A report of the whole year is the one of its last quarter and month. `as_of_year`: what a
    piece of another year would speak of in that one."""
    if asked.covers == "units":
        return piece.units
    last = "Q4" if asked.covers == "quarters" else "12"
    periods = (period if len(period) > 4 else f"{period}-{last}" for period in piece.periods)
    return frozenset(f"{as_of_year}{period[4:]}" if as_of_year else period for period in periods)
