"""What follows, and what does not, from a ratio, its interval and two event-free rates as printed.

Ratios are hazard ratios unless a name says otherwise; logarithms are natural; event-free rates are
proportions between 0 and 1 unless a name ends in `_percent`; confidence levels are percentages.
"""
