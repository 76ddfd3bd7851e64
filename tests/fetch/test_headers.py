import hashlib
from datetime import UTC, datetime, timedelta

import pytest

import service
from service.fetch import freshness, retry_after, user_agent, validators_of
from service.fetch.headers import http_date, particular
from service.models import Page, Request, Validators

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
DATE = "Sat, 21 Nov 2026 12:00:00 GMT"


@pytest.mark.parametrize(
    ("contact", "tail"),
    [
        (None, ""),
        ("", ""),
        ("mailto:desk@example.org", " (+mailto:desk@example.org)"),
        ("https://example.org/bot\r\nX: 1", " (+https://example.org/botX: 1)"),
        ("a (b) é", " (+a b)"),
    ],
    ids=["none", "empty", "mail", "line break", "brackets"],
)
def test_the_user_agent_says_who_asks(contact: str | None, tail: str) -> None:
    """Name, version and, where there is one, the contact, without what would break out of the comment."""
    assert user_agent(contact) == f"Dateline/{service.__version__}{tail}"


def test_a_request_carries_its_conditions_and_headers() -> None:
    """Validators go as they came; a source's headers prevail over ours, but never frame the message."""
    request = Request(
        url="https://news.test/",
        validators=Validators(etag='W/"é x"', last_modified="yesterday, says the server", body_hash="00"),
        headers=(("User-Agent", "Mozilla/5.0"), ("X-Key", "k"), ("Host", "other.test"), ("Content-Length", "5")),
    )
    sent = dict(particular("x", request))
    assert sent["if-none-match"] == 'W/"é x"'
    assert sent["if-modified-since"] == "yesterday, says the server"
    assert (sent["user-agent"], sent["x-key"]) == ("Mozilla/5.0", "k")
    assert sent["accept-encoding"] == "gzip, deflate, br, zstd"
    assert not {"host", "content-length"} & sent.keys()


def test_a_request_without_validators_is_unconditional() -> None:
    """A hash alone is no condition."""
    sent = dict(particular(None, Request(url="https://news.test/", validators=Validators(body_hash="00"))))
    assert not {"if-none-match", "if-modified-since"} & sent.keys()


def test_validators_are_what_the_page_came_with() -> None:
    """ETag, Last-Modified and the body's SHA-256 are kept; absent headers are None."""
    page = Page(url="u", final_url="u", status=200, headers=(("etag", '"1"'),), body=b"news", fetched_at=NOW)
    expected = Validators(etag='"1"', last_modified=None, body_hash=hashlib.sha256(b"news").hexdigest())
    assert validators_of(page) == expected


FRESHNESS = {
    "silent": ({}, None),
    "max-age": ({"cache-control": "public, max-age=600"}, 600),
    "max-age before Expires": ({"cache-control": "max-age=600", "expires": "Sat, 21 Nov 2026 13:00:00 GMT"}, 600),
    "quoted max-age": ({"cache-control": 'max-age="60"'}, 60),
    "upper case": ({"cache-control": "Max-Age=60"}, 60),
    "age already spent": ({"cache-control": "max-age=600", "age": "200"}, 400),
    "older than its age": ({"cache-control": "max-age=600", "age": "2000"}, 0),
    "shared caches only": ({"cache-control": "s-maxage=600"}, None),
    "no-cache": ({"cache-control": "no-cache, max-age=600"}, 0),
    "no-store": ({"cache-control": "no-store"}, 0),
    "no-cache of one field": ({"cache-control": 'no-cache="set-cookie", max-age=60'}, 60),
    "negative": ({"cache-control": "max-age=-5"}, None),
    "garbage": ({"cache-control": "max-age=soon"}, None),
    "a year": ({"cache-control": "max-age=31536000"}, 31 * 86400),
    "beyond all numbers": ({"cache-control": "max-age=" + "9" * 5000}, 31 * 86400),
    "Expires less Date": ({"expires": "Sat, 21 Nov 2026 10:00:00 GMT", "date": "Sat, 21 Nov 2026 09:00:00 GMT"}, 3600),
    "Expires without Date": ({"expires": "Sat, 21 Nov 2026 12:30:00 GMT"}, 1800),
    "Expires in the past": ({"expires": "Thu, 01 Jan 1970 00:00:00 GMT"}, 0),
    "Expires: 0": ({"expires": "0"}, 0),
    "Expires: -1": ({"expires": "-1", "date": DATE}, 0),
}


@pytest.mark.parametrize(("headers", "seconds"), FRESHNESS.values(), ids=FRESHNESS)
def test_freshness_is_read_from_the_headers(headers: dict[str, str], seconds: int | None) -> None:
    """RFC 9111's rules for a private cache, held between zero and 31 days."""
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert freshness(tuple(headers.items()), NOW) == expected


def test_cache_control_may_come_in_several_headers() -> None:
    """Several Cache-Control headers are one list."""
    assert freshness((("cache-control", "public"), ("cache-control", "max-age=60")), NOW) == timedelta(seconds=60)


RETRY = {
    "seconds": ("120", 120),
    "zero": ("0", 0),
    "a date": ("Sat, 21 Nov 2026 12:10:00 GMT", 600),
    "a date in the past": ("Sat, 21 Nov 2026 11:10:00 GMT", None),
    "a date next year": ("Sun, 21 Nov 2027 12:10:00 GMT", 86400),
    "negative": ("-5", None),
    "a fraction": ("1.5", None),
    "garbage": ("soon", None),
    "other digits": ("٣", None),
    "a thousand million": ("1000000000", 86400),
    "beyond all numbers": ("9" * 5000, 86400),
    "empty": ("", None),
}


@pytest.mark.parametrize(("value", "seconds"), RETRY.values(), ids=RETRY)
def test_retry_after_is_read_and_held_to_a_day(value: str, seconds: int | None) -> None:
    """Seconds and dates count, up to 24 hours; what makes no sense says nothing."""
    expected = None if seconds is None else timedelta(seconds=seconds)
    assert retry_after((("retry-after", value),), NOW) == expected


@pytest.mark.parametrize(
    "text",
    ["Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994",
     "Sun, 06 Nov 1994 09:49:37 +0100"],
)  # fmt: skip
def test_http_dates_come_in_three_forms(text: str) -> None:
    """All forms of RFC 9110, and the offset of an e-mail date, give the same moment in UTC."""
    assert http_date(text) == datetime(1994, 11, 6, 8, 49, 37, tzinfo=UTC)


@pytest.mark.parametrize("text", ["", "0", "Sun, 99 Nov 1994 08:49:37 GMT", "06 Nov 99999999 08:49:37 GMT", "\x00"])
def test_what_is_no_date_is_none(text: str) -> None:
    """Broken dates never raise."""
    assert http_date(text) is None
