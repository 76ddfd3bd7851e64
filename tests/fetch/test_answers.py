import hashlib
from datetime import UTC, datetime, timedelta

import pytest

from service.errors import BadStatus, Denied, Gone, ProtocolFailed, ServerFailed, Throttled
from service.fetch.answers import Reply, has_body, outcome
from service.fetch.target import Target
from service.models import NotModified, Page, Redirect, Request, Validators

NOW = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
URL = "https://news.test/a"


def _reply(status: int = 200, body: bytes = b"news", **headers: str) -> Reply:
    pairs = tuple((name.replace("_", "-"), value) for name, value in headers.items())
    return Reply(target=Target.parse(URL), status=status, headers=pairs, body=body, at=NOW)


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
