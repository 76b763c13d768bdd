"""Files that are damaged, or made to hurt, are inspected or refused in Vietnamese, and soon."""

import random
import time

import pytest
from lxml import etree
from tests.letters.drafts import KINDS, MAIN, STYLES, W, changed, composed
from tests.letters.test_letter_elsewhere import docx, p

from minhchung.letters import embedded, inspect
from minhchung.text.extract import ExtractError

JUNK = ("", "abc", "-1", "1e999", "99999999999999999999", "0", "½", "nil", "0x10", "12.5", " 7 ", "NaN")


def damage(root: etree._Element, luck: random.Random) -> None:
    """Junk in attributes; elements taken away, doubled and moved."""
    nodes = [node for node in root.iter() if isinstance(node.tag, str)]
    for node in luck.sample(nodes, min(40, len(nodes))):
        for name in list(node.attrib):
            if luck.random() < 0.7:
                node.set(name, luck.choice(JUNK))
    for node in luck.sample(nodes[2:], min(12, len(nodes) - 2)):
        holder, what = node.getparent(), luck.random()
        if holder is None or node.tag == W + "body":
            continue
        if what < 0.5:
            holder.remove(node)
        elif what < 0.8:
            node.addnext(etree.fromstring(etree.tostring(node)))
        else:
            holder.insert(0, node)


@pytest.mark.parametrize("seed", range(40))
def test_a_damaged_letter_is_inspected_or_refused(seed: int) -> None:
    luck = random.Random(seed)  # noqa: S311 - repeatable damage
    kind = KINDS[seed % len(KINDS)]
    data = changed(composed(kind), lambda root: damage(root, luck), MAIN if seed % 3 else STYLES)
    try:
        assert isinstance(inspect(data), list)
        embedded(data)
    except ExtractError as error:
        assert "“" in str(error)


def test_boxes_in_boxes_and_styles_that_are_based_on_each_other_end() -> None:
    inside = p("trong cùng")
    for _ in range(12):
        inside = f"<w:p><w:r><w:pict><v:shape><v:textbox><w:txbxContent>{inside}</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>"
    started = time.process_time()
    assert inspect(docx(inside))

    def circle(root: etree._Element) -> None:
        for node in root.iter(W + "style"):
            base = node.find(W + "basedOn")
            if base is None:
                base = etree.SubElement(node, W + "basedOn")
            base.set(W + "val", node.get(W + "styleId", ""))

    assert inspect(changed(composed("thong-bao"), circle, STYLES)) == []
    assert time.process_time() - started < 5
