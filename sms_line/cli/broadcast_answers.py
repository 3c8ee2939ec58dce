"""What `sms-line broadcast` says about a broadcast, in words and as JSON."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from sms_line.broadcasting.mornings import Asleep
from sms_line.broadcasting.preview import Preview
from sms_line.broadcasting.words_file import VARIANTS
from sms_line.carrier.error_words import meaning
from sms_line.core.broadcasts.broadcast import Broadcast, Figures, Plan, Stage
from sms_line.core.broadcasts.left_out import WORDS, LeftOut
from sms_line.core.broadcasts.skipped import SKIPPED_WORDS, Skipped
from sms_line.core.counted import counted
from sms_line.store.texts import ANSWERED_WITHIN
from sms_line.store.variant_results import VariantResult

_WAITS = "Workers send it: sms-line serve has one beside it, sms-line worker is one alone."


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why people were skipped, and with which errors texts failed → how many."""

    skipped: Mapping[Skipped, int] = field(default_factory=dict)
    failed: Mapping[str, int] = field(default_factory=dict)


def in_words(
    found: Broadcast,
    figures: Figures,
    waiting: Asleep,
    results: Sequence[VariantResult] = (),
    reasons: Reasons | None = None,
) -> str:
    """A few lines: its number, where it stands, and a figure for every person."""
    lines = [f"Broadcast {found.id} is {found.stage.value}. {found.why}".rstrip()]
    if found.stage is Stage.PROPOSED:
        lines.append(f"To approve it: sms-line broadcast approve {found.id} --as EMAIL")
    if found.stage in {Stage.SCHEDULED, Stage.PROPOSED}:
        lines.append(f"Not before {found.plan.at.astimezone():%Y-%m-%d %H:%M %Z}.")
    if found.frozen_at:
        lines.append(
            f"{counted(found.recipients, 'recipient')}: {figures.queued} queued, "
            f"{figures.sent} sent, {figures.delivered} delivered, {figures.failed} failed, "
            f"{figures.skipped} skipped."
        )
    lines += _reasons_in_words(reasons or Reasons())
    lines += left_out_in_words(found.left_out)
    lines += map(_variant_in_words, results)
    lines += _asleep_in_words(waiting)
    if found.stage is Stage.SENDING:
        lines.append(_WAITS)
    return "\n".join(lines)


def _reasons_in_words(reasons: Reasons) -> Iterator[str]:
    for why, number in reasons.skipped.items():
        yield f"Skipped: {number:,} {SKIPPED_WORDS[why]}."
    for error, number in reasons.failed.items():
        code = f" with {error}" if error.isdecimal() else ""
        yield f"Failed: {number:,}{code}: {meaning(error)}."


def _asleep_in_words(waiting: Asleep) -> Iterator[str]:
    if waiting.first_at:
        waits = "waits" if waiting.count == 1 else "wait"
        yield (
            f"{waiting.count:,} {waits} for the morning or a time of their own, the first until "
            f"{waiting.first_at:%Y-%m-%d %H:%M} UTC."
        )


def people(number: int) -> str:
    """ "1 person", "1,200 people"."""
    return counted(number, "person", "people")


def left_out_in_words(left_out: Any) -> Iterator[str]:
    """Who gets none and why, a line each."""
    for why, number in left_out.items():
        told = WORDS[LeftOut(why)] if why in set(LeftOut) else why
        yield f"Left out: {number:,} {told}."


def _variant_in_words(each: VariantResult) -> str:
    hours = int(ANSWERED_WITHIN.total_seconds() // 3600)
    by = f" by {people(each.clicked)}" if each.clicked else ""
    return (
        f"Variant {VARIANTS[each.variant]}: {each.texted:,} sent, {each.delivered:,} delivered, "
        f"{each.failed:,} failed; within {hours} hours {each.replied:,} replied and "
        f"{each.stopped:,} said STOP; {counted(each.clicks, 'click')}{by}; "
        f"{each.began:,} began a letter, {each.wrote:,} wrote."
    )


def shown_json(
    found: Broadcast,
    figures: Figures,
    waiting: Asleep,
    results: Sequence[VariantResult],
    reasons: Reasons,
) -> dict[str, Any]:
    """The whole of `broadcast status --json`."""
    told = [{**asdict(each), "variant": VARIANTS[each.variant]} for each in results]
    first_at = waiting.first_at.isoformat() if waiting.first_at else None
    asleep = {"asleep": waiting.count, "first_wakes_at": first_at}
    why = {
        "skipped_because": dict(reasons.skipped),
        "failed_because": {
            error: {"texts": number, "meaning": meaning(error)}
            for error, number in reasons.failed.items()
        },
    }
    return {**described(found), **asdict(figures), **why, **asleep, "variants": told}


def described(found: Broadcast) -> dict[str, Any]:
    """One broadcast of the list."""
    return {
        "id": found.id,
        "name": found.plan.name,
        "state": found.stage.value,
        "why": found.why,
        "at": found.plan.at.isoformat(),
        "audience": found.plan.audience,
        "recipients": found.recipients,
        "left_out": dict(found.left_out),
        "planned_by": found.created_by,
        "approved_by": found.approved_by,
    }


def preview_json(plan: Plan, seen: Preview, price: float) -> dict[str, Any]:
    """The whole of `broadcast preview --json`; `price`: dollars a segment."""
    texts = [{**asdict(each), "variant": VARIANTS[each.variant]} for each in seen.texts]
    return {
        "audience": plan.audience,
        **asdict(seen.count),
        "sent": seen.sent,
        "incomplete": seen.incomplete,
        "sampled": seen.sampled,
        "texts": texts,
        "segments": seen.segments,
        "price_per_segment": price,
        "dollars": seen.dollars,
        "seconds": seen.seconds,
        "in_another_language": {
            language: {"gets": gets, "recipients": number}
            for language, (gets, number) in seen.in_another_language.items()
        },
        "warnings": list(seen.warnings),
    }
