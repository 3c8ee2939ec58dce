"""The ceiling: the least that a webhook which checks and records anything has to do.

On a bare Flask endpoint Twilio's own validator and one transaction of a select and two inserts.
"""

import os

from flask import Flask, Response, abort, request
from sqlalchemy import Column, Integer, MetaData, String, Table, Text, bindparam, insert, select
from twilio.request_validator import RequestValidator

from sms_line.store.database import Database

bare_texts = Table(
    "bench_texts",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("sid", String(64), index=True),
    Column("phone", String(40)),
    Column("body", Text),
)
_SEEN = select(bare_texts.c.id).where(bare_texts.c.sid == bindparam("sid"))
_INSERT = insert(bare_texts)


def bare_app() -> Flask:
    """The endpoint, from the environment."""
    app = Flask("ceiling", static_folder=None)
    url = os.environ["SMS_LINE_PUBLIC_URL"] + "/twilio/sms"
    validator = RequestValidator(os.environ["TWILIO_AUTH_TOKEN"])
    database = Database(os.environ["SMS_LINE_DATABASE_URL"])

    @app.get("/readyz")
    def readyz() -> str:
        return "ok"

    @app.post("/twilio/sms")
    def sms() -> Response:
        form = request.form
        if not validator.validate(url, form, request.headers.get("X-Twilio-Signature", "")):
            abort(403)
        sid, phone = form["MessageSid"], form["From"]
        with database.write() as tx:
            if tx.execute(_SEEN, {"sid": sid}).first() is None:
                tx.execute(_INSERT, {"sid": sid, "phone": phone, "body": form["Body"]})
                tx.execute(_INSERT, {"sid": None, "phone": phone, "body": "Thank you."})
        return Response("<Response><Message>Thank you.</Message></Response>", mimetype="text/xml")

    return app
