"""Tables of another make: the annex of a city's decision, in Excel or Word, read stage by stage into a draft."""

from minhchung.scoring.exchange.foreign.heads import Columns, propose_columns
from minhchung.scoring.exchange.foreign.proposing import chosen_tables, draft_from, read_annex
from minhchung.scoring.exchange.foreign.rows import ReadRow, read_rows
from minhchung.scoring.exchange.foreign.rules import Proposal, propose_rule
from minhchung.scoring.exchange.foreign.tables import Table, joined, tables_of
from minhchung.scoring.exchange.foreign.trees import Placed, propose_tree

__all__ = [
    "Columns",
    "Placed",
    "Proposal",
    "ReadRow",
    "Table",
    "chosen_tables",
    "draft_from",
    "joined",
    "propose_columns",
    "propose_rule",
    "propose_tree",
    "read_annex",
    "read_rows",
    "tables_of",
]
