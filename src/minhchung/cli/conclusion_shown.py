"""What `minhchung read` prints of a conclusion: findings and demands side by side, what stands alone, how all is closed."""

from __future__ import annotations

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from minhchung.reading import ALL, Conclusion
from minhchung.reading.conclusions.model import Addressed, Closing, Due, Requirement, Shortcoming

EVERYONE = "Mọi đơn vị được kiểm tra"
KINDS = {
    "nonconformity": "Không phù hợp",
    "nonconformity-major": "Không phù hợp nặng",
    "nonconformity-minor": "Không phù hợp nhẹ",
    "recommendation": "Khuyến nghị",
}


def print_conclusion(console: Console, conclusion: Conclusion) -> None:
    """Prints one conclusion; the answers a demand gives to a finding are proposals and are called so."""
    counts = (
        f"{len(conclusion.strengths)} ưu điểm, {len(conclusion.shortcomings)} tồn tại hoặc điểm không phù hợp, "
        f"{len(conclusion.requirements)} yêu cầu"
    )
    console.print(f"[bold]Kết luận kiểm tra:[/bold] {counts}.")
    for line in _lines(conclusion):
        console.print(escape(line))
    if conclusion.shortcomings:
        console.print(_findings(conclusion))
    if conclusion.requirements:
        console.print(_demands(conclusion))


def _lines(conclusion: Conclusion) -> Iterator[str]:
    bases = conclusion.bases
    if bases.refs:
        yield f"Căn cứ: {', '.join(bases.refs)}"
    if bases.held:
        yield f"Thời gian kiểm tra: {bases.held.said.text}"
    if bases.period:
        yield f"Thời kỳ được kiểm tra: {bases.period.said.text}"
    if bases.inspected:
        yield f"Nơi được kiểm tra: {'; '.join(bases.inspected)}"
    if conclusion.closing:
        yield f"Báo cáo khắc phục: {_closing_words(conclusion.closing)}"
    for places in conclusion.clusters:
        yield f"Cùng một tồn tại ở nhiều đơn vị: các dòng {', '.join(str(at + 1) for at in places)}"


def _closing_words(closing: Closing) -> str:
    said = [shown_whom(closing.whom)]
    said += [f"gửi {closing.addressee.text}"] if closing.addressee else []
    said += [f"qua {closing.via.text}"] if closing.via else []
    said += [_due_words(due) for due in (closing.due, *closing.more_due) if due]
    return ", ".join(said)


def _findings(conclusion: Conclusion) -> Table:
    table = Table(title="Tồn tại, điểm không phù hợp", title_justify="left", box=SIMPLE_HEAD, expand=True)
    table.add_column("TT", justify="right", no_wrap=True)
    table.add_column("Đơn vị", ratio=2, overflow="fold")
    table.add_column("Nội dung", ratio=5, overflow="fold")
    table.add_column("Yêu cầu trả lời (đề nghị)", ratio=2, overflow="fold")
    answers: dict[int, list[str]] = {}
    for match in conclusion.coverage.matches if conclusion.coverage else ():
        answers.setdefault(match.shortcoming, []).append(str(match.requirement + 1))
    none = "chưa thấy" if conclusion.coverage else "quá nhiều dòng, chưa so"
    for at, found in enumerate(conclusion.shortcomings):
        answer = f"dòng {', '.join(answers[at])}" if at in answers else none
        table.add_row(str(at + 1), escape(shown_whom(found.whom)), escape(_finding_words(found)), answer)
    return table


def _finding_words(found: Shortcoming) -> str:
    said = found.said.text
    if name := KINDS.get(found.kind):
        said = f"{name}: {said}"
    if found.clause:
        said += f"\nĐiều khoản: {found.clause.text}"
    if found.vague:
        said += "\nChưa đo được: " + "; ".join(dict.fromkeys(f"“{each.text}”" for each in found.vague))
    return said


def _demands(conclusion: Conclusion) -> Table:
    table = Table(title="Yêu cầu, kiến nghị", title_justify="left", box=SIMPLE_HEAD, expand=True)
    table.add_column("TT", justify="right", no_wrap=True)
    table.add_column("Đơn vị", ratio=2, overflow="fold")
    table.add_column("Nội dung", ratio=5, overflow="fold")
    table.add_column("Thời hạn", ratio=2, overflow="fold")
    for at, demand in enumerate(conclusion.requirements):
        alone = conclusion.coverage is not None and at in conclusion.coverage.without_shortcoming
        table.add_row(str(at + 1), escape(shown_whom(demand.whom)), escape(_demand_words(demand, alone=alone)), escape(_limits(demand)))
    return table


def _demand_words(demand: Requirement, *, alone: bool) -> str:
    return demand.said.text + ("\nKhông ứng với tồn tại nào (đề nghị)" if alone else "")


def _limits(demand: Requirement) -> str:
    return "; ".join(_due_words(due) for due in (demand.due, *demand.more_due) if due) or "-"


def _due_words(due: Due) -> str:
    """One limit as "08/07/2026 (chậm nhất trước ngày 08/7/2026)", or its words alone."""
    return f"{'/'.join(reversed(due.date.split('-')))} ({due.said.text})" if due.date else due.said.text


def shown_whom(whom: Addressed) -> str:
    """The units, and for everybody the words that name them."""
    if whom.units != (ALL,):
        return "; ".join(whom.units)
    return f"{EVERYONE} ({whom.said.text})" if whom.said else EVERYONE
