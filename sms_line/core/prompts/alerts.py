"""What is asked and said about alerts and reminders."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ReminderPlanned:
    """A text will come the day before."""


@dataclass(frozen=True, slots=True)
class NothingToRemind:
    """No day lies ahead of which this person could be reminded."""


@dataclass(frozen=True, slots=True)
class AlertsOffer:
    """Reply YES to get alerts: program, frequency, rates, HELP, STOP (CTIA 5.1.2)."""


@dataclass(frozen=True, slots=True)
class AlertsConfirmed:
    """Said YES to alerts (CTIA 5.1.2 wants a confirmation that names the program)."""


@dataclass(frozen=True, slots=True)
class AlertsDeclined:
    """Said NO to alerts."""


@dataclass(frozen=True, slots=True)
class AlertsAlready:
    """Gets alerts as it is."""
