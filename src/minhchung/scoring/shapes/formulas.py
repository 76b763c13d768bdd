"""Points by a formula, and by the branch whose condition holds."""

import re
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import cached_property, partial
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from minhchung.scoring.expression import Formula, FormulaError
from minhchung.scoring.reading import AtBest, Strictly, together
from minhchung.scoring.shapes.base import Input, Marks, Name, Part, Shape, Text
from minhchung.scoring.words import plain, points

Letter = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_]*$")]


WORDS = (("**", " ^ "), ("*", " × "), (",", ";"), (" if ", " nếu "), (" else ", ", không thì "), (" and ", " và "), (" or ", " hoặc "))


def written_formula(text: str) -> str:
    """A formula as a clerk reads it: 6 × A + min(2; 2,5 × B)."""
    for code, word in WORDS:
        text = text.replace(code, word)
    return re.sub(r"(?<=\d)\.(?=\d)", ",", re.sub(r" {2,}", " ", text))


class Formulated(Shape):
    """A rule whose formulas speak of inputs by short names; `where` says what each stands for."""

    where: Mapping[Letter, Name]

    @abstractmethod
    def formulas(self) -> Iterator[Formula]:
        """Every formula of the rule."""

    @model_validator(mode="after")
    def _names_are_explained(self) -> Self:
        try:
            named = [name for formula in self.formulas() for name in formula.names]
        except FormulaError as error:
            raise ValueError(str(error)) from error
        lost = [name for name in dict.fromkeys(named) if name not in self.where]
        if lost:
            raise ValueError(f"công thức dùng {', '.join(lost)} mà mục where chưa nói là số liệu nào")
        return self

    def inputs(self) -> Iterator[Input]:
        yield from (Input(name, "number") for name in self.where.values())

    def best(self, maximum: Decimal) -> Decimal | None:
        return None

    def _values(self, read: Strictly) -> dict[str, Decimal | bool]:
        # Which way an input betters a formula cannot be told, so that what is unknown is never taken for nothing.
        return dict(zip(self.where, together(*(partial(read.number, name, "fixed") for name in self.where.values())), strict=True))

    def _at_best(self, read: AtBest, maximum: Decimal) -> Marks:
        for name in self.where.values():
            read.known(name)
        return Marks(maximum, f"còn có thể đạt {points(maximum)}")


class Composite(Formulated):
    """Several inputs in one formula (QĐ 766, thanh toán trực tuyến: 6·A + min(2, 2.5·B) + 2.5·C)."""

    shape: Literal["composite"]
    expression: Text

    @cached_property
    def _formula(self) -> Formula:
        return Formula(self.expression)

    def formulas(self) -> Iterator[Formula]:
        yield self._formula

    def marks(self, read: Strictly, maximum: Decimal) -> Marks:
        if isinstance(read, AtBest):
            return self._at_best(read, maximum)
        values = self._values(read)
        found = Decimal(self._formula(values))
        said = "; ".join(f"{letter} = {plain(Decimal(value))}" for letter, value in values.items())
        return Marks(found, f"theo công thức {written_formula(self.expression)} với {said}: {points(found)}")

    def in_words(self, maximum: Decimal) -> str:
        return f"Theo công thức {written_formula(self.expression)}, tối đa {points(maximum)}."


class Branch(Part):
    """Points (a formula) that hold under a condition (a formula that is true or false)."""

    label: Text
    when: Text
    points: Text

    @cached_property
    def condition(self) -> Formula:
        return Formula(self.when)

    @cached_property
    def worth(self) -> Formula:
        return Formula(self.points)


class Conditional(Formulated):
    """The first branch whose condition holds gives the points; none: `otherwise`."""

    shape: Literal["conditional"]
    branches: tuple[Branch, ...] = Field(min_length=1)
    otherwise: Decimal = Decimal(0)

    def formulas(self) -> Iterator[Formula]:
        for branch in self.branches:
            yield branch.condition
            yield branch.worth

    def marks(self, read: Strictly, maximum: Decimal) -> Marks:
        if isinstance(read, AtBest):
            return self._at_best(read, maximum)
        values = self._values(read)
        for branch in self.branches:
            if branch.condition(values):
                found = Decimal(branch.worth(values))
                return Marks(found, f"trường hợp “{branch.label}”: {points(found)}")
        return Marks(self.otherwise, f"không thuộc trường hợp nào: {points(self.otherwise)}")

    def in_words(self, maximum: Decimal) -> str:
        said = "; ".join(f"{branch.label}: {written_formula(branch.points)} điểm" for branch in self.branches)
        return f"Theo trường hợp: {said}; còn lại: {points(self.otherwise)}."
