"""Formulas of a pack: arithmetic on Decimal over named inputs, and nothing else.

simpleeval walks the tree with an allow-list of operators and functions. Numbers are read from their text, so that 0.1 is a tenth and not
the nearest binary fraction. There are no attributes, no subscripts, no calls but those of FUNCTIONS, and length and powers are bounded.
"""

import ast
import operator
from collections.abc import Callable, Mapping
from decimal import Decimal, DivisionByZero, InvalidOperation, Overflow, localcontext
from typing import Any

import simpleeval

LONGEST = 500
"""Characters of a formula."""
DEEPEST = 60
"""Operations inside one another."""
GREATEST_POWER = 10
GREATEST = Decimal(10) ** 15
"""No result is as great."""
Value = Decimal | bool


class FormulaError(ValueError):
    """A formula is not allowed, or cannot be worked out with these inputs; the message says which and why."""


def _power(base: Value, exponent: Value) -> Decimal:
    if isinstance(exponent, Decimal) and exponent == exponent.to_integral_value() and abs(exponent) <= GREATEST_POWER:
        return Decimal(base) ** int(exponent)
    raise FormulaError(f"số mũ {exponent} không được phép: chỉ dùng số nguyên từ -{GREATEST_POWER} đến {GREATEST_POWER}")


def _divided(number: Value, by: Value) -> Decimal:
    # Of two answers Python would make a float.
    return Decimal(number) / Decimal(by)


def _round(value: Decimal, places: Decimal = Decimal(0)) -> Decimal:
    if not 0 <= places <= GREATEST_POWER or places != places.to_integral_value():
        raise FormulaError(f"số chữ số thập phân {places} không được phép: chọn từ 0 đến {GREATEST_POWER}")
    return value.quantize(Decimal(1).scaleb(-int(places)), rounding="ROUND_HALF_UP")


FUNCTIONS: dict[str, Callable[..., Any]] = {"min": min, "max": max, "abs": abs, "round": _round}
OPERATORS: dict[type[ast.AST], Callable[..., Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: _divided,
    ast.Pow: _power,
    ast.USub: operator.neg,
    ast.UAdd: operator.pos,
    ast.Not: operator.not_,
    ast.Eq: operator.eq,
    ast.NotEq: operator.ne,
    ast.Lt: operator.lt,
    ast.LtE: operator.le,
    ast.Gt: operator.gt,
    ast.GtE: operator.ge,
}
ALLOWED = (
    ast.Expression, ast.BinOp, ast.UnaryOp, ast.BoolOp, ast.Compare, ast.IfExp, ast.Call, ast.Name, ast.Load, ast.Constant, ast.And, ast.Or,
    *OPERATORS,
)  # fmt: skip


class Formula:
    """One formula, checked when made. Raises FormulaError."""

    __slots__ = ("_tree", "names", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self._tree = _checked(text)
        called = {id(node.func) for node in ast.walk(self._tree) if isinstance(node, ast.Call)}
        found = (node.id for node in ast.walk(self._tree) if isinstance(node, ast.Name) and id(node) not in called)
        self.names = tuple(dict.fromkeys(found))

    def __call__(self, values: Mapping[str, Value]) -> Value:
        """The value with these inputs. Raises FormulaError (division by zero, a comparison of unlike things, a number too great)."""
        # One evaluator a call: it holds the values, and a pack is shared by threads.
        evaluator = simpleeval.SimpleEval(operators=OPERATORS, functions=FUNCTIONS, names=dict(values))
        evaluator.nodes = {kind: handler for kind, handler in evaluator.nodes.items() if kind in ALLOWED}
        try:
            with localcontext() as context:
                context.traps[Overflow] = True
                return _value(evaluator.eval(self.text, previously_parsed=self._tree.body), self.text)
        except (DivisionByZero, ZeroDivisionError) as error:
            raise FormulaError(f"công thức “{self.text}” chia cho 0 với số liệu này") from error
        except (InvalidOperation, Overflow, TypeError, simpleeval.InvalidExpression) as error:
            raise FormulaError(f"công thức “{self.text}” không tính được với số liệu này ({error})") from error


def _value(found: Any, text: str) -> Value:
    if isinstance(found, bool):
        return found
    number = Decimal(found) if isinstance(found, int) else found
    if isinstance(number, Decimal):
        if abs(number) < GREATEST:
            return number
        raise FormulaError(f"công thức “{text}” cho kết quả quá lớn với số liệu này")
    raise FormulaError(f"công thức “{text}” không cho ra một số")


def _checked(text: str) -> ast.Expression:
    if len(text) > LONGEST:
        raise FormulaError(f"công thức dài {len(text)} ký tự, tối đa {LONGEST}: tách bớt thành các nhánh")
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise FormulaError(f"công thức “{text}” sai cú pháp: kiểm tra ngoặc và dấu phép tính") from error
    if _depth(tree) > DEEPEST:
        raise FormulaError(f"công thức “{text[:60]}…” lồng quá {DEEPEST} phép tính: tách bớt thành các nhánh")
    for node in ast.walk(tree):
        if not isinstance(node, ALLOWED):
            raise FormulaError(
                f"công thức “{text}” dùng {type(node).__name__}: chỉ được dùng số, tên biến, + - * / **, so sánh và {', '.join(FUNCTIONS)}"
            )
        if isinstance(node, ast.Call) and not (
            isinstance(node.func, ast.Name) and node.func.id in FUNCTIONS and node.args and not node.keywords
        ):
            raise FormulaError(f"công thức “{text}” gọi một hàm không được phép: chỉ có {', '.join(FUNCTIONS)}")
    return _Exact(text.strip()).visit(tree)  # type: ignore[no-any-return]


def _depth(tree: ast.AST) -> int:
    """Levels of a tree, counted without descending into it by recursion."""
    depth, level = 0, [tree]
    while level:
        depth, level = depth + 1, [child for node in level for child in ast.iter_child_nodes(node)]
    return depth


class _Exact(ast.NodeTransformer):
    """Puts the decimal that was written in place of each number."""

    def __init__(self, text: str) -> None:
        self._text = text

    def visit_Constant(self, node: ast.Constant) -> ast.Constant:
        if isinstance(node.value, bool):
            return node
        if not isinstance(node.value, int | float):
            raise FormulaError(f"công thức “{self._text}” chứa {node.value!r}: chỉ được dùng số")
        written = ast.get_source_segment(self._text, node) or repr(node.value)
        try:
            return ast.copy_location(ast.Constant(Decimal(written)), node)  # type: ignore[arg-type]
        except InvalidOperation as error:
            raise FormulaError(f"công thức “{self._text}” có số “{written}” viết không đúng") from error
