"""HTML → text that keeps the blocks: paragraphs, lists, headings, tables. Nothing of the page is run, fetched or shown."""

from __future__ import annotations

import re
from email import message_from_bytes

from lxml import etree, html

from minhchung.text.extract.archive import broken
from minhchung.text.extract.numbering import count
from minhchung.text.extract.sniff import decoded, is_web_archive
from minhchung.text.extract.tables import repeated, table_lines

DROPPED = frozenset(
    [
        *("script", "style", "noscript", "template", "head", "svg", "iframe", "object", "select", "button", "textarea", "nav", "video"),
        *("audio", "del"),  # what was struck out with tracked changes is gone, as it is in a DOCX
    ]
)
BLOCKS = frozenset(
    [
        *("address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset"),
        *("figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "legend", "li", "main"),
        *("ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"),
    ]
)
ORDERED = {"1": "decimal", "a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
CHARSET = re.compile(rb"charset\s?=\s?[\"']?([A-Za-z0-9_.:-]{1,40})")
HIDDEN = re.compile(r"display\s?:\s?none|visibility\s?:\s?hidden|mso-hide\s?:\s?all", re.IGNORECASE)
DEPTH_LIMIT = 250


def html_text(data: bytes, name: str) -> str:
    """The text of an HTML page, not yet tidied. Raises ExtractError (broken) when nothing of it parses."""
    source = html_source(_page_inside(data, name))
    parser = html.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(source.encode("utf-8", "ignore"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError, AssertionError) as error:
        raise broken(name, "không đọc được mã HTML bên trong") from error
    return "\n\n".join(_Page().blocks(root, 0))


def _page_inside(data: bytes, name: str) -> bytes:
    """The page of a web archive (.mht, the "Single File Web Page" of Word), in UTF-8; any other data as it is."""
    if not is_web_archive(data):
        return data
    for part in message_from_bytes(data).walk():
        content = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(content, bytes):
            charset = part.get_content_charset() or ""
            try:
                return content.decode(charset).encode("utf-8") if charset else content
            except (LookupError, UnicodeDecodeError):
                return content
    raise broken(name, "trang web lưu một tệp (.mht) không có phần văn bản nào")


def html_source(data: bytes) -> str:
    """The page as a string: a byte order mark, then UTF-8, then the character set the page names."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        named = CHARSET.search(data[:4096])
    if named is not None:
        try:
            return data.decode(named[1].decode("ascii"))
        except (LookupError, UnicodeDecodeError):
            pass
    return decoded(data) or data.decode("utf-8", "replace")


class _Page:
    """Collects the blocks of one page; text between two block borders is one paragraph."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._open: list[str] = []
        self._counted: dict[html.HtmlElement, int] = {}

    def blocks(self, node: html.HtmlElement, depth: int) -> list[str]:
        self._walk(node, depth)
        self._close()
        return self._done

    def _close(self) -> None:
        lines = [" ".join(line.split()) for line in "".join(self._open).split("\v")]
        text = "\n".join(line for line in lines if line)
        if text:
            self._done.append(text)
        self._open.clear()

    def _walk(self, node: html.HtmlElement, depth: int) -> None:
        tag = node.tag if isinstance(node.tag, str) else ""
        if tag in DROPPED or depth > DEPTH_LIMIT or _hidden(node):
            return
        if tag == "table":
            self._close()
            self._table(node, depth)
            return
        block = tag in BLOCKS
        if block:
            self._close()
        if tag == "li":
            self._open.append(self._marker(node))
        elif tag == "br":
            self._open.append("\v")
        if tag == "pre":
            self._open.append("\v".join(node.text_content().split("\n")))
        else:
            self._inside(node, depth)
        if block:
            self._close()

    def _marker(self, item: html.HtmlElement) -> str:
        parent = item.getparent()
        if parent is None or parent.tag != "ol":
            return "- "
        start = (parent.get("start") or "1").strip()
        first = int(start) if start.isascii() and start.isdigit() and len(start) < 6 else 1
        index = self._counted.get(parent, 0)
        self._counted[parent] = index + 1
        return count(first + index, ORDERED.get(parent.get("type", "1"), "decimal")) + ". "

    def _inside(self, node: html.HtmlElement, depth: int) -> None:
        if node.text:
            self._open.append(node.text)
        for child in node:
            self._walk(child, depth + 1)
            if child.tail:
                self._open.append(child.tail)

    def _table(self, node: html.HtmlElement, depth: int) -> None:
        rows: list[list[list[str]]] = []
        hanging: dict[int, int] = {}  # columns that a cell above reaches down into, and for how many rows more
        for row in node.iter("tr"):
            if next(row.iterancestors("table"), None) is node:
                rows.append(self._row(row, rows[-1] if rows else [], hanging, depth))
        lines = table_lines(rows, bordered=_bordered(node))
        self._done += ["\n".join(lines)] if lines and lines[0].startswith("| ") and lines[0].endswith(" |") else lines

    def _row(self, row: html.HtmlElement, above: list[list[str]], hanging: dict[int, int], depth: int) -> list[list[str]]:
        cells: list[list[str]] = []
        for cell in row:
            if cell.tag not in ("td", "th") or _hidden(cell):
                continue
            _hang(cells, above, hanging)
            inner = _Page()
            inner._inside(cell, depth + 1)
            inner._close()
            column, down, across = len(cells), _span(cell, "rowspan"), _span(cell, "colspan")
            cells.append([line for block in inner._done for line in block.split("\n")])
            cells += [[] for _ in range(across - 1)]
            if down > 1:
                hanging |= dict.fromkeys(range(column, column + across), down - 1)
        _hang(cells, above, hanging)
        return cells


def _hang(cells: list[list[str]], above: list[list[str]], hanging: dict[int, int]) -> None:
    """Fills the next columns of a row that a cell from above reaches into."""
    while (column := len(cells)) in hanging:
        cells.append(repeated(above[column]) if column < len(above) else [])
        hanging[column] -= 1
        if not hanging[column]:
            del hanging[column]


def _span(cell: html.HtmlElement, name: str) -> int:
    said = cell.get(name, "1").strip()
    return min(max(int(said), 1), 64) if said.isascii() and said.isdigit() else 1


def _hidden(node: html.HtmlElement) -> bool:
    return node.get("hidden") is not None or bool(HIDDEN.search(node.get("style") or ""))


def _bordered(node: html.HtmlElement) -> bool:
    """Whether lines are drawn; only the page's own words are known, not its style sheets."""
    return node.get("border", "0").strip() not in ("", "0") or "border" in (node.get("style") or "")
