"""Store → digest: builds, closes and writes the digest of each day."""
