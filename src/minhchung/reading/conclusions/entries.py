"""From a piece of the document to a strength, a shortcoming or a requirement."""

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from minhchung.reading.conclusions.closing import asks_for_account
from minhchung.reading.conclusions.faults import fault_in, vague_words
from minhchung.reading.conclusions.model import Addressed, Due, Kind, Passage, Requirement, Shortcoming, Strength
from minhchung.reading.conclusions.parts import NOTHING, Part, Parts, kind_said, part_of_item, parts_of_title
from minhchung.reading.conclusions.pieces import Piece, dues_in
from minhchung.reading.conclusions.whom import Over, unit_before_colon, unit_opening, whom_asked, whom_told
from minhchung.reading.cooperation import cooperating_units
from minhchung.reading.fields import Facts
from minhchung.reading.words import words_of
from minhchung.text.normal import lower

# The clauses findings of an audit are counted by are numbered 4 to 10 (ISO 9001:2015); "Điều 179 Luật Đất đai" is the article of a law.
_CLAUSE = re.compile(
    r"(?:(?:điều khoản|điều|khoản|mục|clause|yêu cầu)(?: số)? ?|\()"
    r"(?P<number>(?:[4-9]|10)(?:\.\d{1,2}){1,3}|(?<=điều khoản )(?:[4-9]|10))(?![\d/.]\d)",
    re.IGNORECASE,
)
_NUMBERED_FINDING = re.compile(r"(?:(?:điểm )?(?:không phù hợp|kph|nc|khuyến nghị|ofi|obs)[^:]{0,60}): ", re.IGNORECASE)
_LONGEST_LABEL = 10
_STOP = re.compile(r"[;.] (?=[^\W\d_])")
# "Chưa làm được các việc như: …": a colon inside the sentence, no topic before it.
_INTRODUCES = re.compile(r"(?:như|sau|gồm|là|cụ thể)(?: sau)?$|chưa|không|thiếu|còn")


@dataclass(frozen=True, slots=True)
class Scope:
    """What an item inherits from the titles over it."""

    parts: Parts = NOTHING
    over: Over | None = None
    theme: Piece | None = None
    kind: Kind | None = None


@dataclass(slots=True)
class Entries:
    """What was found so far, in reading order."""

    facts: Facts
    inspected: Addressed
    strengths: list[Strength] = field(default_factory=list)
    shortcomings: list[Shortcoming] = field(default_factory=list)
    requirements: list[Requirement] = field(default_factory=list)

    def add(self, piece: Piece, scope: Scope, *, due: Piece | None = None, whom: Addressed | None = None) -> Part | None:
        """Take one item in; returns what it was taken for. ``due`` and ``whom`` come from labels or cells beside it."""
        piece, scope = _unlabelled(piece, scope)
        part = part_of_item(piece.text, scope.parts) if piece.text else None
        if part == "strengths":
            self._strength(piece, scope)
        elif part == "shortcomings":
            self.shortcoming(piece, scope, whom=whom)
        elif part == "requirements":
            self.requirement(piece, scope, due=due, whom=whom)
        return part

    def _strength(self, piece: Piece, scope: Scope) -> None:
        whom = whom_told(piece, scope.over, self.facts, self.inspected)
        theme = scope.theme.passage() if scope.theme else None
        self.strengths.append(Strength(piece.passage(), theme, None if whom is self.inspected else whom))

    def shortcoming(
        self, piece: Piece, scope: Scope, *, whom: Addressed | None = None, kind: Kind | None = None, clause: Piece | None = None
    ) -> None:
        """One thing found wrong; what is given goes before what its words tell."""
        said = kind_said(_before_colon(piece.text)) if _NUMBERED_FINDING.match(piece.text) else None
        chosen, by = _chosen(kind, said, scope.kind)
        whom = whom or whom_told(piece, scope.over, self.facts, self.inspected)
        fault = fault_in(piece.text)
        whole = fault == (0, len(piece.text.rstrip(" .;/")))
        why = {"kind": by, "units": _WHERE[whom.origin], "fault": "cả câu" if whole else "bỏ phần ghi nhận hoặc yêu cầu quanh lỗi"}
        self.shortcomings.append(
            Shortcoming(
                piece.passage(),
                scope.theme.passage() if scope.theme else None,
                whom,
                chosen,
                piece.passage(*fault),
                tuple(piece.passage(*span) for span in vague_words(piece.text)),
                clause.passage() if clause else _clause(piece),
                why,
            )
        )

    def requirement(self, piece: Piece, scope: Scope, *, due: Piece | None = None, whom: Addressed | None = None) -> None:
        """What is demanded; an item that asks one unit and then, behind a stop, another asks twice."""
        for part in [piece] if whom else self._asked_apart(piece, scope.over):
            self._requirement(part, scope, due, whom or whom_asked(part, scope.over, self.facts, self.inspected))

    def _asked_apart(self, piece: Piece, over: Over | None) -> list[Piece]:
        """The item cut where another unit is asked: "Văn phòng mở chuyên mục; các phòng gửi bài hằng tháng". The account all are asked for
        at the end is no demand of its own."""
        if over is not None or (asked := whom_asked(piece, over, self.facts, self.inspected)).origin != "item":
            return [piece]
        cuts = [0]
        for stop in _STOP.finditer(piece.text):
            rest = piece.part(stop.end())
            other = unit_opening(rest, self.facts)
            if other and other.units != asked.units and not asks_for_account(rest.text):
                cuts.append(stop.end())
                asked = other
        return [piece.part(start, end) for start, end in pairwise([*cuts, len(piece.text)])]

    def _requirement(self, piece: Piece, scope: Scope, due: Piece | None, whom: Addressed) -> None:
        main, more = _limits(piece, due, self.facts)
        theme = scope.theme.passage() if scope.theme else None
        cooperating = tuple(cooperating_units(words_of(piece.text), whom.units))
        self.requirements.append(Requirement(piece.passage(), theme, whom, cooperating, main, more, piece.refs(self.facts)))


_WHERE = {
    "item": "đơn vị trong câu",
    "heading": "đơn vị ở đề mục",
    "column": "cột hoặc nhãn đơn vị",
    "inspected": "đơn vị duy nhất được kiểm tra",
    "nowhere": "không nêu đơn vị: đề nghị coi là mọi đơn vị được kiểm tra",
}


def _chosen(given: Kind | None, said: Kind | None, over: Kind | None) -> tuple[Kind, str]:
    """The kind of a finding and by which rule: a cell or label, its own words, the title over it."""
    for kind, rule in ((given, "bảng hoặc nhãn ghi loại"), (said, "ý này tự gọi tên"), (over, "theo đề mục")):
        if kind:
            return kind, rule
    return "shortcoming", "không gọi tên khác"


def _limits(piece: Piece, label: Piece | None, facts: Facts) -> tuple[Due | None, tuple[Due, ...]]:
    beside = dues_in(label, facts, bare=True) if label else (None, ())
    return beside if beside[0] else dues_in(piece, facts)


def _unlabelled(piece: Piece, scope: Scope) -> tuple[Piece, Scope]:
    """The item without the labels it opens with, and what they tell: "Phòng A: …", "Tồn tại: …", "Phòng A: Tồn tại: …"."""
    for _ in range(2):
        if opened := unit_before_colon(piece):
            over, at = opened
            piece, scope = piece.part(at), Scope(scope.parts, over, scope.theme, scope.kind)
            continue
        label = _before_colon(piece.text)
        if not label or label.count(" ") >= _LONGEST_LABEL or _NUMBERED_FINDING.match(piece.text):
            break
        parts = parts_of_title(label, leads=False)
        if parts is not None and (parts != scope.parts or kind_said(label)):
            scope = Scope(parts, scope.over, scope.theme, kind_said(label))
        elif scope.theme is None and not _INTRODUCES.search(lower(label)):
            scope = replace(scope, theme=piece.part(0, len(label)))
        else:
            break
        piece = piece.part(len(label) + 1)
    return piece, scope


def _before_colon(text: str) -> str:
    head, colon, rest = text.partition(":")
    return head if colon and rest.strip() else ""


def _clause(piece: Piece) -> Passage | None:
    found = _CLAUSE.search(piece.text)
    return piece.passage(*found.span("number")) if found else None
