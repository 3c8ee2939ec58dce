"""Who asks for an address without a person who has tapped it: messengers that draw a preview.

By the names that they give themselves. iMessage names itself after the fetchers of Facebook and
Twitter, on an old Safari (arcjet/well-known-bots#36); Google Messages says "GoogleMessages" and
nothing else (developers.google.com, "user-triggered fetchers"); Signal goes as WhatsApp.
"""

import re

from flask import Request

_FETCHERS = (
    # Messengers and networks that draw previews.
    "facebookexternalhit",
    "facebot",
    "facebookcatalog",
    "meta-externalfetcher",
    "twitterbot",
    "whatsapp",
    "googlemessages",
    "telegrambot",
    "slackbot",
    "slack-imgproxy",
    "discordbot",
    "skypeuripreview",
    "linkedinbot",
    "pinterestbot",
    "redditbot",
    "mattermost",
    "mastodon",
    "synapse",
    "iframely",
    "embedly",
    # Filters of carriers and of mail, search engines, programs.
    "bot/",
    "crawler",
    "spider",
    "google-",
    "googleother",
    "bingpreview",
    "headlesschrome",
    "python-",
    "curl/",
    "wget/",
    "go-http-client",
    "okhttp",
    "java/",
)
_FETCHER = re.compile("|".join(map(re.escape, _FETCHERS)), re.IGNORECASE)
_AHEAD = ("prefetch", "preview")
"""What browsers say where they ask before anybody has tapped (Sec-Purpose; Safari: X-Purpose)."""


def is_a_person(request: Request) -> bool:
    """May this be somebody who has tapped a link?

    Not certain: a filter that opens links from a data centre under a browser's name looks the
    same, and is counted.
    """
    agent = request.headers.get("User-Agent", "")
    purpose = " ".join(
        request.headers.get(name, "") for name in ("Sec-Purpose", "Purpose", "X-Purpose")
    ).lower()
    ahead = any(word in purpose for word in _AHEAD)
    return request.method == "GET" and bool(agent) and not ahead and not _FETCHER.search(agent)
