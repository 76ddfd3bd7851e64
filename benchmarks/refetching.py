"""What a site changes around an article from one visit to the next: 25 kinds of noise, put into the page's markup.

`refetched(html, noise, seed)` is the page as the next visit finds it, byte for byte a function of its arguments. Most
noises move elements about; the last ones change how the same page is written (`AS_WRITTEN`).
"""

import random
import re
from collections.abc import Callable, Iterator
from html.entities import codepoint2name

from selectolax.lexbor import LexborHTMLParser, LexborNode

Noise = Callable[[LexborHTMLParser, random.Random], None]
Rewriting = Callable[[str, random.Random], str | bytes]

_MARKUP = re.compile(
    r"(<(script|style|textarea|pre|noscript|template|svg|iframe)\b.*?</\2\s*>|<!--.*?-->|<(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>)",
    re.DOTALL | re.IGNORECASE,
)
_CHARSET = re.compile(r"(<meta[^>]*charset=[\"']?)[\w-]+", re.IGNORECASE)


def refetched(html: str, noise: str, seed: int = 0) -> bytes:
    """`html`, as a parser writes it, under a noise of `NOISES`; under `none` the page itself."""
    draw = random.Random(f"{noise} {seed}")
    page = LexborHTMLParser(html)
    if noise in ELEMENTS:
        ELEMENTS[noise](page, draw)
    markup = page.html or ""
    written = AS_WRITTEN[noise](markup, draw) if noise in AS_WRITTEN else markup
    return written if isinstance(written, bytes) else written.encode(errors="replace")


def texts(markup: str) -> Iterator[tuple[str, bool]]:
    """Serialised markup in pieces, in order: text that is shown (True), and all else."""
    last = 0
    for tag in _MARKUP.finditer(markup):
        if tag.start() > last:
            yield markup[last : tag.start()], True
        yield tag[0], False
        last = tag.end()
    if last < len(markup):
        yield markup[last:], True


def element(markup: str) -> LexborNode:
    """The element that `markup` is."""
    body = LexborHTMLParser("<body>" + markup).body
    assert body is not None
    child = body.first_child
    assert child is not None
    return child


def paragraphs(page: LexborHTMLParser) -> list[LexborNode]:
    """Every fourth paragraph that stands by itself."""
    return [node for node in page.css("p") if node.parent is not None and node.parent.tag in ("div", "article")][::4]


def after_paragraphs(page: LexborHTMLParser, markup: Callable[[], str]) -> None:
    """Put an element after every fourth paragraph."""
    for node in paragraphs(page):
        node.insert_after(element(markup()))


def at_end(page: LexborHTMLParser, markup: str) -> None:
    """Put an element where the article ends."""
    for node in paragraphs(page)[-1:]:
        assert node.parent is not None
        node.parent.insert_child(element(markup))


def first_in_body(page: LexborHTMLParser, markup: str) -> None:
    """Put an element at the top of the page."""
    child = page.body.first_child if page.body is not None else None
    if child is not None:
        child.insert_before(element(markup))


# ── elements come, go and change ──────────────────────────────────────────────────────────────────────────────────


def advertisements(page: LexborHTMLParser, draw: random.Random) -> None:
    after_paragraphs(page, lambda: f'<div class="ad-slot"><span>Advertisement</span> Buy {draw.random()} now.</div>')


def related_links(page: LexborHTMLParser, draw: random.Random) -> None:
    links = "".join(f"<li><a href=/{draw.random()}>Another story of the day {draw.random()}</a></li>" for _ in range(5))
    at_end(page, f'<section class="related"><h3>Related articles</h3><ul>{links}</ul></section>')


def most_read(page: LexborHTMLParser, draw: random.Random) -> None:
    links = "".join(f"<li><a href=/{draw.random()}>What everybody reads {draw.random()}</a></li>" for _ in range(5))
    at_end(page, f"<aside><h2>Most read</h2><ol>{links}</ol></aside>")


def counters(page: LexborHTMLParser, draw: random.Random) -> None:
    at_end(page, f'<div class="share-bar"><span>{draw.randrange(900)} shares</span></div>')
    at_end(page, f'<div class="comments-count">{draw.randrange(900)} comments</div>')


def views(page: LexborHTMLParser, draw: random.Random) -> None:
    for node in page.css("h1")[:1]:
        node.insert_after(element(f'<span class="views">{draw.randrange(100, 90_000)} views</span>'))


def times_ago(page: LexborHTMLParser, draw: random.Random) -> None:
    for node in page.css("h1")[:1]:
        node.insert_after(element(f"<div>{draw.randrange(2, 59)} minutes ago</div>"))
    at_end(page, f"<p>Updated {draw.randrange(2, 23)} hours ago</p>")


def nonces(page: LexborHTMLParser, draw: random.Random) -> None:
    for node in page.css("p, div, section, a"):
        node.attrs["data-nonce"] = str(draw.random())
    after_paragraphs(page, lambda: f"<script nonce={draw.random()}>var token = '{draw.random()}'</script>")


def csrf_tokens(page: LexborHTMLParser, draw: random.Random) -> None:
    if page.head is not None:
        page.head.insert_child(element(f'<meta name="csrf-token" content="{draw.randrange(16**16):016x}">'))
    token = f'<input type="hidden" name="authenticity_token" value="{draw.randrange(16**16):016x}">'
    at_end(page, f'<form action="/comment" method="post">{token}<textarea name="c"></textarea></form>')


def order_of_attributes(page: LexborHTMLParser, draw: random.Random) -> None:
    for node in page.css("[class]"):
        attributes = list(node.attributes.items())
        draw.shuffle(attributes)
        for name, _ in attributes:
            del node.attrs[name]
        for name, value in attributes:
            node.attrs[name] = value or ""


def generated_names(page: LexborHTMLParser, draw: random.Random) -> None:
    for node in page.css("div, p"):
        node.attrs["class"] = f"{node.attrs.get('class') or ''} css-{draw.randrange(16**6):06x}1"


def sign_up_forms(page: LexborHTMLParser, draw: random.Random) -> None:
    at_end(page, f"<form><p>Sign up to our newsletter</p><label>Your email address</label>{draw.random()}</form>")


def comments_in_markup(page: LexborHTMLParser, draw: random.Random) -> None:
    after_paragraphs(
        page, lambda: f"<span hidden><!-- served by node {draw.random()} <p> in {draw.random()} --></span>"
    )


def cookie_banner(page: LexborHTMLParser, draw: random.Random) -> None:
    buttons = "<button>Accept all</button><button>Reject all</button><a href=/cookies>Cookie policy</a>"
    text = "We and our partners use cookies to store and access personal data such as browsing data."
    first_in_body(page, f'<div id="cookie-consent-{draw.randrange(99)}" role="dialog"><p>{text}</p>{buttons}</div>')


def inline_scripts(page: LexborHTMLParser, draw: random.Random) -> None:
    state = f'{{"now":{draw.randrange(10**12)},"ab":"v{draw.randrange(9)}","user":null}}'
    at_end(page, f"<script>window.__STATE__={state};document.write('<p>{draw.random()}</p>')</script>")
    at_end(page, f'<script type="application/json" id="props">{state}</script>')


def signed_images(page: LexborHTMLParser, draw: random.Random) -> None:
    for node in page.css("img[src]"):
        source = (node.attributes.get("src") or "").split("?")[0]
        node.attrs["src"] = f"{source}?X-Amz-Signature={draw.randrange(16**12):012x}&w={draw.choice((640, 800, 1200))}"


def lazy_images(page: LexborHTMLParser, draw: random.Random) -> None:
    for node in page.css("img[src]"):
        node.attrs["data-src"] = node.attributes.get("src") or ""
        node.attrs["src"] = "data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw=="
        node.attrs["loading"] = draw.choice(("lazy", "eager"))


def wrappers(page: LexborHTMLParser, draw: random.Random) -> None:
    """The element with most paragraphs gets one more around it, as a new template does."""
    parents = {node.parent.mem_id: node.parent for node in page.css("p") if node.parent is not None}
    parents = {key: node for key, node in parents.items() if node.tag in ("div", "article", "section")}
    if parents:
        main = max(parents.values(), key=lambda node: len(node.css("p")))
        main.replace_with(element(f'<div class="l-grid-{draw.randrange(9)}"><div>{main.html}</div></div>'))


def market_ticker(page: LexborHTMLParser, draw: random.Random) -> None:
    rates = "".join(f"<li>{name} {draw.uniform(1, 9_999):.2f}</li>" for name in ("DAX", "FTSE", "EUR/USD", "Brent"))
    first_in_body(page, f'<div class="ticker"><ul>{rates}</ul><span>{draw.randrange(30)} °C, cloudy</span></div>')


def videos(page: LexborHTMLParser, draw: random.Random) -> None:
    for node in paragraphs(page)[1:2]:
        frame = f'<iframe src="https://player.example/{draw.randrange(10**6)}"></iframe>'
        node.insert_after(element(f'<div class="video-embed">{frame}<button>Play</button></div>'))


ELEMENTS: dict[str, Noise] = {
    noise.__name__: noise
    for noise in (
        advertisements,
        related_links,
        most_read,
        counters,
        views,
        times_ago,
        nonces,
        csrf_tokens,
        order_of_attributes,
        generated_names,
        sign_up_forms,
        comments_in_markup,
        cookie_banner,
        inline_scripts,
        signed_images,
        lazy_images,
        wrappers,
        market_ticker,
        videos,
    )
}
"""What changes the elements."""

# ── the same page, written otherwise ──────────────────────────────────────────────────────────────────────────────


def _shown(markup: str, change: Callable[[str], str]) -> str:
    return "".join(change(piece) if shown and piece.strip() else piece for piece, shown in texts(markup))


def wrapped_lines(markup: str, draw: random.Random) -> str:
    """Some spaces are line ends now."""
    return _shown(markup, lambda text: re.sub(" ", lambda _: "\n    " if draw.random() < 0.2 else " ", text))


def character_references(markup: str, draw: random.Random) -> str:
    """What is not ASCII is written as a number, or by its name; but for C1 controls, whose numbers mean other signs."""

    def referred(found: re.Match[str]) -> str:
        name = codepoint2name.get(ord(found[0]))
        return f"&{name};" if name and draw.random() < 0.5 else f"&#{ord(found[0])};"

    return _shown(markup, lambda text: re.sub(r"[^\x00-\x9f]", referred, text))


def quote_glyphs(markup: str, draw: random.Random) -> str:
    """Curly quotation marks and apostrophes are straight now."""
    straight = str.maketrans({"“": '"', "”": '"', "„": '"', "’": "'", "‘": "'"})
    return _shown(markup, lambda text: text.translate(straight))


def soft_hyphens(markup: str, draw: random.Random) -> str:
    """Long words may break where they could not."""
    return _shown(
        markup,
        lambda text: re.sub(
            r"(?<![&#\w])[^\W\d_]{12,}(?![\w;])",
            lambda word: word[0][:6] + "\u00ad" + word[0][6:] if draw.random() < 0.3 else word[0],
            text,
        ),
    )


def utf_16(markup: str, draw: random.Random) -> bytes:
    """Another encoding, which its first bytes tell."""
    return _CHARSET.sub(r"\1utf-16", markup).encode("utf-16", errors="replace")


def windows_1252(markup: str, draw: random.Random) -> bytes:
    """An old encoding that the page declares; what it lacks is referred to by number. C1 controls cannot be."""
    if re.search("[\x80-\x9f]", markup):
        return markup.encode(errors="replace")
    declared = _CHARSET.sub(r"\1windows-1252", markup)
    if declared == markup:
        declared = markup.replace("<head>", '<head><meta charset="windows-1252">', 1)
    return declared.encode("cp1252", errors="xmlcharrefreplace")


AS_WRITTEN: dict[str, Rewriting] = {
    rewriting.__name__: rewriting
    for rewriting in (wrapped_lines, character_references, quote_glyphs, soft_hyphens, utf_16, windows_1252)
}
"""What changes how the page is written."""

NOISES = (*ELEMENTS, *AS_WRITTEN)
