"""Remind me: a tag, and one scheduled broadcast for all who asked to be reminded of an action."""

from datetime import UTC, datetime, time, timedelta

from sqlalchemy import Connection, select

from sms_line.core.action import Action
from sms_line.core.broadcasts.broadcast import Plan
from sms_line.core.broadcasts.required import Reminder
from sms_line.core.people import Language
from sms_line.facts import facts_of
from sms_line.parts import Parts
from sms_line.store import broadcasts, tags
from sms_line.store.tables import supporters

AT = time(10)
"""Of each recipient's own clock; on Guam, where a day begins, that is midnight in Greenwich."""
BY = "sms-line"


def remind(parts: Parts, tx: Connection, phone: str, action: Action, now: datetime) -> None:
    """Tag somebody; the first of an action plans its reminder. The action has a day."""
    tag = tags.tag_of(f"remind:{action.slug}")[: tags.LONGEST_TAG]
    whom = select(supporters.c.id).where(supporters.c.phone == phone)
    tags.give(parts.database, tx, tag, whom)
    if action.day_of_action is None or broadcasts.reminder_of(tx, action.slug):
        return
    before = action.day_of_action - timedelta(days=1)
    plan = Plan(
        name=f"Reminder: {action.title}"[:200],
        words=({each.value: _words(parts, action, each) for each in Language},),
        audience=f'tag:"{tag}"',
        action=action.slug,
        at=datetime.combine(before, time(), UTC),
        local_at=datetime.combine(before, AT).isoformat(timespec="minutes"),
        reminds=action.slug,
    )
    broadcasts.plan_once(parts.database, tx, plan, by=BY, now=now)


def _words(parts: Parts, action: Action, language: Language) -> str:
    facts = facts_of(parts, (action,), action, language, "")
    return parts.speech.text([Reminder()], language, action, facts)
