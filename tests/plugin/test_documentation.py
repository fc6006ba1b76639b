"""Does each error of the plugin lead to its page?"""

from __future__ import annotations

from duotone_mypy._messages import documentation


def test_the_note_names_the_page_of_the_code() -> None:
    assert documentation("dual-parity") == "See docs/errors/dual-parity.md of duotone"
