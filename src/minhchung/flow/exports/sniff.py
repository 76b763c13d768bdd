"""What a file is, from its bytes: names and endings lie."""

import gzip
import zipfile
import zlib
from enum import StrEnum
from pathlib import Path
from typing import Final

from minhchung.flow.exports.model import ExportError

HEAD_BYTES: Final = 65_536
OLE_MAGIC: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
WANTED: Final = "Cần bản xuất danh sách hồ sơ dạng .xlsx, .xls, .csv, .tsv, .json (thông điệp đồng bộ) hoặc nhật ký .xes."
SAVE_AGAIN: Final = "Mở tệp bằng Excel, lưu lại dạng .xlsx rồi đưa lại."


class Form(StrEnum):
    """The forms that are read."""

    XLSX = "xlsx"
    XLS = "xls"
    TEXT = "text"
    JSON = "json"
    XES = "xes"
    XES_GZ = "xes.gz"


def form_of(path: Path) -> Form:
    """The form of a file by its content. Raises ExportError for a file that is absent, empty or of another form."""
    head = _head(path)
    if not head.strip(b"\x00 \t\r\n\xef\xbb\xbf\xfe\xff"):
        raise ExportError(f"Tệp rỗng, không có nội dung nào: xuất lại từ hệ thống. {WANTED}")
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zipped(path)
    if head.startswith(OLE_MAGIC):
        return _ole(path)
    if head.startswith(b"\x1f\x8b"):
        return _gzipped(path)
    return _written(head)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(HEAD_BYTES)
    except FileNotFoundError as error:
        raise ExportError("Không thấy tệp đã chỉ; xem lại tên và thư mục.") from error
    except IsADirectoryError as error:
        raise ExportError("Đây là thư mục, không phải tệp; chỉ đúng tệp đã xuất.") from error
    except OSError as error:
        raise ExportError("Không mở được tệp; xem lại quyền đọc hoặc chép tệp ra chỗ khác.") from error


def _zipped(path: Path) -> Form:
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise ExportError(f"Tệp bị hỏng hoặc tải chưa hết (gói nén không mở được): tải lại. {WANTED}") from error
    if "xl/workbook.xml" in names:
        return Form.XLSX
    for mark, said in (
        ("xl/workbook.bin", "bảng tính nhị phân .xlsb"),
        ("word/document.xml", "văn bản Word"),
        ("ppt/presentation.xml", "bài trình chiếu"),
        ("content.xml", "bảng tính OpenDocument"),
    ):
        if mark in names:
            way = SAVE_AGAIN if mark in ("xl/workbook.bin", "content.xml") else WANTED
            raise ExportError(f"Tệp là {said}, không phải bản xuất đọc được. {way}")
    raise ExportError(f"Tệp là gói nén ZIP: giải nén rồi đưa từng tệp bên trong. {WANTED}")


def _gzipped(path: Path) -> Form:
    try:
        with gzip.open(path) as file:
            inside = file.read(4096)
    except (OSError, EOFError, zlib.error) as error:
        raise ExportError(f"Tệp nén GZIP bị hỏng hoặc tải chưa hết: tải lại. {WANTED}") from error
    if not inside.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"<"):
        raise ExportError(f"Tệp là gói nén GZIP không chứa nhật ký XES: giải nén rồi đưa từng tệp bên trong. {WANTED}")
    return Form.XES_GZ


def _ole(path: Path) -> Form:
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise ExportError("Tệp đặt mật khẩu nên không đọc được: mở tệp, lưu một bản không mật khẩu rồi đưa lại.")
    if "Workbook".encode("utf-16-le") in data or "Book".encode("utf-16-le") in data:
        return Form.XLS
    raise ExportError(f"Tệp là văn bản Word cũ hoặc tệp Office khác, không phải bảng tính. {WANTED}")


def _written(head: bytes) -> Form:
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    low = start[:2000].lower()
    if low.startswith((b"<!doctype html", b"<html", b"<table", b"<meta", b"<style", b"<head", b"<div")):
        raise ExportError(f"Tệp là trang web (HTML) mang tên bảng tính. {SAVE_AGAIN}")
    if low.startswith(b"<"):
        if b"<log" in head:
            return Form.XES
        if b"urn:schemas-microsoft-com:office:spreadsheet" in head:
            raise ExportError(f"Tệp là bảng tính XML kiểu cũ (2003). {SAVE_AGAIN}")
        raise ExportError(f"Tệp là XML nhưng không phải nhật ký XES (không thấy thẻ log). {WANTED}")
    if start.startswith((b"{", b"[")):
        return Form.JSON
    if start.startswith(b"%PDF-"):
        raise ExportError(f"Tệp là PDF, không phải bản xuất đọc được. {WANTED}")
    if b"\x00" in head and not _is_wide_text(head):
        raise ExportError(f"Tệp không phải chữ, cũng không phải bảng tính. {WANTED}")
    return Form.TEXT


def _is_wide_text(head: bytes) -> bool:
    even = head[: len(head) // 2 * 2]
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or max(even[0::2].count(0), even[1::2].count(0)) > 0.3 * (len(even) // 2)
