"""Twilio's signature on a webhook: checked with Twilio's own validator, made for practice."""

from collections.abc import Mapping
from hmac import compare_digest

from twilio.request_validator import RequestValidator


class Signature:
    """Signs and checks form posts to the public address.

    Twilio signs the address that it called. Behind a proxy that ends TLS, or under a path prefix,
    that is not the address that the web framework sees, so the public one is put together here.
    Twilio is not of one mind about the default port: the validator tries the address with it and
    without it, but only where the signature is not that of the address as it is written.
    """

    def __init__(self, auth_token: str, public_url: str) -> None:
        """`public_url`: scheme, host and, where there is one, the prefix. Raises ValueError."""
        if not auth_token:
            raise ValueError("An empty secret would let everybody sign.")
        self._validator = RequestValidator(auth_token)
        self._public_url = public_url.rstrip("/")

    def valid(self, path_with_query: str, form: Mapping[str, str], header: str) -> bool:
        """Whether `header` is the signature of this post.

        `path_with_query` is the raw path below the public address ("/twilio/sms/status?text=7"),
        as it was sent, not decoded. `form` may be a MultiDict: repeated parameters count.
        """
        url = self._url(path_with_query)
        try:
            signed = self._validator.compute_signature(url, form)
            return compare_digest(signed.encode(), header.encode()) or bool(
                self._validator.validate(url, form, header)
            )
        except UnicodeError:  # a lone surrogate: nothing that Twilio could have signed
            return False

    def sign(self, path_with_query: str, form: Mapping[str, str]) -> str:
        """The `X-Twilio-Signature` of a post, as Twilio would make it."""
        return str(self._validator.compute_signature(self._url(path_with_query), form))

    def _url(self, path_with_query: str) -> str:
        # Flask's full_path ends in "?" where there is no query; nobody signs that.
        return self._public_url + path_with_query.removesuffix("?")
