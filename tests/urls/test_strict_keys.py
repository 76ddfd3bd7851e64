"""One page, one key; two pages, two keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.urls import host, origin, public_url, strict_key

SAME = {
    "scheme": ("http://example.com/a", "https://example.com/a"),
    "case of scheme and host": ("HTTPS://Example.COM/a", "https://example.com/a"),
    "default port": ("https://example.com:443/a", "https://example.com/a"),
    "default port of the other scheme": ("http://example.com:443/a", "https://example.com/a"),
    "empty port": ("http://example.com:/a", "http://example.com/a"),
    "user-info": ("https://user:secret@example.com/a", "https://example.com/a"),
    "fragment": ("https://example.com/a#part", "https://example.com/a"),
    "empty fragment": ("https://example.com/a#", "https://example.com/a"),
    "empty route": ("https://example.com/a#!", "https://example.com/a"),
    "empty query": ("https://example.com/a?", "https://example.com/a"),
    "empty parameter": ("https://example.com/a?&b=1&", "https://example.com/a?b=1"),
    "missing path": ("https://example.com", "https://example.com/"),
    "dot segments": ("https://example.com/a/../b/./c", "https://example.com/b/c"),
    "encoded dot segments": ("https://example.com/a/%2e%2E/b", "https://example.com/b"),
    "unreserved characters encoded": ("https://example.com/%7Ea%2Db", "https://example.com/~a-b"),
    "case of percent-encoding": ("https://example.com/a%2fb?c=%c3%a9", "https://example.com/a%2Fb?c=%C3%A9"),
    "letters beyond ASCII": ("https://example.com/أخبار", "https://example.com/%D8%A3%D8%AE%D8%A8%D8%A7%D8%B1"),
    "a space": ("https://example.com/a b", "https://example.com/a%20b"),
    "a bracket": ("https://example.com/a[1]", "https://example.com/a%5B1%5D"),
    "a percent sign that encodes nothing": ("https://example.com/100%", "https://example.com/100%25"),
    "internationalised host": ("https://faß.de/a", "https://xn--fa-hia.de/a"),
    "final dot of the host": ("https://example.com./a", "https://example.com/a"),
    "campaign tags": ("https://example.com/a?utm_source=x&b=1&utm_medium=y", "https://example.com/a?b=1"),
    "case of a tracker": ("https://example.com/a?UTM_Source=x&FBCLID=y", "https://example.com/a"),
    "a tracker's name encoded": ("https://example.com/a?utm%5Fsource=x", "https://example.com/a"),
    "click identifiers": ("https://example.com/a?fbclid=1&gclid=2&msclkid=3&yclid=4", "https://example.com/a"),
    "newsletter identifiers": ("https://example.com/a?mc_cid=1&mc_eid=2&_hsenc=3", "https://example.com/a"),
    "five marks encoded": ("https://example.com/ab%27c%28d%29?e=%21%2a", "https://example.com/ab'c(d)?e=!*"),
    "a space in a form's spelling": ("https://example.com/?q=a+b", "https://example.com/?q=a%20b"),
    "order of parameters": ("https://example.com/?c=1&b=2&a=3", "https://example.com/?a=3&b=2&c=1"),
    "an ampersand out of HTML": ("https://example.com/x?a=1&amp;b=2", "https://example.com/x?a=1&b=2"),
    "no scheme": ("//example.com/a", "https://example.com/a"),
    "backslashes": ("https:\\\\example.com\\a", "https://example.com/a"),
    "campaign tags of Matomo and Piano": ("https://example.com/a?mtm_source=1&at_medium=2", "https://example.com/a"),
    "white space around": (" https://example.com/a\n", "https://example.com/a"),
}
OTHER = {
    "host": ("https://news.example.com/a", "https://sport.example.com/a"),
    "www": ("https://www.example.com/a", "https://example.com/a"),
    "port": ("https://example.com:8443/a", "https://example.com/a"),
    "case of the path": ("https://bit.ly/3AbC", "https://bit.ly/3abc"),
    "final slash": ("https://example.com/a/", "https://example.com/a"),
    "encoded slash": ("https://example.com/a%2Fb", "https://example.com/a/b"),
    "encoded question mark": ("https://example.com/a%3Fb", "https://example.com/a?b"),
    "encoded ampersand": ("https://example.com/?q=a%26b=1", "https://example.com/?q=a&b=1"),
    "encoded percent sign": ("https://example.com/?k=b%25a3", "https://example.com/?k=b%a3"),
    "encoded percent sign, taken apart": ("https://example.com/%%34%31", "https://example.com/A"),
    "value of a parameter": ("https://example.com/?id=1", "https://example.com/?id=2"),
    "empty value": ("https://example.com/?id=", "https://example.com/?id=1"),
    "order of parameters of one name": ("https://example.com/?a=1&a=2", "https://example.com/?a=2&a=1"),
    "order of values without a name": ("https://example.com/?1750,4&7", "https://example.com/?7&1750,4"),
    "encoded plus": ("https://example.com/?q=C%2B", "https://example.com/?q=C+"),
    "a parameter that may be content": ("https://example.com/?ref=1201", "https://example.com/?ref=1202"),
    "a name that contains a tracker's": ("https://example.com/?my_utm_source=1", "https://example.com/"),
    "a route": ("https://example.com/#!/story/1", "https://example.com/#!/story/2"),
    "a route of an application": ("https://example.com/#/story/1", "https://example.com/#/story/2"),
    "umlaut of the host": ("https://bücher.de/a", "https://bucher.de/a"),
}
NO_URLS = ["", "example.com/a", "//", "/a", "ftp://example.com/a", "javascript:alert(1)", "mailto:a@b.c"]
NO_URLS += [
    "http://",
    "https://exa mple.com/",
    "https://example.com:99999/",
    "\ud800",
    "https://example.com/\udfff",
    "data:text/html,a",
]


@pytest.mark.parametrize(("one", "other"), SAME.values(), ids=SAME.keys())
def test_equal_urls_have_one_key(one: str, other: str) -> None:
    """What RFC 3986 calls equal, and what only a tracker tells apart, merges."""
    assert strict_key(one) == strict_key(other)


@pytest.mark.parametrize(("one", "other"), OTHER.values(), ids=OTHER.keys())
def test_different_urls_have_different_keys(one: str, other: str) -> None:
    """What a server may answer differently never merges."""
    assert strict_key(one) != strict_key(other)


def test_key_is_readable() -> None:
    """A key is host, path and query, so that it can be read in a database."""
    assert strict_key("HTTP://u@Example.com:8080/a%7e?x=1&utm_id=2#y") == "example.com:8080/a~?x=1"


@pytest.mark.parametrize("text", NO_URLS)
@pytest.mark.parametrize("name", [strict_key, public_url, origin, host])
def test_no_web_url_is_a_value_error(name, text: str) -> None:
    """Only absolute http(s) URLs have an identity; the message is one line."""
    with pytest.raises(ValueError, match=r"^not an? .*URL: .*; .*$"):
        name(text)


@given(
    st.text()
    | st.text(alphabet="%aA0/2eE.?&=#!:@[]{}|'\"\\ é\ud800", max_size=40).map(lambda rest: f"http://example.com/{rest}")
    | st.text(alphabet="aA.-:@%0123x[]", max_size=20).map(lambda rest: f"http://{rest}/x")
)
def test_any_string_gives_a_stable_key_or_a_value_error(text: str) -> None:
    """No other error ever; the key of a key, and of what is stored and shown, is the key again."""
    try:
        key = strict_key(text)
    except ValueError:
        return
    assert strict_key(f"https://{key}") == key
    assert strict_key(public_url(text)) == key
    assert public_url(public_url(text)) == public_url(text)
    assert key.startswith(host(text))
    assert "@" not in origin(text)


@pytest.mark.parametrize("part", ["a", "/", "%", "é", "?", "&", "&amp;", "a=1&", "../", "#!/", "@", ";"])
def test_a_very_long_url_has_a_key(part: str) -> None:
    """Ten thousand characters are a URL like any other."""
    url = "https://example.com/" + (part * 10_000)[:10_000]
    assert strict_key(f"https://{strict_key(url)}") == strict_key(url)


def test_public_url_hides_credentials_and_keeps_the_rest() -> None:
    """User-info and fragment go; trackers and the scheme stay, since this is the address that was named."""
    assert public_url("http://user:secret@Example.com/a?utm_source=x#part") == "http://example.com/a?utm_source=x"


def test_public_url_keeps_a_route() -> None:
    """Without its route the address would lead a reader to another page."""
    assert public_url("https://example.com/#/story/1") == "https://example.com/#/story/1"
    assert public_url("https://example.com/#!/story/1") == "https://example.com/#!/story/1"


def test_origin_and_host() -> None:
    """The origin carries a port that is not the scheme's own; the host carries none, nor a final dot."""
    assert origin("https://user@Example.com:443/a") == "https://example.com"
    assert origin("http://example.com:81/a") == "http://example.com:81"
    assert host("http://Example.com.:81/a") == "example.com"
    assert host("http://[2001:DB8::7]/") == "[2001:db8::7]"
