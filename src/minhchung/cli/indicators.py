"""`minhchung dossiers indicators`: figures of the dossier lake for one window, each with the definition that made it."""

from __future__ import annotations

import os
import sys
from dataclasses import dataclass
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from minhchung.cli.dossiers import CommuneOption, DataOption, JsonOption
from minhchung.cli.words import VietnameseCommand

if TYPE_CHECKING:
    from minhchung.flow.indicators import Official, Options, Slots, Soon, Source, Window

USAGE_ERROR = 2
LAKE = "lake"
WindowOption = Annotated[
    str,
    typer.Option(
        "--window",
        metavar="KỲ",
        help="2026-06, 2026-Q2, 2026-H1, 2026-9M, 2026, 2026-W25, 2026-06-01/2026-06-20; thêm r cho kỳ báo cáo 15→14: 2026-06r.",
    ),
]
FormOption = Annotated[
    str | None, typer.Option("--form", metavar="06a|766", show_default=False, help="Biểu II.06a, hoặc điểm ước tính theo QĐ 766.")
]
ByOption = Annotated[
    str,
    typer.Option(
        "--by", metavar="A,B", help="Chia theo unit, receiving_unit, field, procedure, officer, receiver, channel, level, status, month."
    ),
]
OnTimeOption = Annotated[
    str | None,
    typer.Option(
        "--on-time",
        metavar="CÁCH",
        show_default=False,
        help="Cách xác định đúng hạn: by-day (mặc định), td-statistics, form-06, portal-766.",
    ),
]
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of",
        metavar="LÚC",
        show_default=False,
        help="Tính đến lúc này (2026-06-30 hoặc 2026-06-30T17:00); mặc định, và muộn nhất, là lúc xuất tệp mới nhất.",
    ),
]
RowsOption = Annotated[
    str | None, typer.Option("--rows", metavar="TÊN", show_default=False, help="In các hồ sơ đứng sau chỉ số có tên này thay cho bảng.")
]
OfficialOption = Annotated[
    Path | None,
    typer.Option(
        "--official",
        metavar="TỆP",
        show_default=False,
        help="Điểm chính thức đã công bố (.csv, .json), in cạnh điểm ước tính của --form 766.",
    ),
]
UnitOption = Annotated[
    str | None, typer.Option("--unit", metavar="ĐƠN_VỊ", show_default=False, help="Đơn vị trong tệp --official, khi tệp có nhiều đơn vị.")
]
KeepOption = Annotated[
    bool,
    typer.Option("--keep", help="Giữ số đếm trong kho để đêm sau chỉ đếm phần thay đổi; nên dùng khi kho có vài triệu hồ sơ trở lên."),
]


@dataclass(frozen=True, slots=True)
class Asked:
    """What the command was asked, understood."""

    source: Source
    window: Window
    as_of: datetime
    by: tuple[str, ...]
    options: Options
    official: tuple[Official, ...]
    soon: Soon


def register(dossiers_app: typer.Typer) -> None:
    """Adds the command to the group `minhchung dossiers`."""
    dossiers_app.command("indicators", cls=VietnameseCommand)(indicators)


def indicators(
    window: WindowOption,
    *,
    form: FormOption = None,
    by: ByOption = "",
    on_time: OnTimeOption = None,
    as_of: AsOfOption = None,
    commune: CommuneOption = None,
    rows: RowsOption = None,
    official: OfficialOption = None,
    unit: UnitOption = None,
    keep: KeepOption = False,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Số liệu hồ sơ của một kỳ: chỉ số theo dõi, biểu II.06a (--form 06a) hoặc điểm ước tính 766 (--form 766).

    Cạnh mỗi số là cách xác định đúng hạn đã dùng. Mã thoát 0 khi tính được, 2 khi kỳ sai, chưa có dữ liệu hoặc dùng sai.
    """
    from minhchung.cli import indicators_shown as shown  # noqa: PLC0415 - DuckDB and Ibis load only when asked for
    from minhchung.flow import indicators as flow  # noqa: PLC0415

    if form not in (None, "06a", "766"):
        _refuse(f"--form nhận 06a hoặc 766, không nhận “{form}”.")
    if form == "766" and by:
        _refuse("--form 766 chấm cho cả đơn vị nên không dùng với --by; bỏ --by, hoặc bỏ --form để chia chỉ số.")
    try:
        lake = _lake(data, commune)
        if keep and lake.is_dir() and not os.access(lake, os.W_OK):
            _refuse(f"Không ghi được vào kho hồ sơ {lake.name} để giữ số đếm: bỏ --keep, hoặc chạy bằng người dùng có quyền ghi vào kho.")
        source = flow.of_lake(lake, keep=keep)
        asked = _asked(window, by, on_time, as_of, source=source, published=_published(official, unit, window))
        show = {"06a": shown.form_06a, "766": shown.score_766}.get(form or "", shown.figures)
        text = shown.rows(asked, rows, as_json) if rows else show(asked, as_json)
    except (flow.WindowError, flow.EmptyLakeError, flow.GroupingError, flow.DefinitionError, flow.OfficialError) as error:
        _refuse(str(error))
    sys.stdout.write(text)


def _asked(window: str, by: str, on_time: str | None, as_of: str | None, *, source: Source, published: tuple[Official, ...]) -> Asked:
    from minhchung.flow import indicators as flow  # noqa: PLC0415
    from minhchung.worktime import vietnam  # noqa: PLC0415

    found = flow.parse_window(window)
    newest = source.as_of or datetime.combine(found.last, time(23, 59, 59))
    moment = min(_moment(as_of), newest) if as_of else newest  # nobody knows what happened after the newest export
    parts = tuple(dict.fromkeys(part.strip() for part in by.split(",") if part.strip()))
    soon = flow.soon(found.until(moment), vietnam())
    return Asked(source, found, moment, parts, flow.Options(on_time, _slots(), soon.until), published, soon)


def _published(path: Path | None, unit: str | None, written: str) -> tuple[Official, ...]:
    """The published figures of this window and one unit. Raises OfficialError, WindowError."""
    from minhchung.flow import indicators as flow  # noqa: PLC0415

    if path is None:
        return ()
    window, said = flow.parse_window(written), flow.read_official(path, unit or "phường", written)
    found = [item for item in said if flow.parse_window(item.period) == window and unit in (None, item.unit)]
    units = sorted({item.unit for item in found})
    if not found:
        raise flow.OfficialError(
            f"Tệp {path.name} không có điểm của {window.title}{f', {unit}' if unit else ''}: xem lại cột period và unit."
        )
    if len(units) > 1:
        raise flow.OfficialError(f"Tệp {path.name} có điểm của {len(units)} đơn vị ({', '.join(units)}): chọn một bằng --unit.")
    return tuple(found)


def _slots() -> Slots:
    """The working calendar of Viet Nam as a slot table, for the portal's clause on dossiers without a due date."""
    from minhchung.flow.indicators import Slots  # noqa: PLC0415
    from minhchung.worktime import vietnam  # noqa: PLC0415
    from minhchung.worktime.columns import SlotTable  # noqa: PLC0415

    table = SlotTable(vietnam())
    return Slots.of(table.rows(), table.origin, table.slot_minutes)


def _lake(data: Path | None, commune: str | None) -> Path:
    """The lake of the commune named, or of the only one there is. Raises EmptyLakeError."""
    from minhchung.flow.indicators import EmptyLakeError  # noqa: PLC0415

    folder = (data or Path(os.environ.get("MINHCHUNG_DATA", Path.home() / ".minhchung"))).resolve() / LAKE
    if commune:
        return folder / commune
    found = sorted(entry for entry in folder.iterdir() if entry.is_dir() and not entry.name.startswith(".")) if folder.is_dir() else []
    if len(found) > 1:
        raise EmptyLakeError(f"Có {len(found)} kho hồ sơ ({', '.join(entry.name for entry in found)}): chọn một bằng --commune.")
    if not found:
        raise EmptyLakeError("Chưa có dữ liệu hồ sơ: nhập một tệp xuất bằng minhchung dossiers import TỆP rồi chạy lại.")
    return found[0]


def _moment(written: str) -> datetime:
    """A moment on the clocks of Viet Nam; a day alone is its end."""
    from minhchung.flow.indicators.source import wall_clock  # noqa: PLC0415

    try:
        if len(written.strip()) == len("2026-06-30"):
            return datetime.combine(date.fromisoformat(written.strip()), time(23, 59, 59))
        return wall_clock(datetime.fromisoformat(written.strip()))
    except ValueError:
        _refuse(f"Không hiểu thời điểm “{written}” của --as-of: ghi 2026-06-30 hoặc 2026-06-30T17:00.")


def _refuse(sentence: str) -> NoReturn:
    sys.stderr.write(f"Lỗi: {sentence}\n")
    raise typer.Exit(USAGE_ERROR)
