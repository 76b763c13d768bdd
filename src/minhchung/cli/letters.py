"""`minhchung compose` and `minhchung inspect`: a letter from JSON to DOCX, and the layout of a DOCX looked over like a linter does."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from minhchung.cli.read import complain
from minhchung.cli.words import VietnameseCommand
from minhchung.text.extract.causes import cause

if TYPE_CHECKING:
    from minhchung.letters import LayoutIssue

CLEAN, BLOCKED, FAILED = 0, 1, 2
LIMIT_BYTES = 64 * 1024 * 1024
LetterFile = Annotated[Path, typer.Argument(metavar="TỆP.json", show_default=False, help="Thư dạng JSON; docs/letters.md tả từng trường.")]
OutOption = Annotated[Path, typer.Option("-o", "--out", metavar="TỆP.docx", show_default=False, help="Ghi văn bản vào tệp này.")]
DocxFiles = Annotated[list[Path], typer.Argument(metavar="TỆP.docx", show_default=False, help="Các văn bản Word cần soi thể thức.")]
JsonOption = Annotated[bool, typer.Option("--json", help="In một đối tượng JSON cho mỗi tệp, mỗi tệp một dòng.")]


def register(app: typer.Typer) -> None:
    """Adds the commands of letters to the root command."""
    app.command("compose", cls=VietnameseCommand)(compose_command)
    app.command("inspect", cls=VietnameseCommand)(inspect_command)


def compose_command(file: LetterFile, *, out: OutOption) -> None:
    """Soạn văn bản Word theo thể thức Nghị định 30/2020 từ thư dạng JSON: thông báo, công văn, báo cáo, kế hoạch, quyết định, tờ trình,
    biên bản, giấy mời, phụ lục.

    Mã thoát 0 khi soạn xong, 2 khi JSON chưa đúng, không đọc hoặc không ghi được tệp.
    """
    from minhchung.letters import LetterError, compose, read_letter  # noqa: PLC0415 - the engine loads only when asked for

    source = _read(file)
    if source is None:
        raise typer.Exit(FAILED)
    try:
        made = compose(read_letter(source, file.name))
    except LetterError as error:
        complain(str(error))
        raise typer.Exit(FAILED) from error
    try:
        out.write_bytes(made)
    except OSError as error:
        complain(f"Không ghi được “{out}” ({cause(error)}); hãy chọn nơi khác hoặc xem lại quyền ghi.")
        raise typer.Exit(FAILED) from error
    sys.stdout.write(f"{file.name} → {out}\n")


def inspect_command(files: DocxFiles, *, as_json: JsonOption = False) -> None:
    """Soi thể thức văn bản Word (.docx) theo Nghị định 30/2020: thành phần, cần gì, đang thế nào, sửa ra sao, chặn hay nhắc.

    Mã thoát 0 khi không có lỗi chặn, 1 khi có lỗi chặn, 2 khi có tệp không đọc được.
    """
    from minhchung.letters import inspect  # noqa: PLC0415 - the engine loads only when asked for
    from minhchung.text.extract import ExtractError  # noqa: PLC0415

    code = CLEAN
    for file in files:
        source = _read(file)
        try:
            issues = None if source is None else inspect(source, file.name)
        except ExtractError as error:
            complain(str(error))
            issues = None
        if issues is None:
            code = FAILED
            continue
        _show(file, issues, as_json=as_json)
        if any(issue.severity == "blocking" for issue in issues):
            code = max(code, BLOCKED)
    raise typer.Exit(code)


def _read(file: Path) -> bytes | None:
    """The bytes of a file; None after saying why there are none."""
    try:
        with file.open("rb") as stream:
            content = stream.read(LIMIT_BYTES + 1)
    except OSError as error:
        complain(f"Không đọc được “{file}” ({cause(error)}); hãy xem lại tên tệp và quyền đọc.")
        return None
    if len(content) > LIMIT_BYTES:
        complain(f"“{file.name}” lớn quá {LIMIT_BYTES // 1024 // 1024} MB; hãy bỏ bớt hình ảnh rồi thử lại.")
        return None
    return content


def _show(file: Path, issues: Sequence[LayoutIssue], *, as_json: bool) -> None:
    if as_json:
        said = {"file": file.name, "issues": [issue.as_json() for issue in issues]}
        sys.stdout.write(json.dumps(said, ensure_ascii=False) + "\n")
        return
    for issue in issues:
        where = f" “{issue.where}”" if issue.where else ""
        more = f" ({issue.count} chỗ)" if issue.count > 1 else ""
        level = "lỗi" if issue.severity == "blocking" else "nhắc"
        sys.stdout.write(
            f"{file.name}: {level} {issue.code}: {issue.element}{where}{more}: "
            f"cần {issue.needed}; đang {issue.found}. {issue.mend} [{issue.citation}]\n"
        )
    blocking = sum(issue.severity == "blocking" for issue in issues)
    sys.stdout.write(f"{file.name}: {blocking} lỗi, {len(issues) - blocking} điều nhắc.\n")
