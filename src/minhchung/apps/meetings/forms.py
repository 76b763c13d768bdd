"""Forms of meetings: they read what a person typed and give plain values to the acts."""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import Truncator

from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.documents.models import Document
from minhchung.apps.ground.choice_fields import ManyChoiceField
from minhchung.apps.ground.clock import ZONE
from minhchung.apps.ground.day_field import DayField
from minhchung.apps.ground.words_field import words
from minhchung.apps.meetings.models import Conclusion, Invitation
from minhchung.apps.organisations.models import Person, Unit
from minhchung.apps.organisations.person_field import PersonField
from minhchung.apps.organisations.unit_fields import UnitChoice, UnitsForm

SHOWN = 110
_HOUR = re.compile(r"(\d{1,2})(?:\s*(?:[:hg.]|giờ)\s*(\d{1,2})?)?\s*(?:phút|p)?", re.IGNORECASE)


class HourField(forms.CharField):
    """A time of day as people type it: 14:00, 14h, 8h30, 8 giờ 30."""

    def __init__(self, label: str) -> None:
        missing = {"required": f"{label} còn trống. Ghi như 14:00 hoặc 8h30."}
        super().__init__(label=label, max_length=20, error_messages=missing, widget=forms.TextInput({"placeholder": "14:00"}))

    def clean(self, value: Any) -> Any:
        typed = super().clean(value)
        found = _HOUR.fullmatch(typed.strip())
        hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
        if hour > 23 or minute > 59:
            raise ValidationError(f"“{typed[:20]}” không phải giờ. Ghi như 14:00 hoặc 8h30.")
        return time(hour, minute)


class MeetingForm(forms.Form):
    """Title, when, where, who presides and who writes."""

    title = words("Tên cuộc họp")
    day = DayField(label="Ngày", looks="ahead")
    hour = HourField("Giờ")
    place = words("Địa điểm", required=False, length=200)
    chair = PersonField("Chủ trì", required=False, empty_label="Chưa chọn")
    secretary = PersonField("Thư ký", required=False, empty_label="Chưa chọn")

    def __init__(self, people: QuerySet[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("chair", "secretary"):
            self.fields[name].queryset = people  # type: ignore[attr-defined]  # a choice of people

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if self.errors:
            return given
        day, hour = given.pop("day"), given.pop("hour")
        return {**given, "starts_at": datetime.combine(day, hour, tzinfo=ZONE)}


class PeopleChoice(ManyChoiceField):
    """People of the ward to tick."""

    def label_from_instance(self, obj: Person) -> str:
        return obj.full_name


class InviteForm(forms.Form):
    """Units and people to tick."""

    def __init__(self, units: QuerySet[Unit], people: QuerySet[Person], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"] = UnitChoice("Đơn vị", units)
        self.fields["people"] = PeopleChoice(people, label="Người dự khác", required=False, widget=forms.CheckboxSelectMultiple)


class AttendForm(forms.Form):
    """Whether somebody came; who or why where nobody did."""

    state = forms.ChoiceField(label="Điểm danh", choices=Invitation.State.choices, required=False)
    note = words("Lý do, người dự thay", required=False)


class ItemForm(forms.Form):
    """Words of an item and who reports."""

    title = words("Nội dung", length=500, rows=2)
    unit = forms.ModelChoiceField(Unit.objects.none(), label="Đơn vị báo cáo", required=False, empty_label="Không riêng đơn vị nào")

    def __init__(self, units: QuerySet[Unit], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units  # type: ignore[attr-defined]


class MinutesForm(forms.Form):
    """What was said of an item; it may be emptied."""

    minutes = words("Biên bản", required=False, length=20_000, rows=3)


class ConclusionForm(forms.Form):
    """Words and kind of a line."""

    text = words("Kết luận", length=4000, rows=4)
    kind = forms.ChoiceField(label="Loại", choices=Conclusion.Kind.choices)


class ReasonForm(forms.Form):
    """A reason."""

    reason = words("Lý do", rows=3)


class DocumentChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A document of the register by number, day and subject."""

    def label_from_instance(self, obj: Document) -> str:
        return Truncator(obj.title).chars(SHOWN)


class NoticeForm(forms.Form):
    """The notice of the conclusions."""

    document = DocumentChoice(
        Document.objects.none(), label="Thông báo kết luận", empty_label="Chọn văn bản", error_messages={"required": "Chưa chọn văn bản."}
    )

    def __init__(self, choices: QuerySet[Document], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["document"].queryset = choices  # type: ignore[attr-defined]


class GiveForm(UnitsForm):
    """A line given as work: what the reader found stands in it. A day that is typed takes the place of whatever the line says of time."""

    title = words("Tên nhiệm vụ", length=500, rows=3)
    product = words("Sản phẩm", required=False)
    due_on = DayField(label="Ngày hạn", required=False, looks="ahead")

    def __init__(self, draft: Draft, units: QuerySet[Unit], *args: Any, **kwargs: Any) -> None:
        self.kept = draft
        start = {"title": draft.title, "lead": draft.lead_units, "cooperating": draft.cooperating_units, "product": draft.product}
        super().__init__(units, *args, **{**kwargs, "initial": {**start, "due_on": draft.deadline_on or None}})

    def clean_lead(self) -> Any:
        if not self.cleaned_data["lead"]:
            raise ValidationError("Chưa chọn đơn vị chủ trì. Chọn ít nhất một đơn vị rồi giao.")
        return self.cleaned_data["lead"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if self.errors:
            return given
        draft = replace(
            self.kept,
            title=given["title"].strip(),
            lead=_units(given["lead"]),
            cooperating=_units(given["cooperating"]),
            product=given["product"].strip(),
        )
        day = given["due_on"].isoformat() if given["due_on"] else ""
        if day and day != self.kept.deadline_on:
            draft = replace(draft, deadline_kind="date", deadline_on=day, deadline_inclusive=True, review_every_months=None, recurrence="")
        return {"draft": draft}


def _units(units: Iterable[Unit]) -> tuple[DraftUnit, ...]:
    return tuple(DraftUnit(unit.name, unit.pk, 1.0, "name") for unit in units)
