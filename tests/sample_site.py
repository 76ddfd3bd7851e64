"""A small website on loopback, written page by page. It runs in a thread, so that other processes reach it."""

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

FLOOD = "/news/1-flood-in-district-1"
"""Where a page stands for which the path does not matter."""

_SENTENCES = (
    "Rescue teams worked through the night at {place}, where the river left its bed on {day}.",
    "Officials in {place} said that {number} families had been brought to the school on the hill.",
    "“We saw the water come over the road within {number} minutes,” said a teacher who lives near the bridge.",
    "The regional council of {place} will meet on {day} to decide on money for repairs.",
    "Engineers had warned for {number} years that the embankment was too low, as a report says.",
)
_PLACES = (
    "Arlen",
    "Bresk",
    "Corvo",
    "Dunmere",
    "Elsham",
    "Farrow",
    "Galt",
    "Hollin",
    "Ister",
    "Jarn",
    "Kells",
    "Lorne",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday")


def prose(seed: int, paragraphs: int = 5) -> list[str]:
    """Paragraphs that look like news, different for each seed."""
    made = []
    for index in range(paragraphs):
        chosen = [_SENTENCES[(seed * 3 + index + step * (seed % 4 + 1)) % len(_SENTENCES)] for step in range(3)]
        values = {
            "place": _PLACES[(seed + index) % len(_PLACES)],
            "day": _DAYS[(seed + index * 2) % len(_DAYS)],
            "number": 11 + seed * 7 + index,
        }
        made.append(" ".join(sentence.format(**values) for sentence in chosen))
    return made


def article(title: str, paragraphs: list[str], *, published: str = "2026-11-20T06:00:00Z", aside: str = "") -> str:
    """A news page with the usual things around its text."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"""<!doctype html><html lang="en"><head><title>{title} | The Test Post</title>
<meta property="og:title" content="{title}"><meta property="og:type" content="article">
<meta property="og:site_name" content="The Test Post"><meta property="article:published_time" content="{published}">
</head><body><nav><a href="/">Home</a> <a href="/world">World</a></nav>
<main><article><h1>{title}</h1>{text}</article></main>
<aside><h2>Related</h2><ul>{aside}</ul></aside><footer>© The Test Post. All rights reserved.</footer></body></html>"""


def rss(base: str, entries: list[tuple[str, str]]) -> str:
    """A feed of (path, title)."""
    items = "".join(f"<item><title>{title}</title><link>{base}{path}</link></item>" for path, title in entries)
    return f'<?xml version="1.0"?><rss version="2.0"><channel><title>The Test Post</title>{items}</channel></rss>'


@dataclass(slots=True)
class Answer:
    """What stands at a path."""

    body: bytes
    status: int = 200
    content_type: str = "text/html; charset=utf-8"
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0


class SampleSite:
    """Pages by path; unknown paths answer 404. Gives ETags and honours them."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.answers: dict[str, Answer] = {}
        self.requests: list[tuple[str, int]] = []
        """(path, status), in the order answered."""
        self.begun: list[str] = []
        """Paths asked for, answered or not yet."""

    def put(self, path: str, body: str | bytes, **more: Any) -> str:
        """Let `path` answer so; its URL."""
        raw = body.encode() if isinstance(body, str) else body
        kind = "application/rss+xml" if raw.startswith(b"<?xml") else "text/html; charset=utf-8"
        self.answers[path] = Answer(raw, **{"content_type": kind, **more})
        return self.base + path

    def drop(self, path: str) -> None:
        """Let `path` answer 404."""
        self.answers.pop(path, None)

    def publish(self, count: int, *, delay: float = 0.0, start: int = 1) -> None:
        """A feed at /feed.xml of `count` different articles."""
        entries = [(f"/news/{n}-flood-in-district-{n}", f"Flood in district {n}") for n in range(start, start + count)]
        for n, (path, title) in enumerate(entries, start):
            self.put(path, article(title, prose(n)), delay=delay)
        self.put("/feed.xml", rss(self.base, entries))

    def carry(self, page: str, path: str = FLOOD, title: str = "Flood", **more: Any) -> str:
        """Let `path` answer with `page`, and /feed.xml name it alone; the path."""
        self.put(path, page, **more)
        self.put("/feed.xml", rss(self.base, [(path, title)]))
        return path

    def asked(self, path: str) -> int:
        """How often `path` was asked for."""
        return sum(asked == path for asked, _ in self.requests)


@contextmanager
def serving(address: str = "127.0.0.1") -> Iterator[SampleSite]:
    """A site, up while the context lasts."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            answer = site.answers.get(self.path, Answer(b"<h1>404 Not Found</h1>", status=404))
            tag = f'"{hashlib.sha256(answer.body).hexdigest()[:16]}"'
            status = 304 if answer.status == 200 and self.headers.get("If-None-Match") == tag else answer.status
            site.begun.append(self.path)
            time.sleep(answer.delay)
            site.requests.append((self.path, status))
            body = b"" if status == 304 else answer.body
            self.send_response(status)
            self.send_header("Content-Type", answer.content_type)
            self.send_header("Content-Length", str(len(body)))
            if answer.status == 200:
                self.send_header("ETag", tag)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer((address, 0), Handler)
    server.daemon_threads = True
    site = SampleSite(f"http://{address}:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
