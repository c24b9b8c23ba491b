/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the tool says to people, as sentences free of markup: every renderer speaks through these functions, so that the
 * page and the terminal never say two different things. The patterns stand in sentences.def and rate_words.def, whole
 * sentences with named places, so that a translator sees each once and whole.
 *
 * Each function appends to `out` and ends neither with a blank nor with a line break. Texts from outside (labels, columns,
 * words) have passed exq_text_visible; a renderer adds only its own escaping. The functions returning bool append nothing
 * and return false when the document gives no occasion for the sentence.
 */
#ifndef EXQ_SENTENCES_H
#define EXQ_SENTENCES_H

#include "buffer.h"
#include "document.h"
#include "language.h"

/* Who speaks about what: made once a render, by value; borrows the document. */
typedef struct exq_voice {
    const exq_document *document;
    const exq_language *language;
    /* the reader's words as given in conventions.words, or NULL; read them through exq_say_word */
    const char *people, *selected, *rejected, *positive, *negative, *items, *found;
    bool plain_labels; /* words were given: "Asian defendants"; else "people with race “Asian”" */
    bool own_alone;    /* it says no words but those given for its very language */
} exq_voice;

/* Words may be given for one language, under keys like "fr:people". Those under "people" are of the language that is spoken
 * first, unless it has words of its own. */
exq_voice exq_voice_of(const exq_document *document, const exq_language *language);
/* The same of a page that stands beside those in other languages: only the first has the words given for none. */
exq_voice exq_voice_among(const exq_document *document, const exq_language *language, const exq_page_link *pages,
                          size_t page_count);
/* The key of a word that this voice says, without its language; NULL: it is another's. */
const char *exq_word_key_in(const exq_voice *voice, const char *key);

/* ------------------------------------------------------------------------------------- numbers for people */

void exq_say_count(const exq_voice *voice, exq_buffer *out, exq_count count);     /* 1,795 */
void exq_say_amount(const exq_voice *voice, exq_buffer *out, double people);      /* 1,795 or, of weights, 1,795.5 */
void exq_say_k_of_n(const exq_voice *voice, exq_buffer *out, double k, double n); /* 805 of 1,795 */
void exq_say_number(const exq_voice *voice, exq_buffer *out,
                    double value); /* 1.91, 0.07, 12.4, 1,204, -0.06, "less than 0.01" */
void exq_say_mean(const exq_voice *voice, exq_buffer *out, double value); /* 0.163 below 1; else as above */
void exq_say_share(const exq_voice *voice, exq_buffer *out,
                   double share); /* 12.3, 0.04 of every 100; share in [0, 1] */
void exq_say_per_100(const exq_voice *voice, exq_buffer *out,
                     double share); /* 45, "less than 1" of every 100; share in [0, 1] */
void exq_say_exact(const exq_voice *voice, exq_buffer *out, double value); /* 0.8, of a tick: all its digits */
void exq_say_decimal_text(const exq_voice *voice, exq_buffer *out, const char *digits); /* "0.80" as it was asked for */
void exq_say_decimals(const exq_voice *voice, exq_buffer *out, double value, size_t decimals); /* so many, always */
void exq_say_p(const exq_voice *voice, exq_buffer *out, double p); /* 0.21, 0.002, < 0.0001 */
void exq_say_points(const exq_voice *voice, exq_buffer *out,
                    double share); /* +3.6, -14.2, 0.0 of every 100; share in [-1, 1] */
/* "1.67-2.20", "1.67 and up"; in words "1.67 to 2.20". Appends nothing, false, when there is no range. */
bool exq_say_range(const exq_voice *voice, exq_buffer *out, double lo, double hi, const char *hi_why);
bool exq_say_range_words(const exq_voice *voice, exq_buffer *out, double lo, double hi, const char *hi_why);

/* ----------------------------------------------------------------------------------------------- naming */

typedef enum exq_word_key {
    EXQ_WORD_PEOPLE,
    EXQ_WORD_SELECTED,
    EXQ_WORD_REJECTED,
    EXQ_WORD_POSITIVE,
    EXQ_WORD_NEGATIVE,
    EXQ_WORD_ITEMS, /* of recommendation lists: what is recommended */
    EXQ_WORD_FOUND  /* that people came upon one they like */
} exq_word_key;

/* "defendants", "rated medium or high risk", "not selected", "reoffended", "did not reoffend", "films", "found a
 * favourite film". */
void exq_say_word(const exq_voice *voice, exq_buffer *out, exq_word_key key);

/* As in a table: `African-American`, `Female, Asian`, `race not recorded`; no levels: `all defendants`. */
void exq_say_label(const exq_voice *voice, exq_buffer *out, const exq_doc_levels *levels);
/* As in a sentence: `African-American defendants`, `people with sex “Female” and race “Asian”`; at its beginning. */
void exq_say_group(const exq_voice *voice, exq_buffer *out, const exq_doc_levels *levels);
void exq_say_group_opening(const exq_voice *voice, exq_buffer *out, const exq_doc_levels *levels);
/* The reference of a disparity as in a sentence: `Caucasian ones`, `those with race “Caucasian”`, `all other defendants`. */
void exq_say_reference(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *disparity);
/* The reference of a disparity as in a table: `Caucasian`, `all together`, `all others`. */
void exq_say_reference_label(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *disparity);
/* `films with genres “Romance”`, at its beginning with a capital; `those with genres “Drama”`, `all other films`. */
void exq_say_items(const exq_voice *voice, exq_buffer *out, const exq_doc_levels *levels, bool opening);
void exq_say_items_reference(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *disparity);
/* "At the Caucasian rate", "At the rate of all other defendants" */
void exq_say_at_the_rate(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *disparity);
/* `sex, age and race` */
void exq_say_columns(const exq_voice *voice, exq_buffer *out, const char *const *columns, size_t count);
/* The grouping of a question: `race`, `sex and race`, `race, for “deluxe”` (one class of many). */
void exq_say_grouping(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question);
/* Is it so many of every 100 people? Of most measures there is a number only. */
bool exq_is_of_people(const char *rate);
/* What a rate counts, in the reader's words: `did not reoffend, yet rated medium or high risk`; an unknown id as it is. */
void exq_say_rate(const exq_voice *voice, exq_buffer *out, const char *rate);

/* ---------------------------------------------------------------------------------- findings, comparisons */

/* "Of those who did not reoffend, African-American defendants were rated high 1.91 times as often as Caucasian ones:
 * 45 of every 100, against 23." For a ratio row against a reference; other rows and undefined values: false. */
bool exq_say_comparison(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *disparity);
/* "Plausible range 1.67 to 2.20." */
bool exq_say_plausible_range(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *disparity);
/* "At the Caucasian rate, 384 fewer African-American defendants would have been rated high." */
bool exq_say_shortfall(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *disparity);
/* "The data show neither a gap nor its absence. This is not a finding of equality." */
void exq_say_not_settled(const exq_voice *voice, exq_buffer *out);
/* The sentences of one finding together: comparison, range, and shortfall (shown) or not settled (not shown). */
bool exq_say_finding(const exq_voice *voice, exq_buffer *out, const exq_doc_finding *finding);
/* "No two groups could be compared." */
void exq_say_no_finding(const exq_voice *voice, exq_buffer *out);
/* "Being rated medium or high risk was said to be bad for the person: this is to their disadvantage." Only for findings
 * with a harm. */
bool exq_say_harm(const exq_voice *voice, exq_buffer *out, const exq_doc_finding *finding);
/* "51 of 100 African-American defendants and 39 of 100 Caucasian defendants reoffended." When these are shown to differ. */
bool exq_say_base_rates(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question,
                        const exq_doc_levels *group);
/* What follows from base rates that differ: "As long as that differs, no score short of a perfect one can make all these rates
 * equal; someone has to choose which matters most." */
void exq_say_dilemma(const exq_voice *voice, exq_buffer *out);
/* "Within department, Asian defendants against Caucasian ones: shown higher in 2, shown lower in 0, not settled in 4 of
 * 6." */
bool exq_say_strata(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question, const char *rate,
                    const exq_doc_levels *group);

/* "Within department the difference does not remain: in the same mix, women 43 of 100, men 39; the other way
 * round, not settled." When a difference shown turns round or is no longer shown among equals. */
bool exq_say_simpson(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question, const char *rate,
                     const exq_doc_levels *group);
/* "Decide which comparison is the fair one: over all (30 against 45 of 100) or within department (43 against 39)." On the same
 * occasion. */
bool exq_say_which_comparison(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question,
                              const exq_doc_disparity *disparity);
/* "The levels of department do not agree: ..." or that this is not shown. */
bool exq_say_agreement(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question,
                       const exq_doc_adjusted *adjusted);
/* "Women applicants against men applicants: of a gap of -14.2 points in 100, -17.8 come from where they are (department)
 * and +3.6 from how they fare there." */
bool exq_say_mix(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question,
                 const exq_doc_adjusted *adjusted);

/* ---------------------------------------------------------------------------------------------- how sure */

/* "Lowest over highest rate is 0.19 (Asian / African-American). Even if all 6 groups were treated alike, a ratio under
 * 0.80 would turn up in 94 of 100 such audits, because 2 groups are tiny. Do not lead with it." */
bool exq_say_parity_null(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question, const char *rate);
/* Is it often enough under the limit by chance that it must be said wherever the result is quoted? */
bool exq_chance_misleads(const exq_doc_question *question, const char *rate);
/* "If all 14 groups were treated alike, a lowest ratio of 0.69 or less would still appear in 3 of 100 such
 * audits." */
bool exq_say_as_low_by_chance(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question,
                              const char *rate);
/* How many people each group takes before a system that treats all alike is shown to meet the limit of the lowest ratio. */
bool exq_say_people_to_meet(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question,
                            const char *rate);
/* "These data cannot tell which of Asian and Other has the lowest rate." Not of two groups, where it goes without
 * saying. */
bool exq_say_extremes(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question, const char *rate);
/* "Standing alone, 2 more ranges would exclude equal: among many comparisons some do by chance." */
bool exq_say_widening(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question, const char *rate);
/* "Only 23 are behind the rate of Asian defendants. One different decision would move it by 4 points in 100." Where there
 * are too few for a rate. */
bool exq_say_step(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *disparity);
/* "Moving 175 decisions between Asian defendants and Roma ones would turn round who is ahead." */
bool exq_say_flips(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *disparity);
/* The gap in people, counted in three ways, where these differ. */
bool exq_say_shortfalls(const exq_voice *voice, exq_buffer *out, const exq_doc_disparity *disparity);
/* "Of the 1,950 people behind this rate, 250 have no sex recorded. Depending on who they are, the ratio of women to men
 * could lie between 0.68 and 1.00." `group` may be NULL: then of the lowest over the highest rate. */
bool exq_say_unknown(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question, const char *rate,
                     const exq_doc_levels *group);
/* "Over all groups, the lowest rate could be anything from 0.11 to 1.00 times the highest." */
bool exq_say_unknown_over_all(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question,
                              const char *rate);
/* "It takes 31 of them to bring the lowest ratio below 0.80." */
bool exq_say_tipping_point(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question, const char *rate);
/* "Women: 7 of 8 other choices give the same answer." */
bool exq_say_sensitivity(const exq_voice *voice, exq_buffer *out, const exq_doc_sensitivity *sensitivity);

/* --------------------------------------------------------------------------------- before you quote this */

void exq_say_verdict(const exq_voice *voice, exq_buffer *out);       /* "This run describes. It cannot pass or fail." */
void exq_say_verdict_title(const exq_voice *voice, exq_buffer *out); /* "No checks asked" */
/* "7,214 defendants, all used." or "7,214 of 7,300 rows used; left out: 80 without a decision, 6 ..." */
void exq_say_rows(const exq_voice *voice, exq_buffer *out);
/* "without a decision": why a row was left out, by its name in data.rows_excluded */
void exq_say_excluded(const exq_voice *voice, exq_buffer *out, const char *reason);
/* "5 groups are compared; ranges are widened so that all 5 hold the true values in 19 of 20 cases." */
bool exq_say_comparisons(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question);
/* The same of all tables of a page: each by itself. */
void exq_say_tables_hold(const exq_voice *voice, exq_buffer *out);
/* "Not shown: fewer than 10 people." (or why else, for a withheld group) */
void exq_say_withheld(const exq_voice *voice, exq_buffer *out, const exq_doc_group *group);
/* "2 groups have fewer than 10 people and are not shown. 4 larger ones are not shown because they would reveal smaller ones." */
bool exq_say_withheld_groups(const exq_voice *voice, exq_buffer *out);
/* "min-cell is 1: groups of any size are shown." */
bool exq_say_no_threshold(const exq_voice *voice, exq_buffer *out);
/* "No labels were given: this says who was selected, not whether the decisions were right." */
bool exq_say_no_labels(const exq_voice *voice, exq_buffer *out);
/* "Rates are weighted by w; numbers of people are not." */
bool exq_say_weighted(const exq_voice *voice, exq_buffer *out);
/* "Several rows belong to one person (9,120 rows, 1,004 people): ranges allow for it; the design effect is up to 3.1." */
bool exq_say_several_rows(const exq_voice *voice, exq_buffer *out);
/* "This compares outcomes. It does not show why they differ." */
void exq_say_limits(const exq_voice *voice, exq_buffer *out);
/* Why there is no number, from the reasons of core: "Nobody in the group can have this rate, so it is undefined." */
void exq_say_why(const exq_voice *voice, exq_buffer *out, const char *why);

#endif
