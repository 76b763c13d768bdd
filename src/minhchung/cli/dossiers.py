"""`minhchung dossiers …`: exports of the provincial dossier system into the lake, and sample exports to try with."""

from __future__ import annotations

import os
import sys
from datetime import date, datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from minhchung.cli.words import VietnameseCommand

USAGE_ERROR = 2
DataOption = Annotated[
    Path | None,
    typer.Option("--data", metavar="THƯ_MỤC", show_default=False, help="Thư mục dữ liệu (mặc định: MINHCHUNG_DATA hoặc ~/.minhchung)."),
]
CommuneOption = Annotated[
    str | None,
    typer.Option("--commune", metavar="MÃ", show_default=False, help="Mã phường, xã; bỏ trống khi kho chỉ có một phường."),
]
FilesArgument = Annotated[
    list[Path], typer.Argument(metavar="TỆP", show_default=False, help="Bản xuất: .xlsx, .xls, .csv, .tsv, .json, .xes(.gz).")
]
ProfileOption = Annotated[
    str | None,
    typer.Option("--profile", metavar="TÊN", show_default=False, help="Mẫu đọc: tên mẫu có sẵn hoặc tệp .toml; bỏ trống: tự chọn."),
]
AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="LÚC", show_default=False, help="Lúc xuất dữ liệu (2026-11-20T07:45), khi tệp không tự nói."),
]
RejectsOption = Annotated[
    Path | None,
    typer.Option(
        "--rejects", metavar="ĐÍCH", show_default=False, help="Ghi dòng bị loại kèm cột “Lỗi” vào tệp này (thư mục, khi nhập nhiều tệp)."
    ),
]
WHOLE = "Bản xuất đầy đủ, không lọc: hồ sơ vắng mặt trong phạm vi của nó được ghi là biến mất."
AGAIN = "Đọc lại tệp đã nhập (mẫu hoặc thời điểm xuất lần trước chưa đúng); lần đọc mới thay lần đọc cũ."
JsonOption = Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")]


def register(dossiers_app: typer.Typer) -> None:
    """Adds the commands to the group `minhchung dossiers`."""
    dossiers_app.command("import", cls=VietnameseCommand)(import_dossiers)
    dossiers_app.command("sample", cls=VietnameseCommand)(sample)


def data_folder(data: Path | None) -> Path:
    """The data folder asked for, or that of this machine, as the commands of the site have it."""
    return (data or Path(os.environ.get("MINHCHUNG_DATA", Path.home() / ".minhchung"))).resolve()


def import_dossiers(
    files: FilesArgument,
    *,
    profile: ProfileOption = None,
    as_of: AsOfOption = None,
    whole: Annotated[bool, typer.Option("--whole", help=WHOLE)] = False,
    again: Annotated[bool, typer.Option("--again", help=AGAIN)] = False,
    commune: CommuneOption = None,
    data: DataOption = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ đọc và kiểm tra, không ghi gì vào kho.")] = False,
    rejects: RejectsOption = None,
    as_json: JsonOption = False,
) -> None:
    """Nhập bản xuất của hệ thống giải quyết TTHC vào kho hồ sơ; nhập lại cùng một tệp không thay đổi gì.

    Kết thúc với mã 0 khi mọi dòng được nhận, 1 khi có dòng hoặc tệp bị loại, 2 khi không nhập được gì.
    """
    from minhchung.cli.importing import Wanted, import_files  # noqa: PLC0415 - the engine loads only when asked for

    wanted = Wanted(
        root=data_folder(data),
        commune=commune,
        profile=profile,
        as_of=None if as_of is None else _moment(as_of),
        whole=whole,
        again=again,
        dry_run=dry_run,
        rejects=rejects,
        now=_now(),
    )
    raise typer.Exit(import_files(files, wanted, as_json=as_json))


def sample(
    out: Annotated[Path, typer.Argument(metavar="THƯ_MỤC", help="Nơi ghi các bản xuất mẫu.")],
    *,
    seed: Annotated[int, typer.Option("--seed", metavar="SỐ", min=0, help="Cùng một số cho cùng một bộ dữ liệu.")] = 1,
    dossiers: Annotated[int, typer.Option("--dossiers", metavar="SỐ", min=1, help="Số hồ sơ.")] = 1300,
    start: Annotated[str, typer.Option("--from", metavar="NGÀY", help="Ngày tiếp nhận đầu tiên.")] = "2026-01-05",
    end: Annotated[str, typer.Option("--to", metavar="NGÀY", help="Ngày của bản xuất cuối (07:45).")] = "2026-11-20",
    clean: Annotated[bool, typer.Option("--clean", help="Không gài bất thường nào.")] = False,
    drift: Annotated[
        str | None, typer.Option("--drift", metavar="NGÀY", show_default=False, help="Từ ngày này mọi việc chậm hẳn đi.")
    ] = None,
) -> None:
    """Ghi các bản xuất mẫu của một phường hư cấu (.xlsx, .csv, .json) kèm danh sách những gì đã gài trong đó."""
    from minhchung.cli.sample import write_sample  # noqa: PLC0415 - the generator loads only when asked for

    try:
        lines = write_sample(
            out, seed=seed, dossiers=dossiers, start=_day(start), end=_day(end), clean=clean, drift=_day(drift) if drift else None
        )
    except ValueError as error:
        _refuse(str(error))
    except OSError as error:
        _refuse(f"Không ghi được vào {out}: {error.strerror or error}. Chọn thư mục khác.")
    for line in lines:
        typer.echo(line)


def _moment(written: str) -> datetime:
    try:
        if len(written.strip()) <= len("2026-11-20"):
            raise ValueError("a day is not a moment")
        return datetime.fromisoformat(written.strip())
    except ValueError:
        _refuse(f"Không hiểu --as-of “{written}”: ghi ngày và giờ xuất dữ liệu, ví dụ 2026-11-20T07:45.")


def _day(written: str) -> date:
    try:
        return date.fromisoformat(written.strip())
    except ValueError as error:
        raise ValueError(f"Không hiểu ngày “{written}”: ghi năm-tháng-ngày, ví dụ 2026-11-20.") from error


def _now() -> datetime:
    """The clock of this command; the frozen one where the site is frozen too."""
    from minhchung.flow.lake import ZONE, in_zone  # noqa: PLC0415

    frozen = os.environ.get("MINHCHUNG_NOW")
    return in_zone(datetime.fromisoformat(frozen)) if frozen else datetime.now(ZONE)  # noqa: TID251 - a command reads the clock


def _refuse(sentence: str) -> NoReturn:
    sys.stderr.write(f"Lỗi: {sentence}\n")
    raise typer.Exit(USAGE_ERROR)
