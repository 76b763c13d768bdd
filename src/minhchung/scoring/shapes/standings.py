"""Points from what others publish: ranks, averages, surveys, an index, a score that is taken over."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Literal

from pydantic import Field, model_validator

from minhchung.scoring.reading import HUNDRED, NothingToDivideBy, Strictly, together
from minhchung.scoring.shapes.base import ZERO, Input, Marks, Name, Shape, Text, Worth
from minhchung.scoring.words import percent, plain, points, side_by_side


class RelativeToAverage(Shape):
    """At or above the average of all units → M, else 0 (QĐ 212/2025 Hải Phòng)."""

    shape: Literal["relative_to_average"]
    value: Name
    average: Name

    def inputs(self) -> Iterator[Input]:
        yield Input(self.value, "number")
        yield Input(self.average, "number")

    def marks(self, read: Strictly, maximum: Decimal) -> Marks:
        value, average = together(partial(read.number, self.value, "fixed"), partial(read.number, self.average, "fixed"))
        own, mean = side_by_side(value, average)
        if value >= average:
            return Marks(maximum, f"{own} không thấp hơn mức bình quân {mean}: {points(maximum)}")
        return Marks(ZERO, f"{own} thấp hơn mức bình quân {mean}: 0 điểm")

    def in_words(self, maximum: Decimal) -> str:
        return f"Không dưới mức bình quân: {points(maximum)}; dưới: 0 điểm."


class RankBand(Worth):
    """Up to this place."""

    max: int = Field(gt=0)


class RankTiers(Shape):
    """The place in the ranking → points; a place behind the last band gives 0."""

    shape: Literal["rank_tiers"]
    rank: Name
    bands: tuple[RankBand, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _first_places_first(self) -> "RankTiers":
        edges = [band.max for band in self.bands]
        if edges != sorted(set(edges)):
            raise ValueError("các bậc phải xếp từ hạng cao nhất và không trùng nhau")
        return self

    def inputs(self) -> Iterator[Input]:
        yield Input(self.rank, "number")

    def marks(self, read: Strictly, maximum: Decimal) -> Marks:
        rank = read.number(self.rank, "fixed")
        for band in self.bands:
            if rank <= band.max:
                return Marks(band.of(maximum), f"xếp thứ {plain(rank)}, trong {band.max} đơn vị đầu: {points(band.of(maximum))}")
        return Marks(ZERO, f"xếp thứ {plain(rank)}, ngoài mọi bậc: 0 điểm")

    def best(self, maximum: Decimal) -> Decimal | None:
        return max(band.of(maximum) for band in self.bands)

    def in_words(self, maximum: Decimal) -> str:
        return "Theo thứ hạng: " + "; ".join(f"đến thứ {band.max}: {points(band.of(maximum))}" for band in self.bands) + "."


class SurveyOption(Worth):
    """An answer that could be given: how many gave it, and the percentage of the points it stands for."""

    label: Text
    count: Name


class SurveyWeighted(Shape):
    """The mean weight of all answers × M (default weights of a survey of Yên Bái: A 100, B 60, C 20, D 0 %)."""

    shape: Literal["survey_weighted"]
    options: tuple[SurveyOption, ...] = Field(min_length=2)

    def inputs(self) -> Iterator[Input]:
        yield from (Input(option.count, "number") for option in self.options)

    def marks(self, read: Strictly, maximum: Decimal) -> Marks:
        counts = together(*(partial(read.number, option.count, "fixed") for option in self.options))
        answers = sum(counts, ZERO)
        if not answers:
            raise NothingToDivideBy
        found = sum((option.of(maximum) * count for option, count in zip(self.options, counts, strict=True)), ZERO) / answers
        mean = f", bình quân {percent(found * HUNDRED / maximum)} điểm tối đa" if maximum else ""
        return Marks(found, f"{plain(answers)} phiếu{mean}: {points(found)}")

    def best(self, maximum: Decimal) -> Decimal | None:
        return max(option.of(maximum) for option in self.options)

    def in_words(self, maximum: Decimal) -> str:
        return "Bình quân các phiếu: " + "; ".join(f"{option.label}: {points(option.of(maximum))}" for option in self.options) + "."


class IndexLinear(Shape):
    """M × a published index (SIPAS 92,26 of 100)."""

    shape: Literal["index_linear"]
    index: Name
    of: Decimal = Field(default=HUNDRED, gt=0)

    def inputs(self) -> Iterator[Input]:
        yield Input(self.index, "number")

    def marks(self, read: Strictly, maximum: Decimal) -> Marks:
        index = read.number(self.index, "fixed")
        found = maximum * min(index, self.of) / self.of
        return Marks(found, f"{points(maximum)} × {plain(index)}/{plain(self.of)} = {points(found)}")

    def in_words(self, maximum: Decimal) -> str:
        return f"{points(maximum)} nhân với chỉ số công bố trên {plain(self.of)}."


class External(Shape):
    """A number that somebody else gives, taken over and never computed again; `of`: the scale it is given on (M when left out)."""

    shape: Literal["external"]
    value: Name
    of: Decimal | None = Field(default=None, gt=0)

    def inputs(self) -> Iterator[Input]:
        yield Input(self.value, "number")

    def marks(self, read: Strictly, maximum: Decimal) -> Marks:
        value = read.number(self.value, "fixed")
        if self.of is None:
            return Marks(value, f"lấy nguyên điểm công bố: {points(value)}")
        found = maximum * value / self.of
        return Marks(found, f"điểm công bố {plain(value)}/{plain(self.of)} quy ra {points(found)}")

    def in_words(self, maximum: Decimal) -> str:
        return "Lấy điểm do cơ quan có thẩm quyền công bố" + (f", quy từ thang {plain(self.of)}." if self.of else ".")
