"""A table file opened by what it is."""

from pathlib import Path

from minhchung.flow.exports.delimited import Delimited
from minhchung.flow.exports.model import Source
from minhchung.flow.exports.sniff import Form
from minhchung.flow.exports.workbooks import Xls, Xlsx


def table_source(path: Path, form: Form) -> Source:
    """The reader of a workbook or of a text of cells. Raises ExportError for a damaged one."""
    return Xlsx(path) if form is Form.XLSX else Xls(path) if form is Form.XLS else Delimited(path)
