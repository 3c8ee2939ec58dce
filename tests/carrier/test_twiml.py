"""Answers in TwiML are XML that Twilio can read, whatever the texts hold."""

from xml.etree import ElementTree

import pytest

from sms_line.carrier.twiml import messages


def test_nothing_to_say_sends_nothing() -> None:
    root = ElementTree.fromstring(messages([]))
    assert (root.tag, list(root)) == ("Response", [])


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "What is your ZIP code?\nReply STOP to end.",
            "What is your ZIP code?\nReply STOP to end.",
        ),
        ('Ana <b>& "Co"</b>', 'Ana <b>& "Co"</b>'),  # words of people are never markup
        ("¿Señora Velázquez? ✊🏽", "¿Señora Velázquez? ✊🏽"),
        ("a\x00\x0b\x1bb\ud83d\uffff", "ab"),  # no XML can carry these
    ],
)
def test_a_text_arrives_as_it_is(text: str, read: str) -> None:
    root = ElementTree.fromstring(messages([text, "two"]))
    assert [message.text for message in root.findall("Message")] == [read, "two"]
