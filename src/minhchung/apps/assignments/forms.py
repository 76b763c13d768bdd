"""Forms of assignments: they read what a person typed and give plain values to the acts."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from minhchung.apps.assignments.models import Assignment, Duty
from minhchung.apps.assignments.rules.deadlines import period_bounds
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.assignments.rules.periods import RECURRENCES, RHYTHM_WORDS, WEEKDAYS
from minhchung.apps.documents.models import Document
from minhchung.apps.ground.days import refuse_unlikely
from minhchung.apps.organisations.models import Person, Unit

DATE_FORMATS = ["%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y"]
UNREAL = "Ngày này không có thật. Ghi dạng ngày/tháng/năm, ví dụ 20/11/2026."
Kind = Assignment.DeadlineKind


def day_field(label: str, *, required: bool = True, hint: str = "") -> forms.DateField:
    """A date, by the browser's calendar or typed as 20/11/2026."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(
        label=label,
        required=required,
        input_formats=DATE_FORMATS,
        widget=widget,
        error_messages={"invalid": UNREAL},
        help_text=hint,
        validators=[refuse_unlikely],
    )


def words_field(label: str, *, required: bool = True, length: int = 500, rows: int = 3, hint: str = "") -> forms.CharField:
    """Some lines of text."""
    widget = forms.Textarea(attrs={"rows": rows})
    missing = {"required": f"{label} còn trống. Ghi nội dung rồi gửi."}
    return forms.CharField(label=label, required=required, max_length=length, widget=widget, help_text=hint, error_messages=missing)


class UnitChoice(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """Units of the ward to tick."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(Unit.objects.none(), label=label, required=False, widget=forms.CheckboxSelectMultiple, **kwargs)

    def label_from_instance(self, obj: Unit) -> str:
        return f"{obj.name} ({obj.short})"


class DraftForm(forms.Form):
    """All a person decides about one clause, or about work typed by hand."""

    title = forms.CharField(label="Tên nhiệm vụ", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))
    lead = UnitChoice("Đơn vị chủ trì", help_text="Nhiều đơn vị: mỗi đơn vị một phần việc.")
    cooperating = UnitChoice("Đơn vị phối hợp")
    deadline_kind = forms.ChoiceField(label="Loại hạn", choices=Kind.choices)
    deadline_on = day_field("Ngày trong văn bản", required=False, hint="Ngày đúng như văn bản ghi.")
    before = forms.BooleanField(label="Văn bản ghi “trước ngày” này", required=False)
    deadline_period = forms.CharField(
        label="Kỳ", required=False, max_length=10, help_text="Viết 2026-12 (tháng), 2026-Q4, 2026-H2 hoặc 2026."
    )
    recurrence = forms.ChoiceField(
        label="Định kỳ", required=False, choices=[("", "–"), *((name, RHYTHM_WORDS[name]) for name in RECURRENCES)]
    )
    recurring_day = forms.CharField(
        label="Ngày của kỳ", required=False, max_length=5, help_text="Ngày trong tháng (10), ngày trong năm (01-10); để trống là cuối kỳ."
    )
    review_every_months = forms.IntegerField(label="Rà lại sau mỗi (tháng)", required=False, min_value=1, max_value=12)
    product = forms.CharField(label="Sản phẩm", required=False, max_length=300)
    count_target = forms.IntegerField(label="Số lượng cần đạt", required=False, min_value=1, max_value=100_000)
    count_unit = forms.CharField(label="Đơn vị đếm", required=False, max_length=120)
    count_per_duty = forms.BooleanField(label="Mỗi đơn vị đạt số này", required=False)

    FOLLOWS: ClassVar[dict[str, tuple[str, ...]]] = {
        "deadline": ("deadline_kind", "deadline_on", "deadline_period", "deadline_inclusive", "recurrence", "recurring_day"),
        "review": ("review_every_months",),
        "count": ("count_target", "count_unit", "count_per_duty"),
        "product": ("product",),
    }
    """Which inferred mark belongs to which fields: what a person sets and the text does not say is shown as such."""

    def __init__(self, *args: Any, units: Iterable[Unit], draft: Draft | None = None, **kwargs: Any) -> None:
        self.draft = draft or Draft(title="", deadline_kind=Kind.DATE)
        kwargs["initial"] = self._initial() | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        known = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        for name in ("lead", "cooperating"):
            field = self.fields[name]
            if isinstance(field, forms.ModelMultipleChoiceField):
                field.queryset = known

    def _initial(self) -> dict[str, Any]:
        names = [name for name in DraftForm.base_fields if name not in ("lead", "cooperating", "before")]
        values = {name: getattr(self.draft, name) for name in names}
        more = {"lead": self.draft.lead_units, "cooperating": self.draft.cooperating_units, "before": not self.draft.deadline_inclusive}
        return values | more

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        self._check_deadline(values)
        day = values.get("recurring_day")
        if day and not _is_day(day):
            self.add_error("recurring_day", f"“{day}” không phải ngày của kỳ. Ghi 10 hoặc 01-10, hoặc để trống.")
        if values.get("count_target") and not values.get("count_unit"):
            self.add_error("count_unit", "Ghi rõ đếm gì, ví dụ “văn bản”, “thủ tục”.")
        return values

    def _check_deadline(self, values: dict[str, Any]) -> None:
        needed = {Kind.DATE: "deadline_on", Kind.PERIOD: "deadline_period", Kind.RECURRING: "recurrence"}.get(
            values.get("deadline_kind", "")
        )
        if needed and not values.get(needed) and needed not in self.errors:
            self.add_error(needed, f"Loại hạn “{Kind(values['deadline_kind']).label}” cần mục này.")
        if values.get("deadline_kind") == Kind.PERIOD and values.get("deadline_period"):
            try:
                period_bounds(values["deadline_period"])
            except ValueError as error:
                self.add_error("deadline_period", str(error))
        if values.get("deadline_kind") == Kind.STANDING and not values.get("review_every_months"):
            values["review_every_months"] = 3

    def as_draft(self) -> Draft:
        """The draft the person made. Fields that do not belong to the chosen kind of deadline are emptied."""
        given, kind = self.cleaned_data, self.cleaned_data["deadline_kind"]
        values = {
            "deadline_kind": kind,
            "deadline_on": given["deadline_on"].isoformat() if given["deadline_on"] and kind in ("date", "urgent", "relative") else "",
            "deadline_inclusive": not given["before"],
            "deadline_period": given["deadline_period"] if kind == Kind.PERIOD else "",
            "recurrence": given["recurrence"] if kind == Kind.RECURRING else "",
            "recurring_day": given["recurring_day"] if kind == Kind.RECURRING else "",
            "review_every_months": given["review_every_months"] if kind == Kind.STANDING else None,
            **{name: given[name] for name in ("product", "count_target", "count_unit", "count_per_duty")},
        }
        changed = [mark for mark, names in self.FOLLOWS.items() if any(values[name] != getattr(self.draft, name) for name in names)]
        return Draft.from_json(
            {
                **self.draft.to_json(),
                **values,
                "title": given["title"].strip(),
                "lead": [_unit(unit, self.draft.lead) for unit in given["lead"]],
                "cooperating": [_unit(unit, self.draft.cooperating) for unit in given["cooperating"]],
                "inferred": self._inferred(changed),
            }
        )

    def _inferred(self, changed: list[str]) -> list[str]:
        """A document that says nothing of what was typed is the reason for the mark; work typed by hand has no such document."""
        if not self.draft.title:
            return []
        return list(dict.fromkeys([*self.draft.inferred, *changed]))


def _unit(unit: Unit, known: Iterable[DraftUnit]) -> dict[str, Any]:
    same = next((item for item in known if item.unit == unit.pk), None)
    found = same or DraftUnit(unit.name, unit.pk, None, "")
    return {"name": found.name, "unit": found.unit, "score": found.score, "how": found.how}


def _is_day(day: str) -> bool:
    if day in (*WEEKDAYS, "last"):
        return True
    parts = day.removeprefix("Q").split("-")
    if len(parts) > 2 or not all(part.isascii() and part.isdecimal() for part in parts):
        return False
    return 1 <= int(parts[-1]) <= 31 and int(parts[0]) >= 1


class HandForm(DraftForm):
    """Work typed by hand: the wording and the document it comes from, where there is one."""

    wording = words_field(
        "Nguyên văn giao việc", required=False, length=8000, hint="Chép đúng lời giao việc; để trống thì dùng tên nhiệm vụ."
    )
    document = forms.ModelChoiceField(
        Document.objects.none(), label="Văn bản giao việc", required=False, empty_label="Không theo văn bản nào"
    )
    recurs_until = day_field("Định kỳ đến ngày", required=False, hint="Để trống là hết năm.")

    def __init__(self, *args: Any, documents: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["document"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = documents


class ReasonForm(forms.Form):
    """A reason."""

    reason = words_field("Lý do")


class NoteForm(forms.Form):
    """A word that may be left out."""

    note = words_field("Ghi chú", required=False)


class SubmitForm(forms.Form):
    """The report that work is done."""

    done_on = day_field(
        "Ngày làm xong", required=False, hint="Để trống là hôm nay. Có văn bản trả lời đã ban hành thì tính theo ngày văn bản."
    )
    note = words_field("Ghi chú", required=False)


class ProgressForm(forms.Form):
    """Progress in words, and what the person saw before."""

    progress = forms.CharField(label="Tiến độ", max_length=300, required=False)
    expected = forms.CharField(required=False, widget=forms.HiddenInput)


class ProductForm(forms.Form):
    """A product handed in."""

    title = forms.CharField(label="Tên sản phẩm", max_length=300)
    quantity = forms.IntegerField(label="Số lượng", min_value=1, max_value=100_000, initial=1)


class DayForm(forms.Form):
    """A day for work that has none."""

    due_on = day_field("Ngày hạn", hint="Ngày cuối cùng được phép. Đặt xong là hạn ban đầu, không đổi được nữa.")


class ExtensionForm(forms.Form):
    """A later day and why."""

    due_on = day_field("Xin gia hạn đến ngày")
    reason = words_field("Lý do")


class RemindForm(forms.Form):
    """What to say when urging."""

    text = words_field("Nội dung đôn đốc", required=False, hint="Để trống thì dùng câu đề nghị sớm hoàn thành.")
    document = forms.ModelChoiceField(Document.objects.none(), label="Văn bản đôn đốc", required=False, empty_label="Không có văn bản")


class AnswerForm(forms.Form):
    """The outgoing document that answers."""

    document = forms.ModelChoiceField(
        Document.objects.none(), label="Văn bản trả lời", required=False, empty_label="Chưa có văn bản trả lời"
    )


class DecideForm(forms.Form):
    """Yes or no, with a word."""

    granted = forms.TypedChoiceField(
        label="Quyết định", choices=[("1", "Đồng ý"), ("0", "Không đồng ý")], coerce=lambda value: value == "1"
    )
    note = words_field("Ghi chú", required=False, hint="Không đồng ý thì cần ghi lý do.")


class JudgeForm(forms.Form):
    """Good or not, with a reason."""

    good = forms.TypedChoiceField(label="Đánh giá", choices=[("1", "Đạt"), ("0", "Chưa đạt")], coerce=lambda value: value == "1")
    reason = words_field("Lý do chưa đạt", required=False)


class PersonForm(forms.Form):
    """Who in the unit is responsible."""

    person = forms.ModelChoiceField(Person.objects.none(), label="Người phụ trách", required=False, empty_label="Không giao riêng cho ai")


class DutyForm(forms.Form):
    """One more unit."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị")
    part = forms.ChoiceField(label="Vai", choices=Duty.Part.choices)


class CommentForm(forms.Form):
    """A word about an assignment."""

    text = words_field("Ý kiến", length=4000, rows=2)


class ReturnForm(forms.Form):
    """A register that comes back."""

    file = forms.FileField(label="Tệp sổ đã điền", error_messages={"required": "Chưa chọn tệp. Chọn tệp .xlsx đã xuất từ phần mềm."})

    def clean_file(self) -> Any:
        """Only a spreadsheet of a sane size is read."""
        given = self.cleaned_data["file"]
        if not given.name.casefold().endswith(".xlsx"):
            raise ValidationError(f"Tệp {given.name} không phải .xlsx. Mở bằng Excel, lưu lại dạng .xlsx rồi nộp.")
        return given
