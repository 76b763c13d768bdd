"""How long a procedure may take, as its decision says: in working hours, working days, calendar days or months."""

import re
from dataclasses import dataclass
from typing import Literal

Unit = Literal["wh", "wd", "d", "m"]
UNITS: dict[Unit, str] = {"wh": "giờ làm việc", "wd": "ngày làm việc", "d": "ngày", "m": "tháng"}
_WRITTEN = re.compile(r"(\d{1,5})\s?(wh|wd|d|m)")


class LimitError(ValueError):
    """A limit that cannot be understood; the message says what is expected."""


@dataclass(frozen=True, slots=True)
class Limit:
    """A whole number of units. ``Limit(0, "wd")`` is "trong ngày": done on the day of reception."""

    amount: int
    unit: Unit

    def __post_init__(self) -> None:
        if self.amount < 0 or (self.amount == 0 and self.unit != "wd"):
            raise LimitError(f"Thời hạn {self.amount} {UNITS[self.unit]} không tính được: ghi số từ 1; làm trong ngày thì ghi 0wd.")

    @classmethod
    def parse(cls, written: str) -> "Limit":
        """ "10wd", "8wh", "15d" or "3m". Raises LimitError."""
        found = _WRITTEN.fullmatch(written.strip().lower())
        if found is None:
            raise LimitError(
                f"Không hiểu thời hạn “{written}”: ghi số nguyên liền đơn vị, ví dụ 8wh (giờ làm việc), 10wd (ngày làm việc), 15d (ngày), "
                "3m (tháng), 0wd (trong ngày). Nửa ngày làm việc thì ghi số giờ, ví dụ 4wh."
            )
        unit: Unit = found[2]  # type: ignore[assignment]  # the pattern holds the four units
        return cls(int(found[1]), unit)

    @property
    def same_day(self) -> bool:
        """Whether the work is due on the day of reception."""
        return self.amount == 0

    def __str__(self) -> str:
        return "trong ngày" if self.same_day else f"{self.amount} {UNITS[self.unit]}"
