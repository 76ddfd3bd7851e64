"""The extractor's version, kept with every revision it makes."""

from service import rules

CODE = "12"
"""Raised by hand whenever a change of code changes what comes out."""

VERSION = f"{CODE}-{rules.fingerprint(rules.folder_of('service.extract'))}"
"""Changes whenever code or rules do, so that the store can tell our own change from a publisher's."""
