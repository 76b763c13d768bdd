"""Forms of registers, clauses and management reviews: they read what a person typed and give plain values to the acts."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.ground.choice_fields import ManyChoiceField
from minhchung.apps.ground.day_field import DayField
from minhchung.apps.ground.whole_field import PointsField, WholeField
from minhchung.apps.ground.words_field import words
from minhchung.apps.management.models import Attendee, Decision
from minhchung.apps.management.rules.registers import LONGEST, SCORES, Column, Kind, Register, number_of
from minhchung.apps.organisations.models import Person, Unit
from minhchung.apps.organisations.person_field import PersonField
from minhchung.apps.organisations.unit_fields import UnitsForm

PREFIX = "cot-"
UNCHOSEN = ("", "Chưa chọn")
SYNTAX = (
    "Mỗi dòng một cột: Tên cột | kiểu | giá trị 1; giá trị 2. Kiểu: dòng chữ, đoạn chữ, chọn, ngày, số, điểm 1-5, người. Dấu * là phải ghi."
)


def _unit_field(units: QuerySet[Unit]) -> forms.ModelChoiceField[Unit]:
    missing = {"required": "Đơn vị phụ trách còn trống. Chọn một đơn vị."}
    return forms.ModelChoiceField(units, label="Đơn vị phụ trách", empty_label="Chọn đơn vị", error_messages=missing)


class EntryForm(forms.Form):
    """The columns of a register, who answers, when it is looked at again. `clean` gives `values` as texts."""

    def __init__(self, register: Register, units: QuerySet[Unit], people: QuerySet[Person], *args: Any, fresh: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.register = register
        for column in register.columns:
            self.fields[PREFIX + column.name] = _field(column, people)
        self.fields["unit"] = _unit_field(units)
        hint = f"Để trống thì {register.review_months} tháng sau." if fresh else ""
        self.fields["review_on"] = DayField(label="Xem lại trước ngày", required=not fresh, looks="ahead", help_text=hint)

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if self.errors:
            return given
        values = {column.name: _text(given.get(PREFIX + column.name)) for column in self.register.columns}
        return {"values": values, "unit": given["unit"], "review_on": given["review_on"]}

    @property
    def column_fields(self) -> list[forms.BoundField]:
        """The fields of the columns, in order."""
        return [self[PREFIX + column.name] for column in self.register.columns]


def _field(column: Column, people: QuerySet[Person]) -> forms.Field:
    """The field of a column."""
    missing = {"required": f"{column.label} còn trống. Chọn hoặc ghi rồi gửi lại."}
    usual: dict[str, Any] = {"label": column.label, "required": column.required, "help_text": column.hint}
    if column.kind in (Kind.LINE, Kind.TEXT):
        rows = 3 if column.kind is Kind.TEXT else 0
        return words(column.label, required=column.required, length=LONGEST[column.kind], rows=rows, hint=column.hint)
    if column.kind is Kind.CHOICE:
        return forms.ChoiceField(choices=[UNCHOSEN, *column.choices.items()], error_messages=missing, **usual)
    if column.kind is Kind.SCORE:
        return forms.ChoiceField(choices=[UNCHOSEN, *((each, each) for each in SCORES)], error_messages=missing, **usual)
    if column.kind is Kind.DAY:
        return DayField(**usual)
    if column.kind is Kind.NUMBER:
        return PointsField(max_digits=20, decimal_places=4, **usual)
    found = PersonField(column.label, required=column.required, help_text=column.hint, error_messages=missing)
    found.queryset = people
    return found


def _text(value: Any) -> str:
    """What was typed as it is stored."""
    if isinstance(value, Person):
        return str(value.pk)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else str(value or "").strip()


def start_of(register: Register, values: Mapping[str, str]) -> dict[str, Any]:
    """What stands in the fields of an entry."""
    found: dict[str, Any] = {}
    for column in register.columns:
        value = values.get(column.name, "")
        found[PREFIX + column.name] = number_of(value) if column.kind is Kind.NUMBER and value else value
    return found


class PasteForm(forms.Form):
    """A table chép from Excel."""

    table = words("Bảng chép từ Excel", length=200_000, rows=10)


class ReviewEntryForm(forms.Form):
    """That an entry was looked at."""

    on = DayField(label="Xem lại ngày")
    note = words("Kết quả xem lại", length=1000, rows=3, hint="Còn đúng không, thay đổi gì, ai xem.")
    review_on = DayField(label="Xem lại lần sau trước ngày", required=False, looks="ahead", help_text="Để trống thì theo chu kỳ của sổ.")


class ReasonForm(forms.Form):
    """A reason."""

    reason = words("Lý do", length=500, rows=3)


class WorkForm(UnitsForm):
    """Work given from an entry or a decision: who does what by when. `clean` gives the draft the act wants."""

    title = words("Tên nhiệm vụ", length=500, rows=2)
    product = words("Sản phẩm", required=False, hint="Thứ nộp lại được: báo cáo, danh sách, hồ sơ đã sửa.")
    due_on = DayField(label="Ngày hạn", looks="ahead")

    def clean_lead(self) -> Any:
        if not self.cleaned_data["lead"]:
            raise ValidationError("Chưa chọn đơn vị chủ trì. Chọn ít nhất một đơn vị rồi giao.")
        return self.cleaned_data["lead"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if self.errors:
            return given
        draft = Draft(
            title=given["title"].strip(),
            lead=_units(given["lead"]),
            cooperating=_units(given["cooperating"]),
            deadline_kind=Assignment.DeadlineKind.DATE,
            deadline_on=given["due_on"].isoformat(),
            product=given["product"].strip(),
        )
        return {"draft": draft}


def _units(units: Iterable[Unit]) -> tuple[DraftUnit, ...]:
    return tuple(DraftUnit(unit.name, unit.pk, 1.0, "name") for unit in units)


class ColumnsForm(forms.Form):
    """The columns of the ward's own of a register, and its interval."""

    columns = words("Cột của phường", required=False, length=4000, rows=6, hint=SYNTAX)
    review_months = WholeField(label="Xem lại mỗi (tháng)", required=False, min_value=1, max_value=120)


class RegisterForm(forms.Form):
    """A register of the ward's own."""

    title = words("Tên sổ", length=120)
    purpose = words("Sổ để làm gì", required=False, length=500, rows=2)
    columns = words("Các cột", length=4000, rows=8, hint=SYNTAX)
    clauses = words("Làm bằng chứng cho điều khoản", required=False, length=100, hint="Số cách nhau bằng dấu phẩy, ví dụ 7.2, 8.4.")
    review_months = WholeField(label="Xem lại mỗi (tháng)", required=False, min_value=1, max_value=120)

    def clean_clauses(self) -> list[str]:
        return [each.strip() for each in self.cleaned_data["clauses"].split(",") if each.strip()]


class IntervalForm(forms.Form):
    """How often the management review is held."""

    review_months = WholeField(label="Xem xét mỗi (tháng)", min_value=1, max_value=60)
    source = words("Văn bản quy định", required=False, hint="Ví dụ: Sổ tay chất lượng, mục 9.3.")


class ReviewForm(forms.Form):
    """A management review that is being prepared."""

    title = words("Tên cuộc xem xét")
    planned_on = DayField(label="Ngày dự kiến họp", looks="ahead")
    since = DayField(label="Số liệu tính từ ngày", required=False, help_text="Để trống thì từ lần xem xét trước.")
    place = words("Địa điểm", required=False, length=200)
    chair = PersonField("Chủ trì", required=False, empty_label="Chưa chọn")
    secretary = PersonField("Thư ký", required=False, empty_label="Chưa chọn")

    def __init__(self, people: QuerySet[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("chair", "secretary"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]  # a choice of people


class PeopleChoice(ManyChoiceField):
    """People of the ward to tick."""

    def label_from_instance(self, obj: Person) -> str:
        return obj.full_name


class AttendeeChoice(ManyChoiceField):
    """Those who were asked, to tick."""

    def label_from_instance(self, obj: Attendee) -> str:
        return obj.name


class InviteForm(forms.Form):
    """Who is asked to come."""

    guests = words("Khách mời", required=False, length=2000, rows=3, hint="Mỗi dòng một người: họ tên, cơ quan.")

    def __init__(self, people: QuerySet[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["people"] = PeopleChoice(people, label="Người của phường", required=False, widget=forms.CheckboxSelectMultiple)
        self.order_fields(["people", "guests"])


class HoldForm(forms.Form):
    """The day it was held and who came."""

    held_on = DayField(label="Họp ngày")

    def __init__(self, attendees: QuerySet[Attendee], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        missing = {"required": "Chưa đánh dấu ai có mặt. Đánh dấu người có mặt."}
        tick = forms.CheckboxSelectMultiple
        self.fields["present"] = AttendeeChoice(attendees, label="Có mặt", widget=tick, error_messages=missing)


class NoteForm(forms.Form):
    """What is said of an input; it may be emptied."""

    note = words("Ý kiến, nhận định", required=False, length=4000, rows=5)


class DecisionForm(forms.Form):
    """A decision."""

    text = words("Quyết định", length=4000, rows=3)
    kind = forms.ChoiceField(label="Loại", choices=Decision.Kind.choices)
