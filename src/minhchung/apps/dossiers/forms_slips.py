"""Forms of the control slips."""

from typing import Any

from django import forms

from minhchung.apps.ground import clock
from minhchung.apps.organisations.models import Person
from minhchung.apps.organisations.person_field import PersonField
from minhchung.apps.organisations.queries import colleagues


class TakeForm(forms.Form):
    """Who takes the dossier over; a word on what is done there."""

    person = PersonField("Người nhận")
    note = forms.CharField(label="Ghi chú", max_length=200, required=False, help_text="Ví dụ: trả lại để bổ sung bản vẽ.")

    def __init__(self, asking: Person, *args: Any, **options: Any) -> None:
        super().__init__(*args, **{"initial": {"person": asking.pk}, **options})
        choice = self.fields["person"]
        if isinstance(choice, PersonField):
            choice.queryset = colleagues(asking, on=clock.today())
            choice.error_messages["required"] = "Chưa chọn người nhận."


class PasteForm(forms.Form):
    """Lines of slips as they come from a spreadsheet."""

    lines = forms.CharField(
        label="Dán các dòng của phiếu",
        widget=forms.Textarea(attrs={"rows": 10, "spellcheck": "false", "class": "form-control code"}),
        max_length=400_000,
        error_messages={"required": "Chưa dán dòng nào.", "max_length": "Dán quá nhiều; chia làm nhiều lần, mỗi lần 2.000 dòng."},
    )
