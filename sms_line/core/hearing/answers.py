"""Answers to small questions: yes or no, skip, how to be addressed, an e-mail address."""

import re

from sms_line.core.hearing.plain import clean, gist, without_courtesy, words
from sms_line.core.hearing.vocabulary import listed, phrases

_YES = phrases(
    "yes, y, yeah, yea, yep, yup, yess, ok, okay, okey, oki, okie, k, kk, sure, sure thing",
    "of course, absolutely, definitely, certainly, go, go ahead, go for it, do it, send, send it",
    "send them, send them all, yes send it, yes send them, lets go, lets do it, sounds good",
    "looks good, that is fine, thats fine, fine, correct, right, thats right, that is right",
    "thats correct, that is correct, confirm, confirmed, i confirm, agree, agreed, i agree, i do",
    "yes i do, yes i am, yes it is, yes i want to, yes keep it, keep it, keep, thats me",
    "si, sip, sii, claro, claro que si, por supuesto, dale, adelante, de acuerdo, vale, va",
    "correcto, confirmo, esta bien, asi es, si quiero, quiero, acepto, hagalo, hazlo, envialo",
    "enviala, enviarlo, enviar, envia, envie, envien, envielo, enviela, envienla, envienlo",
    "mandalo, mandala, mandelo, mandela, si envialo, si envienla, si mandalo, desde luego, okey",
)
_NO = phrases(
    "no, n, nope, nah, naw, no way, no not now, not now, not yet, not today, never, negative",
    "i dont, i do not, no i dont, no i do not, i dont want to, no i dont want to, i rather not",
    "id rather not, dont, do not, dont send, do not send, dont send it, do not send it",
    "leave it out, drop it, take it out, wrong, incorrect, thats wrong, not correct",
    "thats not right, that is not right, thats not me, nop, nel, nunca, jamas",
    "ahora no, no ahora, todavia no",
    "aun no, no quiero, prefiero que no, mejor no, para nada, no es correcto, incorrecto",
    "no lo envie, no lo envies, no lo envien, no la envie, no la envies, no la envien, no enviar",
    "no lo mande, no lo mandes, no lo manden, quitala, quitalo, dejalo fuera, dejala fuera",
)
_SKIP = phrases(
    "skip, skip it, skip this, skip that, pass, i pass, none, no, nope, nah, nop, nothing, next",
    "na, n a, not now, no comment, nothing to add, leave it, leave it as is, as is, as it is",
    "no i dont, i dont, omitir, omite, omitelo, omitirlo, saltar, saltarlo, saltalo, salta, paso",
    "nada, ninguno, ninguna, ningun, siguiente, sin palabras, nada mas, nada que agregar",
    "dejalo asi, asi esta bien, no tengo, no tengo nada, no quiero",
)
_NODDING = listed("sir maam mam senor senora indeed totally it ahora now")
_THUMBS = {"👍": True, "👌": True, "✅": True, "✔": True, "👎": False, "❌": False, "🚫": False}
_DRAWN_OUT = re.compile(r"(.)\1{2,}")


def yes_or_no(text: str) -> bool | None:
    """True for yes, False for no, in both languages and by thumb; a "yes, but …" is neither."""
    thumbs = {meaning for sign, meaning in _THUMBS.items() if sign in text}
    said = gist(text)
    if not said:
        # "No, thanks" is courtesy around a word; "thanks" alone is no answer.
        return thumbs.pop() if len(thumbs) == 1 and not words(text) else None
    spoken = _spoken(said)
    if spoken is None or (thumbs and thumbs != {spoken}):
        return None
    return spoken


_SO_MANY_WORDS = listed("yes y yess yep yeah si sip")


def says_yes(text: str) -> bool:
    """A YES in so many words: "yes", "Yes please", "sí"; not "ok", not a thumb."""
    said = gist(text)
    return bool(said) and _shortened(said[0]) in _SO_MANY_WORDS and yes_or_no(text) is True


def _spoken(said: tuple[str, ...]) -> bool | None:
    for words_ in (said, tuple(dict.fromkeys(_shortened(w) for w in said))):
        kept = words_
        while True:
            if kept in _YES:
                return True
            if kept in _NO:
                return False
            shorter = without_courtesy(kept[:-1] if kept and kept[-1] in _NODDING else kept)
            if shorter == kept:
                break
            kept = shorter
    return None


def _shortened(word: str) -> str:
    """ "yesss" and "noo" as they are meant."""
    word = _DRAWN_OUT.sub(r"\1", word)
    return word[:-1] if word in ("yess", "noo", "sii") else word


def is_skip(text: str) -> bool:
    """The person passes over a question that may be left open; a plain "no" does so too."""
    said = gist(text)
    return said in _SKIP or tuple(_shortened(w) for w in said) in _SKIP


_PREFIXES = {
    **dict.fromkeys(listed("mr mister sr senor 1"), "Mr."),
    **dict.fromkeys(listed("mrs missus misses sra senora 2"), "Mrs."),
    **dict.fromkeys(listed("miss srta senorita 3"), "Miss"),
    **dict.fromkeys(listed("ms 4"), "Ms."),
    **dict.fromkeys(listed("dr doctor dra doctora 5"), "Dr."),
}
_ABOUT_A_PREFIX = listed(
    "number numero option opcion no the el la i im am a un una use my is its mi es soy title titulo"
)
_MOST_WORDS_WITH_A_PREFIX = 4


def prefix(text: str) -> str | None:
    """One of the Senate's five: "Mr." "Mrs." "Miss" "Ms." "Dr.", by word or by place (1 to 5).

    "Mr. Diaz" is a "Mr."; "Ms or Mrs" and words that only tell a gender are not settled.
    """
    said = tuple(w for w in gist(text) if w not in _ABOUT_A_PREFIX)
    if not said or len(said) > _MOST_WORDS_WITH_A_PREFIX:
        return None
    found = {_PREFIXES[w] for w in said if w in _PREFIXES}
    if len(found) != 1 or said[0] not in _PREFIXES or (said[0].isdecimal() and len(said) > 1):
        return None
    return found.pop()


_EMAIL = re.compile(
    r"(?<![\w.%+'@-])[A-Za-z0-9_][A-Za-z0-9_.%+'-]{0,63}"
    r"@(?:[A-Za-z0-9][A-Za-z0-9-]{0,62}\.){1,8}[A-Za-z]{2,24}(?![\w@-])(?!\.\w)"
)
_LONGEST_EMAIL = 254


def email(text: str) -> str | None:
    """The one e-mail address in a text, its domain in small letters; None for none or two."""
    found = {_small_domain(m.group()) for m in _EMAIL.finditer(clean(text))}
    if len(found) != 1:
        return None
    address = found.pop()
    local = address.partition("@")[0]
    sound = ".." not in local and not local.endswith((".", "'")) and "-." not in address
    return address if sound and len(address) <= _LONGEST_EMAIL else None


def _small_domain(address: str) -> str:
    local, _, domain = address.partition("@")
    return f"{local}@{domain.lower()}"


_COURTESIES = phrases(
    "thanks, thank you, thank you so much, thank you very much, many thanks, thx, ty, ok, okay, "
    "ok thanks, ok thank you, great, great thanks, perfect, awesome, cool, you are welcome, bye, "
    "gracias, muchas gracias, mil gracias, ok gracias, perfecto, de nada, genial, adios, bien"
)


def is_courtesy(text: str) -> bool:
    """Thanks, OK, a thumb or a heart alone: said where nothing is asked, it wants no answer."""
    said = words(text)
    pictures_alone = not said and any(ord(character) > 0x2000 for character in text)
    return said in _COURTESIES or pictures_alone
