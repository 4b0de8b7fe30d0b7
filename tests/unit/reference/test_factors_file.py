from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.reference.factor_texts import GOOD, HEAD, ROW, changed, write
from wattprint.domain.band import Band
from wattprint.domain.factors import Tier, estimated_wh
from wattprint.reference.factors import FactorError, FactorSet, load_factors
from wattprint.reference.factors_own import load_with_own


def load(folder: Path, text: str | bytes) -> FactorSet:
    return load_factors(write(folder, text))


# Days -------------------------------------------------------------------------------------------------------

#: The same figure in two versions of one paper: arXiv 2509.20241v1 (2025) and v2 (2026).
EVOLVED = (
    GOOD
    + """
[[source]]
id = "paper-v2"
title = "The paper, version 2"
url = "https://example.org/paper-v2"
date = "2026-06-09"

[[factor]]
activity = "acme.prompt"
source = "paper-v2"
low = 0.16
central = 0.31
high = 0.60
tier = "peer-reviewed"
applies_from = 2026-06-09
stale_after = 2027-06-09
"""
)


def test_a_factor_that_evolved_leaves_the_past_as_it_was(tmp_path: Path) -> None:
    factors = load(tmp_path, EVOLVED)
    bands = {}
    for day in ("2024-12-31", "2025-01-01", "2026-06-08", "2026-06-09", "2031-01-01"):
        factor = factors.factor("acme.prompt", day)
        bands[day] = factor and estimated_wh(factor, 100)
    old, new = Band(0.18, 0.34, 0.67) * 100, Band(0.16, 0.31, 0.60) * 100
    assert bands == {
        "2024-12-31": None, "2025-01-01": old, "2026-06-08": old, "2026-06-09": new, "2031-01-01": new,
    }  # fmt: skip
    assert [row.source.title for row in factors.history("acme.prompt")] == ["A paper", "The paper, version 2"]


def test_only_the_row_in_force_grows_stale(tmp_path: Path) -> None:
    factors = load(tmp_path, EVOLVED)
    assert factors.stale("2026-12-01") == ()
    assert [row.applies_from for row in factors.stale("2027-06-10")] == ["2026-06-09"]


@pytest.mark.parametrize("day", ["2026-06-09", "2025-01-01", "2020-01-01"])
def test_rows_stand_in_the_order_of_their_days(tmp_path: Path, day: str) -> None:
    later = ROW.replace('"2025-01-01"', f'"{day}"')
    first = changed('"2025-01-01"', '"2026-06-09"')
    with pytest.raises(
        FactorError, match=r"line \d+: factor of acme\.prompt: applies_from .* must come after"
    ):
        load(tmp_path, first + later)


# Classes, units, replaced ids -------------------------------------------------------------------------------

CLASSED = HEAD.replace('name_fr = "Requête"', 'name_fr = "Requête"\nclass = "chat"') + ROW.replace(
    'activity = "acme.prompt"', 'class = "chat"'
)


def test_a_service_without_figures_borrows_its_class(tmp_path: Path) -> None:
    factor = load(tmp_path, CLASSED).factor("acme.prompt", "2026-01-01")
    assert factor is not None
    assert (factor.of, factor.class_figure, factor.central.wh) == ("chat", True, 0.34)
    assert factor.tier is Tier.MODELLED  # peer-reviewed for the class, not for Acme


def test_the_service_other_owns_its_class_figure(tmp_path: Path) -> None:
    text = CLASSED.replace('"acme', '"other')
    factor = load(tmp_path, text).factor("other.prompt", "2026-01-01")
    assert factor is not None
    assert factor.tier is Tier.PEER_REVIEWED


def test_a_guess_stays_a_guess(tmp_path: Path) -> None:
    text = changed('"peer-reviewed"', '"guess"', CLASSED)
    factor = load(tmp_path, text).factor("acme.prompt", "2026-01-01")
    assert factor is not None
    assert factor.tier is Tier.GUESS


def test_a_figure_of_its_own_ends_the_borrowing(tmp_path: Path) -> None:
    own = (
        ROW.replace("2025-01-01", "2026-01-01").replace("0.34", "0.5").replace('"peer-reviewed"', '"vendor"')
    )
    factors = load(tmp_path, CLASSED + own)
    before, after = (factors.factor("acme.prompt", day) for day in ("2025-12-31", "2026-01-01"))
    assert before is not None
    assert after is not None
    assert (before.central.wh, before.class_figure, before.tier) == (0.34, True, Tier.MODELLED)
    assert (after.central.wh, after.class_figure, after.tier) == (0.5, False, Tier.VENDOR)


RENAMED = (
    changed('name_fr = "Requête"', 'name_fr = "Requête"\nreplaced_by = "acme.question"', HEAD)
    + """
[[activity]]
id = "acme.question"
unit = "prompt"
name_en = "Question"
name_fr = "Question"
"""
    + ROW.replace('"acme.prompt"', '"acme.question"')
)


def test_counts_under_a_replaced_id_keep_their_factor(tmp_path: Path) -> None:
    factors = load(tmp_path, RENAMED)
    assert [activity.id for activity in factors.activities] == ["acme.question"]
    assert factors.resolve("acme.prompt").id == "acme.question"
    old, new = (factors.factor(f"acme.{kind}", "2026-01-01") for kind in ("prompt", "question"))
    assert old == new is not None
    known = factors.activity("acme.prompt")
    assert known is not None
    assert known.name_en == "Prompt"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (changed('"acme.question"', '"acme.nothing"', RENAMED), "replaced_by names 'acme.nothing'"),
        (changed('"acme.question"', '"acme.prompt"', RENAMED), "replaced_by leads back to acme.prompt"),
        (
            changed('name_fr = "Question"', 'name_fr = "Question"\nreplaced_by = "acme.prompt"', RENAMED),
            "replaced_by leads back to",
        ),
        (
            changed('id = "acme.question"\nunit = "prompt"', 'id = "acme.question"\nunit = "token"', RENAMED),
            "is counted in another unit than acme.question",
        ),
    ],
)
def test_replacements_lead_somewhere(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(FactorError) as wrong:
        load(tmp_path, text)
    assert message in str(wrong.value)
    assert "activity acme." in str(wrong.value)


# What the validator refuses ---------------------------------------------------------------------------------

BREACHES = [
    ("low = 0.18", "low = 0.35", "not in order"),
    ("high = 0.67", "high = 0.33", "not in order"),
    ("low = 0.18\ncentral = 0.34\nhigh = 0.67", "low = 0\ncentral = 0\nhigh = 0", "high must be above 0"),
    ("low = 0.18", "low = -0.18", "low must lie between"),
    ("low = 0.18", "low = nan", "low must lie between"),
    ("high = 0.67", "high = inf", "high must lie between"),
    ("high = 0.67", "high = 1e400", "high must lie between"),
    ("high = 0.67", "high = 1000001", "high must lie between"),
    ("high = 0.67", "high = true", "high must be a number"),
    ("high = 0.67", 'high = "0.67"', "high must be a number"),
    ("high = 0.67", "high = [0.67]", "high must be a number"),
    ("high = 0.67\n", "", "high is missing"),
    ('tier = "peer-reviewed"', 'tier = "certain"', "must be one of: vendor, peer-reviewed, modelled, guess"),
    ('tier = "peer-reviewed"', "tier = 3", "must be one of"),
    ('tier = "peer-reviewed"\n', "", "tier is missing"),
    ('source = "paper"\n', "", "source is missing"),
    ('source = "paper"', 'source = "rumour"', "there is no source 'rumour'"),
    ('title = "A paper"', 'title = " "', "title must be a text of one line"),
    ('title = "A paper"', 'title = "A\\nB"', "title must be a text of one line"),
    ('url = "https://example.org/paper"', 'url = "http://example.org/paper"', "must be an https address"),
    ('url = "https://example.org/paper"', 'url = "https://"', "must be an https address"),
    ('url = "https://example.org/paper"', 'url = "https://example.org@evil.example"', "https address"),
    ('url = "https://example.org/paper"', 'url = "javascript:alert(1)"', "must be an https address"),
    ('url = "https://example.org/paper"', 'url = "https://[::1"', "must be an https address"),
    ('url = "https://example.org/paper"\n', "", "url is missing"),
    ('date = "2025-09-24"', 'date = "last year"', "date must be"),
    ('date = "2025-09-24"', 'date = "2025-13"', "date must be"),
    ('date = "2025-09-24"', "date = 2025-09-24T10:00:00Z", "date must be"),
    ('date = "2025-09-24"\n', "", "date is missing"),
    ('applies_from = "2025-01-01"', 'applies_from = "2025-02-30"', "applies_from must be a day"),
    ('applies_from = "2025-01-01"', 'applies_from = "2025-1-1"', "applies_from must be a day"),
    ('applies_from = "2025-01-01"', 'applies_from = "20250101"', "applies_from must be a day"),
    ('applies_from = "2025-01-01"\n', "", "applies_from is missing"),
    ('stale_after = "2026-09-24"', 'stale_after = "2025-09-24"', "is not after its source"),
    ('activity = "acme.prompt"', 'activity = "acme.image"', "there is no activity 'acme.image'"),
    ('activity = "acme.prompt"', 'activity = "acme.prompt"\nclass = "chat"', "either activity or class"),
    ('unit = "prompt"', 'unit = "gallon"', "there is no unit 'gallon'"),
    ('id = "acme.prompt"', 'id = "ACME.prompt"', "must look like"),
    ('id = "acme.prompt"', 'id = "emca.prompt"', "there is no service 'emca'"),
    ('grid_zone = "USA"', 'grid_zone = "US"', "three capital letters"),
    ("per = 1000", "per = 0", "per must be a whole number"),
    ("per = 1000", "per = 1.5", "per must be a whole number"),
    ('name_fr = "Requête"\n', "", "name_fr is missing"),
    ('tier = "peer-reviewed"', 'tier = "peer-reviewed"\ncolour = "red"', "unknown key 'colour'"),
    ('tier = "peer-reviewed"', 'tier = "peer-reviewed"\nboundary = "device"', "boundary must be 'facility'"),
    ('tier = "peer-reviewed"', 'tier = "peer-reviewed"\npublished_co2e_g = 1', "co2e_basis is missing"),
    ('tier = "peer-reviewed"', 'tier = "peer-reviewed"\npublished_water_ml = 1', "water_scope is missing"),
    (
        'tier = "peer-reviewed"',
        'tier = "peer-reviewed"\nco2e_basis = "market-based"',
        "unknown key 'co2e_basis'",
    ),
    ("low = 0.18", "low = { wh = 0.18, published = 0.10, times = 1.7 }", "0.1 x 1.7 / 1 is not 0.18"),
    ("low = 0.18", "low = { wh = 0.18, published = 1, per = 0 }", "is not 0.18"),
    ("low = 0.18", "low = { wh = 0.18, times = 1.7 }", "unknown key 'times'"),
    ("low = 0.18", "low = {}", "low: wh is missing"),
    ("schema_version = 1", "schema_version = 2", "schema_version is 2, this Wattprint reads 1"),
    ("schema_version = 1", "schema_version = true", "schema_version is True"),
    ("schema_version = 1\n", "", "schema_version is missing"),
    ('set_version = "2026.11"\n', "", "set_version is missing"),
    ('set_version = "2026.11"', 'set_version = "latest"', "set_version must look like"),
    ("[[factor]]", "[[factors]]", "unknown key 'factors'"),
    ("[[unit]]", "[unit]", "not valid TOML"),
    (GOOD, 'schema_version = 1\nset_version = "2026.11"\nfactor = 3', "begin with [[factor]]"),
    (GOOD, 'schema_version = 1\nset_version = "2026.11"\nunit = [3]', "3 is no table"),
]


@pytest.mark.parametrize(("before", "after", "message"), BREACHES)
def test_a_breach_is_told_with_file_and_entry(tmp_path: Path, before: str, after: str, message: str) -> None:
    path = write(tmp_path, changed(before, after))
    with pytest.raises(FactorError) as wrong:
        load_factors(path)
    assert message in str(wrong.value)
    assert str(wrong.value).startswith(str(path))
    assert str(wrong.value).isprintable()


def test_an_activity_says_how_it_is_estimated(tmp_path: Path) -> None:
    with pytest.raises(FactorError, match=r"acme\.prompt: needs a class, a factor, or not_estimated = true"):
        load(tmp_path, HEAD)
    with pytest.raises(FactorError, match=r"acme\.prompt: class 'chat' has no factor"):
        load(tmp_path, HEAD + 'class = "chat"\n')
    unknown = load(tmp_path, HEAD + "not_estimated = true\n")
    assert [activity.not_estimated for activity in unknown.activities] == [True]
    assert unknown.factor("acme.prompt", "2026-01-01") is None


def test_a_class_has_one_unit(tmp_path: Path) -> None:
    second = (
        '[[activity]]\nid = "acme.tokens"\nunit = "token"\nname_en = "A"\nname_fr = "B"\nclass = "chat"\n'
    )
    with pytest.raises(FactorError, match=r"acme\.tokens: class 'chat' is also used with another unit"):
        load(tmp_path, CLASSED + second)


@pytest.mark.parametrize("kind", ["unit", "service", "source", "activity"])
def test_an_id_is_there_once(tmp_path: Path, kind: str) -> None:
    start = GOOD.index(f"[[{kind}]]")
    entry = GOOD[start : GOOD.index("\n\n", start)] + "\n\n"
    with pytest.raises(FactorError, match=rf"{kind} .*: this id is there twice"):
        load(tmp_path, GOOD.replace(entry, entry + entry, 1))


def test_the_line_of_the_entry_is_told(tmp_path: Path) -> None:
    line = GOOD[: GOOD.index("[[factor]]")].count("\n") + 1
    with pytest.raises(FactorError, match=rf": line {line}: factor of acme\.prompt: low "):
        load(tmp_path, changed("low = 0.18", "low = -1"))


def test_a_header_inside_a_text_leads_to_no_wrong_line(tmp_path: Path) -> None:
    trap = changed("low = 0.18", 'low = -1\nnote_en = """\n[[factor]]\n"""')
    with pytest.raises(FactorError, match=r"entry 1: factor of acme\.prompt: low "):
        load(tmp_path, trap)


def test_broken_toml_is_told_with_its_line(tmp_path: Path) -> None:
    line = GOOD[: GOOD.index("central")].count("\n") + 1
    with pytest.raises(FactorError, match=rf"not valid TOML: .*at line {line}, "):
        load(tmp_path, changed("central = 0.34", "central = = 0.34"))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "schema_version is missing"),
        (b"\xff\xfe\x00", "line 1: not UTF-8 text"),
        (b"a = 1\nb = '\xe9'\n", "line 2: not UTF-8 text"),
        (b"a = " + b"[" * 100_000, "not valid TOML"),
        (b"a = " + b"9" * 10_000, "not valid TOML"),
        (b"# " + b"x" * 1_100_000, "larger than 1,000,000 bytes"),
        (b"\x00", "not valid TOML"),
    ],
)
def test_what_is_no_factor_file_is_told(tmp_path: Path, content: bytes, message: str) -> None:
    path = write(tmp_path, content)
    with pytest.raises(FactorError) as wrong:
        load_factors(path)
    assert message in str(wrong.value)
    assert str(path) in str(wrong.value)


def test_a_file_with_windows_line_ends_and_a_byte_order_mark_is_read(tmp_path: Path) -> None:
    factors = load(tmp_path, b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert factors.factor("acme.prompt", "2026-01-01") is not None


def test_a_file_that_is_none_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "missing.toml", tmp_path):
        with pytest.raises(FactorError, match="cannot be read"):
            load_factors(path)


# Whatever is in the file ------------------------------------------------------------------------------------

#: Values as TOML, most of them wrong wherever they stand.
VALUES = st.one_of(
    st.sampled_from(
        [
            "nan", "-nan", "inf", "-inf", "-1", "0", "1e308", "1e400", "-0.0", "9" * 5000, "0x" + "f" * 5000,
            "true", "[]", "[[]]", "{}", "{ wh = 1 }", "{ wh = nan, published = 1e308, times = 1e308 }", '""',
            '"\\u0000"', '"\\n"', '"a"', '"https://x"', '"2026-11-21"', "2026-11-21", "2026-11-21T00:00:00Z",
            "10:00:00", "9999-99-99", "[" * 300 + "]" * 300, '"' + "x" * 2000 + '"', "[[factor]]", "=", "#",
        ]
    ),
    st.floats().map(repr),
    st.integers().map(str),
    st.text(max_size=20).map(lambda text: '"' + text.replace("\\", "").replace('"', "") + '"'),
)  # fmt: skip
LINES = [number for number, line in enumerate(EVOLVED.splitlines()) if " = " in line]


@st.composite
def damaged(draw: st.DrawFn) -> bytes:
    """A good file with values replaced, lines lost or doubled, and perhaps cut off."""
    lines = EVOLVED.splitlines()
    for number in draw(st.lists(st.sampled_from(LINES), min_size=1, max_size=2)):
        key = lines[number].partition(" = ")[0]
        lines[number] = draw(
            st.one_of(VALUES.map(f"{key} = {{}}".format), st.just(""), st.just(lines[number]))
        )
    if draw(st.integers(0, 5)) == 5:
        number = draw(st.integers(0, len(lines) - 1))
        lines.insert(number, lines[draw(st.integers(0, len(lines) - 1))])
    text = "\n".join(lines).encode("utf-8", "surrogatepass")
    return text[: draw(st.integers(0, len(text)))] if draw(st.integers(0, 5)) == 5 else text


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fuzzed")


def told(error: FactorError, path: Path) -> None:
    assert str(error).startswith(str(path))
    assert str(error).isprintable()
    assert len(str(error)) < 700


@given(
    content=st.one_of(damaged(), damaged(), st.binary(max_size=300), st.text(max_size=300).map(str.encode))
)
def test_whatever_is_in_it_a_file_is_a_set_or_one_error(folder: Path, content: bytes) -> None:
    path = write(folder, content)
    try:
        factors = load_factors(path)
    except FactorError as error:
        told(error, path)
    else:
        for activity in factors.activities:
            for row in factors.history(activity.id):
                assert 0 <= row.band.low <= row.band.central <= row.band.high <= 1e6
                assert row.band.high > 0
                assert estimated_wh(row, 1e12).high > 0


@given(content=st.one_of(damaged(), damaged(), st.binary(max_size=300)))
def test_whatever_the_person_wrote_the_shipped_set_stays_usable(folder: Path, content: bytes) -> None:
    path = write(folder, content, "own.toml")
    factors, error = load_with_own(path)
    assert factors.factor("chatgpt.prompt", "2026-11-21") is not None
    assert factors.version == "2026.11"
    if error is not None:
        told(error, path)
        assert factors.name == "2026.11"
