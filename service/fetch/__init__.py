"""The only HTTP client. It is polite, checks every address that it dials, and is bounded in time and in size."""

from service.fetch.fetcher import Fetcher
from service.fetch.http_messages import freshness, retry_after, user_agent, validators_of

__all__ = ["Fetcher", "freshness", "retry_after", "user_agent", "validators_of"]
