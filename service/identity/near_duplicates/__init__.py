"""Which texts are one, whole, cut, retitled or touched up, and which differ by a fact. Pure."""
