"""The telephone number that an action is rung on, as organizers write one."""

import phonenumbers

_REGIONS = frozenset({"US", "PR", "GU", "VI", "AS", "MP"})
"""The line is of the United States; Canada and the Caribbean share +1."""


def line_number(written: str) -> str | None:
    """A US number ("307-555-0199", "+1 307 555 0199") in E.164; None if it is none."""
    try:
        number = phonenumbers.parse(written, "US")
    except phonenumbers.NumberParseException:
        return None
    # An extension cannot be rung from outside.
    if number.extension or phonenumbers.region_code_for_number(number) not in _REGIONS:
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
