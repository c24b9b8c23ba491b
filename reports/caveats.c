/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What must be known before a result is quoted: what it decides, whom it is about, what was left out or withheld, how its
 * ranges were made, and what it does not show.
 */
#include <math.h>
#include <string.h>

#include "look.h"
#include "pattern.h"
#include "sentences_check.h"
#include "text.h"
#include "value.h"

/* ------------------------------------------------------------------------------------------------ verdict */

typedef struct outcome_words {
    const char *outcome;
    exq_sentence title;
    exq_sentence verdict;
} outcome_words;

/* The last row speaks for every outcome not named before. */
static const outcome_words *words_of_outcome(const char *outcome)
{
    static const outcome_words words[] = {
        {"none", EXQ_SENTENCE_TITLE_NONE,         EXQ_SENTENCE_VERDICT_NONE        },
        {"pass", EXQ_SENTENCE_TITLE_PASS,         EXQ_SENTENCE_VERDICT_PASS        },
        {"fail", EXQ_SENTENCE_TITLE_FAIL,         EXQ_SENTENCE_VERDICT_FAIL        },
        {NULL,   EXQ_SENTENCE_TITLE_INCONCLUSIVE, EXQ_SENTENCE_VERDICT_INCONCLUSIVE},
    };
    const outcome_words *row = words;
    while (row->outcome != NULL && !exq_text_same(outcome, row->outcome))
        row++;
    return row;
}

void exq_say_verdict(const exq_voice *voice, exq_buffer *out)
{
    if (!exq_say_check_counts(voice, out))
        exq_fill_sentence(voice, out, words_of_outcome(voice->document->outcome)->verdict, NULL);
}

void exq_say_verdict_title(const exq_voice *voice, exq_buffer *out)
{
    if (!exq_say_check_title(voice, out))
        exq_fill_sentence(voice, out, words_of_outcome(voice->document->outcome)->title, NULL);
}

/* --------------------------------------------------------------------------------------------------- rows */

void exq_say_excluded(const exq_voice *voice, exq_buffer *out, const char *reason)
{
    static const struct {
        const char *reason;
        const char *words;
    } rows[] = {
#define EXCLUDED_WORDS(reason, words) {reason, words},
#include "excluded_words.def"
#undef EXCLUDED_WORDS
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (strcmp(rows[i].reason, reason) == 0) {
            exq_buffer_string(out, exq_translate(voice->language, NULL, rows[i].words));
            return;
        }
    }
    exq_text_visible(out, reason, strlen(reason));
}

static void say_excluded_list(const exq_voice *voice, exq_buffer *out)
{
    exq_list list = {.voice = voice};
    size_t count = voice->document->data.rows_excluded_count;
    for (size_t i = 0; i < count; i++) {
        const exq_doc_excluded *excluded = &voice->document->data.rows_excluded[i];
        exq_places places = {0};
        exq_say_count(voice, exq_place(&places, "n"), excluded->rows);
        exq_say_excluded(voice, exq_place(&places, "why"), excluded->reason);
        exq_fill_sentence(voice, exq_list_item(&list, i + 1 == count), EXQ_SENTENCE_EXCLUDED, &places);
    }
    exq_list_end(&list, out);
}

static void say_row_counts(const exq_voice *voice, exq_buffer *out)
{
    exq_places places = {0};
    exq_count read = voice->document->data.rows_read;
    exq_count used = voice->document->data.rows_used;
    if (read < 0 || used < 0) {
        exq_fill_sentence(voice, out, EXQ_SENTENCE_ROWS_UNTOLD, NULL);
    } else if (read == used) {
        exq_say_count(voice, exq_place(&places, "n"), used);
        if (voice->document->uncertainty.unit != NULL || voice->document->conventions.has_lists)
            exq_fill_sentence(voice, out, EXQ_SENTENCE_ROWS_OF_PERSONS_USED, &places);
        else
            exq_fill_counted(voice, out, EXQ_SENTENCE_ROWS_ALL_USED, used, &places);
    } else {
        exq_say_count(voice, exq_place(&places, "used"), used);
        exq_say_count(voice, exq_place(&places, "read"), read);
        say_excluded_list(voice, exq_place(&places, "list"));
        exq_fill_sentence(voice, out, EXQ_SENTENCE_ROWS_SOME_USED, &places);
    }
}

void exq_say_rows(const exq_voice *voice, exq_buffer *out)
{
    const exq_document *document = voice->document;
    say_row_counts(voice, out);
    if (exq_text_same(document->data.cover, "shown") && document->data.rows_read >= 0) {
        exq_buffer_char(out, ' ');
        exq_fill_sentence(voice, out, EXQ_SENTENCE_ROWS_OF_SHOWN, NULL);
    }
    if (document->data.as_of != NULL) {
        exq_places places = {0};
        exq_text_visible(exq_place(&places, "date"), document->data.as_of, strlen(document->data.as_of));
        exq_buffer_char(out, ' ');
        exq_fill_sentence(voice, out, EXQ_SENTENCE_AS_OF, &places);
    }
}

/* ------------------------------------------------------------------------------------------------- ranges */

/* "in 19 of 20 cases", where the level is such a number; else "with 97.5 % confidence". */
static void say_level(const exq_voice *voice, exq_buffer *out)
{
    double level = voice->document->uncertainty.level;
    double all = 1.0 / (1.0 - level);
    exq_places places = {0};
    if (fabs(all - round(all)) < 1e-6 && all < 1e6) {
        exq_say_amount(voice, exq_place(&places, "n"), round(all) - 1.0);
        exq_say_amount(voice, exq_place(&places, "all"), round(all));
        exq_fill_sentence(voice, out, EXQ_SENTENCE_TIMES_IN, &places);
    } else {
        exq_say_number(voice, exq_place(&places, "percent"), level * 100.0);
        exq_fill_sentence(voice, out, EXQ_SENTENCE_WITH_CONFIDENCE, &places);
    }
}

void exq_say_tables_hold(const exq_voice *voice, exq_buffer *out)
{
    exq_places places = {0};
    say_level(voice, exq_place(&places, "often"));
    exq_fill_sentence(voice, out, EXQ_SENTENCE_TABLES_HOLD, &places);
}

bool exq_say_comparisons(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question)
{
    exq_count count = 0;
    for (size_t i = 0; i < question->disparity_count; i++) {
        const exq_doc_disparity *disparity = &question->disparities[i];
        if (exq_is_ratio(disparity) && exq_text_same(question->lead_rate, disparity->of) && disparity->difference != NULL)
            count++;
    }
    if (count == 0)
        return false;
    exq_places places = {0};
    exq_say_count(voice, exq_place(&places, "n"), count);
    say_level(voice, exq_place(&places, "often"));
    exq_fill_counted(voice, out, EXQ_SENTENCE_COMPARISONS, count, &places);
    return true;
}

/* ----------------------------------------------------------------------------------------------- withheld */

void exq_say_withheld(const exq_voice *voice, exq_buffer *out, const exq_doc_group *group)
{
    exq_places places = {0};
    exq_say_count(voice, exq_place(&places, "n"), voice->document->privacy.min_cell);
    exq_fill_sentence(voice, out,
                      exq_text_same(group->why, "complementary") ? EXQ_SENTENCE_COMPLEMENTARY : EXQ_SENTENCE_BELOW_MIN_CELL,
                      &places);
}

static void say_so_many(const exq_voice *voice, exq_buffer *out, exq_sentence sentence, exq_count groups)
{
    exq_places places = {0};
    exq_say_count(voice, exq_place(&places, "groups"), groups);
    exq_say_count(voice, exq_place(&places, "n"), voice->document->privacy.min_cell);
    exq_fill_counted(voice, out, sentence, groups, &places);
}

/* How many are too small and how many would give those away: told where the groups of the questions are all there are. */
static bool say_withheld_by_reason(const exq_voice *voice, exq_buffer *out)
{
    const exq_document *document = voice->document;
    exq_count small = 0, revealing = 0;
    for (size_t i = 0; i < document->question_count; i++)
        for (size_t g = 0; g < document->questions[i].group_count; g++) {
            const exq_doc_group *group = &document->questions[i].groups[g];
            if (exq_look_side(&document->questions[i]) == EXQ_SIDE_CROSS && group->withheld)
                return false;
            small += group->withheld && exq_text_same(group->why, "below_min_cell");
            revealing += group->withheld && exq_text_same(group->why, "complementary");
        }
    if (small == 0 || small + revealing != document->privacy.withheld_groups)
        return false;
    say_so_many(voice, out, EXQ_SENTENCE_GROUPS_TOO_SMALL, small);
    if (revealing > 0) {
        exq_buffer_char(out, ' ');
        say_so_many(voice, out, EXQ_SENTENCE_GROUPS_REVEALING, revealing);
    }
    return true;
}

bool exq_say_withheld_groups(const exq_voice *voice, exq_buffer *out)
{
    if (!voice->document->privacy.anything_withheld)
        return false;
    exq_count groups = voice->document->privacy.withheld_groups;

    if (say_withheld_by_reason(voice, out))
        return true;
    exq_places places = {0};
    exq_say_count(voice, exq_place(&places, "groups"), groups);
    exq_say_count(voice, exq_place(&places, "n"), voice->document->privacy.min_cell);
    if (groups > 0)
        exq_fill_counted(voice, out,
                         exq_look_only_crossed_withheld(voice->document) ? EXQ_SENTENCE_COMBINATIONS_WITHHELD
                                                                         : EXQ_SENTENCE_GROUPS_WITHHELD,
                         groups, &places);
    else
        exq_fill_sentence(voice, out, EXQ_SENTENCE_SOMETHING_WITHHELD, &places);
    return true;
}

bool exq_say_no_threshold(const exq_voice *voice, exq_buffer *out)
{
    if (voice->document->privacy.min_cell > 1)
        return false;
    exq_fill_sentence(voice, out, EXQ_SENTENCE_NO_THRESHOLD, NULL);
    return true;
}

/* ------------------------------------------------------------------------------------- what it cannot say */

bool exq_say_no_labels(const exq_voice *voice, exq_buffer *out)
{
    if (voice->document->conventions.label != NULL || voice->document->conventions.counterfactual != NULL ||
        voice->document->conventions.has_lists)
        return false;
    exq_fill_sentence(voice, out, EXQ_SENTENCE_NO_LABELS, NULL);
    return true;
}

bool exq_say_weighted(const exq_voice *voice, exq_buffer *out)
{
    const char *weight = voice->document->conventions.weight;
    if (weight == NULL)
        return false;
    exq_places places = {0};
    exq_text_visible(exq_place(&places, "column"), weight, strlen(weight));
    exq_fill_sentence(voice, out, EXQ_SENTENCE_WEIGHTED, &places);
    return true;
}

bool exq_say_several_rows(const exq_voice *voice, exq_buffer *out)
{
    const exq_document *document = voice->document;
    if (document->uncertainty.unit == NULL)
        return false;
    bool effect = !isnan(document->uncertainty.deff);
    exq_places places = {0};
    exq_say_count(voice, exq_place(&places, "rows"), document->data.rows_used);
    exq_say_count(voice, exq_place(&places, "people_count"), document->uncertainty.units);
    if (effect)
        exq_say_number(voice, exq_place(&places, "effect"), document->uncertainty.deff);
    exq_fill_sentence(voice, out, effect ? EXQ_SENTENCE_SEVERAL_ROWS_EFFECT : EXQ_SENTENCE_SEVERAL_ROWS, &places);
    return true;
}

void exq_say_limits(const exq_voice *voice, exq_buffer *out)
{
    exq_fill_sentence(voice, out, EXQ_SENTENCE_LIMITS, NULL);
}

void exq_say_why(const exq_voice *voice, exq_buffer *out, const char *why)
{
    const char *sentence = exq_why_sentence(exq_why_of(why));
    if (sentence != NULL)
        exq_buffer_string(out, exq_translate(voice->language, NULL, sentence));
    else
        exq_text_visible(out, why, strlen(why));
}
