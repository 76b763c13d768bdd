"""The code of a dossier out of what a scanner, a camera or a person gives: a bar code, a QR code with an address, a typed code."""

import re
from collections.abc import Callable
from typing import IO
from urllib.parse import unquote

import zxingcpp
from PIL import Image, UnidentifiedImageError

from minhchung.apps.ground.acts import Refused
from minhchung.flow.exports.codes import FORM, tidy_code
from minhchung.flow.exports.codes import LONGEST as LONGEST_CODE
from minhchung.text.normal import clean

CODE = re.compile(rf"(?<![0-9A-Za-z.]){FORM}(?![0-9A-Za-z])")
"""A code of the form of the law, standing alone in a text."""
_SLIP = re.compile(r"/([^/]+)/giao-nhan/?$")
PIXELS_AT_MOST = 50_000_000
LONGEST = 2400
"""Pixels a side; larger pictures are made smaller before they are searched: a code that fills a third of one is still read, at once."""


def code_in(text: str) -> str | None:
    """The first code in a text, an address among them; None when there is none."""
    found = CODE.search(clean(unquote(text)).upper())
    return found[0] if found else None


def written_as(text: str) -> tuple[str, ...]:
    """How a code that is not of the law's form may be meant by a text: the whole, as typed and as an import writes it, or the one in the
    address of a slip (the QR code that the site prints)."""
    slip = _SLIP.search(text)
    said = (unquote(slip[1]) if slip else text).strip()
    return tuple(dict.fromkeys(code for code in (said, tidy_code(said)) if code and len(code) <= LONGEST_CODE))


def code_on(picture: IO[bytes], named: Callable[[str], str | None] = code_in) -> str:
    """The dossier's code on a photograph of its bar code or QR code; `named`: the code that a text names. Raises Refused when there is
    none to be read."""
    try:
        with Image.open(picture) as image:
            if image.width * image.height > PIXELS_AT_MOST:
                raise Refused("Ảnh quá lớn. Chụp lại ở cỡ thường, hoặc gõ mã hồ sơ.")
            image.draft("L", (LONGEST, LONGEST))
            image.thumbnail((LONGEST, LONGEST))
            read = zxingcpp.read_barcodes(image.convert("L"))
    except (UnidentifiedImageError, OSError, ValueError, Image.DecompressionBombError) as error:
        raise Refused("Tệp không phải ảnh đọc được. Chụp lại mã trên giấy hẹn hoặc phiếu kiểm soát, hoặc gõ mã hồ sơ.") from error
    codes = {code for each in read if (code := named(each.text))}
    if not codes:
        told = "Ảnh có mã nhưng không phải mã hồ sơ" if read else "Không thấy mã vạch hay mã QR trong ảnh"
        raise Refused(f"{told}. Chụp gần hơn, đủ sáng, mã nằm trọn trong ảnh; hoặc gõ mã hồ sơ.")
    if len(codes) > 1:
        raise Refused(f"Ảnh có {len(codes)} mã hồ sơ ({', '.join(sorted(codes))}). Chụp từng mã một.")
    return codes.pop()
