"""The facts that a text states: figures, names, dates, denials, opposites, quotations, attributions. Pure.

Its language is not known. For numbers in words it is guessed, since a word is a number in one and none in another.
"""
