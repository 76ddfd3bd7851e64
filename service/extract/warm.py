"""Reads at once what extraction else reads when it first needs it. Imported by the process that parsing processes are
forked from, so that none of them has to."""

from service.extract.content import boilerplate, forest

boilerplate.family_of("anything")
forest.shipped_forest()
