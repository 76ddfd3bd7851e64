"""The extractor's version, which is stored with every revision that it makes."""

from service import rules

CODE = "12"
"""Raise this by hand whenever a change of code changes the extracted text or metadata."""

VERSION = f"{CODE}-{rules.fingerprint(rules.folder_of('service.extract'))}"
"""The version changes whenever the code or the rules do, so that the store can tell our own change from a
publisher's."""
