"""What a source says of a procedure. A field that it does not speak of is None; what could not be read for certain keeps its words and why.

The parts are those a publication decision has to hold (Nghị định 63/2010/NĐ-CP, Điều 8 khoản 2: tên, trình tự, cách thức, thành phần, số
lượng hồ sơ, thời hạn, đối tượng, cơ quan thực hiện, kết quả, phí và lệ phí, mẫu đơn, yêu cầu, căn cứ pháp lý).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class TimeUnit(StrEnum):
    """The unit of a time limit; UNKNOWN where the source names none (it is never guessed)."""

    WORKING_HOURS = "working_hours"
    HOURS = "hours"
    WORKING_DAYS = "working_days"
    DAYS = "days"
    MONTHS = "months"
    UNKNOWN = ""

    @property
    def label(self) -> str:
        """As screens say it."""
        return {
            "working_hours": "giờ làm việc", "hours": "giờ", "working_days": "ngày làm việc", "days": "ngày", "months": "tháng",
            "": "không rõ đơn vị",
        }[self.value]  # fmt: skip


class WayKind(StrEnum):
    """How a dossier is handed in; ANY where the source does not part the ways (a publication decision's table)."""

    DIRECT = "direct"
    ONLINE = "online"
    POSTAL = "postal"
    ANY = "any"

    @property
    def label(self) -> str:
        """As screens say it."""
        return {"direct": "Trực tiếp", "online": "Trực tuyến", "postal": "Dịch vụ bưu chính", "any": "Mọi hình thức"}[self.value]


class _Part(BaseModel):
    """`raw` holds the words of the source; `doubt` says in Vietnamese why they could not be taken for certain, "" when they could."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    raw: str = ""
    doubt: str = ""


class Limit(_Part):
    """A time limit. `value` None: the source gives none that could be read."""

    value: Decimal | None = None
    unit: TimeUnit = TimeUnit.UNKNOWN


class Fee(_Part):
    """A fee in đồng; 0 is free of charge ("Miễn phí"), None is not known (never 0)."""

    amount: int | None = None


class Way(_Part):
    """One way of handing in, with its limit and fee. The same way may stand several times, each for a case told by `note`."""

    kind: WayKind
    limit: Limit = Limit()
    fee: Fee = Fee()
    note: str = ""


class Component(_Part):
    """One paper of the dossier (thành phần hồ sơ). `case`: the heading it stands under; counts None where the source gives none."""

    name: str
    form: str = ""
    originals: int | None = None
    copies: int | None = None
    case: str = ""


class Basis(_Part):
    """One document of the legal basis. `symbol` is its number ("131/2025/NĐ-CP"), "" where it could not be told from the title."""

    title: str
    symbol: str = ""


class Content(BaseModel):
    """Everything a source says of one procedure; None: it does not speak of it."""

    model_config = ConfigDict(frozen=True, extra="forbid")
    name: str | None = None
    field: str | None = None
    level: str | None = None
    online_level: str | None = None
    decision: str | None = None
    kind: str | None = None
    subjects: str | None = None
    agency: str | None = None
    ways: tuple[Way, ...] | None = None
    components: tuple[Component, ...] | None = None
    sets: str | None = None
    steps: str | None = None
    result: str | None = None
    conditions: str | None = None
    basis: tuple[Basis, ...] | None = None
    received_at: str | None = None
    """Where dossiers are received and results given, in the words of the source."""
    unsplit: dict[str, str] | None = None
    """Parts whose rows could not be told apart: name of the field → the words, for a person to split."""

    def over(self, before: "Content") -> "Content":
        """This on top of what was said before: what it does not speak of stays as it was. A part said again is no longer unsplit."""
        said = {name: value for name in type(self).model_fields if (value := getattr(self, name)) is not None}
        unsplit = {field: words for field, words in (before.unsplit or {}).items() if field not in said} | (self.unsplit or {})
        return before.model_copy(update={**said, "unsplit": unsplit or None})

    def said(self) -> dict[str, Any]:
        """What it speaks of, ready for JSON; an empty part list is something said ("no components")."""
        return self.model_dump(mode="json", exclude_none=True, exclude_defaults=True)

    def spoken(self) -> list[str]:
        """The names of the fields it speaks of."""
        return [name for name in type(self).model_fields if getattr(self, name) is not None]

    @classmethod
    def of(cls, said: dict[str, Any]) -> Self:
        """The content of what `said` gave. Raises pydantic.ValidationError for anything else."""
        return cls.model_validate(said)

    def doubts(self) -> list["Doubt"]:
        """Everything that is uncertain, in order of the parts."""
        found = [Doubt(field, -1, "", words, "Không tách được thành từng dòng.") for field, words in (self.unsplit or {}).items()]
        for place, way in enumerate(self.ways or ()):
            found += _doubts("ways", place, (("", way), ("limit", way.limit), ("fee", way.fee)))
        for field, parts in (("components", self.components), ("basis", self.basis)):
            for place, part in enumerate(parts or ()):
                found += _doubts(field, place, (("", part),))
        return found


@dataclass(frozen=True)
class Doubt:
    """Something uncertain: which field, which of its rows (-1: the whole), which part of the row, the words of the source, and why."""

    field: str
    place: int
    part: str
    words: str
    why: str


def _doubts(field: str, place: int, parts: Iterable[tuple[str, _Part]]) -> list[Doubt]:
    return [Doubt(field, place, name, part.raw, part.doubt) for name, part in parts if part.doubt]
