"""When an export was made, where the file itself says so above its header."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Final

from minhchung.flow.exports.moment_forms import parse_moment
from minhchung.text.normal import clean, fold, squeeze

_DAY: Final = r"(?:ngay )?\d{1,2}(?: ?[/.-] ?| thang )\d{1,2}(?: ?[/.-] ?| nam )\d{4}"
_CLOCK: Final = r"\d{1,2} ?(?::|h|gio) ?(?:\d{2})?(?: ?: ?\d{2})?(?: phut)?"
_MOMENT: Final = re.compile(
    rf"(?P<clock>{_CLOCK}),?(?: -)? (?P<day>{_DAY})|(?P<day_first>{_DAY})(?:(?:,| luc|-| )+(?P<clock_after>{_CLOCK}))?"
    r"|(?P<iso>\d{4}-\d{2}-\d{2}(?:[t ]\d{2}:\d{2}(?::\d{2})?)?)|(?P<serial>[34]\d{4}(?:\.\d+)?)(?!\d)"
)
_LABEL: Final = re.compile(
    r"(?:thoi diem|thoi gian|ngay gio|ngay|gio) (?:ket xuat|xuat|trich xuat|in|tao|lap)"
    r"(?: (?:bao cao|du lieu|bieu|file|tep|danh sach|so lieu))?\b"
    r"|(?:so lieu|du lieu)(?: duoc)? (?:tinh den|cap nhat den|den|lay den|tinh toi|cap nhat luc|cap nhat)\b|tinh den(?: thoi diem)?\b"
    r"|(?:ket xuat|xuat|trich xuat|cap nhat) (?:luc|ngay|vao)\b"
)
_REACH: Final = 60


def said_as_of(rows: Sequence[Sequence[str]]) -> datetime | None:
    """The moment of export said in the rows above a header (wall clock, no zone), or None. Only a day: its first minute."""
    for row in rows:
        line = fold(clean(" ".join(cell for cell in row if cell)))
        for label in _LABEL.finditer(line):
            found = _MOMENT.search(line, label.end(), label.end() + _REACH)
            moment = _read(found) if found else None
            if moment is not None:
                return moment
    return None


def _read(found: re.Match[str]) -> datetime | None:
    if serial := found["serial"]:
        return datetime(1899, 12, 30) + timedelta(seconds=round(float(serial) * 86_400))  # noqa: DTZ001 - wall clock, as the lake has it
    if iso := found["iso"]:
        text = iso
    else:
        day = (found["day"] or found["day_first"]).replace("ngay ", "ngày ").replace(" thang ", "/").replace(" nam ", "/")
        clock = (found["clock"] or found["clock_after"] or "").replace("gio", "h").replace("phut", "")
        text = squeeze(f"{day} {clock}")
    seconds = parse_moment(text)
    return datetime.fromtimestamp(seconds, UTC).replace(tzinfo=None) if seconds else None
