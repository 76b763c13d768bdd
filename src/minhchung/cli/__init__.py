"""The `minhchung` command. Each command's work lives in a module of its own, imported only when the command is called, so that
`minhchung --help` and `minhchung read` load neither Django nor each other's parts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from minhchung.cli import calls, dossiers, index, indicators, letters, procedures, review, site, working_time
from minhchung.cli.words import VietnameseCommand, VietnameseGroup

app = typer.Typer(
    cls=VietnameseGroup,
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Minh Chứng: từ văn bản chỉ đạo đến nhiệm vụ, minh chứng và điểm cải cách hành chính.",
)


@app.callback()
def main() -> None:
    """A callback keeps `read` a named command even while it is the only one."""


@app.command("read", cls=VietnameseCommand)
def read_command(
    files: Annotated[
        list[str] | None, typer.Argument(metavar="TỆP", show_default=False, help="Các tệp văn bản; “-” là đầu vào chuẩn.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="In mỗi văn bản thành một dòng JSON.")] = False,
    out: Annotated[
        Path | None,
        typer.Option("--out", metavar="THƯ_MỤC", show_default=False, help="Ghi THƯ_MỤC/<tên tệp>.json cho từng văn bản."),
    ] = None,
    paste: Annotated[bool, typer.Option("--paste", help="Đọc nội dung dán vào (hoặc đưa qua đầu vào chuẩn).")] = False,
) -> None:
    """Đọc văn bản chỉ đạo (.docx, .pdf, .doc, .html, .txt, bản quét) thành nhiệm vụ: ai làm, việc gì, hạn nào.

    Kết thúc với mã 0 khi đọc được mọi tệp, 1 khi có tệp không đọc được, 2 khi không đọc được tệp nào hoặc gọi sai cách.
    """
    from minhchung.cli.read import read_files  # noqa: PLC0415 - the reader and its rules load only when asked for

    raise typer.Exit(read_files([*(files or ()), *(["-"] if paste else [])], as_json=as_json, out=out))


dossiers_app = typer.Typer(cls=VietnameseGroup, no_args_is_help=True, help="Hồ sơ TTHC: nhập tệp xuất, số liệu, danh sách cần gọi.")
indicators.register(dossiers_app)
dossiers.register(dossiers_app)
calls.register(dossiers_app)
app.add_typer(dossiers_app, name="dossiers")
index.register(app)
letters.register(app)
procedures.register(app)
working_time.register(app)
site.register(app)
review.register(app)
