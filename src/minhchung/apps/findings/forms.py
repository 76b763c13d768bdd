"""Forms of findings: they read what a person typed and give plain values to the acts."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.text import Truncator

from minhchung.apps.assignments.models import Assignment
from minhchung.apps.assignments.rules.drafts import Draft, DraftUnit
from minhchung.apps.documents.models import Document
from minhchung.apps.findings.causes import CauseTree, cause_tree
from minhchung.apps.findings.models import Finding
from minhchung.apps.findings.together import Planning
from minhchung.apps.ground.choice_fields import ManyChoiceField
from minhchung.apps.ground.day_field import DayField
from minhchung.apps.ground.words_field import words
from minhchung.apps.organisations.models import Unit
from minhchung.apps.organisations.unit_fields import UnitChoice, UnitsForm

SHOWN = 110
TEST_HINT = "Điều đếm được hoặc xem được, ví dụ: đủ 4 quý có báo cáo; 12/12 hồ sơ có bản điện tử."

MARK_UNITS = "Đánh dấu mọi đơn vị; không chọn là tồn tại chung của phường."
NO_UNITS = "Phường chưa có phòng, đơn vị nào: ghi là tồn tại chung của phường, hoặc quản trị thêm đơn vị ở Thiết lập trước."


def _by_group(tree: CauseTree) -> list[Any]:
    """The causes as a choice under their groups; an objective one says so."""
    said = {"objective": " (khách quan)"}
    groups = [(group.title, [(each.name, f"{each.title}{said.get(each.side or '', '')}") for each in group.cause]) for group in tree.group]
    return [("", "Chọn nguyên nhân"), *groups]


class CauseForm(forms.Form):
    """Why it came to be. The side is asked for only while the tree leaves some cause open."""

    cause = forms.ChoiceField(label="Nguyên nhân", error_messages={"required": "Chưa chọn nguyên nhân. Chọn một trong danh mục."})
    side = forms.ChoiceField(label="Chủ quan hay khách quan", required=False, choices=Finding.Side.choices, widget=forms.RadioSelect)
    note = words(
        "Diễn giải, chứng cứ", required=False, length=4000, rows=3, hint="Nguyên nhân khách quan phải ghi chứng cứ: văn bản, sổ, ảnh chụp."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.tree = cause_tree()
        self.fields["cause"].choices = _by_group(self.tree)  # type: ignore[attr-defined]  # a ChoiceField
        if all(each.side for group in self.tree.group for each in group.cause):
            del self.fields["side"]

    @property
    def proofs(self) -> list[tuple[str, str]]:
        """The objective causes with what proves each."""
        return [(each.title, each.proof) for group in self.tree.group for each in group.cause if each.proof]

    def clean(self) -> dict[str, Any]:
        return {"side": "", **(super().clean() or {})}


class PlanForm(forms.Form):
    """What will be done, and how one will see that it helped; of a check the check itself sees it."""

    plan = words("Kế hoạch khắc phục", length=4000, rows=4, hint="Làm gì để tồn tại không lặp lại, ai làm, đến khi nào.")
    closing_test = words("Cách kiểm tra đã khắc phục", length=500, rows=2, hint=TEST_HINT)

    def __init__(self, *args: Any, of_check: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if of_check:
            self.fields["closing_test"].required = False
            self.fields["closing_test"].help_text = "Để trống thì chính quy tắc là cách kiểm tra."


class TestForm(forms.Form):
    """How one sees that it is mended."""

    closing_test = words("Cách kiểm tra đã khắc phục", length=500, rows=2, hint=TEST_HINT)


def _draft(form: UnitsForm, given: dict[str, Any]) -> Draft:
    """The work typed: one day, the units ticked."""
    return Draft(
        title=given["title"].strip(),
        lead=_units(given["lead"]),
        cooperating=_units(given["cooperating"]),
        deadline_kind=Assignment.DeadlineKind.DATE,
        deadline_on=given["due_on"].isoformat(),
        product=given["product"].strip(),
    )


def _units(units: Iterable[Unit]) -> tuple[DraftUnit, ...]:
    return tuple(DraftUnit(unit.name, unit.pk, 1.0, "name") for unit in units)


class WorkForm(UnitsForm):
    """The corrective work: who does what by when. `clean` gives the draft the act wants."""

    title = words("Tên nhiệm vụ", length=500, rows=2)
    product = words("Sản phẩm", required=False, hint="Thứ nộp lại được: báo cáo, danh sách, hồ sơ đã sửa.")
    due_on = DayField(label="Ngày hạn", looks="ahead")

    def __init__(self, units: QuerySet[Unit], *args: Any, document: Document | None = None, **kwargs: Any) -> None:
        super().__init__(units, *args, **kwargs)
        self.document = document

    def clean_lead(self) -> Any:
        if not self.cleaned_data["lead"]:
            raise ValidationError("Chưa chọn đơn vị chủ trì. Chọn ít nhất một đơn vị rồi giao.")
        return self.cleaned_data["lead"]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        return given if self.errors else {"draft": _draft(self, given), "document": self.document}


class FindingsChoice(ManyChoiceField):
    """Findings to tick."""


class ChosenForm(forms.Form):
    """Several findings, ticked."""

    findings = FindingsChoice(
        Finding.objects.none(),
        label="Phát hiện",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Chưa chọn phát hiện nào. Đánh dấu các phát hiện rồi làm tiếp."},
    )

    def __init__(self, choices: QuerySet[Finding], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["findings"].queryset = choices  # type: ignore[attr-defined]


class PlanTogetherForm(ChosenForm, CauseForm, PlanForm):
    """Cause and plan of several findings, of those that have none yet; asks for no more than is missing."""

    CAUSE, PLAN = ("cause", "side", "note"), ("plan", "closing_test")
    field_order: Sequence[str] = (*CAUSE, *PLAN)

    def __init__(self, choices: QuerySet[Finding], *args: Any, **kwargs: Any) -> None:
        found = list(choices)
        of_check = all(each.source == Finding.Source.CHECK for each in found)
        super().__init__(choices, *args, of_check=of_check, **kwargs)
        if not of_check and all(each.closing_test or each.source == Finding.Source.CHECK for each in found):
            self.fields["closing_test"].required = False
            self.fields["closing_test"].help_text = "Để trống thì giữ cách kiểm tra đã ghi ở từng tồn tại."
        states = {each.state for each in found}
        no_cause, no_plan = Finding.State.OPEN in states, bool(states & {Finding.State.OPEN, Finding.State.EXPLAINED})
        for name in (*(() if no_cause else self.CAUSE), *(() if no_plan else self.PLAN)):
            self.fields.pop(name, None)

    def as_planning(self) -> Planning:
        """What was typed, as the acts want it."""
        given = self.cleaned_data
        return Planning(**{name: given.get(name) or "" for name in (*self.CAUSE, *self.PLAN)})


class TogetherForm(WorkForm, PlanTogetherForm):
    """One corrective work for several findings, with cause and plan of those that have none yet."""

    field_order = (*PlanTogetherForm.CAUSE, *PlanTogetherForm.PLAN, "title", "product", "due_on")

    def clean(self) -> dict[str, Any]:
        typed = dict(self.cleaned_data)
        return {**typed, **super().clean()}


class AssignmentChoice(forms.ModelChoiceField):  # type: ignore[type-arg]
    """An assignment by number and name."""

    def label_from_instance(self, obj: Assignment) -> str:
        return Truncator(f"{obj.number}: {obj.title}").chars(SHOWN)


class LinkForm(forms.Form):
    """Work that was given already."""

    assignment = AssignmentChoice(
        Assignment.objects.none(),
        label="Nhiệm vụ",
        empty_label="Chọn nhiệm vụ",
        error_messages={"required": "Chưa chọn nhiệm vụ. Chọn một nhiệm vụ đang làm."},
    )

    def __init__(self, choices: QuerySet[Assignment], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["assignment"].queryset = choices  # type: ignore[attr-defined]


def _yes_or_no(label: str, yes: str, no: str) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=label,
        choices=[("1", yes), ("0", no)],
        coerce=lambda value: value == "1",
        widget=forms.RadioSelect,
        error_messages={"required": f"Chưa chọn “{yes}” hay “{no.lower()}”. Chọn một trong hai."},
    )


class EvaluateForm(forms.Form):
    """Whether it helped, and what shows that."""

    effective = _yes_or_no("Kết quả", "Có hiệu lực, tồn tại đã hết", "Chưa có hiệu lực, cần kế hoạch khác")
    note = words("Căn cứ đánh giá", length=4000, rows=4, hint="Đã xem gì, thấy gì, so với cách kiểm tra đã đặt.")


class EvaluateTogetherForm(ChosenForm, EvaluateForm):
    """The same for several findings: what was looked at is told of each."""


class NoteForm(forms.Form):
    """A word that may be left out."""

    note = words("Ghi chú", required=False, length=500, rows=2)


class CloseTogetherForm(ChosenForm, NoteForm):
    """Several findings that may end."""


class ReasonForm(forms.Form):
    """A reason."""

    reason = words("Lý do", length=500, rows=3)


class AskWaiverForm(forms.Form):
    """Why it cannot be mended for a while, and until when."""

    reason = words("Lý do", length=500, rows=3, hint="Vì sao chưa khắc phục được trong thời gian này.")
    until = DayField(label="Tạm chấp nhận đến ngày", looks="ahead", help_text="Nhiều nhất một năm; hết ngày thì trở lại danh sách.")


class DecideWaiverForm(forms.Form):
    """Yes or no, with a word."""

    granted = _yes_or_no("Quyết định", "Đồng ý tạm chấp nhận", "Không đồng ý")
    note = words("Ghi chú", required=False, length=500, rows=2, hint="Không đồng ý thì cần ghi lý do.")


class AddForm(forms.Form):
    """What somebody saw. `clean` gives the act's own words."""

    message = words("Nội dung tồn tại", length=4000, rows=4, hint="Một câu nêu việc gì sai, ở đâu, từ khi nào.")
    kind = forms.ChoiceField(label="Loại", choices=Finding.Kind.choices)
    found_on = DayField(label="Ngày phát hiện", required=False, looks="back", help_text="Để trống là hôm nay.")
    closing_test = words("Cách kiểm tra đã khắc phục", required=False, length=500, rows=2, hint=TEST_HINT)

    def __init__(self, units: QuerySet[Unit], today: date, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["units"] = UnitChoice("Đơn vị có tồn tại", units)
        self.fields["units"].help_text = MARK_UNITS if units.exists() else NO_UNITS

    def clean_found_on(self) -> date | None:
        found: date | None = self.cleaned_data["found_on"]
        if found and found > self.today:
            raise ValidationError("Ngày phát hiện ở sau hôm nay. Sửa lại ngày.")
        return found
