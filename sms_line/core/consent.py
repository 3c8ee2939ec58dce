"""STOP, START and HELP, and the other ways in which people say them, in English and Spanish.

47 CFR 64.1200(a)(10): a person may revoke consent by any reasonable means, so STOP is heard in
whole sentences; START and HELP only where they are all that a text says.
"""

from typing import Literal

from sms_line.core.hearing.plain import clean, gist
from sms_line.core.hearing.vocabulary import phrases
from sms_line.core.opting_out import asks_to_stop

ConsentMeaning = Literal["stop", "start", "help"]

_START = phrases(
    "start,unstop,resume,restart,resubscribe,subscribe,opt in,optin,opt me in,opt me back in",
    "start again,start texting me again,start texts,start messages,undo stop,i want to start",
    "text me again,sign me up again,start me,unstop me,start now,start please,resume texts",
    "empezar,iniciar,inicio,comenzar,reanudar,alta,darme de alta,dar de alta,quiero empezar",
    "quiero comenzar,quiero iniciar,empezar de nuevo,comenzar de nuevo,suscribir,suscribirme",
    "volver a empezar,reactivar",
)
_HELP = phrases(
    "help,helpme,help me,i need help,need help,info,information,more info,more information",
    "help info,can you help me,can you help,how does this work,what is this,whats this",
    "who is this,whos this,who are you,who r u,what is this about,i dont understand",
    "what do i do,what do i do now,im confused,contact info,help help",
    "ayuda,ayudame,ayudeme,ayudenme,necesito ayuda,informacion,mas informacion,mas info",
    "informes,como funciona,como funciona esto,que es esto,de que se trata,de que trata esto",
    "quien es,quien habla,quien eres,quienes son ustedes,no entiendo,que hago,auxilio",
    "me puede ayudar,me pueden ayudar,puede ayudarme,ayuda ayuda",
)


def consent_meaning(text: str) -> ConsentMeaning | None:
    """What a text says about being texted; None when it says nothing about that.

    A clear request to stop counts anywhere in a text ("I am at work, please stop texting me").
    Words about the issue do not ("Stop deporting my neighbors", "no más deportaciones"), and
    "don't stop" does not. A short text with an opt-out word of its own counts as one in doubt.
    """
    if asks_to_stop(text):
        return "stop"
    said = gist(text)
    if said in _HELP or _is_question_mark(text):
        return "help"
    return "start" if said in _START else None


def _is_question_mark(text: str) -> bool:
    marks = set(clean(text)) - {" ", "\n"}
    return bool(marks) and marks <= set("?¿؟")
