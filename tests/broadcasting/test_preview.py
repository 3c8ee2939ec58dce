"""What a broadcast would be, over real rows."""

from typing import Any

import pytest
from sqlalchemy import insert

from sms_line.broadcasting.preview import SAMPLE, Preview, preview
from sms_line.core.broadcasts.audience import AudienceMistake
from sms_line.core.broadcasts.broadcast import Plan
from sms_line.core.broadcasts.left_out import LeftOut
from sms_line.core.broadcasts.words import WordsMistake
from sms_line.core.effects import ConsentKind
from sms_line.store.broadcast_tables import broadcasts, recipients
from sms_line.store.consents import suppress
from sms_line.store.tables import consents, supporters, texts
from tests.broadcasting.people import ALPINE, CHEYENNE, SANTA_FE, join
from tests.whole_line import WholeLine

US = "Neighbors Together (demo): "
STOP = "\nSTOP to quit."
PRICE = 0.01


@pytest.fixture
def people(line: WholeLine) -> WholeLine:
    join(line, 0, "Ana", **CHEYENNE)
    join(line, 1, "", **CHEYENNE)
    join(line, 2, "Bartholomew Featherstonehaugh", **SANTA_FE)
    join(line, 3, "Luz", language="es", **ALPINE)
    join(line, 4, "Dee", agreed=False, **ALPINE)
    stopped = join(line, 5, "Eve", **CHEYENNE)
    with line.database.write() as tx:
        suppress(line.database, tx, stopped, line.clock.now(), "opt-out")
    return line


def seen(line: WholeLine, *words: dict[str, str], sender_rate: float = 2, **plan: Any) -> Preview:
    planned = Plan(words=words, at=line.clock.now(), **{"action": "freethemall", **plan})
    return preview(line.application.line.parts, planned, rate=sender_rate, price=PRICE)


def test_the_figures(people: WholeLine) -> None:
    found = seen(people, {"en": "Hi {{ first_name }}!", "es": "Hola {{ first_name }}"})
    assert (found.count.matching, found.count.recipients) == (6, 4)
    assert found.count.left_out == {LeftOut.STOPPED: 1, LeftOut.NEVER_AGREED: 1}
    assert found.count.by_state == {"WY": 2, "NM": 1, "TX": 1}
    assert (found.incomplete, found.sent, found.segments) == (1, 3, 3)
    assert (found.dollars, found.seconds) == (0.03, 1.5)
    assert (found.sampled, found.in_another_language, found.warnings) == (4, {}, ())


def test_the_texts(people: WholeLine) -> None:
    english, spanish = seen(
        people, {"en": "Hi {{ first_name }}!", "es": "¿{{ first_name }}?"}
    ).texts
    assert (english.variant, english.language, english.recipients) == (0, "en", 3)
    assert english.example == f"{US}Hi Ana!{STOP}"
    assert english.longest == f"{US}Hi Bartholomew!{STOP}"
    assert (english.lacking, english.incomplete) == ({"first_name": 1}, 1)
    assert english.longest_cost.segments == 1
    assert spanish.example == f"{US}¿Luz?\nSTOP para salir."


def test_nothing_is_changed(people: WholeLine) -> None:
    seen(people, {"en": "Hi"})
    assert [people.count(table) for table in (broadcasts, recipients, texts)] == [0, 0, 0]


def test_two_variants_share_the_audience(people: WholeLine) -> None:
    found = seen(people, {"en": "A"}, {"en": "B" * 200})
    assert [text.recipients for text in found.texts] == [2, 2]
    assert found.segments == 2 + 4, "two of one segment, two of two"


def test_a_language_without_words_gets_the_other(people: WholeLine) -> None:
    found = seen(people, {"en": "Hi"})
    assert found.in_another_language == {"es": ("en", 1)}
    assert found.texts[0].recipients == 4


def test_what_makes_it_dear_is_named(people: WholeLine) -> None:
    found = seen(people, {"en": "Hi 🙏"})
    assert found.texts[0].example_cost.encoding == "UCS-2"
    assert found.warnings == ("🙏 makes the en text cost more than twice as much.",)


def test_the_slower_rate_counts(people: WholeLine) -> None:
    assert seen(people, {"en": "Hi"}, sender_rate=100).seconds == 0.04
    assert seen(people, {"en": "Hi"}, sender_rate=100, rate=0.5).seconds == 8


def test_what_is_probably_not_meant_is_warned_of(people: WholeLine) -> None:
    found = seen(people, {"en": "See {{ link }}"}, audience="not tag:volunter", action="")
    assert found.sent == 0
    assert found.warnings == (
        "Nobody has the tag 'volunter'.",
        "{{ link }} is the page of an action: name one, or nobody is texted.",
    )


def test_nobody_is_meant(people: WholeLine) -> None:
    found = seen(people, {"en": "Hi {{ first_name }}"}, audience="zip:99999")
    assert (found.count.matching, found.sent, found.dollars) == (0, 0, 0)
    assert (found.texts[0].example, found.texts[0].longest_cost.segments) == ("", 0)


def test_mistakes_come_through(people: WholeLine) -> None:
    with pytest.raises(AudienceMistake):
        seen(people, {"en": "Hi"}, audience="stat:TX")
    with pytest.raises(WordsMistake):
        seen(people, {"en": "Hi {{ nobody }}"})


def test_of_many_some_are_looked_at(line: WholeLine) -> None:
    """Every third has no name: about a third of 3,000 is told, from a sample."""
    now, many = line.clock.now(), range(3_000)
    row = {"language": "en", "created_at": now, "updated_at": now}
    agreed = {"at": now, "kind": ConsentKind.OPT_IN.value, "words": "", "line_number": "55555"}
    with line.database.write() as tx:
        tx.execute(
            insert(supporters),
            [{**row, "phone": f"test {n}", "name": "Ana" if n % 3 else ""} for n in many],
        )
        tx.execute(
            insert(consents), [{**agreed, "phone": f"test {n}", "source": "test"} for n in many]
        )
    found = seen(line, {"en": "Hi {{ first_name }}"})
    assert found.count.recipients == 3_000
    assert SAMPLE * 0.8 < found.sampled <= SAMPLE
    assert 700 < found.incomplete < 1_300
    assert found.segments == found.sent == 3_000 - found.incomplete
    assert seen(line, {"en": "Hi {{ first_name }}"}) == found, "the same people every time"
