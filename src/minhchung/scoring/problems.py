"""What is odd in a pack, told like a linter tells it."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """`code`: the check that found it; `place`: the leaf or field; `message`: what is wrong; `fix`: the way out."""

    code: str
    place: str
    message: str
    fix: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}: {self.fix}." if self.place else f"{self.message}: {self.fix}."


class PackFileError(ValueError):
    """A file cannot become a pack; `problems` say where, why and what to do, `name` is the file."""

    def __init__(self, name: str, problems: Iterable[Problem]) -> None:
        self.name, self.problems = name, tuple(problems)
        super().__init__("\n".join(f"Tệp {name}, {problem}" for problem in self.problems))
