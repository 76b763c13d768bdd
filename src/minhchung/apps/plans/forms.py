"""Forms of plans, items and objectives: they read what a person typed and give plain values to the acts."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import Truncator

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.documents import queries as documents
from minhchung.apps.documents.models import Document
from minhchung.apps.ground.day_field import DayField
from minhchung.apps.ground.whole_field import WholeField
from minhchung.apps.ground.words_field import words
from minhchung.apps.organisations.models import Person, Unit
from minhchung.apps.organisations.unit_fields import UnitsForm
from minhchung.apps.plans.models import Objective, Plan, PlanItem
from minhchung.apps.plans.rules.listing import CODES
from minhchung.apps.plans.rules.when import read_when
from minhchung.apps.plans.writing import ItemFields, fields_of
from minhchung.text.numbers import read_number

SERIES = ("KH", "QĐ", "CTr", "ĐA")
"""Documents that issue plans."""
SHOWN = 110


class DocumentChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A document of the register by number, day and subject."""

    def label_from_instance(self, obj: Document) -> str:
        return Truncator(obj.title).chars(SHOWN)


class AmountField(forms.Field):
    """A number as officials write it: 1.284, 97,42; empty is not known."""

    def __init__(self, *, label: str, help_text: str = "") -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "maxlength": 24})
        super().__init__(label=label, required=False, help_text=help_text, widget=widget)

    def to_python(self, value: Any) -> Decimal | None:
        text = str(value or "").strip()
        if not text:
            return None
        found = read_number(text.lstrip("-−"))
        if found is None or abs(found) >= Decimal(10) ** 15:
            raise ValidationError(f"“{text[:30]}” không phải số. Ghi như 1.284 hoặc 97,42; chưa biết thì để trống.")
        return -found if text[0] in "-−" else found

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, Decimal):
            return f"{value.normalize():,f}".translate(str.maketrans(",.", ".,"))
        return value


def plan_documents(person: Person, year: int) -> QuerySet[Document]:
    """The documents that may have issued a plan of that year."""
    found = documents.readable(person).filter(archived_at=None, series__in=SERIES, issued_on__year__in=(year - 1, year))
    return found.order_by("-issued_on", "-pk")


class PlanForm(forms.Form):
    """A plan by hand, or over a file."""

    kind = forms.ChoiceField(label="Loại kế hoạch", choices=Plan.Kind.choices)
    year = WholeField(label="Năm", min_value=2020, max_value=2100)
    title = words("Tên kế hoạch")
    document = DocumentChoice(Document.objects.none(), label="Văn bản ban hành", required=False, empty_label="Chưa có trong sổ văn bản")

    def __init__(self, person: Person, year: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = plan_documents(person, year)  # type: ignore[attr-defined]


class EditPlanForm(forms.Form):
    """Name and document of a plan."""

    title = words("Tên kế hoạch")
    document = DocumentChoice(Document.objects.none(), label="Văn bản ban hành", required=False, empty_label="Chưa có trong sổ văn bản")


class ReasonForm(forms.Form):
    """A reason."""

    reason = words("Lý do", rows=3)


class ItemForm(UnitsForm):
    """An item in the plan's words, and the units it means."""

    number = words("Số của mục", required=False, length=20, hint="Như trong kế hoạch: 25, I.3.")
    headings = words("Đề mục ở trên", required=False, length=2000, rows=2, hint="Mỗi dòng một cấp, ví dụ “I. Cải cách thể chế”.")
    task = words("Nội dung nhiệm vụ", length=8000, rows=4)
    product = words("Sản phẩm", required=False, length=1000)
    time = words("Thời gian hoàn thành", required=False, hint="Như trong kế hoạch: Quý II/2026, Trước 30/6, Hằng tháng, Thường xuyên.")
    codes = words("Tiêu chí thành phần", required=False, hint="Mã trong bộ chỉ số, cách nhau bằng dấu phẩy: 1.2.1, 3.1.4.")
    note = words("Ghi chú", required=False, length=1000, rows=2)

    def __init__(self, units: QuerySet[Unit], *args: Any, item: PlanItem | None = None, **kwargs: Any) -> None:
        self.item = item
        kwargs["initial"] = {**(_initial(item) if item else {}), **kwargs.get("initial", {})}
        # A unit that the item names stays in the choice when it is closed.
        known = units | Unit.objects.filter(pk__in=item.units.values("unit")) if item else units
        super().__init__(known, *args, **kwargs)

    def clean_codes(self) -> tuple[str, ...]:
        typed = self.cleaned_data["codes"]
        if unknown := [part for part in typed.replace(";", ",").split(",") if part.strip() and not CODES.fullmatch(part.strip())]:
            raise ValidationError(f"“{unknown[0].strip()[:30]}” không phải mã tiêu chí. Ghi như 1.2.1, cách nhau bằng dấu phẩy.")
        return tuple(dict.fromkeys(CODES.findall(typed)))

    def clean_headings(self) -> tuple[str, ...]:
        return tuple(line.strip()[:500] for line in self.cleaned_data["headings"].splitlines() if line.strip())

    def as_fields(self, *, year: int) -> ItemFields:
        """The item typed; what an import read of it and this form does not show stays."""
        given = self.cleaned_data
        before = fields_of(self.item) if self.item else ItemFields(number="", task="")
        lead, cooperating = (tuple(unit.pk for unit in given[name]) for name in ("lead", "cooperating"))
        return replace(
            before,
            number=given["number"].strip(),
            headings=given["headings"],
            task=given["task"].strip(),
            product=given["product"].strip(),
            when=before.when if given["time"].strip() == before.when.text else read_when(given["time"], year=year),
            note=given["note"].strip(),
            codes=given["codes"],
            lead=lead,
            cooperating=cooperating,
        )


def _initial(item: PlanItem) -> dict[str, Any]:
    fields = fields_of(item)
    return {
        "number": fields.number,
        "headings": "\n".join(fields.headings),
        "task": fields.task,
        "product": fields.product,
        "time": fields.when.text,
        "lead": fields.lead,
        "cooperating": fields.cooperating,
        "codes": ", ".join(fields.codes),
        "note": fields.note,
    }


class AssignmentChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An assignment by number and name."""

    def label_from_instance(self, obj: Assignment) -> str:
        return Truncator(f"{obj.number}: {obj.title}").chars(SHOWN)


class LinkForm(forms.Form):
    """The assignment that carries out an item."""

    assignment = AssignmentChoice(Assignment.objects.none(), label="Nhiệm vụ", empty_label="Chọn nhiệm vụ")

    def __init__(self, choices: QuerySet[Assignment], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignment"].queryset = choices  # type: ignore[attr-defined]


class AssignForm(UnitsForm):
    """Work given from an item: the plan's words, changed where need be."""

    title = words("Tên nhiệm vụ", length=500, rows=3)
    product = words("Sản phẩm", required=False)
    due_on = DayField(label="Ngày hạn", required=False, looks="ahead")

    def __init__(self, draft: Draft, units: QuerySet[Unit], *args: Any, **kwargs: Any) -> None:
        self.draft = draft
        start = {"title": draft.title, "lead": draft.lead_units, "cooperating": draft.cooperating_units, "product": draft.product}
        super().__init__(units, *args, **{**kwargs, "initial": start})
        if not self.asks_for_a_day:
            del self.fields["due_on"]

    @property
    def asks_for_a_day(self) -> bool:
        """Whether the plan says no time from which a due day follows."""
        return self.draft.deadline_kind == "relative" or (self.draft.deadline_kind == "standing" and self.draft.deadline_text == "")

    def clean_lead(self) -> Any:
        if not self.cleaned_data["lead"]:
            raise ValidationError("Chưa chọn đơn vị chủ trì. Chọn ít nhất một đơn vị rồi giao.")
        return self.cleaned_data["lead"]

    def as_draft(self) -> Draft:
        """The draft of the assignment."""
        given = self.cleaned_data
        changed = replace(
            self.draft,
            title=given["title"].strip(),
            lead=_draft_units(given["lead"]),
            cooperating=_draft_units(given["cooperating"]),
            product=given["product"].strip(),
        )
        if given.get("due_on"):
            inferred = tuple(dict.fromkeys([*(mark for mark in changed.inferred if mark != "review"), "deadline"]))
            changed = replace(
                changed, deadline_kind="date", deadline_on=given["due_on"].isoformat(), review_every_months=None, inferred=inferred
            )
        return changed


def _draft_units(units: Iterable[Unit]) -> tuple[DraftUnit, ...]:
    return tuple(DraftUnit(unit.name, unit.pk, 1.0, "name") for unit in units)


class ObjectiveForm(forms.Form):
    """What is measured, by whom, against what."""

    title = words("Tên mục tiêu", hint="Ví dụ: Thu ngân sách trên địa bàn.")
    measure = words("Đơn vị đo", length=40, hint="Tỷ đồng, %, vị trí, hồ sơ.")
    better = forms.ChoiceField(label="Chiều tốt", choices=Objective.Better.choices)
    adding = forms.ChoiceField(label="Số liệu các tháng", choices=Objective.Adding.choices)
    target = AmountField(label="Chỉ tiêu năm")
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị phụ trách", required=False, empty_label="Chưa xác định")
    item = forms.ModelChoiceField(PlanItem.objects.none(), label="Mục kế hoạch", required=False, empty_label="Không theo mục nào")
    source = words("Nguồn số liệu", required=False, hint="Ví dụ: Báo cáo của Kho bạc Nhà nước khu vực.")

    def __init__(self, units: QuerySet[Unit], items: QuerySet[PlanItem], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]
        self.fields["item"].queryset = items  # type: ignore[attr-defined]
        self.fields["item"].label_from_instance = lambda item: Truncator(str(item)).chars(SHOWN)  # type: ignore[attr-defined]


class ValueForm(forms.Form):
    """One month of an objective; `known` when something was entered for it before, which may then be emptied."""

    planned = AmountField(label="Kế hoạch")
    actual = AmountField(label="Thực hiện", help_text="Chưa có số liệu thì để trống, không ghi 0.")
    document = DocumentChoice(Document.objects.none(), label="Văn bản nguồn", required=False, empty_label="Chưa có văn bản")
    cause = words("Nguyên nhân chưa đạt", required=False, length=1000, rows=3, hint="Cần ghi khi thực hiện kém kế hoạch.")

    def __init__(self, choices: QuerySet[Document], *args: Any, known: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = choices  # type: ignore[attr-defined]
        self.known = known

    def clean(self) -> dict[str, Any]:
        values: dict[str, Any] = super().clean() or {}
        if not self.known and not self.errors and values.get("planned") is None and values.get("actual") is None:
            self.add_error("planned", "Chưa ghi số nào. Ghi số kế hoạch, số thực hiện hoặc cả hai.")
        return values
