"""Programs outside Python that may or may not be installed: LibreOffice and Tesseract."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from minhchung.text.extract.causes import cause
from minhchung.text.extract.model import ExtractError

# Windows installers do not put these on the search path.
WINDOWS_PLACES = {
    "soffice": ("C:/Program Files/LibreOffice/program/soffice.exe", "C:/Program Files (x86)/LibreOffice/program/soffice.exe"),
    "tesseract": ("C:/Program Files/Tesseract-OCR/tesseract.exe",),
}


def program(name: str) -> str | None:
    """Where `name` is installed, or None."""
    found = shutil.which(name)
    if found is not None:
        return found
    return next((place for place in WINDOWS_PLACES.get(name, ()) if Path(place).is_file()), None)


def run(
    arguments: Sequence[str],
    *,
    file: str,
    shown: str,
    seconds: int,
    stdin: bytes | None = None,
    environment: Mapping[str, str] | None = None,
) -> bytes:
    """Runs a program on `file` and returns its standard output; `shown` is what the user knows the program as.

    Raises ExtractError (tool-failed) when it cannot start, ends with an error, or runs longer than `seconds`.
    """
    try:
        # The arguments are a fixed list, no shell is involved, and the file's own name is never among them.
        done = subprocess.run(arguments, input=stdin, capture_output=True, timeout=seconds, check=False, env=environment)  # noqa: S603
    except subprocess.TimeoutExpired as error:
        raise ExtractError("tool-failed", f"{shown} đọc “{file}” quá {seconds} giây chưa xong nên đã dừng; hãy tách nhỏ tệp.") from error
    except OSError as error:
        raise ExtractError("tool-failed", f"Không chạy được {shown} để đọc “{file}” ({cause(error)}); hãy cài lại {shown}.") from error
    if done.returncode != 0:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        detail = f" ({said[-1][:160]})" if said else ""
        raise ExtractError(
            "tool-failed", f"{shown} không đọc được “{file}”{detail}; tệp có thể hỏng: hãy mở và lưu lại dưới dạng .docx hoặc .pdf."
        )
    return done.stdout
