"""Templates: every icon and file exists, nothing inline, every component documented, shown, and true to its values."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from django.template import Context, Template

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "minhchung"
SITE = PACKAGE / "site"
TEMPLATES = SITE / "templates"
COMPONENTS = sorted(path.stem for path in (TEMPLATES / "cotton").glob("*.html"))
EVERY_TEMPLATE = sorted(path for folder in PACKAGE.rglob("templates") for path in folder.rglob("*.html"))
IDS = [path.relative_to(PACKAGE).as_posix() for path in EVERY_TEMPLATE]
SPRITE = next((TEMPLATES / "vendor").glob("*.svg")).read_text(encoding="utf-8")
ICONS = set(re.findall(r'symbol id="i-([\w-]+)"', SPRITE))


def draw(source: str, **values: object) -> str:
    """Renders cotton tags written as in a template."""
    from django_cotton.compiler_regex import CottonCompiler

    return re.sub(r"\s+", " ", Template(CottonCompiler().process(source)).render(Context(values))).strip()


@pytest.mark.parametrize("path", EVERY_TEMPLATE, ids=IDS)
def test_every_icon_named_in_a_template_is_in_the_sprite(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    named = set(re.findall(r'<c-icon[^>]*\sname="([\w-]+)"', text)) | set(re.findall(r'<c-evidence[^>]*\sicon="([\w-]+)"', text))
    named |= set(re.findall(r'href="#i-([\w-]+)"', text))
    assert named <= ICONS


def test_every_icon_named_in_python_is_in_the_sprite() -> None:
    from minhchung.site.context import TABS
    from minhchung.site.templatetags.minhchung_text import DEADLINE_ICONS

    assert {icon for _, _, icon, *_ in TABS} | set(DEADLINE_ICONS.values()) | {"calendar-due"} <= ICONS


@pytest.mark.parametrize("path", EVERY_TEMPLATE, ids=IDS)
def test_a_template_holds_no_inline_script_style_or_handler(path: Path) -> None:
    """The content security policy forbids them; style attributes carry only values: of bars (--v, --at) and columns (--w)."""
    text = path.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)[^>]*>", text), "inline script"
    assert "<style" not in text
    assert not re.search(r"<[^>]*\son[a-z]+=", text), "inline handler"
    for style in re.findall(r'\sstyle="([^"]*)"', text):
        assert re.fullmatch(r"--(v|at|w):[^;]*;?", style), style


@pytest.mark.parametrize("path", EVERY_TEMPLATE, ids=IDS)
def test_no_filter_stands_in_a_colon_attribute(path: Path) -> None:
    """django-cotton resolves a colon attribute as a variable or a literal; a filter there is silently the text itself."""
    assert not re.findall(r'<c-[^>]*\s:[\w-]+="[^"{\[]*\|[^"]*"', path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", EVERY_TEMPLATE, ids=IDS)
def test_every_static_file_named_in_a_template_exists(path: Path) -> None:
    for name in re.findall(r"{% static ['\"]([^'\"]+)['\"] %}", path.read_text(encoding="utf-8")):
        assert any((folder / name).is_file() for folder in PACKAGE.rglob("static")), name


@pytest.mark.parametrize("name", COMPONENTS)
def test_every_component_is_documented_and_shown_in_the_gallery(name: str) -> None:
    tag = f"c-{name.replace('_', '-')}"
    guide = (ROOT / "docs" / "design.md").read_text(encoding="utf-8")
    gallery = "".join(path.read_text(encoding="utf-8") for path in (TEMPLATES / "site").glob("gallery*.html"))
    assert f"<{tag}" in guide, f"docs/design.md does not name <{tag}>"
    assert re.search(rf"<{tag}[\s/>]", gallery), f"the gallery does not show <{tag}>"


def test_a_deadline_says_its_state_by_icon_and_words() -> None:
    html = draw('<c-deadline state="late" :days="3" was="hạn 17/11/2026" />')
    assert 'data-state="late"' in html
    assert "#i-alert-triangle" in html
    assert "Trễ 3 ngày làm việc" in html
    assert '<span class="deadline-was">hạn 17/11/2026</span>' in html


def test_an_extension_shows_the_original_deadline_struck_out_beside_the_new_one() -> None:
    assert "gia hạn từ <s>30/10</s> đến 10/11" in draw('<c-deadline state="late" :days="8" old="30/10" was="10/11" />')


def test_an_inferred_deadline_is_yellow() -> None:
    assert 'class="guess"' in draw('<c-deadline was="04/12/2026" :inferred="True" />')


def test_words_from_people_are_escaped() -> None:
    html = draw('<c-task href="/x" :title="title" meta="{{ title }}" />', title='<b onclick="x">Sửa & bổ sung</b>')
    assert "<b " not in html
    assert html.count("&lt;b onclick=&quot;x&quot;&gt;Sửa &amp; bổ sung&lt;/b&gt;") == 2


def test_a_component_does_not_see_the_page_around_it() -> None:
    assert 'data-state="none"' in draw("<c-ev />", state="full")


def test_the_points_bar_draws_its_parts_with_points_not_commas_and_speaks_them() -> None:
    html = draw(
        '<c-points-bar :secured="a" :unproven="b" :winnable="c" :lost="d" :target="t" />',
        a=Decimal("58.25"),
        b=Decimal("9.75"),
        c=Decimal("24.50"),
        d=Decimal("7.50"),
        t=Decimal(88),
    )
    assert re.findall(r'class="fill-(\w+)" style="--v:([\d.]+)"', html) == [
        ("secured", "58.25"),
        ("unproven", "9.75"),
        ("winnable", "24.5"),
        ("lost", "7.5"),
    ]
    assert 'style="--at:88%"' in html
    assert 'aria-label="Chắc chắn 58,25; chưa minh chứng 9,75; còn giành được 24,50; đã mất 7,50; mục tiêu 88,00"' in html


def test_a_points_bar_without_figures_says_so_and_draws_nothing() -> None:
    html = draw("<c-points-bar />")
    assert "Chưa có số liệu" in html
    assert "fill-" not in html


def test_an_unknown_part_of_the_key_is_a_dash_and_not_zero() -> None:
    html = draw('<c-points-key :secured="1" :unproven="0" />')
    assert "<b>1,00</b>" in html
    assert "<b>0,00</b>" in html
    assert html.count("<b>–</b>") == 2


def test_a_row_without_points_shows_a_dash() -> None:
    assert ">–<" in draw('<c-task href="/x" title="Việc" />')


def test_a_ledger_numbers_its_columns_and_names_them_for_screen_readers() -> None:
    html = draw(
        '<c-ledger :columns="columns" caption="Sổ"><tr><td>1</td><td>Việc</td></tr></c-ledger>',
        columns=[{"label": "TT", "numeric": True, "width": "2.6rem"}, {"label": "Nội dung"}],
    )
    assert '<th scope="col" class="num">TT</th>' in html
    assert '<col style="--w:2.6rem"><col>' in html
    assert '<td class="num">(1)</td><td>(2)</td>' in html
    assert '<caption class="visually-hidden">Sổ</caption>' in html


def test_a_cooperating_and_an_unknown_unit_are_told_apart_by_more_than_colour() -> None:
    assert 'data-role="with"' in draw('<c-unit short="KT" role="with" />')
    assert "Chưa xác định đơn vị" in draw('<c-unit role="unknown" />')


def test_an_error_note_is_an_alert_and_a_plain_one_is_not() -> None:
    assert 'role="alert"' in draw('<c-note kind="late" title="Chưa đọc được tệp.">Chọn lại.</c-note>')
    assert "role" not in draw("<c-note>Hạn ban đầu không đổi.</c-note>")


EXTENDS = {path: re.findall(r'{% extends "([^"]+)" %}', path.read_text(encoding="utf-8")) for path in EVERY_TEMPLATE}
BY_NAME = {path.as_posix().split("/templates/")[1]: path for path in EVERY_TEMPLATE}
EXTENDED = {name for names in EXTENDS.values() for name in names}


def chain(path: Path) -> str:
    """The text of a page and of the layouts between it and base.html; empty for a page outside the frame."""
    text = path.read_text(encoding="utf-8")
    name = next(iter(EXTENDS[path]), None)
    if name is None or name not in BY_NAME:
        return ""
    above = chain(BY_NAME[name]) if name != "base.html" else "framed"
    return above and above + text


@pytest.mark.parametrize("path", EVERY_TEMPLATE, ids=IDS)
def test_a_page_in_the_frame_names_its_window_and_its_heading(path: Path) -> None:
    text = chain(path)
    if text and path.as_posix().split("/templates/")[1] not in EXTENDED:
        assert re.search(r"{% block title %}\s*\S", text), "block title"
        assert re.search(r"{% block heading %}\s*\S", text), "block heading"


def test_the_page_for_a_broken_server_needs_no_request_and_no_database() -> None:
    from django.template.loader import get_template

    html = get_template("500.html").render()
    assert "Máy chủ gặp lỗi khi làm việc này" in html
    assert 'class="spine"' not in html
