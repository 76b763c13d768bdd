"""`minhchung due` and `minhchung worked`: a deadline, or working time, with the days behind it."""

from __future__ import annotations

import json
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Annotated, Any, NoReturn

import typer

from minhchung.cli.words import VietnameseCommand
from minhchung.worktime import (
    ZONE,
    Calendar,
    CalendarFileError,
    Limit,
    LimitError,
    MissingYear,
    MomentError,
    Pause,
    Step,
    deadline,
    vietnam,
    worked_between,
)

USAGE_ERROR = 2
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")
StartArgument = Annotated[str, typer.Argument(metavar="BẮT_ĐẦU", help="Lúc tiếp nhận: 2026-02-13 hoặc 2026-02-13T15:30.")]
LimitArgument = Annotated[
    str, typer.Argument(metavar="THỜI_HẠN", help="10wd ngày làm việc, 8wh giờ làm việc, 15d ngày, 3m tháng, 0wd trong ngày.")
]
CutoffOption = Annotated[
    str | None,
    typer.Option("--cutoff", metavar="GIỜ", show_default=False, help="Nhận sau giờ này (15:00) tính sang ngày làm việc sau."),
]
PauseOption = Annotated[
    list[str] | None,
    typer.Option("--pause", metavar="A/B", show_default=False, help="Tạm dừng từ A đến B, bỏ trống B khi chưa xong; ghi được nhiều lần."),
]
PolicyOption = Annotated[
    str, typer.Option("--policy", metavar="shift|restart", help="Sau tạm dừng: shift lùi hạn theo thời gian chờ, restart tính lại từ đầu.")
]
AtOption = Annotated[
    str | None,
    typer.Option("--at", metavar="hour|day", show_default=False, help="Hạn theo giờ tiếp nhận (hour) hay cuối ngày (day)."),
]
CalendarOption = Annotated[
    Path | None,
    typer.Option("--calendar", metavar="THƯ_MỤC", show_default=False, help="Thư mục lịch khác: các tệp <năm>.toml và hours.toml (nếu có)."),
]
JsonOption = Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")]
ExplainOption = Annotated[bool, typer.Option("--explain", help="In từng ngày: tính hay không, vì sao.")]


def register(app: typer.Typer) -> None:
    """Adds the commands of working time to the root command."""
    app.command("due", cls=VietnameseCommand)(due)
    app.command("worked", cls=VietnameseCommand)(worked)


def due(
    start: StartArgument,
    limit: LimitArgument,
    *,
    cutoff: CutoffOption = None,
    pause: PauseOption = None,
    policy: PolicyOption = "shift",
    due_at: AtOption = None,
    calendar: CalendarOption = None,
    explain: ExplainOption = False,
    as_json: JsonOption = False,
) -> None:
    """Tính ngày hẹn trả: nhận lúc BẮT_ĐẦU, làm trong THỜI_HẠN thì phải xong lúc nào.

    Mã thoát 0 khi có hạn, 1 khi đang tạm dừng nên chưa có hạn, 2 khi không tính được.
    """
    try:
        found = deadline(
            _moment(start),
            Limit.parse(limit),
            _calendar(calendar),
            [_pause(item) for item in pause or ()],
            cutoff=_clock(cutoff) if cutoff else None,
            policy=_one_of("--policy", policy, "shift", "restart"),
            due_at=_one_of("--at", due_at, "hour", "day") if due_at else None,
        )
    except (LimitError, MomentError, MissingYear, CalendarFileError) as error:
        _refuse(str(error))
    if as_json:
        _print_json({"due": _iso(found.due), "received": found.received.isoformat(), "provisional": found.provisional}, found.steps)
    else:
        said = "Đang tạm dừng, chưa có hạn" if found.due is None else _shown(found.due)
        _print(said, found.steps, explain=explain, provisional=found.provisional)
    raise typer.Exit(1 if found.due is None else 0)


def worked(
    start: Annotated[str, typer.Argument(metavar="TỪ", help="2026-02-13T08:00.")],
    end: Annotated[str, typer.Argument(metavar="ĐẾN", help="2026-02-24T10:30.")],
    *,
    pause: PauseOption = None,
    calendar: CalendarOption = None,
    explain: ExplainOption = False,
    as_json: JsonOption = False,
) -> None:
    """Đếm thời gian làm việc giữa hai thời điểm. Một ngày không ghi giờ là 00:00 của ngày ấy."""
    try:
        first, last = (_moment(item, midnight=True) for item in (start, end))
        found = worked_between(first, last, _calendar(calendar), [_pause(item, midnight=True) for item in pause or ()])  # type: ignore[arg-type]
    except (MomentError, MissingYear, CalendarFileError) as error:
        _refuse(str(error))
    minutes, seconds = divmod(int(found.time.total_seconds()), 60)
    if as_json:
        _print_json({"seconds": minutes * 60 + seconds, "provisional": found.provisional}, found.steps)
    else:
        days = sum(step.counted for step in found.steps)
        _print(f"{_long(found.time)} làm việc trong {days} ngày", found.steps, explain=explain, provisional=found.provisional)


def _calendar(folder: Path | None) -> Calendar:
    if folder is None:
        return vietnam()
    return Calendar.from_folder(folder)


def _moment(written: str, *, midnight: bool = False) -> date:
    """A day, or a moment on the clocks of Viet Nam when no zone is written. Raises MomentError."""
    written = written.strip()
    try:
        if len(written) == len("2026-02-13"):
            day = date.fromisoformat(written)
            return datetime.combine(day, time(), ZONE) if midnight else day
        moment = datetime.fromisoformat(written)
    except ValueError as error:
        raise MomentError(f"Không hiểu thời điểm “{written}”: ghi 2026-02-13 hoặc 2026-02-13T15:30.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=ZONE)


def _pause(written: str, *, midnight: bool = False) -> Pause:
    asked, slash, given = written.partition("/")
    if not slash:
        raise MomentError(f"Không hiểu tạm dừng “{written}”: ghi A/B, ví dụ 2026-03-06/2026-03-13; chưa xong thì ghi 2026-03-06/.")
    return Pause(_moment(asked, midnight=midnight), _moment(given, midnight=midnight) if given.strip() else None)


def _clock(written: str) -> time:
    try:
        return time.fromisoformat(written.strip())
    except ValueError as error:
        raise MomentError(f"Không hiểu giờ “{written}” của --cutoff: ghi giờ và phút, ví dụ 15:00.") from error


def _one_of(option: str, value: str, *allowed: str) -> Any:
    if value not in allowed:
        _refuse(f"{option} nhận {' hoặc '.join(allowed)}, không nhận “{value}”.")
    return value


def _refuse(sentence: str) -> NoReturn:
    sys.stderr.write(f"Lỗi: {sentence}\n")
    raise typer.Exit(USAGE_ERROR)


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None


def _shown(moment: datetime) -> str:
    return f"{moment:%H:%M} {WEEKDAYS[moment.weekday()]}, {moment:%d/%m/%Y}"


def _long(span: timedelta) -> str:
    minutes, seconds = divmod(int(span.total_seconds()), 60)
    parts = [(minutes // 60, "giờ"), (minutes % 60, "phút"), (seconds, "giây")]
    return " ".join(f"{count} {word}" for count, word in parts if count) or "0 phút"


def _print_json(answer: dict[str, Any], steps: tuple[Step, ...]) -> None:
    rows = [
        {"day": step.day.isoformat(), "counted": step.counted, "reason": step.reason}
        | ({} if step.time is None else {"seconds": int(step.time.total_seconds())})
        for step in steps
    ]
    sys.stdout.write(json.dumps({**answer, "steps": rows}, ensure_ascii=False) + "\n")


def _print(answer: str, steps: tuple[Step, ...], *, explain: bool, provisional: bool) -> None:
    sys.stdout.write(answer + (" (tạm tính: lịch nghỉ chưa công bố)" if provisional else "") + "\n")
    for step in steps if explain else ():
        mark = "✓" if step.counted else "·"
        spent = f"{_long(step.time)}; " if step.time else ""
        sys.stdout.write(f"  {mark} {step.day:%d/%m/%Y}  {spent}{step.reason}\n")
