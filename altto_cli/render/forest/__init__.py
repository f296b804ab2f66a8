"""A forest plot: a table with one drawn column, in characters, as SVG and as PNG."""
