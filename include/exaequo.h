/* SPDX-License-Identifier: Apache-2.0 */
/*
 * exaequo: audit the decisions of a model for fairness. This is the whole public interface: describe an audit in an
 * exq_request, run it, render the result. The library never prints, exits, reads the clock, the environment or the
 * locale; everything it knows comes through these structures.
 *
 *     exq_error error = {0};
 *     exq_request request = EXQ_REQUEST_INIT;
 *     ... fill in ...
 *     exq_result *result = NULL;
 *     if (exq_audit(&request, &result, &error) != EXQ_OK) { fprintf(stderr, "%s\n", error.message); ... }
 *     exq_render(result, "html", &render_options, write, payload, &error);
 *     exq_result_free(result);
 *
 * Ownership: a returned pointer is borrowed from its parent; a `**out` is the caller's to free.
 */
#ifndef EXAEQUO_H
#define EXAEQUO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#define EXQ_API __attribute__((visibility("default")))
#define EXQ_CHECKED __attribute__((warn_unused_result))
#define EXQ_PRINTF(string, first) __attribute__((format(printf, string, first)))

/* ------------------------------------------------------------------------------------------------- errors */

/* How a call ended. Each status has one exit code (exq_status_exit_code); the rows are in core/errors.def. */
typedef enum exq_status {
    EXQ_OK = 0,
    EXQ_USAGE,        /* the request is wrong: an unknown column, option, value                         exit 2 */
    EXQ_MALFORMED,    /* the bytes of an input are wrong: ragged, truncated, not UTF-8                  exit 3 */
    EXQ_INCONSISTENT, /* inputs disagree with each other or with what was promised of them             exit 3 */
    EXQ_IO,           /* a file could not be opened, read or written                                    exit 3 */
    EXQ_PRIVACY,      /* a privacy rule forbids the output                                              exit 5 */
    EXQ_MEMORY,       /* out of memory                                                                 exit 70 */
    EXQ_INTERNAL      /* a bug of ours                                                                 exit 70 */
} exq_status;

/* Owned by the caller, filled by the callee that fails: one line "file:line:col: what is wrong, what was expected.
 * How to mend it." It never holds a data value of a person. NULL is allowed wherever an exq_error * is taken. */
typedef struct exq_error {
    exq_status status;
    char message[2048];
} exq_error;

EXQ_API int exq_status_exit_code(exq_status status);
EXQ_API const char *exq_version(void);

/* ------------------------------------------------------------------------------------------------ request */

typedef enum exq_selected_is { EXQ_SELECTED_NOT_SAID, EXQ_SELECTED_GOOD, EXQ_SELECTED_BAD } exq_selected_is;

/* How p-values of tables allow for their number. Ranges and verdicts allow for it by themselves. */
typedef enum exq_correction {
    EXQ_CORRECTION_HOLM,              /* the chance of any false finding (default) */
    EXQ_CORRECTION_BENJAMINI_HOCHBERG /* the expected share of false ones among the findings */
} exq_correction;

typedef enum exq_missing {
    EXQ_MISSING_OWN_GROUP, /* a group of its own, shown, never compared (default) */
    EXQ_MISSING_DROP,      /* the row is excluded, counted as `attribute_missing` */
    EXQ_MISSING_FAIL,      /* any missing attribute refuses the run */
    EXQ_MISSING_COMPARE    /* a group like the others */
} exq_missing;

/* One --by: the columns crossed. */
typedef struct exq_grouping {
    const char *const *columns;
    size_t column_count;
} exq_grouping;

/* A column that is made of another: `name` holds the band of the number in column `from`. Cuts are decimal texts, rising;
 * a band begins at its cut: of 18 and 35 the bands are "<18", "18..<35" and ">=35". What is no number excludes its row
 * (`number_unreadable`); of users and items, who have no rows to exclude, it is missing and noted. */
typedef struct exq_banding {
    const char *name;
    const char *from;
    const char *const *cuts;
    size_t cut_count;
} exq_banding;

/* Only rows whose column holds exactly that text are read into any cell; the others are `consent_missing`. */
typedef struct exq_consent {
    const char *column; /* NULL: nobody was asked */
    const char *must_be;
} exq_consent;

/* One --reference GROUPING=LEVEL|largest|best|overall|rest; `grouping` is the text before '=', columns joined by ','. */
typedef struct exq_reference_choice {
    const char *grouping; /* NULL or "": every grouping without a choice of its own */
    const char *level;    /* largest, best, overall, rest or a level (crossed: levels joined by ',') */
} exq_reference_choice;

/* One --say KEY=TEXT: the reader's words for people, selected, positive. */
typedef struct exq_word {
    const char *key;
    const char *text;
} exq_word;

/* What recommendation lists are judged with. Each policy changes published numbers, so each stands in the result; the
 * first of each enumeration is the default. */
typedef enum exq_duplicates {
    EXQ_DUPLICATES_FAIL,      /* an item that stands twice in a list refuses the run */
    EXQ_DUPLICATES_KEEP_FIRST /* the better place counts, the list closes up */
} exq_duplicates;

typedef enum exq_ties {
    EXQ_TIES_EXPECTED,        /* as BY_ITEM; but what places of one score get of attention, their items share alike */
    EXQ_TIES_BY_ITEM,         /* of equal scores the smaller item id (by bytes) comes first */
    EXQ_TIES_BY_ITEM_REVERSED /* the greater: what trec_eval does */
} exq_ties;

typedef enum exq_no_truth {
    EXQ_NO_TRUTH_LEFT_OUT, /* people without truth are in no consumer-side number */
    EXQ_NO_TRUTH_ZERO      /* they count as 0 */
} exq_no_truth;

typedef enum exq_no_list {
    EXQ_NO_LIST_ZERO, /* people with truth and without a list count with an empty one */
    EXQ_NO_LIST_LEFT_OUT
} exq_no_list;

typedef enum exq_sharing {
    EXQ_SHARING_FRACTIONAL, /* an item of m groups belongs to each by 1/m */
    EXQ_SHARING_FULL        /* by 1: shares then do not sum to 1 */
} exq_sharing;

typedef enum exq_tail {
    EXQ_TAIL_INTERACTIONS80, /* the short head: the fewest items that hold 80 % of the history; the tail: all others */
    EXQ_TAIL_ITEMS20,        /* the short head: the 20 % of items that are most popular, rounded up */
    EXQ_TAIL_BOTTOM10,       /* the tail: of the items somebody had, the 10 % least popular, rounded down but one at least;
                                what nobody had is then called neither, and counts as head (RecBole) */
    EXQ_TAIL_COUNT           /* the tail: items that at most `tail_most` people had */
} exq_tail;

/* Recommendation lists. The inputs then hold one row per user and item recommended. */
typedef struct exq_lists_request {
    const char *user; /* columns of the inputs; a `user` makes the request one about lists */
    const char *item;
    const char *rank; /* 1 is best; or else exq_request.score, where more is better */
    const size_t *at; /* cutoffs; none: 10 */
    size_t at_count;
    const char *relevance;      /* column of the inputs; or */
    const char *truth;          /* file: user, item[, relevance] */
    const char *relevant_from;  /* decimal text: a grade from here on is relevant, a lower one is none; NULL: above 0 */
    const char *const *history; /* files: user, item */
    size_t history_count;
    const char *users;        /* file of one row a user */
    const char *users_column; /* the column that holds the id; NULL: the first */
    const char *items;        /* file of one row an item: the catalogue */
    const char *items_column;
    bool users_in_rows;    /* without `users`: the columns of groups of users stand in the one input, the same in every row
                              of a user; so for items */
    bool items_in_rows;
    bool beside_decisions; /* the rows are decisions too: both are audited, in one result */
    const exq_grouping *by_user; /* `@history`, `@popularity` are made columns */
    size_t by_user_count;
    const exq_grouping *by_item;
    size_t by_item_count;
    const char *split_on; /* between the values of an item's cell: "|"; NULL: cells are single values */
    exq_sharing sharing;
    const char *position_model; /* log, log-clip, geo=P, rbp=P, topk, table=FILE; NULL: log */
    const char *compat;         /* recbole, elliot, lenskit, ranx, recommenders; NULL: our own variants */
    exq_duplicates duplicates;
    exq_ties ties;
    exq_no_truth no_truth;
    exq_no_list no_list;
    exq_tail tail;
    uint64_t tail_most;
} exq_lists_request;

/* ---- checks: what is asked of a metric. */

typedef enum exq_limit_op {
    EXQ_AT_LEAST,
    EXQ_AT_MOST,
    EXQ_WITHIN /* from `limit` to `limit_to` */
} exq_limit_op;

typedef enum exq_decide_on {
    EXQ_DECIDE_ON_INTERVAL, /* met or missed only where the whole range says so (default) */
    EXQ_DECIDE_ON_POINT     /* the number itself, in exact integers where it is made of two shares of people */
} exq_decide_on;

/* Does it block? By default a limit that is missed and a number that could not be computed do; a range that straddles the
 * limit and a group that is withheld only warn. */
typedef enum exq_consequence { EXQ_CONSEQUENCE_DEFAULT, EXQ_CONSEQUENCE_FAIL, EXQ_CONSEQUENCE_WARN } exq_consequence;

typedef struct exq_check {
    const char *id;    /* NULL: made of the metric and the grouping */
    const char *title; /* NULL: none */
    const char *metric;
    const char *by;       /* columns joined by commas; NULL: every grouping that has this metric, each a check of its own */
    exq_limit_op op;
    const char *limit;    /* decimal text: digits, an optional point, at most 6 decimals */
    const char *limit_to; /* of WITHIN */
    /* A check that compares with another version: op is AT_MOST and `limit` is by how much nobody may be worse served. */
    const char *baseline; /* the name of one of the request's baselines; NULL: none */
    bool against;         /* the other version of the same people */
    exq_decide_on decide_on;
    exq_consequence if_missed, if_unsure, if_not_computed, if_withheld;
    const char *because; /* whose limit it is and why; NULL: not said */
    const char *where;   /* "policy.yaml:31", "--check" */
} exq_check;

/* A decision of people that a check need not be met for now. Every day is written YYYY-MM-DD, in UTC. */
typedef struct exq_waiver {
    const char *id;
    const char *check;      /* the id of the check */
    exq_grouping columns;   /* of the group it is for, and its levels beside them; none: for all groups */
    const char *const *levels;
    const char *limit;      /* decimal text: beyond it the check fails all the same; NULL: none */
    const char *reason, *approved_by;
    const char *ticket;     /* NULL: none */
    const char *expires;    /* it holds through that day */
    const char *where;
} exq_waiver;

/* ---- what a policy tells about itself, for the reader of the result. */

/* Dated knowledge of a rule that a policy extends. */
typedef struct exq_preset_told {
    const char *id, *status, *law_as_of, *review_by, *wording; /* days as YYYY-MM-DD */
    const char *const *sources;
    size_t source_count;
    bool has_limit; /* false: the rule sets nothing that could be passed or failed */
} exq_preset_told;

typedef struct exq_ethics_answer {
    const char *question; /* benefit, informed, defensible */
    const char *answer;   /* yes, no, unsure; NULL: nobody answered */
    const char *reason, *by, *on;
} exq_ethics_answer;

typedef struct exq_policy_told {
    const char *name, *owner, *purpose; /* NULL: not said */
    const exq_preset_told *presets;
    size_t preset_count;
    const exq_ethics_answer *ethics; /* every question, answered or not */
    size_t ethics_count;
    bool summary; /* a preset wants a summary published; what it says beside its numbers: */
    bool leave_out_small;
    const char *justification, *summary_source, *summary_distributed;
} exq_policy_told;

/* A saved result that checks compare with. */
typedef struct exq_baseline {
    const char *name;
    const struct exq_result *result;
} exq_baseline;

/* Called between blocks of input; returning false stops the run with EXQ_IO ("interrupted"). */
typedef struct exq_progress {
    bool (*step)(void *payload, uint64_t rows, uint64_t bytes, uint64_t bytes_total /* 0: unknown */);
    void *payload;
} exq_progress;

typedef struct exq_request {
    /* what to read */
    const char *const *inputs; /* paths; "-" is standard input; all rows, all counts or all saved tallies */
    size_t input_count;
    char delimiter;            /* 0: guessed from the header */
    size_t threads;            /* 0: one */
    uint64_t expect_rows;      /* SIZE with expect_rows_given */
    bool expect_rows_given;
    const char *expect_sha256; /* of the bytes as stored, one input only; NULL: not checked */
    bool digest;               /* compute SHA-256 of every source */
    const char *max_excluded;  /* decimal text, share of unusable decisions or scores allowed; NULL: "0.05" */
    exq_missing missing;
    /* the roles of columns; NULL: none */
    const char *decision;
    const char *const *favourable; /* values that count as favourable; none: 1, true, yes */
    size_t favourable_count;
    bool classes;                  /* decisions have many classes: one-vs-rest for each */
    const char *score;
    const char *threshold;         /* decision = score >= threshold, decimal text; ">T": score > T; "median": above that of
                                      everybody's score */
    const char *label;
    const char *const *positive;   /* values of the label that count as positive; none: 1, true, yes */
    size_t positive_count;
    const char *counterfactual;    /* the decision on the same request with the attribute switched */
    const char *weight;
    const char *unit;              /* the person, where one person can have several rows */
    const char *counts;
    /* another version, judged on the same people; at most one of these */
    const char *against;           /* a file of lists, read as the inputs are */
    const char *against_decision;  /* the column of its decisions */
    const char *against_score;     /* the column of its scores, held to the same threshold */
    exq_lists_request lists;       /* recommendation lists instead of decisions */
    const char *format;            /* of the inputs: csv, tsv, trec, qrels, recbole, movielens; NULL: recognised */
    bool latin1;                   /* the files are ISO 8859-1 instead of UTF-8 */
    /* what to compare */
    const exq_grouping *by;
    size_t by_count;
    const exq_banding *bands;         /* made columns: by and given may name them */
    size_t band_count;
    exq_consent consent;
    const char *const *given;
    size_t given_count;
    size_t search_depth;           /* subgroup search: the most columns of by and given to cross; 0: none */
    const exq_reference_choice *references;
    size_t reference_count;
    exq_selected_is selected_is;
    /* what to hold it to */
    const exq_check *checks;
    size_t check_count;
    const exq_baseline *baselines;
    size_t baseline_count;
    const exq_waiver *waivers;
    size_t waiver_count;
    const char *today;             /* YYYY-MM-DD, in UTC: needed with waivers */
    const char *policy_name;       /* base name and SHA-256 of the policy behind the request; NULL: none */
    const char *policy_sha256;
    const exq_policy_told *told; /* NULL: no policy */
    /* What the policy itself asks for, where level and min_cell were made stricter beside it: its checks are judged under
     * both, and the worse verdict stands, so that no stricter number can hide a limit that is missed. NULL and 0: the same. */
    const char *policy_level;
    uint64_t policy_min_cell;
    /* how */
    uint64_t min_cell;             /* people; publication threshold */
    const char *level;             /* confidence level as decimal text; NULL: "0.95" */
    const char *rate_interval;     /* of one rate: "wilson" (default when NULL), "clopper-pearson" or "jeffreys" */
    const char *ratio_interval;    /* "koopman" (default when NULL) or "katz" */
    exq_correction correction;
    uint64_t seed;
    uint64_t replicates;           /* draws of a bootstrap interval; 0: none are made */
    /* what to say */
    const char *const *metrics;    /* what text and page show; none: chosen by rule */
    size_t metric_count;
    bool all_metrics;
    const exq_word *words;
    size_t word_count;
    const char *as_of;             /* the date of the data */
    const char *command;           /* the command that makes this result again; printed, never run */
    exq_progress progress;
} exq_request;

#define EXQ_REQUEST_INIT {.min_cell = 10, .threads = 1, .seed = 1, .replicates = 2000}

/* ------------------------------------------------------------------------------------------ audit, result */

typedef struct exq_result exq_result;

/* Receives the output piece by piece; returns false to stop (the render then fails with EXQ_IO). */
typedef bool (*exq_write)(void *payload, const char *bytes, size_t length);

/* The whole line: read -> tally -> release -> findings -> result. Errors: any status. */
EXQ_API EXQ_CHECKED exq_status exq_audit(const exq_request *request, exq_result **out, exq_error *error);

/* Read "METRIC >= N [by COL[,COL...]]" (or <=). `text` is cut up and `out` borrows from it. Only the words themselves are
 * judged here: whether there is such a metric or grouping is for exq_audit. Errors: USAGE. */
EXQ_API EXQ_CHECKED exq_status exq_check_parse(char *text, exq_check *out, exq_error *error);

/* ---- policies: what is audited, how, and what it is held to, as one file (docs/policy.md) */

typedef struct exq_policy exq_policy;

/* `bytes` are copied; `name` is what messages and checks call the file. Errors: USAGE "name:line:col: ...", with the line, a
 * caret and a hint below; MEMORY. */
EXQ_API EXQ_CHECKED exq_status exq_policy_read(const char *bytes, size_t length, const char *name, exq_policy **out,
                                               exq_error *error);
EXQ_API void exq_policy_free(exq_policy *policy);
/* Of its bytes, in small hexadecimal digits. */
EXQ_API const char *exq_policy_sha256(const exq_policy *policy);
EXQ_API size_t exq_policy_check_count(const exq_policy *policy);
/* Does it say all that the presets it extends want published? It can be audited before it does. Errors: USAGE, naming what is
 * missing. */
EXQ_API EXQ_CHECKED exq_status exq_policy_check_summary(const exq_policy *policy, exq_error *error);

/* Make `request` what the policy says; afterwards it borrows from the policy. What stands in it already was said beside the
 * policy (min_cell 0: was not) and may add (checks, groupings), tighten (min_cell and level upwards, max_excluded downwards)
 * or repeat, and nothing else. Errors: USAGE, MEMORY. */
EXQ_API EXQ_CHECKED exq_status exq_policy_apply(exq_policy *policy, exq_request *request, exq_error *error);

/* What a policy can say: its JSON Schema (2020-12), and the same as a page of Markdown. */
EXQ_API EXQ_CHECKED exq_status exq_policy_schema(exq_write write, void *payload, exq_error *error);
EXQ_API EXQ_CHECKED exq_status exq_policy_page(exq_write write, void *payload, exq_error *error);

/* Parse a saved result.json (`name` is used in messages). Errors: MALFORMED, INCONSISTENT (another schema). */
EXQ_API EXQ_CHECKED exq_status exq_result_parse(const char *bytes, size_t length, const char *name, exq_result **out,
                                                exq_error *error);
EXQ_API void exq_result_free(exq_result *result);

/* Two results about different people: that of `candidate`, with what changed since `baseline` in its `versions`. The names
 * tell them apart wherever they are spoken of. Errors: INCONSISTENT (they were not made alike: names what differs), MEMORY. */
EXQ_API EXQ_CHECKED exq_status exq_compare(const exq_result *baseline, const char *baseline_name,
                                           const exq_result *candidate, const char *candidate_name, exq_result **out,
                                           exq_error *error);

/* Put the answers of a filled-in form (format "review" of exq_render) in the place of those the result has; `name` opens the
 * messages. Errors: USAGE ("form.md:12: ...": no such form, one about another result, an answer without a reason, a name or a
 * date), MEMORY; the result is then as it was. */
EXQ_API EXQ_CHECKED exq_status exq_review(exq_result *result, const char *bytes, size_t length, const char *name,
                                          exq_error *error);

/* The exit code that its checks ask for (0 without checks) and one sentence why: `exit 0: nothing was asked, ...`. */
EXQ_API int exq_result_exit_code(const exq_result *result);
EXQ_API const char *exq_result_exit_reason(const exq_result *result);

/* What the words are for that its reader gave: "people", "fr:people" ...; NULL behind the last. */
EXQ_API const char *exq_result_word(const exq_result *result, size_t index);

/* ---------------------------------------------------------------------------------------------- rendering */

/* The same page in a language: where it is, from beside it. */
typedef struct exq_page_link {
    const char *language;
    const char *name; /* "report.fr.html" */
} exq_page_link;

typedef struct exq_render_options {
    const char *language; /* one of exq_render_language; NULL: English */
    const exq_page_link *pages; /* the page in all its languages, itself too: the html links to the others; words
                                 * given for no language are those of the first */
    size_t page_count;
    bool colour;          /* ANSI colour in text output */
    size_t width;         /* columns of text output; 0: 80 */
    const char *report_paths[4]; /* "read", "data" ... lines of the text: html, json, csv, - ; NULL: not written */
    const char *policy_path; /* the policy as it is found from the root of its repository; NULL: by its base name */
    const char *gnuplot;  /* absolute path of gnuplot; NULL: no plots, one note */
    const struct exq_named_result *history; /* earlier results and this one: the page shows checks over time */
    size_t history_count;
} exq_render_options;

/* A result and what its file is called. */
typedef struct exq_named_result {
    const exq_result *result;
    const char *name;
} exq_named_result;

/* Many results as one page of HTML: verdicts over time, trends, what ends, waivers, privacy; ordered by audit, date and name.
 * `today` (YYYY-MM-DD; NULL: not known) says what has ended since; of the options language and gnuplot count. Errors: USAGE
 * (no result), IO, MEMORY. */
EXQ_API EXQ_CHECKED exq_status exq_dashboard(const exq_named_result *results, size_t count, const char *today,
                                             const exq_render_options *options, exq_write write, void *payload,
                                             exq_error *error);

/* Render to a format of exq_render_name. Errors: USAGE (unknown format, message lists them), IO, MEMORY. */
EXQ_API EXQ_CHECKED exq_status exq_render(const exq_result *result, const char *format,
                                          const exq_render_options *options, exq_write write, void *payload,
                                          exq_error *error);
/* The formats, sorted; NULL past the last. */
EXQ_API const char *exq_render_name(size_t index);
EXQ_API const char *exq_render_summary(size_t index);
/* The languages of text, page and Markdown ("en" first); NULL past the last. The JSON speaks none. */
EXQ_API const char *exq_render_language(size_t index);

/* ------------------------------------------------------------------------------------------------ tallies */

typedef struct exq_tally exq_tally;

/* Read and count what `request` names (roles, by, given), nothing more. */
EXQ_API EXQ_CHECKED exq_status exq_tally_read(const exq_request *request, exq_tally **out, exq_error *error);
/* total += part. Errors: INCONSISTENT when roles, attributes, classes or weights differ. */
EXQ_API EXQ_CHECKED exq_status exq_tally_merge(exq_tally *total, const exq_tally *part, exq_error *error);
/* total -= part, exactly. Errors: INCONSISTENT when a count would become negative (total is then unchanged). */
EXQ_API EXQ_CHECKED exq_status exq_tally_subtract(exq_tally *total, const exq_tally *part, exq_error *error);
/* The canonical bytes: equal tallies give equal bytes. SECRET: the caller writes them with mode 0600. */
EXQ_API EXQ_CHECKED exq_status exq_tally_save(const exq_tally *tally, exq_write write, void *payload,
                                              exq_error *error);
EXQ_API EXQ_CHECKED exq_status exq_tally_load(const char *path, exq_tally **out, exq_error *error);
EXQ_API uint64_t exq_tally_rows(const exq_tally *tally);
EXQ_API void exq_tally_free(exq_tally *tally);

/* ---------------------------------------------------------------------------------- metrics, self-knowledge */

/* `exaequo list` and `exaequo explain NAME`, as text of at most 80 columns. Errors of explain: USAGE with the
 * nearest names. */
EXQ_API EXQ_CHECKED exq_status exq_metrics_list(exq_write write, void *payload, exq_error *error);
EXQ_API EXQ_CHECKED exq_status exq_metrics_explain(const char *name, exq_write write, void *payload,
                                                   exq_error *error);
/* Recompute the published summary of an audit under Local Law 144 of New York City, a CSV of categories with people,
 * selected, rate and impact ratio, and write one line a finding: numbers that their counts do not give, another reference
 * than the highest, categories without what has to be published, dates. Days as YYYY-MM-DD, NULL: not known. `found`: how
 * many. Errors: USAGE (a column that is needed), those of reading, IO. */
typedef struct exq_summary_dates {
    const char *audited, *distributed, *today;
} exq_summary_dates;
EXQ_API EXQ_CHECKED exq_status exq_summary_lint(const char *path, const exq_summary_dates *dates, exq_write write,
                                                void *payload, size_t *found, exq_error *error);
/* The JSON Schema (2020-12) of the result document. */
EXQ_API EXQ_CHECKED exq_status exq_result_schema(exq_write write, void *payload, exq_error *error);

/* One line each about what the library is linked with: name, version, and for BLAS the file its symbol comes from.
 * `index` counts from 0; false past the last. */
EXQ_API bool exq_dependency(size_t index, const char **name, char *text, size_t size);

#ifdef __cplusplus
}
#endif
#endif
