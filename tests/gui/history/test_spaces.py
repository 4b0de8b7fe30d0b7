from __future__ import annotations

import pytest

from wattprint.gui.history.spaces import unbroken


@pytest.mark.parametrize(
    ("plain", "shown"),
    [
        ("oui ; non", "oui\u00a0; non"),
        ("Prise : avec", "Prise\u00a0: avec"),
        ("dit « non », et", "dit «\u00a0non\u00a0», et"),
        ("30 % de plus", "30\u00a0% de plus"),
        ("https://example.org/a?b", "https://example.org/a?b"),
    ],
)
def test_french_signs_stay_with_their_words(plain: str, shown: str) -> None:
    assert unbroken(plain, "fr") == shown
    assert unbroken(plain, "en") == plain
