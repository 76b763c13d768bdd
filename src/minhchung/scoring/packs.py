"""A pack: the criteria set of one year and one level, as data. Checked when loaded; what is odd but not wrong is told by `checking`."""

import hashlib
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from minhchung.scoring.shapes import Input, Rule, Shape
from minhchung.scoring.shapes.base import Name, Part, Text
from minhchung.scoring.words import written_day

Code = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=20)]
Key = Annotated[str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9_-]*$")]
NotApplicable = Literal["full", "rescale", "spread", "zero"]
"""full: all points; rescale: taken out and the rest made up to the scale; spread: given to its sisters evenly; zero: none."""
ZeroDenominator = Literal["full", "zero", "not_applicable", "unknown"]
MissingData = Literal["unknown", "zero"]
Source = Literal["metric", "evidence", "external", "survey"]
"""Where the data of a leaf come from: figures of the software, evidence a unit declares, a number given from outside, a survey."""
Covers = Literal["units", "quarters", "months"]
COVERED = {"units": "đủ các đơn vị", "quarters": "đủ các quý", "months": "đủ các tháng"}
REQUIRED = {"document": "văn bản", "list": "danh sách", "portal": "bản lưu trang", "photo": "ảnh", "file": "tệp"}
"""How a requirement says what it covers, and its kind."""


class Requirement(Part):
    """One thing to be shown: what kind of thing, and the conditions under which it suffices.

    `document`: the types of document that will do, any where empty. `in_year`: dated in the year of the pack. `before`: dated not later.
    `covers`: one for each unit, quarter or month. `rows`: a list with at least so many rows.
    """

    text: Text
    kind: Literal["document", "list", "portal", "photo", "file"] = "document"
    document: tuple[Text, ...] = ()
    in_year: bool = True
    before: date | None = None
    signed: bool = False
    covers: Covers | None = None
    rows: int | None = Field(default=None, gt=0)

    def in_words(self, named: Callable[[str], str] = str) -> str:
        """Its kind and conditions as a clerk reads them; `named` writes the type of a document out: “văn bản, Báo cáo, đã ký số”."""
        conditions = (
            " hoặc ".join(map(named, self.document)),
            "" if self.in_year else "năm nào cũng được",
            f"không sau {written_day(self.before)}" if self.before else "",
            "đã ký số" if self.signed else "",
            COVERED.get(self.covers or "", ""),
            f"từ {self.rows} dòng" if self.rows else "",
        )
        return ", ".join(part for part in (REQUIRED[self.kind], *conditions) if part)


class Variable(Part):
    """A value that people declare: `kind` says what may be typed, `choices` the words of a choice.

    `official`: the code under which its value is published by QĐ 766: of a metric or a group, "total" or "rank"; "" where it is not.
    """

    name: Name
    title: Text
    kind: Literal["number", "yes_no", "date", "choice"] = "number"
    unit: str = ""
    choices: tuple[Text, ...] = ()
    official: str = ""

    @model_validator(mode="after")
    def _choice_has_words(self) -> Self:
        if (self.kind == "choice") != bool(self.choices):
            raise ValueError(f"biến {self.name}: kind choice phải có choices, kind khác thì không")
        if "." in self.name:
            raise ValueError(f"biến {self.name}: tên biến không có dấu chấm (dấu chấm dành cho số liệu của phần mềm)")
        return self


class Node(Part):
    """A field, a criterion or a leaf. A node without children is a leaf and has a rule."""

    code: Code
    title: Text
    max: Decimal
    rule: Rule | None = None
    rule_text: str = ""  # the rule's words in the document, kept beside the parameters
    source: Source | None = None
    evidence: tuple[Requirement, ...] = ()
    lead: Key | None = None
    supporting: tuple[Key, ...] = ()
    deadline: date | None = None
    not_applicable: NotApplicable | None = None  # None: the pack's
    zero_denominator: ZeroDenominator | None = None
    missing: MissingData | None = None
    self_scored: bool = True
    citation: str = ""
    note: str = ""
    children: tuple["Node", ...] = ()

    @model_validator(mode="after")
    def _is_leaf_or_branch(self) -> Self:
        if self.children and (self.rule or self.source or self.evidence):
            raise ValueError(f"mục {self.code} có mục con nên không có cách chấm, nguồn hay minh chứng của riêng nó")
        if not self.children and (self.rule is None or self.source is None):
            raise ValueError(f"tiêu chí {self.code} không có mục con: ghi cách chấm (rule) và nguồn số liệu (source)")
        return self

    @property
    def is_leaf(self) -> bool:
        return not self.children

    @property
    def scored_by(self) -> Shape:
        """The rule of a leaf."""
        if self.rule is None:
            raise TypeError(f"{self.code} is no leaf")
        return self.rule

    def leaves(self) -> Iterator["Node"]:
        """The leaves under the node, itself where it is one, in order."""
        if self.is_leaf:
            yield self
        for child in self.children:
            yield from child.leaves()

    def nodes(self) -> Iterator["Node"]:
        """The node and all under it, in order."""
        yield self
        for child in self.children:
            yield from child.nodes()


class Outside(Part):
    """Bonus or penalty outside the scale: at most `cap` points in the year."""

    cap: Decimal = Field(gt=0)
    items: tuple[Node, ...] = ()


class Band(Part):
    """A rating from `min` points on."""

    label: Text
    min: Decimal


class Policies(Part):
    """What holds where a leaf says nothing of its own."""

    not_applicable: NotApplicable = "full"
    zero_denominator: ZeroDenominator = "full"
    missing: MissingData = "unknown"


class Pack(Part):
    """The criteria set. `sample`: not an official one, and every screen says so. `step`: the steps in which points may be given by hand.

    `decimals`: places of a leaf's points; `bounds`: the least and the greatest final score, with bonus and penalty.
    """

    id: Key
    version: int = Field(ge=1)
    title: Text
    year: int = Field(ge=2000, le=2100)
    level: Literal["commune", "department", "province"] = "commune"
    sample: bool
    provenance: Text
    valid_from: date
    valid_to: date | None = None
    scale: Decimal = Field(default=Decimal(100), gt=0)
    step: Decimal = Field(default=Decimal("0.25"), gt=0)
    decimals: int = Field(default=2, ge=0, le=6)
    bounds: tuple[Decimal, Decimal] | None = None
    policies: Policies = Policies()
    units: dict[Key, Text] = Field(default_factory=dict)
    sources: dict[Key, Text] = Field(default_factory=dict)
    variables: tuple[Variable, ...] = ()
    bands: tuple[Band, ...] = ()
    groups: tuple[Text, ...] = ()
    nodes: tuple[Node, ...] = Field(min_length=1)
    bonus: Outside | None = None
    penalty: Outside | None = None

    @cached_property
    def leaves(self) -> tuple[Node, ...]:
        """The leaves inside the scale, in order."""
        return tuple(leaf for node in self.nodes for leaf in node.leaves())

    @cached_property
    def outside(self) -> tuple[Node, ...]:
        """The leaves of bonus and penalty, in order."""
        return tuple(leaf for part in (self.bonus, self.penalty) if part for item in part.items for leaf in item.leaves())

    @cached_property
    def _outside_codes(self) -> frozenset[str]:
        return frozenset(leaf.code for leaf in self.outside)

    @cached_property
    def titles(self) -> dict[str, str]:
        """Name of a declared variable → its title."""
        return {variable.name: variable.title for variable in self.variables}

    def if_not_applicable(self, leaf: Node) -> NotApplicable:
        """What holds where a leaf does not apply; nothing is given or taken outside the scale unless the leaf says so."""
        return leaf.not_applicable or ("zero" if leaf.code in self._outside_codes else self.policies.not_applicable)

    def if_nothing_to_divide_by(self, leaf: Node) -> ZeroDenominator:
        """What holds where the denominator of a leaf is 0."""
        return leaf.zero_denominator or ("zero" if leaf.code in self._outside_codes else self.policies.zero_denominator)

    def if_missing(self, leaf: Node) -> MissingData:
        """What holds where the data of a leaf are not there."""
        return leaf.missing or self.policies.missing

    def leaf(self, code: str) -> Node | None:
        """The leaf of this code, inside or outside the scale."""
        return next((leaf for leaf in (*self.leaves, *self.outside) if leaf.code == code), None)

    def inputs(self) -> Iterator[tuple[Node, Input]]:
        """Every input of every leaf."""
        for leaf in (*self.leaves, *self.outside):
            for read in leaf.scored_by.inputs():
                yield leaf, read

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what the pack says: the same digest gives the same score from the same facts for ever."""
        return hashlib.sha256(self.model_dump_json(exclude_defaults=True).encode()).hexdigest()
