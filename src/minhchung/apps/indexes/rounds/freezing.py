"""Facts and score as JSON and back: what a lock stores, so that "why was this leaf 1.75" is answered for ever."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from minhchung.apps.indexes.rules import Proof
from minhchung.scoring.facts import Facts, Given, Known, Scalar
from minhchung.scoring.reading import UNKNOWN
from minhchung.scoring.score import LeafScore, Score

NUMBERS = ("numerator", "denominator", "ceiling")


def frozen_facts(facts: Facts) -> dict[str, Any]:
    """The facts as JSON. Numbers are text, so that none loses a digit; every value says of what kind it is."""
    return {
        "as_of": facts.as_of.isoformat(),
        "values": {name: _known(known) for name, known in facts.values.items()},
        "not_applicable": dict(facts.not_applicable),
        "given": {code: {"points": str(given.points), "reason": given.reason} for code, given in facts.given.items()},
    }


def thawed_facts(stored: Mapping[str, Any]) -> Facts:
    """The facts again, equal to those that were frozen."""
    return Facts(
        datetime.fromisoformat(stored["as_of"]),
        {name: _read_known(known) for name, known in stored["values"].items()},
        dict(stored["not_applicable"]),
        {code: Given(Decimal(given["points"]), given["reason"]) for code, given in stored["given"].items()},
    )


def frozen_score(score: Score) -> dict[str, Any]:
    """The score as JSON: every leaf with its sentence why, and the sums."""
    leaves = {
        code: {"points": _text(leaf.points), "maximum": str(leaf.maximum), "how": leaf.how, "why": leaf.why, "used": list(leaf.used),
               "missing": dict(leaf.missing)}
        for code, leaf in score.leaves.items()
    }  # fmt: skip
    return {"digest": score.digest, "total": str(score.total), "final": str(score.final), "leaves": leaves}


def thawed_leaves(stored: Mapping[str, Any], facts: Facts) -> dict[str, LeafScore]:
    """The leaves of a frozen score; what they used comes from the facts frozen beside it."""
    return {
        code: LeafScore(
            code, _number(leaf["points"]), Decimal(leaf["maximum"]), leaf["how"], leaf["why"],
            {name: facts.values.get(name, UNKNOWN) for name in leaf["used"]}, dict(leaf["missing"]),
        )
        for code, leaf in stored["leaves"].items()
    }  # fmt: skip


def frozen_proofs(proofs: Mapping[str, Proof]) -> dict[str, Any]:
    """How far the evidence of each leaf had come."""
    return {code: [proof.state, proof.met, proof.wanted, proof.reason] for code, proof in proofs.items()}


def thawed_proofs(stored: Mapping[str, Any]) -> dict[str, Proof]:
    """The same again."""
    return {code: Proof(*kept) for code, kept in stored.items()}


def _known(known: Known) -> dict[str, Any]:
    kept = {name: str(getattr(known, name)) for name in NUMBERS if getattr(known, name) is not None}
    return {"value": _scalar(known.value), **({"reason": known.reason} if known.reason else {}), **kept}


def _read_known(stored: Mapping[str, Any]) -> Known:
    return Known(_read_scalar(stored["value"]), stored.get("reason", ""), *(_number(stored.get(name)) for name in NUMBERS))


def _scalar(value: Scalar) -> dict[str, Any] | None:
    if value is None:
        return None
    if isinstance(value, bool):
        return {"yes": value}
    if isinstance(value, Decimal):
        return {"number": str(value)}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    return {"day": value.isoformat()} if isinstance(value, date) else {"word": value}


def _read_scalar(stored: Mapping[str, Any] | None) -> Scalar:
    if stored is None:
        return None
    ((kind, value),) = stored.items()
    readers: dict[str, Callable[[str], Scalar]] = {"number": Decimal, "moment": datetime.fromisoformat, "day": date.fromisoformat}
    return readers[kind](value) if kind in readers else value


def _text(value: Decimal | None) -> str | None:
    return None if value is None else str(value)


def _number(text: str | None) -> Decimal | None:
    return None if text is None else Decimal(text)
