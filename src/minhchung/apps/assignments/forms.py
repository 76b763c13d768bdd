"""Forms of assignments: they read what a person typed and give plain values to the acts."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from minhchung.apps.assignments.models import Assignment, Duty
from minhchung.apps.assignments.period_field import PeriodField
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.assignments.rules.periods import RECURRENCES, RHYTHM_WORDS
from minhchung.apps.assignments.rules.typed import Unread, read_recurring_day, recurring_day_words
from minhchung.apps.documents.models import Document
from minhchung.apps.ground.choice_fields import ManyChoiceField
from minhchung.apps.ground.day_field import DayField
from minhchung.apps.ground.typed_days import Looks
from minhchung.apps.ground.whole_field import WholeField
from minhchung.apps.organisations.models import Unit
from minhchung.apps.organisations.person_field import PersonField

Kind = Assignment.DeadlineKind
WHEN_BEGUN = "Cần ghi khi đã có đơn vị bắt đầu làm."


def day_field(label: str, *, required: bool = True, hint: str = "", looks: Looks = "ahead") -> DayField:
    """A day of work: a deadline unless said otherwise."""
    return DayField(label=label, required=required, help_text=hint, looks=looks)


def words_field(label: str, *, required: bool = True, length: int = 500, rows: int = 3, hint: str = "") -> forms.CharField:
    """Some lines of text."""
    widget = forms.Textarea(attrs={"rows": rows})
    missing = {"required": f"{label} còn trống. Ghi nội dung rồi gửi."}
    return forms.CharField(label=label, required=required, max_length=length, widget=widget, help_text=hint, error_messages=missing)


class UnitChoice(ManyChoiceField):
    """Units of the ward to tick."""

    def __init__(self, label: str, **kwargs: Any) -> None:
        super().__init__(Unit.objects.none(), label=label, required=False, widget=forms.CheckboxSelectMultiple, **kwargs)

    def label_from_instance(self, obj: Unit) -> str:
        return f"{obj.name} ({obj.short})"


class DraftForm(forms.Form):
    """All a person decides about one clause, or about work typed by hand."""

    title = forms.CharField(
        label="Tên nhiệm vụ",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Nhiệm vụ chưa có tên. Ghi tên nhiệm vụ."},
    )
    lead = UnitChoice("Đơn vị chủ trì", help_text="Nhiều đơn vị: mỗi đơn vị một phần việc.")
    cooperating = UnitChoice("Đơn vị phối hợp")
    deadline_kind = forms.ChoiceField(label="Loại hạn", choices=Kind.choices)
    deadline_on = day_field(
        "Ngày hạn", required=False, hint="Đúng như văn bản ghi; “khẩn trương” hay tính từ một mốc thì ghi ngày đã tính."
    )
    before = forms.BooleanField(label="Văn bản ghi “trước” ngày (kỳ) này", required=False)
    deadline_period = PeriodField(label="Kỳ", required=False)
    recurrence = forms.ChoiceField(
        label="Định kỳ", required=False, choices=[("", "–"), *((name, RHYTHM_WORDS[name]) for name in RECURRENCES)]
    )
    recurring_day = forms.CharField(
        label="Ngày của kỳ", required=False, max_length=40, help_text="Thứ sáu, ngày 10, 15/6, ngày 5 tháng đầu quý; để trống là cuối kỳ."
    )
    review_every_months = WholeField(label="Rà lại sau mỗi (tháng)", required=False, min_value=1, max_value=12)
    product = forms.CharField(label="Sản phẩm", required=False, max_length=300)
    count_target = WholeField(label="Số lượng cần đạt", required=False, min_value=1, max_value=100_000)
    count_unit = forms.CharField(label="Đơn vị đếm", required=False, max_length=120)
    count_per_duty = forms.BooleanField(label="Mỗi đơn vị đạt số này", required=False)

    FOLLOWS: ClassVar[dict[str, tuple[str, ...]]] = {
        "deadline": ("deadline_kind", "deadline_on", "deadline_period", "deadline_inclusive", "recurrence", "recurring_day"),
        "review": ("review_every_months",),
        "count": ("count_target", "count_unit", "count_per_duty"),
        "product": ("product",),
    }
    """Which inferred mark belongs to which fields: what a person sets and the text does not say is shown as such."""

    WHEN: ClassVar[dict[str, tuple[str, ...]]] = {
        "deadline_on": (Kind.DATE, Kind.URGENT, Kind.RELATIVE),
        "before": (Kind.DATE, Kind.PERIOD, Kind.RECURRING),
        "deadline_period": (Kind.PERIOD,),
        "recurrence": (Kind.RECURRING,),
        "recurring_day": (Kind.RECURRING,),
        "review_every_months": (Kind.STANDING,),
        "recurs_until": (Kind.RECURRING, Kind.STANDING),
    }
    """The kinds of deadline a field belongs to. Of the others it is not shown, and what it holds counts for nothing."""
    NEEDED: ClassVar[dict[str, tuple[str, str]]] = {
        Kind.DATE: ("deadline_on", "Chưa có ngày hạn. Ghi ngày/tháng/năm, ví dụ 20/11/2026."),
        Kind.URGENT: ("deadline_on", "Chưa có ngày hạn cho việc khẩn trương. Ghi ngày/tháng/năm, ví dụ 20/11/2026."),
        Kind.PERIOD: ("deadline_period", "Chưa có kỳ. Ghi như 12/2026, quý IV/2026, tuần 47/2026, hoặc chọn bên dưới."),
        Kind.RECURRING: ("recurrence", "Chưa chọn định kỳ: hằng tuần, hằng tháng, hằng quý, 6 tháng hay hằng năm."),
    }

    def __init__(self, *args: Any, units: Iterable[Unit], draft: Draft | None = None, taking: bool = False, **kwargs: Any) -> None:
        self.draft = draft or Draft(title="", deadline_kind=Kind.DATE)
        self.taking = taking
        kwargs["initial"] = self._initial() | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        known = Unit.objects.filter(pk__in=[unit.pk for unit in units])
        for name in ("lead", "cooperating"):
            field = self.fields[name]
            if isinstance(field, ManyChoiceField):
                field.queryset = known

    def _initial(self) -> dict[str, Any]:
        names = [name for name in DraftForm.base_fields if name not in ("lead", "cooperating", "before")]
        values = {name: getattr(self.draft, name) for name in names}
        return values | {
            "lead": self.draft.lead_units,
            "cooperating": self.draft.cooperating_units,
            "before": not self.draft.deadline_inclusive,
            "recurring_day": recurring_day_words(self.draft.recurring_day),
        }

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        self._leave_out_other_kinds(values)
        self._check_deadline(values)
        if values.get("count_target") and not values.get("count_unit"):
            self.add_error("count_unit", "Ghi rõ đếm gì, ví dụ “văn bản”, “thủ tục”.")
        if self.taking and not values.get("lead") and "lead" not in self.errors:
            self.add_error("lead", "Chưa xác định đơn vị chủ trì: chọn ít nhất một đơn vị.")
        return values

    def _leave_out_other_kinds(self, values: dict[str, Any]) -> None:
        """What stands in a field that is not shown is neither kept nor found fault with."""
        kind = values.get("deadline_kind")
        for name in (name for name, kinds in self.WHEN.items() if kind and kind not in kinds and name in self.fields):
            values[name] = None
            self.errors.pop(name, None)

    def _check_deadline(self, values: dict[str, Any]) -> None:
        kind = values.get("deadline_kind", "")
        name, missing = self.NEEDED.get(kind, ("", ""))
        if name and not values.get(name) and name not in self.errors:
            self.add_error(name, missing)
        if kind == Kind.STANDING and not values.get("review_every_months") and "review_every_months" not in self.errors:
            values["review_every_months"] = 3
        if kind == Kind.RECURRING and values.get("recurrence") and values.get("recurring_day"):
            try:
                values["recurring_day"] = read_recurring_day(values["recurring_day"], values["recurrence"])
            except Unread as error:
                self.add_error("recurring_day", str(error))

    def as_draft(self) -> Draft:
        """The draft the person made. Fields that do not belong to the chosen kind of deadline are emptied."""
        given, kind = self.cleaned_data, self.cleaned_data["deadline_kind"]
        values = {
            "deadline_kind": kind,
            "deadline_on": given["deadline_on"].isoformat() if given["deadline_on"] and kind in ("date", "urgent", "relative") else "",
            "deadline_inclusive": not given["before"],
            "deadline_period": given["deadline_period"] if kind == Kind.PERIOD else "",
            "recurrence": given["recurrence"] if kind == Kind.RECURRING else "",
            "recurring_day": given["recurring_day"] or "" if kind == Kind.RECURRING else "",
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
        super().__init__(*args, taking=True, **kwargs)
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
        "Ngày làm xong",
        required=False,
        looks="back",
        hint="Để trống là hôm nay. Có văn bản trả lời đã ban hành thì tính theo ngày văn bản.",
    )
    note = words_field("Ghi chú", required=False)


class ProgressForm(forms.Form):
    """Progress in words, and what the person saw before."""

    progress = forms.CharField(label="Tiến độ", max_length=300, required=False)
    expected = forms.CharField(required=False, widget=forms.HiddenInput)


class ProductForm(forms.Form):
    """A product handed in."""

    title = forms.CharField(label="Tên sản phẩm", max_length=300)
    quantity = WholeField(label="Số lượng", min_value=1, max_value=100_000, initial=1)


class DayForm(forms.Form):
    """A day for work that has none."""

    due_on = day_field("Ngày hạn", hint="Ngày cuối cùng được phép. Đặt xong là hạn ban đầu; chỉ người ấn định sửa được lỗi gõ, trong ngày.")


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

    person = PersonField("Người phụ trách", required=False, empty_label="Không giao riêng cho ai")


class DutyForm(forms.Form):
    """One more unit."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị", empty_label="Chọn đơn vị")
    part = forms.ChoiceField(label="Vai", choices=Duty.Part.choices)


class PartForm(forms.Form):
    """Leading or cooperating."""

    part = forms.ChoiceField(label="Vai", choices=Duty.Part.choices)
    reason = words_field("Lý do", required=False, hint=WHEN_BEGUN)


class RewordForm(forms.Form):
    """Another name for given work, and the name the person saw."""

    expected = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)
    title = forms.CharField(
        label="Tên nhiệm vụ",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Nhiệm vụ chưa có tên. Ghi tên nhiệm vụ."},
    )
    reason = words_field("Lý do", required=False, hint=WHEN_BEGUN)


class CorrectDeadlineForm(forms.Form):
    """The deadline as it should have been typed: a day or a period, as the work has it."""

    deadline_on = day_field("Ngày hạn đúng", hint="Đúng như văn bản ghi.")
    deadline_period = PeriodField(label="Kỳ đúng")
    before = forms.BooleanField(label="Văn bản ghi “trước” ngày (kỳ) này", required=False)
    reason = words_field("Lý do", required=False, hint=WHEN_BEGUN)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        by_period = self.initial.get("deadline_kind") == Kind.PERIOD
        del self.fields["deadline_on" if by_period else "deadline_period"]


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
