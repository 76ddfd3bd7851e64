"""One page by convention, one loose key; two pages, two."""

import json
import re
from importlib.resources import files
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.urls import loose_key, strict_key

PAIRS = Path(__file__).parents[3] / "shared/benchmarks/identity/url-pairs.jsonl"

PAGE = "https://example.com/2024/05/flood-kills-12"
SAME = {
    "AMP path": f"{PAGE}/amp/",
    "AMP path in front": "https://example.com/amp/2024/05/flood-kills-12",
    "AMP ending": f"{PAGE}.amp",
    "AMP host": "https://amp.example.com/2024/05/flood-kills-12",
    "AMP parameter": f"{PAGE}?amp=1",
    "AMP parameter without a value": f"{PAGE}?amp",
    "AMP view by name": f"{PAGE}?outputType=amp",
    "AMP cache": "https://example-com.cdn.ampproject.org/c/s/example.com/2024/05/flood-kills-12?amp_js_v=0.1&usqp=mq331",
    "AMP viewer": "https://www.google.co.uk/amp/s/amp.example.com/2024/05/flood-kills-12",
    "archive": "https://web.archive.org/web/20240601000000id_/https://example.com/2024/05/flood-kills-12",
    "redirect": "https://www.google.com/url?sa=t&url=https%3A%2F%2Fexample.com%2F2024%2F05%2Fflood-kills-12&usg=x",
    "redirect to an AMP cache": (
        "https://l.facebook.com/l.php?h=x&u=https%3A%2F%2Fexample-com.cdn.ampproject.org%2Fc%2Fs%2F"
        "example.com%2F2024%2F05%2Fflood-kills-12"
    ),
    "share button": "https://twitter.com/share?via=x&url=https://example.com/2024/05/flood-kills-12",
    "www": "https://www.example.com/2024/05/flood-kills-12",
    "mobile host": "https://m.example.com/2024/05/flood-kills-12",
    "two labels in front": "https://www.m.example.com/2024/05/flood-kills-12",
    "print path": f"{PAGE}/print/",
    "print parameter": f"{PAGE}?print=1",
    "print view by name": f"{PAGE}?view=Print",
    "index file": f"{PAGE}/index.html",
    "index file in capitals": f"{PAGE}/Default.aspx",
    "final slash": f"{PAGE}/",
    "doubled slash": "https://example.com//2024/05//flood-kills-12",
    "session in the path": f"{PAGE};jsessionid=0A1B.worker2",
    "session in the query": f"{PAGE}?PHPSESSID=0a1b",
    "a campaign tag": f"{PAGE}?CMP=fb_gu",
    "a referrer in words": f"{PAGE}?ref=homepage",
    "a referrer with a number": f"{PAGE}?source=twitter_2",
    "a campaign under an id's name": f"{PAGE}?cid=newsletter-12",
    "the first page": f"{PAGE}?page=1",
    "several at once": "http://m.example.com/2024/05/flood-kills-12/amp/index.html?utm_source=x&ref=rss&share=twitter",
}
OTHER = {
    "a word that begins like a view": ("https://example.com/music/amp-review", "https://example.com/music/review"),
    "a subject called like a view": ("https://example.com/tags/amp/", "https://example.com/tags/"),
    "a subject below a subject": ("https://example.com/tags/heavy-metal/amp", "https://example.com/tags/heavy-metal"),
    "a list below a view's name": ("https://example.com/print/tags/a-b", "https://example.com/tags/a-b"),
    "a host that begins like mobile": ("https://medium.example.com/a", "https://example.com/a"),
    "a registry": ("https://m.co.uk/a", "https://www.co.uk/a"),
    "another site": ("https://m.example.com/a", "https://m.example.org/a"),
    "port": ("https://m.example.com:8443/a", "https://example.com/a"),
    "view by number": ("https://example.com/a?view=1", "https://example.com/a?view=2"),
    "language": ("https://example.com/a?lang=en", "https://example.com/a?lang=de"),
    "page": ("https://example.com/a?page=2", "https://example.com/a"),
    "id under a referrer's name": ("https://example.com/n?ref=1201", "https://example.com/n?ref=1202"),
    "id under a campaign's name": ("https://example.com/n?cid=abc", "https://example.com/n?cid=abd"),
    "empty value": ("https://example.com/a?b=", "https://example.com/a?b=1"),
    "route": ("https://example.com/app.html#/story/1", "https://example.com/app.html#/story/2"),
    "case of the path": ("https://bit.ly/3AbC", "https://bit.ly/3abc"),
    "a file below an index file": ("https://example.com/index.php/a-1", "https://example.com/index.php/a-2"),
    "date behind one slug": ("https://example.com/briefing-20240517", "https://example.com/briefing-20240518"),
    "date behind another slug": ("https://example.com/markets-20240517", "https://example.com/weather-20240517"),
    "short number": ("https://example.com/markets-2024", "https://example.com/weather-2024"),
    "archived pages": (
        "https://web.archive.org/web/20240101000000/https://example.com/a",
        "https://web.archive.org/web/20240101000000/https://example.com/b",
    ),
    "films": ("https://youtu.be/aFCO6WidGVM", "https://youtu.be/aFCO6WidGVN"),
}


@pytest.mark.parametrize("url", SAME.values(), ids=SAME.keys())
def test_other_addresses_of_a_page_share_its_loose_key(url: str) -> None:
    """Layouts, wrappers and weak parameters make no difference to the loose key, and always one to the strict."""
    assert loose_key(url) == loose_key(PAGE) == "example.com/2024/05/flood-kills-12"
    assert strict_key(url) != strict_key(PAGE)


@pytest.mark.parametrize(("one", "other"), OTHER.values(), ids=OTHER.keys())
def test_other_pages_have_other_loose_keys(one: str, other: str) -> None:
    """What may well be another page is not even compared."""
    assert loose_key(one) != loose_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://example.com/un-official-b2439611.html", "https://example.com/un-official-resigns-gaza-b2439611.html"),
        ("https://example.com/news/12345678-flood", "https://example.com/news/12345678-flood-kills-12"),
        ("https://example.com/flood-kills-12,1234567", "https://example.com/1234567"),
        ("https://example.com/%D8%A3%D8%AE-1234567", "https://example.com/flood-1234567"),
    ],
    ids=["id last", "id first", "id alone", "slug in another script"],
)
def test_a_slug_may_change_beside_its_id(one: str, other: str) -> None:
    """A slug follows the headline; the content id stays."""
    assert loose_key(one) == loose_key(other)


@pytest.mark.parametrize(
    "url",
    [
        "https://youtu.be/aFCO6WidGVM?si=zz",
        "https://m.youtube.com/watch?list=x&v=aFCO6WidGVM&t=30s",
        "https://www.youtube-nocookie.com/embed/aFCO6WidGVM?rel=0",
        "https://www.youtube.com/shorts/aFCO6WidGVM",
    ],
)
def test_a_film_has_one_key(url: str) -> None:
    """Players and short addresses lead to the film's page."""
    assert loose_key(url) == "youtube.com/watch?v=aFCO6WidGVM"


@pytest.mark.parametrize(
    "path", ["a/..;jsessionid=1/b", "a/..amp", "a/...amp.html", "a/.amp", ".print", "amp", "print/", "//"]
)
def test_what_is_left_is_never_a_dot_segment(path: str) -> None:
    """A key would else be another key when it is read again."""
    key = loose_key(f"https://example.com/{path}")
    assert loose_key(f"https://{key}") == key
    assert not {"", ".", ".."} & set(key.split("/")[1:-1])


def test_rules_are_written_as_they_are_compared() -> None:
    """Names, values and segments are compared in lower case: another spelling in the data would never match."""
    for name in ("trackers", "weak", "shapes"):
        text = files("service.urls").joinpath(f"rules/{name}.toml").read_text("utf-8")
        words = re.findall(r'"([^"]*)"', re.sub(r"(?m)^#.*$", "", text))
        assert [word for word in words if word != word.lower()] == []
        assert len(words) > 50


def test_an_address_wrapped_too_deep_keeps_its_wrapping() -> None:
    """Nobody makes us unwrap for ever, and the key is stable all the same."""
    url = "https://example.com/a"
    for _ in range(200):
        url = f"https://web.archive.org/web/2024/{url}"
    assert loose_key(url).startswith("web.archive.org/")
    assert loose_key(f"https://{loose_key(url)}") == loose_key(url)


_PIECES = st.sampled_from(
    [
        "/",
        "//",
        ".",
        "..",
        ";",
        "&",
        "=",
        "#",
        "#!",
        "#/",
        "?",
        "%",
        "+",
        ",",
        "-",
        "amp",
        "print",
        "index.html",
        ".amp",
        ";jsessionid=1",
        "?amp=1",
        "&ref=rss",
        "&amp;",
        "%2F",
        "%3A",
        "%3B",
        "%26",
        "%2E\n",
        "",
        "",
        "",
        "/amp/",
        "/print/",
        "tags",
        "story-1",
        "20240517",
        "b2439611",
        "1234567",
        "-1234567",
        ".html",
        "page=2",
        "m.",
        "www.",
        "é",
        "�",
        "\t",
        "@",
        ":",
        "~",
        "utm_a=1\n",
        "",
        "",
        "",
        "https://web.archive.org/web/2024/",
        "https://youtu.be/",
        "aFCO6WidGVM",
        "https%3A%2F%2Fa.b",
        "/c/s/",
    ]
)
_HOSTS = st.sampled_from(
    [
        "example.com",
        "m.example.com",
        "en.m.example.org",
        "www.m.co.uk",
        "[::1]",
        "[::1]:8080",
        "1.2.3.4",
        "m.1.2.3.4",
        "localhost",
        "a..b.",
        "user:pw@a.b",
        "a-b.cdn.ampproject.org/c/s/a.b",
        "www.google.com/url?q=https://a.b",
        "web.archive.org/web/2024/a.b",
        "amp.m.www.a.b:81",
    ]
)


@given(
    st.text()
    | st.tuples(_HOSTS, st.lists(_PIECES, max_size=12)).map(lambda parts: f"http://{parts[0]}/{''.join(parts[1])}")
)
def test_any_string_gives_a_stable_loose_key_or_a_value_error(text: str) -> None:
    """The key of a key is the key again, it parses, and it follows from the strict key alone."""
    try:
        strict = strict_key(text)
    except ValueError:
        with pytest.raises(ValueError, match="URL"):
            loose_key(text)
        return
    key = loose_key(text)
    assert loose_key(f"https://{key}") == key
    assert loose_key(f"https://{strict}") == key


@pytest.mark.parametrize(
    "part", ["a", "/", "/amp", "-1", ".amp", "%", "é", "&ref=", ";sid=", "web.archive.org/web/2024/"]
)
def test_a_very_long_url_has_a_loose_key(part: str) -> None:
    """Ten thousand characters are a URL like any other."""
    url = "https://example.com/" + (part * 10_000)[:10_000]
    assert loose_key(f"https://{loose_key(url)}") == loose_key(url)


@pytest.mark.skipif(not PAIRS.exists(), reason="the benchmark of URL pairs is not beside this checkout")
def test_benchmark_is_told_apart() -> None:
    """Strict keys merge all generic pairs of one page and no other pair; loose keys all of heuristic pairs as well."""
    pairs = [json.loads(line) for line in PAIRS.read_text("utf-8").splitlines()]
    assert [pair for pair in pairs if _merged(pair, strict_key) and not pair["same"]] == []
    assert [pair for pair in pairs if _merged(pair, loose_key) and not pair["same"]] == []
    same = [pair for pair in pairs if pair["same"]]
    assert [pair for pair in same if pair["tier"] == "generic" and not _merged(pair, strict_key)] == []
    assert [pair for pair in same if pair["tier"] == "heur" and not _merged(pair, loose_key)] == []


def _merged(pair, key) -> bool:
    return key(pair["a"]) == key(pair["b"])
