"""Forms of the register: they read what a person typed and give plain values to the acts."""

from dataclasses import replace
from datetime import date
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError

from minhchung.apps.documents.fields import Fields
from minhchung.apps.documents.models import Document, Relation
from minhchung.apps.documents.rules import TYPE_NAMES, numbered
from minhchung.apps.ground.day_field import DayField
from minhchung.apps.ground.whole_field import WholeField
from minhchung.apps.organisations.models import Commune, Unit
from minhchung.text.written import written_day


def yes_no(label: str) -> forms.TypedChoiceField:
    """Yes, no, or not known."""
    return forms.TypedChoiceField(
        label=label,
        required=False,
        choices=[("", "Chưa rõ"), ("1", "Có"), ("0", "Không")],
        coerce=lambda value: value == "1",
        empty_value=None,
    )


def _yes_no_initial(value: bool | None) -> str:
    return "" if value is None else str(int(value))


class DocumentForm(forms.Form):
    """The columns of one document."""

    code = forms.CharField(label="Số, ký hiệu", max_length=80, required=False, widget=forms.TextInput(attrs={"placeholder": "468/TB-UBND"}))
    issued_on = DayField(label="Ngày văn bản", required=False, looks="back")
    type = forms.CharField(label="Loại văn bản", max_length=30, required=False, widget=forms.TextInput(attrs={"list": "loai-van-ban"}))
    issuer = forms.CharField(label="Cơ quan ban hành", max_length=200, required=False)
    subject = forms.CharField(label="Trích yếu", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
    signer = forms.CharField(label="Người ký", max_length=120, required=False)
    arrival_number = WholeField(label="Số đến", min_value=1, required=False)
    arrived_on = DayField(label="Ngày đến", required=False, looks="back")
    unit = forms.ModelChoiceField(label="Đơn vị", queryset=Unit.objects.none(), required=False, empty_label="Chưa phân đơn vị")
    needs_answer = forms.BooleanField(label="Cần văn bản trả lời", required=False)
    answer_due_on = DayField(label="Hạn trả lời", required=False, looks="ahead")
    personal_signature = yes_no("Chữ ký số cá nhân")
    agency_signature = yes_no("Chữ ký số cơ quan")
    restricted = forms.BooleanField(label="Nội bộ: chỉ lãnh đạo, thường trực, đơn vị xử lý và người vào sổ đọc được", required=False)

    TYPES: ClassVar[list[str]] = sorted(set(TYPE_NAMES.values()))
    ONLY_INCOMING: ClassVar[tuple[str, ...]] = ("arrival_number", "arrived_on")
    ONLY_OUTGOING: ClassVar[tuple[str, ...]] = ("personal_signature", "agency_signature")

    def __init__(self, *args: Any, commune: Commune, direction: str, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        units = Unit.objects.filter(commune=commune, valid_from__lte=today).exclude(valid_to__lt=today)
        self.unit_field.queryset = units
        outgoing, law = direction == Document.Direction.OUTGOING, direction == Document.Direction.LAW
        self.fields["unit"].label = "Đơn vị soạn" if outgoing else "Đơn vị xử lý"
        dropped: tuple[str, ...] = self.ONLY_INCOMING if outgoing else self.ONLY_OUTGOING
        if law:
            dropped = (*self.ONLY_INCOMING, *self.ONLY_OUTGOING, "needs_answer", "answer_due_on", "unit", "restricted")
        for name in dropped:
            del self.fields[name]

    @property
    def unit_field(self) -> forms.ModelChoiceField[Unit]:
        """The choice of units."""
        field = self.fields["unit"]
        if not isinstance(field, forms.ModelChoiceField):
            raise TypeError("unit is a choice of units")
        return field

    def clean_issued_on(self) -> date | None:
        """A document does not come from the future."""
        given: date | None = self.cleaned_data["issued_on"]
        if given is not None and given > self.today:
            raise ValidationError(f"Ngày {written_day(given)} ở sau hôm nay; ghi đúng ngày trên văn bản.")
        return given

    def clean(self) -> dict[str, Any]:
        """Something must tell the document from others; an answer due before the document makes no sense."""
        given = super().clean() or self.cleaned_data
        if not given.get("code") and not given.get("subject"):
            raise ValidationError("Văn bản chưa có số, ký hiệu lẫn trích yếu; ghi ít nhất một trong hai.")
        due, issued = given.get("answer_due_on"), given.get("issued_on")
        if due and issued and due < issued:
            self.add_error("answer_due_on", f"Hạn trả lời {written_day(due)} ở trước ngày văn bản {written_day(issued)}.")
        return given

    def to_fields(self, document: Document | None = None) -> Fields:
        """What the acts take; what this form does not show stays as it is in `document`."""
        return replace(Fields.of(document) if document else Fields(), **self.cleaned_data)

    @staticmethod
    def initial_of(document: Document) -> dict[str, Any]:
        """The form of a registered document."""
        same = ("issued_on", "type", "issuer", "subject", "signer", "arrival_number", "arrived_on", "unit", "needs_answer", "answer_due_on",
                "restricted")  # fmt: skip
        return {
            "code": document.code,
            "personal_signature": _yes_no_initial(document.personal_signature),
            "agency_signature": _yes_no_initial(document.agency_signature),
            **{name: getattr(document, name) for name in same},
        }


class PasteForm(forms.Form):
    """Text copied from somewhere."""

    text = forms.CharField(
        label="Nội dung văn bản",
        max_length=2_000_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 18, "placeholder": "Dán toàn văn, kể cả phần đầu có số, ký hiệu và ngày"}),
        error_messages={"required": "Chưa có nội dung nào; dán toàn văn văn bản vào ô này."},
    )


class IssueForm(forms.Form):
    """What came back from the clerk, to be confirmed."""

    code = forms.CharField(label="Số, ký hiệu", max_length=80, widget=forms.TextInput(attrs={"placeholder": "468/TB-UBND"}))
    issued_on = DayField(label="Ngày ban hành", looks="back")
    signer = forms.CharField(label="Người ký", max_length=120, required=False)
    personal_signature = yes_no("Chữ ký số cá nhân")
    agency_signature = yes_no("Chữ ký số cơ quan")

    def clean_code(self) -> str:
        """A number is what this step is about."""
        code: str = self.cleaned_data["code"]
        if numbered(code).number is None:
            raise ValidationError(f"Chưa có số văn bản trong “{code}”; ghi đủ số và ký hiệu, ví dụ 468/TB-UBND.")
        return code


class ReasonForm(forms.Form):
    """Why a step is taken."""

    reason = forms.CharField(label="Lý do", max_length=300, error_messages={"required": "Chưa ghi lý do. Ghi lý do rồi bấm lại."})


class AnswerForm(forms.Form):
    """Whether an answer is waited for or owed."""

    wanted = forms.BooleanField(label="Cần văn bản trả lời", required=False)
    due_on = DayField(label="Hạn trả lời", required=False, looks="ahead")


class RelationForm(forms.Form):
    """A relation to a registered document."""

    kind = forms.ChoiceField(
        label="Văn bản này",
        choices=[("", "Chọn quan hệ"), *Relation.Kind.choices],
        error_messages={"required": "Chưa chọn quan hệ. Chọn văn bản này trả lời, thay thế, đôn đốc … văn bản kia."},
    )
    target = forms.ModelChoiceField(
        label="văn bản",
        queryset=Document.objects.none(),
        empty_label="Chọn văn bản",
        error_messages={"required": "Chưa chọn văn bản thứ hai; tìm theo số, ký hiệu hoặc trích yếu rồi chọn."},
    )
    scope = forms.CharField(
        label="Phạm vi", max_length=200, required=False, widget=forms.TextInput(attrs={"placeholder": "Điều 5, khoản 2"})
    )
    on = DayField(label="Từ ngày", required=False)
