"""`minhchung review`: runs the checks over a ward's records and prints what they find, like a linter. It writes nothing."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from minhchung.cli.dossiers import CommuneOption
from minhchung.cli.site import DataOption, start_ready
from minhchung.cli.words import VietnameseCommand

if TYPE_CHECKING:
    from minhchung.apps.ground.problems import Check
    from minhchung.apps.organisations.models import Commune, Unit
    from minhchung.apps.reviews.looking import Outcome

USAGE_ERROR = 2
SEVERITY = {"error": "lỗi", "warning": "cảnh báo", "hint": "gợi ý"}
RECORD = "Chỉ xem, chưa ghi lại: bấm “Rà soát lại” ở trang Rà soát, hoặc chạy minhchung run-due (mỗi đêm một lần)."


def register(app: typer.Typer) -> None:
    """Adds the command to the root command."""
    app.command("review", cls=VietnameseCommand)(review)


def review(
    *,
    unit: Annotated[
        str | None, typer.Option("--unit", metavar="TÊN", show_default=False, help="Chỉ đơn vị này: tên, tên tắt hoặc tên gọi khác.")
    ] = None,
    code: Annotated[
        list[str] | None, typer.Option("--code", metavar="MÃ", show_default=False, help="Chỉ quy tắc này (HS-03); ghi nhiều lần được.")
    ] = None,
    checks: Annotated[bool, typer.Option("--checks", help="Chỉ liệt kê các quy tắc: mã, mức, xem gì, khi nào là sai, căn cứ.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="In một đối tượng JSON.")] = False,
    commune: CommuneOption = None,
    data: DataOption = None,
) -> None:
    """Rà soát mọi bản ghi của phường theo các quy tắc và in từng phát hiện: mã, đối tượng, nội dung, cách sửa. Không ghi gì.

    Mã thoát 0 khi không có lỗi (cảnh báo, gợi ý không tính), 1 khi có lỗi hoặc có quy tắc không chạy được, 2 khi gọi sai cách.
    """
    start_ready(data)
    try:
        raise typer.Exit(_listed(code or (), as_json) if checks else _reviewed(commune, unit, code or (), as_json))
    except LookupError as error:
        _refuse(str(error))


def _listed(codes: Sequence[str], as_json: bool) -> int:
    from minhchung.apps.reviews.looking import checks  # noqa: PLC0415

    found = checks(codes)
    if as_json:
        return _json([_told_check(each) for each in found])
    for each in found:
        typer.echo(f"{each.code}  {each.severity.label:<8}  {each.title}")
        typer.echo(f"    xem {each.looks_at}; là sai khi: {'; '.join(each.clauses) or 'có bản ghi như thế'}")
        for parameter in each.parameters.values():
            typer.echo(f"    tham số: {parameter.label} = {parameter.usual}")
        if each.citation:
            typer.echo(f"    căn cứ: {each.citation}")
    typer.echo(f"{len(found)} quy tắc.")
    return 0


def _reviewed(commune: str | None, unit: str | None, codes: Sequence[str], as_json: bool) -> int:
    from minhchung.apps.ground import clock  # noqa: PLC0415
    from minhchung.apps.ground.figures import Scope  # noqa: PLC0415
    from minhchung.apps.reviews.looking import outcomes  # noqa: PLC0415

    ward = _ward(commune)
    only = _unit(ward, unit) if unit else None
    seen = list(outcomes(Scope(ward.pk), clock.now(), codes))
    lines = _lines(seen, only)
    counts = {name: sum(line["severity"] == name for line in lines) for name in ("error", "warning", "hint")}
    failed = {each.check.code: each.failed for each in seen if each.failed}
    if as_json:
        _json({"commune": ward.pk, "at": clock.now(), "counts": counts, "failed": failed, "problems": lines})
    else:
        _print(lines, counts, failed, off=[each.check.code for each in seen if each.off], run=len(seen))
    return 1 if counts["error"] or failed else 0


def _ward(code: str | None) -> Commune:
    """The ward asked for; the only one in use when none is. Raises LookupError."""
    from minhchung.apps.organisations.models import Commune  # noqa: PLC0415

    found = list(Commune.objects.filter(in_use=True, **({"pk": code} if code else {})).order_by("pk"))
    if len(found) == 1:
        return found[0]
    there = ", ".join(Commune.objects.filter(in_use=True).order_by("pk").values_list("pk", flat=True))
    raise LookupError(f"Chọn phường bằng --commune; đang dùng: {there}." if there else "Chưa phường nào đang dùng: chạy minhchung setup.")


def _unit(ward: Commune, name: str) -> Unit:
    """The unit of that name, short name or other name, whatever the marks. Raises LookupError naming the units."""
    from minhchung.apps.organisations.models import Unit  # noqa: PLC0415
    from minhchung.text.normal import fold  # noqa: PLC0415

    units = list(Unit.objects.filter(commune=ward, valid_to=None).prefetch_related("aliases"))
    for unit in units:
        if fold(name) in {fold(text) for text in (unit.name, unit.short, *(alias.text for alias in unit.aliases.all()))}:
            return unit
    raise LookupError(f"Không có đơn vị “{name}”. Chọn: {', '.join(unit.short for unit in units)}.")


def _lines(seen: Sequence[Outcome], only: Unit | None) -> list[dict[str, Any]]:
    """Every problem as a flat object, with the title and address of its subject; who runs the command keeps the machine, so nothing is
    hidden from him."""
    from minhchung.apps.ground.subjects import KINDS  # noqa: PLC0415

    wanted = [(each.check, found) for each in seen for found in each.problems if only is None or only.pk in found.units]
    by_kind: dict[str, set[str]] = defaultdict(set)
    for _, found in wanted:
        by_kind[found.subject.kind].add(found.subject.key)
    titles = {kind: KINDS[kind].titles(keys) for kind, keys in by_kind.items() if kind in KINDS}
    return [
        {
            "code": check.code,
            "severity": check.severity.value,
            "subject": str(found.subject),
            "part": found.part,
            "title": titles.get(found.subject.kind, {}).get(found.subject.key, str(found.subject)),
            "address": KINDS[found.subject.kind].address(found.subject.key) if found.subject.kind in KINDS else "",
            "units": list(found.units),
            "message": found.message,
            "fix": found.fix,
            "citation": check.citation,
        }
        for check, found in wanted
    ]


def _print(
    lines: Sequence[Mapping[str, Any]], counts: Mapping[str, int], failed: Mapping[str, str], *, off: Sequence[str], run: int
) -> None:
    """One finding in two lines, the way out under it, then the sum."""
    for line in lines:
        typer.echo(f"{line['address'] or line['subject']}: {SEVERITY[line['severity']]} {line['code']} {line['message']}")
        typer.echo(f"    {line['title']}")
        typer.echo(f"    Cách sửa: {line['fix']}")
    for code, why in failed.items():
        typer.echo(f"Quy tắc {code} không chạy được: {why}", err=True)
    told = ", ".join(f"{counts[name]} {word}" for name, word in SEVERITY.items())
    typer.echo(f"{run - len(off) - len(failed)} quy tắc: {told}.{f' Đang tắt: {_named(off)}.' if off else ''}")
    typer.echo(RECORD)


def _named(codes: Sequence[str]) -> str:
    return ", ".join(codes)


def _told_check(check: Check) -> dict[str, Any]:
    parameters = {name: {"label": each.label, "usual": each.usual, "citation": each.citation} for name, each in check.parameters.items()}
    same = {"code": check.code, "title": check.title, "severity": check.severity.value, "looks_at": check.looks_at}
    return {**same, "clauses": check.clauses, "parameters": parameters, "citation": check.citation}


def _json(value: object) -> int:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=1, default=str))
    return 0


def _refuse(sentence: str) -> NoReturn:
    sys.stderr.write(f"Lỗi: {sentence}\n")
    raise typer.Exit(USAGE_ERROR)
