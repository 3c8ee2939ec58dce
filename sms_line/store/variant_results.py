"""What the variants of a broadcast have come to, side by side: who answered, wrote, left."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, and_, case, func, select

from sms_line.core.broadcasts.broadcast import Broadcast
from sms_line.core.broadcasts.left_out import STOPPED_REASONS
from sms_line.store.broadcast_tables import clicks, links
from sms_line.store.tables import letters, suppressions, texts
from sms_line.store.texts import ANSWERED_WITHIN, CLAIMED, GIVEN_UP, RETRIED, WAITING, WITHHELD

_FAILED = ("failed", "undelivered", GIVEN_UP)
_NOT_LEFT = (WAITING, CLAIMED, WITHHELD, RETRIED)


@dataclass(frozen=True, slots=True)
class VariantResult:
    """What one variant has come to so far; people are counted once each."""

    variant: int
    """From 0."""
    texted: int
    delivered: int
    failed: int
    replied: int
    """Who texted anything within ANSWERED_WITHIN, STOP too."""
    clicks: int
    """How often its links were followed."""
    clicked: int
    """By how many people, where the group counts them; else 0."""
    began: int
    """Whom the line has answered about the broadcast's action since."""
    wrote: int
    """Who has sent a letter of the broadcast's action since."""
    stopped: int
    """Who said STOP within ANSWERED_WITHIN."""


def variants(tx: Connection, broadcast: Broadcast) -> list[VariantResult]:
    """One for each variant. Every text of the broadcast is looked at. Raises DatabaseDown."""
    texted = {row.variant or 0: row for row in tx.execute(_texted(broadcast))}
    replied = _soon(tx, _replies(broadcast, texted.values()))
    stopped = _soon(tx, _stops(broadcast))
    began, wrote = _people(tx, _beginnings(broadcast)), _people(tx, _letters(broadcast))
    followed = {row.variant: row for row in tx.execute(_clicks(broadcast))}
    return [
        VariantResult(
            variant=each,
            texted=int(texted[each].number) if each in texted else 0,
            delivered=int(texted[each].delivered) if each in texted else 0,
            failed=int(texted[each].failed) if each in texted else 0,
            replied=replied[each],
            clicks=int(followed[each].number) if each in followed else 0,
            clicked=int(followed[each].people) if each in followed else 0,
            began=began[each],
            wrote=wrote[each],
            stopped=stopped[each],
        )
        for each in range(len(broadcast.plan.words))
    ]


def _theirs(broadcast: Broadcast) -> ColumnElement[bool]:
    """The texts of a broadcast that have left."""
    return and_(texts.c.broadcast_id == broadcast.id, texts.c.status.not_in(_NOT_LEFT))


def _texted(broadcast: Broadcast) -> Select[Any]:
    delivered = func.sum(case((texts.c.status == "delivered", 1), else_=0))
    failed = func.sum(case((texts.c.status.in_(_FAILED), 1), else_=0))
    return (
        select(
            texts.c.variant,
            func.count().label("number"),
            delivered.label("delivered"),
            failed.label("failed"),
            func.min(texts.c.at, type_=texts.c.at.type).label("first"),
            func.max(texts.c.at, type_=texts.c.at.type).label("last"),
        )
        .where(_theirs(broadcast))
        .group_by(texts.c.variant)
    )


def _replies(broadcast: Broadcast, texted: Iterable[Any]) -> Select[Any]:
    """Texts that came in while anybody may have answered, with what they may answer."""
    spans = [(row.first, row.last) for row in texted]
    begun = broadcast.frozen_at or broadcast.created_at
    first = min((span[0] for span in spans), default=begun)
    last = max((span[1] for span in spans), default=begun)
    reply = texts.alias()
    return (
        select(texts.c.variant, texts.c.phone, texts.c.at, reply.c.at)
        .join_from(reply, texts, texts.c.phone == reply.c.phone)
        .where(reply.c.direction == "in", reply.c.at.between(first, last + ANSWERED_WITHIN))
        .where(_theirs(broadcast))
    )


def _stops(broadcast: Broadcast) -> Select[Any]:
    return (
        select(texts.c.variant, texts.c.phone, texts.c.at, suppressions.c.since)
        .join_from(suppressions, texts, texts.c.phone == suppressions.c.phone)
        .where(_theirs(broadcast), suppressions.c.since >= texts.c.at)
        .where(suppressions.c.reason.in_(STOPPED_REASONS))
    )


def _soon(tx: Connection, found: Select[Any]) -> Counter[int]:
    """People by variant; rows of variant, phone, when they were texted and what they did when."""
    people = {
        (variant or 0, phone)
        for variant, phone, texted_at, at in tx.execute(found)
        if _within(texted_at, at)
    }
    return Counter(variant for variant, _ in people)


def _within(texted_at: datetime, at: datetime) -> bool:
    return timedelta() <= at - texted_at <= ANSWERED_WITHIN


def _beginnings(broadcast: Broadcast) -> Select[Any]:
    answer = texts.alias()
    return (
        select(texts.c.variant, func.count(answer.c.phone.distinct()))
        .join_from(answer, texts, texts.c.phone == answer.c.phone)
        .where(answer.c.action == broadcast.plan.action, answer.c.answers.is_not(None))
        .where(answer.c.at >= texts.c.at, answer.c.action != "", _theirs(broadcast))
    )


def _letters(broadcast: Broadcast) -> Select[Any]:
    return (
        select(texts.c.variant, func.count(letters.c.phone.distinct()))
        .join_from(letters, texts, texts.c.phone == letters.c.phone)
        .where(letters.c.action == broadcast.plan.action, letters.c.created_at >= texts.c.at)
        .where(_theirs(broadcast))
    )


def _people(tx: Connection, counted: Select[Any]) -> Counter[int]:
    found = tx.execute(counted.group_by(texts.c.variant))
    return Counter({variant or 0: int(number) for variant, number in found})


def _clicks(broadcast: Broadcast) -> Select[Any]:
    return (
        select(
            links.c.variant,
            func.count().label("number"),
            func.count(clicks.c.supporter_id.distinct()).label("people"),
        )
        .join_from(clicks, links, links.c.id == clicks.c.link_id)
        .where(links.c.broadcast_id == broadcast.id)
        .group_by(links.c.variant)
    )
