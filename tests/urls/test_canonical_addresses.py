"""What a page says of its own address: believed of its own site, and only where the address agrees."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service.urls import StatedAddresses, public_url, stated_addresses, strict_key

PAGE = "https://www.example.com/2024/05/17/world/flood-in-valley-kills-12"
FOLDER = "https://www.example.com/2024/05/17/world"

ALIASES = {
    "a final slash": (PAGE, f"{PAGE}/"),
    "without www": (PAGE, PAGE.replace("www.", "")),
    "mobile host": (PAGE, PAGE.replace("www.", "m.")),
    "AMP path": (PAGE, f"{PAGE}/amp"),
    "AMP cache": (PAGE, PAGE.replace("https://", "https://www-example-com.cdn.ampproject.org/c/s/")),
    "from an AMP cache": (PAGE.replace("https://", "https://www-example-com.cdn.ampproject.org/c/s/"), PAGE),
    "no scheme": (f"{PAGE}/amp", PAGE.removeprefix("https:")),
    "unknown parameters of an article": (f"{PAGE}?wt=1&zz=2", PAGE),
    "a headline with more words": (PAGE, f"{FOLDER}/flood-in-valley-kills-12-many-missing"),
    "another section, the same name": (PAGE, "https://www.example.com/weather/flood-in-valley-kills-12"),
    "another slug, the same id": (
        "https://example.com/un-official-b2439611.html",
        "https://example.com/news/aid-chief-resigns-b2439611.html",
    ),
    "a name for a number": ("https://example.com/?p=123", "https://example.com/2024/05/flood-in-valley"),
    "a number for a name": ("https://example.com/2024/05/flood-in-valley", "https://example.com/node/123"),
    "another extension": ("https://example.com/flood-in-valley.htm", "https://example.com/flood-in-valley.html"),
    "an extension more": ("https://example.com/flood-in-valley", "https://example.com/world/flood-in-valley.html"),
    "a short name, another section": ("https://example.com/world/洪水", "https://example.com/news/洪水"),
}
HINTS = {
    "another host": (PAGE, "https://example.org/2024/05/17/world/flood-in-valley-kills-12"),
    "another host without a scheme": (PAGE, "//example.org/a"),
    "another subdomain": ("https://alice.example.com/p/monday-notes", "https://bob.example.com/p/monday-notes"),
    "another port": ("https://example.com/flood-in-valley", "https://example.com:8443/flood-in-valley"),
    "a host in the user-info": (PAGE, "https://www.example.com@example.org/flood-in-valley-kills-12"),
    "a host that ends alike": (PAGE, "https://evilexample.com/2024/05/17/world/flood-in-valley-kills-12"),
    "a cache of another host": (PAGE, "https://www-example-com.cdn.ampproject.org/c/s/example.org/a"),
    "a host called like a viewer": (
        "https://google.xyz/amp/s/example.org/flood-in-valley",
        "https://example.org/flood-in-valley",
    ),
    "from an archive": (f"https://web.archive.org/web/2024/{PAGE}", PAGE),
    "a number for a host": ("https://192.0.2.1/flood-in-valley", "https://192.0.2.2/flood-in-valley"),
    "mobile under a registry": ("https://m.co.uk/flood-in-valley", "https://www.co.uk/flood-in-valley"),
}
REFUSED = {
    "front page": (PAGE, "https://www.example.com/", "front page"),
    "front page as a file": (PAGE, "https://www.example.com/index.html", "front page"),
    "section above": (PAGE, FOLDER, "section above"),
    "section elsewhere": (PAGE, "https://www.example.com/europe", "a section"),
    "list of a subject": (PAGE, "https://www.example.com/tags/flood-in-valley", "list of articles"),
    "first page, by a parameter": (f"{PAGE}?page=2", PAGE, "another page"),
    "second page": (PAGE, f"{PAGE}?page=2", "another page"),
    "first page, by segments": (f"{PAGE}/page/2", PAGE, "another page"),
    "first page, by one segment": (f"{PAGE}/2", PAGE, "section above"),
    "first page, by an ending": ("https://example.com/flood-2.html", "https://example.com/flood.html", "another page"),
    "another article's name": (PAGE, f"{FOLDER}/markets-fall-again", "another article"),
    "another short name": ("https://example.com/a/flood", "https://example.com/a/markets", "another article"),
    "another id": ("https://example.com/story/12345", "https://example.com/story/12346", "another content id"),
    "another id, the same slug": (
        "https://example.com/daily-briefing-123456",
        "https://example.com/daily-briefing-123457",
        "another content id",
    ),
    "another film": ("https://example.com/watch?v=aaa", "https://example.com/watch?v=aab", "parameter"),
    "the script of all articles": (
        "https://example.com/article.php?id=5",
        "https://example.com/article.php",
        "lacks the parameters",
    ),
    "another day": (PAGE, PAGE.replace("/17/", "/18/"), "another day"),
    "another author": (
        "https://example.com/@eve/flood-in-valley",
        "https://example.com/@alice/flood-in-valley",
        "another author",
    ),
    "another author's folder": ("https://example.com/~eve/a-b", "https://example.com/a-b", "another author"),
    "relative": (PAGE, "/2024/05/17/world/flood-in-valley-kills-12/amp", "no absolute"),
    "a name": (PAGE, "flood", "no absolute"),
    "a script": (PAGE, "javascript:alert(1)", "no absolute"),
    "mail": (PAGE, "mailto:desk@example.com", "no absolute"),
    "data": (PAGE, "data:text/html,a", "no absolute"),
    "a scheme without slashes": (PAGE, "https:flood-in-valley", "no absolute"),
    "no host": (PAGE, "https://", "no absolute"),
    "a placeholder": (PAGE, "{{canonical}}", "no absolute"),
    "a lone surrogate": (PAGE, "https://www.example.com/\ud800", "no absolute"),
}


@pytest.mark.parametrize(("page", "stated"), ALIASES.values(), ids=ALIASES.keys())
def test_a_page_is_believed_about_its_own_site(page: str, stated: str) -> None:
    """The same host but for its layout, and an address that may well be the same article's."""
    assert stated_addresses(page, canonical=stated) == StatedAddresses(aliases=(public_url(stated),))


@pytest.mark.parametrize(("page", "stated"), HINTS.values(), ids=HINTS.keys())
def test_another_site_is_a_hint_only(page: str, stated: str) -> None:
    """No page takes over what stands on another host, whatever it says."""
    for name in ("canonical", "og_url", "amp_url"):
        assert stated_addresses(page, **{name: stated}) == StatedAddresses(hints=(public_url(stated),))


@pytest.mark.parametrize(("page", "stated", "reason"), REFUSED.values(), ids=REFUSED.keys())
def test_a_fault_of_a_template_is_no_alias(page: str, stated: str, reason: str) -> None:
    """An address that is another page's by its shape is kept with the reason, for whoever asks."""
    answer = stated_addresses(page, canonical=stated)
    assert answer.aliases == answer.hints == ()
    assert len(answer.refused) == 1
    assert reason in answer.refused[0][1]


@pytest.mark.parametrize("stated", [None, "", " \n", PAGE, f"{PAGE}?utm_source=x#part", PAGE.replace("https", "http")])
def test_nothing_new_is_stated(stated: str | None) -> None:
    """An absent address, and the page's own, say nothing."""
    assert stated_addresses(PAGE, canonical=stated) == StatedAddresses()


def test_every_address_stands_once_in_order_of_trust() -> None:
    """`rel=canonical` before `og:url` before `rel=amphtml`; the same address twice is one."""
    answer = stated_addresses(
        f"{PAGE}?zz=1", canonical=PAGE, og_url=f"{PAGE}?utm_source=og", amp_url=f"https://u:p@{PAGE[8:]}/amp#top"
    )
    assert answer == StatedAddresses(aliases=(PAGE, f"{PAGE}/amp"))


def test_a_page_needs_an_address_of_its_own() -> None:
    """Without the address it was fetched from there is no site to believe."""
    with pytest.raises(ValueError, match="not a URL"):
        stated_addresses("/a", canonical=PAGE)


_SOME = st.sampled_from(
    [
        *(url for case in (*ALIASES.values(), *HINTS.values(), *REFUSED.values()) for url in case[:2]),
        "https://example.com/" + "-a" * 5_000,
        "https://example.com/" + "/page/2" * 1_400,
        "https://example.com/?" + "a=1&" * 2_500,
        "http://[::1]:8080/%",
    ]
)


@given(page=_SOME.filter(lambda url: url.startswith("http") and url != "https://"), stated=_SOME | st.text())
def test_no_statement_raises_and_none_reaches_another_host(page: str, stated: str) -> None:
    """Whatever is stated: a defined answer, and an alias is an address of its own that parses."""
    try:
        strict_key(page)
    except ValueError:
        return
    answer = stated_addresses(page, canonical=stated, og_url=stated, amp_url=stated)
    assert len(answer.aliases) + len(answer.hints) + len(answer.refused) <= 1
    for url in (*answer.aliases, *answer.hints):
        assert public_url(url) == url
        assert strict_key(url) != strict_key(page)
