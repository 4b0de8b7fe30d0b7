"""Dates and links of sources, as every data file and the person's own must have them."""

from __future__ import annotations

import pytest

from wattprint.reference.citing import first_day, is_date, is_https


@pytest.mark.parametrize(
    ("text", "day"), [("2026", "2026-01-01"), ("2026-06", "2026-06-01"), ("2024-02-29", "2024-02-29")]
)
def test_a_publication_may_have_a_date_without_its_day(text: str, day: str) -> None:
    assert is_date(text)
    assert first_day(text) == day
    assert is_date(text, whole=True) is (text == day)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "26",
        "2026-",
        "2026-6",
        "2026-13",
        "2026-02-30",
        "20260609",
        "2026-W24-2",
        "2026-06-09T00:00",
        "٢٠٢٦",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert not is_date(text)
    assert not is_date(text, whole=True)


@pytest.mark.parametrize(
    "address", ["https://example.org", "https://example.org:8443/a?b=c#d", "https://[::1]/a"]
)
def test_a_link(address: str) -> None:
    assert is_https(address)


@pytest.mark.parametrize(
    "address",
    [
        "",
        "https://",
        "https:///path",
        "http://example.org",
        "ftp://example.org",
        "example.org",
        "https://example.org/a b",
        "https://example.org/a\tb",
        "https://bank.example@evil.example/",
        "https://[::1",
    ],
)
def test_what_is_no_link_or_another_hosts_in_disguise(address: str) -> None:
    assert not is_https(address)
