"""What every rule shape is: parameters as data, and points with the sentence why."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, model_validator

from minhchung.scoring.reading import Strictly

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_-]+)*$")]
"""A declared variable (`so_don_vi`) or a figure (`dossiers.on-time`); never a phrase."""
Kind = Literal["number", "yes_no", "date", "choice", "share"]
ZERO = Decimal(0)


class Input(NamedTuple):
    """An input of a rule: its name and what kind of value the rule reads under it."""

    name: str
    kind: Kind


class Marks(NamedTuple):
    """Points before the caps of the leaf, and the branch taken as a sentence for a clerk."""

    points: Decimal
    why: str


class Part(BaseModel):
    """A piece of a pack: nothing beside the fields, never changed."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Shape(Part):
    """A rule. `inputs` names what it reads; `marks` gives the points for a maximum; `best` is the most it can ever give."""

    def inputs(self) -> Iterator[Input]:
        """What the rule reads, in the order of the text."""
        raise NotImplementedError

    def marks(self, read: Strictly, maximum: Decimal) -> Marks:
        """The points. Raises Unknown, NothingToDivideBy, FormulaError."""
        raise NotImplementedError

    def best(self, maximum: Decimal) -> Decimal | None:
        """The most points the rule can give; None where that cannot be told (a formula)."""
        return maximum

    def in_words(self, maximum: Decimal) -> str:
        """The rule as a clerk reads it."""
        raise NotImplementedError


class Worth(Part):
    """What an option or band is worth: points, or a percentage of the leaf's maximum."""

    points: Decimal | None = None
    percent: Decimal | None = Field(default=None, ge=0, le=100)

    @model_validator(mode="after")
    def _said_once(self) -> "Worth":
        if (self.points is None) == (self.percent is None):
            raise ValueError("ghi points (điểm) hoặc percent (phần trăm của điểm tối đa), không cả hai")
        return self

    def of(self, maximum: Decimal) -> Decimal:
        """In points."""
        return maximum * self.percent / 100 if self.percent is not None else self.points or ZERO


class Share(Shape):
    """A rule over a percentage: of a figure (`ratio`) or of a numerator and a denominator."""

    ratio: Name | Literal[""] = ""
    numerator: Name | Literal[""] = ""
    denominator: Name | Literal[""] = ""

    @model_validator(mode="after")
    def _divides_something(self) -> "Share":
        if bool(self.ratio) == bool(self.numerator or self.denominator) or bool(self.numerator) != bool(self.denominator):
            raise ValueError("ghi ratio (tên một tỷ lệ), hoặc cả numerator và denominator")
        return self

    def inputs(self) -> Iterator[Input]:
        if self.ratio:
            yield Input(self.ratio, "share")
        else:
            yield Input(self.numerator, "number")
            yield Input(self.denominator, "number")
