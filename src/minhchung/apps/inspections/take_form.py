"""The form in which a person confirms what the reader found in a notice: one row per finding, requirement and strength."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms

from minhchung.apps.documents.models import Document
from minhchung.apps.findings.models import Finding
from minhchung.apps.ground.day_field import DayField
from minhchung.apps.inspections.forms import ClosingFields, DocumentsChoice, UnitsChoice, papers, present_units, words
from minhchung.apps.inspections.models import Inspection
from minhchung.apps.inspections.reading import Proposed, ProposedFinding, ProposedRequirement, ProposedStrength, inspected_units
from minhchung.apps.inspections.taking import Taken, TakenFinding, TakenRequirement
from minhchung.apps.organisations.models import Person, Unit

NO_UNIT = "Chưa chọn đơn vị. Chọn đơn vị, hoặc bỏ dấu nhận."


@dataclass(frozen=True)
class FindingRow:
    """A proposed finding with its fields."""

    found: ProposedFinding
    take: forms.BoundField
    message: forms.BoundField
    units: forms.BoundField
    kind: forms.BoundField
    test: forms.BoundField
    part: forms.BoundField | None
    untold: tuple[str, ...]
    """Its units that no requirement seems to tell what to do about it."""
    words: tuple[tuple[str, str], ...]
    """Unit and its own words, where they differ."""


@dataclass(frozen=True)
class RequirementRow:
    """A proposed requirement with its fields."""

    found: ProposedRequirement
    take: forms.BoundField
    text: forms.BoundField
    units: forms.BoundField
    answers: forms.BoundField


@dataclass(frozen=True)
class StrengthRow:
    """A proposed strength with its field."""

    found: ProposedStrength
    take: forms.BoundField


class TakeForm(ClosingFields):
    """Fields are named by the keys of the proposals: t0_take, y0_units, u0_take …"""

    kind = forms.ChoiceField(label="Loại", choices=Inspection.Kind.choices)
    title = words("Tên cuộc kiểm tra")
    concluded_on = DayField(label="Ngày kết luận", looks="back")
    plans = DocumentsChoice("Kế hoạch làm căn cứ")
    digest = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, person: Person, document: Document, found: Proposed, today: date, data: Any = None) -> None:
        self.found, self.document = found, document
        self.present = present_units(document.commune_id, today)
        super().__init__(data, initial=_initial(document, found, today))
        self.fields["via"].queryset = self.present  # type: ignore[attr-defined]
        plans = papers(person, today.year, ("kiểm tra", "đánh giá"), ("KH",)) | Document.objects.filter(pk__in=found.plans)
        self.fields["plans"].queryset = plans.distinct()  # type: ignore[attr-defined]
        for each in found.findings:
            self._add_finding(each)
        for requirement in found.requirements:
            self._add_requirement(requirement)
        for strength in found.strengths:
            self.fields[f"{strength.key}_take"] = _take(f"Nhận ưu điểm {_number(strength.key)}")

    def _add_finding(self, each: ProposedFinding) -> None:
        self.fields[f"{each.key}_take"] = _take(f"Nhận tồn tại {_number(each.key)}")
        self.fields[f"{each.key}_message"] = words("Nội dung tồn tại", length=8000, rows=3)
        self.fields[f"{each.key}_units"] = UnitsChoice("Đơn vị", self.present, required=False)
        self.fields[f"{each.key}_kind"] = forms.ChoiceField(label="Loại", choices=Finding.Kind.choices)
        self.fields[f"{each.key}_test"] = words("Cách kiểm tra đã khắc phục", required=False, length=500)
        if len(each.named.units) > 1:
            self.fields[f"{each.key}_part"] = forms.BooleanField(label="Tách thành từng đơn vị", required=False)

    def _add_requirement(self, each: ProposedRequirement) -> None:
        choices = [(finding.key, f"Tồn tại {_number(finding.key)}: {finding.fault[:70]}") for finding in self.found.findings]
        self.fields[f"{each.key}_take"] = _take(f"Nhận yêu cầu {_number(each.key)}")
        self.fields[f"{each.key}_text"] = words("Nội dung yêu cầu", length=8000, rows=3)
        self.fields[f"{each.key}_units"] = UnitsChoice("Đơn vị thực hiện", self.present, required=False)
        self.fields[f"{each.key}_answers"] = forms.MultipleChoiceField(
            label="Khắc phục tồn tại", choices=choices, required=False, widget=forms.CheckboxSelectMultiple
        )

    @property
    def with_units(self) -> list[str]:
        """The keys of everything that is said of units."""
        return [*(each.key for each in self.found.findings), *(each.key for each in self.found.requirements)]

    def finding_rows(self) -> Iterator[FindingRow]:
        """The findings with their fields, in order."""
        untold, names = self.found.uncovered, {unit.pk: unit.short for unit in self.present}
        for each in self.found.findings:
            part = self[f"{each.key}_part"] if f"{each.key}_part" in self.fields else None
            take, message, units, kind, test = (self[f"{each.key}_{name}"] for name in ("take", "message", "units", "kind", "test"))
            yield FindingRow(each, take, message, units, kind, test, part, tuple(names[unit] for unit in untold[each.key]),
                             tuple((names[unit], text) for unit, text in each.words.items()))  # fmt: skip

    def requirement_rows(self) -> Iterator[RequirementRow]:
        """The requirements with their fields, in order."""
        for each in self.found.requirements:
            take, text, units, answers = (self[f"{each.key}_{name}"] for name in ("take", "text", "units", "answers"))
            yield RequirementRow(each, take, text, units, answers)

    def strength_rows(self) -> Iterator[StrengthRow]:
        """The strengths with their fields, in order."""
        return (StrengthRow(each, self[f"{each.key}_take"]) for each in self.found.strengths)

    def clean(self) -> dict[str, Any]:
        """What is taken has units; the text is still the one that was read."""
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("digest") != self.found.digest:
            self.add_error(None, "Nội dung văn bản đã đổi sau khi đọc. Tải lại trang để đọc lại.")
        for key in self.with_units:
            if given.get(f"{key}_take") and not given.get(f"{key}_units"):
                self.add_error(f"{key}_units", NO_UNIT)
        waiting = [each for each in self.found.requirements if given.get(f"{each.key}_take") and not _own(each) and each.given is None]
        if waiting and not given.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", "Chưa ghi ngày phải báo cáo khắc phục. Ghi ngày, hoặc bỏ các yêu cầu không có hạn riêng.")
        return given

    def as_taken(self) -> Taken:
        """Everything that was ticked, as it was changed."""
        given = self.cleaned_data
        findings, places = self._findings(given)
        requirements = [self._requirement(each, given, places) for each in self.found.requirements if given[f"{each.key}_take"]]
        named = [given[f"{key}_units"] for key in self.with_units if given[f"{key}_take"]]
        return Taken(
            kind=given["kind"],
            title=given["title"].strip(),
            concluded_on=given["concluded_on"],
            units=inspected_units(named),
            findings=findings,
            requirements=requirements,
            strengths=[(each.theme, each.text) for each in self.found.strengths if given[f"{each.key}_take"]],
            closing=self.as_closing(),
            plans=list(given["plans"]),
            closing_span=self.found.closing.span,
            held=self.found.held,
            period=self.found.period,
        )

    def _findings(self, given: Mapping[str, Any]) -> tuple[list[TakenFinding], dict[str, list[int]]]:
        """The findings taken, a parted one once per unit; and key → the places of what became of it."""
        made: list[TakenFinding] = []
        places: dict[str, list[int]] = {}
        for each in self.found.findings:
            if not given[f"{each.key}_take"]:
                continue
            units: list[Unit] = list(given[f"{each.key}_units"])
            groups = [[unit] for unit in units] if given.get(f"{each.key}_part") else [units]
            for group in groups:
                places.setdefault(each.key, []).append(len(made))
                message, kind, test = (given[f"{each.key}_{name}"] for name in ("message", "kind", "test"))
                said = {unit.pk: each.words.get(unit.pk, "") for unit in group}
                own = said.get(group[0].pk, "") if len(group) == 1 else ""
                made.append(
                    TakenFinding(own or message.strip(), {pk: "" if own else text for pk, text in said.items()}, kind, test.strip())
                )
        return made, places

    def _requirement(self, each: ProposedRequirement, given: Mapping[str, Any], places: Mapping[str, list[int]]) -> TakenRequirement:
        answers = [place for key in given[f"{each.key}_answers"] for place in places.get(key, ())]
        text, units = given[f"{each.key}_text"].strip(), list(given[f"{each.key}_units"])
        return TakenRequirement(text, units, each.span, answers, each.due if _own(each) else None, each.given)


def _own(each: ProposedRequirement) -> bool:
    """Whether it has a limit of its own that names a day."""
    return each.due is not None and each.due.on is not None


def _take(label: str) -> forms.BooleanField:
    return forms.BooleanField(label=label, required=False)


def _number(key: str) -> int:
    """ "t3" is the fourth."""
    return int(key[1:]) + 1


def _initial(document: Document, found: Proposed, today: date) -> dict[str, Any]:
    closing = found.closing
    values: dict[str, Any] = {
        "kind": found.kind,
        "title": found.title,
        "concluded_on": document.issued_on or document.arrived_on or today,
        "plans": found.plans,
        "digest": found.digest,
        "due_text": closing.due.text,
        "due_on": closing.due.on,
        "due_inclusive": "1" if closing.due.inclusive else "0",
        "addressee": closing.addressee,
        "via": closing.via,
    }
    for each in found.findings:
        values |= {f"{each.key}_take": True, f"{each.key}_message": each.text, f"{each.key}_kind": each.kind}
        values[f"{each.key}_units"] = each.named.units
    for requirement in found.requirements:
        values |= {f"{requirement.key}_take": True, f"{requirement.key}_text": requirement.text}
        values |= {f"{requirement.key}_units": requirement.named.units, f"{requirement.key}_answers": requirement.answers}
    return values | {f"{each.key}_take": True for each in found.strengths}
