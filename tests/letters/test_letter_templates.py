"""Templates a ward uploads: filled from values, unknown fields named, and every way out tried."""

import io
import time
import zipfile
from html import escape
from typing import Any

import pytest
from tests.letters.drafts import packed, parts

from minhchung.letters import templates
from minhchung.letters.templates import TemplateRefused, filled, unknown_fields
from minhchung.text.extract import extract

VALUES: dict[str, Any] = {
    "phuong": "Vân Khê", "ky": {"ten": "tháng 11", "nam": 2026}, "chua_co": None,
    "don_vi": [{"ten": "Phòng Văn hóa - Xã hội", "so": 12}, {"ten": "Trung tâm <PVHCC> & một cửa", "so": 30}],
}  # fmt: skip


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
BARE = {
    "[Content_Types].xml": f'<Types xmlns="{PACKAGE}/content-types"><Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" '
    f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>',
    "_rels/.rels": f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="m" Type="{OFFICE}/officeDocument" '
    'Target="word/document.xml"/></Relationships>',
}  # fmt: skip


def written(*pieces: str) -> str:
    """A paragraph of these runs."""
    return "<w:p>" + "".join(f'<w:r><w:t xml:space="preserve">{escape(piece)}</w:t></w:r>' for piece in pieces) + "</w:p>"


def bare(body: str) -> bytes:
    """A small DOCX of this body."""
    main = f'<w:document xmlns:w="{W}"><w:body>{body}</w:body></w:document>'
    return packed({name: content.encode() for name, content in {**BARE, "word/document.xml": main}.items()})


def template(*paragraphs: str, table: tuple[tuple[str, ...], ...] = ()) -> bytes:
    """A template of these paragraphs and a table of these rows."""
    rows = "".join("<w:tr>" + "".join(f"<w:tc>{written(text)}</w:tc>" for text in row) + "</w:tr>" for row in table)
    grid = "<w:gridCol/>" * max(map(len, table), default=0)
    tables = f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>" if table else ""
    return bare("".join(map(written, paragraphs)) + tables)


def text_of(data: bytes) -> str:
    return extract(data, name="x.docx").text


def test_fields_conditions_and_rows_are_filled_and_escaped() -> None:
    data = template(
        "Phường {{ phuong }}, {{ ky.ten|upper }} năm {{ ky.nam }}", "{% if ky.nam == 2026 %}Đúng năm{% else %}Khác năm{% endif %}",
        "Chưa có: {{ chua_co }}",
        table=(("{%tr for d in don_vi %}", ""), ("{{ loop.index }}. {{ d.ten }}", "{{ d.so }}"), ("{%tr endfor %}", "")),
    )  # fmt: skip
    text = text_of(filled(data, VALUES))
    for part in (
        "Phường Vân Khê, THÁNG 11 năm 2026",
        "Đúng năm",
        "Chưa có: …",
        "1. Phòng Văn hóa - Xã hội",
        "2. Trung tâm <PVHCC> & một cửa",
        "30",
    ):
        assert part in text
    assert "Khác năm" not in text


def test_a_field_split_by_word_into_runs_is_one_field() -> None:
    data = bare(written("Phường ", "{", "{ phu", "ong }", "}"))
    assert "Phường Vân Khê" in text_of(filled(data, VALUES))


def test_unknown_fields_are_named_with_their_place() -> None:
    data = template("Kính gửi {{ noi_nhan }}", "{% for d in don_vi %}{{ d.ten }}: {{ d.diem }}{% endfor %}", "{{ ky.quy }}")
    found = unknown_fields(data, VALUES)
    assert [each.name for each in found] == ["noi_nhan", "d.diem", "ky.quy"]
    assert found[0].where == "Kính gửi {{ noi_nhan }}"
    with pytest.raises(TemplateRefused, match="noi_nhan"):
        filled(data, VALUES)
    assert unknown_fields(template("{{ x|default('') }} {% if y is defined %}có{% endif %}"), VALUES) == []


def test_a_list_without_entries_cannot_tell_its_fields() -> None:
    data = template("{% for d in rong %}{{ d.gi_do }}{% endfor %}")
    assert unknown_fields(data, {"rong": []}) == []
    assert filled(data, {"rong": []})


ESCAPES = (
    "{{ phuong.__class__ }}", "{{ ''.__class__.__mro__ }}", "{{ phuong['__class__'] }}", "{{ phuong|attr('__class__') }}",
    "{{ ky.items() }}", "{{ phuong.format(1) }}", "{{ range(10) }}", "{{ lipsum.__globals__ }}", "{{ self }}", "{{ cycler }}",
    "{{ config }}", "{{ settings.SECRET_KEY }}", "{% include '/etc/passwd' %}", "{% import 'os' as os %}", "{% extends 'x' %}",
    "{% set a = 'x' %}", "{% macro m() %}x{% endmacro %}", "{{ 'a' * 1000000000 }}", "{{ '%1000000000d' % 1 }}", "{{ 9 ** 999999 }}",
    "{{ phuong ~ phuong }}", "{{ 'a' + 'b' }}", "{{ phuong|pprint }}", "{{ phuong|format }}", "{{ don_vi|map(attribute='x')|list }}",
    "{% for a in don_vi recursive %}{{ loop(don_vi) }}{% endfor %}", "{{ [1, 2] }}", "{{ phuong[1:2] }}",
    "{% filter upper %}x{% endfilter %}",
    "{% for a in don_vi %}{% for b in don_vi %}{% for c in don_vi %}{% for d in don_vi %}x{% endfor %}{% endfor %}{% endfor %}{% endfor %}",
    "{% autoescape false %}{{ phuong }}{% endautoescape %}", "{% raw %}x", "{{ phuong", "{{ {{ phuong }} }}", "{% if %}",
    "{{ phuong }", "{{ ky[phuong] }}",
    "{{ loop.previtem }}", "{% for a in don_vi %}{{ loop.__init__ }}{% endfor %}", "{{ super() }}", "{% block a %}{% endblock %}",
)  # fmt: skip


@pytest.mark.parametrize("text", ESCAPES)
def test_a_template_gets_nothing_but_its_values(text: str) -> None:
    with pytest.raises(TemplateRefused) as refused:
        filled(template(text), VALUES)
    assert "“mẫu”" in str(refused.value)


def test_the_sandbox_holds_even_where_the_list_of_nodes_would_not() -> None:
    environment = templates._environment()
    for source in ("{{ a.__class__ }}", "{{ a.upper() }}", "{{ b.items() }}", "{{ a|upper|attr('x') }}", "{{ ().__class__.__bases__ }}"):
        try:
            made = environment.from_string(source).render(a="x", b={"k": 1})
        except Exception as error:  # noqa: BLE001 - any refusal will do
            assert not isinstance(error, AttributeError)
        else:
            assert "class" not in made
    assert environment.globals == {}


def nested(depth: int) -> str:
    return "{% for a in d %}" * depth + "x" + "{% endfor %}" * depth


def test_loops_and_output_have_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    many = {"d": list(range(100))}
    started = time.process_time()
    with pytest.raises(TemplateRefused, match="lượt"):
        filled(template(nested(3)), many)
    assert time.process_time() - started < 5
    monkeypatch.setattr(templates, "LIMIT_OUTPUT", 20_000)
    with pytest.raises(TemplateRefused, match="quá lớn"):
        filled(template("{% for a in d %}" + "x" * 250 + "{% endfor %}"), many)


def test_a_crowd_of_tags_is_refused_at_once() -> None:
    started = time.process_time()
    with pytest.raises(TemplateRefused, match="600"):
        filled(template(*["{{ phuong }}"] * 601), VALUES)
    with pytest.raises(TemplateRefused, match="không khớp"):
        filled(template("{% " * 20_000), VALUES)
    assert time.process_time() - started < 5


def with_part(name: str, content: bytes) -> bytes:
    return packed({**parts(template("{{ phuong }}")), name: content})


def in_body(markup: str) -> bytes:
    members = parts(template("{{ phuong }}"))
    members["word/document.xml"] = members["word/document.xml"].replace(b"<w:body>", b"<w:body>" + markup.encode(), 1)
    return packed(members)


REL = (
    f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="a" Type="http://x/{{}}" Target="{{}}" '
    'TargetMode="External"/></Relationships>'
)


@pytest.mark.parametrize(
    "data",
    [
        in_body('<w:p><w:r><w:instrText> INCLUDETEXT "C:\\\\mat-khau.txt" </w:instrText></w:r></w:p>'),
        in_body('<w:p><w:fldSimple w:instr=" DDEAUTO cmd "><w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>'),
        in_body('<w:p><w:bookmarkStart w:id="1" w:name="{{ phuong }}"/></w:p>'),
        in_body('<w:altChunk/>'),
        with_part("word/vbaProject.bin", b"macro"),
        with_part("word/embeddings/a.bin", b"object"),
        with_part("word/_rels/settings.xml.rels", REL.format("attachedTemplate", "http://example.test/a.dotm").encode()),
        with_part("docProps/core.xml", b"<a>{{ phuong.__class__ }}</a>"),
        with_part("word/document.xml", b"<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><a>&e;</a>"),
        b"PK no archive", b"", packed({"a.xml": b"<a/>"}),
    ],
)  # fmt: skip
def test_what_would_fetch_or_run_something_is_refused(data: bytes) -> None:
    with pytest.raises(TemplateRefused):
        filled(data, VALUES)


def test_a_bomb_is_refused() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b"<a>" + b" " * 60_000_000 + b"</a>")
    with pytest.raises(TemplateRefused):
        filled(out.getvalue(), VALUES)


def test_only_plain_values_enter() -> None:
    with pytest.raises(TypeError):
        filled(template("{{ phuong }}"), {"phuong": object()})
