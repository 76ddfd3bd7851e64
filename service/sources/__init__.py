"""Discovery: bytes → links. Feeds, listings, sitemaps and folders of documents.

`dispatch.discover` and `dispatch.sniff` are pure; `folder.documents` reads a folder. Run them where they can be
stopped: libraries parse hostile bytes here, though all that is ours is linear. Nothing is imported here, so that who
asks only what a source wants (`filters`) does not load the parsers.
"""
