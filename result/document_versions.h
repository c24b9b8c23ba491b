/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the result document says of two versions: the model audited ("after") beside another ("before"), on the same
 * people or on different ones. Null is as in document.h.
 */
#ifndef EXQ_DOCUMENT_VERSIONS_H
#define EXQ_DOCUMENT_VERSIONS_H

#include "document_levels.h"

/* One number under both versions: of a group, of everyone, of a group against another, or of the whole catalogue. */
typedef struct exq_doc_change {
    exq_count question;       /* index into questions; null: of the whole catalogue */
    const char *metric;       /* a rate or measure; with a reference a difference or ratio of it, as among disparities */
    exq_doc_levels group;     /* null: everyone */
    exq_doc_levels reference; /* null: no comparison, or see reference_is */
    const char *reference_is; /* "group", "overall", "rest"; null: the number of a group itself */
    double before, after;
    double change;              /* after - before */
    double lo, hi;              /* range of the change, simultaneous over the rows of this metric in the question */
    double lo_alone, hi_alone;  /* plain */
    const char *range_why;      /* why there is a change but no range */
    const char *method;
    const char *direction;      /* "rose", "fell": the range leaves 0 out; "not_shown"; null: no range */
    exq_count n;                /* people judged under both; of different people those after */
    exq_count better, worse, same; /* people whose own number rose, fell, stayed, as good is more; null: not known of each */
    const char *gained; /* of a gap: who of the two is shown to be better served than before: "both", "group",
                         * "reference", "neither"; null: no gap, or not known which way is better */
    const char *gap; /* of a gap: "narrowed", "widened", "reversed", "same", by the point; null: no gap */
    const char *why;
} exq_doc_change;

typedef struct exq_doc_versions {
    const char *people_are; /* "same": each person under both, paired; "different": two samples */
    const char *before, *after; /* what tells the versions apart: names of files or columns */
    exq_count people;       /* judged under both; null for different people */
    exq_count before_only;  /* people judged under one version only, and so left out; null for different people */
    exq_count after_only;
    const char *digest; /* of what must agree between two results for them to be comparable, in hex */
    const exq_doc_change *changes;
    size_t change_count;
} exq_doc_versions;

#endif
