"""The numbers, short codes and messaging services of the Twilio double, with their webhooks."""

import re
from typing import Any

Resource = dict[str, Any]


class Senders:
    """`answer` knows Twilio's addresses for them; the others fill in what an account has."""

    def __init__(self) -> None:
        self._numbers: list[Resource] = []
        self._short_codes: list[Resource] = []
        self._by_path: dict[str, Resource] = {}

    def number(self, number: str, sms_url: str, **more: Any) -> None:
        """A telephone number, with where its texts go."""
        self._numbers.append(
            {"phone_number": number, "sms_url": sms_url, "sms_method": "POST", **more}
        )

    def short_code(self, code: str, sms_url: str, **more: Any) -> None:
        """A short code, with where its texts go."""
        self._short_codes.append(
            {"short_code": code, "sms_url": sms_url, "sms_method": "POST", **more}
        )

    def application(self, sid: str, sms_url: str) -> None:
        """A TwiML application, which numbers may point to."""
        self._by_path[f"Applications/{sid}.json"] = {"sms_url": sms_url, "sms_method": "POST"}

    def service(self, sid: str, inbound_request_url: str | None, **more: Any) -> None:
        """A messaging service."""
        self._by_path[f"v1/Services/{sid}"] = {
            "sid": sid,
            "inbound_request_url": inbound_request_url,
            "inbound_method": "POST",
            "use_inbound_webhook_on_number": False,
            **more,
        }

    def answer(self, path: str, query: dict[str, list[str]]) -> Resource | None:
        """Twilio's JSON for a path below the account (or from /v1), None for nothing there."""
        if path == "IncomingPhoneNumbers.json":
            found = _like(self._numbers, "phone_number", query["PhoneNumber"][0])
            return {"incoming_phone_numbers": found, "next_page_uri": None}
        if path == "SMS/ShortCodes.json":
            found = _like(self._short_codes, "short_code", query["ShortCode"][0])
            return {"short_codes": found, "next_page_uri": None}
        return self._by_path.get(path)

    def update(self, path: str, form: dict[str, list[str]]) -> Resource | None:
        """What a post to a path below the account (or from /v1) changes, as it is then."""
        known = {
            **{f"IncomingPhoneNumbers/{n.get('sid')}.json": n for n in self._numbers},
            **{f"SMS/ShortCodes/{c.get('sid')}.json": c for c in self._short_codes},
            **{path: r for path, r in self._by_path.items() if path.startswith("v1/")},
        }
        found = known.get(path)
        if found is not None:
            for name, (value,) in form.items():
                found[_snake(name)] = value == "true" if value in {"true", "false"} else value
        return found


def _snake(name: str) -> str:
    """SmsUrl → sms_url, as Twilio's JSON has it."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", name).lower()


def _like(known: list[Resource], name: str, wanted: str) -> list[Resource]:
    """Twilio's filter takes a part of a number, and "*" for any digit."""
    pattern = re.escape(wanted).replace(r"\*", "[0-9]")
    return [each for each in known if re.search(pattern, each[name])]
