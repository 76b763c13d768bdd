"""Forms of the dossier pages."""

from datetime import datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from minhchung.apps.dossiers.actions_official import metrics
from minhchung.apps.ground.day_field import DayField
from minhchung.flow.indicators import WindowError, parse_window


class BringForm(forms.Form):
    """When the export was made, and whether it holds every dossier."""

    day = DayField(label="Xuất ngày", looks="back")
    hour = forms.TimeField(
        label="Lúc",
        input_formats=["%H:%M", "%Hh%M", "%Hg%M"],
        widget=forms.TimeInput(attrs={"placeholder": "07:45", "autocomplete": "off"}, format="%H:%M"),
        error_messages={"required": "Chưa ghi giờ xuất.", "invalid": "Ghi giờ và phút, ví dụ 07:45."},
    )
    whole = forms.BooleanField(
        label="Tệp có mọi hồ sơ trong phạm vi của nó", required=False, help_text="Khi đó hồ sơ có trước mà nay không thấy được nêu ra."
    )

    def __init__(self, *args: Any, said: datetime | None, now: datetime, **options: Any) -> None:
        """`said`: the moment that the file itself gives; the fields then start with it."""
        start = said or timezone.localtime(now).replace(tzinfo=None)
        super().__init__(*args, **{"initial": {"day": start.date(), "hour": start.time() if said else None}, **options})
        self._now = now

    def clean(self) -> dict[str, Any]:
        """Refuses a moment that has not come yet."""
        cleaned = super().clean() or {}
        if cleaned.get("day") and cleaned.get("hour") is not None and self.as_of() > self._now:
            raise ValidationError({"hour": "Thời điểm xuất chưa tới. Xem lại ngày và giờ."})
        return cleaned

    def as_of(self) -> datetime:
        """The moment, on the clocks of Viet Nam."""
        hour: time = self.cleaned_data["hour"]
        return timezone.make_aware(datetime.combine(self.cleaned_data["day"], hour))


class PublishedForm(forms.Form):
    """One published figure of the own commune, as it was published. Numbers are written as people write them: 15,81."""

    period = forms.CharField(
        label="Kỳ công bố",
        max_length=30,
        help_text="2026-08 (tháng), 2026-Q3 (quý), 2026 (năm).",
        error_messages={"required": "Chưa ghi kỳ công bố."},
    )
    metric = forms.ChoiceField(label="Nhóm hoặc chỉ số", error_messages={"required": "Chưa chọn nhóm hoặc chỉ số."})
    score = forms.DecimalField(
        label="Điểm công bố",
        min_value=Decimal(0),
        max_digits=7,
        decimal_places=4,
        localize=True,
        error_messages={"required": "Chưa ghi điểm."},
    )
    numerator = forms.DecimalField(label="Tử số", required=False, max_digits=14, decimal_places=4, localize=True)
    denominator = forms.DecimalField(label="Mẫu số", required=False, max_digits=14, decimal_places=4, localize=True)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        choice = self.fields["metric"]
        if isinstance(choice, forms.ChoiceField):
            choice.choices = [("", "Chọn nhóm hoặc chỉ số…"), *metrics()]

    def clean_period(self) -> str:
        """A period that the engine understands."""
        written: str = self.cleaned_data["period"].strip()
        try:
            parse_window(written)
        except WindowError as error:
            raise ValidationError(str(error)) from error
        return written
