"""The form of one check as a commune sets it."""

from typing import Any

from django import forms

from minhchung.apps.ground.problems import Check
from minhchung.apps.ground.whole_field import WholeField
from minhchung.apps.ground.words_field import words

HIGHEST = 100_000


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
