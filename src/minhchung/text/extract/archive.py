"""Reading members of a zipped office file without being hurt by it."""

from __future__ import annotations

import io
import zipfile
import zlib

from lxml import etree

from minhchung.text.extract.model import ExtractError

MEMBERS_LIMIT = 5_000
PART_LIMIT = 96 * 1024 * 1024
# Word's XML packs 10 to 40 times, long repetitive tables up to about 150 times; small parts may pack by chance much better.
RATIO_LIMIT = 250
RATIO_FREE = 4 * 1024 * 1024
MACHINE_ERRORS = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, NotImplementedError)


class Archive:
    """A zip archive whose members are read within limits. Raises ExtractError (broken, bomb, encrypted)."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except MACHINE_ERRORS as error:
            raise broken(name, "phần nén của tệp bị cắt hoặc hỏng") from error
        if len(self._zip.infolist()) > MEMBERS_LIMIT:
            raise bomb(name)

    def __contains__(self, member: str) -> bool:
        return member in self._zip.NameToInfo

    @property
    def members(self) -> list[str]:
        """The names of the members, sorted."""
        return sorted(self._zip.NameToInfo)

    def read(self, member: str) -> bytes:
        """The bytes of one member; what the archive says of its size is not believed."""
        info = self._zip.NameToInfo.get(member)
        if info is None:
            raise broken(self.name, f"bên trong thiếu phần {member}")
        if info.flag_bits & 0x1:
            raise encrypted(self.name)
        if _explodes(info.file_size, info.compress_size):
            raise bomb(self.name)
        try:
            with self._zip.open(info) as stream:
                content = stream.read(PART_LIMIT + 1)
        except MACHINE_ERRORS as error:
            raise broken(self.name, f"không giải nén được phần {member}") from error
        if _explodes(len(content), info.compress_size):
            raise bomb(self.name)
        return content

    def xml(self, member: str) -> etree._Element:
        """The root of an XML member."""
        return self.parsed(self.read(member), member)

    def parsed(self, content: bytes, member: str) -> etree._Element:
        """The root of an XML text that came from `member`."""
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
        )
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise broken(self.name, f"phần {member} không phải XML hợp lệ") from error
        # Office files never hold a document type; one that does was made to hurt a reader.
        if root.getroottree().docinfo.internalDTD is not None:
            raise ExtractError(
                "broken",
                f"“{self.name}” chứa khai báo DOCTYPE mà Word không bao giờ ghi: tệp có thể bị chèn mã độc; "
                "hãy mở bằng Word, lưu lại thành .docx mới rồi thử lại.",
            )
        return root


def _explodes(size: int, packed: int) -> bool:
    return size > PART_LIMIT or (size > RATIO_FREE and size > RATIO_LIMIT * max(packed, 1))


def broken(name: str, cause: str) -> ExtractError:
    return ExtractError("broken", f"“{name}” bị hỏng: {cause}; hãy xin lại tệp gốc, hoặc mở bằng chương trình đã tạo ra nó và lưu lại.")


def bomb(name: str) -> ExtractError:
    return ExtractError(
        "bomb", f"“{name}” phình ra quá lớn khi giải nén, giống tệp phá hoại: không đọc; hãy xin lại tệp từ nơi gửi hoặc lưu lại bằng Word."
    )


def encrypted(name: str) -> ExtractError:
    return ExtractError("encrypted", f"“{name}” có đặt mật khẩu mở nên không đọc được; hãy mở tệp, lưu một bản không mật khẩu rồi thử lại.")
