"""Which hooks does mypy have to ask for again?"""

from __future__ import annotations

from duotone_mypy._answers import Answers


def test_name_that_has_and_will_have_no_hook_is_looked_at_once() -> None:
    asked: list[str] = []
    plain: set[str] = set()

    def find(fullname: str) -> None:
        asked.append(fullname)
        if fullname == "builtins.len":
            plain.add(fullname)

    answers = Answers({"known": repr}, find, plain)
    names = ["known", "builtins.len", "builtins.len", "later", "later"]
    assert [answers[name] for name in names] == [repr, None, None, None, None]
    assert asked == ["builtins.len", "later", "later"]
