"""The procedures of a leaf, by their codes."""

import re

from django import forms
from django.core.exceptions import ValidationError

from minhchung.apps.procedures.rules import code_of


class ProceduresForm(forms.Form):
    """Codes as people write them, with or without what local systems hang behind."""

    codes = forms.CharField(
        label="Mã thủ tục",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Cách nhau bằng dấu phẩy hoặc xuống dòng: 1.001193, 1.000894. Để trống là không gắn thủ tục nào.",
    )

    def clean_codes(self) -> list[str]:
        typed = [part for part in re.split(r"[,;\s]+", self.cleaned_data["codes"]) if part]
        codes = [(part, code_of(part)) for part in typed]
        if unknown := [part for part, code in codes if code is None]:
            raise ValidationError(f"“{unknown[0][:30]}” không phải mã thủ tục. Ghi như 1.001193.")
        return list(dict.fromkeys(code.national for _, code in codes if code))
