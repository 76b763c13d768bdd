"""`minhchung dossiers call|anomalies|backlog|steps`: who to call first, questions about the clock, why dossiers are late, step times."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from minhchung.cli.dossiers import CommuneOption, DataOption, JsonOption
from minhchung.cli.words import VietnameseCommand

USAGE_ERROR = 2
AsOfOption = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="LÚC", show_default=False, help="Xét tại lúc này (2026-11-20T07:45); bỏ trống: lúc xuất dữ liệu mới nhất."
    ),
]
CalendarOption = Annotated[
    Path | None,
    typer.Option("--calendar", metavar="THƯ_MỤC", show_default=False, help="Thư mục lịch khác: các tệp <năm>.toml và hours.toml (nếu có)."),
]


def register(dossiers_app: typer.Typer) -> None:
    """Adds the four commands to the group `minhchung dossiers`."""
    for name, command in (("call", call), ("anomalies", anomalies), ("backlog", backlog), ("steps", steps)):
        dossiers_app.command(name, cls=VietnameseCommand)(command)


def call(
    *,
    name: Annotated[
        str | None,
        typer.Option(
            "--list", metavar="TÊN", show_default=False, help="Chỉ một danh sách: at_risk, overdue, due_today, due_soon, supplement…"
        ),
    ] = None,
    hours: Annotated[float, typer.Option("--hours", metavar="GIỜ", min=0, help="Còn chừng này giờ làm việc là sắp đến hạn.")] = 16,
    as_of: AsOfOption = None,
    calendar: CalendarOption = None,
    commune: CommuneOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Cần gọi ai trước, về hồ sơ nào, vì sao; danh sách nguy cơ, quá hạn, đến hạn, chờ bổ sung và tải của từng cán bộ.

    Mã thoát 0 khi lập được danh sách (kể cả không phải gọi ai), 2 khi không lập được.
    """
    from minhchung.cli.calls_work import Asked, print_calls  # noqa: PLC0415 - the engine loads only when asked for

    _done(lambda: print_calls(Asked(data, commune, _moment("--as-of", as_of), calendar, as_json), name=name, hours=hours))


def anomalies(
    *,
    kind: Annotated[str | None, typer.Option("--kind", metavar="LOẠI", show_default=False, help="Chỉ in loại này, ví dụ midnight.")] = None,
    slips: Annotated[
        Path | None,
        typer.Option(
            "--slips",
            metavar="TỆP",
            show_default=False,
            help="Phiếu kiểm soát ghi tay: CSV có cột Mã hồ sơ, Thứ tự, Đơn vị, Cán bộ, Giao lúc.",
        ),
    ] = None,
    calendar: CalendarOption = None,
    commune: CommuneOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Giờ giấc cần giải trình trong dữ liệu hồ sơ, mỗi chỗ kèm số liệu; loại nào nguồn không đủ để xét thì nói rõ.

    Mã thoát 0 khi không có gì cần giải trình, 1 khi có, 2 khi không xét được.
    """
    from minhchung.cli.calls_work import Asked, print_anomalies  # noqa: PLC0415 - the engine loads only when asked for

    _done(lambda: print_anomalies(Asked(data, commune, None, calendar, as_json), kind=kind, slips=slips))


def backlog(
    *,
    since: Annotated[
        str | None,
        typer.Option("--since", metavar="LÚC", show_default=False, help="Cả hồ sơ đã xong nhưng trễ từ lúc này (2026-10-15T00:00)."),
    ] = None,
    faults: Annotated[
        Path | None,
        typer.Option("--faults", metavar="TỆP", show_default=False, help="Nhật ký lỗi hệ thống: CSV có cột Lỗi, Từ lúc, Đến lúc."),
    ] = None,
    as_of: AsOfOption = None,
    calendar: CalendarOption = None,
    commune: CommuneOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Hồ sơ quá hạn theo mức trễ, cán bộ và những gì dữ liệu tự nói về nguyên nhân (chờ bên ngoài, bổ sung, lỗi hệ thống).

    Mã thoát 0 khi không có hồ sơ quá hạn, 1 khi có, 2 khi không xét được.
    """
    from minhchung.cli.calls_work import Asked, print_backlog  # noqa: PLC0415 - the engine loads only when asked for

    asked = Asked(data, commune, _moment("--as-of", as_of), calendar, as_json)
    _done(lambda: print_backlog(asked, since=_moment("--since", since), faults=faults))


def steps(
    *,
    by: Annotated[
        str,
        typer.Option("--by", metavar="GÌ", help="times thời gian từng bước, edges bước nối bước, units|officers bàn giao, rework làm lại."),
    ] = "times",
    calendar: CalendarOption = None,
    commune: CommuneOption = None,
    data: DataOption = None,
    as_json: JsonOption = False,
) -> None:
    """Thời gian làm và chờ của từng bước, bước nào nối bước nào, bàn giao giữa đơn vị hay cán bộ, bước phải làm lại.

    Mã thoát 0 khi có bước để đếm, 1 khi nguồn không có bước nào, 2 khi không đếm được.
    """
    from minhchung.cli.calls_work import Asked, print_steps  # noqa: PLC0415 - the engine loads only when asked for

    _done(lambda: print_steps(Asked(data, commune, None, calendar, as_json), by=by))


def _done(work: object) -> NoReturn:
    """Runs the work; what it cannot do is said in one line with exit code 2."""
    from minhchung.cli.calls_work import CannotError  # noqa: PLC0415

    try:
        code = work()  # type: ignore[operator]  # a call without arguments that gives the exit code
    except CannotError as error:
        _refuse(str(error))
    raise typer.Exit(code)


def _moment(option: str, written: str | None) -> datetime | None:
    if written is None:
        return None
    try:
        return datetime.fromisoformat(written.strip())
    except ValueError:
        _refuse(f"Không hiểu {option} “{written}”: ghi ngày và giờ, ví dụ 2026-11-20T07:45.")


def _refuse(sentence: str) -> NoReturn:
    sys.stderr.write(f"Lỗi: {sentence}\n")
    raise typer.Exit(USAGE_ERROR)
