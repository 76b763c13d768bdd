"""`minhchung read`: files in, assignments out; one broken file never costs the others."""

from __future__ import annotations

import json
import logging
import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from minhchung.reading import Directive, read_text, to_json
from minhchung.text.extract import Extracted, ExtractError, extract
from minhchung.text.extract.causes import cause
from minhchung.text.extract.read import LIMIT_BYTES

ALL_READ, SOME_FAILED, NONE_READ = 0, 1, 2
STDIN = "-"
PASTED = "van-ban-dan"
PASTED_SHOWN = "nội dung đưa vào"


@dataclass(frozen=True, slots=True)
class Reading:
    """One file that was read: what it is called, its text and what the text says."""

    name: str
    extracted: Extracted
    directive: Directive

    def as_json(self) -> dict[str, Any]:
        """The reading as one JSON object, with where it came from and the extracted text that every `span` counts in."""
        source = {
            "name": self.name,
            "media_type": self.extracted.media_type.value,
            "ocr": self.extracted.ocr,
            "stamped": list(self.extracted.stamped),
            "warnings": list(self.extracted.warnings),
        }
        return {"source": source, "text": self.directive.text, **to_json(self.directive)}


def read_files(files: Sequence[str], *, as_json: bool, out: Path | None) -> int:
    """Reads every file in turn and prints or writes what it says. Returns the exit code: 0 all read, 1 some failed, 2 none.

    Errors go to standard error, one Vietnamese line per file.
    """
    # What qpdf remarks about a damaged file would stand between the lines that are meant for people.
    logging.getLogger("pikepdf").addHandler(logging.NullHandler())
    files = list(dict.fromkeys(files))
    if not files:
        complain("Chưa chỉ tệp nào để đọc; hãy viết: minhchung read TỆP…, hoặc minhchung read --paste để dán nội dung.")
        return NONE_READ
    if out is not None and not prepared(out):
        return NONE_READ
    taken: set[str] = set()
    done = 0
    with progress(len(files)) as shown:
        for file in files:
            result = attempt(file, shown)
            with shown.aside():
                if isinstance(result, str):
                    complain(result)
                    continue
                target = None if out is None else out / f"{free_stem(result.name, taken)}.json"
                if target is not None and not written(target, result):
                    continue
                if not shown_whole(result, as_json=as_json, target=target):
                    return SOME_FAILED if done else NONE_READ
                done += 1
    return ALL_READ if done == len(files) else SOME_FAILED if done else NONE_READ


def attempt(file: str, shown: Silence) -> Reading | str:
    """The reading of one file, or the sentence that says why there is none."""
    name, called = (PASTED, PASTED_SHOWN) if file == STDIN else (Path(file).name, Path(file).name)
    if not called:
        return f"“{file}” không phải tên tệp; hãy viết tên từng tệp văn bản."
    shown.tell(called, 0, 0)
    try:
        if file == STDIN:
            with shown.aside():
                source: bytes | Path = from_stdin()
        else:
            source = Path(file)
        extracted = extract(source, name=called, progress=lambda page, of: shown.tell(called, page, of))
        return Reading(name, extracted, read_text(extracted.text))
    except ExtractError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - a fault of ours in one file must not cost the others; it is reported, not hidden
        return (
            f"“{called}” chưa đọc được vì lỗi của phần mềm ({type(error).__name__}: {error}); "
            "các tệp khác vẫn được đọc, xin gửi thông báo này cho người phụ trách phần mềm."
        )


def from_stdin() -> bytes:
    """What is piped or pasted in; on a terminal it is said how to end."""
    if sys.stdin is None:
        raise ExtractError("unreadable", f"Không có {PASTED_SHOWN}: đầu vào chuẩn đã đóng; hãy chỉ tệp, hoặc đưa nội dung qua đường ống.")
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
    except FileExistsError:
        complain(f"“{out}” là một tệp, không phải thư mục; hãy chọn tên thư mục khác cho --out.")
        return False
    except OSError as error:
        complain(f"Không tạo được thư mục “{out}” ({cause(error)}); hãy chọn thư mục khác hoặc xem lại quyền ghi.")
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
        complain(f"Không ghi được “{target}” ({cause(error)}); hãy xem lại quyền ghi và chỗ trống trên đĩa.")
        return False
    return True


def shown_whole(reading: Reading, *, as_json: bool, target: Path | None) -> bool:
    """Prints the reading; says so when what standard output leads to takes no more, after which nothing can be printed.

    A reader that went away ("| head") is no fault: the command line ends quietly then.
    """
    if sys.stdout is None:
        if target is None:
            complain("Không in được kết quả: đầu ra chuẩn đã đóng; hãy dùng --out THƯ_MỤC.")
        return target is not None
    try:
        show(reading, as_json=as_json, target=target)
    except BrokenPipeError:
        raise
    except OSError as error:
        complain(f"Không ghi được kết quả ra đầu ra chuẩn ({cause(error)}); hãy xem lại chỗ trống trên đĩa hoặc dùng --out THƯ_MỤC.")
        # What is left in the buffer would fail once more, with a traceback, when Python ends.
        sys.stdout = Path(os.devnull).open("w", encoding="utf-8")  # noqa: SIM115 - open until the process ends
        return False
    return True


def show(reading: Reading, *, as_json: bool, target: Path | None) -> None:
    """Prints the reading as a JSON line, as one line about the file written, or as tables."""
    if as_json:
        sys.stdout.write(json.dumps(reading.as_json(), ensure_ascii=False) + "\n")
    elif target is not None:
        sys.stdout.write(f"{reading.name}: {len(reading.directive.assignments)} nhiệm vụ → {target}\n")
    else:
        from minhchung.cli.tables import print_reading  # noqa: PLC0415 - Rich loads only when a table is printed

        print_reading(reading.extracted.name, reading.directive, reading.extracted.warnings)
    sys.stdout.flush()


class Silence:
    """No progress shown: what is piped or logged gets results and errors only."""

    def tell(self, name: str, page: int, of: int) -> None:
        """Hears that a file is begun (`of` 0) or that a page of it was recognised."""

    @contextmanager
    def aside(self) -> Iterator[None]:
        """While this lasts, nothing is drawn: results and errors are written."""
        yield


class Bar(Silence):
    """A progress bar on the terminal behind standard error."""

    def __init__(self, total: int) -> None:
        from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn  # noqa: PLC0415

        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        # Rich would catch standard output and print results to standard error: they are written aside instead.
        console = Console(stderr=True)
        self._bar = Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False)
        self._files = self._bar.add_task("Đọc văn bản", total=total)
        self._begun = 0

    def tell(self, name: str, page: int, of: int) -> None:
        self._begun += not of
        shown = f"{escaped(name)}: nhận dạng trang {page}/{of}" if of else escaped(name)
        self._bar.update(self._files, completed=self._begun - 1, description=shown)

    @contextmanager
    def aside(self) -> Iterator[None]:
        self._bar.stop()
        try:
            yield
        finally:
            self._bar.start()

    def __enter__(self) -> Bar:
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()


def escaped(name: str) -> str:
    """A file name with brackets that Rich would take for its own marks."""
    return name.replace("[", "\\[")


@contextmanager
def progress(total: int) -> Iterator[Silence]:
    """What shows how far the work has come: a bar when standard error is a terminal, else nothing."""
    if not sys.stderr.isatty():
        yield Silence()
        return
    with Bar(total) as bar:
        yield bar
