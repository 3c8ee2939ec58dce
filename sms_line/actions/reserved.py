"""Words that already mean something to the line, so that no action can have them as a keyword."""

from sms_line.core import hearing

# Stop, start and help (47 CFR 64.1200(a)(10), Twilio's defaults, their Spanish), and CALL, by
# which a supporter asks to be put through.
_WORDS = """
STOP STOPALL UNSUBSCRIBE CANCEL END QUIT REVOKE OPTOUT START UNSTOP HELP INFO CALL
ALTO PARAR PARE PARA BASTA CANCELAR TERMINAR FIN SALIR EMPEZAR COMENZAR INICIAR AYUDA LLAMAR
"""
_SET = frozenset(_WORDS.split())


def is_reserved(word: str) -> bool:
    """Would the line take this word, in capitals, for consent, a command or an answer?"""
    return (
        word in _SET
        or hearing.command(word) is not None
        or hearing.yes_or_no(word) is not None
        or hearing.is_skip(word)
        or hearing.prefix(word) is not None
    )
