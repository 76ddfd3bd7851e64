"""What a URL alone says."""

import pytest

from service.sources.listing.article_links import refusal, same_site, signs

PAGE = "https://www.paper.example/world?page=1"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/2026/11/20/bridge", {"dated_path"}),
        ("/2026/11/bridge-opens", {"dated_path", "short_slug"}),
        ("/2026-11/20/c_118201.htm", {"dated_path", "numbered"}),
        ("/a/20261120-bridge", {"dated_path", "numbered", "short_slug"}),
        ("/2026/nov/20/the-old-bridge-opens", {"dated_path", "slug"}),
        ("/2026/11/20/", set()),
        ("/2026/11", set()),
        ("/world/the-old-bridge-opens", {"slug"}),
        ("/world/the_old_bridge.html", {"slug"}),
        ("/world/%D8%A7%D9%84%D8%AC%D8%B3%D8%B1-%D8%A7%D9%84%D9%82%D8%AF%D9%8A%D9%85", {"slug"}),
        ("/world/africa", {"section"}),
        ("/news/184401", {"numbered"}),
        ("/world/articleshow/126041363.cms", {"numbered"}),
        ("/article.php?id=55212", {"numbered"}),
        ("/article.php?id=5521", set()),
    ],
)
def test_signs(path: str, expected: set[str]) -> None:
    """Dates with something behind them, ids of five digits and words joined by dashes are signs of an article."""
    assert signs("https://paper.example" + path) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://www.paper.example/world/a-story", None),
        ("https://www.paper.example/topic-of-the-day-is-bread", None),
        ("https://www.paper.example/?p=5521", None),
        ("https://www.paper.example/world?id=5521", None),
        ("https://www.paper.example/world/contact-lost-with-ferry", None),
        ("https://www.paper.example/world", ""),
        ("https://www.paper.example/world/", ""),
        ("https://www.paper.example/world?page=2", ""),
        ("https://www.paper.example/", ""),
        ("https://www.paper.example/tag/bread-and-butter-prices", ""),
        ("https://www.paper.example/Author/pia-lund-of-holm", ""),
        ("https://www.paper.example/world/page/2", ""),
        ("https://www.paper.example/search/all-of-it", ""),
        ("https://www.paper.example/contact-us.html", ""),
        ("https://www.paper.example/world/a-story?share=email", ""),
        ("https://www.paper.example/files/a-statement.PDF", "pdf"),
        ("https://www.paper.example/podcast.mp3", "mp3"),
        ("https://www.paper.example/story-v1.2", None),
    ],
)
def test_refusal(url: str, expected: str | None) -> None:
    """Lists, tools, the page itself and files that are no pages are no articles; all else may be one."""
    assert refusal(url, PAGE) == expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("paper.example", "www.paper.example", True),
        ("live.news.paper.example", "paper.example", True),
        ("paper.example", "sheet.example", False),
        ("paper.co.uk", "sheet.co.uk", False),
        ("www.paper.co.uk", "paper.co.uk", True),
        ("paper.com.au", "sheet.com.au", False),
        ("127.0.0.2", "127.0.0.3", False),
        ("127.0.0.2:8001", "127.0.0.2:8002", True),
        ("[::1]", "[::2]", False),
    ],
)
def test_same_site(one: str, other: str, expected: bool) -> None:
    """Two hosts are one site when they share the registered name; addresses, when they are equal."""
    assert same_site(f"https://{one}/a", f"https://{other}/b") is expected
