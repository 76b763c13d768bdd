"""Points for how many: per piece up to a cap, by tiers, and taken off for violations."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Literal

from pydantic import Field, model_validator

from minhchung.scoring.reading import Strictly, Unknown, together
from minhchung.scoring.shapes.base import ZERO, Input, Marks, Name, Shape, Text, Worth
from minhchung.scoring.words import plain, points


class PerItem(Shape):
    """n × p, at most M (or `cap`)."""

    shape: Literal["per_item"]
    count: Name
    each: Decimal = Field(gt=0)
    cap: Decimal | None = None

    def inputs(self) -> Iterator[Input]:
        yield Input(self.count, "number")

    def marks(self, read: Strictly, maximum: Decimal) -> Marks:
        top, count = maximum if self.cap is None else self.cap, read.number(self.count)
        found = count * self.each
        said = f"{plain(count)} × {points(self.each)} = {points(found)}"
        return Marks(found, said) if found <= top else Marks(top, f"{said}, vượt mức tối đa nên tính {points(top)}")

    def best(self, maximum: Decimal) -> Decimal | None:
        return maximum if self.cap is None else self.cap

    def in_words(self, maximum: Decimal) -> str:
        return f"Mỗi nội dung {points(self.each)}, tối đa {points(maximum if self.cap is None else self.cap)}."


class CountBand(Worth):
    """From so many on."""

    min: Decimal = Field(ge=0)


class CountTiers(Shape):
    """Bands of a count with fixed points, most first; `requires` must be there for any."""

    shape: Literal["count_tiers"]
    count: Name
    bands: tuple[CountBand, ...] = Field(min_length=1)
    requires: Name | None = None

    @model_validator(mode="after")
    def _most_first(self) -> "CountTiers":
        edges = [band.min for band in self.bands]
        if edges != sorted(set(edges), reverse=True):
            raise ValueError("các bậc phải xếp từ nhiều đến ít và không trùng nhau")
        return self

    def inputs(self) -> Iterator[Input]:
        if self.requires:
            yield Input(self.requires, "yes_no")
        yield Input(self.count, "number")

    def marks(self, read: Strictly, maximum: Decimal) -> Marks:
        try:
            met = not self.requires or read.yes(self.requires)
        except Unknown as unknown:
            try:
                read.number(self.count)
            except Unknown as other:
                raise Unknown(unknown.missing | other.missing) from None
            raise
        if not met:
            return Marks(ZERO, "thiếu điều kiện bắt buộc nên không tính: 0 điểm")
        count = read.number(self.count)
        shown = plain(count, *(band.min for band in self.bands))
        for band in self.bands:
            if count >= band.min:
                return Marks(band.of(maximum), f"có {shown}, thuộc bậc từ {plain(band.min)} trở lên: {points(band.of(maximum))}")
        return Marks(ZERO, f"có {shown}, chưa tới bậc thấp nhất (từ {plain(self.bands[-1].min)}): 0 điểm")

    def best(self, maximum: Decimal) -> Decimal | None:
        return max(band.of(maximum) for band in self.bands)

    def in_words(self, maximum: Decimal) -> str:
        said = "; ".join(f"từ {plain(band.min)}: {points(band.of(maximum))}" for band in self.bands)
        return f"Theo số lượng: {said}." + (" Chỉ tính khi có đủ điều kiện bắt buộc." if self.requires else "")


class Violation(Worth):
    """A kind of violation: how many there were, and what each takes off."""

    label: Text
    count: Name


class Deduction(Shape):
    """`start` (M when left out) less what each violation takes off, never under `floor`."""

    shape: Literal["deduction"]
    start: Decimal | None = None
    floor: Decimal = ZERO
    violations: tuple[Violation, ...] = Field(min_length=1)

    def inputs(self) -> Iterator[Input]:
        yield from (Input(violation.count, "number") for violation in self.violations)

    def marks(self, read: Strictly, maximum: Decimal) -> Marks:
        start = maximum if self.start is None else self.start
        counts = together(*(partial(read.number, violation.count, "less") for violation in self.violations))
        taken, said = ZERO, []
        for violation, count in zip(self.violations, counts, strict=True):
            if count:
                taken += count * violation.of(maximum)
                said.append(f"{violation.label}: {plain(count)} × {plain(violation.of(maximum))}")
        if not said:
            return Marks(start, f"không có vi phạm: {points(start)}")
        found = max(start - taken, self.floor)
        bound = f", không thấp hơn {points(self.floor)}" if start - taken < self.floor else ""
        return Marks(found, f"{points(start)} trừ {plain(taken)} ({'; '.join(said)}){bound}: còn {points(found)}")

    def best(self, maximum: Decimal) -> Decimal | None:
        return maximum if self.start is None else self.start

    def in_words(self, maximum: Decimal) -> str:
        said = "; ".join(f"mỗi {violation.label}: {plain(violation.of(maximum))}" for violation in self.violations)
        return f"Bắt đầu từ {points(maximum if self.start is None else self.start)}, trừ {said}; thấp nhất {points(self.floor)}."
