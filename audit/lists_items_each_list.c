/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers over all groups of items that are made list by list: their means, beside what chance gives of one list, and
 * the attention of readers who go on with a probability.
 */
#include "lists_fair.h"
#include "lists_gaps.h"
#include "lists_items.h"
#include "lists_skew.h"

/* The rows as they gather. */
typedef struct listing {
    const exq_lists_items *at;
    exq_doc_disparity *rows;
    size_t *count;
} listing;

static exq_doc_disparity *add_over(listing *to, const char *metric, exq_value value, exq_range range, double parity)
{
    exq_doc_disparity *row = &to->rows[(*to->count)++];
    *row = exq_lists_row(metric, NULL);
    exq_lists_put(row, value, range, range, parity);
    row->p_why = exq_why_name(EXQ_WHY_NO_PAIR);
    return row;
}

/* The mean over lists of a number of each list. Chance alone keeps it from its ideal: no difference is shown by it. */
static exq_doc_disparity *add_mean(listing *to, const char *kernel, const char *metric)
{
    const exq_lists_items *at = to->at;
    const size_t m = exq_measure_find(&at->run->lists, kernel, at->cutoff, at->grouping);
    if (m == SIZE_MAX)
        return NULL;
    const exq_measured *measured = &at->run->lists.everyone.measures[m];
    exq_why why = EXQ_WHY_NO_RECOMMENDATIONS;
    for (size_t w = 1; measured->people == 0 && measured->undefined != NULL && w < EXQ_WHY_COUNT; w++)
        why = measured->undefined[w] > 0 && w != EXQ_WHY_NO_RECOMMENDATIONS ? (exq_why)w : why;
    const exq_mean mean = exq_lists_mean(measured, why);
    exq_doc_disparity *row = add_over(to, metric, mean.value, exq_mean_range(&mean, at->run->plan->base.level), 0);
    row->difference = NULL;
    return row;
}

/* The exact mean of NDKL over fair lists. */
static bool add_ndkl(listing *to, const char *metric)
{
    const exq_lists_items *at = to->at;
    exq_doc_disparity *row = add_mean(to, "ndkl", metric);
    double *law = EXQ_NEW(at->run->arena, double, at->cutoff + 1);
    if (law == NULL)
        return false;
    if (row == NULL || isnan(row->value))
        return true;
    const double expected = exq_ndkl_of_fair(at->target, NULL, at->count, at->cutoff, law);
    row->has_fair = true;
    row->fair = (exq_doc_fair){.expected = expected,
                               .sd = (double)NAN,
                               .least = exq_ndkl_least(at->target, at->count, at->cutoff, at->scratch),
                               .excess = row->value - expected,
                               .p = (double)NAN,
                               .chance = "proportional"};
    return true;
}

enum { BESIDE_FAIR = 7 };
static const char *const beside_fair[BESIDE_FAIR] = {
    "awrf", "awrf_tv", "awrf_hellinger", "infeasible_index", "infeasible_count", "infeasible_share", "fa_star_ir"};

/* What the kernels make of lists drawn from the catalogue. */
static bool draw_fair(const exq_lists_items *at, const exq_kernel *const *kernels, size_t count, exq_fair_lists *out)
{
    enum { LISTS = 1999, PLACES = 2000000 };
    const exq_published_lists *lists = &at->run->lists;
    const exq_fair_catalogue catalogue = {&at->question->signatures, lists->signature_items, lists->signature_count,
                                          lists->catalogue_size};
    const size_t draws = LISTS < PLACES / at->cutoff ? LISTS : PLACES / at->cutoff;
    exq_random random;
    exq_random_init(&random, at->run->plan->request.seed,
                    UINT64_MAX - at->grouping * lists->cutoff_count - at->cutoff_index);
    exq_arena *scratch = exq_arena_new();
    const bool drawn = scratch != NULL && exq_kernels_of_fair(kernels, count, &catalogue, &at->run->plan->options,
                                                              at->cutoff, draws, &random, scratch, out);
    exq_arena_free(scratch);
    return drawn;
}

/* The means over lists beside those of lists drawn from the catalogue. Lists resemble each other, so what chance gives of
 * one list says nothing of how far a mean may be from it: there is no p. */
static bool add_beside_fair(listing *to)
{
    const exq_lists_items *at = to->at;
    const exq_kernel *kernels[BESIDE_FAIR];
    exq_doc_disparity *rows[BESIDE_FAIR];
    exq_fair_lists fair[BESIDE_FAIR];
    size_t count = 0;
    for (size_t i = 0; i < BESIDE_FAIR; i++) {
        const char *metric = exq_lists_id(at->run, beside_fair[i], at->cutoff);
        const exq_kernel_entry *entry = exq_kernel_find(beside_fair[i]);
        if (metric == NULL || entry == NULL)
            return false;
        exq_doc_disparity *row = add_mean(to, beside_fair[i], metric);
        if (row == NULL || isnan(row->value))
            continue;
        kernels[count] = &entry->kernel;
        rows[count++] = row;
    }
    if (count > 0 && !draw_fair(at, kernels, count, fair))
        return false;
    for (size_t i = 0; i < count; i++) {
        rows[i]->has_fair = exq_known(fair[i].mean);
        rows[i]->fair = (exq_doc_fair){.expected = fair[i].mean.v,
                                       .sd = fair[i].sd.v,
                                       .least = (double)NAN,
                                       .excess = rows[i]->value - fair[i].mean.v,
                                       .p = (double)NAN,
                                       .chance = "items_alike"};
    }
    return true;
}

/* Over all lists, the attention of each group less its relevance. */
static void add_inequity(listing *to, const char *metric)
{
    const exq_lists_items *at = to->at;
    const size_t m = exq_measure_find(&at->run->lists, "inequity", at->cutoff, at->grouping);
    if (m == SIZE_MAX)
        return;
    const exq_measured *found = &at->run->lists.everyone.measures[m];
    const double people = (double)found->people;
    double sum = 0, square = 0;
    for (size_t g = 0; found->sums != NULL && g < at->count; g++)
        sum += fabs(found->sums[g]) / people;
    if (found->people == 0 || found->sums == NULL) {
        add_over(to, metric, exq_none(EXQ_WHY_NO_MERIT), exq_range_none(EXQ_WHY_NO_MERIT), 0);
        return;
    }
    /* where no group changes its side, it is the mean of one number per person */
    for (size_t g = 0; g < at->count; g++)
        for (size_t h = 0; h < at->count; h++) {
            const double product = found->squares[exq_product_at(g < h ? g : h, g < h ? h : g, at->count)];
            square += (found->sums[g] < 0) == (found->sums[h] < 0) ? product : -product;
        }
    const exq_mean mean = exq_mean_of((exq_mean_sums){found->people, sum * people, square}, EXQ_WHY_NO_MERIT);
    exq_range range = exq_mean_range(&mean, at->run->plan->base.level);
    if (exq_known(range.lo))
        range.lo.v = fmax(range.lo.v, 0);
    add_over(to, metric, exq_some(sum), range, 0)->difference = NULL;
}

/* How far apart groups are in the attention of readers who go on with the probability of RBP: as it is, for each item,
 * and for each relevant one. */
static bool add_rank_biased(listing *to)
{
    const exq_lists_items *at = to->at;
    const char *const names[] = {"erbe", "erbp", "erbr"};
    const double p = at->run->plan->options.persistence, lists = (double)at->people;
    for (size_t n = 0; n < 3; n++) {
        const char *metric = exq_lists_id(at->run, names[n], at->cutoff);
        size_t count = 0;
        bool empty = false;
        if (metric == NULL)
            return false;
        if (n == 2 && !exq_lists_has_truth(at->run))
            continue;
        for (size_t g = 0; g < at->count; g++) {
            if (!at->compared[g])
                continue;
            double reading = 1 - p, sum = 0;
            for (size_t r = 0; r < at->cutoff; r++, reading *= p)
                sum += reading * at->question->groups[g].shown[r];
            const double due = n == 0 ? lists : n == 1 ? lists * at->due[g] : at->question->groups[g].merit;
            empty = empty || !(due > 0);
            at->scratch[count++] = sum / due;
        }
        const exq_why why = n == 2 ? EXQ_WHY_NO_MERIT : EXQ_WHY_NO_RECOMMENDATIONS;
        add_over(to, metric, empty ? exq_none(why) : exq_gap_of(EXQ_GAP_MAX_DIFFERENCE, at->scratch, count, 0),
                 exq_range_none(EXQ_WHY_NO_INTERVAL), 0);
    }
    return true;
}

bool exq_items_each_list(const exq_lists_items *at, exq_doc_disparity *rows, size_t *count)
{
    static const char *const plain[] = {"group_expected_exposure_disparity", "group_expected_exposure_relevance",
                                        "group_expected_exposure_loss"};
    listing to = {at, rows, count};
    const char *ndkl = exq_lists_id(at->run, "ndkl", at->cutoff),
               *inequity = exq_lists_id(at->run, "amortised_inequity", at->cutoff);
    if (ndkl == NULL || inequity == NULL || !add_rank_biased(&to) || !add_ndkl(&to, ndkl))
        return false;
    add_inequity(&to, inequity);
    if (!add_beside_fair(&to))
        return false;
    for (size_t i = 0; i < sizeof plain / sizeof plain[0]; i++) {
        const char *metric = exq_lists_id(at->run, plain[i], at->cutoff);
        if (metric == NULL)
            return false;
        (void)add_mean(&to, plain[i], metric);
    }
    return true;
}
