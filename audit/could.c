/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Tries a check on tables of the size there is, from the most equal to the least.
 */
#include "could.h"

#include <math.h>

#include "interval.h"
#include "named.h"
#include "text.h"

enum { HALVINGS = 40 };

/* Groups of one rate, tried at other counts than theirs. */
typedef struct trial {
    exq_made_of made_of;
    bool over_all; /* the highest against the lowest; else the first against the second, or the first by itself */
    bool by_size;
    exq_proportion *groups;
    const exq_doc_group **members; /* parallel; of a number over all groups */
    size_t count;
    double selected, people; /* of all of them */
    double level;
    exq_reach reach;
    exq_limits *scratch;
} trial;

/* ------------------------------------------------------------------------------------------------- one table */

/* Group `who` as far behind (-1) or ahead (+1) of the others as can be, or between; all together have the rate they have.
 * One rate by itself: from nobody to everybody. */
static void set_counts(const trial *of, size_t who, double ahead)
{
    exq_proportion *own = &of->groups[who];
    if (of->count == 1) {
        own->k = own->n * (1 + ahead) / 2;
        return;
    }
    const double others = of->people - own->n, equal = of->selected * own->n / of->people;
    const double extreme = ahead < 0 ? fmax(0, of->selected - others) : fmin(own->n, of->selected);
    own->k = equal + (extreme - equal) * fabs(ahead);
    const double rate = fmin(fmax((of->selected - own->k) / others, 0), 1);
    for (size_t i = 0; i < of->count; i++)
        if (i != who)
            of->groups[i].k = rate * of->groups[i].n;
}

static double rate_of(const trial *of, size_t group)
{
    return of->groups[group].k / of->groups[group].n;
}

static exq_value value_of(const trial *of)
{
    double low = rate_of(of, 0), high = low;
    if (of->count == 1)
        return exq_some(low);
    for (size_t i = 1; of->over_all && i < of->count; i++) {
        low = fmin(low, rate_of(of, i));
        high = fmax(high, rate_of(of, i));
    }
    const double one = of->over_all ? low : rate_of(of, 0), other = of->over_all ? high : rate_of(of, 1);
    if (of->made_of == EXQ_MADE_AS_DIFFERENCE)
        return exq_some(of->over_all ? high - low : one - other);
    return other > 0 ? exq_some(one / other) : exq_none(EXQ_WHY_REFERENCE_ZERO);
}

static exq_range range_of(const trial *of)
{
    if (of->count == 1) {
        const exq_limits limits = exq_clopper_pearson(of->groups[0], (1 - of->level) / 2);
        return (exq_range){exq_some(limits.lo), exq_some(limits.hi), "clopper_pearson"};
    }
    const bool ratio = of->made_of == EXQ_MADE_AS_RATIO;
    if (of->over_all)
        return ratio ? exq_interval_min_ratio(of->groups, of->count, of->reach, of->scratch)
                     : exq_interval_max_difference(of->groups, of->count, of->reach, of->scratch);
    return ratio ? exq_interval_koopman(of->groups[0], of->groups[1], of->level)
                 : exq_interval_newcombe(of->groups[0], of->groups[1], of->level);
}

static exq_verdict verdict_on(const trial *of, const exq_limit *limit, size_t who, double ahead, double *value)
{
    set_counts(of, who, ahead);
    exq_judged judged = {.value = value_of(of), .made_of = of->made_of, .by_size = of->by_size};
    if (!exq_known(judged.value))
        return EXQ_NOT_COMPUTED;
    const exq_range range = range_of(of);
    judged.lo = range.lo;
    judged.hi = range.hi;
    *value = exq_judged_value(&judged);
    return exq_verdict_by_interval(&judged, limit);
}

/* ------------------------------------------------------------------------------------------------- one trial */

static size_t extreme_of(const trial *of, bool largest)
{
    size_t found = 0;
    for (size_t i = 1; of->over_all && i < of->count; i++)
        if (largest ? of->groups[i].n > of->groups[found].n : of->groups[i].n < of->groups[found].n)
            found = i;
    return largest || of->over_all ? found : of->count - 1;
}

static double middle_of(const exq_limit *limit)
{
    const double low = (double)limit->low.num / (double)limit->low.den;
    return (low + (double)limit->high.num / (double)limit->high.den) / 2;
}

static void try_ends(const trial *of, const exq_limit *limit, bool *met, bool *missed)
{
    const size_t groups[] = {extreme_of(of, true), extreme_of(of, false)};
    const bool between = of->count == 1 && limit->op == EXQ_WITHIN;
    const double tried[] = {-1, between ? 2 * middle_of(limit) - 1 : 0, 1};
    for (size_t g = 0; g < 2; g++)
        for (size_t i = 0; i < sizeof tried / sizeof *tried; i++) {
            double value;
            const exq_verdict verdict = verdict_on(of, limit, groups[g], tried[i], &value);
            *met = *met || verdict == EXQ_MET;
            *missed = *missed || verdict == EXQ_MISSED;
        }
}

/* From the number that suits the limit best to the one that suits it least: the last that is met, and the first that is
 * missed. NaN: there is none. */
static double last_with(const trial *of, const exq_limit *limit, bool met)
{
    const bool lone = of->count == 1, falls = of->over_all || of->by_size || limit->op == EXQ_AT_LEAST;
    const double best = lone ? (falls ? 1 : -1) : 0, worst = falls ? -1 : 1;
    const exq_verdict wanted = met ? EXQ_MET : EXQ_MISSED;
    const size_t who = extreme_of(of, true);
    double inside = met ? best : worst, outside = met ? worst : best, value = (double)NAN, found = (double)NAN;
    if (limit->op == EXQ_WITHIN || verdict_on(of, limit, who, inside, &found) != wanted)
        return (double)NAN;
    if (verdict_on(of, limit, who, outside, &value) == wanted)
        return value;
    for (int i = 0; i < HALVINGS; i++) {
        const double middle = (inside + outside) / 2;
        if (verdict_on(of, limit, who, middle, &value) != wanted) {
            outside = middle;
            continue;
        }
        inside = middle;
        found = value;
    }
    return found;
}

/* -------------------------------------------------------------------------------------------- what is tried */

static const exq_doc_rate *people_rate(const exq_doc_group *group, const char *id)
{
    static const char *const methods[] = {"wilson", "clopper_pearson", "jeffreys"};
    for (size_t i = 0; i < group->rate_count; i++) {
        const exq_doc_rate *rate = &group->rates[i];
        for (size_t m = 0; exq_text_same(rate->id, id) && m < sizeof methods / sizeof *methods; m++)
            if (exq_text_same(rate->method, methods[m]) && rate->den > 0)
                return rate;
    }
    return NULL;
}

static bool over_all_groups(const exq_document *document, const exq_doc_question *question, const char *rate_id,
                            exq_arena *arena, trial *out)
{
    out->over_all = true;
    out->groups = EXQ_NEW(arena, exq_proportion, question->group_count);
    out->members = EXQ_NEW(arena, const exq_doc_group *, question->group_count);
    out->scratch = EXQ_NEW(arena, exq_limits, question->group_count);
    if (out->groups == NULL || out->members == NULL || out->scratch == NULL)
        return false;
    for (size_t i = 0; i < question->group_count; i++) {
        const exq_doc_group *group = &question->groups[i];
        const exq_doc_rate *rate = people_rate(group, rate_id);
        if (group->withheld || rate == NULL || !exq_family_is_compared(document, group))
            continue;
        out->members[out->count] = group;
        out->groups[out->count++] = (exq_proportion){rate->num, rate->den, EXQ_SAMPLE_PEOPLE};
        out->selected += rate->num;
        out->people += rate->den;
    }
    return true;
}

/* The one or two rates behind a number over all groups. */
static bool plan_over_all(const exq_planned_check *check, const exq_document *document,
                          const exq_doc_question *question, const exq_family *family, exq_arena *arena, trial trials[2],
                          size_t *count)
{
    const exq_family_row *row = &family->rows[0];
    const char *rates[] = {family->of, NULL};
    const exq_named *named = exq_named_rows;
    while (named->id != NULL && !exq_text_same(named->id, check->asked->metric))
        named++;
    if (row->part_count == 2 && named->id != NULL) {
        rates[0] = exq_quantities[named->first].id;
        rates[1] = exq_quantities[named->second].id;
    }
    const double level = document->uncertainty.level;
    for (size_t i = 0; i < 2 && rates[i] != NULL; i++) {
        trial *of = &trials[(*count)++];
        of->made_of = row->part_count == 2 ? row->parts[i].made_of : row->measured.made_of;
        if (of->made_of == EXQ_MADE_OTHERWISE)
            break;
        if (!over_all_groups(document, question, rates[i], arena, of))
            return false;
        of->reach = exq_reach_of(level, rates[1] != NULL ? sqrt(level) : level, of->count);
    }
    return true;
}

static bool plan_row(const exq_document *document, const exq_family *family, const exq_family_row *row,
                     exq_arena *arena, trial *out)
{
    const exq_judged *measured = &row->measured;
    const exq_share pair[] = {measured->group, measured->reference};
    const bool alone = measured->made_of == EXQ_MADE_OF_A_SHARE;
    out->made_of = measured->made_of;
    out->by_size = measured->by_size;
    out->level = exq_interval_sidak(document->uncertainty.level, family->count);
    if (out->made_of == EXQ_MADE_OTHERWISE || (!alone && !exq_text_same(row->reference_is, "group")))
        return true;
    out->groups = EXQ_NEW(arena, exq_proportion, 2);
    for (; out->groups != NULL && out->count < (alone ? 1 : 2); out->count++) {
        const exq_share share = pair[out->count];
        out->groups[out->count] = (exq_proportion){(double)share.k, (double)share.n, EXQ_SAMPLE_PEOPLE};
        out->selected += (double)share.k;
        out->people += (double)share.n;
    }
    return out->groups != NULL;
}

static bool plan(const exq_planned_check *check, const exq_document *document, const exq_doc_question *question,
                 const exq_family *family, exq_arena *arena, trial **trials, size_t *count)
{
    *trials = EXQ_NEW(arena, trial, family->count + 1);
    if (*trials == NULL)
        return false;
    if (family->over_all)
        return plan_over_all(check, document, question, family, arena, *trials, count);
    for (; *count < family->count; (*count)++)
        if (!plan_row(document, family, &family->rows[*count], arena, &(*trials)[*count]))
            return false;
    return true;
}

/* The smallest group, if it would do that it had as many people as the largest. */
static const exq_doc_group *too_few_over_all(trial *of, const exq_limit *limit)
{
    const size_t largest = extreme_of(of, true), smallest = extreme_of(of, false);
    exq_proportion *own = &of->groups[smallest];
    const double people = own->n, all = of->people, selected = of->selected;
    double value;
    own->n = of->groups[largest].n;
    of->people = all - people + own->n;
    of->selected = selected / all * of->people;
    const bool would = verdict_on(of, limit, smallest, 0, &value) == EXQ_MET;
    own->n = people;
    of->people = all;
    of->selected = selected;
    return would && smallest != largest ? of->members[smallest] : NULL;
}

static bool can_be_tried(const trial *trials, size_t count)
{
    bool tried = count > 0;
    for (size_t i = 0; i < count; i++) {
        tried = tried && trials[i].count > (trials[i].over_all ? 1 : 0);
        for (size_t g = 0; g < trials[i].count; g++)
            tried = tried && trials[i].groups[g].n > 0;
    }
    return tried;
}

/* The stricter of the ends of two rows; NaN where one has none and is `needed`. */
static double stricter(double one, double other, bool needed, bool from_below)
{
    if (isnan(one) || isnan(other))
        return needed ? (double)NAN : isnan(one) ? other : one;
    return from_below ? fmax(one, other) : fmin(one, other);
}

/* The smaller of the group that stands there and the one that keeps this row from being met. */
static void take_too_few(trial *of, const exq_limit *limit, const exq_family_row *row, exq_doc_check *out,
                         double *fewest)
{
    const exq_doc_group *small = of->over_all ? too_few_over_all(of, limit) : NULL;
    const double people = small == NULL ? of->groups[0].n : of->groups[extreme_of(of, false)].n;
    if ((of->over_all && small == NULL) || people >= *fewest)
        return;
    *fewest = people;
    out->could.too_few = small != NULL ? small->levels : row->group;
}

bool exq_could(const exq_planned_check *check, const exq_document *document, const exq_doc_question *question,
               const exq_family *family, exq_arena *arena, exq_doc_check *out)
{
    trial *trials = NULL;
    size_t count = 0;
    if (question == NULL || check->asked->decide_on != EXQ_DECIDE_ON_INTERVAL || family->counted ||
        family->count == 0 || check->asked->baseline != NULL || check->asked->against)
        return true;
    if (!plan(check, document, question, family, arena, &trials, &count))
        return false;
    if (!can_be_tried(trials, count))
        return true;
    const bool from_below = check->limit.op == EXQ_AT_LEAST;
    double fewest = (double)INFINITY;
    out->has_could = true;
    out->could.be_met = true;
    for (size_t i = 0; i < count; i++) {
        bool met = false, missed = false;
        try_ends(&trials[i], &check->limit, &met, &missed);
        out->could.be_met = out->could.be_met && met;
        out->could.be_missed = out->could.be_missed || missed;
        if (!met)
            take_too_few(&trials[i], &check->limit, &family->rows[family->over_all ? 0 : i], out, &fewest);
        const double met_from = last_with(&trials[i], &check->limit, true);
        const double missed_from = last_with(&trials[i], &check->limit, false);
        const bool first = i == 0;
        out->could.met_from = first ? met_from : stricter(out->could.met_from, met_from, true, from_below);
        out->could.missed_from = first ? missed_from : stricter(out->could.missed_from, missed_from, false, from_below);
    }
    /* What is there could be: it is data of this size. */
    out->could.be_met = out->could.be_met || exq_text_same(out->verdict, exq_verdict_name(EXQ_MET));
    out->could.be_missed = out->could.be_missed || exq_text_same(out->verdict, exq_verdict_name(EXQ_MISSED));
    return true;
}
