"""Commands that work at any point: BACK, CHANGE, WHO, ALERTS, REMIND, FORGET ME, a language."""

import re
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from sms_line.core.hearing.plain import gist, words
from sms_line.core.hearing.vocabulary import listed


class Command(StrEnum):
    """What a person may ask for at any point, beside STOP, START and HELP."""

    BACK = "back"
    WHO = "who"
    FORGET = "forget"
    ALERTS = "alerts"
    REMIND = "remind"
    ENGLISH = "english"
    SPANISH = "spanish"


Changeable = Literal["zip", "name", "words", "phrase"]


@dataclass(frozen=True, slots=True)
class ChangeAsked:
    """The person wants to mend an answer; None: they didn't say which."""

    what: Changeable | None


_SPOKEN = {
    Command.BACK: (
        "back, go back, back up, undo, previous, atras, ir atras, para atras, volver, vuelve, "
        "volver atras, regresar, regresa, regrese, anterior, deshacer"
    ),
    Command.WHO: (
        "who, who are they, who are my senators, who is my senator, my senators, my senator, "
        "my representative, my representatives, my rep, my reps, my legislators, "
        "who is my representative, whos my representative, who are my representatives, "
        "who are my legislators, who represents me, who is my rep, whos my rep, legislators, "
        "senators, representative, quien, quienes, quienes son, mis senadores, mi senador, "
        "mi senadora, mi representante, mis representantes, mis legisladores, legisladores, "
        "senadores, quien me representa, quienes me representan, quienes son mis senadores, "
        "quien es mi representante, quien es mi senador, quienes son mis representantes"
    ),
    Command.FORGET: (
        "forget me, forget about me, delete my data, delete all my data, erase my data, "
        "delete my info, delete my information, erase my information, erase me, "
        "delete everything about me, forget my data, remove my data, remove my information, "
        "olvidame, olvideme, olvidenme, olvidate de mi, olvidense de mi, borra mis datos, "
        "borre mis datos, borren mis datos, borrar mis datos, borra todos mis datos, "
        "borren todos mis datos, elimina mis datos, elimine mis datos, eliminen mis datos, "
        "eliminar mis datos, borra mi informacion, borren mi informacion, "
        "elimina mi informacion, eliminen mi informacion, eliminar mi informacion"
    ),
    Command.ALERTS: (
        "alerts, alert, alert me, get alerts, send me alerts, sign me up, sign up, signup, join, "
        "i want alerts, i want to join, alertas, alerta, quiero alertas, recibir alertas, "
        "unirse, unirme, unete, quiero unirme, apuntarme, inscribirme, quiero inscribirme"
    ),
    Command.REMIND: (
        "remind, remind me, reminder, reminders, please remind me, send me a reminder, "
        "text me the day before, remind me the day before, recordar, recordatorio, recuerdame, "
        "recuerdeme, recordarme, quiero un recordatorio, avisame, aviseme"
    ),
    Command.ENGLISH: (
        "english, in english, english only, speak english, i speak english, ingles, en ingles, "
        "eng, do you speak english, switch to english, cambiar a ingles, hablas ingles"
    ),
    Command.SPANISH: (
        "espanol, en espanol, spanish, in spanish, esp, castellano, en castellano, hablo espanol, "
        "habla espanol, hablas espanol, hablan espanol, se habla espanol, solo espanol, "
        "do you speak spanish, speak spanish, i speak spanish, no ingles, no english, "
        "switch to spanish, cambiar a espanol, no hablo ingles"
    ),
}
_COMMANDS = {
    tuple(phrase.split()): meant for meant, row in _SPOKEN.items() for phrase in row.split(", ")
}

_CHANGE = listed(
    "change edit fix correct cambiar cambia cambie cambio corregir corrige corrija editar"
)
_OWNERS = listed("my the mi mis el la las los a")
_OBJECTS: dict[tuple[str, ...], Changeable | None] = {
    **dict.fromkeys([(), ("it",), ("that",), ("answer",), ("something",), ("respuesta",)], None),
    **dict.fromkeys([("address",), ("street",), ("email",), ("prefix",), ("title",)], None),
    **dict.fromkeys([("direccion",), ("calle",), ("correo",), ("titulo",), ("algo",)], None),
    **dict.fromkeys([("zip",), ("zipcode",), ("zip", "code"), ("codigo",)], "zip"),
    **dict.fromkeys([("codigo", "postal"), ("place",), ("district",), ("distrito",)], "zip"),
    **dict.fromkeys([("name",), ("nombre",)], "name"),
    **dict.fromkeys([("words",), ("own", "words"), ("message",), ("text",)], "words"),
    **dict.fromkeys([("palabras",), ("propias", "palabras"), ("mensaje",), ("texto",)], "words"),
    **dict.fromkeys([("phrase",), ("phrases",), ("frase",), ("frases",)], "phrase"),
}


def command(text: str) -> Command | ChangeAsked | None:
    """The command that the whole text is; a command's word inside a sentence is none."""
    said = gist(text)
    if said in _COMMANDS:
        return _COMMANDS[said]
    if said and said[0] in _CHANGE:
        changed = said[2:] if said[1:2] and said[1] in _OWNERS else said[1:]
        if changed in _OBJECTS:
            return ChangeAsked(_OBJECTS[changed])
    return None


_FORGETTING = re.compile(
    r"\b(?:forget (?:about )?me"
    r"|(?:delete|erase|remove) (?:all )?(?:of )?my (?:data|info|information)"
    r"|olvid[ae](?:me|nme)|(?:borr|elimin)(?:a|e|en|ar) (?:todos? )?(?:mis datos|mi informacion))\b"
)
_NOT_FORGETTING = re.compile(r"\b(?:dont|do not|never|not|no (?:me|nos)|nunca|wont|cannot)\b")
_SHORT = 8
"""Words: a longer text is a letter's sentence ("do they think you forget me and my family …")."""


def asks_to_be_forgotten(text: str) -> bool:
    """FORGET ME, also beside other words: "Stop and forget me", "please delete all my data"."""
    said = " ".join(words(text.replace("'", "").replace("’", "")))
    short = len(said.split()) <= _SHORT
    return short and bool(_FORGETTING.search(said)) and not _NOT_FORGETTING.search(said)
