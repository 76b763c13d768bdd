"""`minhchung read`: files in, assignments out; one broken file never costs the others."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minhchung.reading import Directive, read_text, to_json
from minhchung.text.extract import Extracted, ExtractError, extract
from minhchung.text.extract.read import LIMIT_BYTES

ALL_READ, SOME_FAILED, NONE_READ = 0, 1, 2
STDIN = "-"
PASTED = "van-ban-dan"

Tell = Callable[[str, int, int], None]  # file, pages done, pages in all


@dataclass(frozen=True, slots=True)
class Reading:
    """One file that was read: what it is called, its text and what the text says."""

    name: str
    extracted: Extracted
    directive: Directive

    def as_json(self) -> dict[str, Any]:
        """The reading as one JSON object, with where it came from."""
        source = {
            "name": self.name,
            "media_type": self.extracted.media_type.value,
            "ocr": self.extracted.ocr,
            "stamped": list(self.extracted.stamped),
            "warnings": list(self.extracted.warnings),
        }
        return {"source": source, **to_json(self.directive)}


def read_files(files: Sequence[str], *, as_json: bool, out: Path | None) -> int:
    """Reads every file in turn and prints or writes what it says. Returns the exit code: 0 all read, 1 some failed, 2 none.

    Errors go to standard error, one Vietnamese line per file.
    """
    files = list(dict.fromkeys(files))
    if not files:
        complain("Chưa chỉ tệp nào để đọc; hãy viết: minhchung read TỆP…, hoặc minhchung read --paste để dán nội dung.")
        return NONE_READ
    if out is not None and not prepared(out):
        return NONE_READ
    taken: set[str] = set()
    done = 0
    with progress(len(files)) as tell:
        for file in files:
            reading = attempt(file, tell)
            if reading is None:
                continue
            target = None if out is None else out / f"{free_stem(reading.name, taken)}.json"
            if target is not None and not written(target, reading):
                continue
            done += 1
            show(reading, as_json=as_json, target=target)
    return ALL_READ if done == len(files) else SOME_FAILED if done else NONE_READ


def attempt(file: str, tell: Tell) -> Reading | None:
    """The reading of one file, or None after saying why there is none."""
    name = PASTED if file == STDIN else Path(file).name
    tell(name, 0, 0)
    try:
        source = from_stdin() if file == STDIN else Path(file)
        extracted = extract(source, name=name, progress=lambda page, of: tell(name, page, of))
        return Reading(name, extracted, read_text(extracted.text))
    except ExtractError as error:
        complain(str(error))
    except Exception as error:  # noqa: BLE001 - a fault of ours in one file must not cost the others; it is reported, not hidden
        complain(
            f"“{name}” chưa đọc được vì lỗi của phần mềm ({type(error).__name__}: {error}); "
            "các tệp khác vẫn được đọc, xin gửi thông báo này cho người phụ trách phần mềm."
        )
    return None


def from_stdin() -> bytes:
    """What is piped or pasted in; on a terminal it is said how to end."""
    if sys.stdin.isatty():
        end = "Ctrl+Z rồi Enter" if sys.platform == "win32" else "Ctrl+D"
        sys.stderr.write(f"Dán nội dung văn bản, xong bấm {end}:\n")
    return sys.stdin.buffer.read(LIMIT_BYTES + 1)


def complain(sentence: str) -> None:
    """One line on standard error."""
    sys.stderr.write("Lỗi: " + " ".join(sentence.split()) + "\n")


def prepared(out: Path) -> bool:
    """Whether the output folder is there or could be made."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        complain(f"Không tạo được thư mục “{out}” ({error.strerror}); hãy chọn thư mục khác hoặc xem lại quyền ghi.")
        return False
    return True


def free_stem(name: str, taken: set[str]) -> str:
    """The file's stem, numbered when another file of this call has it: two files never write to one place."""
    stem = Path(name).stem or PASTED
    free, turn = stem, 1
    while free.casefold() in taken:
        turn += 1
        free = f"{stem}-{turn}"
    taken.add(free.casefold())
    return free


def written(target: Path, reading: Reading) -> bool:
    """Writes the reading; says so when it cannot."""
    try:
        target.write_text(json.dumps(reading.as_json(), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        complain(f"Không ghi được “{target}” ({error.strerror}); hãy xem lại quyền ghi và chỗ trống trên đĩa.")
        return False
    return True


def show(reading: Reading, *, as_json: bool, target: Path | None) -> None:
    """Prints the reading as a JSON line, as one line about the file written, or as tables."""
    if as_json:
        sys.stdout.write(json.dumps(reading.as_json(), ensure_ascii=False) + "\n")
    elif target is not None:
        sys.stdout.write(f"{reading.name}: {len(reading.directive.assignments)} nhiệm vụ → {target}\n")
    else:
        from minhchung.cli_tables import print_reading  # noqa: PLC0415 - Rich loads only when a table is printed

        print_reading(reading.name, reading.directive, reading.extracted.warnings)
    sys.stdout.flush()


@contextmanager
def progress(total: int) -> Iterator[Tell]:
    """A progress bar on standard error while the work is long: several files or pages to recognise; only on a terminal."""
    if not sys.stderr.isatty():
        yield lambda name, page, of: None
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        files = bar.add_task("Đọc văn bản", total=total)
        started: list[str] = []

        def tell(name: str, page: int, of: int) -> None:
            if not of:
                started.append(name)
            bar.update(files, completed=len(started) - 1, description=f"{name}: nhận dạng trang {page}/{of}" if of else name)

        yield tell
