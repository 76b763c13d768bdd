"""What a version of a controlled document says, as data: the seven sections of a procedure (1 mục đích … 7 hồ sơ cần lưu), and for an
administrative procedure the parts 5.1 to 5.7 of its fifth section.

The sections are those of the sample procedures of Thái Nguyên and Thới Lai, the parts of section 5 those of Lâm Đồng and Quốc Oai (an
arrangement of practice; no decree prescribes it). A value that is not known for certain carries its `doubt`, shown as "chưa rõ".
"""

import hashlib
import json
from collections.abc import Iterator
from enum import StrEnum
from typing import Any, Self

from pydantic import BaseModel, ConfigDict


class Kind(StrEnum):
    """What a controlled document is; the set of documents a ward keeps."""

    MANUAL = "manual"
    POLICY = "policy"
    OBJECTIVES = "objectives"
    SYSTEM = "system"
    SERVICE = "service"
    INTERNAL = "internal"
    FORM = "form"
    DECISION = "decision"

    @property
    def label(self) -> str:
        """As screens say it."""
        return {
            "manual": "Sổ tay chất lượng", "policy": "Chính sách chất lượng", "objectives": "Mục tiêu chất lượng",
            "system": "Quy trình hệ thống", "service": "Quy trình giải quyết TTHC", "internal": "Quy trình công việc nội bộ",
            "form": "Biểu mẫu", "decision": "Quyết định",
        }[self.value]  # fmt: skip

    @property
    def in_sections(self) -> bool:
        """Whether it is written in the seven sections; the others are one running text."""
        return self in (Kind.SYSTEM, Kind.SERVICE, Kind.INTERNAL)


class Layout(StrEnum):
    """How the steps of the work are drawn: the three sample layouts of the model frame (QĐ 101/QĐ-BKHCN of 2019)."""

    CHART = "chart"
    TABLE = "table"
    BOTH = "both"

    @property
    def label(self) -> str:
        """As screens say it."""
        return {"chart": "Lưu đồ", "table": "Diễn giải", "both": "Lưu đồ và diễn giải"}[self.value]


class Part(BaseModel):
    """Rows are plain text in their cells, "" where nothing is said; `doubt` says why a row is not certain."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    doubt: str = ""


class Said(Part):
    """A text."""

    text: str = ""


class Basis(Part):
    """A document of the legal basis; `symbol` is its number."""

    symbol: str = ""
    title: str = ""


class Component(Part):
    """A paper of the dossier."""

    name: str = ""
    originals: str = ""
    copies: str = ""
    form: str = ""


class Step(Part):
    """A step: what is done, by whom, within which time, on which form or with which result."""

    name: str = ""
    who: str = ""
    time: str = ""
    result: str = ""


class FormRow(Part):
    """A form the procedure uses."""

    code: str = ""
    name: str = ""


class Record(Part):
    """A record that is kept: where, and for how long."""

    name: str = ""
    place: str = ""
    retention: str = ""


class Revision(Part):
    """A line of the revision table (SỬA ĐỔI TÀI LIỆU)."""

    reason: str = ""
    place: str = ""
    change: str = ""
    number: str = ""
    on: str = ""


ROWS: dict[str, type[Part]] = {
    "basis": Basis, "components": Component, "steps": Step, "forms": FormRow, "records": Record, "revisions": Revision,
}  # fmt: skip
"""The tables of a content and what a row of each is."""
TEXTS = ("purpose", "scope", "references", "terms", "body")
SAYINGS = ("sets", "limit", "place", "fee", "outcome")
LABELS = {
    "purpose": "mục đích", "scope": "phạm vi", "references": "tài liệu viện dẫn", "terms": "định nghĩa", "body": "nội dung",
    "basis": "cơ sở pháp lý", "components": "thành phần hồ sơ", "sets": "số lượng hồ sơ", "limit": "thời gian xử lý",
    "place": "nơi tiếp nhận", "fee": "phí, lệ phí", "outcome": "kết quả", "steps": "các bước", "forms": "biểu mẫu",
    "records": "hồ sơ lưu", "revisions": "bảng sửa đổi",
}  # fmt: skip
"""What a person calls the parts of a content."""


class Content(BaseModel):
    """Everything a version says. Texts hold a paragraph per line. `body` is section 5 of a procedure that is no TTHC, and the whole text of
    what is not written in sections."""

    model_config = ConfigDict(frozen=True, extra="forbid", str_strip_whitespace=True)
    purpose: str = ""
    scope: str = ""
    references: str = ""
    terms: str = ""
    body: str = ""
    basis: tuple[Basis, ...] = ()
    components: tuple[Component, ...] = ()
    sets: Said = Said()
    limit: Said = Said()
    place: Said = Said()
    fee: Said = Said()
    outcome: Said = Said()
    steps: tuple[Step, ...] = ()
    forms: tuple[FormRow, ...] = ()
    records: tuple[Record, ...] = ()
    revisions: tuple[Revision, ...] = ()

    def said(self) -> dict[str, Any]:
        """What it says, ready for JSON."""
        return self.model_dump(mode="json", exclude_defaults=True)

    @classmethod
    def of(cls, said: dict[str, Any]) -> Self:
        """The content of what `said` gave. Raises pydantic.ValidationError for anything else."""
        return cls.model_validate(said)

    def rows(self, table: str) -> tuple[Any, ...]:
        """The rows of one of ROWS."""
        found: tuple[Any, ...] = getattr(self, table)
        return found

    def parts_other_than(self, other: "Content") -> list[str]:
        """What a person calls the parts in which another content differs from this one."""
        return [label for name, label in LABELS.items() if getattr(self, name) != getattr(other, name)]

    def doubts(self) -> list[str]:
        """Why something is not certain, in order of the parts."""
        parts: list[Part] = [getattr(self, name) for name in SAYINGS]
        for table in ROWS:
            parts += self.rows(table)
        return [part.doubt for part in parts if part.doubt]

    def cited(self) -> str:
        """The text in which it cites documents."""
        lines = [f"{row.symbol} {row.title}".strip() for row in self.basis]
        return "\n".join([*lines, self.references, self.body])


def lacking(kind: Kind, content: Content) -> Iterator[str]:
    """What a version of this kind has to say before it is sent to be reviewed, and does not."""
    if not kind.in_sections:
        if not content.body:
            yield "nội dung"
        return
    if not content.purpose:
        yield "mục đích"
    if not content.scope:
        yield "phạm vi"
    if kind == Kind.SERVICE:
        if not content.basis:
            yield "cơ sở pháp lý (5.1)"
        if not content.limit.text:
            yield "thời gian xử lý (5.4)"
        if not content.steps:
            yield "các bước (5.7)"
    elif not content.body and not content.steps:
        yield "nội dung quy trình (mục 5)"


def digest_of(head: dict[str, Any], said: dict[str, Any]) -> str:
    """SHA-256 over what an approved version says, its head (code, title, issue, names) included; the same for the same saying."""
    text = json.dumps([head, said], ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
