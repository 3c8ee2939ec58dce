"""Telephone numbers as lists write them, of people in the United States and its territories."""

import re

import phonenumbers
from phonenumbers import PhoneNumberFormat, PhoneNumberType

REGIONS = frozenset({"US", "PR", "GU", "VI", "AS", "MP"})
_OF_PEOPLE = frozenset(
    {
        PhoneNumberType.FIXED_LINE,
        PhoneNumberType.MOBILE,
        PhoneNumberType.FIXED_LINE_OR_MOBILE,
        PhoneNumberType.VOIP,
    }
)
_ROUNDED = re.compile(r"\d(?:[.,]\d+)?[Ee]\+?\d+")


def phone_number(said: str) -> tuple[str, str]:
    """The number in E.164 and "", or "" and why it is none."""
    if not said:
        return "", "has no phone number"
    if _ROUNDED.fullmatch(said):
        return "", "phone was rounded by a spreadsheet (1.31E+10); format that column as text"
    try:
        number = phonenumbers.parse(said.removesuffix(".0"), "US")
    except phonenumbers.NumberParseException:
        return "", "phone is no phone number"
    if number.extension:
        return "", "phone has an extension, which no text reaches"
    kind = phonenumbers.number_type(number)
    if kind == PhoneNumberType.UNKNOWN:
        return "", "phone is no number that anybody can have"
    if phonenumbers.region_code_for_number(number) not in REGIONS:
        return "", "phone is not in the United States"
    if kind not in _OF_PEOPLE:
        return "", "phone is a number of a service, which nobody reads texts on"
    return phonenumbers.format_number(number, PhoneNumberFormat.E164), ""
