"""A procedure document out of what the catalogue says: one for a procedure, or one for a group handled alike.

Nothing is made up: what the catalogue does not say stays empty with a doubt, what it says with a doubt keeps it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from textwrap import shorten

from minhchung.apps.procedures.rules import Content as Catalogued
from minhchung.apps.procedures.rules import Fee, Limit, Way
from minhchung.apps.quality.rules.content import Basis, Component, Content, FormRow, Record, Said, Step

TITLE = 500
"""Characters a title takes."""
NOT_SAID = "danh mục thủ tục chưa ghi"
HOURS_A_DAY = Decimal(8)
NO_STEPS = "chưa có quy trình nội bộ; ghi các bước theo quy trình đã duyệt"
UNLIKE = "các thủ tục trong nhóm có quy trình nội bộ khác nhau"
RETENTION = "chưa có trong danh mục hồ sơ của đơn vị"


@dataclass(frozen=True)
class WorkStep:
    """A step of the internal workflow; `hours` working hours as text, "" when not said."""

    name: str
    who: str
    hours: str
    result: str


@dataclass(frozen=True)
class Source:
    """A procedure as the catalogue says it, with the unit in charge and the workflow in force."""

    code: str
    name: str
    unit: str
    said: Catalogued
    steps: Sequence[WorkStep]
    at_centre: bool | None


def generated(sources: Sequence[Source], before: Content) -> Content:
    """The content for these procedures. Terms, forms' further rows, records and the revision table of `before` are people's own words and
    stay; so do purpose and scope once they are written."""
    first = sources[0]
    forms = _forms(sources)
    return before.model_copy(
        update={
            "purpose": before.purpose or _purpose(sources),
            "scope": before.scope or _scope(sources),
            "references": before.references or "TCVN ISO 9001:2015 Hệ thống quản lý chất lượng - Các yêu cầu\nCác văn bản tại mục 5.1",
            "terms": before.terms or "TTHC: Thủ tục hành chính\nUBND: Ủy ban nhân dân",
            "basis": _basis(sources),
            "components": tuple(each for source in sources for each in _components(source, named=len(sources) > 1)),
            "sets": _joined(sources, [Said(text=source.said.sets or "", doubt="" if source.said.sets else NOT_SAID) for source in sources]),
            "limit": _joined(sources, [limits_of(source.said.ways) for source in sources]),
            "place": _joined(sources, [_place(source) for source in sources]),
            "fee": _joined(sources, [fees_of(source.said.ways) for source in sources]),
            "outcome": _joined(
                sources, [Said(text=source.said.result or "", doubt="" if source.said.result else NOT_SAID) for source in sources]
            ),
            "steps": _steps(sources) or before.steps or (Step(doubt=NO_STEPS),),
            "forms": (*forms, *(row for row in before.forms if row.name not in {form.name for form in forms})),
            "records": before.records or (Record(name="Hồ sơ theo mục 5.2 và kết quả giải quyết", place=first.unit, doubt=RETENTION),),
        }
    )


def title_of(names: Sequence[str], group: str = "") -> str:
    """What the document is called: its only procedure, or the group. A name longer than a title takes (some of the catalogue run to 900
    characters) is cut at a word; the section on the purpose says it whole."""
    others = f" và {len(names) - 1} thủ tục khác" if len(names) > 1 else ""
    return group or shorten(names[0], TITLE - len(others), placeholder="…") + others


def _names(sources: Sequence[Source]) -> str:
    return "; ".join(f"{source.name} (mã {source.code})" for source in sources)


def _purpose(sources: Sequence[Source]) -> str:
    return f"Quy định trình tự, trách nhiệm và thời gian giải quyết thủ tục: {_names(sources)}."


def _scope(sources: Sequence[Source]) -> str:
    units = list(dict.fromkeys(filter(None, (source.unit for source in sources))))
    whom = "; ".join(dict.fromkeys(filter(None, (source.said.subjects for source in sources))))
    charge = f", do {' và '.join(units)} phụ trách" if units else ""
    lines = [f"Áp dụng khi giải quyết thủ tục nêu tại mục 1{charge}."]
    return "\n".join([*lines, *([f"Đối tượng thực hiện: {whom}."] if whom else [])])


def _basis(sources: Sequence[Source]) -> tuple[Basis, ...]:
    found: dict[str, Basis] = {}
    for source in sources:
        for each in source.said.basis or ():
            found.setdefault(each.symbol or each.title, Basis(symbol=each.symbol, title=each.title, doubt=each.doubt))
    return tuple(found.values()) or (Basis(doubt=NOT_SAID),)


def _components(source: Source, *, named: bool) -> Iterable[Component]:
    if not source.said.components:
        yield Component(name=source.name if named else "", doubt=NOT_SAID)
    for each in source.said.components or ():
        heading = "; ".join(filter(None, (source.name if named else "", each.case)))
        yield Component(
            name=f"{each.name} ({heading})" if heading else each.name,
            originals="" if each.originals is None else str(each.originals),
            copies="" if each.copies is None else str(each.copies),
            form=each.form,
            doubt=each.doubt,
        )


def _forms(sources: Sequence[Source]) -> tuple[FormRow, ...]:
    named = dict.fromkeys(each.form for source in sources for each in source.said.components or () if each.form)
    return tuple(FormRow(name=name) for name in named)


def limits_of(ways: Sequence[Way] | None) -> Said:
    """The time limits, one line per way of handing in where they differ; the words of the source where no number could be read."""
    return _by_way([(way, limit_words(way.limit), way.limit.doubt) for way in ways or ()])


def fees_of(ways: Sequence[Way] | None) -> Said:
    """The fees, likewise."""
    return _by_way([(way, fee_words(way.fee), way.fee.doubt) for way in ways or ()])


def limit_words(limit: Limit) -> str:
    """ "03 ngày làm việc"; "03 không rõ đơn vị"; "" when nothing was said."""
    if limit.value is None:
        return limit.raw
    return f"{_number(limit.value)} {limit.unit.label}"


def fee_words(fee: Fee) -> str:
    """ "Không thu"; "5.000 đồng"; the words of the source; "" when nothing was said."""
    if fee.amount is None:
        return fee.raw
    return f"{fee.amount:,} đồng".replace(",", ".") if fee.amount else "Không thu"


def _number(value: Decimal) -> str:
    whole = value == value.to_integral_value()
    return f"{int(value):02d}" if whole else f"{value.normalize():f}".replace(".", ",")


def _by_way(told: Sequence[tuple[Way, str, str]]) -> Said:
    doubts = list(dict.fromkeys(doubt for _, _, doubt in told if doubt))
    said = [(way, words) for way, words, _ in told if words]
    if not said:
        return Said(doubt="; ".join(doubts) or NOT_SAID)
    if len({(words, way.note) for way, words in said}) == 1:
        lines = [f"{said[0][1]}{f' ({said[0][0].note})' if said[0][0].note else ''}"]
    else:
        lines = [f"{way.kind.label}{f' ({way.note})' if way.note else ''}: {words}" for way, words in said]
    return Said(text="\n".join(dict.fromkeys(lines)), doubt="; ".join(doubts))


def _place(source: Source) -> Said:
    said = source.said.received_at or ""
    if said:
        return Said(text=said)
    if source.at_centre:
        return Said(text="Trung tâm Phục vụ hành chính công")
    return Said(text=source.said.agency or "", doubt="nơi tiếp nhận " + NOT_SAID)


def _joined(sources: Sequence[Source], said: Sequence[Said]) -> Said:
    """One text for all: once when they agree, else each under its procedure."""
    if len({each.text for each in said}) == 1:
        return said[0]
    lines = [f"{source.name}: {each.text or 'chưa rõ'}" for source, each in zip(sources, said, strict=True)]
    return Said(text="\n".join(lines), doubt="; ".join(dict.fromkeys(each.doubt for each in said if each.doubt)))


def _steps(sources: Sequence[Source]) -> tuple[Step, ...]:
    """The steps of the first procedure; where another of the group goes otherwise, each step says that this is open."""
    steps = tuple(_step(each) for each in sources[0].steps)
    if all(list(source.steps) == list(sources[0].steps) for source in sources):
        return steps
    return tuple(each.model_copy(update={"doubt": "; ".join(filter(None, (each.doubt, UNLIKE)))}) for each in steps)


def _step(step: WorkStep) -> Step:
    return Step(
        name=step.name, who=step.who, time=step_time(step.hours), result=step.result, doubt="" if step.hours else "quy trình chưa ghi giờ"
    )


def step_time(hours: str) -> str:
    """Working hours in words: "04 giờ làm việc"; whole days of eight hours as "02 ngày làm việc"."""
    try:
        value = Decimal(hours)
    except InvalidOperation:
        return hours
    if value and value % HOURS_A_DAY == 0:
        return f"{_number(value / HOURS_A_DAY)} ngày làm việc"
    return f"{_number(value)} giờ làm việc"
