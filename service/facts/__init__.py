"""The facts that a text states, found without knowing its language: figures, names, dates, denials, quotations,
attributions. Pure.
"""
