"""Every error that Dateline raises on purpose, drawn once.

::

    DatelineError                   one line for the person who can mend it
    ├── UsageError                  a command was given what it cannot take           (exit 2)
    ├── ConfigError                 sources.yaml: file, line, column, what to do      (exit 2)
    ├── StoreError                  the database
    │   ├── StoreBusy               another process kept it locked for too long
    │   ├── StoreDamaged            not a database, or it fails its integrity check
    │   ├── StoreFull               no space left
    │   ├── StoreUnwritable         a read-only place, or none at all                     (exit 2)
    │   └── StoreTooNew             written by a later version of Dateline
    ├── LockHeld                    another Dateline is doing the same already
    ├── PublishError                a digest's file could not be written                  (exit 2)
    ├── FetchError                  a URL gave no page; `.url`, `.retry_after`
    │   ├── BadURL                  not an http(s) URL that can be asked for
    │   ├── AddressRefused          its host is, or resolves to, an address that is not public
    │   ├── RobotsDisallowed        robots.txt forbids it, or could not be read (RFC 9309)
    │   ├── Unreachable             no connection
    │   │   ├── NameNotResolved     DNS has no answer
    │   │   ├── ConnectFailed       refused, reset, no route
    │   │   └── TLSFailed           the certificate or the handshake
    │   ├── TimedOut                a limit on time was met
    │   ├── ProtocolFailed          the answer is not HTTP, or broke off
    │   ├── RedirectRefused         a loop, too many hops, or a hop to something else than a web page
    │   ├── TooLarge                a limit on size was met, on the wire or decoded
    │   ├── BadEncoding             the body's Content-Encoding is broken, cut short or unknown
    │   └── BadStatus               an answer other than 2xx and 304; `.status`
    │       ├── Gone                404 or 410
    │       ├── Denied              401, 402, 403, 407, 451
    │       ├── Throttled           429 or 503
    │       └── ServerFailed        other 5xx
    └── ParseError                  bytes that are not what they should be; `.url`
        ├── NotText                 an image, a PDF, an archive … where a document was expected
        ├── NotAFeed                no feed, sitemap or listing in it
        └── ParserStopped           parsing took too long or too much memory and was killed

Foreign exceptions become one of these at a single boundary, with the cause chained. Anything else that is raised is a
bug: it is logged with its traceback and fails the source at hand, not the run.
"""

from datetime import timedelta


class DatelineError(Exception):
    """The root: `str(error)` is one line that says what, where and what to do."""


class UsageError(DatelineError):
    """A command was given what it cannot take."""


class ConfigError(DatelineError):
    """`sources.yaml` cannot be used. `problems` holds one line each, as `file:line:column: what to do`."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


class StoreError(DatelineError):
    """The database cannot be used."""


class StoreBusy(StoreError):
    """Another process kept the database locked for longer than we wait."""


class StoreDamaged(StoreError):
    """The file is not a database, or fails its integrity check."""


class StoreFull(StoreError):
    """No space left for the database."""


class StoreUnwritable(StoreError):
    """The database stands in a read-only place, or its place does not exist."""


class StoreTooNew(StoreError):
    """The database was written by a later version of Dateline."""


class LockHeld(DatelineError):
    """Another Dateline is doing the same already."""


class PublishError(DatelineError):
    """A digest's file could not be written."""


class FetchError(DatelineError):
    """A URL gave no page. `retry_after` is how long its host asks to be left alone, or None."""

    def __init__(self, message: str, *, url: str, retry_after: timedelta | None = None) -> None:
        super().__init__(message)
        self.url = url
        self.retry_after = retry_after

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.args, self.__dict__)


class BadURL(FetchError):
    """Not an http(s) URL that can be asked for."""


class AddressRefused(FetchError):
    """The host is, or resolves to, an address that is not public."""


class RobotsDisallowed(FetchError):
    """robots.txt forbids it, or could not be read, which forbids it too (RFC 9309, 2.3.1.4)."""


class Unreachable(FetchError):
    """No connection."""


class NameNotResolved(Unreachable):
    """DNS has no answer."""


class ConnectFailed(Unreachable):
    """Refused, reset, no route."""


class TLSFailed(Unreachable):
    """The certificate or the handshake."""


class TimedOut(FetchError):
    """A limit on time was met."""


class ProtocolFailed(FetchError):
    """The answer is not HTTP, or broke off."""


class RedirectRefused(FetchError):
    """A loop, too many hops, or a hop to something else than a web page."""


class TooLarge(FetchError):
    """A limit on size was met, on the wire or decoded."""


class BadEncoding(FetchError):
    """The body's Content-Encoding is broken, cut short or unknown."""


class BadStatus(FetchError):
    """An answer other than 2xx and 304. `status` is its HTTP status."""

    def __init__(self, message: str, *, url: str, status: int, retry_after: timedelta | None = None) -> None:
        super().__init__(message, url=url, retry_after=retry_after)
        self.status = status


class Gone(BadStatus):
    """404 or 410."""


class Denied(BadStatus):
    """401, 402, 403, 407 or 451."""


class Throttled(BadStatus):
    """429 or 503."""


class ServerFailed(BadStatus):
    """Another 5xx."""


class ParseError(DatelineError):
    """Bytes that are not what they should be."""

    def __init__(self, message: str, *, url: str) -> None:
        super().__init__(message)
        self.url = url

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.args, self.__dict__)


class NotText(ParseError):
    """An image, a PDF, an archive … where a document was expected."""


class NotAFeed(ParseError):
    """No feed, sitemap or listing in it."""


class ParserStopped(ParseError):
    """Parsing took too long or too much memory and was killed."""


def _rebuild(kind: type[DatelineError], args: tuple[object, ...], state: dict[str, object]) -> DatelineError:
    """Unpickle an error whose initialiser takes keywords: worker processes send errors back."""
    error = kind.__new__(kind, *args)
    error.args = args
    error.__dict__.update(state)
    return error
