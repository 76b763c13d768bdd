"""The minutes of a management review as a paper: what the screen says, in the lawful layout of minutes."""

from minhchung.apps.management.models import Decision, ManagementReview
from minhchung.apps.management.queries.inputs import Shown
from minhchung.letters.minutes import Minutes, Point
from minhchung.text.written import written_day

ROWS = 12
"""So many rows of a source stand in the minutes; the others stay in the snapshot."""


def paper_of(review: ManagementReview, inputs: list[Shown]) -> Minutes:
    """The paper; a review that is not held yet gives the paper to be brought to it. The hour is written in by hand."""
    people = list(review.attendees.select_related("person"))
    decisions = review.decisions.filter(dropped_at=None).select_related("assignment")
    return Minutes(
        commune=review.commune.name,
        title=review.title,
        started=review.held_on or review.planned_on,
        ended=None,
        place=review.place,
        chair=review.chair.full_name if review.chair else "",
        secretary=review.secretary.full_name if review.secretary else "",
        present=[each.name for each in people if each.present],
        absent=[each.name for each in people if each.present is False],
        points=[Point(f"{each.title} (9.3.2 {each.code})", "\n".join(_lines(each))) for each in inputs],
        conclusions=[_conclusion(each) for each in decisions],
    )


def _lines(shown: Shown) -> list[str]:
    lines = []
    for source in shown.sources:
        if not source.rows:
            lines.append(f"{source.label}: chưa có dữ liệu{f' ({source.empty})' if source.empty else ''}.")
            continue
        if source.alone:
            lines.append(f"{source.label}: {source.rows[0].text} ({source.rows[0].note}).")
            continue
        lines.append(f"{source.label} ({source.count}):")
        lines += [f"- {row.text}{f' ({row.note})' if row.note else ''}" for row in source.rows[:ROWS]]
        if source.count > ROWS:
            lines.append(f"- và {source.count - ROWS} mục khác.")
    return [*lines, *([f"Ý kiến: {shown.note}"] if shown.note else [])]


def _conclusion(decision: Decision) -> str:
    kind = Decision.Kind(decision.kind).label
    if decision.assignment is None:
        return f"{kind}: {decision.text}"
    due = decision.assignment.deadline_on
    return f"{kind}: {decision.text} (Việc {decision.assignment.number}{f', hạn {written_day(due)}' if due else ''})"
