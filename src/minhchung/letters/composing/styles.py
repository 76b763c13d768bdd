"""The styles of a letter, one for each element of the layout: who edits the file in Word finds them by the element's name."""

from minhchung.letters.composing.xml import NAMESPACES, RULE_STYLE, TINY_STYLE, escaped, twips
from minhchung.letters.nd30 import Element, layout

_ALIGN = {"center": "center", "both": "both", None: "left"}


def styles_xml() -> str:
    """The whole styles part."""
    rules = layout()
    font = escaped(rules.font.name)
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
    size = round(rules.elements["body"].ours.size * 2)
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}"
        f'<w:color w:val="{rules.font.color}"/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/><w:lang w:val="vi-VN"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/></w:pPr></w:pPrDefault></w:docDefaults>'
    )
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>'
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/><w:tblPr><w:tblCellMar>'
        '<w:left w:w="108" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    made = "".join(_style(key, element) for key, element in rules.elements.items())
    small = _small(RULE_STYLE, "Đường kẻ", 4, 2) + _small(TINY_STYLE, "Dòng đệm", 1)
    return f"<w:styles {NAMESPACES}>{defaults}{normal}{table}{made}{small}</w:styles>"


def _style(key: str, element: Element) -> str:
    ours = element.ours
    indent = "".join(
        f' w:{name}="{twips(value)}"'
        for name, value in (("left", ours.indent), ("right", ours.indent if element.align else 0), ("firstLine", ours.first_line))
        if value
    )
    looks = "".join(
        f"<w:{name}/>" for name, on in (("b", element.bold), ("bCs", element.bold), ("i", element.italic), ("iCs", element.italic)) if on
    )
    color = f'<w:color w:val="{element.color}"/>' if element.color else ""
    size = round(ours.size * 2)
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{key}"><w:name w:val="{escaped(element.name)}"/>'
        '<w:basedOn w:val="Normal"/><w:qFormat/><w:pPr>'
        f'<w:spacing w:before="{round(ours.before * 20)}" w:after="{round(ours.after * 20)}"/>{f"<w:ind{indent}/>" if indent else ""}'
        f'<w:jc w:val="{_ALIGN[element.align]}"/></w:pPr>'
        f'<w:rPr>{looks}{color}<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr></w:style>'
    )


def _small(key: str, name: str, height: int, before: int = 0) -> str:
    """A paragraph that takes hardly any room."""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{key}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:pPr>'
        f'<w:spacing w:before="{before * 20}" w:after="0" w:line="{height * 20}" w:lineRule="exact"/></w:pPr>'
        '<w:rPr><w:sz w:val="2"/><w:szCs w:val="2"/></w:rPr></w:style>'
    )
