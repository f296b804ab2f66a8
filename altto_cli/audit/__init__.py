"""Ratios in any text: read, held together with their interval and P, sought in the evidence."""
