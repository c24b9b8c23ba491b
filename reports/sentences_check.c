/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks in words.
 */
#include "sentences_check.h"

#include <math.h>
#include <string.h>

#include "look.h"
#include "pattern.h"
#include "text.h"

static void visible(exq_buffer *out, const char *text)
{
    if (text != NULL)
        exq_text_visible(out, text, strlen(text));
}

/* A state: its name in the JSON, its mark, how it is called, the title where it leads, and how many checks are in it, of all
 * and beside others. */
#define STATE(id, verdict, mark, title) \
    [EXQ_CHECK_##id] = {                \
        verdict, mark, EXQ_SENTENCE_CHECK_##id, title, EXQ_SENTENCE_OTHERS_ARE_##id}

static const struct {
    const char *verdict, *mark;
    exq_sentence words, title, others;
} states[] = {
    STATE(MISSED, "missed", "✗", EXQ_SENTENCE_TITLE_FAIL),
    STATE(NOT_COMPUTED, "not_computed", "!", EXQ_SENTENCE_TITLE_NOT_COMPUTED),
    STATE(NOT_SETTLED, "not_settled", "?", EXQ_SENTENCE_TITLE_INCONCLUSIVE),
    STATE(WAIVED, "waived", "~", EXQ_SENTENCE_TITLE_WAIVED),
    STATE(MET, "met", "✓", EXQ_SENTENCE_TITLE_PASS),
};
#undef STATE

exq_check_state exq_check_state_of(const char *verdict)
{
    for (exq_check_state i = 0; i < EXQ_CHECK_STATES; i++)
        if (exq_text_same(verdict, states[i].verdict))
            return i;
    return EXQ_CHECK_NOT_COMPUTED;
}

const char *exq_check_mark(exq_check_state state)
{
    return states[state].mark;
}

void exq_say_check_state(const exq_voice *voice, exq_buffer *out, exq_check_state state)
{
    exq_fill_sentence(voice, out, states[state].words, NULL);
}

/* ------------------------------------------------------------------------------------------- all together */

/* How many checks of each state there are, and which of them gives the outcome its name. */
typedef struct counted {
    exq_count of[EXQ_CHECK_STATES];
    exq_check_state leading;
} counted;

static counted count_checks(const exq_document *document)
{
    counted all = {.leading = EXQ_CHECK_MET};
    for (size_t i = 0; i < document->check_count; i++)
        all.of[exq_check_state_of(document->checks[i].verdict)]++;
    for (exq_check_state i = EXQ_CHECK_STATES; i-- > 0;)
        if (all.of[i] > 0 && (i != EXQ_CHECK_WAIVED || all.of[EXQ_CHECK_MET] == 0))
            all.leading = i;
    return all;
}

bool exq_say_check_title(const exq_voice *voice, exq_buffer *out)
{
    const exq_document *document = voice->document;
    if (document->check_count == 0)
        return false;
    const counted all = count_checks(document);
    exq_sentence title = states[all.leading].title;
    if (all.leading == EXQ_CHECK_MISSED && !exq_text_same(document->outcome, "fail"))
        title = EXQ_SENTENCE_TITLE_WARNED;
    if (all.leading == EXQ_CHECK_MET && !exq_text_same(document->outcome, "pass"))
        title = EXQ_SENTENCE_TITLE_AS_SHOWN;
    exq_fill_sentence(voice, out, title, NULL);
    return true;
}

static void say_others(const exq_voice *voice, exq_buffer *out, const counted *all, exq_check_state state)
{
    exq_places places = {0};
    exq_say_count(voice, exq_place(&places, "n"), all->of[state]);
    exq_buffer_string(out, ", ");
    exq_fill_counted(voice, out, states[state].others, all->of[state], &places);
}

bool exq_say_check_counts(const exq_voice *voice, exq_buffer *out)
{
    const exq_document *document = voice->document;
    if (document->check_count == 0)
        return false;
    const counted all = count_checks(document);
    exq_places places = {0};
    exq_say_count(voice, exq_place(&places, "n"), all.of[all.leading]);
    exq_say_count(voice, exq_place(&places, "all"), (exq_count)document->check_count);
    exq_fill_counted(voice, out, EXQ_SENTENCE_CHECKS_SO, all.of[all.leading], &places);
    for (exq_check_state i = 0; i < EXQ_CHECK_STATES; i++)
        if (i != all.leading && all.of[i] > 0)
            say_others(voice, out, &all, i);
    /* Whoever reads that something is open asks first whether something is missed. */
    if (all.leading == EXQ_CHECK_NOT_SETTLED || all.leading == EXQ_CHECK_NOT_COMPUTED)
        say_others(voice, out, &all, EXQ_CHECK_MISSED);
    return true;
}

/* ---------------------------------------------------------------------------------------------- one check */

const exq_doc_check_row *exq_check_deciding(const exq_doc_check *check)
{
    for (size_t i = 0; i < check->row_count; i++) {
        const exq_doc_check_row *row = &check->rows[i];
        if (exq_text_same(row->verdict, check->verdict) && exq_levels_equal(&row->group, &check->group) &&
            exq_levels_equal(&row->reference, &check->reference))
            return row;
    }
    return NULL;
}

bool exq_say_check_name(exq_buffer *out, const exq_doc_check *check)
{
    const char *name = check->title != NULL ? check->title : check->id;
    if (name == NULL || (check->title == NULL && strncmp(name, check->metric, strlen(check->metric)) == 0))
        return false;
    visible(out, name);
    return true;
}

void exq_say_check_asked(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check)
{
    if (check->by_count == 0) {
        visible(out, check->metric);
        return;
    }
    exq_places places = {0};
    visible(exq_place(&places, "metric"), check->metric);
    exq_buffer *by = exq_place(&places, "by");
    for (size_t i = 0; i < check->by_count; i++) {
        exq_buffer_string(by, i > 0 ? "," : "");
        visible(by, check->by[i]);
    }
    if (check->class_name != NULL)
        visible(exq_place(&places, "class"), check->class_name);
    exq_fill_sentence(voice, out, check->class_name != NULL ? EXQ_SENTENCE_CHECK_BY_CLASS : EXQ_SENTENCE_CHECK_BY,
                      &places);
}

void exq_say_check_named(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check)
{
    exq_places places = {0};
    exq_buffer *name = exq_place(&places, "name");
    bool named = exq_say_check_name(name, check);
    exq_say_check_asked(voice, exq_place(&places, "check"), check);
    exq_fill_sentence(voice, out, named ? EXQ_SENTENCE_CHECK_NAMED : EXQ_SENTENCE_CHECK_UNNAMED, &places);
}

void exq_say_check_limit(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check)
{
    const bool within = exq_text_same(check->limit.op, "between");
    exq_places places = {0};
    exq_places size = {0};
    if (check->has_compared_with) {
        exq_say_decimal_text(voice, exq_place(&places, "limit"), check->compared_with.no_worse_by);
        exq_fill_sentence(voice, out, EXQ_SENTENCE_CHECK_NO_WORSE_BY, &places);
        return;
    }
    exq_say_decimal_text(voice, exq_place(&places, "limit"), check->limit.value);
    if (within)
        exq_say_decimal_text(voice, exq_place(&places, "limit_to"), check->limit.value_to);
    exq_fill_sentence(voice, check->by_size ? exq_place(&size, "limit") : out,
                      within                      ? EXQ_SENTENCE_CHECK_WITHIN
                      : exq_text_same(check->limit.op, ">=") ? EXQ_SENTENCE_CHECK_AT_LEAST
                                                  : EXQ_SENTENCE_CHECK_AT_MOST,
                      &places);
    if (check->by_size)
        exq_fill_sentence(voice, out, EXQ_SENTENCE_CHECK_IN_SIZE, &size);
}

/* "worse by 0.098", "gap smaller by 0.021" */
static void say_loss(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check)
{
    const bool gap = check->reference_is != NULL, worse = check->value > 0;
    exq_places places = {0};
    exq_say_mean(voice, exq_place(&places, "value"), fabs(check->value));
    exq_fill_sentence(voice, out,
                      gap ? (worse ? EXQ_SENTENCE_CHECK_GAP_GREATER_BY : EXQ_SENTENCE_CHECK_GAP_SMALLER_BY)
                          : (worse ? EXQ_SENTENCE_CHECK_WORSE_BY : EXQ_SENTENCE_CHECK_BETTER_BY),
                      &places);
}

/* The range is turned with the number, so that both say how much worse or how much better. */
static void say_change_found(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check)
{
    const bool worse = check->value > 0, ranged = !isnan(check->lo) && !isnan(check->hi);
    exq_places places = {0};
    say_loss(voice, exq_place(&places, "loss"), check);
    if (ranged) {
        exq_say_mean(voice, exq_place(&places, "lo"), worse ? check->lo : -check->hi);
        exq_say_mean(voice, exq_place(&places, "hi"), worse ? check->hi : -check->lo);
    }
    exq_fill_sentence(voice, out,
                      !ranged                         ? EXQ_SENTENCE_CHECK_LOSS_NO_RANGE
                      : exq_text_same(check->decide_on, "point") ? EXQ_SENTENCE_CHECK_LOSS_POINT
                                                      : EXQ_SENTENCE_CHECK_LOSS_RANGE,
                      &places);
}

void exq_say_check_found(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check)
{
    if (isnan(check->value)) {
        exq_places told = {0};
        exq_say_check_state(voice, exq_place(&told, "name"), EXQ_CHECK_NOT_COMPUTED);
        if (check->why != NULL)
            exq_say_why(voice, exq_place(&told, "check"), check->why);
        exq_fill_sentence(voice, out, check->why != NULL ? EXQ_SENTENCE_CHECK_NAMED : EXQ_SENTENCE_CHECK_STATE, &told);
        return;
    }
    if (check->has_compared_with) {
        say_change_found(voice, out, check);
        return;
    }
    exq_places places = {0};
    exq_say_number(voice, exq_place(&places, "value"), check->value);
    const bool point = exq_text_same(check->decide_on, "point");
    exq_sentence sentence = point ? EXQ_SENTENCE_CHECK_FOUND_POINT : EXQ_SENTENCE_CHECK_FOUND;
    if (!exq_say_range_words(voice, exq_place(&places, "range"), check->lo, check->hi, check->hi_why))
        sentence = exq_text_same(check->verdict, "not_computed") || point ? EXQ_SENTENCE_CHECK_FOUND_NO_RANGE
                                                               : EXQ_SENTENCE_CHECK_FOUND_ALONE;
    exq_fill_sentence(voice, out, sentence, &places);
}

bool exq_say_check_groups(const exq_voice *voice, exq_buffer *out, const exq_doc_levels *group,
                          const exq_doc_levels *reference, const char *reference_is)
{
    if (group->count == 0)
        return false;
    if (reference_is == NULL) {
        exq_say_label(voice, out, group);
        return true;
    }
    const exq_doc_disparity pair = {.reference = *reference, .reference_is = reference_is};
    exq_places places = {0};
    exq_say_label(voice, exq_place(&places, "group"), group);
    exq_say_reference_label(voice, exq_place(&places, "reference"), &pair);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_CHECK_AGAINST, &places);
    return true;
}

bool exq_say_check_who(const exq_voice *voice, exq_buffer *out, const exq_doc_check_row *row)
{
    if (row->group.count == 0)
        return false;
    if (row->has_version && !isnan(row->version.before) && !isnan(row->version.after)) {
        exq_places versions = {0};
        (void)exq_say_check_groups(voice, exq_place(&versions, "who"), &row->group, &row->reference, row->reference_is);
        exq_say_mean(voice, exq_place(&versions, "before"), row->version.before);
        exq_say_mean(voice, exq_place(&versions, "now"), row->version.after);
        exq_fill_sentence(voice, out, EXQ_SENTENCE_CHECK_BEFORE_NOW, &versions);
        return true;
    }
    if (row->k < 0)
        return exq_say_check_groups(voice, out, &row->group, &row->reference, row->reference_is);
    exq_places places = {0};
    const bool pair = row->reference_k >= 0;
    (void)exq_say_check_groups(voice, exq_place(&places, "who"), &row->group, &row->reference, row->reference_is);
    exq_say_count(voice, exq_place(&places, "k"), row->k);
    exq_say_count(voice, exq_place(&places, "n"), row->n);
    if (pair) {
        exq_say_count(voice, exq_place(&places, "reference_k"), row->reference_k);
        exq_say_count(voice, exq_place(&places, "reference_n"), row->reference_n);
    }
    exq_fill_sentence(voice, out, pair ? EXQ_SENTENCE_CHECK_PAIR : EXQ_SENTENCE_CHECK_SHARE, &places);
    return true;
}

/* One number over more than two groups: others may stand in the way once these two do no more. */
static bool is_of_many(const exq_doc_check *check, const exq_doc_check_row *row)
{
    return check->row_count == 1 && row->reference.count > 0 && check->compared.shown > 2;
}

void exq_say_check_because(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check)
{
    if (exq_text_same(check->because, "to be said"))
        exq_fill_sentence(voice, out, EXQ_SENTENCE_CHECK_NO_REASON, NULL);
    else
        visible(out, check->because);
}

/* To select more or fewer is a remedy only once it is said whether being selected is good or bad for the person. */
bool exq_check_lacks_direction(const exq_document *document, const exq_doc_check_row *row)
{
    return row->change != NULL && document->conventions.selected_is == NULL && !document->conventions.has_lists;
}

bool exq_say_check_no_remedy(const exq_voice *voice, exq_buffer *out, const exq_doc_check_row *row)
{
    if (!exq_check_lacks_direction(voice->document, row))
        return false;
    exq_fill_sentence(voice, out, EXQ_SENTENCE_CHECK_NO_REMEDY, NULL);
    return true;
}

bool exq_say_check_change(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check,
                          const exq_doc_check_row *row)
{
    if (row->has_version && !isnan(row->version.to_meet) && exq_text_same(row->verdict, "missed")) {
        exq_places to_meet = {0};
        exq_say_mean(voice, exq_place(&to_meet, "value"), row->version.to_meet);
        exq_say_mean(voice, exq_place(&to_meet, "now"), row->version.after);
        exq_fill_sentence(voice, out,
                          exq_text_same(row->version.better, "more") ? EXQ_SENTENCE_CHECK_OR_MORE : EXQ_SENTENCE_CHECK_OR_LESS,
                          &to_meet);
        return true;
    }
    if (row->change == NULL || exq_check_lacks_direction(voice->document, row))
        return false;
    exq_places places = {0};
    exq_places change = {0};
    const bool more = exq_text_same(row->change, "more");
    exq_say_count(voice, exq_place(&change, "all"), more ? row->k + row->change_people : row->k - row->change_people);
    exq_say_count(voice, exq_place(&change, "n"), row->n);
    exq_say_count(voice, exq_place(&change, "k"), row->k);
    const bool many = is_of_many(check, row);
    exq_fill_sentence(voice, many ? exq_place(&places, "change") : out,
                      more ? EXQ_SENTENCE_CHECK_MORE : EXQ_SENTENCE_CHECK_FEWER, &change);
    if (many)
        exq_fill_sentence(voice, out, EXQ_SENTENCE_CHECK_THESE_TWO, &places);
    return true;
}

/* The question that has strata and the groups of the check; NULL: none. */
static const exq_doc_question *question_within(const exq_document *document, const exq_doc_check *check)
{
    for (size_t i = 0; i < document->question_count; i++) {
        const exq_doc_question *question = &document->questions[i];
        bool same = question->given_count > 0 && question->by_count == check->by_count;
        for (size_t c = 0; same && c < check->by_count; c++)
            same = exq_text_same(question->by[c], check->by[c]);
        if (same)
            return question;
    }
    return NULL;
}

bool exq_say_check_not_within(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check)
{
    const exq_doc_question *question = question_within(voice->document, check);
    if (question == NULL)
        return false;
    exq_places places = {0};
    exq_say_columns(voice, exq_place(&places, "given"), question->given, question->given_count);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_CHECK_NOT_WITHIN, &places);
    return true;
}

bool exq_say_check_levelled_down(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check)
{
    const exq_doc_check_row *first = NULL;
    exq_count count = 0;
    for (size_t i = check->row_count; i-- > 0;)
        if (check->rows[i].has_version && check->rows[i].version.levelled_down) {
            first = &check->rows[i];
            count++;
        }
    if (first == NULL)
        return false;
    exq_places places = {0};
    if (count > 1 || first->reference.count == 0) {
        exq_say_count(voice, exq_place(&places, "n"), count);
        exq_fill_counted(voice, out, EXQ_SENTENCE_CHECK_LEVELLED_DOWN_GAPS, count, &places);
        return true;
    }
    exq_say_label(voice, exq_place(&places, "group"), &first->group);
    exq_say_label(voice, exq_place(&places, "reference"), &first->reference);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_CHECK_LEVELLED_DOWN, &places);
    return true;
}

bool exq_say_check_difference(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check)
{
    if (check->difference == NULL)
        return false;
    exq_fill_sentence(voice, out,
                      exq_text_same(check->difference, "shown") ? EXQ_SENTENCE_CHECK_DIFFERENCE_SHOWN
                                                     : EXQ_SENTENCE_CHECK_DIFFERENCE_NOT_SHOWN,
                      NULL);
    return true;
}

bool exq_say_check_to_settle(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check)
{
    if (check->to_settle < 0)
        return false;
    exq_places places = {0};
    exq_say_count(voice, exq_place(&places, "n"), check->to_settle);
    exq_say_count(voice, exq_place(&places, "now"), check->people);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_CHECK_TO_SETTLE, &places);
    return true;
}

bool exq_say_check_could(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check)
{
    if (!check->has_could || (check->could.be_met && check->could.be_missed))
        return false;
    exq_places places = {0};
    const bool of_one = check->could.too_few.count > 0;
    if (of_one)
        exq_say_label(voice, exq_place(&places, "group"), &check->could.too_few);
    exq_fill_sentence(voice, out,
                      check->could.be_met       ? EXQ_SENTENCE_CHECK_COULD_NOT_BE_MISSED
                      : !check->could.be_missed ? EXQ_SENTENCE_CHECK_COULD_BE_NEITHER
                      : of_one                  ? EXQ_SENTENCE_CHECK_COULD_NOT_BE_MET_OF
                                                : EXQ_SENTENCE_CHECK_COULD_NOT_BE_MET,
                      &places);
    return true;
}

bool exq_say_check_withheld(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check)
{
    if (!check->has_compared || check->compared.shown >= check->compared.groups)
        return false;
    exq_places places = {0};
    exq_say_count(voice, exq_place(&places, "shown"), check->compared.shown);
    exq_say_count(voice, exq_place(&places, "groups"), check->compared.groups);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_CHECK_JUDGED, &places);
    return true;
}

/* ----------------------------------------------------------------------------------------------- its rows */

/* By its group; where versions are compared a group has rows of its own and rows against others. */
static void say_row(const exq_voice *voice, exq_buffer *out, const exq_doc_check_row *row)
{
    if (row->has_version)
        (void)exq_say_check_groups(voice, out, &row->group, &row->reference, row->reference_is);
    else
        exq_say_label(voice, out, &row->group);
}

/* Every row but `but` that has the verdict, by its group; how many there are. */
static size_t list_rows(const exq_voice *voice, const exq_doc_check *check, const exq_doc_check_row *but,
                        const char *verdict, exq_buffer *out)
{
    size_t all = 0, named = 0;
    exq_list list = {.voice = voice};
    for (size_t i = 0; i < check->row_count; i++)
        all += &check->rows[i] != but && exq_text_same(check->rows[i].verdict, verdict) && check->rows[i].group.count > 0;
    for (size_t i = 0; i < check->row_count; i++)
        if (&check->rows[i] != but && exq_text_same(check->rows[i].verdict, verdict) && check->rows[i].group.count > 0)
            say_row(voice, exq_list_item(&list, ++named == all), &check->rows[i]);
    exq_list_end(&list, out);
    return all;
}

bool exq_say_check_few(const exq_voice *voice, exq_buffer *out, const exq_doc_check_row *row)
{
    const exq_count fewest = 30;
    const bool group = row->k >= 0 && row->n < fewest, reference = row->reference_k >= 0 && row->reference_n < fewest;
    if (row->group.count == 0 || !(group || reference))
        return false;
    const bool smaller = group && (!reference || row->n <= row->reference_n);
    exq_places places = {0};
    exq_say_label(voice, exq_place(&places, "group"), smaller ? &row->group : &row->reference);
    exq_say_count(voice, exq_place(&places, "n"), smaller ? row->n : row->reference_n);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_CHECK_FEW, &places);
    return true;
}

bool exq_say_check_others(const exq_voice *voice, exq_buffer *out, const exq_doc_check *check)
{
    static const struct {
        const char *verdict;
        exq_sentence sentence;
    } kinds[] = {
        {"missed",       EXQ_SENTENCE_CHECK_MISS      },
        {"met",          EXQ_SENTENCE_CHECK_MEET      },
        {"not_settled",  EXQ_SENTENCE_CHECK_UNSETTLED },
        {"not_computed", EXQ_SENTENCE_CHECK_UNCOMPUTED},
    };
    const exq_doc_check_row *deciding = exq_check_deciding(check);
    exq_buffer text = EXQ_BUFFER_INIT;
    for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++) {
        exq_places places = {0};
        exq_buffer *list = exq_place(&places, "list");
        const size_t count = list_rows(voice, check, deciding, kinds[i].verdict, list);
        if (count == 0) {
            exq_buffer_free(list);
            continue;
        }

        exq_buffer one = EXQ_BUFFER_INIT;
        exq_fill_counted(voice, &one, kinds[i].sentence, (exq_count)count, &places);
        exq_say_joined(voice, &text, EXQ_SENTENCE_SEMICOLON, &one);
    }
    const bool said = text.length > 0;
    if (said)
        exq_buffer_append(out, text.bytes, text.length);
    out->failed = out->failed || text.failed;
    exq_buffer_free(&text);
    return said;
}
