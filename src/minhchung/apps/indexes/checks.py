"""What a review finds wrong with the evidence that the ward's criteria of the year ask for."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from django.db.models import Q

from minhchung.apps.evidence.claimable import register_answering
from minhchung.apps.evidence.models import Claim
from minhchung.apps.evidence.proving import piece_of
from minhchung.apps.evidence.rules import Fault, faults_of
from minhchung.apps.ground.keys import keys_of
from minhchung.apps.ground.problems import Check, Look, Problem, Severity, register
from minhchung.apps.ground.refs import Ref
from minhchung.apps.indexes.models import Criterion, Index, RequiredEvidence
from minhchung.apps.indexes.packs import pack_of_index
from minhchung.apps.indexes.proving import RequirementRow, asked_of, requirement_rows
from minhchung.apps.organisations.models import Commune
from minhchung.apps.organisations.written import written_names

LEAVES = "mọi tiêu chí thành phần trong thang điểm của năm có nêu minh chứng cần có"
PIECES = "minh chứng đã nộp cho tiêu chí thành phần trong năm"


@dataclass(frozen=True)
class Asked:
    """One thing that a leaf asks to see, with how it stands."""

    criterion: Criterion
    row: RequirementRow


@dataclass(frozen=True)
class Leaf:
    """A leaf with all that it asks to see."""

    criterion: Criterion
    rows: Sequence[RequirementRow]

    @property
    def lacking(self) -> list[RequirementRow]:
        """What nothing was brought for."""
        return [row for row in self.rows if row.standing.state == "none"]


@dataclass(frozen=True)
class Shown:
    """One piece brought for it; `faults`: what keeps it from counting, as the test of sufficiency has it."""

    criterion: Criterion
    row: RequirementRow
    claim: Claim
    read: Callable[[], Sequence[Fault]]

    @cached_property
    def faults(self) -> Sequence[Fault]:
        """Read when somebody asks."""
        return self.read()

    def fault(self, *codes: str) -> Fault | None:
        """The first of these faults that it has."""
        return next((fault for fault in self.faults if fault.code in codes), None)


def _asked(look: Look) -> list[Asked]:
    """Everything the leaves of the year ask to see; of one unit what it leads or supports."""
    leaves = Criterion.objects.filter(commune=look.scope.commune, year=look.today.year, archived_at=None).select_related("commune")
    if look.scope.unit is not None:
        leaves = leaves.filter(Q(unit=look.scope.unit) | Q(supporting=look.scope.unit)).distinct()

    def read() -> list[Asked]:
        criteria = {criterion.pk: criterion for criterion in leaves.prefetch_related("supporting")}
        found = requirement_rows(criteria.values(), day=look.today)
        return [Asked(criteria[pk], row) for pk, rows in found.items() for row in rows]

    return look.once("indexes.asked", read)


def _leaves(look: Look) -> list[Leaf]:
    """The leaves of the scale that ask for something: nobody owes proof of a bonus not earned, of a penalty not taken."""
    found: dict[int, list[Asked]] = {}
    beside = _beside(look)
    for each in _asked(look):
        if each.criterion.index_id is None or each.criterion.code not in beside:
            found.setdefault(each.criterion.pk, []).append(each)
    return [Leaf(asked[0].criterion, [each.row for each in asked]) for asked in found.values()]


def _beside(look: Look) -> set[str]:
    """The codes of bonus and penalty in the year's index."""
    index = Index.objects.filter(commune=look.scope.commune, year=look.today.year).select_related("pack").first()
    return {leaf.code for leaf in pack_of_index(index).outside} if index else set()


def _shown(look: Look) -> list[Shown]:
    """Every live piece brought for it, or for the work linked to it."""

    def read() -> list[Shown]:
        commune = Commune.objects.get(pk=look.scope.commune)
        units = written_names(commune).units

        def faults(each: Asked, claim: Claim) -> Sequence[Fault]:
            piece = piece_of(claim, units, look.today, commune.name)
            return faults_of(asked_of(each.row.requirement), piece, year=each.criterion.year)

        return [Shown(each.criterion, each.row, claim, partial(faults, each, claim)) for each in _asked(look) for claim in each.row.claims]

    return look.once("indexes.shown", read)


def _claims(look: Look) -> tuple[str, int]:
    """The pieces as the records they are: other checks look through them too."""
    return Claim._meta.label, len({each.claim.pk for each in _shown(look)})


def _units(criterion: Criterion) -> tuple[int, ...]:
    return tuple(dict.fromkeys(unit for unit in (criterion.unit_id, *(each.pk for each in criterion.supporting.all())) if unit))


def _tell_lacking(leaf: Leaf, look: Look) -> Problem:
    """Names everything that is lacking under the reason for it; the way out is that of the first."""
    lacking, why = leaf.lacking, dict[str, list[str]]()
    for row in lacking:
        why.setdefault(row.standing.reason, []).append(row.requirement.text.rstrip(" .;"))
    said = ". ".join(f"{reason}: {'; '.join(texts)}" for reason, texts in why.items())
    count = f"thiếu {len(lacking)}/{len(leaf.rows)} minh chứng" if len(leaf.rows) > 1 else "thiếu minh chứng"
    mend = next((row.standing.mend for row in lacking if row.standing.mend), "")
    message = f"{leaf.criterion.code} {leaf.criterion.title}: {count}. {said}."
    return Problem(Ref("criterion", str(leaf.criterion.pk)), message, mend, _units(leaf.criterion))


def _told_by_leaf(subject: Ref, look: Look) -> str:
    """Of the time when each piece of evidence had a finding of its own."""
    return "nay mỗi tiêu chí có một phát hiện chung cho mọi minh chứng còn thiếu" if subject.kind == "requirement" else ""


def _tells(*codes: str) -> Callable[[Shown, Look], Problem]:
    """Tells of a piece that has one of these faults: the words of the fault, and what mends it."""

    def tell(row: Shown, look: Look) -> Problem:
        fault = row.fault(*codes)
        said = f": {fault.words}" if fault else ""
        message = f"{row.criterion.code}, {row.row.requirement.text}: minh chứng “{row.claim.title}”{said}."
        mend = fault.mend if fault else ""
        return Problem(Ref("requirement", str(row.row.requirement.pk)), message, mend, _units(row.criterion), str(row.claim.pk))

    return tell


def _has(*codes: str) -> Callable[[Shown, Look], bool]:
    return lambda row, look: row.fault(*codes) is not None


def _not_full(row: Shown, look: Look) -> bool:
    return row.row.standing.state != "full"


def _answering(keys: Collection[str]) -> Mapping[str, tuple[int, ...]]:
    found = RequiredEvidence.objects.filter(pk__in=keys_of(keys)).select_related("criterion").prefetch_related("criterion__supporting")
    return {str(item.pk): _units(item.criterion) for item in found}


register_answering("requirement", _answering)
register(
    Check(
        "TC-01",
        "Tiêu chí thành phần chưa có minh chứng",
        Severity.WARNING,
        LEAVES,
        _leaves,
        _tell_lacking,
        "Nộp minh chứng, hoặc giao nhiệm vụ tạo ra minh chứng này.",
        holds={"có minh chứng cần có mà chưa nộp gì": lambda leaf, look: bool(leaf.lacking)},
        let_go=_told_by_leaf,
    ),
    Check(
        "TC-02",
        "Minh chứng sai năm, sai kỳ",
        Severity.ERROR,
        PIECES,
        _shown,
        _tells("other_year", "late"),
        "Nộp bản của đúng năm, đúng hạn.",
        holds={"tiêu chí chưa đủ minh chứng": _not_full, "không đề trong năm hoặc trước hạn được yêu cầu": _has("other_year", "late")},
        through=_claims,
    ),
    Check(
        "TC-03",
        "Minh chứng chưa ký số",
        Severity.ERROR,
        PIECES,
        _shown,
        _tells("unsigned"),
        "Nộp bản PDF đã ký số.",
        holds={"tiêu chí chưa đủ minh chứng": _not_full, "phải ký số mà tệp chưa ký": _has("unsigned")},
        through=_claims,
    ),
)
