"""The checks of a document's end: authority and post, name, recipients."""

import re

from minhchung.letters.inspecting.elements import AUTHORITY, Elements, Signature
from minhchung.letters.inspecting.issues import Issues
from minhchung.letters.inspecting.lines import Line
from minhchung.letters.inspecting.measures import measure
from minhchung.text import fold

_DEGREE = re.compile(r"(?:(?:pgs|gs|ts|ths|th\.s|cn|ks|bs|ls|bsckii?|nguoi uu tu|nha giao)\b\.?)[\s.]+")
_SHORT = re.compile(r"(TM|KT|TL|TUQ|Q)\. \S")
DEPUTY = ("pho", "quyen")


def check_foot(issues: Issues, elements: Elements) -> None:
    """Signature and recipients."""
    if elements.annex_only:
        return
    if not elements.signatures:
        issues.check("authority_missing", "không có phần ký")
    for signature in elements.signatures:
        measure(issues, "authority", signature.authority)
        _authority(issues, signature)
        if signature.name is not None:
            measure(issues, "signer", [signature.name])
            if _DEGREE.match(fold(signature.name.text)):
                issues.check("signer_title", f"“{signature.name.text}”", signature.name)
    _recipients(issues, elements)


def _authority(issues: Issues, signature: Signature) -> None:
    lines = signature.authority
    for place, line in enumerate(lines):
        text = line.text
        if AUTHORITY.match(fold(text) + " ") and not _SHORT.match(text.upper()):
            issues.check("authority_form", f"“{text}”", line)
        elif fold(text).startswith("kt.") and not _deputy(lines[place + 1 : place + 2]):
            issues.check("authority_form", "dưới KT. không có chức vụ cấp phó", line)


def _deputy(below: list[Line]) -> bool:
    return bool(below) and fold(below[0].text).startswith(DEPUTY)


def _recipients(issues: Issues, elements: Elements) -> None:
    word, lines = elements.recipients, elements.recipient
    if word is None:
        issues.check("recipients_missing", "không có “Nơi nhận”")
        return
    measure(issues, "recipients", [word])
    measure(issues, "recipient", lines)
    kept = [line for line in lines if re.match(r"[-–+•]?\s*luu\b", fold(line.text))]
    if not kept:
        issues.check("recipient_kept", "không có dòng “Lưu”", lines[-1] if lines else word)
    for place, line in enumerate(lines):
        last = place == len(lines) - 1
        if not line.text.startswith("-"):
            issues.check("recipient_mark", "đầu dòng không có gạch đầu dòng", line)
        elif not line.text.endswith("." if last else (";", ":")):
            issues.check("recipient_mark", f"dòng {'cuối ' if last else ''}kết thúc bằng “{line.text[-1:]}”", line)
