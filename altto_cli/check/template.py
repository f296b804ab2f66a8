"""The study that somebody is about to enter: every key they are likely to need, and what it asks.

What must be filled in stands empty, so that `altto check` names each line that still is.
"""

STUDY = """\
# yaml-language-server: $schema=schema.json
# $schema: schema.json
#
# One study, from its paper. What follows a # is said to you and skipped by the program.
#
# 1. Fill in what stands empty, after the colon. What a # asks for stands beside it.
# 2. Take figures over exactly as printed: 0.50 is not 0.5. Figures have a point and no separators:
#    1579, and 0.82 where print has .82. Sentences are never copied: say it in your own words.
# 3. What the paper does not report is left out: delete the line. Never write 0 or "unknown".
# 4. altto check {folder}
#    names every line that is still empty or cannot be right; it changes nothing.
# 5. altto studies --evidence {folder}
#    shows the study beside those that came with the program.
#
# How far a line is indented says what it belongs to. Text with a colon and a space in it, or one
# that starts with a sign such as < or *, stands in quotes.

# The design: mostly the first lines of the abstract's methods.
id: {id}
title:                      # as people know it: Borealin in heart failure (AURORA)
version:                    # of what you write here, in quotes: "2026.1"; raise it at each change
design:                     # in one line, for under every answer: randomised, double-blind trial
randomised:                 # true or false: did chance decide who had which of these treatments?
exploratory:                # true, false, not reported: is it a subgroup or unplanned analysis?
n:                          # patients in the analysis: 1579
median_follow_up_years:     # 2.6; where months are printed, median_follow_up_months: 31 instead
# adjusted_for: [age, region]   # said of every adjusted ratio; one of its own goes into its record

# The paper. Add a record, from "- id" on, for each further one: an abstract, a registry entry.
sources:
  - id: paper               # its name below; small letters, digits and hyphens
    kind:                   # paper, abstract, talk, registry, news report, interview, commentary
    citation:               # the full reference
    # reference:                # the same in parts, as far as you saw them, for altto cite
    #   authors: ["Quill, A", "Oke, B"]     # and_others: true where more follow
    #   title: Borealin in heart failure
    #   container: J Invented Res
    #   published: "2001-03"
    #   volume: "1"             # issue, pages, number, event, held too
    short:                  # as a sentence names it: Aurora Investigators, J Invented Res 2001
    peer_reviewed:          # true or false
    checked:                # the day on which you read it: 2026-11-22
    read:                   # what of it you read: full text, abstract, part of the abstract, table,
                            # news report, talk, commentary, interview, registry entry, not seen
    taken:                  # what you took from it: Every figure.
    doi:                    # without https://doi.org/: 10.5555/aurora.2001
    pmid:                   # PubMed's number, in quotes

# What patients had: a record for each treatment that was compared.
strategies:
  - id:                     # the word people will type: borealin
    label:                  # as tables show it: Borealin
    also: []                # other words people type: [bor, borealin tablets]; the ids that other
                            # studies use for it too, so that altto compare --studies finds it
  - id:
    label:
    # includes: [borealin]      # of an add-on: the ids of what it is given together with

# What was counted: a record for each outcome that you enter.
endpoints:
  - id:                     # the word people will type: death
    label:                  # short
    name:                   # in full: Death from any cause
    # asked_as: [mortality]     # ids of other studies under which it answers as well
    # competing_risks: true     # where a death makes it impossible: a recurrence, a fracture
    # harm: true                # where it counts a harm of treatment, for altto harms
    # unit: points              # in what its means are
    # better: higher            # or lower: which of two means is the better one

# Who was looked at: all, and a record for each subgroup with figures of its own.
populations:
  - id: all
    label: All patients
    # menopause: premenopausal  # or postmenopausal, perimenopausal, overall (all of them together)
    # her2: positive            # or negative, mostly negative, not recorded
    n:                      # 1579

# How many of them had which treatment: the numbers in brackets after "assigned to".
groups:
  - strategy:               # the id of the first treatment above
    population: all
    label:                  # as tables show it here
    n:                      # 790
    source: paper
    locator:                # where in the paper: Table 1, or abstract
  - strategy:               # the id of the second
    population: all
    label:
    n:
    source: paper
    locator:

# The figures: a record for each outcome in each population. Copy the whole record for the next.
results:
  - id:                     # what it says: death-all-borealin-vs-placebo
    endpoint:               # an id from endpoints
    population: all         # an id from populations
    source: paper
    locator:                # where in the paper: Table 2, Figure 3, abstract
    treatment:              # the one named first in "hazard ratio for ... v ..."
      strategy:             # an id from strategies
      event_free_percent:   # patients WITHOUT the event: 84.0; with it, write event_percent
      # ci_low: 81.4            # of the percentage, where its interval is printed too
      # ci_high: 86.6
      # ci_level: 95
      at_years:             # at which time: 2
      events:               # how many had the event: 121
    reference:
      strategy:
      event_free_percent:
      at_years:
      events:
    effect:                 # delete it, to the end of p_label, where only percentages are printed
      measure:              # hazard ratio, rate ratio, odds ratio or risk ratio
      adjusted:             # true, false or not reported: other characteristics in the model?
      estimate:             # 0.82, treatment relative to reference; do not turn it round
      ci_low:               # the interval's lower end: 0.62
      ci_high:              # its upper end: 1.08
      ci_level:             # in percent: 95
      p:                    # as printed, in quotes: "<0.001"
      p_kind:               # superiority, non-inferiority or interaction
      p_test:               # Wald, log-rank, stratified log-rank, likelihood ratio or score
      p_label:              # P or 2p, as printed
    significance:           # only the paper's own word: significant or not significant

# Take the # away before what you need of the rest.
#
# What is said without figures ("did not differ significantly") is a result of its own.
#   - id: hospital-days-all
#     endpoint: hospital-days
#     population: all
#     source: paper
#     locator: abstract
#     treatment: {{strategy: borealin}}
#     reference: {{strategy: placebo}}
#     statement: No significant difference; no figures printed.
#     significance: not significant
#
# Three groups that the paper speaks of together; two of them compared are a result as above.
#   - id: nausea-all-three-groups
#     endpoint: nausea
#     population: all
#     source: paper
#     locator: Table 5
#     groups:
#       - {{strategy: borealin, event_percent: 14.2, events: 112}}
#       - {{strategy: borealin-diet, event_percent: 12.1}}
#       - {{strategy: placebo, event_percent: 1.3}}
#
# A difference between groups, means, events in patient-years, and times in months, as printed:
#   - id: pain-all-borealin-vs-placebo
#     endpoint: pain            # its record in endpoints says in what: unit: points
#     population: all
#     source: paper
#     locator: Table 4
#     treatment: {{strategy: borealin, mean: -5.2}}
#     reference: {{strategy: placebo, mean: -3.1}}
#     difference:
#       measure: mean difference    # or difference of event-free rates, risk or rate difference
#       adjusted: true
#       estimate: -2.1            # treatment minus reference
#       ci_low: -3.4
#       ci_high: -0.8
#       ci_level: 95
#       at_months: 6
#   - id: bleeding-all-borealin-vs-placebo
#     endpoint: bleeding          # a harm: its record in endpoints says harm: true
#     population: all
#     source: paper
#     locator: Table 5
#     treatment: {{strategy: borealin, events: 36, event_rate: 2.3, per_patient_years: 100}}
#     reference: {{strategy: placebo, events: 48, event_rate: 3.1, per_patient_years: 100}}
#
# Subgroups: a record each, its population declared above, and one of the P of their interaction.
#   - id: death-old-borealin-vs-placebo
#     endpoint: death
#     population: old
#     source: paper
#     locator: Figure 3
#     treatment: {{strategy: borealin, events: 71}}
#     reference: {{strategy: placebo, events: 90}}
#     effect:
#       measure: hazard ratio
#       adjusted: not reported
#       estimate: 0.75
#       ci_low: 0.55
#       ci_high: 1.02
#       ci_level: 95
#   - id: death-old-vs-young-borealin-vs-placebo
#     endpoint: death
#     population: old
#     source: paper
#     locator: Figure 3
#     versus_population: young  # over more than two: subgroup: region, instead
#     treatment: {{strategy: borealin}}
#     reference: {{strategy: placebo}}
#     p_value: {{p: "0.03", p_kind: interaction, p_label: P}}
#
# facts:
#   - id: toxicity
#     section: not reported     # looked for and not found: it has no value
#     label: Toxicity
#     text: In no group.
#   - id: start
#     section: design           # or patients, beware, commentary
#     label: Start
#     value: May 1998
#     text: As the paper has it.
#     source: paper
#     locator: Methods
#
# What changes how a figure is read stands beside it, with key: true on every page that shows it.
# remarks:
#   - id: stopped-early
#     text: The trial was stopped early.     # at most 160 characters
#     touches: [results/death-all-borealin-vs-placebo]    # or study
#     key: true
#
# Two things that are printed and do not go together: both are entered, and a conflict names them.
# conflicts:
#   - id: number-of-deaths
#     severity: check           # conflict, check or note
#     text: The text says 120 deaths with borealin, the table 121.
#     touches: [results/death-all-borealin-vs-placebo]
#
# What is known of harm, in a line under every comparison; and the harms to which nothing speaks.
# harm: Bleeding in 2.3 v 3.1 per 100 patient-years
# harm_not_at_hand: Of longer treatment.
"""


def study(id: str, folder: str) -> str:
    """The template of a study's `study.yaml`; `folder` is what a person types to name it."""
    return STUDY.format(id=id, folder=folder)
