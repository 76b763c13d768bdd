"""An official document as a value: what `compose` lays out. Read from JSON by `read_letter`; docs/letters.md shows every field."""

import json
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, TypeAdapter, ValidationError, field_validator, model_validator

from minhchung.text.embedded import EmbeddedAssignment

KindName = Literal["cong-van", "thong-bao", "bao-cao", "ke-hoach", "to-trinh", "quyet-dinh", "bien-ban", "giay-moi", "phu-luc"]
Marker = Literal["-", "+", "1.", "(1)", "a)"]
_DATED = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?")


class LetterError(Exception):
    """A letter that cannot be laid out; the message is Vietnamese and names the place, the cause and the way out."""


class _Value(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(_Value):
    """A stretch of a sentence that stands out."""

    text: str
    bold: bool = False
    italic: bool = False


def _sentence(value: Any) -> Any:
    """A plain string is a sentence of one stretch."""
    if isinstance(value, str):
        return ({"text": value},)
    if isinstance(value, list | tuple):
        return tuple({"text": each} if isinstance(each, str) else each for each in value)
    return value


Sentence = Annotated[tuple[Words, ...], BeforeValidator(_sentence)]


class Paragraph(_Value):
    """A paragraph of running text."""

    type: Literal["paragraph"] = "paragraph"
    text: Sentence


class Item(_Value):
    """An entry of a list, perhaps with a list or paragraphs under it."""

    text: Sentence
    blocks: "tuple[Block, ...]" = ()


def _item(value: Any) -> Any:
    return {"text": value} if isinstance(value, str | list) else value


class Listing(_Value):
    """Entries in a row: a dash, "1.", "(1)" or "a)" (in the order of the Vietnamese alphabet)."""

    type: Literal["list"] = "list"
    marker: Marker = "-"
    items: tuple[Annotated[Item, BeforeValidator(_item)], ...] = Field(min_length=1)


class Section(_Value):
    """A titled part and what stands under it. `number` "" counts by the numbering of the letter; otherwise it is written as it is. A title
    that goes on in the same line ("1. Phòng Kinh tế: …") is no section but an entry of a list."""

    type: Literal["section"] = "section"
    title: str
    number: str = ""
    blocks: "tuple[Block, ...]" = ()


class Part(_Value):
    """A phần or chương ("Phần I", "Chương II") or a mục ("Mục 1"): label and number on a line of their own, the title below."""

    type: Literal["part"] = "part"
    label: Literal["Phần", "Chương", "Mục"]
    title: str
    blocks: "tuple[Block, ...]" = ()


class Article(_Value):
    """A điều, counted through the whole letter. With `title` the line is bold and `text` follows below, else "Điều n." leads into
    the text."""

    type: Literal["article"] = "article"
    title: str = ""
    text: Sentence = ()
    blocks: "tuple[Block, ...]" = ()


class Column(_Value):
    """A column: its heading, its share of the width, where its cells stand."""

    title: str
    width: float = Field(default=1, gt=0)
    align: Literal["left", "center", "right"] = "left"


class Table(_Value):
    """A ruled table whose head is repeated on every page. A row of one cell runs over all columns, as the headings inside a plan do."""

    type: Literal["table"] = "table"
    caption: str = ""
    columns: tuple[Column, ...] = Field(min_length=1)
    rows: tuple[tuple[str, ...], ...] = ()
    size: float = Field(default=12, ge=8, le=14)

    @model_validator(mode="after")
    def _rectangular(self) -> "Table":
        for number, row in enumerate(self.rows, 1):
            if len(row) not in (1, len(self.columns)):
                raise ValueError(f"dòng {number} của bảng có {len(row)} ô, cần {len(self.columns)} (hoặc 1 ô chạy hết chiều ngang)")
        return self


class Across(_Value):
    """Blocks on sheets that lie across, for wide tables; the pages count on."""

    type: Literal["across"] = "across"
    blocks: "tuple[Block, ...]" = Field(min_length=1)


Block = Annotated[Paragraph | Listing | Section | Part | Article | Table | Across, Field(discriminator="type")]


class Signer(_Value):
    """Who signs: the lines of authority and post ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH") and the name ("" until known).
    `other_post` stands above the name: the post in the agency of who signs for an advisory body."""

    authority: tuple[str, ...] = Field(min_length=1)
    other_post: str = ""
    name: str = ""


class Annex(_Value):
    """An annex: on new pages with their own numbers. `reference` "" is made of the letter's kind, number and day."""

    title: str
    blocks: tuple[Block, ...]
    across: bool = False
    reference: str = ""


class Letter(_Value):
    """An official document. Names are written as in a sentence ("Ủy ban nhân dân phường Vân Khê"): capitals where the law wants them come
    by themselves. `number` "" and a `dated` without day are gaps, as before signing. `issuer` a list gives its own line breaks."""

    kind: KindName
    issuer: Annotated[tuple[str, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)] = Field(min_length=1)
    parent: str = ""
    number: Annotated[str, BeforeValidator(lambda value: str(value) if type(value) is int else value)] = ""
    symbol: str = Field(min_length=1)
    place: str = ""
    dated: str = ""
    subject: str
    addressees: tuple[str, ...] = ()
    competence: str = ""
    grounds: tuple[str, ...] = ()
    blocks: tuple[Block, ...] = Field(min_length=1)
    numbering: tuple[str, ...] = ()
    signers: tuple[Signer, ...] = Field(default=(), max_length=2)
    recipients: tuple[str, ...] = ()
    kept: str = "VT"
    urgency: Literal["", "hoa-toc", "thuong-khan", "khan"] = ""
    annexes: tuple[Annex, ...] = ()
    assignments: tuple[EmbeddedAssignment, ...] = ()

    @field_validator("dated")
    @classmethod
    def _a_day(cls, dated: str) -> str:
        found = _DATED.fullmatch(dated)
        try:
            if dated and (found is None or date(int(found[1]), int(found[2] or 1), int(found[3] or 1)) is None):
                raise ValueError
        except ValueError:
            raise ValueError(f"“{dated}” không phải ngày; viết 2026-11-20, hoặc 2026-11 khi chưa biết ngày ký") from None
        return dated

    @field_validator("number")
    @classmethod
    def _a_number(cls, number: str) -> str:
        if number and not re.fullmatch(r"\d{1,6}\w?", number):
            raise ValueError(f"“{number}” không phải số văn bản; viết 15 hoặc 15a, bỏ trống khi chưa có số")
        return number

    @model_validator(mode="after")
    def _whole(self) -> "Letter":
        if self.kind == "phu-luc":
            if self.annexes:
                raise ValueError("phu-luc là một phụ lục thành tệp riêng nên không có annexes; soạn mỗi phụ lục một tệp")
            return self
        if not self.place and self.kind != "bien-ban":  # minutes say place and day in their text
            raise ValueError("thiếu place: địa danh, ví dụ “Vân Khê”")
        if not self.signers:
            raise ValueError("thiếu signers: người ký, ví dụ {“authority”: [“CHỦ TỊCH”], “name”: “…”}")
        return self

    @property
    def day(self) -> tuple[int | None, int | None, int | None]:
        """Year, month, day of the letter; None where not known yet."""
        found = _DATED.fullmatch(self.dated)
        year, month, day = found.groups() if found else (None, None, None)
        return (int(year) if year else None, int(month) if month else None, int(day) if day else None)

    @property
    def issuer_name(self) -> str:
        """The issuing body inside a sentence."""
        return " ".join(" ".join(self.issuer).split())


_LETTER = TypeAdapter(Letter)
_SAID = {
    "missing": "thiếu trường này",
    "extra_forbidden": "không có trường tên này",
    "string_type": "phải là chữ",
    "tuple_type": "phải là một danh sách",
    "float_type": "phải là số",
    "bool_type": "phải là true hoặc false",
    "string_too_short": "không được để trống",
    "too_short": "phải có ít nhất một mục",
    "too_long": "có quá nhiều mục",
    "model_type": "phải là một đối tượng",
    "dataclass_type": "phải là một đối tượng",
    "union_tag_not_found": "thiếu “type” (paragraph, list, section, part, article, table, across)",
    "union_tag_invalid": "“type” không có: chỉ có paragraph, list, section, part, article, table, across",
}


def read_letter(text: str | bytes, name: str = "thư") -> Letter:
    """A letter from JSON. Raises LetterError naming the first places that are wrong."""
    try:
        value = json.loads(text)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        where = f"dòng {error.lineno}, cột {error.colno}" if isinstance(error, json.JSONDecodeError) else "bảng mã hoặc độ sâu"
        raise LetterError(f"“{name}” không phải JSON đúng ({where}); hãy sửa dấu ngoặc, dấu phẩy, lưu bằng UTF-8 rồi thử lại.") from error
    return letter_of(value, name)


def letter_of(value: Any, name: str = "thư") -> Letter:
    """A letter from plain values, as JSON gives them. Raises LetterError."""
    try:
        return _LETTER.validate_python(value)
    except ValidationError as error:
        wrong = "; ".join(_said(error.errors()[:3]))
        raise LetterError(f"“{name}” chưa soạn được: {wrong}. Xem docs/letters.md về từng trường.") from error
    except RecursionError as error:
        raise LetterError(f"“{name}” chưa soạn được: các khối lồng nhau quá sâu; hãy bỏ bớt tầng.") from error


def _said(errors: Sequence[Any]) -> Iterator[str]:
    for each in errors:
        place = _place(each["loc"])
        kind = each["type"]
        cause = each["msg"].removeprefix("Value error, ") if kind == "value_error" else _SAID.get(kind, "")
        if kind == "literal_error":
            cause = f"phải là một trong {each['ctx']['expected'].replace(' or ', ', ')}"
        yield f"{place}: {cause or 'giá trị không hợp lệ'}" if place else cause


def _place(loc: tuple[int | str, ...]) -> str:
    """ "blocks[3].items[2].text" with places counted from 1; the tags of the union are left out."""
    tags = {"paragraph", "list", "section", "part", "article", "table", "across"}
    said = ""
    for at, part in enumerate(loc):
        if isinstance(part, int):
            said += f"[{part + 1}]"
        elif not (part in tags and at and isinstance(loc[at - 1], int)) and not part.startswith("function-"):
            said += f".{part}" if said else part
    return said
