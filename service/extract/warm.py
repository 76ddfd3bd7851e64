"""Load the rules that are otherwise loaded when first needed. The process from which parsing processes are forked
imports this module, so that the forked ones find the rules loaded."""

from service.extract.content import boilerplate, forest

boilerplate.family_of("anything")
forest.shipped_forest()
