"""What a reading of a rule looks at, and the variables it declares."""

import re
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from minhchung.scoring.exchange.foreign.clauses import Clause, parts_of_formula
from minhchung.scoring.packs import Variable
from minhchung.text.normal import fold, squeeze

Raw = dict[str, Any]
"""A rule as plain values."""
ZERO = Decimal(0)
_NAME = re.compile(r"[^a-z0-9]+")
REST = re.compile(r"^(con lai|truong hop (khac|con lai)|cac truong hop (con lai|khac)|khong (dat|dung|thuc hien|ban hanh|co)( .*)?)$")
NO = re.compile(r"^(khong|chua)\b")


@dataclass(slots=True)
class Leaf:
    """What a reading looks at, and the variables it declares."""

    code: str
    title: str
    text: str
    max: Decimal
    year: int | None
    clauses: list[Clause]
    variables: list[Variable] = field(default_factory=list)

    @property
    def graded(self) -> list[tuple[str, Decimal]]:
        """The clauses with points."""
        return [(clause.words, clause.points) for clause in self.clauses if clause.points is not None]

    @property
    def said(self) -> str:
        """All the words, folded."""
        return fold(self.text)

    def declare(self, role: str, title: str, kind: str = "number", **more: Any) -> str:
        """A variable named by the code of the leaf and its part in the rule."""
        name = f"tc_{_NAME.sub('_', fold(self.code)).strip('_')}_{role}"
        self.variables.append(Variable(name=name, title=squeeze(title), kind=kind, **more))
        return name

    def share(self) -> dict[str, str]:
        """A share: of the two numbers that the words explain, else of the percentage the title speaks of."""
        parts = dict(parts_of_formula(self.text))
        division = re.search(r"\(?\b([A-Za-z])\s*/\s*([A-Za-z])\b", self.text)
        if division and division[1] in parts and division[2] in parts:
            below = self.declare("mau_so", parts[division[2]])
            return {"numerator": self.declare("tu_so", parts[division[1]]), "denominator": below}
        if worded := re.search(r"\(((?:tổng )?số [^()/]{3,})/\s*((?:tổng )?số [^()/]{3,})\)", self.text, re.IGNORECASE):
            below = self.declare("mau_so", worded[2])
            return {"numerator": self.declare("tu_so", worded[1]), "denominator": below}
        return {"ratio": self.declare("ty_le", self.title, unit="%")}
