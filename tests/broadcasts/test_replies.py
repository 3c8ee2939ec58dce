"""What comes back from a broadcast: keywords start the action, the rest is the organizers'."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from sms_line.store import inbox, variant_results
from sms_line.store.tables import texts
from sms_line.store.variant_results import VariantResult
from tests.broadcasts.sending import found, joins, look, phones, started
from tests.whole_line import WholeLine

PEOPLE = phones(8)


def sent(line: WholeLine, **plan: Any) -> int:
    joins(line.database, PEOPLE)
    broadcast_id = started(line, **plan)
    look(line)
    line.clock.moment += timedelta(minutes=5)
    return broadcast_id


def flagged(line: WholeLine) -> list[str]:
    return [row.body for row in line.rows(texts, texts.c.flagged)]


def test_a_keyword_starts_the_action(noon: WholeLine) -> None:
    sent(noon)
    assert "ZIP code" in noon.text("FREE", PEOPLE[0])
    assert flagged(noon) == []


def test_other_words_reach_the_organizers_at_once(noon: WholeLine) -> None:
    broadcast_id = sent(noon)
    answer = noon.text("I will bring soup", PEOPLE[0])
    assert answer == "Thank you. One of us will read it and answer you."
    assert noon.text("for forty people", PEOPLE[0]) == "", "said once"
    assert flagged(noon) == ["I will bring soup", "for forty people"]
    with noon.database.read() as tx:
        (waiting,) = inbox.waiting(tx, before=None, limit=10)
        talk = inbox.conversation(tx, waiting.text_id, before=None, limit=10)
        first = tx.execute(texts.select().where(texts.c.broadcast_id == broadcast_id)).first()
    assert talk
    assert first
    assert talk.said[0].body == first.body, "the broadcast stands above the answer"


def test_thanks_bother_nobody(noon: WholeLine) -> None:
    sent(noon)
    assert noon.text("thank you", PEOPLE[0]) == ""
    assert flagged(noon) == []


def test_what_comes_days_later_answers_no_broadcast(noon: WholeLine) -> None:
    sent(noon)
    noon.clock.moment += timedelta(hours=73)
    assert "Thank you" not in noon.text("I will bring soup", PEOPLE[0])
    assert flagged(noon) == []


def test_what_follows_other_news_answers_no_broadcast(noon: WholeLine) -> None:
    sent(noon)
    noon.push("Your letters have arrived.", PEOPLE[0])
    noon.work()
    noon.text("I will bring soup", PEOPLE[0])
    assert flagged(noon) == []


def results(line: WholeLine, broadcast_id: int) -> list[VariantResult]:
    with line.database.read() as tx:
        return variant_results.variants(tx, found(line, broadcast_id))


def test_variants_side_by_side(noon: WholeLine) -> None:
    broadcast_id = sent(noon, words=({"en": "A"}, {"en": "B"}), action="freethemall")
    of = {row.phone: row.variant for row in noon.rows(texts, texts.c.broadcast_id.is_not(None))}
    in_a = [phone for phone in PEOPLE if of[phone] == 0]
    in_b = [phone for phone in PEOPLE if of[phone] == 1]
    assert in_a, "chance gave nobody to A"
    assert len(in_b) > 1, "chance gave too few to B"
    noon.walk(in_b[0])
    noon.text("stop", in_b[1])
    first = VariantResult(0, len(in_a), 0, 0, 0, 0, 0, 0, 0, 0)
    second = VariantResult(1, len(in_b), 0, 0, 2, 0, 0, 1, 1, 1)
    assert results(noon, broadcast_id) == [first, second]
    noon.clock.moment += timedelta(hours=73)
    noon.text("stop", in_a[0])
    assert results(noon, broadcast_id) == [first, second], "days later it is no answer"
    delivered = next(row for row in noon.rows(texts, texts.c.broadcast_id == broadcast_id))
    noon.report(delivered.id, delivered.sid, "delivered")
    now = results(noon, broadcast_id)[delivered.variant]
    assert now == replace([first, second][delivered.variant], delivered=1)
