"""A table pasted from Excel into a register: first a dry run that shows what would be written, then the good lines are."""

from collections import Counter
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from minhchung.apps.ground import clock
from minhchung.apps.ground.acts import Refused, require
from minhchung.apps.ground.typed_days import UnreadDay, read_day
from minhchung.apps.management import actions, queries
from minhchung.apps.management.forms import PasteForm
from minhchung.apps.management.models import Entry
from minhchung.apps.management.rules.pasting import Known, Table, Typed, read_table
from minhchung.apps.management.rules.registers import Register, kept, wrong_of
from minhchung.apps.management.views.entries import people_of
from minhchung.apps.management.writing import changed, told
from minhchung.apps.organisations.models import Unit
from minhchung.apps.organisations.requests import PersonRequest, own_commune
from minhchung.apps.organisations.rights import mandate_of
from minhchung.apps.organisations.unit_fields import present_units
from minhchung.text.normal import fold


@dataclass(frozen=True)
class Looked:
    """A line of the table as it would be written: `entry` that changes (None: a new one), what changes in words, why it cannot."""

    typed: Typed
    entry: Entry | None
    values: dict[str, str]
    unit: Unit | None
    changes: list[tuple[str, str, str]]
    wrong: tuple[str, ...]

    @property
    def does(self) -> str:
        """new, change, same or wrong."""
        if self.wrong:
            return "wrong"
        return "new" if self.entry is None else "change" if self.changes else "same"


@require_http_methods(["GET", "POST"])
def paste(request: PersonRequest, name: str) -> HttpResponse:
    """`/iso/so/<name>/dan/`: `do=ghi` writes the good lines of the same table."""
    commune, register = own_commune(request), queries.register_for(request.user, name)
    require(request.user, "management.add_entry", commune)
    data = request.POST if request.method == "POST" else None
    form = PasteForm(data)
    rows, table = [], Table()
    if form.is_valid():
        table = read_table(form.cleaned_data["table"], register, _known(request))
        if table.refused:
            form.add_error("table", table.refused)
        rows = [_looked(request, register, each) for each in table.lines]
        if not table.refused and request.POST.get("do") == "ghi":
            written, failed = _written(request, name, rows)
            messages.success(request, f"Lúc {clock.now():%H:%M}: đã ghi {written} dòng vào sổ {register.title}.")
            for text in failed:
                messages.warning(request, text)
            return redirect("management:register", name)
    counts = Counter(each.does for each in rows)
    context = {
        "form": form,
        "register": register,
        "rows": rows,
        "counts": counts,
        "strange": table.strange,
        "good": counts["new"] + counts["change"],
    }
    return render(request, "management/paste.html", context, status=422 if form.errors else 200)


def _known(request: PersonRequest) -> Known:
    today = clock.today()
    units: dict[str, int] = {}
    for unit in present_units(request.user.commune_id or "", today).prefetch_related("aliases"):
        units |= {fold(text): unit.pk for text in (unit.name, unit.short, *(each.text for each in unit.aliases.all()))}
    people: dict[str, str] = {}
    for pk, full_name in people_of(request).values_list("pk", "full_name"):
        people[fold(full_name)] = "" if fold(full_name) in people else str(pk)
    return Known(units, {key: pk for key, pk in people.items() if pk}, _day)


def _day(text: str) -> date | None:
    try:
        return read_day(text, today=clock.today(), looks="")
    except UnreadDay:
        return None


def _looked(request: PersonRequest, register: Register, typed: Typed) -> Looked:
    commune, wrong = request.user.commune_id or "", list(typed.wrong)
    entry = None
    if typed.number is not None:
        rows = queries.entries_for(request.user).select_related("unit", "commune")
        entry = rows.filter(register=register.name, number=typed.number, state=Entry.State.LIVE).first()
        wrong += [] if entry else [f"sổ không có mục {typed.number} đang theo dõi; để trống cột Số nếu là mục mới."]
        if entry and not request.user.has_perm("management.edit_entry", entry):
            wrong.append(f"mục {entry.number} do {entry.unit.name} phụ trách; nhờ đơn vị đó hoặc thường trực ISO sửa.")
    values = kept(register, {**entry.values, **typed.values} if entry else typed.values)
    wrong += wrong_of(register, values) if entry else []
    unit = _unit(request, typed, entry)
    wrong += [] if unit or typed.wrong else ["chưa có đơn vị phụ trách; thêm cột Đơn vị."]
    before = told(register, entry.values, commune) if entry else {}
    old, new = changed(before, told(register, values, commune)) if not wrong else ({}, {})
    changes = [(label, old.get(label, ""), new.get(label, "")) for label in {**new, **old}]
    if entry and unit and unit != entry.unit:
        changes.append(("Đơn vị", entry.unit.short, unit.short))
    if entry and typed.review_on and typed.review_on != entry.review_on:
        changes.append(("Ngày xem lại", f"{entry.review_on:%d/%m/%Y}", f"{typed.review_on:%d/%m/%Y}"))
    return Looked(typed, entry, values, unit, changes, tuple(wrong))


def _unit(request: PersonRequest, typed: Typed, entry: Entry | None) -> Unit | None:
    """The unit the line names, else that of the entry, else the only one the person works in."""
    if typed.unit is not None:
        return Unit.objects.filter(commune=request.user.commune_id, pk=typed.unit).first()
    if entry is not None:
        return entry.unit
    units = mandate_of(request.user).units
    return Unit.objects.filter(pk__in=units).first() if len(units) == 1 else None


def _written(request: PersonRequest, name: str, rows: list[Looked]) -> tuple[int, list[str]]:
    """Writes the good lines, each an act of its own; what an act refuses is told with its line."""
    done, failed = 0, []
    for each in rows:
        given: dict[str, Any] = {"values": each.values, "unit": each.unit, "actor": request.user, "at": clock.now()}
        try:
            if each.does == "new":
                actions.add_entry(commune=own_commune(request), register=name, review_on=each.typed.review_on, **given)
            elif each.does == "change" and each.entry is not None:
                actions.edit_entry(entry=each.entry, review_on=each.typed.review_on or each.entry.review_on, **given)
            else:
                continue
        except Refused as refused:
            failed.append(f"Dòng {each.typed.row}: {refused}")
        else:
            done += 1
    return done, failed
