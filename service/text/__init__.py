"""Unicode, white space, folding and clipping: the forms of a text that several rooms share. Pure."""
