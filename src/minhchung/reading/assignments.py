"""The walk through the tree: every clause that tells someone to do something, with who, when, how much and why."""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from minhchung.reading.addressees import unit_of_addressees
from minhchung.reading.circle import same_office
from minhchung.reading.clauses import (
    acts_on,
    announces_entries,
    carries_on,
    goes_on,
    is_account,
    is_action,
    is_basis,
    is_concrete,
    is_entry,
    is_formula,
    is_generic_closing,
    is_narrative,
    tells_of_the_past,
    verdict,
)
from minhchung.reading.cooperation import cooperating_units
from minhchung.reading.decisions import decides_on_topic, is_self_decision, issuer_decides
from minhchung.reading.fields import Clause, Facts, build
from minhchung.reading.forms import asks_addressees, asks_upward, hands_in, is_due, is_remark, issuer_speaks, must_act, states_due
from minhchung.reading.items import (
    closes_document,
    gives_orders,
    hands_out_by_titles,
    has_slot,
    is_complete,
    is_parallel,
    is_unit_title,
    labels_after,
    only_labels,
    opens_with_unit,
)
from minhchung.reading.marks import LABEL
from minhchung.reading.model import ALL, Assignment, DocumentHeader
from minhchung.reading.outline import Node
from minhchung.reading.responsible import Responsible
from minhchung.reading.sections import Section, closed_topic, concludes, hands_out_work, is_duty_part, section_of, tells_of_leading
from minhchung.reading.slips import closing_unit, is_form_line, share_time, take_time_lines, taker
from minhchung.reading.tables import Row, task_rows
from minhchung.reading.titles import speaks_of_others, unit_at_end, unit_of_title
from minhchung.reading.units import (
    unit_of_item,
    unit_of_later_request,
    unit_of_later_sentence,
    unit_of_lead_in,
)
from minhchung.reading.words import REQUESTS
from minhchung.text.normal import lower

# In these documents a statement of future work is no order; only words of asking are.
_REPORTING = {"bao-cao", "to-trinh", "giay-moi", "bien-ban"}
# What these ask they ask of those above them.
_UPWARD = {"bao-cao", "to-trinh"}
# These hand out work only in a part of their own, to somebody named there.
_HANDING_OUT = {"bao-cao", "giay-moi"}
# The head of a letter says whose office it is ("Phòng A phường B"); at home it is "Phòng A".
_OF_PLACE = re.compile(r" (?:phường|xã|đặc khu|thành phố|tỉnh) \w[^,;]{0,60}$")
_COMMITTEE = re.compile(r"ubnd|ủy ban|uỷ ban|hđnd|hội đồng|đảng ủy|ban thường vụ")


class Scope(NamedTuple):
    """What a node inherits: the section, the unit over it, and whether an order was announced above."""

    section: Section
    unit: Responsible | None
    ordered: bool
    parallel: bool = False
    """Whether the items beside it mostly open with an order, so that an item with a time or a doer of its own is one as well."""
    among_units: bool = False
    """Whether items beside it begin with a unit, so that an unknown name before a colon is one as well."""


def find_assignments(root: Node, facts: Facts) -> list[Assignment]:
    """All assignments of the document in reading order."""
    takes = taker(root)
    times = take_time_lines(root) if takes else []
    first: Section = "orders" if takes else "open"
    found = sorted(_Walk(facts).children(root, Scope(first, takes, takes is not None)), key=lambda a: a.span)
    return share_time(times, found, facts) if takes else found


class _Walk:
    """One pass over the tree of one document."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts
        self.document: DocumentHeader = facts.document
        # After a first order in plain paragraphs the next paragraphs go on with it.
        self.seen_order = False
        # Whom the last lead-in asked: a closing "Kết quả gửi về ..." speaks to them again.
        self.last_asked: Responsible | None = None
        # Whom the last lead-in spoke of, asked or not: "Ngoài ra, có thêm các việc sau:" speaks of the same.
        self.last_led: Responsible | None = None
        # Whom the last paragraph asked: "Trong đó tập trung ..." goes on with it.
        self.last_told: Responsible | None = None

    @cached_property
    def addressed(self) -> Responsible | None:
        """Everybody the letter is addressed to."""
        return unit_of_addressees(self.document.addressees)

    def children(self, node: Node, scope: Scope) -> Iterator[Assignment]:
        """The assignments among the children; labels go to the item before them."""
        at = 0
        everyone: Responsible | None = None
        nodes = node.children
        orders = scope.section == "open" and self.document.type not in _REPORTING and (gives_orders(nodes) or hands_out_by_titles(nodes))
        parallel = (orders or scope.ordered or scope.section == "orders") and is_parallel(nodes)
        plain = Scope(scope.section, scope.unit, scope.ordered, parallel, any(opens_with_unit(child) for child in nodes))
        listed = plain._replace(section="orders") if orders else plain
        while at < len(nodes):
            child = nodes[at]
            scope = listed if orders and (child.mark or child.is_unit) else plain
            labels = labels_after(nodes, at)
            if everyone and child.mark and child.mark.kind == "bullet" and scope.unit is None:
                scope = scope._replace(unit=everyone)
            if child.rows:
                yield from self._table(child, scope)
            elif child.children and not only_labels(child) and not is_complete(child):
                yield from self._parent(child, scope, labels)
            elif child.children and not only_labels(child):
                made = self._leaf(child, scope, labels)
                if made:
                    yield made[0]
                yield from self.children(child, scope)
            else:
                made = self._leaf(child, scope, [*child.children, *labels])
                if made:
                    yield made[0]
                    self.seen_order = self.seen_order or bool(made[1] and made[1].asked)
                    if made[1] and made[1].asked and child.mark is None:
                        self.last_told = made[1]._replace(origin="lead-in", rule="đoạn trước giao việc, đoạn này nói tiếp", asked=False)
                    everyone = everyone or _everyone(made[0], made[1])
            at += 1 + len(labels)

    def _parent(self, node: Node, scope: Scope, labels: Sequence[Node]) -> Iterator[Assignment]:
        """A node with items under it: a title, a lead-in, an order with an enumeration, or an order with sub-orders."""
        section = section_of(node, scope.section, plan=self.facts.plan)
        if section in ("past", "purpose", "frame", "basis", "opinions"):
            yield from self.children(node, Scope(section, None, False))
            return
        listed = [c for c in node.children if not c.is_label]
        entries = (
            bool(listed)
            and all(not c.rows for c in listed)
            and not is_unit_title(node)
            and (
                (node.leads and announces_entries(node.text))
                or (all(is_entry(c.words) and not c.opens for c in listed) and not all(c.mark is None for c in listed))
            )
        )
        if entries:
            made = self._leaf(node, scope._replace(section=section), [*node.children, *labels], entries=True)
            if made:
                self.seen_order = True
                yield made[0]
            return
        if not node.opens and node.mark is not None:
            made = self._leaf(node, scope._replace(section=section), [])
            if made:
                yield made[0]
        unit = self._unit_over(node, scope, section)
        if unit is None and node.mark is None and carries_on(node.words):
            unit = self.last_asked or self.last_led
        if unit and node.mark is None:
            self.last_asked, self.last_led = unit if unit.asked else self.last_asked, unit
        # "Giao Phòng X" over a list opens orders by itself, with or without a sentence that announces them.
        given = unit is not None and (unit.asked or REQUESTS.at(node.words.low, 0) > 0)
        if section == "open" and ((node.leads and node.mark is None) or given):
            section = "orders"
        ordered = scope.ordered or node.leads or section == "orders"
        yield from self.children(node, Scope(section, unit or closing_unit(node) or scope.unit, ordered))
        self.seen_order = self.seen_order or given

    def _unit_over(self, node: Node, scope: Scope, section: Section) -> Responsible | None:
        words = node.words
        if node.mark is None:
            titled = None if node.leads and issuer_speaks(words) else node.named or unit_at_end(words)
            if titled and titled.after >= len(words.low) - 1:
                return titled
            told = unit_of_lead_in(words)
            # Who issues the document announces the work and is not the one who must do it.
            issuer = self.document.issuer or ""
            return None if told and not told.asked and any(same_office(name, issuer) for name in told.units) else told
        found = node.named or unit_at_end(words)
        if found:
            return found._replace(cooperating=tuple(cooperating_units(words, found.units)))
        if node.leads and (asked := unit_of_lead_in(words)) and asked.asked and words.low[0] not in ("về",):
            return asked._replace(origin="heading")
        if node.leads and words.low[0] in ("về", "việc") and not issuer_speaks(words) and (told := unit_of_item(words, ordered=True)):
            return told._replace(origin="heading")
        under = scope.unit is not None and scope.unit.origin == "heading"
        if section == "orders" and (scope.among_units or (not under and is_duty_part(node))):
            return unit_of_title(words)
        return None

    def _leaf(
        self, node: Node, scope: Scope, labels: Sequence[Node], *, entries: bool = False
    ) -> tuple[Assignment, Responsible | None] | None:
        text, words = node.text, node.words
        if not words.low or (node.leads and not entries) or LABEL.match(text) or is_form_line(text):
            return None
        over = scope.unit is not None and scope.unit.origin == "heading"
        own = unit_of_item(words, ordered=scope.ordered or scope.section == "orders", among_units=scope.among_units, titled=over)
        if own is None and is_account(words, text, marked=node.mark is not None, subject=False):
            own = _told_after_account(node)
        if self._is_refused(node, scope, own):
            return None
        if own and scope.unit and over and not closes_document(node) and speaks_of_others(words, own, scope.unit):
            own = scope.unit._replace(origin="heading")
        asked = bool(own and own.asked) or (own is None and node.mark is None and is_due(text) and asks_addressees(words))
        if not self._may_order(node, scope, own, asked=asked):
            return None
        asked_above = over or (scope.unit is not None and scope.unit.asked and scope.unit.origin == "lead-in" and node.mark is not None)
        listed = (node.mark is not None or over) and (scope.ordered or scope.section == "orders")
        more = self.seen_order and _continues(node)
        judged = verdict(
            words,
            text,
            marked=listed or more,
            asked=asked,
            subject=own is not None,
            titled=listed and (asked_above or (scope.parallel and has_slot(node))),
        )
        if not judged.order:
            return None
        unit = own or scope.unit or self._own_work(node, scope) or unit_of_later_request(words) or unit_of_later_sentence(words)
        unit = unit or (self.last_told if more else None)
        again = asked or hands_in(words) or (node.mark is None and own is None and is_action(words, 0))
        unit = unit or (self.last_asked if again else None) or self.addressed or self.facts.partner
        clause = Clause.of(node, labels, entries=entries)
        return build(clause, unit, judged, self.facts), own

    def _is_refused(self, node: Node, scope: Scope, own: Responsible | None) -> bool:
        text, asked = node.text, own is not None and own.asked
        decided = is_self_decision(text, article=bool(node.mark and node.mark.kind == "article") or scope.section == "open")
        if decides_on_topic(text) and not asked:
            return True
        if not asked and issuer_decides(text) and not (unit_of_later_request(node.words) or unit_of_later_sentence(node.words)):
            return True
        if decided and own is None and not unit_of_later_request(node.words) and not asks_addressees(node.words):
            return True
        if is_formula(text, marked=node.mark is not None) or is_basis(
            node.words, text, among_orders=node.mark is not None or scope.ordered
        ):
            return True
        if node.mark is not None:
            return False
        titled = scope.unit is not None and scope.unit.origin == "heading" and not asked
        acts = asked or (own is not None and scope.ordered)
        return text.isupper() or (is_generic_closing(text) and not titled) or is_narrative(text, asked=acts)

    def _may_order(self, node: Node, scope: Scope, own: Responsible | None, *, asked: bool) -> bool:
        subject = own is not None
        if self.document.type == "bien-ban" and not concludes(node) and is_remark(node.text):
            return False
        if self.document.type in _UPWARD and asked and asks_upward(node.words):
            return False
        if self._hands_out(node, scope, own or scope.unit) and not is_account(node.words, node.text, marked=True, subject=subject):
            return True
        if self.document.type == "bao-cao" and (tells_of_the_past(node.text) or tells_of_leading(node)):
            return False
        if self.document.type in _REPORTING and not (self.document.type == "bien-ban" and concludes(node)):
            told = self.document.type != "giay-moi" or (is_due(node.text) and is_concrete(node.text))
            return asked and told and scope.section not in ("past", "opinions", "purpose", "frame")
        if scope.section in ("purpose", "frame", "basis", "opinions"):
            return False
        if scope.section == "past":
            return asked and not node.mark
        if scope.section == "notice" or closed_topic(node.text, node):
            return asked
        if scope.section == "money":
            return asked or subject
        if is_account(node.words, node.text, marked=node.mark is not None, subject=subject) and not asked:
            return _told_after_account(node) is not None
        if scope.section == "orders" or scope.ordered:
            return True
        if hands_in(node.words) and is_due(node.text):
            return True
        if self.seen_order and ((is_action(node.words, 0) and is_concrete(node.text)) or _continues(node)):
            return True
        if self.facts.plan and node.mark is not None and is_action(node.words, 0):
            return True
        return asked or (subject and (node.mark is not None or self.seen_order or must_act(node.words) or is_due(node.text)))

    def _hands_out(self, node: Node, scope: Scope, unit: Responsible | None) -> bool:
        """Whether a report or an invitation gives work here to somebody it names; what it says of its issuer it only plans."""
        if self.document.type not in _HANDING_OUT or scope.section != "orders" or not hands_out_work(node):
            return False
        if unit is None:
            return self._own_work(node, scope) is not None
        return not any(same_office(name, self.document.issuer or "") for name in unit.units)

    def _own_work(self, node: Node, scope: Scope) -> Responsible | None:
        """The office whose monthly report lists, under "Nhiệm vụ trọng tâm tháng 12", what it has to do itself; a committee's report
        to those above it only says where it is heading."""
        issuer = self.document.issuer
        if self.document.type != "bao-cao" or not issuer or _COMMITTEE.match(lower(issuer)) or scope.section != "orders":
            return None
        if node.mark is None or not is_action(node.words, 0) or not hands_out_work(node):
            return None
        office = _OF_PLACE.sub("", issuer)
        return Responsible((office,), office, "lead-in", "báo cáo nói việc của chính nơi báo cáo")

    def _table(self, node: Node, scope: Scope) -> Iterator[Assignment]:
        if scope.section in ("past", "purpose", "opinions"):
            return
        reports = self.document.type in _REPORTING and not (self.document.type in _HANDING_OUT and hands_out_work(node))
        for row in task_rows(node.rows):
            # Among dates and places only a calendar hands out work, for it names somebody.
            if (not reports and scope.section != "frame") or (row.cell("unit") and self.document.type not in _REPORTING):
                yield self._row(row, node, scope)

    def _row(self, row: Row, node: Node, scope: Scope) -> Assignment:
        said = row.cell("unit")
        unit = Responsible(tuple(self.facts.parted(said)), said, "item", "cột đơn vị của bảng") if said else scope.unit or self.addressed
        clause = Clause.of_row(row, node)
        judged = verdict(clause.words, clause.text, marked=True, asked=True, subject=bool(said))
        return build(clause, unit, judged, self.facts)


def _continues(node: Node) -> bool:
    """Whether a paragraph goes on with the orders before it."""
    return node.mark is None and (goes_on(node.words) or acts_on(node.words, node.text))


def _told_after_account(node: Node) -> Responsible | None:
    """As in "Tình hình ... đã được cải thiện. Phòng A lập dự trù, gửi trước ngày ...": the order stands behind the account."""
    told = unit_of_later_sentence(node.words)
    return told if told and states_due(node.words, told.after) else None


def _everyone(made: Assignment, own: Responsible | None) -> Responsible | None:
    """A list whose first dash speaks to the whole circle goes on speaking to it; a single unit is never handed on to the next item."""
    if own is None or made.units != (ALL,) or made.unit_from != "item":
        return None
    return own._replace(origin="lead-in", rule="cả danh sách giao cho mọi đơn vị", asked=False)
