"""`minhchung index …`: criteria packs checked, scored, compared and copied."""

from __future__ import annotations

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from minhchung.cli.words import VietnameseCommand, VietnameseGroup

if TYPE_CHECKING:
    from minhchung.scoring.facts import Facts
    from minhchung.scoring.packs import Pack

USAGE_ERROR = 2
PackArgument = Annotated[str, typer.Argument(metavar="BỘ", help="Tệp .yaml của bộ tiêu chí, hoặc mã của một bộ có sẵn (mau-xa-2026).")]
JsonOption = Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")]
index_app = typer.Typer(cls=VietnameseGroup, no_args_is_help=True, help="Bộ tiêu chí CCHC: kiểm tra, chấm điểm, so sánh, chép sang năm.")


def register(app: typer.Typer) -> None:
    """Adds the commands of the index to the root command."""
    for name, command in (("check", check), ("score", score), ("figures", figures), ("diff", diff), ("copy", copy)):
        index_app.command(name, cls=VietnameseCommand)(command)
    app.add_typer(index_app, name="index")


def check(pack: PackArgument) -> None:
    """Soi một bộ tiêu chí: mỗi dòng một chỗ chưa ổn, gồm mã lỗi, chỗ, lý do và cách sửa.

    Mã thoát 0 khi không có gì, 1 khi có chỗ chưa ổn, 2 khi không mở được tệp.
    """
    from minhchung.scoring.checking import problems  # noqa: PLC0415 - the engine loads only when asked for
    from minhchung.scoring.loading import PackFileError, load  # noqa: PLC0415

    try:
        read = load(pack)
        found = tuple(problems(read, _known_figures()))
        said = f"{len(read.leaves)} tiêu chí, {len(read.outside)} mục thưởng và phạt"
    except PackFileError as error:
        if error.problems[0].code == "file":
            _refuse(str(error))
        found, said = error.problems, "tệp chưa đọc được"
    for problem in found:
        typer.echo(f"{problem.code:<18} {problem}")
    typer.echo(f"{pack}: {f'{len(found)} chỗ chưa ổn' if found else 'không có chỗ nào chưa ổn'} ({said}).")
    raise typer.Exit(1 if found else 0)


def score(
    pack: PackArgument,
    *,
    figures: Annotated[Path, typer.Option("--figures", metavar="TỆP", help="Số liệu (.json, mẫu: minhchung index figures --schema).")],
    as_json: JsonOption = False,
) -> None:
    """Chấm điểm một bộ tiêu chí theo tệp số liệu: điểm từng tiêu chí, vì sao, và còn thiếu gì.

    Mã thoát 0 khi chấm được mọi tiêu chí, 1 khi còn tiêu chí chưa chấm được, 2 khi không đọc được tệp.
    """
    from minhchung.cli.index_shown import as_plain, print_score  # noqa: PLC0415
    from minhchung.scoring.score import score as scored  # noqa: PLC0415

    read, facts = _pack(pack), _facts(figures)
    found = scored(read, facts)
    unread = sorted(set(facts.values) - {each.name for _, each in read.inputs()})
    if as_json:
        typer.echo(json.dumps(as_plain(read, facts, found), ensure_ascii=False))
    else:
        print_score(read, found)
    if unread:
        typer.echo(f"Lưu ý: bộ tiêu chí không dùng {', '.join(unread)}; kiểm tra lại tên nếu đây là gõ nhầm.", err=True)
    raise typer.Exit(1 if found.unknown else 0)


def figures(
    pack: Annotated[str | None, typer.Argument(metavar="BỘ", show_default=False, help="In tệp số liệu trống của bộ này để điền.")] = None,
    *,
    as_schema: Annotated[bool, typer.Option("--schema", help="In mẫu của tệp số liệu (JSON Schema).")] = False,
) -> None:
    """Mẫu của tệp số liệu cho lệnh score: --schema in mẫu, hoặc ghi BỘ để in tệp trống có đủ tên cần khai."""
    from minhchung.scoring.facts_file import empty_form, schema  # noqa: PLC0415

    if as_schema == bool(pack):
        _refuse("Ghi --schema, hoặc tên một bộ tiêu chí, đúng một trong hai.")
    typer.echo(json.dumps(empty_form(_pack(pack)) if pack else schema(), ensure_ascii=False, indent=2))


def diff(
    old: PackArgument,
    new: PackArgument,
    *,
    mapping: Annotated[bool, typer.Option("--map", help="In đề nghị ghép tiêu chí cũ với tiêu chí mới, kèm độ giống của tên.")] = False,
) -> None:
    """So hai bộ tiêu chí: thêm, bỏ, chuyển chỗ, đổi điểm, cách chấm, minh chứng, đơn vị, tên, hạn.

    Mã thoát 0 khi giống nhau, 1 khi khác, 2 khi không đọc được tệp.
    """
    from minhchung.cli.index_shown import said_difference, said_match  # noqa: PLC0415
    from minhchung.scoring.comparing import differences, proposed  # noqa: PLC0415

    before, after = _pack(old), _pack(new)
    found = differences(before, after)
    for line in [said_match(match) for match in proposed(before, after)] if mapping else [said_difference(each) for each in found]:
        typer.echo(line)
    if not found:
        typer.echo("Hai bộ tiêu chí không khác nhau.")
    raise typer.Exit(1 if found else 0)


def copy(
    pack: PackArgument,
    *,
    year: Annotated[int, typer.Option("--year", metavar="NĂM", min=2000, max=2100, help="Năm của bộ mới.")],
    out: Annotated[Path | None, typer.Option("--out", metavar="TỆP", show_default=False, help="Ghi ra tệp mới thay vì in.")] = None,
) -> None:
    """Chép một bộ tiêu chí sang năm khác: mọi ngày lùi theo, phiên bản 1. Không bao giờ ghi đè tệp đã có."""
    from minhchung.scoring.comparing import copied  # noqa: PLC0415
    from minhchung.scoring.loading import dump  # noqa: PLC0415

    read = _pack(pack)
    if year == read.year:
        _refuse(f"Bộ {read.id} đã là của năm {year}: chọn năm khác.")
    text = dump(copied(read, year))
    if out is None:
        typer.echo(text, nl=False)
        return
    try:
        with out.open("x", encoding="utf-8") as file:
            file.write(text)
    except FileExistsError:
        _refuse(f"Tệp {out} đã có: chọn tên khác, hoặc xóa tệp cũ trước.")
    except OSError as error:
        _refuse(f"Không ghi được {out}: {error.strerror or error}. Chọn thư mục khác.")


def _pack(source: str) -> Pack:
    from minhchung.scoring.loading import PackFileError, load  # noqa: PLC0415

    try:
        return load(source)
    except PackFileError as error:
        _refuse(str(error))


def _facts(path: Path) -> Facts:
    from minhchung.scoring.facts_file import FactsFileError, read_facts  # noqa: PLC0415

    try:
        return read_facts(path.read_text(encoding="utf-8-sig"), str(path))
    except FactsFileError as error:
        _refuse(str(error))
    except UnicodeDecodeError:
        _refuse(f"Tệp {path} không phải văn bản UTF-8: lưu lại tệp với mã UTF-8.")
    except FileNotFoundError:
        _refuse(f"Không có tệp {path}: ghi đúng đường dẫn của tệp số liệu.")
    except OSError as error:
        _refuse(f"Không mở được tệp {path}: {error.strerror or error}. Ghi đúng đường dẫn của tệp số liệu.")


def _known_figures() -> frozenset[str]:
    """The names of the software's figures: the apps register them when they load."""
    from minhchung.cli import ready  # noqa: PLC0415

    asked = os.environ.get("MINHCHUNG_DATA")
    with tempfile.TemporaryDirectory() as folder:  # settings make their data folder: a look at a file leaves none behind
        os.environ["MINHCHUNG_DATA"] = asked or folder
        try:
            ready.load_site()
        except ready.NotReadyError as error:
            _refuse(str(error))
        finally:
            if not asked:
                del os.environ["MINHCHUNG_DATA"]
    from minhchung.apps.ground.figures import FIGURES  # noqa: PLC0415 - after the apps

    return frozenset(FIGURES)


def _refuse(sentence: str) -> NoReturn:
    sys.stderr.write("".join(f"Lỗi: {line}\n" for line in sentence.splitlines()))
    raise typer.Exit(USAGE_ERROR)
