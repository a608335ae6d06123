"""Random operations on a table: what a ledger may ask of one.

Each attribute keeps its type, as moto fails at comparisons of two types where DynamoDB says that they are not equal.
"""

from typing import Any

from hypothesis import strategies as st

from connect_phone_numbers.ledger.table import Write

KEYS = [{"PK": "A", "SK": "1"}, {"PK": "A", "SK": "2"}, {"PK": "B", "SK": "1"}]
VALUES: dict[str, Any] = {
    ":zero": 0,
    ":one": 1,
    ":two": 2,
    ":text": "one",
    ":other": "two",
    ":list": [1, "one"],
    ":leaf": {"Z": "one"},
    ":tree": {"X": 1, "Y": {"Z": "one"}},
    ":empty": {},
}
NUMBERS = [":zero", ":one", ":two"]
TEXTS = [":text", ":other"]
BELOW = {"Num": ["Num"], "Words": ["Words"], "Many": ["Many"], "Tree": ["Tree", "Tree.X", "Tree.Y", "Tree.Y.Z"]}
LIKE = {
    "Num": NUMBERS,
    "Words": TEXTS,
    "Many": [":list"],
    "Tree": [":tree", ":empty"],
    "Tree.X": NUMBERS,
    "Tree.Y": [":leaf", ":empty"],
    "Tree.Y.Z": TEXTS,
}
"""The values that a path may have."""
SETS = {
    "Num": ["Num + :one", "Num - Tree.X", ":two - :one", "if_not_exists(Num, :zero) + :one", "Tree.X"],
    "Words": ["Tree.Y.Z", "if_not_exists(Tree.Y.Z, :text)"],
    "Many": [
        "list_append(Many, :list)",
        "list_append(:list, if_not_exists(Many, :list))",
        "list_append(if_not_exists(Many, :list), :list)",
    ],
    "Tree": ["if_not_exists(Tree, :empty)"],
    "Tree.X": ["Num", "Num + :two", "if_not_exists(Tree.X, Num)"],
    "Tree.Y": ["if_not_exists(Tree.Y, :leaf)"],
    "Tree.Y.Z": ["Words"],
}
"""What a path may be set to beside those."""
ADDS = ("Num", "Tree.X")

paths = st.sampled_from(list(LIKE))
scalars = st.sampled_from(["Num", "Words", "Tree.X", "Tree.Y.Z"])


def _join(*parts: Any) -> st.SearchStrategy[str]:
    return st.tuples(*(st.just(part) if isinstance(part, str) else part for part in parts)).map("".join)


def _like(path: str) -> st.SearchStrategy[str]:
    return st.sampled_from(LIKE[path])


def _combined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        _join("(", inner, ")"),
        _join("NOT (", inner, ")"),
        _join(inner, " AND ", inner),
        _join(inner, " OR ", inner),
    )


comparisons = st.one_of(
    _join(paths, st.sampled_from([" = ", " <> "]), st.sampled_from(list(VALUES))),
    scalars.flatmap(lambda path: _join(path, st.sampled_from([" < ", " <= ", " > ", " >= "]), _like(path))),
    scalars.flatmap(lambda path: _join(path, " BETWEEN ", _like(path), " AND ", _like(path))),
    _join(paths, " IN (", st.sampled_from(list(VALUES)), ", ", st.sampled_from(list(VALUES)), ")"),
    _join("attribute_exists(", paths, ")"),
    _join("attribute_not_exists(", paths, ")"),
    _join("contains(Many, ", st.sampled_from([":one", ":text"]), ")"),
    _join("contains(Words, :text)"),
)
conditions = st.one_of(
    st.just(""), st.just("attribute_not_exists(PK)"), st.recursive(comparisons, _combined, max_leaves=4)
)


@st.composite
def _expressions(draw: st.DrawFn) -> str:
    """One to three actions on paths that don't overlap: moto looks at that too late."""
    roots = draw(st.permutations(list(BELOW)))[: draw(st.integers(1, 3))]
    clauses: dict[str, list[str]] = {}
    for root in roots:
        path = draw(st.sampled_from(BELOW[root]))
        keyword = draw(st.sampled_from(["SET", "SET", "REMOVE", *(["ADD"] if path in ADDS else [])]))
        values = {"SET": [*LIKE[path], *SETS[path]], "REMOVE": [""], "ADD": NUMBERS}[keyword]
        clauses.setdefault(keyword, []).append(
            path + {"SET": " = ", "REMOVE": "", "ADD": " "}[keyword] + draw(st.sampled_from(values))
        )
    return " ".join(f"{keyword} {', '.join(each)}" for keyword, each in clauses.items())


def _used(text: str) -> dict[str, Any]:
    return {name: value for name, value in VALUES.items() if name in text}


updates = st.builds(
    lambda key, expression, condition: Write(
        "Update", key, expression=expression, condition=condition, values=_used(f"{expression} {condition}")
    ),
    st.sampled_from(KEYS),
    _expressions(),
    conditions,
)
puts = st.builds(
    lambda key, item, condition: Write("Put", key, item=item, condition=condition, values=_used(condition)),
    st.sampled_from(KEYS),
    st.fixed_dictionaries(
        {},
        optional={
            "Num": st.integers(-3, 3),
            "Words": st.sampled_from(["", "one", "two"]),
            "Many": st.lists(st.one_of(st.integers(0, 2), st.just("one")), max_size=2),
            "Tree": st.sampled_from([{}, {"X": 1}, {"X": 2, "Y": {"Z": "one"}}]),
        },
    ),
    conditions,
)
deletes = st.builds(
    lambda key, condition: Write("Delete", key, condition=condition, values=_used(condition)),
    st.sampled_from(KEYS),
    conditions,
)
transactions = st.lists(
    st.one_of(puts, puts, updates, deletes), min_size=1, max_size=3, unique_by=lambda write: tuple(write.key.values())
)
scripts = st.lists(st.one_of(transactions, transactions, updates, deletes), max_size=12)
