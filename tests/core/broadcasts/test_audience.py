"""The words for an audience: what they mean, how they are written, what is wrong with them."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms_line.core.broadcasts.audience import (
    All,
    And,
    Audience,
    AudienceMistake,
    Called,
    District,
    Joined,
    LanguageIs,
    LegislatorIs,
    Not,
    Or,
    Share,
    State,
    Tag,
    Wrote,
    Zip,
    parse,
)
from sms_line.core.people import Language
from sms_line.core.state_names import NAMES

TX, OK = State("TX"), State("OK")
X = Tag("x")

MEANT: list[tuple[str, Audience, str]] = [
    ("", All(), "no words: everybody who may be texted"),
    ("  \n ", All(), "blanks are no words"),
    ("All", All(), "or so in words"),
    ("state:TX", TX, "a postal code"),
    ("STATE = tx", TX, "capitals, = and blanks are all the same"),
    ("state:TX,ok , Texas", Or((TX, OK, TX)), "a list, and a name"),
    ("state:New York tag:x", And((State("NY"), X)), "a name of two words, without quotes"),
    ('state:"new york"', State("NY"), "and with them"),
    ("state:Washington D.C.", State("DC"), "what people call it"),
    ("state:Washington tag:x", And((State("WA"), X)), "the state of that name"),
    ("district:tx-07", District("TX-7"), "as the directory writes it"),
    ("district:TX10,WY-AL", Or((District("TX-10"), District("WY-AL"))), "no dash; at large"),
    ("district:WY-0", District("WY-AL"), "0 is at large"),
    ("legislator:c001035", LegislatorIs("C001035"), "a bioguide"),
    ('senator:"John Cornyn"', LegislatorIs("John Cornyn", "senate"), "a name in quotes"),
    ("senator:“John Cornyn”", LegislatorIs("John Cornyn", "senate"), "an editor's quotes"),
    (
        "rep:Beto O'Rourke not tag:x",
        And((LegislatorIs("Beto O'Rourke", "house"), Not(X))),
        "a name without quotes goes on to the next term",
    ),
    ("zip:78701", Zip("78701"), "one ZIP code"),
    ("zip:78701-1234", Zip("78701"), "its nine digits name the same five"),
    ("zip:787*", Zip("787"), "all that begin so"),
    ("tag:Volunteer", Tag("volunteer"), "tags are kept in small letters"),
    ('tag:"phone  bank"', Tag("phone bank"), "single blanks"),
    ("language:español", LanguageIs(Language.SPANISH), "as people call it"),
    ("wrote:FreeThemAll", Wrote("freethemall"), "slugs have small letters"),
    ("called:freethemall", Called("freethemall"), "put through"),
    ("joined>2026-01-01", Joined(date(2026, 1, 2), since=True), "after that day is the next day"),
    ("joined>=2026-01-01", Joined(date(2026, 1, 1), since=True), "that day too"),
    ("joined ≥ 2026-01-01", Joined(date(2026, 1, 1), since=True), "the mathematician's sign"),
    ("joined<2026-01-01", Joined(date(2026, 1, 1), since=False), "before that day"),
    ("joined<=2026-01-01", Joined(date(2026, 1, 2), since=False), "up to its end"),
    (
        "joined:2026-01-01",
        And((Joined(date(2026, 1, 1), since=True), Joined(date(2026, 1, 2), since=False))),
        "on that day",
    ),
    ("share:10%", Share(Decimal(10)), "a share"),
    ("share: 2.5 % tag:x", And((Share(Decimal("2.5")), X)), "with blanks"),
    ("wrote:x not called:x", And((Wrote("x"), Not(Called("x")))), "wrote but did not call"),
    ("wrote:x AND NOT called:x", And((Wrote("x"), Not(Called("x")))), "said aloud"),
    ("wrote:x -called:x", And((Wrote("x"), Not(Called("x")))), "a dash is not"),
    ("state:TX or state:OK tag:x", Or((TX, And((OK, X)))), "a blank binds closer than or"),
    ("(state:TX or state:OK) tag:x", And((Or((TX, OK)), X)), "parentheses go first"),
    ("not (state:TX or state:OK)", Not(Or((TX, OK))), "not before parentheses"),
    ("not state:TX,OK", Not(Or((TX, OK))), "not before a list means the list"),
    ("not not tag:x", Not(Not(X)), "twice"),
    ("all -tag:x", And((All(), Not(X))), "everybody but"),
    ("tag:or or tag:x", Or((Tag("or"), X)), "a value may be any word"),
]


@pytest.mark.parametrize(("text", "meant", "why"), MEANT)
def test_meaning(text: str, meant: Audience, why: str) -> None:
    assert parse(text) == meant, why


WRONG = [
    ("stat:TX", 0, "There is no 'stat'; did you mean state?", "a slip of the hand"),
    ("tag:x colour:red", 6, "There is no 'colour'; there are state, district", "no such term"),
    ("state:Texs", 6, "did you mean Texas?", "a misspelt state"),
    ("state:ZZ", 6, "write its postal code", "nothing near"),
    ("state:", 6, "'state' needs a value", "nothing behind the colon"),
    ("state", 0, "write state:TX", "nor a colon"),
    ("state>TX", 6, "cannot be compared", "only days come one after another"),
    ("district:TX", 9, "TX-10", "a state is no district"),
    ("district:ZZ-1", 9, "no state 'ZZ'", "in a state that is none"),
    ("zip:2134", 4, "zip:02134", "a spreadsheet took its zero"),
    ("zip:787", 4, "zip:787*", "too few digits and no star"),
    ("zip:texas", 4, "zip:787*", "letters"),
    ("zip:٧٨٧٠١", 4, "no ZIP code", "digits of another script"),
    ("tag:" + "x" * 61, 4, "at most 60", "longer than tags can be"),
    ("language:fr", 9, "language:es", "a language that the line does not speak"),
    ("joined>May", 7, "year-month-day", "no date"),
    ("joined>9999-12-31", 7, "year-month-day", "there is no day after it"),
    ("share:0%", 6, "above 0", "nobody"),
    ("share:101%", 6, "up to 100", "more than all"),
    ("share:-5", 6, "above 0", "less than nobody"),
    ("volunteer", 0, "tag:volunteer", "a word alone"),
    ("tag:x and", 9, "missing at the end", "and what?"),
    ("or tag:x", 0, "missing before 'or'", "what or?"),
    ("tag:x, state:TX", 5, "not a comma", "a comma could mean either"),
    ("(tag:x", 0, "never closed", "where it was opened"),
    ("tag:x)", 5, "closes nothing", "never opened"),
    ("()", 1, "cannot stand here", "nothing inside"),
    ('tag:"x', 4, "quote is never closed", "an open quote"),
    ("tag:a,,b", 6, "needs a value", "a hole in a list"),
    ("not " * 50 + "tag:x", 163, "too deep", "no recursion without end"),
    ("(" * 50 + "tag:x" + ")" * 50, 41, "too deep", "no recursion without end"),
    ("tag:" + ",".join("x" * 401), 804, "at most 400 terms", "SQLite's own limit is 1,000"),
    ("a" * 10_001, 10_000, "too long", "more than anybody types"),
]


@pytest.mark.parametrize(("text", "position", "words", "why"), WRONG)
def test_mistakes(text: str, position: int, words: str, why: str) -> None:
    with pytest.raises(AudienceMistake) as mistake:
        parse(text)
    assert words in mistake.value.sentence, why
    assert mistake.value.position == position, why


VALUES = st.text(
    st.characters(exclude_characters='"“”', exclude_categories=["Cs", "Cc"]), max_size=40
)
NAMES_OF_THINGS = VALUES.map(lambda text: " ".join(text.lower().split())).filter(bool)
TERMS = st.one_of(
    st.just(All()),
    st.sampled_from([*NAMES]).map(State),
    st.tuples(st.sampled_from([*NAMES]), st.integers(0, 53)).map(
        lambda seat: District(f"{seat[0]}-{seat[1] or 'AL'}")
    ),
    st.builds(
        LegislatorIs,
        VALUES.map(lambda text: " ".join(text.split())).filter(
            lambda who: who and not (who[1:].isdigit() and len(who) == 7)
        ),
        st.sampled_from(["", "senate", "house"]),
    ),
    st.from_regex(r"[0-9]{1,5}", fullmatch=True).map(Zip),
    NAMES_OF_THINGS.map(Tag),
    st.sampled_from(Language).map(LanguageIs),
    NAMES_OF_THINGS.map(Wrote),
    NAMES_OF_THINGS.map(Called),
    st.builds(Joined, st.dates(), since=st.booleans()),
    st.integers(1, 10_000).map(lambda hundredths: Share(Decimal(hundredths) / 100)),
)
AUDIENCES = st.recursive(
    TERMS,
    lambda inner: st.one_of(
        inner.map(Not),
        st.lists(inner, min_size=2, max_size=4).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=2, max_size=4).map(lambda parts: Or(tuple(parts))),
    ),
    max_leaves=12,
)


@given(AUDIENCES)
def test_what_is_written_down_is_read_back(audience: Audience) -> None:
    assert parse(str(audience)) == audience


@given(st.text(st.sampled_from(list('state:TX zip*"()-,andornot<>=%78701 “')), max_size=40))
def test_any_words_mean_something_or_are_a_mistake(text: str) -> None:
    with suppress(AudienceMistake):
        audience = parse(text)
        assert parse(str(audience)) == audience
