"""The commands that need the site: set up, demo, serve, jobs, history, doctor. Django is loaded only when one of them runs."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from minhchung.cli import doctor as checks
from minhchung.cli import ready

history_app = typer.Typer(help="Lịch sử: chuỗi băm của từng phường.", no_args_is_help=True)
DataOption = Annotated[Path | None, typer.Option("--data", help="Thư mục dữ liệu (mặc định: MINHCHUNG_DATA hoặc ~/.minhchung).")]


def register(app: typer.Typer) -> None:
    """Adds the commands of the site to the root command."""
    app.command("setup")(setup)
    app.command("demo")(demo)
    app.command("serve")(serve)
    app.command("run-due")(run_due)
    app.command("doctor")(doctor)
    app.add_typer(history_app, name="history")


def _start(data: Path | None = None) -> None:
    """Loads Django on a data folder; the secret key is made once and kept there, readable by its owner only."""
    folder = (data or Path(os.environ.get("MINHCHUNG_DATA", Path.home() / ".minhchung"))).resolve()
    with _told():
        ready.open_folder(folder)
        ready.load_site()


def start_ready(data: Path | None) -> None:
    """Loads Django on a data folder in which a ward works already: these commands look at records, they make none."""
    _start(data)
    with _told():
        ready.require_database()


def _migrate() -> None:
    with _told():
        ready.open_database()


@contextmanager
def _told() -> Iterator[None]:
    """An installation that cannot run ends the command with one line and exit code 1."""
    try:
        yield
    except ready.NotReadyError as error:
        typer.echo(str(error), err=True)
        raise typer.Exit(1) from error


def setup(
    commune: Annotated[str, typer.Option("--commune", prompt="Mã phường, xã (5 số)", help="Mã phường, xã theo danh mục quốc gia.")],
    username: Annotated[str, typer.Option("--username", prompt="Tên đăng nhập của quản trị", help="Tên đăng nhập của quản trị.")],
    full_name: Annotated[str, typer.Option("--full-name", prompt="Họ và tên quản trị", help="Họ và tên quản trị.")],
    data: DataOption = None,
) -> None:
    """Chuẩn bị cơ sở dữ liệu, danh mục xã phường, bắt đầu dùng ở một phường và tạo tài khoản quản trị đầu tiên."""
    _start(data)
    _migrate()
    from minhchung.apps.ground import clock  # noqa: PLC0415
    from minhchung.apps.ground.acts import Refused  # noqa: PLC0415
    from minhchung.apps.organisations.first_steps import begin  # noqa: PLC0415

    try:
        for line in begin(commune=commune, username=username, full_name=full_name, at=clock.now()):
            typer.echo(line)
    except Refused as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(1) from refused


def demo(
    data: Annotated[Path, typer.Option("--data", help="Thư mục dữ liệu của bản trình diễn.")] = Path("var/demo"),
    port: Annotated[int, typer.Option(help="Cổng của trang.")] = 8000,
    fresh: Annotated[bool, typer.Option("--fresh", help="Xóa dữ liệu trình diễn cũ và làm lại từ đầu.")] = False,
    serve_site: Annotated[bool, typer.Option("--serve/--no-serve", help="Mở trang sau khi chuẩn bị xong.")] = True,
) -> None:
    """Trình diễn với một phường mẫu: đọc văn bản mẫu, mở trang ở http://127.0.0.1:8000, in cách đăng nhập."""
    from minhchung.demo import NOW, forget, is_half_built  # noqa: PLC0415

    if fresh:
        forget(data)
    elif is_half_built(data):
        typer.echo(f"Bản trình diễn trong {data} dở dang vì lần trước bị ngắt: xóa và làm lại từ đầu.")
        forget(data)
    os.environ["MINHCHUNG_NOW"] = NOW
    _start(data)
    _migrate()
    from minhchung.demo.build import build  # noqa: PLC0415

    for line in build(data, port=port):
        typer.echo(line)
    if serve_site:
        _serve("127.0.0.1", port)


def serve(
    data: DataOption = None,
    host: Annotated[str, typer.Option(help="Địa chỉ nhận kết nối.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="Cổng của trang.")] = 8000,
) -> None:
    """Mở trang cho cả phường dùng (đặt sau một máy chủ có HTTPS)."""
    _start(data)
    _migrate()
    _serve(host, port)


def _serve(host: str, port: int) -> None:
    """Gunicorn where it exists (Linux), else waitress (Windows); threads, since a ward has few users and one machine.

    A broken installation is told here, before the port is opened.
    """
    with _told():
        ready.check_site()
        ready.check_port(host, port)
    if sys.platform == "win32":
        from waitress import serve as serve_waitress  # noqa: PLC0415

        from minhchung.site.wsgi import application  # noqa: PLC0415

        serve_waitress(application, host=host, port=port, threads=8)
        return
    from gunicorn.app.wsgiapp import WSGIApplication  # noqa: PLC0415

    sys.argv = ["gunicorn", "--bind", f"{host}:{port}", "--workers", "2", "--threads", "4", "--no-control-socket", "minhchung.site.wsgi"]
    WSGIApplication().run()


def run_due(data: DataOption = None) -> None:
    """Chạy các việc đến kỳ: mở kỳ thực hiện, theo sự kiện, dọn tệp thừa. Chạy lại bao nhiêu lần cũng được."""
    start_ready(data)
    from minhchung.apps.ground import clock, jobs  # noqa: PLC0415

    typer.echo(f"Sự kiện đã theo: {jobs.catch_up_all()}")
    for job in jobs.DUE_JOBS.values():
        typer.echo(f"{job.label}: {job.run(clock.now())}")


def doctor(
    data: DataOption = None,
    quick: Annotated[bool, typer.Option("--quick", help="Chỉ xem tệp còn và đủ dài, không tính lại mã băm.")] = False,
) -> None:
    """Khám dữ liệu: liên kết, chuỗi lịch sử, tài liệu ISO đã phê duyệt, tệp trong kho còn đủ và đúng. Mã thoát 1 khi có điều cần sửa."""
    start_ready(data)
    broken = [*checks.broken_links(), *checks.broken_chains(), *checks.broken_versions(), *checks.broken_files(hashing=not quick)]
    for line in broken:
        typer.echo(line)
    typer.echo(f"{len(broken)} điều cần sửa." if broken else "Không thấy điều gì cần sửa.")
    raise typer.Exit(1 if broken else 0)


@history_app.command("verify")
def verify(commune: Annotated[str | None, typer.Argument(help="Mã phường; bỏ trống: mọi phường.")] = None, data: DataOption = None) -> None:
    """Kiểm tra chuỗi băm; nêu mắt xích đầu tiên bị đứt. Mã thoát 1 khi đứt."""
    start_ready(data)
    from minhchung.apps.ground import history  # noqa: PLC0415

    known = history.chains()
    if commune and commune not in known:
        typer.echo(f"Không có lịch sử của mã phường {commune}. Các mã đang có: {', '.join(known) or 'chưa có mã nào'}.", err=True)
        raise typer.Exit(1)
    broken = checks.broken_chains(commune)
    for line in broken or ["Chuỗi lịch sử nguyên vẹn."]:
        typer.echo(line)
    raise typer.Exit(1 if broken else 0)
