"""Criteria packs in and out of Excel and Word.

Our own workbook: `write_workbook` and `read_workbook`. Tables of another make (a city's annex): see `foreign`. Both ways in end in a
`Draft`, which says what a person must still answer before it is a pack.
"""

from minhchung.scoring.exchange.drafts import Draft, DraftError, DraftNode, Question, draft_of
from minhchung.scoring.exchange.marking import with_errors
from minhchung.scoring.exchange.problems import ExchangeError, RowProblem
from minhchung.scoring.exchange.reading import is_workbook, read_workbook
from minhchung.scoring.exchange.writing import write_workbook

__all__ = [
    "Draft",
    "DraftError",
    "DraftNode",
    "ExchangeError",
    "Question",
    "RowProblem",
    "draft_of",
    "is_workbook",
    "read_workbook",
    "with_errors",
    "write_workbook",
]
