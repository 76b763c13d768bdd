"""Forms of the catalogue: they read what a person typed and give plain values to the acts."""

from collections.abc import Mapping, Sequence
from datetime import time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import Truncator

from minhchung.apps.documents.models import Document
from minhchung.apps.ground.day_field import DayField
from minhchung.apps.ground.row_editor import Cells, Fresh, RowsField, Table
from minhchung.apps.ground.whole_field import WholeField
from minhchung.apps.ground.words_field import words
from minhchung.apps.organisations.models import Unit
from minhchung.apps.procedures.editors import PARTS, steps_editor
from minhchung.apps.procedures.importing import SCOPES, WHOLE
from minhchung.apps.procedures.models import AfterSupplement, Procedure, Proposal
from minhchung.apps.procedures.rules.telling import LABELS, LISTS
from minhchung.apps.procedures.rules.workflows import Step
from minhchung.text.numbers import read_number

SHOWN = 110
YES_NO = [("", "Chưa xác định"), ("yes", "Có"), ("no", "Không")]
KEEP = "keep"
_TRUTH = {"yes": True, "no": False, "": None}


class DocumentChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A document of the register by number, day and subject."""

    def label_from_instance(self, obj: Document) -> str:
        return Truncator(obj.title).chars(SHOWN)


class TakeForm(forms.Form):
    """From which day an imported file holds, and how much of it."""

    on = DayField(label="Có giá trị từ ngày", looks="back", help_text="Ngày lấy danh sách, hoặc ngày trang thủ tục được tải về.")
    scope = forms.ChoiceField(label="Lấy", choices=list(SCOPES.items()), initial=WHOLE)

    def __init__(self, counts: Mapping[str, int], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["scope"].choices = [(name, f"{label} ({counts[name]})") for name, label in SCOPES.items()]  # type: ignore[attr-defined]


class PublishForm(forms.Form):
    """The day a publication decision takes effect."""

    on = DayField(label="Ngày hiệu lực", help_text="Ngày ghi trong quyết định; không ghi thì là ngày ký.")


class ReasonForm(forms.Form):
    """A reason."""

    reason = words("Lý do", rows=3)


class ArrangeForm(forms.Form):
    """What the ward arranges for one procedure."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị phụ trách", required=False, empty_label="Chưa giao đơn vị nào")
    at_centre = forms.ChoiceField(label="Nhận tại Trung tâm Phục vụ hành chính công", choices=YES_NO, required=False)
    vertical_sector = forms.BooleanField(label="Do ngành dọc thực hiện (công an, thuế, bảo hiểm …)", required=False)
    group = words("Nhóm liên thông", required=False, length=200, hint="Ví dụ: Khai sinh, thường trú, bảo hiểm y tế cho trẻ em.")
    after_supplement = forms.ChoiceField(
        label="Sau khi bổ sung hồ sơ", choices=[("", "Chưa xác định"), *AfterSupplement.choices], required=False
    )
    cutoff = words("Giờ chốt nhận trong ngày", required=False, length=5, hint="Như 15:00: nhận sau giờ này tính từ ngày làm việc kế tiếp.")

    def __init__(self, units: QuerySet[Unit], *args: Any, procedure: Procedure | None = None, **kwargs: Any) -> None:
        if procedure is not None:
            kwargs["initial"] = _arranged(procedure)
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def clean_at_centre(self) -> bool | None:
        return _TRUTH[self.cleaned_data["at_centre"]]

    def clean_cutoff(self) -> time | None:
        typed = self.cleaned_data["cutoff"].strip().replace("h", ":").replace("g", ":")
        try:
            return time.fromisoformat(f"{int(typed.partition(':')[0]):02d}:{typed.partition(':')[2] or '00'}") if typed else None
        except ValueError:
            raise ValidationError(f"“{typed[:10]}” không phải giờ. Ghi như 15:00, hoặc để trống.") from None


def _arranged(procedure: Procedure) -> dict[str, Any]:
    return {
        "unit": procedure.unit_id,
        "at_centre": {True: "yes", False: "no", None: ""}[procedure.at_centre],
        "vertical_sector": procedure.vertical_sector,
        "group": procedure.group,
        "after_supplement": procedure.after_supplement,
        "cutoff": f"{procedure.cutoff:%H:%M}" if procedure.cutoff else "",
    }


class ArrangeManyForm(forms.Form):
    """The same for many: only what is chosen changes."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị phụ trách", required=False, empty_label="Giữ nguyên")
    at_centre = forms.ChoiceField(label="Nhận tại Trung tâm", choices=[("", "Giữ nguyên"), ("yes", "Có"), ("no", "Không")], required=False)
    vertical_sector = forms.ChoiceField(label="Ngành dọc", choices=[("", "Giữ nguyên"), ("yes", "Có"), ("no", "Không")], required=False)
    group = words("Nhóm liên thông", required=False, length=200, hint="Để trống là giữ nguyên.")

    def __init__(self, units: QuerySet[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """Only what was chosen."""
        chosen = {name: value for name, value in self.cleaned_data.items() if value}
        return {name: _TRUTH.get(value, value) if isinstance(value, str) else value for name, value in chosen.items()}


class MendForm(forms.Form):
    """One part as a person writes it, in words or in rows; `told` is the line that said it when the form was opened. `fresh`: where the
    keyboard goes on after a press of the row editor."""

    said = forms.CharField(label="Nội dung", required=False, widget=forms.Textarea(attrs={"rows": 5}))
    note = words("Căn cứ", hint="Văn bản, điều khoản hoặc nguồn mà nội dung này dựa vào.")
    told = forms.IntegerField(required=False, widget=forms.HiddenInput())

    def __init__(self, field: str, *args: Any, fresh: Fresh | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part, self.fresh = field, fresh
        if field in LISTS:
            self.fields["said"] = RowsField(PARTS[field], required=False)
        self.fields["said"].label = LABELS[field]

    def clean_said(self) -> str | list[list[str]]:
        said = self.cleaned_data["said"]
        return said if isinstance(said, str) else [list(row.values()) for row in said]

    @property
    def table(self) -> Table | None:
        """The rows as the editor shows them; None for a part in words."""
        return PARTS[self.part].table(self["said"].value() or [], self.fresh) if self.part in LISTS else None


class WorkflowForm(forms.Form):
    """The steps as rows; hours as officials write numbers. `fresh`: where the keyboard goes on after a press of the row editor."""

    on = DayField(label="Áp dụng từ ngày")
    document = DocumentChoice(Document.objects.none(), label="Văn bản ban hành", required=False, empty_label="Chưa có trong sổ văn bản")

    def __init__(self, units: Sequence[Unit], documents: QuerySet[Document], *args: Any, fresh: Fresh | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units, self.fresh = {unit.short: unit.pk for unit in units}, fresh
        self.editor = steps_editor([(unit.short, f"{unit.short} · {unit.name}") for unit in units])
        self.fields["document"].queryset = documents  # type: ignore[attr-defined]
        self.fields["steps"] = RowsField(self.editor, error_messages={"required": "Chưa có bước nào. Ghi từng bước."})

    def clean_steps(self) -> list[Step]:
        return [self._step(number, row) for number, row in enumerate(self.cleaned_data["steps"], 1)]

    def _step(self, number: int, row: Cells) -> Step:
        name, unit = row["name"], row["unit"]
        if not name:
            raise ValidationError(f"Bước {number} chưa có việc. Ghi việc của bước, hoặc bỏ dòng.")
        if unit and unit not in self.units:
            raise ValidationError(f"Bước {number}: “{unit}” không phải đơn vị của phường. Chọn đơn vị, hoặc để trống rồi ghi ở chức danh.")
        return Step(name, self.units.get(unit), row["post"], _hours(number, row["hours"]), row["result"])

    @property
    def table(self) -> Table:
        """The steps as the editor shows them."""
        return self.editor.table(self["steps"].value() or [], self.fresh)


def _hours(number: int, typed: str) -> Decimal | None:
    if not typed:
        return None
    found = read_number(typed)
    if found is None or found <= 0 or found > 10000:
        raise ValidationError(f"Bước {number}: “{typed[:20]}” không phải số giờ. Ghi như 4 hoặc 0,5; chưa rõ thì để trống.")
    return found


class ProposalForm(forms.Form):
    """A proposal: whose, about what, before and after."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị đề xuất", empty_label="Chọn đơn vị")
    kind = forms.ChoiceField(label="Loại", choices=Proposal.Kind.choices)
    component = words("Giấy tờ đề nghị bỏ", required=False, length=500, hint="Chỉ ghi khi đề nghị bỏ thành phần hồ sơ.")
    before = words("Hiện nay", length=4000, rows=3)
    after = words("Đề nghị", length=4000, rows=3)
    reason = words("Lý do", length=4000, rows=3)

    def __init__(self, units: QuerySet[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class ByDocumentForm(forms.Form):
    """The document by which something was sent or decided."""

    document = DocumentChoice(Document.objects.none(), label="Văn bản", empty_label="Chọn văn bản trong sổ")

    def __init__(self, documents: QuerySet[Document], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = documents  # type: ignore[attr-defined]


class DecideForm(ByDocumentForm):
    """What was decided of a proposal."""

    approved = forms.ChoiceField(label="Kết quả", choices=[("yes", "Chấp thuận"), ("no", "Không chấp thuận")])
    field_order = ("approved", "document")

    def clean_approved(self) -> bool:
        return bool(self.cleaned_data["approved"] == "yes")


class JudgeForm(ByDocumentForm):
    """What was decided of an initiative."""

    recognised = forms.ChoiceField(label="Kết quả", choices=[("yes", "Công nhận"), ("no", "Không công nhận")])
    field_order = ("recognised", "document")

    def clean_recognised(self) -> bool:
        return bool(self.cleaned_data["recognised"] == "yes")


class InitiativeForm(forms.Form):
    """An initiative of a unit."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị", empty_label="Chọn đơn vị")
    year = WholeField(label="Năm", min_value=2020, max_value=2100)
    title = words("Tên sáng kiến")
    content = words("Nội dung", required=False, length=4000, rows=4)

    def __init__(self, units: QuerySet[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class NormForm(forms.Form):
    """A number of the ward's own with its source."""

    number = WholeField(label="Số", min_value=1, max_value=1000)
    source = words("Văn bản quy định")


class HeldForm(forms.Form):
    """A paper the State holds as data."""

    name = words("Giấy tờ", length=200)
    held_in = words("Dữ liệu đã có ở", length=200, hint="Ví dụ: Cơ sở dữ liệu hộ tịch điện tử.")
    since = DayField(label="Từ ngày", required=False)
    until = DayField(label="Đến hết ngày", required=False, help_text="Ghi ngày đã qua để không dùng dòng này nữa.")
    source = words("Căn cứ")
    words = forms.CharField(
        label="Từ để nhận ra", widget=forms.Textarea(attrs={"rows": 3}), help_text="Mỗi dòng một cụm từ có trong tên giấy tờ."
    )
    field_order = ("name", "words", "held_in", "since", "until", "source")

    def clean_words(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["words"].splitlines() if line.strip()]
