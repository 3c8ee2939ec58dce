"""Twilio's grammar of documents: what it takes, and each way in which a document is bad."""

import pytest

from tests.doubles.twiml_grammar import BadTwiml, problems, read

SAY = '<Say voice="Polly.Joanna-Neural" language="en-US">{}</Say>'
HELLO = SAY.format("Hello.")
GATHER = '<Gather action="/step" {}>{}</Gather>'
DIAL = '<Dial action="/step" {}>{}</Dial>'
NUMBER = "<Number>+12025550110</Number>"


def response(body: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><Response>{body}</Response>'


@pytest.mark.parametrize(
    "body",
    [
        "",  # the call ends
        HELLO + "<Hangup/>",
        SAY.format('<say-as interpret-as="digits">82001</say-as><break time="400ms"/>.'),
        SAY.format('<p><s>One.</s> <lang xml:lang="es-US">Dos.</lang></p>'),
        "<Play>https://line.example/hello.mp3</Play>",
        '<Pause length="2"/>' + HELLO,
        GATHER.format('numDigits="5" finishOnKey="#" timeout="8"', HELLO),
        GATHER.format('numDigits="1" finishOnKey=""', ""),
        GATHER.format('input="dtmf speech" speechTimeout="auto" hints="a, b"', HELLO) + HELLO,
        HELLO + DIAL.format('timeout="20" timeLimit="600" callerId="+13075550199"', NUMBER),
        '<Record action="/step" maxLength="60"/><Redirect>/step</Redirect>',
        "<Reject/>",
        '<Reject reason="busy"/>',
    ],
)
def test_sound_documents(body: str) -> None:
    assert problems(response(body)) == []
    assert read(response(body)).tag == "Response"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        # verbs and nesting
        ("<Sing/>", "there is no Sing"),
        ("<say>x</say>", "there is no say"),  # capitals count
        (HELLO + "<Reject/>", "Reject is not the first verb"),
        (GATHER.format("", DIAL.format("", NUMBER)), "Dial cannot stand in Gather"),
        (GATHER.format("", GATHER.format("", "")), "Gather cannot stand in Gather"),
        (GATHER.format("", "<Hangup/>"), "Hangup cannot stand in Gather"),
        (DIAL.format("", HELLO), "Say cannot stand in Dial"),
        (SAY.format("<Play>/a.mp3</Play>"), "Play cannot stand in Say"),
        (SAY.format("<emphasis>now</emphasis>"), "there is no emphasis"),  # no neural voice
        (SAY.format("<s><p>x</p></s>"), "p cannot stand in s"),
        ("<Number>+12025550110</Number>", "Number cannot stand in Response"),
        # attributes
        (GATHER.format('digits="5"', ""), "Gather has no attribute digits"),
        (GATHER.format('numDigits="0"', ""), "numDigits='0'"),
        (GATHER.format('numDigits="five"', ""), "numDigits='five'"),
        (GATHER.format('timeout="0"', ""), "timeout='0'"),
        (GATHER.format('timeout="auto"', ""), "timeout='auto'"),
        (GATHER.format('finishOnKey="1#"', ""), "finishOnKey='1#'"),  # one key, or none
        (GATHER.format('finishOnKey="A"', ""), "finishOnKey='A'"),
        (GATHER.format('input="voice"', ""), "input='voice'"),
        (GATHER.format('actionOnEmptyResult="True"', ""), "actionOnEmptyResult='True'"),
        (GATHER.format('method="PUT"', ""), "method='PUT'"),
        (GATHER.format('language="english"', ""), "language='english'"),
        (GATHER.format('input="speech" hints=" "', ""), "hints=' '"),
        (GATHER.format('hints="a"', ""), "hints for speech that it does not take"),
        (
            GATHER.format('input="speech" speechTimeout="auto" speechModel="phone_call"', ""),
            "no speechTimeout auto with a speechModel",
        ),
        ("<Gather/>", "Gather needs action"),  # it would ask the same address again
        (DIAL.format('timeout="4"', NUMBER), "timeout='4'"),
        (DIAL.format('timeout="601"', NUMBER), "timeout='601'"),
        (DIAL.format('timeLimit="14401"', NUMBER), "timeLimit='14401'"),
        (DIAL.format('timeLimit="0"', NUMBER), "timeLimit='0'"),
        (DIAL.format('callerId="anonymous"', NUMBER), "callerId='anonymous'"),
        (DIAL.format('hangupOnStar="yes"', NUMBER), "hangupOnStar='yes'"),
        (DIAL.format('record="record-from-answer"', NUMBER), "record='record-from-answer'"),
        ('<Record action="/step" maxLength="1"/><Hangup/>', "maxLength='1'"),
        (
            '<Record action="/step" maxLength="300" transcribe="true"/><Hangup/>',
            "too long for a transcription",
        ),
        ('<Reject reason="rude"/>', "reason='rude'"),
        # voices and languages
        ("<Say>Hello.</Say>", "Say needs language"),
        ('<Say voice="Polly.Nobody" language="en-US">x</Say>', "voice='Polly.Nobody'"),
        (
            '<Say voice="Polly.Lupe-Neural" language="en-US">x</Say>',
            "Polly.Lupe-Neural does not speak en-US",
        ),
        (SAY.format('<break time="60s"/>x'), "time='60s'"),
        (SAY.format('<say-as interpret-as="spell-out">x</say-as>'), "interpret-as='spell-out'"),
        (SAY.format("<say-as>x</say-as>"), "say-as needs interpret-as"),
        # words
        (SAY.format(""), "Say is empty"),
        (SAY.format("x" * 4_097), "Say is too long"),
        (SAY.format("é" * 1_501), "Say is too long"),  # 3,002 bytes
        (SAY.format(" ! " * 700), "Say is too long"),  # 4,500 URL-encoded
        ("Hello." + HELLO, "Response holds no words"),
        (GATHER.format("", "Press 1."), "Gather holds no words"),
        # addresses and numbers
        ("<Play>hello.mp3</Play>", "Play holds no address"),
        ("<Play>//line.example/a.mp3</Play>", "Play holds no address"),
        ("<Play>ftp://line.example/a.mp3</Play>", "Play holds no address"),
        ("<Redirect></Redirect>", "Redirect is empty"),
        ('<Gather action="step two"/>', "action='step two'"),
        (DIAL.format("", "<Number>202-555-0110</Number>"), "Number holds no number in E.164"),
        (DIAL.format("", "<Number>911</Number>"), "Number holds no number in E.164"),
        (DIAL.format("", ""), "Dial has not one Number"),
        (DIAL.format("", NUMBER * 2), "Dial has not one Number"),
        # what is never reached
        ("<Hangup/>" + HELLO, "nothing is ever reached behind Hangup"),
        (DIAL.format("", NUMBER) + HELLO, "nothing is ever reached behind Dial"),
        (
            GATHER.format('actionOnEmptyResult="true"', "") + HELLO,
            "nothing is ever reached behind Gather",
        ),
        ('<Record action="/step"/>', "an empty recording falls through to the end"),
    ],
)
def test_bad_documents(body: str, problem: str) -> None:
    found = problems(response(body))
    assert any(problem in each for each in found), found
    with pytest.raises(BadTwiml):
        read(response(body))


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        ("", "this is no XML"),
        ("<Response><Say>", "this is no XML"),
        ("<Response>a & b</Response>", "this is no XML"),
        ("<Response>\x00</Response>", "this is no XML"),
        ("<html/>", "the root is html, not Response"),
        ('<Response version="1"/>', "Response has no attribute version"),
        ("<Response>" + " " * 70_000 + "</Response>", "the document is longer than 64 KB"),
    ],
)
def test_what_is_no_document(document: str, problem: str) -> None:
    assert problems(document) == [problem]
