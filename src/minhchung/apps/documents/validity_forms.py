"""Forms of validity: an event with its source, a file of laws."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from minhchung.apps.documents.actions.validity import Source
from minhchung.apps.documents.models import Document
from minhchung.apps.documents.rules.validity import Event, EventKind
from minhchung.apps.ground.day_field import DayField


class EventForm(forms.Form):
    """What happens to a document, from which day, in which part, and how it is known."""

    kind = forms.ChoiceField(
        label="Sự kiện",
        choices=[("", "Chọn sự kiện"), *[(kind.value, kind.label) for kind in EventKind]],
        error_messages={"required": "Chưa chọn sự kiện. Chọn có hiệu lực, thay thế, bãi bỏ … cho văn bản này."},
    )
    on = DayField(label="Từ ngày")
    scope = forms.CharField(
        label="Phạm vi", max_length=200, required=False, widget=forms.TextInput(attrs={"placeholder": "Để trống: toàn bộ; hoặc Điều 5"})
    )
    by_document = forms.ModelChoiceField(
        label="Do văn bản", queryset=Document.objects.none(), required=False, empty_label="Không có, hoặc chưa vào sổ"
    )
    words = forms.CharField(label="Nguồn ghi (trích nguyên văn)", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
    url = forms.URLField(
        label="Địa chỉ nguồn",
        required=False,
        max_length=500,
        assume_scheme="https",
        widget=forms.TextInput(attrs={"placeholder": "https://vbpl.vn/…"}),
        error_messages={"invalid": "Địa chỉ trang chưa đúng; ghi đủ như https://vbpl.vn/…"},
    )
    fetched_on = DayField(label="Ngày xem nguồn", required=False, looks="back")

    def __init__(self, documents: Any, today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["by_document"].queryset = documents  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """An event needs a source that a second person can look at."""
        given = super().clean() or self.cleaned_data
        if not self.errors and not (given.get("by_document") or given.get("words") or given.get("url")):
            raise ValidationError("Chưa có nguồn của sự kiện. Chọn văn bản làm thay đổi, hoặc ghi trích đoạn hay địa chỉ trang đã xem.")
        if given.get("fetched_on") and given["fetched_on"] > self.today:
            self.add_error("fetched_on", "Ngày xem nguồn ở sau hôm nay; ghi ngày đã mở trang.")
        return given

    @property
    def source(self) -> Source:
        """How the event is known."""
        return Source(**{name: self.cleaned_data[name] for name in ("by_document", "words", "url", "fetched_on")})

    @property
    def event(self) -> Event:
        """The event thought of."""
        given, by = self.cleaned_data, self.cleaned_data["by_document"]
        named = (by.shown_code, by.pk) if by else ("", None)
        return Event(EventKind(given["kind"]), given["on"], given["scope"].strip(), named[0], None, named[1])
