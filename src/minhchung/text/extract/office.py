""".doc, .odt and .rtf → .docx through LibreOffice, when it is installed."""

from __future__ import annotations

import tempfile
from pathlib import Path

from minhchung.text.extract.model import VIETNAMESE_NAMES, ExtractError, MediaType
from minhchung.text.extract.outside import program, run

SUFFIX = {MediaType.DOC: ".doc", MediaType.ODT: ".odt", MediaType.RTF: ".rtf"}
SECONDS = 120


def as_docx(data: bytes, kind: MediaType, name: str) -> bytes:
    """The same document as DOCX. Raises ExtractError: needs-office when LibreOffice is not there, tool-failed when it cannot read it."""
    soffice = program("soffice")
    if soffice is None:
        raise ExtractError(
            "needs-office",
            f"“{name}” là {VIETNAMESE_NAMES[kind]}, cần LibreOffice để đọc mà máy này chưa cài; "
            "hãy cài LibreOffice (gói libreoffice-writer), hoặc mở tệp bằng Word và lưu thành .docx.",
        )
    with tempfile.TemporaryDirectory(prefix="minhchung-") as folder:
        # A profile of its own: LibreOffice refuses a second instance on the same one, and macros of the user's stay out.
        source, profile = Path(folder) / f"source{SUFFIX[kind]}", (Path(folder) / "profile").as_uri()
        source.write_bytes(data)
        command = [soffice, "--headless", "--norestore", "--nolockcheck", f"-env:UserInstallation={profile}"]
        run([*command, "--convert-to", "docx", "--outdir", folder, str(source)], file=name, shown="LibreOffice", seconds=SECONDS)
        result = source.with_suffix(".docx")
        if not result.is_file():
            raise ExtractError(
                "tool-failed", f"LibreOffice không chuyển được “{name}”: tệp hỏng hoặc đặt mật khẩu; hãy mở bằng Word và lưu thành .docx."
            )
        return result.read_bytes()
