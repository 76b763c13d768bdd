"""Points for what is there or not: a yes, a level, a list of things done, the best of several."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from typing import Literal

from pydantic import Field

from minhchung.scoring.reading import AtBest, Strictly, Unknown, together
from minhchung.scoring.shapes.base import ZERO, Input, Marks, Name, Shape, Text, Worth
from minhchung.scoring.words import points


class YesNo(Shape):
    """Met → M (or `yes`), else `no`."""

    shape: Literal["yes_no"]
    when: Name
    yes: Decimal | None = None
    no: Decimal = ZERO

    def inputs(self) -> Iterator[Input]:
        yield Input(self.when, "yes_no")

    def marks(self, read: Strictly, maximum: Decimal) -> Marks:
        top = maximum if self.yes is None else self.yes
        met = read.yes(self.when, "more" if top >= self.no else "less")
        return Marks(top, f"trả lời “có”: {points(top)}") if met else Marks(self.no, f"trả lời “không”: {points(self.no)}")

    def best(self, maximum: Decimal) -> Decimal | None:
        return max(maximum if self.yes is None else self.yes, self.no)

    def in_words(self, maximum: Decimal) -> str:
        return f"Có: {points(maximum if self.yes is None else self.yes)}; không: {points(self.no)}."


class Option(Worth):
    """A level with a name."""

    label: Text


class Levels(Shape):
    """The named option that was reached → its points."""

    shape: Literal["levels"]
    choice: Name
    options: tuple[Option, ...] = Field(min_length=1)

    def inputs(self) -> Iterator[Input]:
        yield Input(self.choice, "choice")

    def marks(self, read: Strictly, maximum: Decimal) -> Marks:
        chosen = read.word(self.choice)
        if chosen is None:
            best = max(self.options, key=lambda option: option.of(maximum)) if isinstance(read, AtBest) else None
            return Marks(best.of(maximum), f"còn có thể đạt mức “{best.label}”") if best else Marks(ZERO, "chưa chọn mức nào")
        for option in self.options:
            if option.label == chosen:
                return Marks(option.of(maximum), f"mức “{option.label}”: {points(option.of(maximum))}")
        raise Unknown({self.choice: f"“{chosen}” không phải một mức của tiêu chí này"})

    def best(self, maximum: Decimal) -> Decimal | None:
        return max(option.of(maximum) for option in self.options)

    def in_words(self, maximum: Decimal) -> str:
        return "Theo mức: " + "; ".join(f"{option.label}: {points(option.of(maximum))}" for option in self.options) + "."


class Item(Worth):
    """One part of a list, earned by itself."""

    label: Text
    when: Name


class ChecklistSum(Shape):
    """The sum of independent parts."""

    shape: Literal["checklist_sum"]
    items: tuple[Item, ...] = Field(min_length=1)

    def inputs(self) -> Iterator[Input]:
        yield from (Input(item.when, "yes_no") for item in self.items)

    def marks(self, read: Strictly, maximum: Decimal) -> Marks:
        met = together(*(partial(read.yes, item.when, "more" if item.of(maximum) >= 0 else "less") for item in self.items))
        done = [item for item, yes in zip(self.items, met, strict=True) if yes]
        open_ = [item for item, yes in zip(self.items, met, strict=True) if not yes]
        found = sum((item.of(maximum) for item in done), ZERO)
        lacking = f"; chưa có: {'; '.join(item.label for item in open_)}" if open_ else ""
        return Marks(found, f"đạt {len(done)}/{len(self.items)} nội dung: {points(found)}{lacking}")

    def best(self, maximum: Decimal) -> Decimal | None:
        return sum((max(item.of(maximum), ZERO) for item in self.items), ZERO)

    def in_words(self, maximum: Decimal) -> str:
        return "Cộng từng nội dung: " + "; ".join(f"{item.label}: {points(item.of(maximum))}" for item in self.items) + "."


class BestOf(Shape):
    """The best of the options that are met."""

    shape: Literal["best_of"]
    options: tuple[Item, ...] = Field(min_length=1)
    otherwise: Decimal = ZERO

    def inputs(self) -> Iterator[Input]:
        yield from (Input(option.when, "yes_no") for option in self.options)

    def marks(self, read: Strictly, maximum: Decimal) -> Marks:
        met: Item | None = None
        missing: dict[str, str] = {}
        for option in sorted(self.options, key=lambda option: option.of(maximum), reverse=True):
            try:
                if read.yes(option.when):
                    met = option
                    break
            except Unknown as unknown:
                # A better option that nobody has judged yet: the lesser one does not settle the points.
                missing |= unknown.missing
        if missing:
            raise Unknown(missing)
        if met is None:
            return Marks(self.otherwise, f"chưa đạt phương án nào: {points(self.otherwise)}")
        return Marks(met.of(maximum), f"phương án tốt nhất đạt được là “{met.label}”: {points(met.of(maximum))}")

    def best(self, maximum: Decimal) -> Decimal | None:
        return max(self.otherwise, *(option.of(maximum) for option in self.options))

    def in_words(self, maximum: Decimal) -> str:
        return "Lấy phương án cao nhất: " + "; ".join(f"{option.label}: {points(option.of(maximum))}" for option in self.options) + "."
