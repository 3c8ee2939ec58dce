"""The line on a page: a posted form in, where the conversation stands and what is said out.

WebLine.fill_in() and WebLine.tell() are the only ways in which anything happens to a conversation
on a page. Its key is the visit: the hash of a secret that only the visitor's browser has.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from sms_line.core import events
from sms_line.core.call_prompts import CallPrompt
from sms_line.core.forms import Form, next_event
from sms_line.core.people import PhoneNumber
from sms_line.core.prompts import Prompt
from sms_line.core.scene import Channel
from sms_line.core.states import Resting, State
from sms_line.deciding import Deciding
from sms_line.doing import Doing
from sms_line.parts import Parts
from sms_line.saying import Heard
from sms_line.store import conversations, memory


@dataclass(frozen=True, slots=True)
class Shown:
    """Where a conversation on a page stands, and what it has to say."""

    state: State
    about: str = ""
    """The slug of the action that was spoken of last."""
    told: tuple[Prompt, ...] = ()
    asked: Prompt | None = None
    """What is asked, or asked again with an example; None where nothing is."""
    stuck: bool = False
    """The form held an answer that is none: the person mends what they have typed."""


NOBODY = Shown(Resting())
"""Before the first form."""


@dataclass(frozen=True, slots=True)
class WebLine:
    """One line's conversations on pages."""

    parts: Parts

    def shown(self, visit: str) -> Shown:
        """Where a conversation stands; nothing happens to it. Raises DatabaseDown."""
        with self.parts.database.read() as tx:
            return _kept(tx, visit)

    def fill_in(self, visit: str, form: Form) -> Shown:
        """Take a form, answer by answer, as far as they are asked for. Raises DatabaseDown."""
        with self.parts.database.write() as tx:
            doing = self._doing(tx, visit)
            standing = conversations.stand(self.parts.database, tx, Channel.WEB, visit, doing.now)
            shown = self._through(doing, standing.state, form)
            if shown:
                self._save(doing, standing, shown)
            else:
                shown = _kept(tx, visit)
                if standing.new:
                    conversations.withdraw(tx, standing)
        doing.finish()
        return shown

    def tell(self, visit: str, news: events.Event) -> None:
        """Take news for a conversation, if it is still there. Raises DatabaseDown."""
        with self.parts.database.write() as tx:
            standing = conversations.standing(tx, Channel.WEB, visit)
            if standing is None:
                return
            doing = self._doing(tx, visit)
            shown = self._turn(doing, standing.state, news)
            if shown.state != standing.state:
                self._save(doing, standing, shown)
        doing.finish()

    def _doing(self, tx: Connection, visit: str) -> Doing:
        nobody = PhoneNumber("")
        heard = Heard(sid="", sender=nobody, line_number="", body="", source="web", visit=visit)
        return Doing(parts=self.parts, tx=tx, now=self.parts.clock.now(), heard=heard)

    def _through(self, doing: Doing, state: State, form: Form) -> Shown | None:
        """The turns of one form; None where it holds nothing that is asked for."""
        shown: Shown | None = None
        used: frozenset[str] = frozenset()
        while deed := next_event(form, used, state):
            name, event = deed
            used |= {name}
            after = self._turn(doing, state, event)
            stuck = after.asked is not None and after.state == state
            told = (*(shown.told if shown else ()), *after.told)
            shown = Shown(after.state, form.action, told, after.asked, stuck)
            state = after.state
            if stuck:
                break
        return shown

    def _turn(self, doing: Doing, state: State, event: events.Event) -> Shown:
        decided = Deciding(self.parts).run(doing, state, event, Channel.WEB)
        said = [prompt for prompt in decided.said if not isinstance(prompt, CallPrompt)]
        asked = said.pop() if decided.asks and said else None
        about = doing.action.slug if doing.action else ""
        return Shown(decided.state, about, tuple(said), asked)

    def _save(self, doing: Doing, standing: conversations.Standing, shown: Shown) -> None:
        if doing.erased:
            return
        said = memory.put_said(shown.about, shown.told, shown.asked)
        conversations.leave(doing.tx, standing, shown.state, doing.now, said)


def _kept(tx: Connection, visit: str) -> Shown:
    seen = conversations.seen(tx, Channel.WEB, visit)
    if seen is None:
        return NOBODY
    state, said = seen
    return Shown(state, *memory.get_said(said))
