"""Which unit a written name means. Pure: names and a day in, scored matches with their reason out.

No match rests on common words alone: a word of administration at large ("trung tâm", "dịch vụ", "công"), or a word that two
units of the ward share, is no evidence. Two candidates nearly alike are a choice for a person, never an answer.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from rapidfuzz.distance import OSA

from minhchung.apps.organisations.unit_words import GENERIC, Said, Words, meaningful, readings_of, spelled_out, take_apart

EXACT = 1.0
AUTOMATIC = 0.75
"""From this score on a match may be taken without asking; what is not `EXACT` is shown as inferred."""
SAME_NAME = 0.94
"""From this score on two names are the same name: word for word, written closed up, or by initials."""
MARGIN = 0.08
"""Two candidates closer than this are nearly equal."""
FLOOR = 0.45
"""Below this a candidate is not even offered as a choice."""

_COMMON_WEIGHT = 0.25
_HOW = {
    "name": "đúng tên đơn vị",
    "short": "đúng tên viết tắt",
    "alias": "đúng tên gọi khác",
    "initials": "viết tắt của",
    "part": "một phần tên của",
    "typo": "gần giống, có thể gõ sai,",
    "post": "chức danh thuộc",
    "body": "cơ quan thường trực của",
    "successor": "đơn vị kế tiếp của",
}


@dataclass(frozen=True, slots=True)
class UnitName:
    """A unit as it may be written. `successor` takes over after `valid_to`."""

    id: int
    name: str
    short: str
    aliases: tuple[str, ...]
    valid_from: date
    valid_to: date | None = None
    successor: int | None = None

    def is_valid(self, on: date) -> bool:
        """Whether the unit exists on that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class BodyName:
    """A ban, tổ, đoàn as it may be written; `unit` is its standing unit, which does its daily work (None: not said)."""

    id: int
    name: str
    unit: int | None
    valid_from: date = date.min
    valid_to: date | None = None

    def is_valid(self, on: date) -> bool:
        """Whether the body exists on that day."""
        return self.valid_from <= on and (self.valid_to is None or on <= self.valid_to)


@dataclass(frozen=True, slots=True)
class UnitMatch:
    """`score` is 0..1; `how` one of name, short, alias, initials, part, typo, post, body, successor; `form` the ward's own
    wording that was met."""

    unit_id: int
    score: float
    how: str
    form: str

    @property
    def reason(self) -> str:
        """The reason in Vietnamese, for "Vì sao?"."""
        return f"{_HOW[self.how]} “{self.form}”"


@dataclass(frozen=True, slots=True)
class _Form:
    """One way the ward writes a unit. `owner` is the unit in force today, None for a body without a standing unit."""

    owner: int | None
    text: str
    how: str
    said: Said


def match_units(
    name: str, candidates: Sequence[UnitName], on: date, *, bodies: Sequence[BodyName] = (), commune_name: str = ""
) -> list[UnitMatch]:
    """The units `name` may mean on that day, best first, each once; empty when nothing but common words agrees.

    `on` is the day on which the unit is to act (the day of assigning), not the day of the document. Give `commune_name`
    ("Phường Vân Khê") so that "Phòng Kinh tế phường Bến Đá" is known to be somebody else's.
    """
    unit_forms = _unit_forms(candidates, on, commune_name)
    forms = unit_forms + _body_forms([body for body in bodies if body.is_valid(on)], commune_name)
    shared = _shared_words(unit_forms)
    best: dict[int | None, UnitMatch] = {}
    for reading in readings_of(name):
        said = take_apart(reading, commune_name)
        if said.foreign:
            continue
        for form in forms:
            score, how = _compare(said, form, shared)
            if score >= FLOOR and (form.owner not in best or score > best[form.owner].score):
                best[form.owner] = UnitMatch(form.owner or 0, round(score, 3), how, form.text)
    return _ranked(best)


def chosen(matches: Sequence[UnitMatch]) -> UnitMatch | None:
    """The match that may be taken without asking: good enough, and no other nearly equal."""
    if not matches or matches[0].score < AUTOMATIC:
        return None
    if len(matches) == 1 or matches[0].score - matches[1].score >= MARGIN:
        return matches[0]
    return matches[0] if matches[0].score == EXACT > matches[1].score else None


def names_another(text: str, others: Sequence[UnitName], on: date, *, commune_name: str = "") -> UnitMatch | None:
    """The other unit that `text` already names word for word or by its initials, if any."""
    found = match_units(text, others, on, commune_name=commune_name)
    return found[0] if found and found[0].score >= SAME_NAME else None


def is_common_only(text: str, candidates: Sequence[UnitName], on: date, *, commune_name: str = "") -> bool:
    """Whether a name holds nothing but words of administration at large and words that two units share."""
    said = take_apart(text, commune_name)
    forms = _unit_forms(candidates, on, commune_name)
    return not _is_the_office(said, forms) and not meaningful(said.words) - GENERIC - _shared_words(forms)


def initials_of(name: str) -> str:
    """A short name proposed for a unit: "Phòng Văn hóa - Xã hội" → "VHXH"; "Văn phòng HĐND và UBND" → "VP"."""
    said = take_apart(name)
    if said.kind == ("van", "phong"):
        return "VP"
    return "".join(word[0] for word in said.words or said.kind).upper()[:20]


def _ranked(best: dict[int | None, UnitMatch]) -> list[UnitMatch]:
    found = sorted(best.items(), key=lambda pair: -pair[1].score)
    # A body without a standing unit is known to be no unit: it hides the units whose names resemble it less.
    nobody = best.get(None)
    return [match for owner, match in found if owner is not None and (nobody is None or match.score > nobody.score)]


def _unit_forms(candidates: Sequence[UnitName], on: date, commune_name: str) -> list[_Form]:
    by_id = {unit.id: unit for unit in candidates}
    forms: list[_Form] = []
    for unit in candidates:
        owner = _in_force(unit, by_id, on)
        if owner is None:
            continue
        written = [("name", unit.name), ("short", unit.short), *(("alias", alias) for alias in unit.aliases)]
        kind = take_apart(unit.name, commune_name).kind
        for how, text in written:
            said = take_apart(text, commune_name)
            if how == "short" and not said.kind:
                # "Phòng KT" is the short name said in full, "Trung tâm KT" is not.
                said = replace(said, kind=kind)
            forms.append(_Form(owner, text, how if owner == unit.id else "successor", said))
    return forms


def _in_force(unit: UnitName, by_id: dict[int, UnitName], on: date) -> int | None:
    """The unit itself, or the one that took over from it, on that day."""
    seen: set[int] = set()
    current: UnitName | None = unit
    while current is not None and current.id not in seen:
        if current.is_valid(on):
            return current.id
        if current.valid_from > on:
            return None
        seen.add(current.id)
        current = by_id.get(current.successor) if current.successor else None
    return None


def _body_forms(bodies: Iterable[BodyName], commune_name: str) -> list[_Form]:
    return [_Form(body.unit, body.name, "body", take_apart(body.name, commune_name)) for body in bodies]


def _shared_words(forms: Iterable[_Form]) -> frozenset[str]:
    owners: dict[int | None, set[str]] = {}
    for form in forms:
        owners.setdefault(form.owner, set()).update(meaningful(form.said.words))
    counted = Counter(word for words in owners.values() for word in words)
    return frozenset(word for word, units in counted.items() if units > 1)


def _compare(said: Said, form: _Form, shared: frozenset[str]) -> tuple[float, str]:
    score, how = _likeness(said, form, shared)
    if said.kind and form.said.kind and said.kind != form.said.kind:
        # "Trung tâm Kinh tế" is hardly "Phòng Kinh tế": a choice at most.
        score *= 0.7
    if said.outsider and score < SAME_NAME:
        return 0.0, how
    if form.how in {"body", "successor"}:
        score, how = score * 0.97, form.how
    if said.post and score:
        score, how = score * 0.97, "post"
    return score, how


def _likeness(said: Said, form: _Form, shared: frozenset[str]) -> tuple[float, str]:
    target = form.said
    if said.full == target.full:
        return EXACT, form.how
    if said.words and said.words == target.words:
        return (EXACT if form.how == "short" and not said.kind else 0.96), form.how
    spelled = spelled_out(said.words, target.words)
    if (spelled and spelled == target.words) or _is_initials(said.full, target):
        return 0.95, "initials"
    if "".join(said.full) == "".join(target.full) and len("".join(said.words)) > 3:
        return 0.94, "typo"
    return max(_by_words(replace(said, words=spelled), target, shared), _by_letters(said.words, target.words))


def _is_initials(tokens: Words, target: Said) -> bool:
    """ "TTPVHCC", "VPHĐND&UBND": initials of kind and words together, written in one or more pieces."""
    written = "".join(tokens)
    return len(tokens) <= 3 and len(written) >= 3 and written == "".join(word[0] for word in target.full)


def _by_words(said: Said, target: Said, shared: frozenset[str]) -> tuple[float, str]:
    heard, known = meaningful(said.words), meaningful(target.words)
    both = heard & known
    evident = both - GENERIC - shared
    office = said.kind == target.kind == ("van", "phong") and heard <= known
    if not evident and not office:
        return 0.0, "part"
    if office and not evident:
        # A ward has one office: "Văn phòng", "Văn phòng UBND" need no further word.
        return (0.9 if both else 0.85), "part"
    common = GENERIC | shared
    precision = _weight(both, common) / _weight(heard, common)
    recall = _weight(both, common) / _weight(known, common)
    return 0.95 * precision * (0.6 + 0.4 * recall), "part"


def _weight(words: Iterable[str], common: frozenset[str]) -> float:
    return sum(_COMMON_WEIGHT if word in common else 1.0 for word in words)


def _by_letters(written: Words, known: Words) -> tuple[float, str]:
    """A slip of the hand: one letter in a short name, two in a longer one, three in a long one."""
    left, right = " ".join(written), " ".join(known)
    length = max(len(left), len(right))
    allowed = 0 if length < 6 else 1 if length < 12 else 2 if length < 24 else 3
    slips = OSA.distance(left, right, score_cutoff=allowed)
    return (0.95 * (1 - slips / length), "typo") if allowed and slips <= allowed else (0.0, "typo")


def _is_the_office(said: Said, forms: Iterable[_Form]) -> bool:
    """ "Văn phòng" alone names the one office of a ward."""
    offices = {form.owner for form in forms if form.said.kind == ("van", "phong")}
    return said.kind == ("van", "phong") and meaningful(said.words) <= GENERIC and len(offices) <= 1
