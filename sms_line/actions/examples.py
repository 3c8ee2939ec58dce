"""What a text of an action costs, measured with plain example facts in its gaps."""

from collections.abc import Mapping

from sms_line.actions.merge import BRACES, merge_name
from sms_line.core.segments import Cost, fold, measure

EXAMPLES: Mapping[str, str] = {
    "number": "+1 307 555 0100",
    "link": "https://text.example.org/l/a1b2c3d4e5f6",
    "first_name": "Ana",
    "zip": "82001",
    "state": "WY",
    "district": "WY-AL",
    "representative": "Harriet M. Hageman",
    "words": "as a person of faith",
    "letters": "3",
    "when": "10:30 AM",
    "own_words": "My neighbor waited two years for his hearing, and his children with him.",
}
"""Name in double braces → fact, for all that the action does not give itself."""


def example_cost(template: str, own: Mapping[str, str]) -> Cost:
    """What a text costs as it would be sent; `own` are the facts that the action gives itself."""
    # Twice, because the words to share have gaps of their own.
    filled = _filled(_filled(template, {**EXAMPLES, **own}), {**EXAMPLES, **own})
    lines = (" ".join(line.split()) for line in filled.split("\n"))
    # An empty line is not sent, and neither is an accent that would cost.
    return measure(fold("\n".join(line for line in lines if line)))


def _filled(template: str, facts: Mapping[str, str]) -> str:
    return BRACES.sub(lambda m: facts.get(merge_name(m["inner"] or ""), m[0]), template)
