"""`sms-line call`: a practice telephone in the terminal, that rings the line."""

import contextlib
import re
import sys
from typing import cast

import click

from sms_line import settings
from sms_line.app import Application, build, prepare
from sms_line.carrier.voice_reading import ForOffice, Said
from sms_line.cli.call_notes import CallNotes
from sms_line.cli.phone import SOMEBODY
from sms_line.cli.practice import carry_out
from sms_line.web.phone import NotTaken, normal_number
from sms_line.web.practice_call import (
    NotOnTheLine,
    Office,
    PracticeCall,
    are_keys,
)
from sms_line.web.practice_hours import HOURS, Hours, practising

WITHHELD = "anonymous"
"""As the carrier names a caller who withholds the number."""

_OFFICE = re.compile(r"(answers|voicemail|closed)(?: (\d{1,5}))?|busy|no answer|fails")
_TYPE_ONE = (
    "An office rings. Type what happens there: busy, no answer, fails, voicemail, closed, "
    "answers (or answers 90, in seconds; so does Enter alone), or * to come back."
)
_HAPPENS: dict[Office, str] = {
    "busy": "the office is busy",
    "no answer": "nobody answers at the office",
    "fails": "the line fails",
}
_BEGINNING = (
    "Type keys (82001, *, #), or words to say them; Enter alone is silence, Ctrl-D hangs up."
)


@click.command()
@click.option(
    "--from",
    "number",
    default=SOMEBODY,
    show_default=True,
    help=f"The number you ring from; {WITHHELD} withholds it.",
)
@click.option(
    "--hours",
    default="now",
    show_default=True,
    type=click.Choice(HOURS),
    help="Find the offices as they are now, or practise with all of them open, or closed.",
)
@click.option("--rung-back", is_flag=True, help="Answer, as if the line rang you after CALL.")
def call(number: str, hours: Hours, *, rung_back: bool) -> None:
    """Ring the line from here: each line you type is what the caller does.

    Digits, * and # are keys, nothing is silence, other words are spoken. While an office rings,
    type busy, no answer, fails, voicemail, closed or answers. Ends with the call, or hangs up
    where the input ends.

    In practice mode nothing is recorded. With SMS_LINE_TRANSCRIBE=yes you are asked for a message
    all the same: type its words, then Enter alone until they are read back.
    """
    caller = WITHHELD if number == WITHHELD else normal_number(number)
    if not caller:
        raise click.UsageError(f"{number} is no telephone number; try one like {SOMEBODY}.")
    if rung_back and caller == WITHHELD:
        raise click.UsageError("Nobody can ring a number that is withheld; leave --rung-back out.")
    chosen = settings.read()
    if rung_back and not chosen.practice:
        raise click.UsageError(
            "A live line rings you when you text it CALL; leave --rung-back out."
        )
    if hours != "now" and not chosen.practice:
        raise click.UsageError("Offices keep other hours in practice mode only; leave --hours out.")
    application = build(chosen)
    prepare(application)
    for sentence in application.missing():
        click.echo(f"Note: {sentence}", err=True)
    with contextlib.closing(application), practising(hours):
        try:
            practised = PracticeCall(application.phone, caller, rung_back=rung_back)
            _talk(Handset(application, practised, typing=sys.stdin.isatty()))
        except NotTaken:
            raise click.ClickException(
                "The line did not take that call; run sms-line doctor to see why."
            ) from None


def _talk(handset: "Handset") -> None:
    handset.ring()
    while handset.on:
        line = sys.stdin.readline()
        if not line:
            handset.hang_up()
            return
        try:
            handset.do(line.strip())
        except NotOnTheLine as problem:
            click.echo(problem, err=True)


class Handset:
    """One call, printed as a transcript: `> ` the caller, `< ` the line, `* ` what it does."""

    def __init__(self, application: Application, call: PracticeCall, *, typing: bool) -> None:
        """`typing`: a person sees their own lines already."""
        self._application = application
        self._call = call
        self._notes = CallNotes(application.line.parts.database, call.caller, call.sid)
        self._typing = typing

    @property
    def on(self) -> bool:
        """The call goes on."""
        return self._call.wait is not None

    def ring(self) -> None:
        """Begin."""
        if self._typing:
            click.echo(_BEGINNING, err=True)
        self._echo("> (is rung back)" if self._call.rung_back else "> (rings)")
        self._tell(self._call.start())

    def do(self, line: str) -> None:
        """What a line of input says. Raises NotOnTheLine, NotTaken."""
        if are_keys(line):
            self._echo(f"> (keys {line})")
            self._tell(self._call.press(line))
        elif isinstance(self._call.wait, ForOffice):
            self._office(line or "answers")
        elif line:
            self._echo(f'> (says "{line}")')
            self._tell(self._call.say(line))
        else:
            self._echo("> (silence)")
            self._tell(self._call.silence())

    def hang_up(self) -> None:
        """The input is at its end."""
        self._echo("> (hangs up)")
        self._call.hang_up()
        self._news(by_line=False)

    def _office(self, line: str) -> None:
        if not (match := _OFFICE.fullmatch(line.lower())):
            raise NotOnTheLine(_TYPE_ONE)
        what = cast(Office, match[1] or match[0])
        seconds = int(match[2]) if match[2] else None
        before = self._call.seconds
        said = self._call.office(what, seconds)
        picked_up = f"the office picks up for {self._call.seconds - before} seconds"
        self._echo(f"~ {_HAPPENS.get(what, picked_up)}")
        self._tell(said)

    def _tell(self, said: tuple[Said, ...]) -> None:
        for each in said:
            words = each.words or f"(a recording: {each.recording})"
            click.echo("< " + words.replace("\n", "\n< "))
        self._news()

    def _news(self, *, by_line: bool = True) -> None:
        """What the line did meanwhile; in practice what it texts leaves at once."""
        self._notes.tell_tries()
        if isinstance(self._call.wait, ForOffice):
            self._notes.tell_ringing(self._call.wait)
            if self._typing:
                click.echo(_TYPE_ONE, err=True)
        if by_line and not self.on:
            click.echo("* hangs up")
        if self._application.settings.practice:
            carry_out(self._application)
        self._notes.tell_texts()

    def _echo(self, line: str) -> None:
        if not self._typing:
            click.echo(line)
