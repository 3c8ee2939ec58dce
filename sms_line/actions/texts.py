"""The texts that an action says in its own words: `## prompt_name` below `# Texts`."""

import difflib
from collections.abc import Collection, Mapping

from sms_line.actions.examples import example_cost
from sms_line.actions.first_message import missing
from sms_line.actions.merge import check_braces
from sms_line.actions.mistakes import Mistakes
from sms_line.actions.prompt_facts import names_for
from sms_line.actions.sections import OwnText, Section, Sections, Subsections, flowed
from sms_line.core.people import Language

SEGMENT_LIMIT = 4
"""Segments of one text: a whole action is to cost six."""


def check_texts(
    sections: Sections,
    texts: Subsections,
    prompt_names: Collection[str] | None,
    merge_names: Collection[str],
    own: Mapping[Language, Mapping[str, str]],
    mistakes: Mistakes,
) -> dict[Language, dict[str, str]]:
    """The texts by language and name, after noting what is wrong with each.

    `own` are the facts that the action itself gives to its texts, in each language.
    """
    for (section, _), words in sections.items():
        if section is Section.TEXTS and words.text:
            mistakes.add(words.line, "text-before-name")
    for language, named in texts.items():
        for name, text in named.items():
            check_braces(text.words, names_for(name, tuple(merge_names)), mistakes)
            if prompt_names is not None and name not in prompt_names:
                near = _nearest(name, prompt_names)
                mistakes.add(text.line, "prompt-unknown", name=name[:40], nearest=near)
            _check_cost(name, text, own[language], mistakes)
            if name == "welcome":
                _check_welcome(text, language, own[language]["organization"], mistakes)
    return {
        language: {name: flowed(text.words.text) for name, text in named.items()}
        for language, named in texts.items()
    }


def _check_cost(name: str, text: OwnText, own: Mapping[str, str], mistakes: Mistakes) -> None:
    cost = example_cost(flowed(text.words.text), own)
    if cost.segments > SEGMENT_LIMIT:
        code = "text-segments-signs" if cost.because else "text-segments"
        mistakes.add(
            text.line,
            code,
            name=name[:40],
            segments=cost.segments,
            because=" ".join(cost.because[:5]),
            limit=SEGMENT_LIMIT,
        )


def _check_welcome(
    text: OwnText, language: Language, organization: str, mistakes: Mistakes
) -> None:
    lacking = missing(text.words.text, language, organization)
    if lacking:
        mistakes.add(text.line, "welcome-lacks", missing=", ".join(lacking))


def _nearest(name: str, known: Collection[str]) -> str:
    near = difflib.get_close_matches(name, known, n=3)
    return f"did you mean {' or '.join(near)}?" if near else "remove it."
