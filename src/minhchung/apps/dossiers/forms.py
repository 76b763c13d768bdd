"""Forms of the dossier pages."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from minhchung.apps.ground.day_field import DayField


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
