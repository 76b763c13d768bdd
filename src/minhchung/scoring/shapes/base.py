"""What every rule shape is: parameters as data, and points with the sentence why."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from decimal import Decimal
from typing import Annotated, ClassVar, Literal, NamedTuple

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, field_validator, model_validator

from minhchung.scoring.reading import Better, Strictly
from minhchung.scoring.words import percent

Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]*(\.[a-z0-9_-]+)*$")]
"""A declared variable (`so_don_vi`) or a figure (`dossiers.on-time`); never a phrase."""
Kind = Literal["number", "yes_no", "date", "choice", "share"]
ZERO = Decimal(0)


def shortest(value: Decimal) -> Decimal:
    """The number without noughts behind it: 1.50 is 1.5, 100 stays 100. ValueError past 18 digits or 12 places."""
    plain = value.normalize()
    if plain.adjusted() >= 18 or int(plain.as_tuple().exponent) < -12:
        raise ValueError(f"số {value} dài quá 18 chữ số hoặc quá 12 số lẻ")
    return plain.quantize(Decimal(1)) if int(plain.as_tuple().exponent) > 0 else plain


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

    @field_validator("*")
    @classmethod
    def _one_spelling(cls, value: object) -> object:
        """1, 1.0 and 1.00 are one number: they are written, and digested, alike."""
        if isinstance(value, Decimal):
            return shortest(value)
        return tuple(cls._one_spelling(part) for part in value) if type(value) is tuple else value


class Shape(Part, ABC):
    """A rule. `inputs` names what it reads; `marks` gives the points for a maximum; `best` is the most it can ever give.

    `judges_lateness`: the rule itself says what being late costs, so that a deadline that is past does not end the leaf.
    """

    judges_lateness: ClassVar[bool] = False

    @abstractmethod
    def inputs(self) -> Iterator[Input]:
        """What the rule reads, in the order of the text."""

    @abstractmethod
    def marks(self, read: Strictly, maximum: Decimal) -> Marks:
        """The points. Raises Unknown, NothingToDivideBy, FormulaError."""

    def best(self, maximum: Decimal) -> Decimal | None:
        """The most points the rule can give; None where that cannot be told (a formula)."""
        return maximum

    @abstractmethod
    def in_words(self, maximum: Decimal) -> str:
        """The rule as a clerk reads it."""


class Worth(Part):
    """What an option or band is worth: points, or a percentage of the leaf's maximum."""

    points: Decimal | None = None
    percent: Decimal | None = Field(default=None, ge=0, le=100)

    @model_validator(mode="after")
    def _said_once(self) -> "Worth":
        if (self.points is None) == (self.percent is None):
            raise ValueError("ghi points (điểm) hoặc percent (phần trăm của điểm tối đa), đúng một trong hai")
        return self

    def of(self, maximum: Decimal) -> Decimal:
        """In points."""
        return maximum * (self.percent or ZERO) / 100 if self.points is None else self.points


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

    def _share(self, read: Strictly, *edges: Decimal, better: Better = "more") -> tuple[Decimal, str]:
        """The percentage, and as it is said: “98,33% (59/60)”, told apart from the edges it does not reach."""
        share = read.share(self.ratio, self.numerator, self.denominator, better)
        return share, percent(share, *edges) + read.fraction(self.ratio, self.numerator, self.denominator)
