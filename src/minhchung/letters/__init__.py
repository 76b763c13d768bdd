"""Official documents: composed as DOCX in the lawful layout, and the layout of any DOCX inspected (Nghị định 30/2020/NĐ-CP)."""

from minhchung.letters.carried import embedded, strayed
from minhchung.letters.composing import compose
from minhchung.letters.inspecting import LayoutIssue, inspect
from minhchung.letters.letter import Letter, LetterError, letter_of, read_letter

__all__ = ["LayoutIssue", "Letter", "LetterError", "compose", "embedded", "inspect", "letter_of", "read_letter", "strayed"]
