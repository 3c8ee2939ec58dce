"""What a broadcast would be: its texts, its price, how long it takes, and who gets none.

Nothing is changed. The texts are those of real people of the audience, chosen by chance.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from statistics import mean

from sms_line.broadcasting.resolving import understand
from sms_line.broadcasting.wording import Wording, language_for
from sms_line.core.broadcasts.audience import Audience
from sms_line.core.broadcasts.broadcast import Plan
from sms_line.core.broadcasts.words import LONGEST, Field
from sms_line.core.segments import Cost, measure
from sms_line.parts import Parts
from sms_line.store import audience as audiences
from sms_line.store.audience import AudienceCount
from sms_line.store.audience_sample import sampled
from sms_line.store.recipients import Recipient

SAMPLE = 500
"""People of each language whose texts are written for a preview."""


@dataclass(frozen=True, slots=True)
class TextPreview:
    """One variant in one language."""

    variant: int
    """From 0."""
    language: str
    recipients: int
    """Who would get it, about: those of the language, shared among the variants."""
    example: str
    """As somebody would read it; "" where nobody in the sample can be sent it."""
    example_cost: Cost
    """Its segments, its encoding, and the characters that make it UCS-2."""
    longest: str
    """The dearest of the sample: of those with the most segments the longest."""
    longest_cost: Cost
    mean_segments: float
    """Over the sample."""
    lacking: Mapping[str, int]
    """Field → how many recipients have no value for it, about; they are left out."""
    incomplete: int
    """How many are left out for want of any value, about."""


@dataclass(frozen=True, slots=True)
class Preview:
    """What a broadcast would be if it started now."""

    count: AudienceCount
    """Whom it meets, and who is left out and why."""
    texts: tuple[TextPreview, ...]
    sampled: int
    """How many people's texts were written for this; of more, figures are estimates."""
    incomplete: int
    """Recipients who lack a value that the words want, about; they are left out."""
    segments: int
    dollars: float
    seconds: float
    """At the rate, were it day everywhere."""
    in_another_language: Mapping[str, tuple[str, int]]
    """Language without words of its own → the one that its people get, and how many they are."""
    warnings: tuple[str, ...]
    """Sentences for the organizer."""

    @property
    def sent(self) -> int:
        """How many people get it, about."""
        return self.count.recipients - self.incomplete


def preview(parts: Parts, plan: Plan, *, rate: float, price: float, salt: int = 0) -> Preview:
    """Look at a broadcast before it is planned.

    `rate`: texts a second of the sender; `price`: dollars a segment; `salt`: the broadcast's id,
    once it has one. Short links are examples. Raises AudienceMistake, WordsMistake, DatabaseDown.
    """
    understood = understand(parts, plan.audience)
    wording = Wording(parts, plan)
    with parts.database.read() as tx:
        count = audiences.counted(tx, understood.resolved, salt)
    people = _sample(parts, understood.resolved, count, salt)
    texts = tuple(_texts(plan, wording, count, people))
    incomplete = min(count.recipients, sum(text.incomplete for text in texts))
    segments = round(sum(t.mean_segments * (t.recipients - t.incomplete) for t in texts))
    return Preview(
        count=count,
        texts=texts,
        sampled=sum(len(each) for each in people.values()),
        incomplete=incomplete,
        segments=segments,
        dollars=round(segments * price, 2),
        seconds=(count.recipients - incomplete) / min(rate, plan.rate or rate),
        in_another_language=_borrowed(plan, count),
        warnings=(*understood.warnings, *_warnings(plan, wording, texts)),
    )


def _sample(
    parts: Parts, audience: Audience, count: AudienceCount, salt: int
) -> dict[str, list[Recipient]]:
    """Some people of each language of the audience."""
    with parts.database.read() as tx:
        return {
            language: sampled(tx, audience, salt, language, among=number, limit=SAMPLE)
            for language, number in count.by_language.items()
        }


def _texts(
    plan: Plan,
    wording: Wording,
    count: AudienceCount,
    people: Mapping[str, list[Recipient]],
) -> Iterator[TextPreview]:
    for variant, words in enumerate(plan.words):
        for language in words:
            readers = [each for each in count.by_language if language_for(each, words) == language]
            number = sum(count.by_language[each] for each in readers)
            theirs = [
                replace(each, variant=variant) for reader in readers for each in people[reader]
            ]
            share = number // len(plan.words) + (variant < number % len(plan.words))
            yield _text(wording, variant, language, share, theirs)


def _text(
    wording: Wording, variant: int, language: str, number: int, people: list[Recipient]
) -> TextPreview:
    """What the words become for these people, who stand for `number`."""
    written, lacking = _written(wording, people)
    costs = [measure(text) for text in written]
    longest = max(
        range(len(written)), key=lambda n: (costs[n].segments, len(written[n])), default=0
    )
    each_stands_for = number / len(people) if people else 0.0
    return TextPreview(
        variant=variant,
        language=language,
        recipients=number,
        example=written[0] if written else "",
        example_cost=costs[0] if costs else measure(""),
        longest=written[longest] if written else "",
        longest_cost=costs[longest] if costs else measure(""),
        mean_segments=mean(cost.segments for cost in costs) if costs else 0.0,
        lacking={field.value: round(n * each_stands_for) for field, n in lacking.most_common()},
        incomplete=round((len(people) - len(written)) * each_stands_for),
    )


def _written(wording: Wording, people: list[Recipient]) -> tuple[list[str], Counter[Field]]:
    """The texts of those who can be sent theirs, and how many lack a value for which field."""
    written: list[str] = []
    lacking: Counter[Field] = Counter()
    for each in people:
        lacking.update(set(wording.lacking(each)))
        text = wording.text(each)
        if text is not None:
            written.append(text)
    return written, lacking


def _borrowed(plan: Plan, count: AudienceCount) -> dict[str, tuple[str, int]]:
    """Whose language lacks words in any variant, and which they get instead."""
    found: dict[str, tuple[str, int]] = {}
    for words in plan.words:
        for language, number in count.by_language.items():
            if language not in words:
                found[language] = (language_for(language, words), number)
    return found


def _warnings(plan: Plan, wording: Wording, texts: tuple[TextPreview, ...]) -> Iterator[str]:
    if not wording.organization:
        yield "The texts do not say who sends them; set SMS_LINE_ORGANIZATION, or name an action."
    if any("link" in text.lacking for text in texts):
        yield "{{ link }} is the page of an action: name one, or nobody is texted."
    for text in texts:
        if len(text.longest) > LONGEST:
            yield f"The longest text has {len(text.longest)} characters; Twilio takes {LONGEST}."
        if text.example_cost.because:
            signs = " ".join(text.example_cost.because[:5])
            yield f"{signs} makes the {text.language} text cost more than twice as much."
