"""The register as a spreadsheet: out, back, dry run, saving, and the same file with a "Lỗi" column."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from minhchung.apps.assignments import actions
from minhchung.apps.assignments.filling import may_still_undo
from minhchung.apps.assignments.forms import ReturnForm
from minhchung.apps.assignments.models import RegisterReturn
from minhchung.apps.assignments.queries import register, sheets
from minhchung.apps.assignments.queries.rows import lines_of, with_answers
from minhchung.apps.assignments.views.register import asked_of
from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused
from minhchung.apps.ground.downloads import download
from minhchung.apps.ground.keys import key_of
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.letters.registers import RegisterFileError, annotate_errors


@require_POST
def export(request: PersonRequest) -> HttpResponse:
    """`/so/xuat/`: the lines asked for, as XLSX; what was handed out is kept for the way back."""
    commune, today, now = own_commune(request), clock.today(), clock.now()
    asked = asked_of(request)
    lines = lines_of(with_answers(register.register_of(request.user, asked, today=today)), commune=commune, today=today)
    rows = {str(line.occurrence.pk): sheets.plain(sheets.values_of(line)) for line in lines}
    kept = actions.export_register(commune=commune, rows=rows, actor=request.user, at=now)
    groups = register.grouped(lines, asked.group)
    return download(sheets.workbook(groups, export=kept, commune=commune, year=asked.year), sheets.file_name(commune, now))


@require_http_methods(["GET", "POST"])
def bring_back(request: PersonRequest) -> HttpResponse:
    """`/so/nhap/`: a filled file comes back; nothing is saved yet."""
    commune = own_commune(request)
    _refuse_onlooker(request)
    form = ReturnForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            content = file.read(actions.FILE_LIMIT + 1)
            code = sheets.stamp_of(content)
            kept = actions.receive_register(
                commune=commune, name=file.name, content=content, export_code=code, actor=request.user, at=clock.now()
            )
            return redirect("assignments:dry_run", pk=kept.pk)
        except (RegisterFileError, Refused) as error:
            form.add_error("file", str(error))
    said = " ".join(map(str, form.errors.get("file", [])))
    context = {"form": form, "fault": f"Chưa đọc được tệp. {said}" if said and request.FILES else said}
    return render(request, "assignments/bring_back.html", context, status=422 if request.method == "POST" else 200)


def _refuse_onlooker(request: PersonRequest) -> None:
    if not request.user.has_perm("assignments.receive_register", own_commune(request)):
        raise PermissionDenied("Tài khoản chỉ xem nên không nhập lại sổ được. Gửi tệp cho đơn vị giữ việc.")


@require_GET
def dry_run(request: PersonRequest, pk: int) -> HttpResponse:
    """`/so/nhap/<pk>/`: old and new, cell by cell; conflicts show both values."""
    returned = sheets.returned_for(request.user, pk)
    _refuse_onlooker(request)
    run = sheets.dry_run(request.user, returned, today=clock.today())
    shown = [column for column in run.diff.columns if column.editable]
    undoable = may_still_undo(returned, person=request.user, at=clock.now())
    context = {"returned": returned, "run": run, "columns": shown, "undoable": undoable}
    return render(request, "assignments/dry_run.html", context)


@require_POST
def save(request: PersonRequest, pk: int) -> HttpResponse:
    """`/so/nhap/<pk>/luu/`: the good cells, row by row; a row that is refused loses no other. A cell that somebody else filled while
    the person was looking is shown with both values before it is left as it is."""
    returned = sheets.returned_for(request.user, pk)
    run = sheets.dry_run(request.user, returned, today=clock.today())
    taken, seen = _cells(request, "lay-tep"), _cells(request, "da-thay")
    saved, left, now = 0, [], clock.now()
    for fill in sheets.fills(run, taken=taken):
        work, values, expected = fill.occurrence, fill.values, fill.expected
        try:
            actions.fill_row(occurrence=work, values=values, expected=expected, returned=returned, actor=request.user, at=now)
            saved += len(fill.values)
        except (Refused, PermissionDenied) as refusal:
            left.append(f"Dòng {fill.row}: {refusal}")
    if unseen := [item for item in run.diff.conflicts if (item.row, item.column) not in seen]:
        left.append(f"{len(unseen)} ô vừa được người khác ghi trong lúc xem: xem cả hai giá trị bên dưới, chọn rồi lưu.")
    _finish(request, returned, saved, left)
    return redirect("assignments:dry_run", pk=pk) if left else redirect("assignments:register")


def _cells(request: PersonRequest, name: str) -> list[tuple[int, str]]:
    """Cells of the file named in a form: row and column."""
    return [(int(row), column) for row, _, column in (value.partition(":") for value in request.POST.getlist(name)) if key_of(row)]


def _finish(request: PersonRequest, returned: RegisterReturn, saved: int, left: list[str]) -> None:
    if saved:
        actions.finish_return(returned=returned, saved=saved, actor=request.user, at=clock.now())
        messages.success(request, f"Đã lưu {saved} ô lúc {clock.now():%H:%M} từ tệp {returned.name}.")
    for cause in left:
        messages.warning(request, cause)
    if not (saved or left):
        messages.info(request, "Tệp không có ô nào cần lưu.")


@require_POST
def undo(request: PersonRequest, pk: int) -> HttpResponse:
    """`/so/nhap/<pk>/hoan-tac/`: what saving the file changed is put back, row by row; rows changed since are named."""
    returned, now = sheets.returned_for(request.user, pk), clock.now()
    undone, left = 0, []
    for occurrence in sheets.filled_by(request.user, returned, at=now):
        try:
            actions.undo_fill(occurrence=occurrence, returned=returned, actor=request.user, at=now)
            undone += 1
        except (Refused, PermissionDenied) as refusal:
            left.append(str(refusal))
    if undone:
        actions.undo_return(returned=returned, undone=undone, actor=request.user, at=now)
        messages.success(request, f"Đã hoàn tác {undone} dòng của lần nhập {returned.name} lúc {now:%H:%M}.")
    for cause in left or ([] if undone else [f"Lần nhập {returned.name} không còn dòng nào hoàn tác được: chỉ người lưu, trong 10 phút."]):
        messages.warning(request, cause)
    return redirect("assignments:register")


@require_GET
def with_errors(request: PersonRequest, pk: int) -> HttpResponse:
    """`/so/nhap/<pk>/loi/`: the person's own file with a "Lỗi" column."""
    returned = sheets.returned_for(request.user, pk)
    _refuse_onlooker(request)
    run = sheets.dry_run(request.user, returned, today=clock.today())
    name = f"{returned.name.removesuffix('.xlsx')}_loi.xlsx".replace('"', "")
    return download(annotate_errors(bytes(returned.content), run.diff), name.encode("ascii", "ignore").decode())
