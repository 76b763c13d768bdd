"""`minhchung procedures import|list|show`: files into the catalogue, the catalogue of a day, one procedure with its doubts."""

from __future__ import annotations

import json
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from minhchung.cli.dossiers import CommuneOption, JsonOption
from minhchung.cli.site import DataOption, start_ready
from minhchung.cli.words import VietnameseCommand, VietnameseGroup

if TYPE_CHECKING:
    from minhchung.apps.organisations.models import Commune
    from minhchung.apps.procedures.importing import Draft
    from minhchung.apps.procedures.queries import Known

USAGE_ERROR = 2
SHOWN = 20
DayOption = Annotated[
    str | None, typer.Option("--on", metavar="NGÀY", show_default=False, help="Danh mục của ngày này (2026-11-20); bỏ trống: hôm nay.")
]
procedures_app = typer.Typer(
    cls=VietnameseGroup, no_args_is_help=True, help="Danh mục thủ tục: nhập tệp, liệt kê theo ngày, xem một thủ tục."
)


def register(app: typer.Typer) -> None:
    """Adds the group to the root command."""
    for name, command in (("import", import_procedures), ("list", list_procedures), ("show", show)):
        procedures_app.command(name, cls=VietnameseCommand)(command)
    app.add_typer(procedures_app, name="procedures")


def import_procedures(
    file: Annotated[Path, typer.Argument(metavar="TỆP", help="Trang thủ tục JSON (cả .zip, .tar.gz), danh sách .xlsx, bảng .txt.")],
    *,
    on: DayOption = None,
    scope: Annotated[
        str, typer.Option("--scope", metavar="PHẦN", help="whole: cả tệp; ward: cấp xã; known: đã có trong danh mục.")
    ] = "whole",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Chỉ đọc và so, không ghi gì.")] = False,
    commune: CommuneOption = None,
    data: DataOption = None,
) -> None:
    """Nhập một tệp thủ tục vào danh mục; nhập lại cùng một tệp không thay đổi gì.

    Mã thoát 0 khi mọi dòng vào được, 1 khi có dòng không vào được, 2 khi không đọc được tệp hoặc gọi sai cách.
    """
    start_ready(data)
    from minhchung.apps.ground.acts import Refused  # noqa: PLC0415 - Django must be set up first

    try:
        raise typer.Exit(_imported(_commune(commune), file, _day(on), scope, dry_run=dry_run))
    except (LookupError, OSError, Refused) as error:
        _refuse(str(error))


def _imported(ward: Commune, file: Path, day: date, scope: str, *, dry_run: bool) -> int:
    from django.core.files.base import ContentFile  # noqa: PLC0415

    from minhchung.apps.files import actions as files  # noqa: PLC0415
    from minhchung.apps.files.receiving import receive  # noqa: PLC0415
    from minhchung.apps.ground import clock  # noqa: PLC0415
    from minhchung.apps.procedures import actions  # noqa: PLC0415
    from minhchung.apps.procedures.archives import as_one_file  # noqa: PLC0415
    from minhchung.apps.procedures.importing import SCOPES, draft_of, look_at, stored_contents  # noqa: PLC0415

    if scope not in SCOPES:
        raise LookupError(f"Không có phần “{scope}”. Chọn {', '.join(SCOPES)}.")
    handed = as_one_file(ContentFile(file.read_bytes(), name=file.name))
    received = receive(handed, name=handed.name, look=look_at)
    stored = files.store(commune=ward, received=received, actor=None, at=clock.now())
    draft = draft_of(stored_contents(stored), commune=ward.pk, day=day, scope=scope)
    _tell(draft)
    if not dry_run and (draft.new or draft.changed):
        actions.take_over(commune=ward, stored=stored, on=day, scope=scope, actor=None, at=clock.now())
        typer.echo(f"Đã ghi vào danh mục, có giá trị từ {day:%d/%m/%Y}.")
    return 1 if draft.contents.unread else 0


def _tell(draft: Draft) -> None:
    typer.echo(
        f"{len(draft.new)} mới, {len(draft.changed)} thay đổi, {len(draft.same)} như cũ, {draft.doubtful} còn điều chưa rõ, "
        f"{draft.left_out} để ngoài, {len(draft.contents.unread)} không vào được."
    )
    for each in draft.contents.unread[:SHOWN]:
        typer.echo(f"  dòng {each.row}: {each.why} {each.words[:80]}")


def list_procedures(*, on: DayOption = None, as_json: JsonOption = False, commune: CommuneOption = None, data: DataOption = None) -> None:
    """Liệt kê danh mục của một ngày: mã, tên, số điều chưa rõ; thủ tục đã bãi bỏ được ghi rõ."""
    start_ready(data)
    from minhchung.apps.procedures.queries import standing  # noqa: PLC0415 - Django must be set up first

    try:
        found = standing(_commune(commune).pk, _day(on))
    except LookupError as error:
        _refuse(str(error))
    rows = [_told(each) for each in found]
    if as_json:
        typer.echo(json.dumps(rows, ensure_ascii=False))
        return
    for row in rows:
        marks = ("" if row["in_force"] else " [đã bãi bỏ]") + (f" [{row['doubts']} điều chưa rõ]" if row["doubts"] else "")
        typer.echo(f"{row['code']}  {row['name']}{marks}")
    typer.echo(f"{sum(bool(row['in_force']) for row in rows)} thủ tục còn hiệu lực.")


def _told(known: Known) -> dict[str, object]:
    content = known.standing.content
    return {
        "code": known.procedure.code,
        "name": content.name or known.procedure.name,
        "field": content.field,
        "in_force": known.standing.in_force,
        "doubts": len(content.doubts()),
    }


def show(
    code: Annotated[str, typer.Argument(metavar="MÃ", help="Mã thủ tục (1.001193).")],
    *,
    on: DayOption = None,
    as_json: JsonOption = False,
    commune: CommuneOption = None,
    data: DataOption = None,
) -> None:
    """Xem một thủ tục: từng phần, và mỗi điều chưa rõ với nguyên văn của nguồn."""
    start_ready(data)
    from minhchung.apps.procedures.models import Procedure  # noqa: PLC0415 - Django must be set up first
    from minhchung.apps.procedures.queries import standing  # noqa: PLC0415
    from minhchung.apps.procedures.rules.telling import LABELS, lines_of  # noqa: PLC0415

    try:
        ward, day = _commune(commune), _day(on)
    except LookupError as error:
        _refuse(str(error))
    keys = list(Procedure.objects.filter(commune=ward, code=code).values_list("pk", flat=True))
    found = standing(ward.pk, day, only=keys) if keys else []
    if not found:
        _refuse(f"Danh mục ngày {day:%d/%m/%Y} không có thủ tục {code}.")
    content = found[0].standing.content
    if as_json:
        typer.echo(json.dumps(_told(found[0]) | content.said(), ensure_ascii=False))
        return
    for field, label in LABELS.items():
        if lines := lines_of(content, field):
            typer.echo(f"{label}:")
            typer.echo("\n".join(f"  {line}" for line in lines))
    for doubt in content.doubts():
        typer.echo(f"Chưa rõ ({LABELS[doubt.field]}): {doubt.why} {doubt.words[:160]}")


def _commune(code: str | None) -> Commune:
    from minhchung.apps.organisations.models import Commune  # noqa: PLC0415

    found = list(Commune.objects.filter(in_use=True, **({"pk": code} if code else {}))[:2])
    if len(found) != 1:
        raise LookupError(f"Không có phường mã {code}." if code else "Kho không có đúng một phường: ghi --commune MÃ.")
    return found[0]


def _day(typed: str | None) -> date:
    from minhchung.apps.ground import clock  # noqa: PLC0415

    try:
        return date.fromisoformat(typed) if typed else clock.today()
    except ValueError:
        raise LookupError(f"“{typed}” không phải ngày. Ghi như 2026-11-20.") from None


def _refuse(message: str) -> NoReturn:
    typer.echo(message, err=True)
    sys.exit(USAGE_ERROR)
