"""The two columns of a document's head, which many files give as single lines.

By NĐ 30/2020 the issuer and the number stand on the left, the country's name and the date on the right. Text layers, scans and
tabs join what stands on one height: "ỦY BAN NHÂN DÂN CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM". Here such lines part again.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

HEAD_LINES = 25
RIGHT_WORDS = re.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI CHỦ NGHĨA|Độc lập ?[-–] ?Tự do ?[-–]|ĐẢNG CỘNG SẢN VIỆT NAM")
NUMBER_AND_DATE = re.compile(r"(Số ?: ?\S{0,12} ?/ ?[\w-]{2,40})\s{1,80}([^\W\d][^,]{1,40}, ?ngày\b)")
WIDE = re.compile(r" {6,}")
# A gap after these words or before these is the space left for a number or a day.
LEFT_OPEN = ("Số:", "Số :", "số:", "ngày", "tháng", "năm", "/")
RIGHT_OPEN = ("/", "tháng", "năm", ",")


def parted(lines: Sequence[str], *, scanned: bool = False) -> list[str]:
    """The lines of a first page with the two columns of its head one after the other.

    Lines that follow each other give their left parts first, then their right parts. `scanned` lines come from a picture, blanks
    as wide as the paper: there any wide gap parts two columns, on the whole page (recipients and signer), unless there are more.
    """
    result: list[str] = []
    right: list[str] = []
    filled = 0
    for line in lines:
        filled += bool(line.strip())
        pair = _pair(line, scanned) if scanned or filled <= HEAD_LINES else None
        if pair is not None:
            result.append(pair[0])
            right.append(pair[1])
        elif line.strip() or not right:
            result += [*right, line]
            right = []
    return result + right


def _pair(line: str, scanned: bool) -> tuple[str, str] | None:
    found = NUMBER_AND_DATE.match(line.strip())
    if found is not None:
        return found[1], line.strip()[found.start(2) :]
    words = RIGHT_WORDS.search(line)
    if words is not None and line[: words.start()].strip():
        return line[: words.start()].strip(), line[words.start() :].strip()
    pieces = WIDE.split(line.strip()) if scanned else []
    if len(pieces) != 2 or pieces[0].endswith(LEFT_OPEN) or pieces[1].startswith(RIGHT_OPEN):
        return None
    return pieces[0], pieces[1]
