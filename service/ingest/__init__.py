"""One fetched page into the store, in one transaction: recorder → normalize → decide → apply."""
