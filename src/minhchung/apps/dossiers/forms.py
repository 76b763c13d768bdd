"""Forms of the dossier pages."""

import re
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone

from minhchung.apps.documents import queries as documents
from minhchung.apps.documents.models import Document
from minhchung.apps.dossiers.backlogs import CHECKLIST, PROPOSALS
from minhchung.apps.ground.day_field import DayField
from minhchung.apps.organisations.models import Person
from minhchung.flow.backlog.causes import SIDES
from minhchung.text.normal import fold

NUMBER = re.compile(r"[0-9]{1,6}")


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


class ExplainForm(forms.Form):
    """Why the chosen dossiers are late, what is proposed, what proves it."""

    cause = forms.ChoiceField(
        label="Nguyên nhân",
        choices=[
            ("", "Chọn nguyên nhân…"),
            *((group.title, [(each.name, f"{each.title} ({SIDES[each.side]})") for each in group.cause]) for group in CHECKLIST.group),
        ],
        error_messages={"required": "Chưa chọn nguyên nhân."},
    )
    proposal = forms.ChoiceField(label="Đề xuất", choices=[("", "Chưa đề xuất"), *PROPOSALS.items()], required=False)
    note = forms.CharField(
        label="Ghi rõ", max_length=500, required=False, help_text="Nguyên nhân khách quan cần chứng cứ: ghi ở đây hoặc ghi số văn bản."
    )
    proof = forms.CharField(label="Số, ký hiệu văn bản chứng minh", max_length=100, required=False, help_text="Văn bản đã có trong sổ.")

    def __init__(self, *args: Any, person: Person, **options: Any) -> None:
        super().__init__(*args, **options)
        self._person = person

    def clean_proof(self) -> Document | None:
        """The one document of the register that bears this number."""
        code = self.cleaned_data["proof"].strip()
        if not code:
            return None
        numbered = NUMBER.match(code)
        rows = documents.readable(self._person).filter(number=int(numbered[0]), archived_at=None).defer("text") if numbered else ()
        found = [document for document in rows if fold(document.code) == fold(code)]
        if len(found) == 1:
            return found[0]
        raise ValidationError(
            f"Sổ văn bản có nhiều văn bản số {code}. Ghi cơ quan và ngày vào ô Ghi rõ."
            if found
            else f"Sổ văn bản không có số {code}. Xem lại số hoặc đăng ký văn bản trước."
        )
