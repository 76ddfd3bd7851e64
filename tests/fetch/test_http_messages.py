import hashlib
from datetime import UTC, datetime, timedelta

import pytest

import service
from service.errors import BadStatus, Denied, Gone, ProtocolFailed, ServerFailed, Throttled
from service.fetch import freshness, retry_after, user_agent, validators_of
from service.fetch.http_messages import ReadResponse, has_body, http_date, outcome, request_headers
from service.fetch.target import Target
from service.models import NotModified, Page, Redirect, Request, Validators

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
    sent = dict(request_headers("x", request))
    assert sent["if-none-match"] == 'W/"é x"'
    assert sent["if-modified-since"] == "yesterday, says the server"
    assert (sent["user-agent"], sent["x-key"]) == ("Mozilla/5.0", "k")
    assert sent["accept-encoding"] == "gzip, deflate, br, zstd"
    assert not {"host", "content-length"} & sent.keys()


def test_a_request_without_validators_is_unconditional() -> None:
    """A hash alone is no condition."""
    sent = dict(request_headers(None, Request(url="https://news.test/", validators=Validators(body_hash="00"))))
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


URL = "https://news.test/a"


def _reply(status: int = 200, body: bytes = b"news", **headers: str) -> ReadResponse:
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return ReadResponse(target=Target.parse(URL), status=status, headers=pairs, body=body, at=NOW)


@pytest.mark.parametrize(
    ("status", "kind"),
    [(404, Gone), (410, Gone), (401, Denied), (402, Denied), (403, Denied), (407, Denied), (451, Denied),
     (429, Throttled), (503, Throttled), (500, ServerFailed), (502, ServerFailed), (599, ServerFailed),
     (400, BadStatus), (418, BadStatus), (101, BadStatus), (300, BadStatus), (999, BadStatus)],
)  # fmt: skip
def test_statuses_become_their_errors(status: int, kind: type[BadStatus]) -> None:
    """Each status has the error that the tree draws for it, and is named in the message."""
    with pytest.raises(BadStatus, match=rf"^news\.test answered {status}") as caught:
        outcome(Request(url=URL), _reply(status), (), 0.0)
    assert (type(caught.value), caught.value.status) == (kind, status)


@pytest.mark.parametrize("status", [429, 503, 403, 500])
def test_a_host_that_asks_for_peace_is_heard(status: int) -> None:
    """Retry-After is kept with every error status, and told."""
    with pytest.raises(BadStatus, match="left alone for 120 s") as caught:
        outcome(Request(url=URL), _reply(status, retry_after="120"), (), 0.0)
    assert caught.value.retry_after == timedelta(seconds=120)


def test_a_page_keeps_how_it_came() -> None:
    """Where it was asked for and found, its headers, its redirects and the time are in the page."""
    hops = (Redirect(url="http://news.test/a", status=301, location=URL),)
    page = outcome(Request(url="http://u:p@news.test/a"), _reply(etag='"1"'), hops, 0.25)
    assert page == Page(
        url="http://news.test/a",
        final_url=URL,
        status=200,
        headers=(("etag", '"1"'),),
        body=b"news",
        fetched_at=NOW,
        redirects=hops,
        seconds=0.25,
    )


def test_without_redirects_the_final_url_is_the_one_asked_for() -> None:
    """The spelling of the source is kept, since it is the key it knows the page by."""
    page = outcome(Request(url="HTTPS://News.test/a"), _reply(), (), 0.0)
    assert page.final_url == page.url == "HTTPS://News.test/a"


def test_304_renews_the_validators_it_names() -> None:
    """A new ETag replaces the old one; what the 304 leaves out stays, the hash always."""
    known = Validators(etag='"1"', last_modified="then", body_hash="aa")
    answer = outcome(
        Request(url=URL, validators=known), _reply(304, b"", etag='"2"', cache_control="max-age=60"), (), 0
    )
    assert isinstance(answer, NotModified)
    assert answer.validators == Validators(etag='"2"', last_modified="then", body_hash="aa")
    assert (answer.max_age, answer.fetched_at) == (timedelta(seconds=60), NOW)


@pytest.mark.parametrize("validators", [None, Validators(), Validators(body_hash="aa")])
def test_304_without_a_condition_is_an_error(validators: Validators | None) -> None:
    """Nothing was asked that "not modified" could answer."""
    with pytest.raises(ProtocolFailed, match="304"):
        outcome(Request(url=URL, validators=validators), _reply(304, b""), (), 0.0)


def test_a_known_body_is_not_modified() -> None:
    """200 with the body we know is no news, but its validators are the fresh ones."""
    digest = hashlib.sha256(b"news").hexdigest()
    request = Request(url=URL, validators=Validators(etag='"1"', body_hash=digest))
    answer = outcome(request, _reply(etag='"2"'), (), 0.0)
    assert isinstance(answer, NotModified)
    assert answer.validators == Validators(etag='"2"', body_hash=digest)
    assert isinstance(outcome(request, _reply(body=b"other"), (), 0.0), Page)


@pytest.mark.parametrize("status", [200, 203, 204, 205, 206])
def test_an_empty_success_is_a_page(status: int) -> None:
    """Whether an empty page is worth anything is not decided here."""
    page = outcome(Request(url=URL), _reply(status, b""), (), 0.0)
    assert isinstance(page, Page)
    assert (page.status, page.body) == (status, b"")


def test_bodies_of_whole_successes_only_are_wanted() -> None:
    """Errors, redirects, no content and parts nobody asked for are not read."""
    assert [status for status in (200, 201, 203, 204, 205, 206, 226, 301, 304, 404, 500) if has_body(status)] == [
        200,
        201,
        203,
        226,
    ]


@pytest.mark.parametrize(
    ("status", "headers", "location"),
    [(301, {"location": "/b"}, "/b"), (308, {"location": "/b"}, "/b"), (302, {}, None), (200, {"location": "/b"}, None),
     (300, {"location": "/b"}, None), (304, {"location": "/b"}, None),
     (303, {"location": "/Ã©"}, "/é")],
)  # fmt: skip
def test_a_redirect_needs_status_and_location(status: int, headers: dict[str, str], location: str | None) -> None:
    """Five statuses redirect; the raw bytes of a location are UTF-8."""
    assert _reply(status, **headers).location == location
