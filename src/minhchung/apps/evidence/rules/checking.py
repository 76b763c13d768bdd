"""When evidence suffices, when it is of the wrong period, and where what a person typed differs from what the file says. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from minhchung.apps.documents.rules import key_of, numbered, same_issuer
from minhchung.text.written import written_day

State = Literal["none", "part", "full", "wrong", "wait"]


@dataclass(frozen=True)
class Period:
    """The days a document must be dated in, both included."""

    start: date
    end: date

    def holds(self, day: date) -> bool:
        """Whether the day lies in the period."""
        return self.start <= day <= self.end

    @property
    def words(self) -> str:
        """Both ends as people write them."""
        return f"{written_day(self.start)}–{written_day(self.end)}"


@dataclass(frozen=True)
class Shown:
    """A live claim as far as sufficiency goes: its check ("wait", "good", "bad"), and the date of what it shows, None when unknown."""

    state: str
    dated: date | None


@dataclass(frozen=True)
class Sufficiency:
    """How far the evidence of a subject has come: `have` good pieces of `need`, with the sentence a screen shows."""

    state: State
    have: int
    need: int
    reason: str


def sufficiency(claims: Sequence[Shown], *, need: int = 1, period: Period | None = None) -> Sufficiency:
    """Good pieces inside the period count; of the rest the one nearest to good names the state.

    full: enough; part: some; wait: none good yet, some unchecked; wrong: all that was checked failed or is of another period;
    none: nothing.
    A good piece without a date is not counted where a period is asked for: unknown is not inside.
    """
    good = [claim for claim in claims if claim.state == "good"]
    inside = [claim for claim in good if period is None or (claim.dated is not None and period.holds(claim.dated))]
    have = len(inside)
    if have >= need:
        return Sufficiency("full", have, need, f"Đủ {have}/{need}")
    if have:
        return Sufficiency("part", have, need, f"Đạt {have}/{need}")
    if any(claim.state == "wait" for claim in claims):
        return Sufficiency("wait", 0, need, "Chờ kiểm tra")
    if any(claim.dated is None for claim in good):
        return Sufficiency("wrong", 0, need, "Chưa rõ ngày văn bản")
    if good:
        return Sufficiency("wrong", 0, need, "Sai kỳ")
    if claims:
        return Sufficiency("wrong", 0, need, "Chưa đạt")
    return Sufficiency("none", 0, need, "Chưa có")


@dataclass(frozen=True)
class Facts:
    """Number, date, issuer and signature of a document: as typed, or as the file says. None and "" mean not said."""

    number: str = ""
    dated: date | None = None
    issuer: str = ""
    signed: bool | None = None


@dataclass(frozen=True)
class Difference:
    """One field on which a person and the file disagree."""

    field: str
    label: str
    typed: str
    said: str


def differences(typed: Facts, said: Facts) -> list[Difference]:
    """Fields both sides give and give differently. Spellings of one number, and an issuer's short and long name, are no difference."""
    found = []
    if typed.number and said.number and typed.number != said.number and _number_key(typed.number) != _number_key(said.number):
        found.append(Difference("number", "số, ký hiệu", typed.number, said.number))
    if typed.dated and said.dated and typed.dated != said.dated:
        found.append(Difference("date", "ngày", f"{written_day(typed.dated)}", f"{written_day(said.dated)}"))
    if typed.issuer and said.issuer and not same_issuer(typed.issuer, said.issuer):
        found.append(Difference("issuer", "cơ quan ban hành", typed.issuer, said.issuer))
    if typed.signed is not None and said.signed is not None and typed.signed != said.signed:
        found.append(Difference("signed", "chữ ký", _signed(typed.signed), _signed(said.signed)))
    return found


def _number_key(code: str) -> tuple[str, str, str]:
    parts = numbered(code)
    if parts.number is None:
        return "", "", parts.symbol.casefold()
    return parts.series, key_of(series="", number=parts.number, suffix=parts.suffix), parts.org.upper()


def _signed(value: bool) -> str:
    return "đã ký số" if value else "chưa ký số"


@dataclass(frozen=True)
class Check:
    """One thing looked at: passed, failed, or (None) not to be told from the file."""

    ok: bool | None
    words: str


@dataclass(frozen=True)
class Signatures:
    """What the signatures of a file add up to. `readable` is false where a file of its type carries none (a picture, a spreadsheet);
    `reading` is how the reading of the file stands where it gave no text: wait, failed, secret, else ""."""

    readable: bool
    count: int = 0
    intact: bool = False
    changed_after: bool = False
    weak: bool = False
    reading: str = ""


READING = {
    "wait": Check(None, "đang đọc tệp; ngày và chữ ký hiện khi đọc xong"),
    "failed": Check(None, "chưa đọc được nội dung tệp"),
    "secret": Check(False, "tệp đóng dấu mật, đã gỡ khỏi kho"),
}
"""What a file without text is told as."""


def checks(*, typed: Facts, said: Facts, period: Period | None, signatures: Signatures, claimed_on: date) -> list[Check]:
    """What a checker would look at first: the date against the period, the signatures, and typed against file."""
    about_reading = [READING[signatures.reading]] if signatures.reading in READING else []
    if signatures.reading in ("wait", "secret"):
        return about_reading
    found = [*about_reading, _date_check(typed.dated or said.dated, period, claimed_on), *_signature_checks(signatures)]
    found += [Check(False, f"khác tệp: {each.label} ghi “{each.typed}”, tệp ghi “{each.said}”") for each in differences(typed, said)]
    return found


def _date_check(dated: date | None, period: Period | None, claimed_on: date) -> Check:
    if dated is None:
        return Check(None, "chưa rõ ngày văn bản")
    if dated > claimed_on:
        return Check(False, f"ngày văn bản {written_day(dated)} ở sau ngày nộp")
    if period is None:
        return Check(True, f"văn bản ngày {written_day(dated)}")
    if period.holds(dated):
        return Check(True, f"đúng kỳ {period.words}")
    return Check(False, f"Sai kỳ: văn bản ngày {written_day(dated)}, kỳ {period.words}")


def _signature_checks(signatures: Signatures) -> list[Check]:
    if not signatures.readable:
        return [Check(None, "loại tệp không mang chữ ký số")]
    if not signatures.count:
        return [Check(False, "chưa có chữ ký số")]
    found = [Check(True, "chữ ký số còn nguyên") if signatures.intact else Check(False, "chữ ký số không khớp nội dung")]
    if signatures.changed_after:
        found.append(Check(False, "sửa đổi sau khi ký"))
    if signatures.weak:
        found.append(Check(None, "chữ ký dùng thuật toán SHA-1 đã cũ"))
    return found
