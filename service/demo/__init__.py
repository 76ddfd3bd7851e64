"""`dateline demo`: a small newsroom of its own on loopback, and what watches it."""
