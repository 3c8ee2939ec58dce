"""Can letters leave, as the settings have it? Asked by the doctor and by the launch checklist."""

from sms_line.routes.check import Check
from sms_line.routes.choose import open_route
from sms_line.settings import Settings, SettingsError


def mail(chosen: Settings) -> Check:
    """Ask the way that letters take; nothing is sent."""
    try:
        found = open_route(chosen).check()
    except SettingsError as error:
        return Check("failure", str(error))
    if found.level != "ok":
        return found
    if chosen.mail_url == "outbox:" and not chosen.database_url.startswith("sqlite"):
        return Check(
            "warning",
            f"{found.sentence} Each machine keeps those that its own worker wrote; with several "
            "machines set SMS_LINE_MAIL_URL to a mail server.",
        )
    if chosen.mail_url == "outbox:":
        # Fine for practising; on a line that people text, nobody gets their letters.
        return found if chosen.practice else Check("warning", found.sentence)
    if ".invalid" in chosen.mail_to:
        return Check(
            "failure",
            "The mail server is ready, but nobody has the address that letters go to; set "
            "SMS_LINE_MAIL_TO.",
        )
    return found
