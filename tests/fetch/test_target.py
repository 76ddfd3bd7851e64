import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.errors import BadURL
from service.fetch.target import MAX_LENGTH, Target, without_credentials

READINGS = {
    "plain": ("https://Example.org:443/a/../b?q#f", "https://example.org/b?q", "example.org", "https://example.org"),
    "port": ("http://example.org:8080", "http://example.org:8080/", "example.org", "http://example.org:8080"),
    "user-info": ("http://u:p@example.org/", "http://example.org/", "example.org", "http://example.org"),
    "user that looks like a host": ("http://example.com@127.0.0.1/", "http://127.0.0.1/", "127.0.0.1", None),
    "backslash": ("http://127.0.0.1\\@example.com/", "http://127.0.0.1/@example.com/", "127.0.0.1", None),
    "short IPv4": ("http://127.1/", "http://127.0.0.1/", "127.0.0.1", None),
    "decimal IPv4": ("http://2130706433/", "http://127.0.0.1/", "127.0.0.1", None),
    "hexadecimal IPv4": ("http://0x7f000001/", "http://127.0.0.1/", "127.0.0.1", None),
    "hexadecimal short IPv4": ("http://0x7f.1/", "http://127.0.0.1/", "127.0.0.1", None),
    "octal IPv4": ("http://017700000001/", "http://127.0.0.1/", "127.0.0.1", None),
    "zero": ("http://0/", "http://0.0.0.0/", "0.0.0.0", None),
    "ideographic full stops": ("http://127。0。0。1/", "http://127.0.0.1/", "127.0.0.1", None),
    "trailing dot": ("http://127.0.0.1./", "http://127.0.0.1/", "127.0.0.1", None),
    "mapped IPv6": ("http://[::ffff:127.0.0.1]/", "http://[::ffff:7f00:1]/", "::ffff:7f00:1", None),
    "name in Unicode": ("http://münchen.de/ä", "http://xn--mnchen-3ya.de/%C3%A4", "xn--mnchen-3ya.de", None),
}


@pytest.mark.parametrize(("text", "url", "host", "origin"), READINGS.values(), ids=READINGS)
def test_urls_are_read_as_browsers_read_them(text: str, url: str, host: str, origin: str | None) -> None:
    """Every spelling of a host comes out in one form, and user-info and fragment are gone."""
    target = Target.parse(text)
    assert (target.url, target.host) == (url, host)
    assert origin in (None, target.origin)


@pytest.mark.parametrize(
    "text",
    ["", "/path", "example.org", "file:///etc/passwd", "gopher://example.org/", "javascript:alert(1)", "http://[::1",
     "http://exa mple.org/", "http://[fe80::1%25eth0]/", "http://a/\udc80", "http://example.org/" + "a" * MAX_LENGTH],
)  # fmt: skip
def test_what_cannot_be_asked_for_is_refused(text: str) -> None:
    """Other schemes, relative and broken URLs, and overlong ones are BadURL."""
    with pytest.raises(BadURL):
        Target.parse(text)


@pytest.mark.parametrize(
    "text", ["http://u:s3cret@[::1", "ftp://u:s3cret@example.org/", "http://u:s3cret@a/" + "a" * 3000]
)
def test_a_refusal_does_not_tell_the_password(text: str) -> None:
    """Neither the message nor the URL kept with it holds user-info."""
    with pytest.raises(BadURL) as caught:
        Target.parse(text)
    assert "s3cret" not in f"{caught.value} {caught.value.url}"


def test_references_are_resolved_against_the_page() -> None:
    """Relative, scheme-relative and absolute references become whole URLs; a broken one is BadURL."""
    page = Target.parse("https://example.org/a/b?c")
    assert page.join("../d e").url == "https://example.org/d%20e"
    assert page.join("//other.org").url == "https://other.org/"
    assert page.join("http://u:p@third.org/#x").url == "http://third.org/"
    with pytest.raises(BadURL):
        page.join("http://[::1")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("http://u:p@h/x", "http://h/x"), ("//u@h/", "//h/"), ("http://h/a@b//c@d", "http://h/a@b//c@d"),
     ("http://h?x=//u@h", "http://h?x=//u@h"), ("http://a@b@h/", "http://h/"), ("u:p@h", "u:p@h")],
)  # fmt: skip
def test_anonymous_cuts_user_info_only(text: str, expected: str) -> None:
    """The user name and password go, an @ anywhere else stays."""
    assert without_credentials(text) == expected


@given(st.text(alphabet="ab.:/@\\?#%[]0127x-_é。 \t", max_size=25))
def test_the_http_library_reads_the_same_host(rest: str) -> None:
    """What has been normalised leaves httpx no second reading: same host, same port, or it refuses."""
    try:
        target = Target.parse(f"http://{rest}")
    except BadURL:
        return
    try:
        url = httpx.URL(target.url)
    except httpx.InvalidURL:
        return
    assert url.raw_host.decode() == target.host
    assert (
        target.origin.endswith(f":{url.port}") if url.port is not None else ":" not in target.place.rpartition("]")[2]
    )
