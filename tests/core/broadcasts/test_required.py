"""Who a broadcast is from and how to stop it: seen where it is said, and only there."""

import pytest

from sms_line.core.broadcasts.required import around

NAMED = [
    ("Denim for Immigrants: call now", True, "by its name"),
    ("It is us, DENIM  FOR immigrants.", True, "in capitals, anywhere"),
    ("{{ organization }}: call now", True, "by its field"),
    ("Denim for Immigrantss", False, "another name"),
    ("Call now", False, "not at all"),
]


@pytest.mark.parametrize(("source", "named", "why"), NAMED)
def test_named(source: str, named: bool, why: str) -> None:
    assert around(source, "Denim for Immigrants").named is named, why


def test_a_name_that_nobody_knows_is_not_asked_for() -> None:
    assert around("Call now", "").named


STOPPABLE = [
    ("Reply STOP to quit", "as carriers write it"),
    ("Text STOP to opt-out", "another verb"),
    ("STOP to end", "no verb"),
    ("STOP=end", "short"),
    ("Txt “STOP” 2 quit", "shorter"),
    ("Stop2quit? No: STOP 2 quit", "in figures"),
    ("Envíe STOP para salir", "in Spanish"),
    ("STOP para no recibir más", "in Spanish, without a verb"),
    ("Responda STOP", "in Spanish, and nothing more"),
    ("Opt out any time", "in other words"),
]


@pytest.mark.parametrize(("source", "why"), STOPPABLE)
def test_stoppable(source: str, why: str) -> None:
    assert around(source, "").stoppable, why


NOT_STOPPABLE = [
    ("Stop the bill", "an ask"),
    ("STOP DEPORTATIONS NOW", "an ask in capitals"),
    ("Help us stop and end this war", "an ask"),
    ("Don't stop", "encouragement"),
    ("The bus stop to Austin", "a place"),
]


@pytest.mark.parametrize(("source", "why"), NOT_STOPPABLE)
def test_not_stoppable(source: str, why: str) -> None:
    assert not around(source, "").stoppable, why
