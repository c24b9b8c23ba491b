/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Comparisons of groups of people that are made item by item: how their ratings are foretold, and how differently they are
 * shown the same items.
 */
#include "lists_by_item.h"

#include "ascending.h"
#include "crew.h"
#include "distributions.h"
#include "lists_ratings.h"
#include "sampling.h"

/* ----------------------------------------------------------------------------------------------------------- ratings */

static exq_value over_count(double sum, uint64_t count)
{
    return count > 0 ? exq_some(sum / (double)count) : exq_none(EXQ_WHY_NO_TRUTH);
}

void exq_lists_rated(const exq_user_row *row, exq_doc_measure *out, size_t *count)
{
    if (row->rated == NULL)
        return;
    const exq_item_ratings *all = &row->rated->all;
    const exq_range none = exq_range_none(EXQ_WHY_NO_INTERVAL);
    out[(*count)++] = exq_lists_measure("mean_predicted", over_count(all->predicted, all->count), none, (double)NAN,
                                        (exq_count)all->count);
    out[(*count)++] =
        exq_lists_measure("mean_rated", over_count(all->rated, all->count), none, (double)NAN, (exq_count)all->count);
}

/* The other of two groups, whose rows would say the same again; without one all others are meant. */
static size_t other_of_two(const exq_list_crowd *crowd, size_t g)
{
    size_t count = 0, other = EXQ_NOBODY;
    for (size_t h = 0; h < crowd->table->group_count; h++) {
        count += !crowd->table->groups[h].withheld;
        other = h != g && crowd->compared[h] ? h : other;
    }
    return count == 2 ? other : EXQ_NOBODY;
}

/* Above 0 by chance: what is shown by a range is that it is not small, never that it is a difference. */
static void add_unfairness(const exq_lists_run *run, const exq_list_crowd *crowd, size_t g, size_t other,
                           exq_doc_disparity *rows, size_t *count)
{
    const exq_rating_unfairness *of = &crowd->table->groups[g].rated->unfairness;
    const struct {
        const char *metric;
        exq_value value, se;
    } all[] = {
        {"value_unfairness",           of->value,    of->se[0]                    },
        {"absolute_unfairness",        of->absolute, of->se[1]                    },
        {"underestimation_unfairness", of->under,    of->se[2]                    },
        {"overestimation_unfairness",  of->over,     of->se[3]                    },
        {"rating_parity",              of->parity,   exq_none(EXQ_WHY_NO_INTERVAL)}
    };
    for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
        exq_doc_disparity *row = &rows[(*count)++];
        const exq_mean mean = {all[i].value, all[i].se, (double)of->used - 1, of->used};
        exq_range range = exq_mean_range(&mean, run->plan->base.level);
        if (range.method != NULL) {
            range.method = "items";
            range.lo.v = fmax(range.lo.v, 0);
        }
        *row = exq_lists_row(all[i].metric, NULL);
        row->group = crowd->levels[g];
        row->reference_is = other < crowd->table->group_count ? "group" : "rest";
        if (other < crowd->table->group_count)
            row->reference = crowd->levels[other];
        exq_lists_put(row, all[i].value, range, range, 0);
        row->difference = row->direction = NULL;
        row->p_why = exq_why_name(EXQ_WHY_NO_TEST);
    }
}

/* ------------------------------------------------------------------------------------------------- differently shown */

enum { SPREADS = 4 };

static void spread_of(const double *values, size_t count, exq_value out[SPREADS])
{
    const exq_item_spread spread = exq_item_spread_of(values, count);
    out[0] = spread.mean;
    out[1] = spread.median;
    out[2] = spread.upper;
    out[3] = spread.greatest;
}

/* What the same items would show, each given to as many people as it was, whoever they are. */
typedef struct audiences {
    const exq_user_table *table;
    const double *shown; /* per item, ascending; of everyone */
    size_t item_count;
    uint64_t *sizes, *drawn;
    exq_item_audience *audience;
    double *values;
} audiences;

static size_t draw_audiences(const audiences *of, exq_random *random)
{
    size_t count = 0;
    for (size_t i = 0; i < of->item_count; i++) {
        if (!(of->shown[i] > 0))
            continue;
        exq_sample_groups(random, of->sizes, of->table->group_count, (uint64_t)of->shown[i], of->drawn);
        for (size_t g = 0; g < of->table->group_count; g++)
            of->audience[g] = (exq_item_audience){(double)of->sizes[g], (double)of->drawn[g]};
        const exq_value value = exq_item_differential_fairness(of->audience, of->table->group_count, 1);
        if (exq_known(value))
            of->values[count++] = value.v;
    }
    return count;
}

/* Everybody is in a group that is shown: then the audiences of all items are known without naming one. */
static bool is_whole(const exq_lists_run *run, const exq_user_table *table, const exq_differences *differences,
                     const double *shown)
{
    uint64_t lists = 0;
    size_t items = 0;
    for (size_t g = 0; g < table->group_count; g++)
        lists += table->groups[g].withheld ? 0 : table->groups[g].lists;
    for (size_t i = 0; i < run->lists.catalogue_size; i++)
        items += shown[i] > 0;
    return lists == run->lists.everyone.lists && items == differences->count;
}

/* The draws at one cut-off, each with a random stream of its own: so it does not matter how many threads there are. */
enum { DRAWS = 99, LEAST_DRAWS = 2, STEPS = 100000 }; /* the more items, the less a draw varies */

typedef struct drawing {
    const exq_lists_run *run;
    const exq_user_table *table;
    size_t cutoff;
    exq_value found[DRAWS][SPREADS];
} drawing;

static exq_status draw_in(drawing *to, size_t draw, exq_arena *scratch, exq_error *error)
{
    const exq_user_table *table = to->table;
    audiences of = {.table = table,
                    .shown = to->run->lists.spreads[to->cutoff].shown.values,
                    .item_count = to->run->lists.catalogue_size,
                    .sizes = EXQ_NEW(scratch, uint64_t, table->group_count),
                    .drawn = EXQ_NEW(scratch, uint64_t, table->group_count),
                    .audience = EXQ_NEW(scratch, exq_item_audience, table->group_count),
                    .values = EXQ_NEW(scratch, double, to->run->lists.catalogue_size)};
    if (of.sizes == NULL || of.drawn == NULL || of.audience == NULL || of.values == NULL)
        return exq_fail_memory(error);
    for (size_t g = 0; g < table->group_count; g++)
        of.sizes[g] = table->groups[g].lists;
    exq_random random;
    exq_random_init(&random, to->run->plan->request.seed, to->cutoff * DRAWS + draw);
    const size_t count = draw_audiences(&of, &random);
    EXQ_TRY(exq_sort_ascending(of.values, count, error));
    spread_of(of.values, count, to->found[draw]);
    return EXQ_OK;
}

static exq_status draw_one(void *payload, size_t worker, size_t draw, exq_error *error)
{
    exq_arena *scratch = exq_arena_new();
    const exq_status status = scratch != NULL ? draw_in(payload, draw, scratch, error) : exq_fail_memory(error);
    exq_arena_free(scratch);
    (void)worker;
    return status;
}

static bool chance_of(const exq_lists_run *run, const exq_user_table *table, size_t cutoff, size_t draws,
                      double sums[SPREADS])
{
    drawing *of = EXQ_NEW(run->arena, drawing, 1);
    if (of == NULL)
        return false;
    *of = (drawing){.run = run, .table = table, .cutoff = cutoff};
    if (exq_crew_run(run->plan->request.threads, draws, draw_one, of, NULL) != EXQ_OK)
        return false;
    for (size_t d = 0; d < draws; d++)
        for (size_t i = 0; i < SPREADS; i++)
            sums[i] += of->found[d][i].v / (double)draws;
    return true;
}

/* How often to draw; 0 where the audiences of all items are not known. */
static size_t draws_for(const exq_lists_run *run, const exq_user_table *table, size_t cutoff)
{
    const exq_differences *differences = &table->differences[cutoff];
    const size_t work = differences->count * table->group_count;
    if (work == 0 || !is_whole(run, table, differences, run->lists.spreads[cutoff].shown.values))
        return 0;
    return work > STEPS / LEAST_DRAWS ? LEAST_DRAWS : work < STEPS / DRAWS ? DRAWS : STEPS / work;
}

static bool add_differences(const exq_lists_run *run, const exq_list_crowd *crowd, size_t cutoff,
                            exq_doc_disparity *rows, size_t *count)
{
    static const char *const names[SPREADS] = {"item_differential_fairness", "item_differential_fairness_median",
                                               "item_differential_fairness_p90", "item_differential_fairness_max"};
    const exq_differences *differences = &crowd->table->differences[cutoff];
    double sums[SPREADS] = {0};
    exq_value found[SPREADS];
    spread_of(differences->values, differences->count, found);
    const size_t draws = draws_for(run, crowd->table, cutoff);
    if (draws > 0 && !chance_of(run, crowd->table, cutoff, draws, sums))
        return false;
    for (size_t i = 0; i < SPREADS; i++) {
        exq_doc_disparity *row = &rows[(*count)++];
        const exq_range none = exq_range_none(EXQ_WHY_CHANCE_INSTEAD);
        const char *metric = exq_lists_id(run, names[i], run->lists.cutoffs[cutoff]);
        if (metric == NULL)
            return false;
        *row = exq_lists_row(metric, NULL);
        exq_lists_put(row, differences->count > 0 ? found[i] : exq_none(EXQ_WHY_ONE_GROUP), none, none, 0);
        row->p_why = exq_why_name(EXQ_WHY_NO_PAIR);
        row->has_fair = draws > 0;
        row->fair = (exq_doc_fair){.expected = sums[i],
                                   .sd = (double)NAN,
                                   .least = (double)NAN,
                                   .excess = row->value - sums[i],
                                   .p = (double)NAN,
                                   .chance = "people_alike"};
    }
    return true;
}

size_t exq_lists_by_item_rows(const exq_lists_run *run, const exq_user_table *table)
{
    enum { UNFAIRNESS = 5 };
    return UNFAIRNESS * table->group_count + SPREADS * run->lists.cutoff_count;
}

bool exq_lists_by_item(const exq_lists_run *run, const exq_list_crowd *crowd, exq_doc_disparity *rows, size_t *count)
{
    const exq_user_table *table = crowd->table;
    if (table->differences == NULL)
        return true;
    for (size_t g = 0; g < table->group_count; g++) {
        const size_t other = other_of_two(crowd, g);
        if (crowd->compared[g] && table->groups[g].rated != NULL && !(other < g))
            add_unfairness(run, crowd, g, other, rows, count);
    }
    for (size_t k = 0; k < run->lists.cutoff_count; k++)
        if (!add_differences(run, crowd, k, rows, count))
            return false;
    return true;
}
