"""What `show` and `explain` read: events by time, and addresses that pages state and that are not believed."""

SQL = """
CREATE INDEX events_at ON events (at);

CREATE TABLE unbelieved (              -- addresses that a page states as its own, and that are not taken for it
    key     TEXT NOT NULL,             -- of the page
    url     TEXT NOT NULL,             -- as stated
    reason  TEXT NOT NULL,
    since   TEXT NOT NULL,             -- first stated so
    PRIMARY KEY (key, url)
) STRICT, WITHOUT ROWID
"""
