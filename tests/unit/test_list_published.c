/* SPDX-License-Identifier: Apache-2.0 */
/*
 * All the way on real data: two runs on MovieLens 1M, by sex and age, against numbers that were worked out elsewhere.
 */
#include "list_movielens.h"
#include "lists_concentration.h"
#include "lists_exposure.h"
#include "lists_means.h"

static exq_arena *arena;
static movielens *data;

static int set_up(void **state)
{
    (void)state;
    arena = exq_arena_new();
    return arena != NULL ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    exq_arena_free(arena);
    return 0;
}

static void choose_run(const char *name)
{
    if (data == NULL)
        data = movielens_read(arena);
    movielens_run(data, name);
}

/* The sums of a kernel's outputs over some of the people. */
typedef struct kernel_sums {
    uint64_t n;
    double sum[GENRES], product[GENRES * GENRES];
} kernel_sums;

typedef bool person_filter(size_t person, int what);

static bool of_sex(size_t person, int sex)
{
    return data->sex[person] == sex;
}

static bool of_age(size_t person, int age)
{
    return data->age[person] == age;
}

static bool anybody(size_t person, int what)
{
    (void)person, (void)what;
    return true;
}

static void add_products(kernel_sums *sums, const double *out, size_t outputs)
{
    sums->n++;
    for (size_t g = 0; g < outputs; g++) {
        sums->sum[g] += out[g];
        for (size_t h = 0; h < outputs; h++)
            sums->product[g * outputs + h] += out[g] * out[h];
    }
}

static void sum_kernel(const char *id, const exq_item_grouping *grouping, person_filter *filter, int what,
                       kernel_sums *sums)
{
    static double out[GENRES];
    static movielens_person room;
    exq_item_side items = data->items;
    items.groupings = grouping;
    items.grouping_count = grouping != NULL;
    exq_kernel_setting setting = {.kernel = &exq_kernel_find(id)->kernel,
                                  .items = &items,
                                  .grouping = grouping,
                                  .options = &exq_list_options_default,
                                  .cutoff = PLACES};
    if (setting.kernel->prepare != NULL)
        setting.prepared = setting.kernel->prepare(&setting, data->arena);
    *sums = (kernel_sums){0};
    for (size_t u = 0; u < PEOPLE; u++) {
        if (!filter(u, what))
            continue;
        list_asker of;
        ask_about(&of, &items, setting.options, &setting.cutoff, movielens_list(data, u, &room));
        if (ask_lane(&of, &setting, 0, out) == EXQ_WHY_NONE)
            add_products(sums, out, exq_kernel_outputs(&setting));
        exq_asker_close(&of.asker);
    }
}

static exq_mean mean_of(const char *id, const exq_item_grouping *grouping, person_filter *filter, int what)
{
    kernel_sums sums;
    sum_kernel(id, grouping, filter, what, &sums);
    return exq_mean_of((exq_mean_sums){sums.n, sums.sum[0], sums.product[0]}, EXQ_WHY_NO_TRUTH);
}

static void as_published(exq_value found, double expected)
{
    if (!exq_known(found) || !(fabs(found.v - expected) <= 1e-12 * fmax(1, fabs(expected))))
        fail_msg("%.15g instead of %.15g", found.v, expected);
}

/* ----------------------------------------------------------------------------------------------------- people */

typedef struct served {
    const char *run;
    char sex;
    uint64_t n;
    double ndcg, se, precision, recall, hit, mrr, map;
    double lift, miscalibration;
} served;

/* clang-format off */
static const served by_sex[] = {
    {"run.itemknn.trec", 'F', 1588, .162795979828, .004785640655, .098110831234, .178212208476, .572418136020,
     .281998920475, .087145884779, .927758143942, .782700758371},
    {"run.itemknn.trec", 'M', 4064, .212728382759, .003476221045, .128444881890, .211909455475, .649852362205,
     .360620254499, .123439183314, .857823721544, .825149572972},
    {"run.pop.trec", 'F', 1588, .085998459745, .003966277932, .052015113350, .095487096619, .360201511335,
     .151366648675, .044889322111, 2.295097625765, 1.563231120412},
    {"run.pop.trec", 'M', 4064, .114625393714, .002558835712, .077214566929, .123282361021, .471210629921,
     .201348757187, .057198702368, 1.849939313747, 1.293577995748},
};
/* clang-format on */

static void people_by_sex(void **state)
{
    (void)state;
    for (size_t i = 0; i < COUNT(by_sex); i++) {
        const served *of = &by_sex[i];
        choose_run(of->run);
        const exq_mean ndcg = mean_of("ndcg", NULL, of_sex, of->sex);
        assert_int_equal(ndcg.n, of->n);
        as_published(ndcg.value, of->ndcg);
        as_published(ndcg.se, of->se);
        as_published(mean_of("precision", NULL, of_sex, of->sex).value, of->precision);
        as_published(mean_of("recall", NULL, of_sex, of->sex).value, of->recall);
        as_published(mean_of("hit", NULL, of_sex, of->sex).value, of->hit);
        as_published(mean_of("mrr", NULL, of_sex, of->sex).value, of->mrr);
        as_published(mean_of("map", NULL, of_sex, of->sex).value, of->map);
        as_published(mean_of("miscalibration", &data->grouping, of_sex, of->sex).value, of->miscalibration);
        kernel_sums lift;
        sum_kernel("popularity_lift", NULL, of_sex, of->sex, &lift);
        as_published(exq_popularity_lift((exq_pair_sums){lift.n, lift.sum[0], lift.sum[1], lift.product[0],
                                                         lift.product[1], lift.product[3]})
                         .value,
                     of->lift);
    }
}

static void people_by_age(void **state)
{
    (void)state;
    static const struct {
        int age;
        uint64_t n;
        double ndcg;
    } by_age[] = {
        {1,  206,  .177230584101},
        {18, 1033, .219734571114},
        {25, 1987, .209965251414},
        {35, 1114, .192829486110},
        {45, 505,  .177766601158},
        {50, 466,  .187444926935},
        {56, 341,  .147854485605},
    };
    exq_mean means[COUNT(by_age)];
    double scratch[COUNT(by_age)];
    choose_run("run.itemknn.trec");
    for (size_t i = 0; i < COUNT(by_age); i++) {
        means[i] = mean_of("ndcg", NULL, of_age, by_age[i].age);
        assert_int_equal(means[i].n, by_age[i].n);
        as_published(means[i].value, by_age[i].ndcg);
    }
    const exq_mean_fold gap = exq_mean_over(EXQ_FOLD_max_difference, means, COUNT(by_age), exq_some(.2),
                                            exq_reach_of(.95, .95, COUNT(by_age)), scratch);
    assert_int_equal(by_age[gap.high].age, 18);
    assert_int_equal(by_age[gap.low].age, 56);
    assert_true(gap.range.lo.v > .02); /* the gap of ages is more than chance among seven groups */
}

/* --------------------------------------------------------------------------------------------------- the catalogue */

typedef struct catalogue {
    const char *run;
    double gini, corrected, covered, entropy, exposure_gini, popularity, tail, head_exposure, rsp, reo;
    double places[2], hits[2]; /* head, tail */
} catalogue;

/* clang-format off */
static const catalogue catalogues[] = {
    {"run.itemknn.trec", .956553263096, .956849317959, 1340, 7.174117112002, .960078422722, 761.412321250417,
     .026388427004, .974551992051, .986243288129, .943370766134, {58553, 1587}, {6728, 50}},
    {"run.pop.trec", .995887195554, .996195424336, 42, 4.009144031613, .996690388969, 1203.437146657833,
     0, 1, 1, 1, {60140, 0}, {3812, 0}},
};
/* clang-format on */

static exq_concentration concentration_of(const double *values)
{
    static double sorted[FILMS];
    static exq_frequency rows[FILMS];
    memcpy(sorted, values, sizeof sorted);
    return exq_concentration_of(rows, exq_frequencies(sorted, FILMS, rows));
}

/* What each group could have got: items not in anybody's history, and relevant items. */
static void count_due(double candidates[2], double relevant[2])
{
    double items[2] = {0};
    for (size_t i = 0; i < FILMS; i++)
        items[!data->items.head[i]]++;
    for (size_t g = 0; g < 2; g++) {
        candidates[g] = PEOPLE * items[g];
        relevant[g] = 0;
    }
    for (size_t i = 0; i < data->history.count; i++)
        candidates[!data->items.head[data->history.item[i]]]--;
    for (size_t i = 0; i < data->truth.count; i++)
        relevant[!data->items.head[data->truth.item[i]]]++;
}

static exq_value variation(const double *got, const double *due)
{
    const exq_treatment groups[] = {
        {got[0], due[0]},
        {got[1], due[1]}
    };
    double scratch[2];
    return exq_treatment_variation(groups, 2, scratch).value;
}

static void the_catalogue(void **state)
{
    (void)state;
    static double counts[FILMS], exposure[FILMS];
    for (size_t i = 0; i < COUNT(catalogues); i++) {
        const catalogue *of = &catalogues[i];
        choose_run(of->run);
        memset(counts, 0, sizeof counts);
        memset(exposure, 0, sizeof exposure);
        for (size_t u = 0; u < PEOPLE; u++) {
            for (size_t r = 0; r < PLACES; r++) {
                counts[data->list[u][r]]++;
                exposure[data->list[u][r]] += 1 / log2((double)r + 2);
            }
        }
        const exq_concentration spread = concentration_of(counts);
        as_published(spread.gini, of->gini);
        as_published(spread.gini_corrected, of->corrected);
        as_published(spread.coverage, of->covered / FILMS);
        as_published(spread.entropy, of->entropy);
        as_published(concentration_of(exposure).gini, of->exposure_gini);
        as_published(mean_of("average_popularity", NULL, anybody, 0).value, of->popularity);
        as_published(mean_of("long_tail_share", NULL, anybody, 0).value, of->tail);
        kernel_sums sums;
        double candidates[2], relevant[2];
        count_due(candidates, relevant);
        assert_true(candidates[0] == 3918696 && candidates[1] == 15335119);
        assert_true(relevant[0] == 34164 && relevant[1] == 8713);
        sum_kernel("exposure", &data->bands, anybody, 0, &sums);
        as_published(exq_share_of(sums.sum, 2, 0), of->head_exposure);
        sum_kernel("places", &data->bands, anybody, 0, &sums);
        assert_memory_equal(sums.sum, of->places, sizeof of->places);
        as_published(variation(sums.sum, candidates), of->rsp);
        sum_kernel("hits", &data->bands, anybody, 0, &sums);
        if (i == 0)
            assert_memory_equal(sums.sum, of->hits, sizeof of->hits);
        as_published(variation(sums.sum, relevant), of->reo);
    }
}

/* ---------------------------------------------------------------------------------------------- exposure of genres */

static uint32_t genre(const char *name)
{
    return movielens_genre(data, name);
}

static void exposure_of_genres_by_sex(void **state)
{
    (void)state;
    static const struct {
        const char *genre;
        double women, men;
    } cases[] = {
        {"Romance", .059130851168, .024522181120},
        {"Action",  .092783152756, .141299587134},
    };
    kernel_sums women, men;
    choose_run("run.itemknn.trec");
    sum_kernel("exposure", &data->grouping, of_sex, 'F', &women);
    sum_kernel("exposure", &data->grouping, of_sex, 'M', &men);
    for (size_t i = 0; i < COUNT(cases); i++) {
        as_published(exq_share_of(women.sum, data->grouping.group_count, genre(cases[i].genre)), cases[i].women);
        as_published(exq_share_of(men.sum, data->grouping.group_count, genre(cases[i].genre)), cases[i].men);
    }
}

/* An item's exposure over all lists, and the sum of its squares. */
static void sum_items(double *exposure, double *square)
{
    for (size_t i = 0; i < FILMS; i++)
        exposure[i] = square[i] = 0;
    for (size_t u = 0; u < PEOPLE; u++) {
        for (size_t r = 0; r < PLACES; r++) {
            const double weight = 1 / log2((double)r + 2);
            exposure[data->list[u][r]] += weight;
            square[data->list[u][r]] += weight * weight;
        }
    }
}

/* Published to few digits, and partly by simulation: a unit of the last one. */
static void to_digits(double found, double expected, double unit)
{
    if (!(fabs(found - expected) <= unit))
        fail_msg("%.6f instead of %.6f", found, expected);
}

/* Who is the sample decides: people alone make the share of a genre look certain. */
static void standard_errors_of_shares(void **state)
{
    (void)state;
    static const struct {
        const char *group; /* NULL: the tail */
        double share, users, items, two_way, relabelled;
    } cases[] = {
        {"Drama",   .23948, .0020, .0395, .0395, .0503},
        {"Romance", .03433, .0008, .0083, .0084, .0215},
        {NULL,      .02545, .0016, .0035, .0038, .0519},
    };
    static double exposure[FILMS], square[FILMS], total_square[FILMS], alignment[FILMS];
    choose_run("run.itemknn.trec");
    sum_items(exposure, square);
    for (size_t i = 0; i < FILMS; i++)
        total_square[i] = exposure[i] * exposure[i];
    for (size_t i = 0; i < COUNT(cases); i++) {
        const exq_item_grouping *grouping = cases[i].group != NULL ? &data->grouping : &data->bands;
        const uint32_t g = cases[i].group != NULL ? genre(cases[i].group) : 1;
        double contrast[GENRES];
        kernel_sums sums;
        sum_kernel("exposure", grouping, anybody, 0, &sums);
        exq_contrast_share(sums.sum, grouping->group_count, g, contrast);
        const double users = exq_contrast_users(contrast, sums.product, grouping->group_count);
        const double items = exq_contrast_rows(contrast, grouping, total_square, FILMS);
        const double cells = exq_contrast_rows(contrast, grouping, square, FILMS);
        to_digits(exq_share_of(sums.sum, grouping->group_count, g).v, cases[i].share, 1e-5);
        to_digits(sqrt(users), cases[i].users, 1e-4);
        to_digits(sqrt(items), cases[i].items, 1e-4);
        to_digits(sqrt(exq_two_way_variance(users, items, cells)), cases[i].two_way, 1e-4);
        for (size_t item = 0; item < FILMS; item++) {
            alignment[item] = 0;
            for (size_t j = grouping->first[item]; j < grouping->first[item + 1]; j++)
                alignment[item] += grouping->alignments[j].group == g ? grouping->alignments[j].share : 0;
        }
        const exq_relabelling dealt = exq_relabelling_of(alignment, exposure, FILMS);
        to_digits(dealt.sd, cases[i].relabelled, 1e-4);
        if (i == 1) { /* Romance is 35 of the people's standard errors below its share of films, and yet no surprise */
            to_digits(dealt.mean, .0615, 1e-4);
            to_digits(dealt.p.v, .20, 1e-2);
        }
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(people_by_sex),
        cmocka_unit_test(people_by_age),
        cmocka_unit_test(the_catalogue),
        cmocka_unit_test(exposure_of_genres_by_sex),
        cmocka_unit_test(standard_errors_of_shares),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
