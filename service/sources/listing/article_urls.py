"""What a URL alone says of whether it is an article's."""

import re
from urllib.parse import SplitResult, unquote, urlsplit

from service.sources.listing.listing_rules import listing_rules

_DATED = re.compile(
    r"/(?:19|20)\d\d[/-](?:0?[1-9]|1[0-2]|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)"
    r"(?:[/-](?:0?[1-9]|[12]\d|3[01]))?[/-][^/]*[^\W\d]"
    r"|(?<!\d)(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])(?!\d)"
    r"|(?<!\d)(?:19|20)\d\d-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?!\d)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(r"\d{5,}")
_SLUG_WORD = re.compile(r"[^\W\d_]{2,}|\d+")
_ENDING = re.compile(r"\.([A-Za-z0-9]{1,5})$")
_WEB_ENDING = re.compile(r"\.(?:html?|php\d?|aspx?|jsp|cfm|cms|shtml|stm|xhtml)$", re.IGNORECASE)
_LIST_QUERY = re.compile(r"(?:^|&)(?:page|paged|offset|start|sort|filter|share|replytocom|s|q)=", re.IGNORECASE)


def refusal(url: str, page: str) -> str | None:
    """Return why `url`, named on `page`, cannot be an article: a word for the note where it is a file, "" where it is a
    list, a tool or the page itself. None where it can.
    """
    rules = listing_rules()
    target, here = urlsplit(url), urlsplit(page)
    parts = _parts(target)
    ending = _ENDING.search(parts[-1]) if parts else None
    if ending and ending[1] in rules.endings:
        return ending[1]
    if (target.netloc, target.path.rstrip("/")) == (here.netloc, here.path.rstrip("/")):
        return None if _content_query(target) else ""
    if not parts and not _content_query(target):
        return ""
    if _LIST_QUERY.search(target.query) or not rules.folders.isdisjoint(parts[:-1]):
        return ""
    if parts and (parts[-1] in rules.pages or _WEB_ENDING.sub("", parts[-1]) in rules.pages):
        return ""
    return None


def signs(url: str) -> set[str]:
    """Return which signs of `[weights]` the URL bears: dated_path, numbered, slug or short_slug, section."""
    target = urlsplit(url)
    parts = _parts(target)
    found = set()
    if _DATED.search(target.path):
        found.add("dated_path")
    last = _WEB_ENDING.sub("", parts[-1]) if parts else ""
    if any(_NUMBERED.search(part) for part in parts[-2:]) or _NUMBERED.search(target.query):
        found.add("numbered")
    words = len(_SLUG_WORD.findall(last))
    if words >= 3 or (words and not last.isascii() and len(last) >= 8):
        found.add("slug")
    elif words == 2:
        found.add("short_slug")
    elif not found and not re.search(r"\d", last + target.query):
        found.add("section")
    return found


def same_site(url: str, page: str) -> bool:
    """Say whether both hosts belong to one registered name, as far as the public suffix list is not needed for it."""
    return _site(urlsplit(url).hostname or "") == _site(urlsplit(page).hostname or "")


def _site(host: str) -> str:
    labels = host.split(".")
    if labels[-1].isdigit() or ":" in host:
        return host
    long = len(labels) > 2 and labels[-2] in listing_rules().shared and len(labels[-1]) == 2
    return ".".join(labels[-3 if long else -2 :])


def _parts(target: SplitResult) -> list[str]:
    return [part for part in unquote(target.path).lower().split("/") if part]


def _content_query(target: SplitResult) -> bool:
    """`?id=123`, `?p=123`: systems that name articles in the query."""
    return bool(re.search(r"(?:^|&)\w{1,12}=\d{2,}(?:&|$)", target.query)) and not _LIST_QUERY.search(target.query)
