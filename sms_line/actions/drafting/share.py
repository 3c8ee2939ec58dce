"""What supporters pass on: the alert's own words where it has some, and always the keyword."""

import re
from collections.abc import Iterator, Sequence

from sms_line.actions.drafting.cues import FORWARD, SHARE
from sms_line.actions.drafting.frames import frame
from sms_line.actions.drafting.lines import Kind, Line, texted
from sms_line.actions.examples import example_cost
from sms_line.core.people import Language

_LEAD_LIMIT = 60
"""Characters of the words that lead to the keyword: the last text names three offices too."""


def share_text(lines: Sequence[Line], keyword: str, language: Language) -> tuple[str, bool]:
    """The words to share, in one segment, and whether the alert's own are among them."""
    for text in _own_frames(lines, keyword, language):
        if cost(text) == 1:
            return text, True
    lead = frame("pass_it_on", language)
    return frame("share", language, lead=lead, keyword=keyword), False


def cost(text: str) -> int:
    """The segments of a text of the action as it would be sent."""
    return example_cost(text, {}).segments


def _own_frames(lines: Sequence[Line], keyword: str, language: Language) -> Iterator[str]:
    """A sample post with the keyword, and "please forward this to your networks" with it."""
    for i, line in enumerate(lines):
        if marked := SHARE.fullmatch(line.text):
            below = lines[i + 1].text if i + 1 < len(lines) else ""
            post = re.sub(r"https?://\S+|[\"“”]", "", marked["rest"] or below).strip()
            yield frame("share_post", language, post=texted(post), keyword=keyword)
    for line in lines:
        match = FORWARD.search(line.text) if line.kind is not Kind.HEADING else None
        if match and len(match[0]) <= _LEAD_LIMIT:
            lead = texted(match[0][0].upper() + match[0][1:])
            yield frame("share", language, lead=lead, keyword=keyword)
