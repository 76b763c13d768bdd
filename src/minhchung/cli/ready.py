"""Whether this installation can serve, asked before any door is opened: folder, settings, apps, database, addresses, port.

What is wrong is told on one line in Vietnamese, thing, cause and way out, instead of a 500 at somebody's first request.
"""

import os
import secrets
import socket
import tempfile
import traceback
from pathlib import Path

SETTINGS = "minhchung.site.settings.base"
HIGHEST_PORT = 65535
SHOWN = 3
"""So many faults of a self-check are told; the next run tells the next ones."""


class NotReadyError(Exception):
    """The installation cannot run. The message says what, why and the way out."""


def open_folder(folder: Path) -> None:
    """Makes the data folder and its secret key (readable by its owner only); NotReadyError unless it can be written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(b"1")
        key = os.environ.get("MINHCHUNG_SECRET_KEY") or _secret(folder / "secret-key")
    except OSError as error:
        raise NotReadyError(
            f"Không ghi được vào thư mục dữ liệu {folder}: {_reason(error)}. "
            "Cấp quyền ghi cho tài khoản chạy phần mềm, hoặc chọn thư mục khác bằng --data."
        ) from error
    os.environ["MINHCHUNG_SECRET_KEY"] = key
    os.environ["MINHCHUNG_DATA"] = str(folder)


def load_site() -> None:
    """Loads settings and every app; NotReadyError when one of them cannot be loaded."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", SETTINGS)
    import django  # noqa: PLC0415 - only the commands of the site need it
    from django.core.exceptions import ImproperlyConfigured  # noqa: PLC0415

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise NotReadyError(f"Cấu hình chưa đúng: {error}. Xem lại các biến MINHCHUNG_… và DATABASE_URL theo docs/cau-hinh.md.") from error
    except Exception as error:
        raise broken(error) from error


def open_database() -> None:
    """Brings the database to the state of this version; NotReadyError when it cannot be opened, is of a newer version, or when this
    version lacks a migration."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import DatabaseError  # noqa: PLC0415
    from django.db.migrations.exceptions import BadMigrationError, InconsistentMigrationHistory, NodeNotFoundError  # noqa: PLC0415

    try:
        _refuse_other_version()
        call_command("migrate", verbosity=0)
    except (BadMigrationError, InconsistentMigrationHistory, NodeNotFoundError) as error:
        raise NotReadyError(f"Bản cài đặt thiếu bước cập nhật cơ sở dữ liệu: {error}. Cài lại phần mềm rồi mở lại.") from error
    except DatabaseError as error:
        raise NotReadyError(
            f"Không mở hoặc cập nhật được cơ sở dữ liệu {_database()}: {error}. "
            "Kiểm tra ổ đĩa còn chỗ, quyền ghi và DATABASE_URL, rồi mở lại."
        ) from error
    except NotReadyError:
        raise
    except Exception as error:
        raise broken(error) from error


def require_database() -> None:
    """NotReadyError unless the database was prepared by this version: nothing is made or changed here."""
    from django.db import DatabaseError, connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    try:
        _refuse_other_version()
        executor = MigrationExecutor(connection)
        steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
        empty = not executor.loader.applied_migrations
    except DatabaseError as error:
        raise NotReadyError(f"Không mở được cơ sở dữ liệu {_database()}: {error}. Kiểm tra --data và DATABASE_URL.") from error
    if empty:
        raise NotReadyError(
            f"Cơ sở dữ liệu {_database()} chưa có phường nào. Chỉ đúng thư mục dữ liệu bằng --data, hoặc chạy minhchung setup trước."
        )
    if steps:
        raise NotReadyError(f"Cơ sở dữ liệu {_database()} còn ở bản cũ. Mở minhchung serve của bản này một lần để cập nhật, rồi chạy lại.")


def check_site() -> None:
    """Runs the framework's own checks and loads every address and middleware; NotReadyError when something of it is broken."""
    from django.core import checks  # noqa: PLC0415
    from django.core.wsgi import get_wsgi_application  # noqa: PLC0415
    from django.urls import get_resolver  # noqa: PLC0415

    try:
        faults = [fault for fault in checks.run_checks() if fault.is_serious() and not fault.is_silenced()]
        _walk(get_resolver())
        get_wsgi_application()
    except Exception as error:
        raise broken(error) from error
    if faults:
        told = "; ".join(f"{fault.id or 'không mã'}: {fault.msg}" for fault in faults[:SHOWN])
        raise NotReadyError(f"Phần mềm tự kiểm tra thấy {len(faults)} lỗi nên không mở trang: {told}. Cài lại phần mềm rồi mở lại.")


def check_port(host: str, port: int) -> None:
    """NotReadyError unless this machine lets us listen there."""
    try:
        if not 0 <= port <= HIGHEST_PORT:  # the system would take the rest of the division and listen elsewhere
            raise OverflowError
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        with socket.socket(family, kind, protocol) as door:
            if os.name != "nt":  # there the option would let two programs share the port
                door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind(address)
    except (OSError, OverflowError) as error:
        raise NotReadyError(
            f"Không nhận kết nối ở {host}, cổng {port} được: {_reason(error)}. "
            "Đóng chương trình đang dùng cổng này, hoặc chọn cổng khác bằng --port."
        ) from error


def broken(error: Exception) -> NotReadyError:
    """An installation part of which cannot be loaded: what failed, and where, for whoever mends it."""
    frames = traceback.extract_tb(error.__traceback__)
    where = f" (ở {Path(frames[-1].filename).name}, dòng {frames[-1].lineno})" if frames else ""
    return NotReadyError(
        f"Bản cài đặt hỏng, không nạp được phần mềm: {type(error).__name__}: {error}{where}. "
        "Cài lại phần mềm rồi mở lại; dữ liệu của phường vẫn nguyên."
    )


def _secret(path: Path) -> str:
    if not path.exists():
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(50))
    return path.read_text("utf-8")


def _refuse_other_version() -> None:
    """A database of a newer version would lose what this one does not know; a model without its migration has no column."""
    from django.apps import apps  # noqa: PLC0415
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.autodetector import MigrationAutodetector  # noqa: PLC0415
    from django.db.migrations.loader import MigrationLoader  # noqa: PLC0415
    from django.db.migrations.state import ProjectState  # noqa: PLC0415
    from django.utils.translation import override  # noqa: PLC0415

    loader = MigrationLoader(connection)
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("minhchung.")}
    newer = sorted(f"{app}.{name}" for app, name in set(loader.applied_migrations) - set(loader.disk_migrations) if app in ours)
    if newer:
        raise NotReadyError(
            f"Cơ sở dữ liệu {_database()} đã qua một bản mới hơn bản này ({', '.join(newer[:SHOWN])}). "
            "Mở bằng bản mới hơn, hoặc khôi phục bản sao lưu của bản này."
        )
    with override(None):  # names in another language are no change
        changes = MigrationAutodetector(loader.project_state(), ProjectState.from_apps(apps)).changes(graph=loader.graph)
    if missing := sorted(ours & set(changes)):
        names = ", ".join(str(apps.get_app_config(label).verbose_name) for label in missing)
        raise NotReadyError(f"Bản cài đặt thiếu bước cập nhật cơ sở dữ liệu của phần: {names}. Cài lại phần mềm rồi mở lại.")


def _walk(resolver: object) -> None:
    for pattern in getattr(resolver, "url_patterns", ()):
        _walk(pattern)


def _database() -> str:
    from django.conf import settings  # noqa: PLC0415

    return str(settings.DATABASES["default"]["NAME"])


_REASONS = {
    "PermissionError": "không có quyền",
    "FileNotFoundError": "không có thư mục này",
    "NotADirectoryError": "đường dẫn đi qua một tệp, không phải thư mục",
    "FileExistsError": "ở đó là một tệp, không phải thư mục",
    "gaierror": "không có địa chỉ này",
    "OverflowError": "số cổng phải từ 1 đến 65535",
}
_ERRNO = {28: "hết chỗ trên đĩa", 30: "ổ đĩa chỉ đọc", 98: "đang có chương trình khác dùng", 48: "đang có chương trình khác dùng",
          10048: "đang có chương trình khác dùng", 99: "máy này không có địa chỉ ấy"}  # fmt: skip


def _reason(error: Exception) -> str:
    number = getattr(error, "winerror", None) or getattr(error, "errno", None)
    return _REASONS.get(type(error).__name__) or _ERRNO.get(number or 0) or str(error)
