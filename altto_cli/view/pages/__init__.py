"""One page a file: a choice of columns, sections and warnings."""
