"""The digest of one day, made by pure functions: build → view → render, and then published as files.

`build` makes the day's document, plain values that JSON can hold. All files are rendered from it alone: `view` says in
words what is shown of it, and `render` writes that down as HTML, Markdown and Atom. `publish` puts the files into the
folder of digests.
"""
