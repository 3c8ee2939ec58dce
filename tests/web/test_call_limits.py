"""Calls that the line does not take, and numbers that nobody answers."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest

from sms_line.core.call_limits import (
    CALL_UNDER_WAY,
    CALLS_A_DAY,
    REJECTED_FROM,
    WITHHELD_A_DAY,
    Refusal,
    Today,
    not_taken,
)
from sms_line.store import blocked, call_limits, callbacks
from sms_line.store.desk_tables import audit
from sms_line.store.tables import blocked as blocked_rows
from sms_line.store.tables import callbacks as callback_rows
from sms_line.store.tables import calls, consents, conversations, legs, texts
from tests.doubles.twilio_call import TwilioCall
from tests.doubles.twilio_server import Fault
from tests.transcripts.play_door import StoryClock
from tests.web.test_desk import Browser, hidden, lost
from tests.whole_line import ANA, WholeLine

LINE_NUMBER, BEN = "+13075550199", "+13075550101"


@pytest.fixture
def line(open_line: Callable[..., WholeLine]) -> WholeLine:
    """A line that can ring and be rung, for at most ten minutes a day."""
    return open_line(voice_number=LINE_NUMBER, call_minutes_per_day=10)


def ring(line: WholeLine, caller: str = ANA, **how: bool) -> TwilioCall:
    application = line.application
    call = TwilioCall(application.server, application.signature, caller, LINE_NUMBER, **how)
    return call.start()


def block(line: WholeLine, phone: str = ANA, reason: str = "") -> None:
    with line.database.write() as tx:
        now = line.clock.now()
        blocked.add(line.database, tx, phone=phone, reason=reason, who="owner", now=now)


def reasons(line: WholeLine) -> list[str]:
    return [row.refused for row in line.rows(calls)]


@pytest.mark.parametrize(
    ("before", "minutes", "expected"),
    [
        (Today(False, 0, 0), 10, None),
        (Today(True, 0, 0), 10, (Refusal.BLOCKED, False)),
        # A block holds where nothing is paid, other limits do not.
        (Today(True, 0, 0), None, (Refusal.BLOCKED, False)),
        (Today(False, 10**6, 10**6), None, None),
        (Today(False, CALLS_A_DAY - 1, 0), 10, None),
        (Today(False, CALLS_A_DAY, 0), 10, (Refusal.OFTEN, True)),
        # Words cost a minute each: whoever goes on and on hears none.
        (Today(False, REJECTED_FROM, 0), 10, (Refusal.OFTEN, False)),
        # Whoever withholds the number shares a day's calls with all who do.
        (Today(False, WITHHELD_A_DAY - 1, 0, withheld=True), 10, None),
        (Today(False, WITHHELD_A_DAY, 0, withheld=True), 10, (Refusal.WITHHELD, True)),
        (Today(False, 2 * WITHHELD_A_DAY, 0, withheld=True), 10, (Refusal.WITHHELD, False)),
        (Today(False, 0, 599), 10, None),
        (Today(False, 0, 600), 10, (Refusal.SPENT, True)),
        # The cap is a cap, whoever is still to be told.
        (Today(False, 0, 660), 10, (Refusal.SPENT, False)),
    ],
)
def test_which_call_is_not_taken(
    before: Today, minutes: int | None, expected: tuple[Refusal, bool] | None
) -> None:
    refused = not_taken(before, minutes)
    assert (refused and (refused.why, refused.told)) == expected


def test_a_blocked_number_is_rejected_and_costs_nothing(line: WholeLine) -> None:
    block(line)
    call = ring(line)
    assert (call.over, call.heard, call.paid_seconds) == (True, [], 0)
    assert reasons(line) == ["blocked"]
    assert line.count(conversations) == 0
    ring(line, BEN).hang_up()
    assert reasons(line) == ["blocked", ""], "nobody else is kept out"


def test_a_caller_is_told_after_twenty_calls_and_rejected_after_forty(line: WholeLine) -> None:
    heard = []
    for _ in range(REJECTED_FROM + 1):
        call = ring(line)
        heard.append(call.heard[0] if call.heard else "")
        if not call.over:
            call.hang_up()
        # Each call is short: only its number counts here.
        with line.database.write() as tx:
            tx.execute(calls.update().values(seconds=0))
    told = [words.startswith("You have called many times today") for words in heard]
    assert told == [False] * CALLS_A_DAY + [True] * CALLS_A_DAY + [False]
    assert heard[-1] == ""
    assert "Neighbors Together" in ring(line, BEN).heard[0], "others are not meant"
    line.clock.moment += timedelta(hours=25)
    assert "Neighbors Together" in ring(line).heard[0], "a day later it is another day"


def test_withheld_numbers_share_a_days_calls_of_one_number_called(line: WholeLine) -> None:
    now = line.clock.now()
    over = {"status": "completed", "began_at": now, "ended_at": now, "seconds": 0}
    with line.database.write() as tx:
        for number in range(WITHHELD_A_DAY):
            row = {"sid": f"CA{number}", "line_number": LINE_NUMBER, "direction": "inbound"}
            tx.execute(calls.insert().values(**row, **over))
    call = ring(line, "anonymous")
    assert call.over
    assert [words.split()[0] for words in call.heard] == ["Many", "Hoy"]
    assert reasons(line)[-1] == "withheld"
    assert not ring(line).over, "who shows a number is not meant"
    with line.database.read() as tx:
        elsewhere = call_limits.today(tx, None, now, line_number="+13075550198")
    assert elsewhere.calls == 0
    line.clock.moment += timedelta(hours=25)
    assert not ring(line, "anonymous").over


def test_words_of_a_refusal_come_in_the_callers_language(line: WholeLine) -> None:
    line.text("LIBRES")
    line.text("82001")
    with line.database.write() as tx:
        tx.execute(
            calls.insert().values(
                sid="CA0",
                phone=BEN,
                line_number=LINE_NUMBER,
                direction="inbound",
                status="completed",
                began_at=line.clock.now(),
                ended_at=line.clock.now(),
                seconds=600,
            )
        )
    assert ring(line).heard[0].startswith("Hoy llamaron tantas personas")


def test_the_days_minutes_count_calls_legs_and_what_is_under_way(line: WholeLine) -> None:
    first = ring(line, BEN)
    with line.database.read() as tx:
        assert call_limits.seconds(tx, line.clock.now()) == CALL_UNDER_WAY
    first.press("82001")
    first.press("1")
    first.leg("completed", 400)
    first.hang_up()
    (row,) = line.rows(calls)
    (leg,) = line.rows(legs)
    with line.database.read() as tx:
        assert call_limits.seconds(tx, line.clock.now()) == row.seconds + leg.seconds > 600
    second = ring(line)
    assert second.over
    assert reasons(line)[1] == "spent"
    line.clock.moment += timedelta(hours=25)
    assert not ring(line).over


def test_repeated_webhooks_of_a_refused_call_hear_the_same(line: WholeLine) -> None:
    """TwilioCall posts each twice and compares; a block that is gone by then changes nothing."""
    block(line)
    form = {"CallSid": "CA1", "From": ANA, "To": LINE_NUMBER, "Direction": "inbound"}
    first = line.post("/twilio/voice", form).text
    with line.database.write() as tx:
        blocked.remove(tx, phone=ANA, who="owner", now=line.clock.now())
    assert line.post("/twilio/voice", form).text == first
    assert "<Reject" in first
    assert line.post("/twilio/voice/step/1", {**form, "Digits": "1"}).status_code == 200
    assert reasons(line) == ["blocked"]


def test_a_blocked_number_is_heard_and_not_answered(line: WholeLine) -> None:
    line.text("FREE")
    block(line)
    for body in ("82001", "FREE", "what?", "what?", "what?", "CALL"):
        assert line.text(body) == ""
    inbound = [row.body for row in line.rows(texts, texts.c.direction == "in")]
    assert inbound == ["FREE", "82001", "FREE", "what?", "what?", "what?", "CALL"]
    assert line.count(texts, texts.c.direction == "out") == 1
    assert line.count(texts, texts.c.flagged) == 0, "organizers have heard enough of them"
    assert line.count(callback_rows) == 0
    sid = line.new_sid()
    assert line.text("FREE", sid=sid) == line.text("FREE", sid=sid) == ""
    assert line.text("FREE", BEN), "nobody else is kept out"


def test_stop_is_a_right_of_the_blocked_too(line: WholeLine) -> None:
    line.text("FREE")
    block(line)
    assert line.text("stop texting me") == ""
    assert [row.kind for row in line.rows(consents)] == ["opt-in", "opt-out"]


def test_forgetting_leaves_the_block_and_not_its_reason(line: WholeLine) -> None:
    line.walk()
    block(line, reason="Ana shouted at a volunteer")
    assert line.text("forget me") == ""
    (row,) = line.rows(blocked_rows)
    assert (row.phone, row.reason) == (ANA, "")
    assert ring(line).over
    assert line.text("START") == ""


def test_a_blocked_number_is_not_rung_back(line: WholeLine) -> None:
    line.text("FREE")
    assert "call" in line.text("CALL 4PM").lower()
    assert [row.status for row in line.rows(callback_rows)] == [callbacks.WAITING]
    block(line)
    assert [row.status for row in line.rows(callback_rows)] == [callbacks.DROPPED]
    with line.database.write() as tx:
        late = callbacks.arrange(
            tx,
            phone=ANA,
            shown="",
            now=line.clock.now(),
            due_at=line.clock.now(),
            remind_at=None,
        )
    line.work()
    row = line.rows(callback_rows, callback_rows.c.id == late)[0]
    assert (row.status, row.error) == (callbacks.DROPPED, "blocked")
    rung_anyway = ring(line, outbound=True)
    assert (rung_anyway.over, rung_anyway.heard) == (True, [])


def test_whoever_cannot_be_rung_is_told(line: WholeLine) -> None:
    line.text("FREE")
    line.twilio.calls.refuse(ANA, 21216)
    assert "We ring you in a moment" in line.text("CALL")
    line.drain()
    assert [row.status for row in line.rows(callback_rows)] == [callbacks.FAILED]
    (told,) = line.twilio.taken
    assert told.body.startswith("We cannot ring you from here. Please call us:")


@pytest.mark.parametrize(
    ("fault", "status", "told"),
    [
        (Fault.BROKEN_AFTER_TAKING, callbacks.PLACED, 0),
        (Fault.BROKEN_BEFORE_TAKING, callbacks.FAILED, 1),
    ],
)
def test_the_carriers_list_settles_what_is_unsure(
    open_line: Callable[..., WholeLine], fault: Fault, status: str, told: int
) -> None:
    # The double's clock is the real one, and its list is asked by time.
    line = open_line(voice_number=LINE_NUMBER, clock=StoryClock(datetime.now(UTC)))
    line.text("FREE")
    line.text("CALL")
    line.twilio.trip(fault)
    line.work()
    assert [row.status for row in line.rows(callback_rows)] == [callbacks.UNSURE]
    line.clock.moment += timedelta(minutes=2)
    line.work()
    assert [row.status for row in line.rows(callback_rows)] == [status]
    assert len(line.twilio.calls.taken) == 1 - told, "nobody is rung twice"
    assert len(line.twilio.taken) == told


def test_nobody_is_rung_hours_late(line: WholeLine) -> None:
    """No worker ran from then on, and now it may be night."""
    line.text("FREE")
    line.text("CALL 4PM")
    (row,) = line.rows(callback_rows)
    line.clock.moment = row.due_at + timedelta(hours=9)
    line.work()
    (row,) = line.rows(callback_rows)
    assert (row.status, row.error, row.sid) == (callbacks.DROPPED, "too late", None)


@pytest.mark.parametrize(
    ("phone", "rung", "reason"),
    [
        ("+13075550100", True, "Wyoming"),
        ("+17875550100", True, "Puerto Rico"),
        ("+14165550100", False, "Toronto has +1 too"),
        ("+18765550100", False, "Jamaica has +1 too, and is dear"),
        ("+19005550100", False, "premium"),
        ("+13079760100", False, "a premium exchange"),
        ("+442071838750", False, "London"),
    ],
)
def test_only_telephones_of_the_united_states_are_rung(
    line: WholeLine, phone: str, rung: bool, reason: str
) -> None:
    line.text("FREE", phone)
    line.text("CALL", phone)
    assert line.count(callback_rows) == rung, reason


def test_nobody_is_rung_once_the_day_is_spent(line: WholeLine) -> None:
    line.text("FREE")
    with line.database.write() as tx:
        now = line.clock.now()
        tx.execute(
            calls.insert().values(
                sid="CA0",
                line_number=LINE_NUMBER,
                direction="inbound",
                status="completed",
                began_at=now,
                ended_at=now,
                seconds=601,
            )
        )
    assert "cannot ring you" in line.text("CALL")
    assert line.count(callback_rows) == 0


def test_whoever_practises_meets_no_limit_but_a_block(open_line: Callable[..., WholeLine]) -> None:
    line = open_line(twilio_account_sid="", twilio_auth_token="", call_minutes_per_day=1)
    for _ in range(CALLS_A_DAY + 1):
        call = ring(line)
        assert "Neighbors Together" in call.heard[0]
        call.hang_up(500)
    block(line)
    assert ring(line).heard == []


def test_the_desk_blocks_and_shows_it(line: WholeLine) -> None:
    owner = Browser(line).sign_in()
    page = f"/inbox/{lost(line)}"
    assert "Block this number" in owner.get(page).text
    owner.post(f"{page}/block", at=page)
    shown = owner.get(page).text
    assert "This number is blocked since" in shown
    assert line.text("hello?") == ""
    ring(line)
    first_page = owner.get("/").text
    assert "1 refused" in first_page
    assert "call refused: blocked number" in first_page
    owner.post(f"{page}/unblock", at=page)
    assert "Block this number" in owner.get(page).text
    done = [(row.did, row.kind) for row in line.rows(audit)]
    assert done[-2:] == [("blocked", "block"), ("unblocked", "block")]
    token = hidden(owner.get(page).text)
    assert owner.client.post("/inbox/999999/block", data=token).status_code == 404


def test_the_desk_counts_what_became_of_calls(line: WholeLine) -> None:
    owner = Browser(line).sign_in()
    call = ring(line)
    call.press("82001")
    call.press("1")
    call.leg("completed", 61)
    call.press("1")
    call.press("2")
    call.hang_up()
    page = " ".join(owner.get("/").text.split())
    assert 'spoke to someone</th><td class="number">1' in page
    assert 'skipped by the caller</th><td class="number">1' in page
