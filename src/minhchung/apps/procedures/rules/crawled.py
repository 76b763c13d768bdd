"""A procedure's page of the national portal, as crawled into JSON: its tables are flattened, empty fields say "Không có thông tin"."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from minhchung.apps.procedures.rules.basis import basis_of
from minhchung.apps.procedures.rules.codes import Code, code_of
from minhchung.apps.procedures.rules.content import Content
from minhchung.apps.procedures.rules.papers import papers_of
from minhchung.apps.procedures.rules.ways import ways_of
from minhchung.text.normal import clean, squeeze

CODE, NAME = "ma_thu_tuc", "ten_thu_tuc"
_SHORT = {
    "name": NAME, "decision": "so_quyet_dinh", "level": "cap_thuc_hien", "kind": "loai_thu_tuc", "field": "linh_vuc",
    "subjects": "doi_tuong_thuc_hien", "received_at": "dia_chi_tiep_nhan",
}  # fmt: skip
_LONG = {"steps": "trinh_tu_thuc_hien", "conditions": "yeu_cau_dieu_kien"}
_AGENCIES = ("co_quan_thuc_hien", "co_quan_co_tham_quyen")
_TABLES = {"ways": ("cach_thuc_thuc_hien", ways_of), "components": ("thanh_phan_ho_so", papers_of), "basis": ("can_cu_phap_ly", basis_of)}
_RESULT = "ket_qua_xu_ly"
_PAGE_ENDS = "Từ khóa"
"""What follows the result on the page is its own furniture (keywords, choice of agency)."""
_NONE = ("", "không có thông tin")


class NotAProcedureError(ValueError):
    """A record without code or name; the message says which, in Vietnamese."""


@dataclass(frozen=True)
class Crawled:
    """One procedure read: its code and what the page says."""

    code: Code
    content: Content


def read_crawled(record: Mapping[str, Any]) -> Crawled:
    """The record as content. Raises NotAProcedureError."""
    code = code_of(_line(record, CODE))
    if code is None:
        raise NotAProcedureError(f"Không có mã thủ tục đọc được (“{_line(record, CODE)[:40]}”).")
    if not _line(record, NAME):
        raise NotAProcedureError(f"Thủ tục {code.national} không có tên.")
    said: dict[str, Any] = {field: words for field, key in _SHORT.items() if (words := _line(record, key))}
    said |= {field: words for field, key in _LONG.items() if (words := _text(record, key))}
    if agency := next((words for key in _AGENCIES if (words := _line(record, key))), ""):
        said["agency"] = agency.rstrip(".")
    if result := _result(_text(record, _RESULT)):
        said["result"] = result
    return Crawled(code, Content.of(said | _tables(record)))


def _tables(record: Mapping[str, Any]) -> dict[str, Any]:
    said: dict[str, Any] = {}
    unsplit: dict[str, str] = {}
    for field, (key, read) in _TABLES.items():
        text = _text(record, key)
        if not text:
            continue
        rows, left = read(text)
        said[field] = [row.model_dump() for row in rows]
        if left:
            unsplit[field] = left
    return said | ({"unsplit": unsplit} if unsplit else {})


def _result(text: str) -> str:
    """The results, one a line; the portal hangs the code of each behind its name ("… Mã: KQ.G01.000023")."""
    lines: list[str] = []
    for part in text.partition(_PAGE_ENDS)[0].split("Mã: "):
        code, name = _leading_code(part)
        if code and lines:
            lines[-1] += f" ({code})"
        if name:
            lines.append(name)
    return "\n".join(lines)


def _leading_code(part: str) -> tuple[str, str]:
    """The code at the beginning ("KQ.G01.000023") and what follows it."""
    if not part.startswith("KQ."):
        return "", squeeze(part)
    end = next((place for place, letter in enumerate(part) if not (letter.isdigit() or letter == "." or letter in "KQGT")), len(part))
    return part[:end], squeeze(part[end:])


def _text(record: Mapping[str, Any], key: str) -> str:
    value = record.get(key)
    text = clean(value).strip() if isinstance(value, str) else ""
    return "" if text.lower() in _NONE else text


def _line(record: Mapping[str, Any], key: str) -> str:
    return squeeze(_text(record, key))
