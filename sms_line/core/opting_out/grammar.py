"""Is this text, or a sentence in it, a request to be left alone by this line?

An opt-out word by itself, or with messages, this line or nothing as its object, is a request;
with anything else as its object ("stop the raids") it is speech on an issue.
"""

from sms_line.core.hearing.plain import clean, without_courtesy
from sms_line.core.opting_out import english, spanish
from sms_line.core.opting_out.bare_words import (
    CARRIES_ON,
    ISSUE,
    LEAD,
    MODALS,
    NOT_BEFORE,
    ORDERS,
    POINTING,
    SENTENCES,
    STRONG,
    TAIL,
    WEAK,
    WHOLE_TEXT,
)
from sms_line.core.opting_out.phrasing import spoken
from sms_line.core.opting_out.sentences import sentences

_RUN_ON = frozenset({"stop", "stopall", "unsubscribe", "optout"})
"""Words that count where a text runs into them, or out of them, without a mark between."""
_QUESTIONS = {("is", "this"), ("whos", "this"), ("whats", "this"), ("is", "it")}
_BETWEEN = POINTING | {"now", "already"}
_SPEECH = STRONG | {"end", "alto", "basta", "paren", "pare"}
_LONGEST_RUN_ON = 14
_STOP_SIGN = frozenset("🛑 !.\n")

Sentence = tuple[str, ...]


def asks_to_stop(text: str) -> bool:
    """True where a reasonable person reads a request to be texted no more."""
    shown = set(clean(text))
    if "🛑" in shown and shown <= _STOP_SIGN:
        return True
    said = sentences(text)
    line = spoken(said)
    if english.REQUESTS.search(line) or spanish.REQUESTS.search(line):
        return True
    whole = without_courtesy(tuple(word for sentence in said for word in sentence))
    denied = any(f" no {word} " in line for word in ORDERS)
    if whole in WHOLE_TEXT or (_is_bare(whole, STRONG | WEAK) and not denied):
        return True
    return any(_asks(sentence) for sentence in said) and not _is_speech(said)


def _asks(sentence: Sentence) -> bool:
    return (
        without_courtesy(sentence) in SENTENCES
        or _is_bare(sentence, STRONG)
        or _runs_out(sentence)
        or _runs_on(sentence)
    )


def _is_bare(sentence: Sentence, opt_out_words: frozenset[str]) -> bool:
    """Nothing but an opt-out word, and around it who asks and how."""
    place = next((i for i, word in enumerate(sentence) if word in opt_out_words), None)
    if place is None:
        return False
    before, after = sentence[:place], sentence[place + 1 :]
    if MODALS.intersection(before) and not {"you", "u", "yall", "guys"}.intersection(before):
        return False
    statement = any(sentence[i : i + 2] == ("you", "can") for i in range(place))
    around = all(w in LEAD for w in before) and all(
        w in TAIL or w in STRONG or w == sentence[place] or w.isdecimal() for w in after
    )
    return around and not statement


def _runs_out(sentence: Sentence) -> bool:
    """ "who is this stop", "bro stop": nothing makes the last word part of a statement."""
    if not 1 < len(sentence) <= _LONGEST_RUN_ON or ISSUE.intersection(sentence):
        return False
    words = without_courtesy(sentence)
    if len(words) < 2 or words[-1] not in _RUN_ON:
        return False
    return words[-2] not in NOT_BEFORE or words[-3:-1] in _QUESTIONS


def _runs_on(sentence: Sentence) -> bool:
    """ "stop i dont know you", "please stop who is this": a new sentence begins behind it."""
    words = without_courtesy(sentence)
    if not words or words[0] not in _RUN_ON or ISSUE.intersection(sentence):
        return False
    behind = without_courtesy(words[1:])
    while behind and behind[0] in _BETWEEN:
        behind = without_courtesy(behind[1:])
    return bool(behind) and behind[0] in CARRIES_ON


def _is_speech(said: tuple[Sentence, ...]) -> bool:
    """ "Stop. Stop the raids. Stop": where an issue is spoken of, a bare word may be rhetoric.

    It is where the same words also take the issue as their object, or where it only points
    ("please stop this") at what the other sentences tell.
    """
    if not any(ISSUE.intersection(sentence) for sentence in said):
        return False
    asking = [sentence for sentence in said if _asks(sentence)]
    others = [sentence for sentence in said if sentence not in asking]
    return any(_SPEECH.intersection(sentence) for sentence in others) or all(
        POINTING.intersection(sentence) for sentence in asking
    )
