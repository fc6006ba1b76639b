"""What does the plugin say when mypy no longer tells where a call stands?"""

from __future__ import annotations

import pytest
from mypy import api

from duotone_mypy import _checker

SOURCE = """
from duotone import sync_compatible
@sync_compatible
async def load(number: int) -> str:
    return ""
async def main() -> None:
    reveal_type(load(1))
    reveal_type(load(2, _sync=True))
    _ = load(3, _sync=False)
"""
EITHER = "str | typing.Coroutine[Any, Any, str]"
WHY = "because this version of mypy does not tell where it stands"


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What mypy prints when its scopes are not what they were."""
    folder = tmp_path_factory.mktemp("unknown-place")
    source, config = folder / "m.py", folder / "mypy.ini"
    source.write_text(SOURCE, encoding="utf-8")
    config.write_text("[mypy]\nplugins = duotone_mypy\n", encoding="utf-8")
    options = [f"--config-file={config}", f"--cache-dir={folder}", "--enable-error-code"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_checker, "_SCOPES", ())
        output, complaints, _ = api.run([*options, "dual-implicit", str(source)])
    assert not complaints, complaints
    return output


def test_implicit_call_gives_the_union(shown: str) -> None:
    assert f'm.py:7: note: Revealed type is "{EITHER}"' in shown


def test_explicit_call_gives_what_it_says(shown: str) -> None:
    assert 'm.py:8: note: Revealed type is "str"' in shown


def test_reason_is_given(shown: str) -> None:
    assert f"`load(1)` does not name its side; it gives a value or a coroutine, {WHY}" in shown


def test_nothing_is_said_about_the_place(shown: str) -> None:
    assert "dual-blocking" not in shown
    assert "dual-unawaited" not in shown
    assert "dual-ambiguous" not in shown
