/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Sentences about lists: who is judged, how much of the catalogue is seen, whose items get the attention.
 */
#include "sentences_lists.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "pattern.h"

/* More groups than these are not named in a sentence. */
enum { MOST_NAMED = 4, EXTREMES = 2 };

static void next_sentence(exq_buffer *out, size_t start)
{
    if (out->length > start)
        exq_buffer_char(out, ' ');
}

/* ------------------------------------------------------------------------------------------------- people */

/* " (117 F and 245 M)", when few groups and none withheld; else nothing. */
static void say_unjudged_groups(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question)
{
    exq_list list = {.voice = voice};
    for (size_t i = 0; i < question->group_count; i++)
        if (question->group_count > MOST_NAMED || question->groups[i].users_without_truth < 0)
            return;
    for (size_t i = 0; i < question->group_count; i++) {
        const exq_doc_group *group = &question->groups[i];
        exq_places places = {0};
        exq_say_count(voice, exq_place(&places, "k"), group->users_without_truth);
        exq_say_label(voice, exq_place(&places, "label"), &group->levels);
        exq_fill_sentence(voice, exq_list_item(&list, i + 1 == question->group_count), EXQ_SENTENCE_LISTS_WHO, &places);
    }
    exq_buffer_string(out, " (");
    exq_list_end(&list, out);
    exq_buffer_char(out, ')');
}

static void say_without_list(const exq_voice *voice, exq_buffer *out, exq_count count)
{
    exq_places places = {0};
    exq_buffer_char(out, ' ');
    if (count == 0) {
        exq_fill_sentence(voice, out, EXQ_SENTENCE_LISTS_NOBODY_WITHOUT, NULL);
        return;
    }
    exq_say_count(voice, exq_place(&places, "n"), count);
    exq_fill_counted(voice, out, EXQ_SENTENCE_LISTS_SOME_WITHOUT, count, &places);
}

bool exq_say_judged(const exq_voice *voice, exq_buffer *out)
{
    if (!voice->document->conventions.has_lists)
        return false;
    const exq_doc_question *question = exq_look_question(voice->document, EXQ_SIDE_USER);
    exq_places places = {0};
    if (question == NULL || question->overall.n < 0) {
        exq_say_count(voice, exq_place(&places, "n"), voice->document->data.rows_read);
        exq_fill_counted(voice, out, EXQ_SENTENCE_LISTS_ROWS, voice->document->data.rows_read, &places);
        return true;
    }
    const exq_doc_group *all = &question->overall;
    const exq_doc_measure *hit = exq_look_first(all, "hit");
    exq_say_count(voice, exq_place(&places, "n"), all->n);
    if (hit == NULL) {
        exq_fill_sentence(voice, out, EXQ_SENTENCE_LISTS_PEOPLE_UNJUDGED, &places);
    } else if (hit->n < 0) {
        exq_fill_sentence(voice, out, EXQ_SENTENCE_LISTS_PEOPLE_FEW_JUDGED, &places);
    } else if (all->users_without_truth > 0) {
        exq_say_count(voice, exq_place(&places, "judged"), hit->n);
        exq_say_count(voice, exq_place(&places, "left"), all->users_without_truth);
        say_unjudged_groups(voice, exq_place(&places, "list"), question);
        exq_fill_counted(voice, out, EXQ_SENTENCE_LISTS_PEOPLE_SOME, all->users_without_truth, &places);
    } else {
        exq_fill_sentence(voice, out, EXQ_SENTENCE_LISTS_PEOPLE_ALL, &places);
    }
    if (all->users_without_recommendations >= 0)
        say_without_list(voice, out, all->users_without_recommendations);
    exq_buffer_char(out, ' ');
    exq_fill_sentence(voice, out, EXQ_SENTENCE_LISTS_ITEMS_OF, NULL);
    return true;
}

bool exq_say_ranking_quality(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question,
                             const exq_doc_levels *group)
{
    const exq_doc_measure *ndcg = exq_look_first(&question->overall, "ndcg");
    if (ndcg == NULL || (question->lead_rate != NULL && strcmp(question->lead_rate, ndcg->id) == 0))
        return false;
    exq_disparities list = {question->disparities, question->disparity_count};
    const exq_doc_disparity *ratio = exq_look_ratio(list, ndcg->id, group);
    if (ratio == NULL || !exq_say_comparison(voice, out, ratio))
        return false;
    exq_buffer_char(out, ' ');
    (void)exq_say_plausible_range(voice, out, ratio);
    return true;
}

/* --------------------------------------------------------------------------------------- counted on the way */

static const exq_sentence *sentence_of(const exq_doc_event *event)
{
    static const struct {
        const char *name;
        exq_sentence sentence;
    } rows[] = {
        {"duplicate_items",           EXQ_SENTENCE_MET_DUPLICATES     },
        {"seen_items",                EXQ_SENTENCE_MET_SEEN           },
        {"items_outside_catalogue",   EXQ_SENTENCE_MET_OUTSIDE        },
        {"tied_scores",               EXQ_SENTENCE_MET_TIED           },
        {"truth_outside_catalogue",   EXQ_SENTENCE_MET_TRUTH_OUTSIDE  },
        {"history_outside_catalogue", EXQ_SENTENCE_MET_HISTORY_OUTSIDE},
        {"truth_in_history",          EXQ_SENTENCE_MET_TRUTH_SEEN     },
        {"negative_grades",           EXQ_SENTENCE_MET_NEGATIVE       },
        {"short_lists",               EXQ_SENTENCE_MET_SHORT          },
        {"users_outside_table",       EXQ_SENTENCE_MET_STRANGERS      },
    };
    const size_t length = strcspn(event->name, "@");
    for (size_t i = 0; event->count > 0 && i < sizeof rows / sizeof rows[0]; i++)
        if (strlen(rows[i].name) == length && strncmp(rows[i].name, event->name, length) == 0)
            return &rows[i].sentence;
    return NULL;
}

bool exq_say_met(const exq_voice *voice, exq_buffer *out)
{
    const exq_document *document = voice->document;
    exq_list list = {.voice = voice};
    size_t met = 0, said = 0;
    for (size_t i = 0; i < document->data.event_count; i++)
        met += sentence_of(&document->data.events[i]) != NULL;
    for (size_t i = 0; i < document->data.event_count; i++) {
        const exq_doc_event *event = &document->data.events[i];
        const exq_sentence *sentence = sentence_of(event);
        if (sentence == NULL)
            continue;
        exq_places places = {0};
        exq_say_count(voice, exq_place(&places, "n"), event->count);
        exq_say_cutoff(exq_place(&places, "k"), event->name);
        exq_fill_counted(voice, exq_list_item(&list, ++said == met), *sentence, event->count, &places);
    }
    if (met == 0)
        return false;
    exq_places places = {0};
    exq_list_end(&list, exq_place(&places, "list"));
    exq_fill_sentence(voice, out, EXQ_SENTENCE_MET, &places);
    return true;
}

/* ------------------------------------------------------------------------------------------- equal histories */

static bool is_of_history(const exq_doc_adjusted_mean *adjusted)
{
    return adjusted->within_count == 1 && strcmp(adjusted->within[0], "@history") == 0;
}

const exq_doc_adjusted_mean *exq_look_equal_history(const exq_doc_question *question, const exq_doc_levels *group)
{
    const exq_doc_measure *ndcg = exq_look_first(&question->overall, "ndcg");
    for (size_t i = 0; ndcg != NULL && i < question->adjusted_mean_count; i++) {
        const exq_doc_adjusted_mean *adjusted = &question->adjusted_means[i];
        if (is_of_history(adjusted) && strcmp(adjusted->of, ndcg->id) == 0 && exq_levels_equal(&adjusted->group, group))
            return adjusted;
    }
    return NULL;
}

/* What the length of history has to do with the gap. */
static exq_sentence part_of_history(const exq_doc_adjusted_mean *adjusted)
{
    const double most = 0.8; /* so much of the gap left, and more, is hardly explained */
    const double left = adjusted->difference.value / adjusted->crude;
    if (strcmp(adjusted->state, "shown") != 0)
        return EXQ_SENTENCE_EVEN_NOT_LEFT;
    return left >= most ? EXQ_SENTENCE_EVEN_HARDLY : left > 0 ? EXQ_SENTENCE_EVEN_PARTLY : EXQ_SENTENCE_EVEN_TURNED;
}

bool exq_say_equal_history(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question,
                           const exq_doc_levels *group)
{
    const exq_doc_adjusted_mean *adjusted = exq_look_equal_history(question, group);
    const exq_disparities list = {question->disparities, question->disparity_count};
    if (adjusted == NULL || adjusted->state == NULL)
        return false;
    const exq_doc_disparity *found = exq_look_ratio(list, adjusted->of, group);
    const exq_doc_disparity sides = {.reference = adjusted->reference, .reference_is = adjusted->reference_is};
    exq_places places = {0};
    exq_say_rate(voice, exq_place(&places, "measure"), adjusted->of);
    exq_say_group(voice, exq_place(&places, "group"), &adjusted->group);
    exq_say_reference(voice, exq_place(&places, "reference"), &sides);
    exq_say_mean(voice, exq_place(&places, "difference"), adjusted->difference.value);
    exq_say_mean(voice, exq_place(&places, "lo"), adjusted->difference.lo);
    exq_say_mean(voice, exq_place(&places, "hi"), adjusted->difference.hi);
    exq_say_mean(voice, exq_place(&places, "crude"), adjusted->crude);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_EVEN_HISTORY, &places);
    if (found != NULL && found->difference != NULL && strcmp(found->difference, "shown") == 0) {
        exq_buffer_char(out, ' ');
        exq_fill_sentence(voice, out, part_of_history(adjusted), NULL);
    }
    return true;
}

/* ---------------------------------------------------------------------------------------------- catalogue */

bool exq_say_ever_shown(const exq_voice *voice, exq_buffer *out)
{
    const exq_doc_catalogue *coverage = exq_look_catalogue(voice->document, "coverage");
    const exq_doc_catalogue *few = exq_look_catalogue(voice->document, "items_for_80");
    size_t start = out->length;
    exq_places places = {0};
    if (coverage != NULL && !isnan(coverage->num)) {
        exq_say_amount(voice, exq_place(&places, "k"), coverage->num);
        exq_say_amount(voice, exq_place(&places, "n"), coverage->den);
        exq_fill_counted(voice, out, EXQ_SENTENCE_LISTS_EVER_SHOWN, (exq_count)coverage->num, &places);
    }
    if (few != NULL && !isnan(few->num) && out->length > start) {
        next_sentence(out, start);
        exq_say_amount(voice, exq_place(&places, "few"), few->num);
        exq_fill_counted(voice, out, EXQ_SENTENCE_LISTS_FEW_FILL, (exq_count)few->num, &places);
    }
    return out->length > start;
}

bool exq_say_tail(const exq_voice *voice, exq_buffer *out)
{
    const exq_doc_catalogue *tail = exq_look_catalogue(voice->document, "long_tail_share");
    if (tail == NULL || isnan(tail->value))
        return false;
    exq_places places = {0};
    exq_say_per_100(voice, exq_place(&places, "k"), tail->value);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_LISTS_TAIL, &places);
    return true;
}

bool exq_say_unevenness(const exq_voice *voice, exq_buffer *out)
{
    const exq_doc_catalogue *gini = exq_look_catalogue(voice->document, "gini");
    if (gini == NULL || isnan(gini->value))
        return false;
    bool chance = gini->has_fair && !isnan(gini->fair.expected);
    exq_places places = {0};
    exq_say_number(voice, exq_place(&places, "value"), gini->value);
    if (chance)
        exq_say_number(voice, exq_place(&places, "chance"), gini->fair.expected);
    exq_fill_sentence(voice, out, chance ? EXQ_SENTENCE_LISTS_GINI_CHANCE : EXQ_SENTENCE_LISTS_GINI, &places);
    return true;
}

bool exq_say_popularity(const exq_voice *voice, exq_buffer *out)
{
    const exq_doc_question *question = exq_look_question(voice->document, EXQ_SIDE_USER);
    if (question == NULL || question->group_count > MOST_NAMED)
        return false;
    exq_list list = {.voice = voice};
    exq_places places = {0};
    size_t named = 0;
    for (size_t i = 0; i < question->group_count; i++) {
        const exq_doc_measure *lift = exq_look_first(&question->groups[i], "popularity_lift");
        if (lift == NULL || isnan(lift->value))
            continue;
        named++;
        exq_say_label(voice, exq_place(&places, "label"), &question->groups[i].levels);
        exq_say_number(voice, exq_place(&places, "lift"), lift->value);
        exq_fill_sentence(voice, exq_list_item(&list, i + 1 == question->group_count), EXQ_SENTENCE_LISTS_LIFT,
                          &places);
    }
    exq_list_end(&list, exq_place(&places, "list"));
    if (named > 0)
        exq_fill_sentence(voice, out, EXQ_SENTENCE_LISTS_MORE_POPULAR, &places);
    else
        exq_buffer_free(&places.texts[0]);
    return named > 0;
}

/* -------------------------------------------------------------------------------------------- attention */

typedef struct attention {
    const exq_doc_group *group;
    double value;
} attention;

static int compare_attention(const void *a, const void *b)
{
    const attention *x = a;
    const attention *y = b;
    if (x->value < y->value || x->value > y->value)
        return x->value < y->value ? -1 : 1;
    return x->group < y->group ? -1 : 1;
}

static void say_some(const exq_voice *voice, exq_buffer *out, const attention *from, size_t count)
{
    exq_list list = {.voice = voice};
    for (size_t i = 0; i < count; i++) {
        exq_places places = {0};
        exq_say_label(voice, exq_place(&places, "label"), &from[i].group->levels);
        exq_say_number(voice, exq_place(&places, "value"), from[i].value);
        exq_fill_sentence(voice, exq_list_item(&list, false), EXQ_SENTENCE_LISTS_ONE_AGAINST, &places);
    }
    exq_list_end(&list, out);
}

/* All of them when they are few, else those at both ends. */
static void say_ends(const exq_voice *voice, exq_buffer *out, const attention *sorted, size_t count)
{
    if (count <= 2 * EXTREMES) {
        say_some(voice, out, sorted, count);
        return;
    }
    exq_places places = {0};
    say_some(voice, exq_place(&places, "low"), sorted, EXTREMES);
    say_some(voice, exq_place(&places, "high"), sorted + count - EXTREMES, EXTREMES);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_LISTS_EXTREMES, &places);
}

static size_t collect(const exq_doc_question *question, const char *measure, attention *out)
{
    size_t count = 0;
    for (size_t i = 0; i < question->group_count; i++) {
        const exq_doc_measure *found = exq_look_first(&question->groups[i], measure);
        if (found != NULL && !isnan(found->value))
            out[count++] = (attention){&question->groups[i], found->value};
    }
    if (count > 1)
        qsort(out, count, sizeof *out, compare_attention);
    return count;
}

bool exq_say_attention(const exq_voice *voice, exq_buffer *out, const exq_doc_question *question)
{
    attention *sorted = calloc(question->group_count + 1, sizeof *sorted);
    if (sorted == NULL) {
        out->failed = true;
        return false;
    }
    exq_sentence sentence = EXQ_SENTENCE_LISTS_AGAINST_MERIT;
    size_t count = collect(question, "exposure_to_merit", sorted);
    if (count == 0) {
        sentence = EXQ_SENTENCE_LISTS_AGAINST_CATALOGUE;
        count = collect(question, "exposure_to_catalogue", sorted);
    }
    exq_places places = {0};
    say_ends(voice, exq_place(&places, "list"), sorted, count);
    if (count > 0)
        exq_fill_sentence(voice, out, sentence, &places);
    else
        exq_buffer_free(&places.texts[0]);
    free(sorted);
    return count > 0;
}
