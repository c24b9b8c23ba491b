/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the result document says of checks and waivers. Null is as in document.h.
 */
#ifndef EXQ_DOCUMENT_CHECKS_H
#define EXQ_DOCUMENT_CHECKS_H

#include "document_levels.h"

/* One number of a family that is held to a limit: one group, or one group against another. */
typedef struct exq_doc_check_row {
    exq_doc_levels group;     /* null: names no group */
    exq_doc_levels reference; /* null: see reference_is */
    const char *reference_is; /* group, overall, rest; null: no reference */
    double value, lo, hi;     /* the range that decides */
    const char *lo_why, *hi_why;
    const char *verdict;
    double margin;     /* how far the value lies on the right side of the limit; negative: on the wrong one */
    exq_count k, n;    /* people of the group, where the number is made of shares of people */
    exq_count reference_k, reference_n;
    const char *change; /* "more", "fewer" of k: what brings the value to the limit; null: decisions on this group cannot */
    exq_count change_people;
    bool has_version;
    struct {                /* of a check that compares with another version, `value` being how much worse */
        double before, after, change;
        const char *better; /* "more", "less": what is better for the person; null: not known */
        double to_meet;     /* the number from which it meets the limit; NaN: of a gap */
        const char *gained, *gap;
        bool levelled_down; /* the gap narrowed by a loss alone */
    } version;
    const char *why;
} exq_doc_check_row;

/* A rate that decides on people, at some cut-off of the score. */
typedef struct exq_doc_cutoff_rate { /* an element of "rates", keyed by id */
    const char *id;         /* selection_rate, true_positive_rate, false_positive_rate */
    double value;           /* of everyone shown */
    double lowest, highest; /* of the groups compared */
} exq_doc_cutoff_rate;

/* What a check would find were another cut-off in use. */
typedef struct exq_doc_cutoff {
    double at;    /* scores >= at are selected */
    double value; /* of the row furthest on the wrong side of the limit, or least on the right one, of those shown there */
    bool meets;   /* every group that can be shown there, by the number itself and not by its range */
    const exq_doc_cutoff_rate *rates;
    size_t rate_count;
} exq_doc_cutoff;

typedef struct exq_doc_check {
    const char *id, *title;
    const char *metric;
    const char *of; /* the rate that is compared, or that itself is checked; null: no single rate */
    const char *const *by; /* none: of the whole catalogue */
    size_t by_count;
    const char *class_name;
    struct {
        const char *op; /* ">=", "<=", "between" */
        const char *value, *value_to; /* decimal texts as they were given; value_to of between */
    } limit;
    bool has_compared_with;
    struct {
        const char *people_are; /* same, different */
        const char *before;     /* the other version */
        const char *no_worse_by;
        bool levelled_down; /* a gap narrowed by a loss alone */
    } compared_with;
    const char *decide_on; /* interval, point */
    bool by_size;          /* differences are judged by their size */
    /* of the row that decides: of those with the verdict of the check the one with the least margin */
    exq_doc_levels group, reference;
    const char *reference_is;
    double value, lo, hi;
    const char *lo_why, *hi_why;
    double margin;
    const char *verdict;    /* met, missed, not_settled, not_computed, waived */
    const char *difference; /* shown, not_shown: does the range of any row exclude equality? null: not asked */
    exq_count to_settle;    /* people it takes in all, if the numbers stay */
    exq_count people;       /* people there are */
    bool has_compared;
    struct {
        exq_count groups, shown;
    } compared;
    bool has_could;
    struct { /* what data of this size could show at all; null: the number itself decides, or is not made of people */
        bool be_met, be_missed;
        exq_doc_levels too_few; /* the smallest group that alone keeps it from being met; null: it is not one group's */
        double met_from, missed_from; /* the numbers from which it would be; NaN: it could not, or it has two limits */
    } could;
    bool has_cutoffs;
    struct { /* of a check that is missed and whose number follows from a cut-off of a score; null: of another */
        double in_use;   /* NaN: decisions were given as such */
        double from, to; /* the lowest and the highest that were tried: those that can be shown for the group that decides */
        exq_count tried, meeting;
        const exq_doc_cutoff *nearest; /* ascending: of those below and above the one in use the nearest that meets the
                                          limit; where none does, the two ends and the one in use */
        size_t nearest_count;
    } cutoffs;
    const char *if_missed, *if_unsure, *if_not_computed, *if_withheld; /* fail, warn */
    bool blocks;
    const char *because, *where;
    const exq_doc_check_row *rows;
    size_t row_count;
    const char *why;
} exq_doc_check;

/* A waiver, whether it was needed or not. */
typedef struct exq_doc_waiver {
    const char *id, *check;
    exq_doc_levels group; /* null: all groups */
    const char *limit;
    const char *reason, *approved_by, *ticket, *expires, *where;
    const char *state; /* in_force, ends_soon, unused, expired */
} exq_doc_waiver;

#endif
