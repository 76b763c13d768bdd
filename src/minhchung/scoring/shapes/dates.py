"""Points for being in time."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from minhchung.scoring.reading import Strictly
from minhchung.scoring.shapes.base import ZERO, Input, Marks, Name, Shape, Worth
from minhchung.scoring.words import points, written_day


class LateBand(Worth):
    """Up to so many calendar days late."""

    late_days: int = Field(ge=0)


class DeadlineGraded(Shape):
    """By how many days `on` lies after `due` (a date of the pack, or the name of one); later than the last band, or absent: `otherwise`."""

    judges_lateness: ClassVar[bool] = True
    shape: Literal["deadline_graded"]
    on: Name
    due: date | Name
    bands: tuple[LateBand, ...] = Field(min_length=1)
    otherwise: Decimal = ZERO

    @model_validator(mode="after")
    def _soonest_first(self) -> "DeadlineGraded":
        edges = [band.late_days for band in self.bands]
        if edges != sorted(set(edges)):
            raise ValueError("các bậc phải xếp từ đúng hạn (late_days: 0) đến chậm nhất và không trùng nhau")
        return self

    def inputs(self) -> Iterator[Input]:
        yield Input(self.on, "date")
        if isinstance(self.due, str):
            yield Input(self.due, "date")

    def marks(self, read: Strictly, maximum: Decimal) -> Marks:
        due = self.due if isinstance(self.due, date) else read.day(self.due, "fixed")
        due = due.date() if isinstance(due, datetime) else due
        on = read.day(self.on)
        if on == date.max:
            return Marks(self.otherwise, f"chưa có: {points(self.otherwise)}")
        late = max((on - due).days, 0)
        said = f"ngày {written_day(on)}, " + (
            f"chậm {late} ngày so với hạn {written_day(due)}" if late else f"trong hạn {written_day(due)}"
        )
        for band in self.bands:
            if late <= band.late_days:
                return Marks(band.of(maximum), f"{said}: {points(band.of(maximum))}")
        return Marks(self.otherwise, f"{said}: {points(self.otherwise)}")

    def best(self, maximum: Decimal) -> Decimal | None:
        return max(self.otherwise, *(band.of(maximum) for band in self.bands))

    def in_words(self, maximum: Decimal) -> str:
        due = written_day(self.due) if isinstance(self.due, date) else "quy định"
        said = "; ".join(
            (f"chậm đến {band.late_days} ngày" if band.late_days else "đúng hạn") + f": {points(band.of(maximum))}" for band in self.bands
        )
        return f"Hạn {due}: {said}; chậm hơn hoặc không có: {points(self.otherwise or ZERO)}."
