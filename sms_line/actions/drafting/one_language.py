"""Drafts the sections of one language from the lines of the alert that are in it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sms_line.actions.drafting.asks import Asked, asks_in, fit_for_supporters, is_told, told
from sms_line.actions.drafting.frames import frame
from sms_line.actions.drafting.letter import find_subject
from sms_line.actions.drafting.letter_text import LetterText, letter_text
from sms_line.actions.drafting.lines import Line, texted
from sms_line.actions.drafting.notes import Notes
from sms_line.actions.drafting.placeholders import mend
from sms_line.actions.drafting.script import own_script, script_of
from sms_line.actions.drafting.share import cost, share_text
from sms_line.actions.drafting.titles import purpose
from sms_line.actions.drafting.writing import Sections
from sms_line.core.action import Target
from sms_line.core.people import Language

SUBJECT_LIMIT = 120
"""Characters of a subject: what a mail program shows whole."""


@dataclass(frozen=True, slots=True)
class OneLanguage:
    """What of an alert is in one language."""

    language: Language
    lines: tuple[Line, ...]
    title: str
    """The alert's title in this language, as it stands on the page."""

    def letter(self, notes: Notes) -> LetterText:
        """The letter in this language."""
        return letter_text(self.lines, self.language, notes)

    def sections(
        self, letter: LetterText, targets: frozenset[Target], keyword: str, notes: Notes
    ) -> Sections:
        """All sections; what cannot be found is noted and left empty."""
        asked = asks_in(letter.text, self.language)
        return Sections(
            ask=self._ask(asked, letter.others, targets, notes),
            subject=self._subject(notes) if letter.text else "",
            letter=letter.text,
            script=self._script(asked, letter.others, notes),
            share=self._share(letter.others, keyword, notes) if keyword else "",
        )

    def _ask(
        self,
        asked: Sequence[Asked],
        others: Sequence[Line],
        targets: frozenset[Target],
        notes: Notes,
    ) -> str:
        own = told(others, self.language)
        if own:
            notes.saw("found-ask", self.language)
            return texted(own)
        what = fit_for_supporters(asked)
        if what:
            notes.saw("made-ask", self.language, where="the letter")
        elif self.title and is_told(self.title, self.language):
            notes.saw("made-ask", self.language, where="the title")
            return texted(self.title)
        else:
            notes.lacks("ask", self.language)
            return ""
        return self._framed(what, targets)

    def _framed(self, what: str, targets: frozenset[Target]) -> str:
        """What is asked, as one asks a supporter for it; whom nobody named is both."""
        asked = targets or frozenset(Target)
        senators, representative = (each in asked for each in Target)
        facts = {"senators": senators, "representative": representative}
        return texted(frame("ask", self.language, what=what, **facts))

    def _subject(self, notes: Notes) -> str:
        own = find_subject(self.lines)
        notes.saw("found-subject" if own else "made-subject", self.language)
        subject = own or purpose(self.title)
        if len(subject) > SUBJECT_LIMIT:
            subject = subject[: SUBJECT_LIMIT + 1].rpartition(" ")[0] or subject[:SUBJECT_LIMIT]
        if not subject:
            notes.lacks("subject", self.language)
        # A subject can hold no phrase that somebody is asked about.
        bare = subject.replace("[", "(").replace("]", ")")
        return " ".join(mend(bare, self.language).text.replace("[", "(").replace("]", ")").split())

    def _script(self, asked: Sequence[Asked], others: Sequence[Line], notes: Notes) -> str:
        script = own_script(others, self.language)
        if script:
            notes.saw("found-script", self.language)
            return script
        script = script_of(asked, self.language)
        if script:
            notes.saw("made-script", self.language, segments=cost(script))
        else:
            notes.lacks("script", self.language)
        return script

    def _share(self, others: Sequence[Line], keyword: str, notes: Notes) -> str:
        share, own = share_text(others, keyword, self.language)
        notes.saw("found-share" if own else "made-share", self.language)
        return share
