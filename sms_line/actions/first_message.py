"""What the first text must keep when an action says it in its own words.

CTIA Messaging Principles 5.1.2: the program's name, that rates may apply, how often it texts,
HELP and STOP. The ways to say them that are known here are those of alerts and carriers' examples.
"""

import re
from dataclasses import dataclass

from sms_line.actions.merge import BRACES, merge_name
from sms_line.core.languages import folded
from sms_line.core.people import Language

_PERIOD = r"(?:action|alert|campaign|letter|day|week|mo|month|year)"
_PERIODO = r"(?:accion|alerta|campana|carta|dia|semana|mes|ano)"


@dataclass(frozen=True, slots=True)
class _Ways:
    """How a language says each thing; small letters without accents, except HELP's word."""

    help: str
    rates: tuple[re.Pattern[str], ...]
    """All of these, in any order."""
    frequency: re.Pattern[str]
    rates_example: str
    frequency_example: str


_WAYS = {
    Language.ENGLISH: _Ways(
        help="HELP",
        rates=(re.compile(r"\b(?:rates?|charges|fees)\b"), re.compile(r"\bappl(?:y|ies)\b")),
        frequency=re.compile(
            r"\bfreq(?:uency)?\b|\brecurring\b|\b(?:daily|weekly|monthly)\b"
            r"|\b(?:\d+|two|three|four|five|six) (?:\w+ )?(?:msgs?|messages?|texts?)\b"
            rf"|\b(?:msgs?|messages?|texts) ?(?:/|per|an?|each|every) ?{_PERIOD}\b"
        ),
        rates_example="Msg&data rates may apply",
        frequency_example="About 6 msgs per action",
    ),
    Language.SPANISH: _Ways(
        help="AYUDA",
        rates=(
            re.compile(r"\b(?:tarifas?|cargos?|costos?)\b"),
            re.compile(r"\b(?:aplica|cobra)\w*"),
        ),
        frequency=re.compile(
            r"\bfrecuencia\b|\b(?:diari|semanal|mensual)\w*"
            r"|\b(?:\d+|dos|tres|cuatro|cinco|seis) (?:\w+ )?(?:msjs?|msgs?|mensajes?|textos?)\b"
            rf"|\b(?:msjs?|msgs?|mensajes?|textos) ?(?:/|por|al?|a la|cada) ?{_PERIODO}\b"
        ),
        rates_example="Pueden aplicar tarifas",
        frequency_example="Unos 6 msjs por acción",
    ),
}


def missing(text: str, language: Language, organization: str) -> tuple[str, ...]:
    """What a first text lacks, each as an organizer would mend it; nothing if it may go out."""
    ways, plain = _WAYS[language], folded(text)
    kept = {
        "the name {{ organization }}": _names(text, organization),
        "STOP in capitals": _has_word(text, "STOP"),
        f"{ways.help} in capitals": _has_word(text, ways.help),
        f'the rates ("{ways.rates_example}")': all(each.search(plain) for each in ways.rates),
        f'how often you text ("{ways.frequency_example}")': bool(ways.frequency.search(plain)),
    }
    return tuple(name for name, there in kept.items() if not there)


def _names(text: str, organization: str) -> bool:
    """Does it name the organization, by its fact or by its words (if the settings have them)?"""
    by_fact = any(
        merge_name(match["inner"] or "") == "organization" for match in BRACES.finditer(text)
    )
    return by_fact or not organization or _has_word(folded(text), folded(organization))


def _has_word(text: str, word: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None
