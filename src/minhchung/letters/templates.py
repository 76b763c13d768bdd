"""Templates a ward uploads: a DOCX with fields ("{{ so_ho_so }}", "{%tr for don_vi in cac_don_vi %}") filled with values.

A template is a stranger's program, so it is read before it is run. Of the template language only fields, conditions, loops and a few
filters are let through: no calls, no assignments, no arithmetic, no includes, no macros. It sees the values it is given and nothing
else, runs in Jinja's sandbox on top of that, and stops at a limit of turns and size. Parts that would fetch something when Word opens
the file (linked files, external templates, macros, objects) are refused.
"""

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Template, TemplateError, TemplateSyntaxError, nodes
from jinja2.runtime import LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from minhchung.text.extract.archive import Archive
from minhchung.text.extract.model import ExtractError
from minhchung.text.extract.numbering import W

LIMIT_BYTES, LIMIT_PART, LIMIT_TAGS, LIMIT_TAG = 8_000_000, 1_000_000, 600, 300
LIMIT_TURNS, LIMIT_OUTPUT, LIMIT_DEPTH = 20_000, 20_000_000, 3
FILTERS = frozenset({"upper", "lower", "join", "default", "length", "first", "last"})
TESTS = frozenset({"defined", "none"})
LOOP = frozenset({"index", "index0", "first", "last", "length"})
UNKNOWN = "…"
SHOWN = 80
_PARTS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_TAG = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")
_CLOSES = {"{{": "}}", "{%": "%}", "{#": "#}"}
_FETCHING = re.compile(r"\b(INCLUDETEXT|INCLUDEPICTURE|DDE|DDEAUTO|LINK|IMPORT|DATABASE|MACROBUTTON)\b", re.IGNORECASE)
_ACTIVE = re.compile(r"(vbaProject|embeddings/|activeX/|afchunk)", re.IGNORECASE)
_NODES = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Getitem, nodes.For, nodes.If, nodes.CondExpr,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not, nodes.Const, nodes.Filter, nodes.Test,
)  # fmt: skip
_WORDS = {
    nodes.Call: "gọi hàm", nodes.Assign: "gán biến", nodes.AssignBlock: "gán biến", nodes.Macro: "macro", nodes.CallBlock: "macro",
    nodes.Include: "chèn tệp khác", nodes.Import: "nhập tệp khác", nodes.FromImport: "nhập tệp khác", nodes.Extends: "kế thừa tệp khác",
    nodes.Concat: "ghép chữ", nodes.Mul: "phép nhân", nodes.Pow: "lũy thừa", nodes.Mod: "phép %", nodes.Add: "phép cộng",
    nodes.Sub: "phép trừ", nodes.Div: "phép chia", nodes.FloorDiv: "phép chia", nodes.Block: "khối", nodes.List: "danh sách",
    nodes.Dict: "bảng", nodes.Tuple: "danh sách", nodes.Slice: "cắt đoạn",
}  # fmt: skip


class TemplateRefused(Exception):
    """A template that is not run; the message is Vietnamese and names the place, the cause and the way out."""


@dataclass(frozen=True, slots=True)
class UnknownField:
    """A field of the template that no value is given for, and the beginning of the paragraph it stands in."""

    name: str
    where: str


def unknown_fields(template: bytes, values: Mapping[str, Any], name: str = "mẫu") -> list[UnknownField]:
    """The fields of a template that `values` does not have, each once, in their order. Raises TemplateRefused."""
    opened = _Opened(template, name)
    found = dict.fromkeys(path for tree in opened.trees() for path in _unknown(tree, values))
    return [UnknownField(path, opened.where(path)) for path in found]


def filled(template: bytes, values: Mapping[str, Any], name: str = "mẫu") -> bytes:
    """The template with its fields filled: values are texts, numbers, True, False, None (printed "…"), lists and mappings of them. Raises
    TemplateRefused when a field is unknown, or the template does what it may not."""
    unknown = unknown_fields(template, values, name)
    if unknown:
        said = "; ".join(f"“{each.name}” ở đoạn “{each.where}”" for each in unknown[:5])
        raise TemplateRefused(f"“{name}” có trường không có số liệu: {said}; hãy sửa tên trường theo danh sách trường có sẵn.")
    budget = _Budget(name)
    written = DocxTemplate(io.BytesIO(template))
    try:
        written.render(budget.counted(values), _environment(), autoescape=True)
    except TemplateError as error:
        raise TemplateRefused(f"“{name}” chưa điền được: {error.message}; hãy xem lại các trường trong mẫu.") from error
    out = io.BytesIO()
    written.save(out)
    return out.getvalue()


class _Opened:
    """A template that was looked over: a safe archive without active parts, whose tags are closed and few."""

    def __init__(self, data: bytes, name: str) -> None:
        self.name = name
        if len(data) > LIMIT_BYTES:
            raise TemplateRefused(f"“{name}” lớn quá {LIMIT_BYTES // 1_000_000} MB; hãy bỏ bớt hình ảnh trong mẫu.")
        self._data = data
        try:
            archive = Archive(data, name)
            self._roots = {member: archive.xml(member) for member in archive.members if member.endswith((".xml", ".rels"))}
            if "word/document.xml" not in self._roots:
                raise TemplateRefused(f"“{name}” không phải văn bản Word .docx; hãy lưu mẫu bằng Word ở dạng .docx.")
            self._passive(archive)
        except ExtractError as error:
            raise TemplateRefused(str(error)) from error
        self._paragraphs = ["".join(str(text) for text in node.itertext(W + "t")) for root in self._texts() for node in root.iter(W + "p")]
        self._closed()

    def _texts(self) -> Iterator[etree._Element]:
        return (root for member, root in self._roots.items() if _PARTS.fullmatch(member))

    def _passive(self, archive: Archive) -> None:
        """Nothing in the file runs or fetches anything."""
        active = next((member for member in archive.members if _ACTIVE.search(member)), None)
        if active is not None:
            raise TemplateRefused(
                f"“{self.name}” có macro hoặc đối tượng nhúng ({active}); hãy lưu lại thành .docx không macro, không đối tượng."
            )
        for member, root in self._roots.items():
            if len(archive.read(member)) > LIMIT_PART and _PARTS.fullmatch(member):
                raise TemplateRefused(f"“{self.name}” có phần {member} quá lớn; mẫu chỉ nên dài vài chục trang.")
            for node in root.iter():
                self._fetches_nothing(node)
                if member.startswith("docProps/") and _TAG.search(node.text or ""):
                    raise TemplateRefused(f"“{self.name}” có trường trong thuộc tính tệp ({member}); hãy chỉ đặt trường trong lời văn.")

    def _fetches_nothing(self, node: etree._Element) -> None:
        tag = etree.QName(node).localname
        outside = tag == "Relationship" and node.get("TargetMode") == "External" and not (node.get("Type") or "").endswith("/hyperlink")
        code = (node.text or "") if tag == "instrText" else node.get(W + "instr", "")
        if outside or tag == "altChunk":
            raise TemplateRefused(
                f"“{self.name}” trỏ tới tệp bên ngoài (“{node.get('Target', 'altChunk')}”); hãy bỏ liên kết, chèn hẳn vào mẫu."
            )
        if _FETCHING.search(code):
            raise TemplateRefused(f"“{self.name}” có mã trường lấy dữ liệu bên ngoài (“{code.strip()[:SHOWN]}”); hãy xóa mã trường ấy.")
        if any(opening in str(value) for value in node.attrib.values() for opening in _CLOSES):
            raise TemplateRefused(f"“{self.name}” có trường đặt trong thuộc tính của Word; hãy chỉ đặt trường trong lời văn.")

    def _closed(self) -> None:
        """Every tag is closed before the next begins, in its own paragraph, and there are few of them."""
        tags = 0
        for text in self._paragraphs:
            opened = None
            for found in _TAG.finditer(text):
                sign = found[0]
                if sign in _CLOSES and opened is None:
                    opened, tags = found, tags + 1
                elif opened is not None and sign == _CLOSES[opened[0]] and found.end() - opened.start() <= LIMIT_TAG:
                    opened = None
                else:
                    self._tag_fault(text)
            if opened is not None or text.endswith("{"):
                self._tag_fault(text)
        if tags > LIMIT_TAGS:
            raise TemplateRefused(f"“{self.name}” có {tags} trường, nhiều hơn {LIMIT_TAGS}; hãy chia mẫu hoặc dùng vòng lặp cho bảng.")

    def _tag_fault(self, text: str) -> None:
        raise TemplateRefused(
            f"“{self.name}” có trường mở, đóng ngoặc không khớp ở đoạn “{text.strip()[:SHOWN]}”; hãy viết gọn {{{{ … }}}} trong một đoạn."
        )

    def trees(self) -> Iterator[nodes.Template]:
        """The parsed language of each part, every node of it allowed. Raises TemplateRefused."""
        written = DocxTemplate(io.BytesIO(self._data))
        environment = _environment()
        for root in self._texts():
            source = written.patch_xml(etree.tostring(root, encoding="unicode"))
            try:
                tree = environment.parse(source)
            except TemplateSyntaxError as error:
                raise TemplateRefused(
                    f"“{self.name}” viết trường chưa đúng: {error.message}; hãy xem lại các thẻ {{{{ … }}}}, {{% … %}}."
                ) from error
            self._allowed(tree, 0)
            yield tree

    def _allowed(self, node: nodes.Node, depth: int) -> None:
        kind = next((words for each, words in _WORDS.items() if isinstance(node, each)), type(node).__name__)
        if not isinstance(node, _NODES) or (isinstance(node, nodes.For) and node.recursive):
            self._refuse(kind)
        if isinstance(node, nodes.Filter) and node.name not in FILTERS:
            self._refuse(f"bộ lọc “{node.name}”")
        if isinstance(node, nodes.Test) and node.name not in TESTS:
            self._refuse(f"phép thử “{node.name}”")
        if isinstance(node, nodes.Getitem) and not isinstance(node.arg, nodes.Const):
            self._refuse("chỉ số tính được")
        if (isinstance(node, nodes.Name) and node.name.startswith("_")) or (isinstance(node, nodes.Getattr) and node.attr.startswith("_")):
            self._refuse("tên bắt đầu bằng gạch dưới")
        depth += isinstance(node, nodes.For)
        if depth > LIMIT_DEPTH:
            self._refuse(f"vòng lặp lồng quá {LIMIT_DEPTH} tầng")
        for child in node.iter_child_nodes():
            self._allowed(child, depth)

    def _refuse(self, what: str) -> None:
        raise TemplateRefused(
            f"“{self.name}” dùng {what}, điều mẫu không được làm; mẫu chỉ có trường, điều kiện (if), vòng lặp (for) và các bộ lọc "
            f"{', '.join(sorted(FILTERS))}."
        )

    def where(self, path: str) -> str:
        """The beginning of the paragraph a field stands in."""
        last = path.rsplit(".", 1)[-1]
        candidates = [text for text in self._paragraphs if re.search(rf"\b{re.escape(last)}\b", text) and "{" in text]
        return " ".join(candidates[0].split())[:SHOWN] if candidates else ""


class _Budget:
    """How many turns the loops of one filling have left."""

    def __init__(self, name: str) -> None:
        self.name, self.left = name, LIMIT_TURNS

    def spend(self) -> None:
        """Takes a turn. Raises TemplateRefused when none is left."""
        self.left -= 1
        if self.left < 0:
            raise TemplateRefused(f"“{self.name}” lặp quá {LIMIT_TURNS} lượt; hãy bớt vòng lặp lồng nhau trong mẫu.")

    def counted(self, value: Any) -> Any:
        """The value with every list counting its turns; only plain values pass."""
        if isinstance(value, Mapping):
            return {str(key): self.counted(each) for key, each in value.items()}
        if isinstance(value, str | int | float | None):
            return value
        if isinstance(value, Sequence):
            return _Counted((self.counted(each) for each in value), self)
        raise TypeError(f"a template takes texts, numbers, lists and mappings, not {type(value).__name__}")


class _Counted(list[Any]):
    def __init__(self, values: Iterable[Any], budget: _Budget) -> None:
        super().__init__(values)
        self._budget = budget

    def __iter__(self) -> Iterator[Any]:
        for value in super().__iter__():
            self._budget.spend()
            yield value


class _Bounded(Template):
    """A template whose result is cut off by an error before it fills the memory."""

    def render(self, *args: Any, **kwargs: Any) -> str:
        made: list[str] = []
        size = 0
        for piece in self.generate(*args, **kwargs):
            size += len(piece)
            if size > LIMIT_OUTPUT:
                raise TemplateRefused("Văn bản điền ra quá lớn; hãy bớt vòng lặp hoặc hình ảnh trong mẫu.")
            made.append(piece)
        return "".join(made)


class _Environment(ImmutableSandboxedEnvironment):
    """Attributes are entries of mappings, nothing is called: the second wall behind the list of allowed nodes."""

    template_class = _Bounded

    def getattr(self, obj: Any, attribute: str) -> Any:
        if isinstance(obj, LoopContext) and attribute in LOOP:
            return super().getattr(obj, attribute)
        return self.getitem(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        if isinstance(obj, Mapping) and argument in obj:
            return obj[argument]
        if isinstance(obj, _Counted) and isinstance(argument, int) and -len(obj) <= argument < len(obj):
            return obj[argument]
        return self.undefined(obj=obj, name=argument)

    def is_safe_callable(self, obj: Any) -> bool:
        return False

    def is_safe_attribute(self, obj: Any, attr: str, value: Any) -> bool:
        return isinstance(obj, LoopContext) and attr in LOOP


def _environment() -> _Environment:
    environment = _Environment(autoescape=True, finalize=lambda value: UNKNOWN if value is None else value)
    environment.globals.clear()
    environment.filters = {name: each for name, each in environment.filters.items() if name in FILTERS}
    environment.tests = {name: each for name, each in environment.tests.items() if name in TESTS}
    return environment


_ANY = object()
"""The shape of what is not known, such as an entry of an empty list: every field of it passes."""


def _unknown(tree: nodes.Node, values: Mapping[str, Any]) -> Iterator[str]:
    """The paths used in a tree that the values do not have."""
    yield from _walk(tree, dict(values))


def _walk(node: nodes.Node, scope: dict[str, Any]) -> Iterator[str]:
    if isinstance(node, nodes.For):
        yield from _walk(node.iter, scope)
        inner = scope | {"loop": dict.fromkeys(LOOP, 0)}
        if isinstance(node.target, nodes.Name):
            inner[node.target.name] = _entry(_shape(node.iter, scope))
        for child in (*node.body, *node.else_, *([node.test] if node.test is not None else [])):
            yield from _walk(child, inner)
    elif (isinstance(node, nodes.Test) and node.name == "defined") or (isinstance(node, nodes.Filter) and node.name == "default"):
        return  # the template says itself what to do without the field
    elif isinstance(node, nodes.Name | nodes.Getattr | nodes.Getitem):
        if _shape(node, scope) is None:
            yield _path(node)
    else:
        for child in node.iter_child_nodes():
            yield from _walk(child, scope)


def _shape(node: nodes.Node, scope: Mapping[str, Any]) -> Any:
    """The value behind an expression; None when there is none, _ANY when it cannot be told. A value that is None has a shape."""
    if isinstance(node, nodes.Name):
        return _held(scope, node.name)
    if isinstance(node, nodes.Getattr | nodes.Getitem):
        key = node.attr if isinstance(node, nodes.Getattr) else getattr(node.arg, "value", None)
        above = _shape(node.node, scope)
        if above is _ANY:
            return _ANY
        if isinstance(above, Mapping):
            return _held(above, key)
        return _entry(above) if isinstance(key, int) and isinstance(above, Sequence) and not isinstance(above, str) else None
    return _ANY


def _held(mapping: Mapping[Any, Any], key: Any) -> Any:
    if key not in mapping:
        return None
    return _ANY if mapping[key] is None else mapping[key]


def _entry(shape: Any) -> Any:
    """What a loop over a value gives: the entries of a list taken together."""
    if isinstance(shape, Sequence) and not isinstance(shape, str) and shape:
        if all(isinstance(each, Mapping) for each in shape):
            return {key: value for each in shape for key, value in each.items()}
        return shape[0]
    return _ANY


def _path(node: nodes.Node) -> str:
    if isinstance(node, nodes.Getattr):
        return f"{_path(node.node)}.{node.attr}"
    if isinstance(node, nodes.Getitem):
        return f"{_path(node.node)}[{getattr(node.arg, 'value', '?')}]"
    return node.name if isinstance(node, nodes.Name) else "…"
