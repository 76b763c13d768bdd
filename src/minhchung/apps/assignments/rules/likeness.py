"""Whether two wordings say the same order: a conclusion typed in a meeting, and the clause of the notice that was issued of it later."""

from rapidfuzz import fuzz

from minhchung.text import fold

ALIKE = 80
"""From here on a person is asked; looked at with the wordings of tests/assignments/likeness_cases.toml."""
SHORT = 30
"""Letters below which a part of a longer clause says nothing."""


def likeness(one: str, other: str) -> int:
    """0…100. The whole wordings are compared word by word, and the shorter one with the best part of the longer one: the notice names the
    unit in its heading where the line of the meeting began with it."""
    first, second = sorted((fold(one).strip(" .;-"), fold(other).strip(" .;-")), key=len)
    whole = fuzz.token_sort_ratio(first, second)
    return round(max(whole, fuzz.partial_ratio(first, second) * 0.95 if len(first) >= SHORT else 0))
