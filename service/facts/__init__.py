"""What a text states, told without knowing its language: figures, names, dates, denials, sources. Pure."""
