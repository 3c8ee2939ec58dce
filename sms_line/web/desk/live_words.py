"""What the live page calls things: error codes of the carrier, steps on the way, the curves."""

from sms_line.store.journeys import Step

WHY_NOT = {
    "": "no reason was given",
    "21211": "not a telephone number",
    "21408": "their country is not switched on at the carrier",
    "21610": "they had said STOP to the carrier",
    "21614": "not a mobile number",
    "30001": "the carrier's queue was full",
    "30003": "the telephone was off or out of reach",
    "30004": "their carrier blocks the text",
    "30005": "no such telephone any more",
    "30006": "a landline, or a carrier that takes no texts",
    "30007": "filtered out by their carrier",
    "30008": "the carrier does not say why",
    "30034": "the number is not registered for texting (10DLC)",
}
"""The carrier's error codes (twilio.com/docs/api/errors) in words."""

STEPS = {
    Step.KEYWORD: "Texted the keyword",
    Step.ZIP: "Place known",
    Step.NAMES: "Names of their legislators shown",
    Step.NAME: "Own name known",
    Step.REVIEW: "Letter shown",
    Step.SENT: "Said YES",
    Step.ACCEPTED: "A letter accepted",
}
"""How far somebody has come at least."""

CURVES = {
    "in": "Texts in",
    "accepted": "Letters accepted",
    "calls": "Calls",
    "opt-outs": "Opt-outs",
}
