"""Forms of the criteria pages."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from django import forms

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.ground.choice_fields import ManyChoiceField
from minhchung.apps.ground.day_field import DayField
from minhchung.apps.ground.keys import key_of
from minhchung.apps.ground.whole_field import PointsField, WholeField
from minhchung.apps.indexes import queries
from minhchung.apps.indexes.leaf import Asked
from minhchung.apps.indexes.models import Criterion, Index, RequiredEvidence
from minhchung.apps.indexes.rules import POINTS
from minhchung.apps.indexes.rules.groups import group_of
from minhchung.apps.indexes.tree import STATES
from minhchung.apps.organisations.models import Commune, Person, Unit
from minhchung.scoring.facts import Scalar


class CriterionForm(forms.Form):
    """A criterion by hand."""

    year = WholeField(label="Năm chấm điểm", min_value=2025, max_value=2100)
    code = forms.CharField(label="Mã tiêu chí", max_length=20)
    title = forms.CharField(label="Tên tiêu chí", max_length=300)
    points = PointsField(label="Điểm tối đa", min_value=0, max_value=100, **POINTS)
    evidence = forms.CharField(
        label="Minh chứng cần có", widget=forms.Textarea(attrs={"rows": 3}), help_text="Mỗi dòng là một tài liệu kiểm chứng."
    )

    def __init__(self, person: Person, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = forms.ModelChoiceField(
            Unit.objects.filter(commune_id=person.commune_id, valid_to=None),
            label="Đơn vị phụ trách",
            required=False,
            empty_label="Chưa xác định",
        )

    def clean_points(self) -> Any:
        if not self.cleaned_data["points"]:
            raise forms.ValidationError("Điểm tối đa phải lớn hơn 0. Ghi số điểm của tiêu chí, ví dụ 1,00.")
        return self.cleaned_data["points"]

    def clean_evidence(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["evidence"].splitlines() if line.strip()]
        if too_long := [line for line in lines if len(line) > 300]:
            raise forms.ValidationError(f"Dòng “{too_long[0][:40]}…” dài quá 300 chữ. Rút ngắn hoặc tách thành hai dòng.")
        return lines


class ReasonForm(forms.Form):
    """Why a criterion is put away."""

    reason = forms.CharField(label="Lý do", max_length=300, error_messages={"required": "Chưa ghi lý do. Ghi lý do rồi lưu trữ lại."})


class RequirementChoice(forms.ModelChoiceField[RequiredEvidence]):
    def label_from_instance(self, obj: RequiredEvidence) -> str:
        return obj.text


class AssignmentChoice(forms.ModelChoiceField[Assignment]):
    def label_from_instance(self, obj: Assignment) -> str:
        return f"{obj.number} · {obj.title}"


class LinkForm(forms.Form):
    """Which work proves which requirement."""

    def __init__(self, person: Person, criterion: Criterion, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["requirement"] = RequirementChoice(
            criterion.requirements.filter(archived_at=None), label="Minh chứng cần có", empty_label=None
        )
        self.fields["assignment"] = AssignmentChoice(
            queries.linkable(person, year=criterion.year), label="Nhiệm vụ", empty_label="Chọn nhiệm vụ"
        )


class DayForm(forms.Form):
    """The past day that is looked back at."""

    ngay = DayField(label="Xem lại ngày", required=False, looks="back")

    def day(self, *, before: date) -> date | None:
        """The day asked for, where it lies before another."""
        self.is_valid()
        day: date | None = self.cleaned_data.get("ngay")
        return day if day is not None and day < before else None


class UnitsChoice(ManyChoiceField):
    """Units, or the word for all of them. What could be no key names none: the database would fail over it."""

    def clean(self, value: Any) -> Any:
        return super().clean([each for each in value or () if key_of(str(each)) is not None])


class NarrowForm(DayForm):
    """What of the tree is shown: units (one, or those of a head), a state, and the day it was so. Who works in units and asks for none sees
    the own ones."""

    ALL = "tat-ca"
    don_vi = UnitsChoice(Unit.objects.none(), label="Đơn vị", required=False)
    trang_thai = forms.ChoiceField(label="Trạng thái", required=False, choices=[("", "Mọi trạng thái"), *STATES.items()])

    def __init__(self, commune: Commune, *args: Any, own: Collection[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = Unit.objects.filter(commune=commune, valid_to=None)
        self.fields["don_vi"].queryset = every  # type: ignore[attr-defined]
        self.is_valid()
        asked = "don_vi" in self.data
        self.chosen: list[Unit] = list(self.cleaned_data.get("don_vi", ())) if asked else [unit for unit in every if unit.pk in own]

    @property
    def units(self) -> list[int] | None:
        """Keys of the units whose leaves are shown; None for all, and for a unit that is not of this ward."""
        return [unit.pk for unit in self.chosen] or None

    @property
    def said(self) -> str:
        """Whose leaves are shown, in words."""
        return ", ".join(unit.name for unit in self.chosen) or "Mọi đơn vị"

    def state(self) -> str:
        """One of STATES, or ""."""
        return self.cleaned_data.get("trang_thai") or ""


class DeclareForm(forms.Form):
    """What people declare for a leaf: a field for each variable its rule reads. An empty field is "not known"."""

    def __init__(self, asked: Sequence[Asked], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.asked = [each for each in asked if not each.is_figure]
        for each in self.asked:
            self.fields[each.name] = _field(each)
        self.fields["note"] = forms.CharField(label="Ghi chú, căn cứ", max_length=300, required=False)

    def values(self) -> dict[str, Scalar]:
        """What was typed, as the engine takes it."""
        return {each.name: _value(each, self.cleaned_data[each.name]) for each in self.asked}


def _field(asked: Asked) -> forms.Field:
    label = f"{asked.title} ({asked.unit})" if asked.unit else asked.title
    if asked.kind == "yes_no":
        initial = "" if asked.value is None else "yes" if asked.value else "no"
        return forms.ChoiceField(label=label, choices=[("", "Chưa rõ"), ("yes", "Có"), ("no", "Không")], required=False, initial=initial)
    if asked.kind == "date":
        return DayField(label=label, required=False, initial=asked.value)
    if asked.kind == "choice":
        choices = [("", "Chưa chọn"), *((word, word) for word in asked.choices)]
        return forms.ChoiceField(label=label, choices=choices, required=False, initial=asked.value or "")
    return PointsField(label=label, required=False, min_value=0, max_digits=20, decimal_places=4, initial=asked.value)


def _value(asked: Asked, typed: Any) -> Scalar:
    if asked.kind == "yes_no":
        return {"yes": True, "no": False}.get(typed)
    return typed if typed not in ("", None) else None


class PointsForm(forms.Form):
    """Points by hand, with the reason."""

    points = PointsField(label="Số điểm", min_value=0, max_value=100, **POINTS)
    reason = forms.CharField(label="Lý do", max_length=300, error_messages={"required": "Chưa ghi lý do. Ghi vì sao không theo quy tắc."})


class TargetForm(forms.Form):
    """What the ward aims at."""

    target = PointsField(label="Mục tiêu điểm", required=False, min_value=0, max_value=200, **POINTS)
    target_rank = WholeField(label="Mục tiêu thứ hạng", required=False, min_value=1, max_value=999)
    group = forms.CharField(label="Nhóm xếp hạng", max_length=100, required=False)

    def __init__(self, commune: str, groups: Sequence[str], data: Any = None) -> None:
        """`groups`: those of the set; one that names what kind of commune this is is offered first."""
        super().__init__(data, initial={"group": group_of(commune, groups)})
        if groups:
            choices = [("", "Chưa chọn"), *((group[:100], group) for group in groups)]
            self.fields["group"] = forms.ChoiceField(label="Nhóm xếp hạng", choices=choices, required=False)


class UnitForm(forms.Form):
    """Which unit of the ward a unit of the criteria set is."""

    key = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, index: Index, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["unit"] = forms.ModelChoiceField(
            Unit.objects.filter(commune=index.commune_id, valid_to=None),
            label="Đơn vị của phường",
            required=False,
            empty_label="Chưa xác định",
        )
