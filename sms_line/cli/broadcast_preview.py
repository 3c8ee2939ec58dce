"""What a broadcast would be, in words, for who is about to say yes."""

from collections.abc import Iterator

from sms_line.broadcasting.preview import Preview, TextPreview
from sms_line.broadcasting.words_file import VARIANTS
from sms_line.cli.broadcast_answers import left_out_in_words, people
from sms_line.core.broadcasts.broadcast import Plan
from sms_line.core.counted import counted
from sms_line.core.segments import Cost

_LANGUAGES = {"en": "English", "es": "Spanish"}
_UNITS = ((86_400, "days"), (3_600, "hours"), (60, "minutes"))


def preview_in_words(plan: Plan, seen: Preview, price: float) -> str:
    """Texts, price, duration, and who gets none; `price`: dollars a segment."""
    return "\n".join(_lines(plan, seen, price))


def _lines(plan: Plan, seen: Preview, price: float) -> Iterator[str]:
    gets = "gets" if seen.sent == 1 else "get"
    yield f"To: {plan.audience}: {people(seen.count.matching)}, of whom {seen.sent:,} {gets} it."
    yield from left_out_in_words(seen.count.left_out)
    if seen.incomplete:
        yield f"Left out: about {seen.incomplete:,} of whom the words want something unknown."
    for text in seen.texts:
        yield from _text(text, several=len(plan.words) > 1)
    for language, (other, number) in seen.in_another_language.items():
        yield (
            f"There are no words in {_called(language)}: {people(number)} of that language "
            f"{'is' if number == 1 else 'are'} texted in {_called(other)}."
        )
    about = "about " if seen.sampled < seen.count.recipients else ""
    segments = counted(seen.segments, "segment")
    yield (
        f"Cost: {about}{segments} at ${price:g}, {about}${seen.dollars:,.2f}; "
        "carriers' fees may come on top."
    )
    yield f"It takes {_lasting(seen.seconds)} at the rate, were it day everywhere."
    yield f"Not before {plan.at.astimezone():%Y-%m-%d %H:%M %Z}{_each_clock(plan)}."
    for warning in seen.warnings:
        yield f"Mind: {warning}"


def _text(text: TextPreview, *, several: bool) -> Iterator[str]:
    named = f"Variant {VARIANTS[text.variant]}, " if several else ""
    yield f"{named}{_called(text.language)}, {people(text.recipients)}:"
    if not text.example:
        yield "  nobody can be sent it"
    else:
        yield _quoted(text.example)
        yield f"  ({_cost(text.example_cost)})"
    if text.longest != text.example and text.longest_cost.segments > text.example_cost.segments:
        yield "  The longest:"
        yield _quoted(text.longest)
        yield f"  ({_cost(text.longest_cost)})"
    for field, number in text.lacking.items():
        yield f"  About {number:,} {'has' if number == 1 else 'have'} no {field}."


def _quoted(text: str) -> str:
    return "\n".join(f"  | {line}" for line in text.split("\n"))


def _cost(cost: Cost) -> str:
    segments = counted(cost.segments, "segment")
    because = f" because of {' '.join(cost.because)}" if cost.because else ""
    return f"{segments}, {counted(cost.characters, 'character')}, {cost.encoding}{because}"


def _called(language: str) -> str:
    return _LANGUAGES.get(language, language)


def _each_clock(plan: Plan) -> str:
    return f", at {plan.local_at[-5:]} of each one's own clock" if plan.local_at else ""


def _lasting(seconds: float) -> str:
    for size, name in _UNITS:
        if seconds >= 1.5 * size:
            return f"about {seconds / size:.0f} {name}"
    return f"about {counted(max(round(seconds), 1), 'second')}"
