"""Is an implicit call rewritten as the user would write it?"""

# ruff: noqa: FBT003 - `with_sync` mirrors the keyword that it writes

from __future__ import annotations

import ast

import pytest

from duotone._spelling import Spelling

# A call, and its arguments with `_sync=True` after them.
CALLS = {
    "load()": "load(_sync=True)",
    "load(1, *names, key=2, **more)": "load(1, *names, key=2, **more, _sync=True)",
    "Block.load('a')": "Block.load('a', _sync=True)",
    "load(n for n in names)": "load((n for n in names), _sync=True)",
    "load((n for n in names))": "load((n for n in names), _sync=True)",
    "load(key=(n for n in names))": "load(key=(n for n in names), _sync=True)",
    "load(1, key=x, *names)": "load(1, key=x, *names, _sync=True)",
    "load((1, 2))": "load((1, 2), _sync=True)",
    "load(lambda: 1)": "load(lambda: 1, _sync=True)",
    "load(x := 1)": "load((x := 1), _sync=True)",
    "load(key=(x := 1))": "load(key=(x := 1), _sync=True)",
    "load((yield))": "load((yield), _sync=True)",
    "load((yield from names), 2)": "load((yield from names), 2, _sync=True)",
    "load(await x)": "load(await x, _sync=True)",
    "load(1,)": "load(1, _sync=True)",
    "load('ä', 'ö')": "load('ä', 'ö', _sync=True)",
    "  load(1)\n": "load(1, _sync=True)",
    "make()(1)": "make()(1, _sync=True)",
    "blocks[0](1)": "blocks[0](1, _sync=True)",
    "load(\n    1,\n    key=2,\n)": "load(1, key=2, _sync=True)",
    "load(\n    1,  # the number\n)": "load(1, _sync=True)",
    "load(\n    [\n        1,\n    ]\n)": "load([1], _sync=True)",
    "client\n    .blocks\n    .load(1)": "client.blocks.load(1, _sync=True)",
    "(a or b).load(1)": "(a or b).load(1, _sync=True)",
    "(a if b else c)(1)": "(a if b else c)(1, _sync=True)",
    "(lambda x: x)(1)": "(lambda x: x)(1, _sync=True)",
    "{'a': load}['a'](1)": "{'a': load}['a'](1, _sync=True)",
    "((a) @ (b))(1)": "((a) @ (b))(1, _sync=True)",
}


@pytest.mark.parametrize(("call", "expected"), CALLS.items())
def test_keyword_is_added_after_the_arguments(call: str, expected: str) -> None:
    assert Spelling(call).with_sync(True) == expected
    assert Spelling(call).with_sync(False) == expected.replace("True", "False")


@pytest.mark.parametrize("call", CALLS)
def test_what_is_written_still_parses(call: str) -> None:
    spelling = Spelling(call)
    forms = [
        spelling.written,
        spelling.with_sync(True),
        spelling.with_side("aio"),
        spelling.with_twin("aload"),
    ]
    for form in forms:
        assert "\n" not in form
        ast.parse(form, mode="eval")


@pytest.mark.parametrize(
    ("call", "side", "twin"),
    [
        ("load(1)", "load.aio(1)", "aload(1)"),
        ("Block.load(1)", "Block.load.aio(1)", "Block.aload(1)"),
        ("self.client.load()", "self.client.load.aio()", "self.client.aload()"),
        ("super().load(1)", "super().load.aio(1)", "super().aload(1)"),
        ("make(1.5).load(1)", "make(1.5).load.aio(1)", "make(1.5).aload(1)"),
        ("(await get()).load(1)", "(await get()).load.aio(1)", "(await get()).aload(1)"),
        ("(a or b).load(1)", "(a or b).load.aio(1)", "(a or b).aload(1)"),
        ("blocks['a.b'].load()", "blocks['a.b'].load.aio()", "blocks['a.b'].aload()"),
        ("a\n.b\n.load()", "a.b.load.aio()", "a.b.aload()"),
    ],
)
def test_side_and_twin_keep_the_receiver(call: str, side: str, twin: str) -> None:
    spelling = Spelling(call)
    assert spelling.with_side("aio") == side
    assert spelling.with_twin("aload") == twin


@pytest.mark.parametrize(
    ("call", "name"),
    [("load()", "load"), ("Block.load()", "load"), ("make()()", None), ("blocks[0]()", None)],
)
def test_callee_name_is_the_last_name_that_is_called(call: str, name: str | None) -> None:
    assert Spelling(call).callee_name == name


def test_written_call_stands_on_one_line() -> None:
    assert Spelling("load(\n    1,\n    key='a',\n)").written == "load(1, key='a')"


@pytest.mark.parametrize("text", ["x = load()", "load(", "for", "load() load()"])
def test_text_that_is_no_expression_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no expression$"):
        Spelling(text)


@pytest.mark.parametrize("text", ["load", "1 + load()", "[load()]", "load(), load()"])
def test_expression_that_is_no_call_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"is no call$"):
        Spelling(text)


def test_placeholder_of_an_unknown_call_can_be_rewritten() -> None:
    """The messages fall back to it when the source does not show the call."""
    spelling = Spelling("load(...)")
    assert spelling.written == "load(...)"
    assert spelling.with_sync(True) == "load(..., _sync=True)"
    assert spelling.with_twin("aload") == "aload(...)"


@pytest.mark.parametrize(
    ("explicit", "implicit"),
    {
        "load(_sync=True)": "load()",
        "Block.load('a', _sync=True, key=2)": "Block.load('a', key=2)",
        "load.sync(1, _sync=True)": "load.sync(1)",
        "load(\n    1,\n    _sync=True,\n)": "load(1)",
    }.items(),
)
def test_keyword_is_taken_away(explicit: str, implicit: str) -> None:
    assert Spelling(explicit).without_keyword().written == implicit


@pytest.mark.parametrize(
    ("explicit", "implicit"),
    {
        "load.sync()": "load()",
        "Block.load.aio('a', key=2)": "Block.load('a', key=2)",
        "sync.sync(1)": "sync(1)",
        "super().load.sync(n for n in names)": "super().load((n for n in names))",
    }.items(),
)
def test_attribute_is_taken_away(explicit: str, implicit: str) -> None:
    assert Spelling(explicit).without_attribute().written == implicit
