"""What a source wants: its `include` and `exclude` (words, phrases, URL patterns), the page it is itself. Pure."""

from fnmatch import fnmatchcase

from service.config import Source
from service.urls import strict_key


def watches(source: Source, key: str) -> bool:
    """Say whether the link of this key is the source's own page, which it watches."""
    return source.url is not None and strict_key(source.url) == key


def wants_link(source: Source, url: str) -> bool:
    """Say whether a link's page is worth fetching, by its URL alone; words are looked for once there is a text."""
    if any(_is_pattern(rule) and _url_matches(rule, url) for rule in source.exclude):
        return False
    if source.include and all(_is_pattern(rule) for rule in source.include):
        return any(_url_matches(rule, url) for rule in source.include)
    return True


def wants_article(source: Source, *, url: str, title: str | None, text: str) -> bool:
    """Say whether an article is kept."""
    words = f"{title or ''}\n{text}".casefold()
    if any(_matches(rule, url, words) for rule in source.exclude):
        return False
    return not source.include or any(_matches(rule, url, words) for rule in source.include)


def _matches(rule: str, url: str, words: str) -> bool:
    return _url_matches(rule, url) if _is_pattern(rule) else rule.casefold() in words


def _is_pattern(rule: str) -> bool:
    return "/" in rule or "*" in rule


def _url_matches(pattern: str, url: str) -> bool:
    return fnmatchcase(url, pattern) if "*" in pattern else pattern in url
