"""Text of a directive → header, references, assignments; every field keeps its place in the text."""

from minhchung.reading.conclusions.model import Conclusion
from minhchung.reading.model import ALL, Assignment, Directive, DocumentHeader, Goal, to_json
from minhchung.reading.reader import read, read_text

__all__ = ["ALL", "Assignment", "Conclusion", "Directive", "DocumentHeader", "Goal", "read", "read_text", "to_json"]
