"""The form in which a person confirms what the reader found in a notice: one row per finding, requirement and strength."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict

from minhchung.apps.documents.models import Document
from minhchung.apps.findings.models import Finding
from minhchung.apps.ground.day_field import DayField
from minhchung.apps.inspections.forms import INCLUSIVE, ClosingFields, DocumentsChoice, UnitsChoice, papers, present_units, words
from minhchung.apps.inspections.models import HalfTaken, Inspection
from minhchung.apps.inspections.reading import OwnDay, Proposed, ProposedFinding, ProposedRequirement, ProposedStrength, inspected_units
from minhchung.apps.inspections.taking import Taken, TakenFinding, TakenRequirement
from minhchung.apps.inspections.writing import Due
from minhchung.apps.organisations.models import Person, Unit
from minhchung.text.written import written_day

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
    cooperating: forms.BoundField
    due_on: forms.BoundField
    due_inclusive: forms.BoundField
    answers: forms.BoundField

    @property
    def aside(self) -> bool:
        """Whether the limit of its own and the units that help stand open: there is something in them."""
        return bool(self.found.cooperating.units or self.found.cooperating.unknown or self.found.due)


@dataclass(frozen=True)
class OwnDayRow:
    """Another closing day for some units with its fields."""

    found: OwnDay
    units: forms.BoundField
    due_on: forms.BoundField
    due_inclusive: forms.BoundField


@dataclass(frozen=True)
class StrengthRow:
    """A proposed strength with its field."""

    found: ProposedStrength
    take: forms.BoundField


class TakeForm(ClosingFields):
    """Fields are named by the keys of the proposals: t0_take, y0_units, u0_take, h0_units … `half`: begin where somebody left off."""

    kind = forms.ChoiceField(label="Loại", choices=Inspection.Kind.choices)
    title = words("Tên cuộc kiểm tra")
    concluded_on = DayField(label="Ngày kết luận", looks="back")
    plans = DocumentsChoice("Kế hoạch làm căn cứ")
    digest = forms.CharField(widget=forms.HiddenInput)
    seen = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)

    def __init__(
        self, person: Person, document: Document, found: Proposed, today: date, data: Any = None, *, half: HalfTaken | None = None
    ) -> None:
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
        for own in found.closing.own:
            self.fields[f"{own.key}_units"] = UnitsChoice("Đơn vị có hạn riêng", self.present, required=False)
            self._add_due(own.key, "Báo cáo, ngày nêu trong văn bản")
        if half is not None:
            self._begin_with(half)

    def _begin_with(self, half: HalfTaken) -> None:
        """What stood in the form when it was put down; of another reading nothing is taken but its version."""
        self.initial["seen"] = half.version
        if half.digest != self.found.digest:
            return
        sent = MultiValueDict(half.fields)
        for name in self.kept_names:
            self.initial[name] = self.fields[name].widget.value_from_datadict(sent, {}, name)

    @property
    def kept_names(self) -> list[str]:
        """The fields that are kept half done."""
        return [name for name in self.fields if name not in ("digest", "seen")]

    def as_fields(self) -> dict[str, list[str]]:
        """What the browser sent, right or wrong, to be kept half done."""
        sent: Any = self.data  # a QueryDict
        return {name: sent.getlist(name) for name in self.kept_names if name in sent}

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
        self.fields[f"{each.key}_cooperating"] = UnitsChoice("Đơn vị phối hợp", self.present, required=False)
        self._add_due(each.key, "Hạn riêng")
        self.fields[f"{each.key}_answers"] = forms.MultipleChoiceField(
            label="Khắc phục tồn tại", choices=choices, required=False, widget=forms.CheckboxSelectMultiple
        )

    def _add_due(self, key: str, label: str) -> None:
        self.fields[f"{key}_due_on"] = DayField(label=label, required=False)
        self.fields[f"{key}_due_inclusive"] = forms.TypedChoiceField(
            label="Cách tính", choices=INCLUSIVE, coerce=lambda value: value == "1", required=False, initial="1"
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
            names = ("take", "text", "units", "cooperating", "due_on", "due_inclusive", "answers")
            yield RequirementRow(each, *(self[f"{each.key}_{name}"] for name in names))

    def own_day_rows(self) -> Iterator[OwnDayRow]:
        """The closing days of single units with their fields, in order."""
        for each in self.found.closing.own:
            yield OwnDayRow(each, *(self[f"{each.key}_{name}"] for name in ("units", "due_on", "due_inclusive")))

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
        if any(self._waits(each, given) for each in self.found.requirements) and not given.get("due_on") and "due_on" not in self.errors:
            self.add_error("due_on", "Chưa ghi ngày phải báo cáo khắc phục. Ghi ngày, hoặc bỏ các yêu cầu không có hạn riêng.")
        return given

    def _waits(self, each: ProposedRequirement, given: Mapping[str, Any]) -> bool:
        """Whether it is taken and has no day but the common one."""
        if not given.get(f"{each.key}_take") or given.get(f"{each.key}_due_on") or each.given is not None:
            return False
        own = self._own_days(given)
        return any(unit.pk not in own for unit in given.get(f"{each.key}_units") or ())

    def _own_days(self, given: Mapping[str, Any]) -> dict[int, Due]:
        """Unit → its own closing day."""
        days = [(given.get(f"{own.key}_units") or (), self._due(own.key, own.due, given)) for own in self.found.closing.own]
        return {unit.pk: due for units, due in days if due is not None for unit in units}

    def _due(self, key: str, read: Due | None, given: Mapping[str, Any]) -> Due | None:
        """The limit typed, in the words of the notice where it is the notice's; None without a day."""
        on, inclusive = given.get(f"{key}_due_on"), given.get(f"{key}_due_inclusive") is not False
        if on is None:
            return None
        if read is not None and (read.on, read.inclusive) == (on, inclusive):
            return read
        return Due(f"{'chậm nhất' if inclusive else 'trước'} ngày {written_day(on)}", on, inclusive)

    def as_taken(self) -> Taken:
        """Everything that was ticked, as it was changed. What is asked of units with different closing days is one demand for each day."""
        given = self.cleaned_data
        findings, places = self._findings(given)
        own = self._own_days(given)
        taken = [each for each in self.found.requirements if given[f"{each.key}_take"]]
        requirements = [part for each in taken for part in self._requirement(each, given, places, own)]
        named = [given[f"{key}_units"] for key in self.with_units if given[f"{key}_take"]]
        named += [given[f"{day.key}_units"] for day in self.found.closing.own]
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
            own_days=own,
            seen=given["seen"] or 0,
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

    def _requirement(
        self, each: ProposedRequirement, given: Mapping[str, Any], places: Mapping[str, list[int]], own: Mapping[int, Due]
    ) -> Iterator[TakenRequirement]:
        answers = [place for key in given[f"{each.key}_answers"] for place in places.get(key, ())]
        units: list[Unit] = list(given[f"{each.key}_units"])
        helping = [unit for unit in given[f"{each.key}_cooperating"] if unit not in units]
        due = self._due(each.key, each.due, given)
        groups: dict[Due | None, list[Unit]] = {}
        for unit in units:
            groups.setdefault(due or (None if each.given else own.get(unit.pk)), []).append(unit)
        for day, group in groups.items():
            yield TakenRequirement(given[f"{each.key}_text"].strip(), group, each.span, answers, helping, day, each.given)


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
        values |= {f"{requirement.key}_cooperating": requirement.cooperating.units, **_due_initial(requirement.key, requirement.due)}
    for own in closing.own:
        values |= {f"{own.key}_units": own.named.units, **_due_initial(own.key, own.due)}
    return values | {f"{each.key}_take": True for each in found.strengths}


def _due_initial(key: str, due: Due | None) -> dict[str, Any]:
    return {f"{key}_due_on": due.on, f"{key}_due_inclusive": "1" if due.inclusive else "0"} if due else {}
