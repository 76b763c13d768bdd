"""Forms of reviews: a check as a commune sets it; a document that must exist, settled by hand."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.text import Truncator

from minhchung.apps.documents.models import Document
from minhchung.apps.ground.problems import Check
from minhchung.apps.ground.whole_field import WholeField
from minhchung.apps.ground.words_field import words

HIGHEST = 100_000
SHOWN = 110


class CheckForm(forms.Form):
    """On or off, the reason when off, and each parameter of the check under `p-<name>`."""

    on = forms.TypedChoiceField(
        label="Quy tắc này",
        choices=[("1", "Bật"), ("0", "Tắt")],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": "Chưa chọn bật hay tắt. Chọn một trong hai."},
    )
    reason = words("Lý do", required=False, rows=2, hint="Cần ghi khi tắt. Tắt rồi thì các phát hiện của quy tắc đóng ở lần rà soát sau.")

    def __init__(self, check: Check, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.check = check
        for name, parameter in check.parameters.items():
            cited = f" Căn cứ: {parameter.citation}." if parameter.citation else ""
            hint = f"Thông thường là {parameter.usual}.{cited}"
            self.fields[f"p-{name}"] = WholeField(
                label=parameter.label, min_value=parameter.least, max_value=HIGHEST, initial=parameter.usual, help_text=hint
            )

    @property
    def given(self) -> dict[str, int]:
        """Parameter → value."""
        return {name: self.cleaned_data[f"p-{name}"] for name in self.check.parameters}


class PaperChoice(forms.ModelChoiceField):  # type: ignore[type-arg]  # generic in the stubs only
    """A document by number, day and subject."""

    def label_from_instance(self, obj: Document) -> str:
        return Truncator(obj.title).chars(SHOWN)


class SettleForm(forms.Form):
    """Which document is the one that must exist, or why none is needed. `offered`: in the order in which they are shown."""

    document = PaperChoice(Document.objects.none(), label="Văn bản trong sổ", required=False, empty_label="Chọn văn bản")
    reason = words("Không cần, vì", required=False, rows=2, hint="Chỉ ghi khi năm nay phường không phải ban hành văn bản này.")

    def __init__(self, choices: QuerySet[Document], offered: Sequence[Document], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["document"]
        field.queryset = choices  # type: ignore[attr-defined]
        shown = [(each.pk, field.label_from_instance(each)) for each in offered]  # type: ignore[attr-defined]
        field.choices = [("", "Chọn văn bản"), *shown]  # type: ignore[attr-defined]
