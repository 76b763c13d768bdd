"""`inspect`: what in a DOCX is not laid out as Nghị định 30/2020/NĐ-CP asks (law/forms/nd30.toml), whatever program wrote it."""

from minhchung.letters.inspecting.body import check_body
from minhchung.letters.inspecting.elements import found_in
from minhchung.letters.inspecting.foot import check_foot
from minhchung.letters.inspecting.head import check_head
from minhchung.letters.inspecting.issues import Issues, LayoutIssue
from minhchung.letters.inspecting.opened import opened
from minhchung.letters.inspecting.page import check_page


def inspect(data: bytes, name: str = "văn bản") -> list[LayoutIssue]:
    """The layout issues of a DOCX, blocking ones first. Raises ExtractError, in Vietnamese, when it is no DOCX or broken."""
    paper = opened(data, name)
    elements = found_in(paper)
    issues = Issues()
    check_page(issues, paper, elements)
    check_head(issues, paper, elements)
    check_body(issues, elements)
    check_foot(issues, elements)
    return issues.all()


__all__ = ["LayoutIssue", "inspect"]
