/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The rows of what is said of two versions of a model.
 */
#include "field_rows.h"

#define STRUCTURE exq_doc_change
static const exq_field change_rows[] = {
    ROW("question", COUNT, question, "Index into questions; null: a number of the whole catalogue.", MAY_BE_NULL),
    ROW("metric", TEXT, metric, "The rate, measure or comparison of it.", NEVER_NULL),
    LEVELS("group", group, "The group; null: everyone."),
    LEVELS("reference", reference, "What it is compared with; null: nothing, or see reference_is."),
    ROW("reference_is", TEXT, reference_is, "What kind of thing that is; null: the number is one of the group itself.",
        ONE_OF("group overall rest")),
    ROW("before", NUMBER, before, "Under the other version.", MAY_BE_NULL),
    ROW("after", NUMBER, after, "Under the version audited.", MAY_BE_NULL),
    ROW("change", NUMBER, change, "after - before.", MAY_BE_NULL),
    ROW("lo", NUMBER, lo, "Lower end of the range of the change, which holds together with those of this metric.",
        MAY_BE_NULL),
    ROW("hi", NUMBER, hi, "Upper end of that range.", MAY_BE_NULL),
    ROW("lo_alone", NUMBER, lo_alone, "Lower end for this row alone.", MAY_BE_NULL),
    ROW("hi_alone", NUMBER, hi_alone, "Upper end for this row alone.", MAY_BE_NULL),
    REASON_ROW("range_why", range_why, "Why there is a change but no range."),
    ROW("method", TEXT, method, "How the range was made.", MAY_BE_NULL),
    ROW("direction", TEXT, direction, "Whether the range shows a change, and which; null: there is no range.",
        ONE_OF("rose fell not_shown")),
    ROW("n", COUNT, n, "People judged under both versions; of different people, those after.", MAY_BE_NULL),
    ROW("better", COUNT, better, "People better served than before; null: not known of each person.", MAY_BE_NULL),
    ROW("worse", COUNT, worse, "People served worse than before.", MAY_BE_NULL),
    ROW("same", COUNT, same, "People served alike.", MAY_BE_NULL),
    ROW("gained", TEXT, gained, "Of a gap: which of the two groups is shown to be better served than before.",
        ONE_OF("both group reference neither")),
    ROW("gap", TEXT, gap, "Of a gap: what became of it, by the point.", ONE_OF("narrowed widened reversed same")),
    WHY("change"),
};
const exq_record exq_change_record = RECORD("change", STRUCTURE, change_rows);
#undef STRUCTURE

#define STRUCTURE exq_doc_versions
static const exq_field versions_rows[] = {
    ROW("people_are", TEXT, people_are,
        "The people behind the two: the same ones, each judged under both versions, or two samples.", NEVER_NULL,
        ONE_OF("same different")),
    ROW("before", TEXT, before, "The other version.", NEVER_NULL),
    ROW("after", TEXT, after, "The version audited.", NEVER_NULL),
    ROW("people", COUNT, people, "People judged under both; null for different people.", MAY_BE_NULL),
    ROW("before_only", COUNT, before_only, "People judged only under the other version, and so left out.", MAY_BE_NULL),
    ROW("after_only", COUNT, after_only, "People judged only under this version, and so left out.", MAY_BE_NULL),
    ROW("digest", TEXT, digest, "SHA-256 of what must agree between results that are compared.", MAY_BE_NULL),
    ROW("changes", LIST, changes, "Numbers under both versions.", NEVER_NULL, BESIDE(change_count),
        OF(exq_change_record)),
};
const exq_record exq_versions_record = RECORD("versions", STRUCTURE, versions_rows);
#undef STRUCTURE
