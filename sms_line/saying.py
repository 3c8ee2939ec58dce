"""One turn in one transaction: whose it is, what it says, and what follows after the commit."""

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from sqlalchemy import Connection

from sms_line.core.action import Action
from sms_line.core.call_prompts import AfterCallPrompt, CallPrompt
from sms_line.core.people import Language, PhoneNumber
from sms_line.core.prompts import Prompt
from sms_line.facts import facts_of
from sms_line.parts import Parts
from sms_line.ports import Doorbell, Facts
from sms_line.store import consents, texts
from sms_line.store.outgoing import Event

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What came in: a text, or news without one."""

    sid: str
    sender: PhoneNumber
    line_number: str
    body: str = field(repr=False)
    answered: Literal["stop", "start", "help"] | None = None
    """What the carrier has answered itself."""
    source: str = "text"
    """Where it came from, for the consent ledger."""
    text_id: int | None = None
    visit: str = ""
    """The key of a conversation on a page, whose person gives no number: `sender` is ""."""


@dataclass(slots=True, kw_only=True)
class Saying:
    """One turn, as far as it speaks."""

    parts: Parts
    tx: Connection
    now: datetime
    heard: Heard
    action: Action | None = None
    call_id: int | None = None
    """The call's row, where this is a call."""
    erased: bool = False
    opted_out: bool = False
    """In this turn the person said that they want no more texts."""
    _link: str = ""
    _later: list[AfterCallPrompt] = field(default_factory=list)
    _after: list[Callable[[], None]] = field(default_factory=list)

    @property
    def phone(self) -> str:
        """Whose turn this is."""
        return self.heard.sender.e164

    def words(self, said: Sequence[Prompt | CallPrompt], language: Language) -> str:
        """What is said in this turn, as one text."""
        written = [prompt for prompt in said if not isinstance(prompt, CallPrompt)]
        return self._written(written, language)

    def text_caller(self, language: Language) -> None:
        """Queue what a call wants to be texted, to somebody who has agreed to be texted."""
        if self._later and consents.may_be_texted(self.tx, self.phone):
            for prompt in self._later:
                self.push(self._written([prompt], language))
        self._later.clear()

    def spoken(self, said: Sequence[Prompt | CallPrompt], language: Language) -> str:
        """What is said in this turn, for the voice."""
        spoken_of, facts = self._facts(language)
        return self.parts.mouth.spoken(said, language, spoken_of, facts)

    def _written(self, said: Sequence[Prompt | AfterCallPrompt], language: Language) -> str:
        spoken_of, facts = self._facts(language)
        return self.parts.speech.text(said, language, spoken_of, facts)

    def _facts(self, language: Language) -> tuple[Action | None, Facts]:
        opened = self.parts.catalog.open(self.now.date())
        spoken_of = self.action or (opened[0] if opened else None)
        return spoken_of, facts_of(self.parts, opened, spoken_of, language, self._link)

    def reply(self, body: str) -> None:
        """Record the answer that leaves with the webhook's response."""
        texts.reply(
            self.tx,
            phone=None if self.erased else self.phone,
            line_number=self.heard.line_number,
            body=body,
            answers=self.heard.text_id or 0,
            action=self.action.slug if self.action else "",
            now=self.now,
        )

    def push(self, body: str) -> None:
        """Queue a text of its own."""
        row = texts.queue(
            self.tx,
            phone=self.phone,
            line_number=self.heard.line_number,
            body=body,
            action=self.action.slug if self.action else "",
            now=self.now,
        )
        self._ring_later("text", row)

    def tell_programs(self, event: Event, **data: object) -> None:
        """Tell other programs of it, where they want to know."""
        note = self.parts.outgoing.note
        for each in note(self.tx, event, phone=self.phone or None, data=data, now=self.now):
            self._ring_later("webhook", each)

    def _ring_later(self, kind: Doorbell, row: int) -> None:
        self._after.append(lambda: self.parts.bell.ring(kind, row))

    def finish(self) -> None:
        """After the commit: ring the bells, and clear what lies outside the database.

        The turn is taken, whatever goes wrong here; its answer must not get lost.
        """
        for each in self._after:
            try:
                each()
            except Exception:
                log.exception("left undone after a turn", extra={"text": self.heard.text_id})
