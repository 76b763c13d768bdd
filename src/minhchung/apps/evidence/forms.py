"""What a person types of a piece of evidence."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from minhchung.apps.evidence.actions import Typed
from minhchung.apps.evidence.models import Claim
from minhchung.apps.ground.day_field import DayField
from minhchung.text.written import written_day


class JudgeForm(forms.Form):
    """What a checker says; that a piece is not good needs a reason."""

    reason = forms.CharField(
        label="Lý do nếu chưa đạt",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Chưa ghi vì sao chưa đạt; ghi lý do để người nộp biết cách sửa."},
    )

    def __init__(self, *args: Any, good: bool, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "kiem-tra-%s", **kwargs})
        self.fields["reason"].required = not good


class TypedForm(forms.Form):
    """Number, date, issuer, signed: as the person reads them off the document."""

    title = forms.CharField(label="Tên minh chứng", max_length=300)
    number = forms.CharField(
        label="Số, ký hiệu", max_length=80, required=False, widget=forms.TextInput(attrs={"placeholder": "798/BC-UBND"})
    )
    dated = DayField(label="Ngày văn bản", required=False, looks="back")
    issuer = forms.CharField(label="Cơ quan ban hành", max_length=200, required=False)
    signed = forms.TypedChoiceField(
        label="Đã ký số",
        required=False,
        choices=[("", "Chưa rõ"), ("1", "Có"), ("0", "Không")],
        coerce=lambda value: value == "1",
        empty_value=None,
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_dated(self) -> date | None:
        """Evidence does not come from the future."""
        given: date | None = self.cleaned_data["dated"]
        if given is not None and given > self.today:
            raise ValidationError(f"Ngày {written_day(given)} ở sau hôm nay; ghi đúng ngày trên văn bản.")
        return given

    def typed(self) -> Typed:
        """What the acts take."""
        given = self.cleaned_data
        return Typed(number=given["number"], dated=given["dated"], issuer=given["issuer"], signed=given["signed"])

    @staticmethod
    def initial_of(claim: Claim) -> dict[str, Any]:
        """The form of a claim."""
        signed = "" if claim.typed_signed is None else str(int(claim.typed_signed))
        return {
            "title": claim.title,
            "number": claim.typed_number,
            "dated": claim.typed_date,
            "issuer": claim.typed_issuer,
            "signed": signed,
        }
