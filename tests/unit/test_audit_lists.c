/* SPDX-License-Identifier: Apache-2.0 */
/*
 * MovieLens 1M through the whole program, two recommenders: every figure of how people are served, of groups of films and
 * of the catalogue against what was worked out once by other means, to all digits noted there.
 */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "audit_kit.h"
#include "data_dir.h"

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))
#define FOLDER "ml-1m-fairgo"
#define TWELVE_DECIMALS 5.1e-13

/* The audit of one run. The paths live as long as the test. */
static exq_result *audit(const char *run)
{
    static char paths[6][DATA_PATH_SIZE];
    static const char *const names[] = {"test.tsv", "train.tsv", "val.tsv", "users.tsv", "items.tsv"};
    static const char *const gender[] = {"gender"}, *const age[] = {"age"}, *const genres[] = {"genres"};
    static const exq_grouping by_user[] =
        {
            {gender, 1},
            {age,    1}
    },
                              by_item[] = {{genres, 1}};
    static const size_t at[] = {10};
    const char *history[] = {paths[1], paths[2]};
    char relative[64];
    for (size_t i = 0; i < COUNT(names); i++) {
        snprintf(relative, sizeof relative, FOLDER "/%s", names[i]);
        data_path(relative, paths[i]);
    }
    snprintf(relative, sizeof relative, FOLDER "/run.%s.trec", run);
    const char *input = data_path(relative, paths[5]);
    exq_request request = EXQ_REQUEST_INIT;
    request.inputs = &input;
    request.input_count = 1;
    request.threads = 2;
    request.lists = (exq_lists_request){.user = "user",
                                        .item = "item",
                                        .rank = "rank",
                                        .at = at,
                                        .at_count = 1,
                                        .truth = paths[0],
                                        .history = history,
                                        .history_count = 2,
                                        .users = paths[3],
                                        .items = paths[4],
                                        .by_user = by_user,
                                        .by_user_count = 2,
                                        .by_item = by_item,
                                        .by_item_count = 1,
                                        .split_on = "|"};
    exq_result *result = NULL;
    exq_error error = {.status = EXQ_OK};
    if (exq_audit(&request, &result, &error) != EXQ_OK)
        fail_msg("%s", error.message);
    return result;
}

static const exq_doc_group *group_of(const exq_doc_question *question, const char *first, const char *second)
{
    for (size_t g = 0; g < question->group_count; g++) {
        const exq_doc_levels levels = question->groups[g].levels;
        if (strcmp(levels.items[0].level, first) == 0 && (second == NULL || strcmp(levels.items[1].level, second) == 0))
            return &question->groups[g];
    }
    fail_msg("there is no group %s", first);
    return NULL;
}

static const exq_doc_measure *measure_of(const exq_doc_group *group, const char *id)
{
    for (size_t m = 0; m < group->measure_count; m++)
        if (strcmp(group->measures[m].id, id) == 0)
            return &group->measures[m];
    fail_msg("there is no measure %s", id);
    return NULL;
}

static double figure_of(const exq_document *document, const char *id)
{
    for (size_t i = 0; i < document->catalogue_count; i++)
        if (strcmp(document->catalogue[i].id, id) == 0)
            return document->catalogue[i].value;
    fail_msg("there is no figure %s", id);
    return 0;
}

static void close_to(double found, double expected, double tolerance)
{
    const double rounding = 5e-14 * expected; /* of long sums in doubles, in what was noted; exact: 1203.437146657798 */
    if (!(fabs(found - expected) <= tolerance + rounding))
        fail_msg("%.15g instead of %.15g", found, expected);
}

typedef struct served {
    const char *gender;
    exq_count judged, without_truth;
    double ndcg, se, precision, recall, hit, mrr, map, lift, calibration;
} served;

static void check_served(const exq_document *document, const served *rows)
{
    for (size_t i = 0; i < 2; i++) {
        const served *row = &rows[i];
        const exq_doc_group *group = group_of(&document->questions[0], row->gender, NULL);
        const struct {
            const char *id;
            double expected;
        } values[] = {
            {"ndcg@10",            row->ndcg       },
            {"precision@10",       row->precision  },
            {"recall@10",          row->recall     },
            {"hit@10",             row->hit        },
            {"mrr@10",             row->mrr        },
            {"map@10",             row->map        },
            {"popularity_lift@10", row->lift       },
            {"miscalibration@10",  row->calibration}
        };
        for (size_t v = 0; v < COUNT(values); v++)
            close_to(measure_of(group, values[v].id)->value, values[v].expected, TWELVE_DECIMALS);
        close_to(measure_of(group, "ndcg@10")->se, row->se, TWELVE_DECIMALS);
        assert_int_equal(measure_of(group, "ndcg@10")->n, row->judged);
        assert_int_equal(group->users_without_truth, row->without_truth);
        assert_int_equal(group->users_without_recommendations, 0);
    }
}

typedef struct figure {
    const char *id;
    double value;
} figure;

static void check_figures(const exq_document *document, const figure *rows, size_t count)
{
    for (size_t i = 0; i < count; i++)
        close_to(figure_of(document, rows[i].id), rows[i].value, TWELVE_DECIMALS);
}

static void serves_people_as_noted(void **state)
{
    (void)state;
    data_need(FOLDER);
    static const served rows[] = {
        {"F", 1588, 117, .162795979828, .004785640655, .098110831234, .178212208476, .572418136020, .281998920475,
         .087145884779, .927758143942, .782700758371},
        {"M", 4064, 245, .212728382759, .003476221045, .128444881890, .211909455475, .649852362205, .360620254499,
         .123439183314, .857823721544, .825149572972},
    };
    static const struct {
        const char *age;
        exq_count n;
        double ndcg;
    } ages[] = {
        {"1",  206,  .177230584101},
        {"18", 1033, .219734571114},
        {"25", 1987, .209965251414},
        {"35", 1114, .192829486110},
        {"45", 505,  .177766601158},
        {"50", 466,  .187444926935},
        {"56", 341,  .147854485605}
    };
    exq_result *result = audit("itemknn");
    const exq_document *document = exq_result_document(result);
    check_served(document, rows);
    for (size_t i = 0; i < COUNT(ages); i++) {
        const exq_doc_measure *ndcg = measure_of(group_of(&document->questions[1], ages[i].age, NULL), "ndcg@10");
        close_to(ndcg->value, ages[i].ndcg, TWELVE_DECIMALS);
        assert_int_equal(ndcg->n, ages[i].n);
    }
    const exq_doc_disparity *ratio = kit_disparity(result, "ndcg@10_ratio", "F");
    close_to(ratio->value, .765276, 5e-7);
    close_to(ratio->lo, .715551, 5e-7);
    close_to(ratio->hi, .816574, 5e-7);
    const exq_doc_disparity *hit = kit_disparity(result, "hit@10_ratio", "F");
    assert_true(hit->has_people);
    close_to(hit->people.per_100[0], 57, 0);
    close_to(hit->people.per_100[1], 65, 0);
    exq_result_free(result);
}

static void spreads_the_catalogue_as_noted(void **state)
{
    (void)state;
    data_need(FOLDER);
    static const figure rows[] = {
        {"gini@10",                .956553263096   },
        {"gini_corrected@10",      .956849317959   },
        {"coverage@10",            1340.0 / 3232   },
        {"entropy@10",             7.174117112002  },
        {"exposure_gini@10",       .960078422722   },
        {"average_popularity@10",  761.412321250417},
        {"long_tail_share@10",     .026388427004   },
        {"head_exposure_share@10", .974551992051   },
        {"pop_rsp@10",             .986243288129   },
        {"pop_reo@10",             .943370766134   }
    };
    exq_result *result = audit("itemknn");
    const exq_document *document = exq_result_document(result);
    check_figures(document, rows, COUNT(rows));
    const exq_doc_question *cross = &document->questions[3];
    assert_string_equal(cross->side, "cross");
    close_to(measure_of(group_of(cross, "F", "Romance"), "exposure_share@10")->value, .059130851168, TWELVE_DECIMALS);
    close_to(measure_of(group_of(cross, "M", "Romance"), "exposure_share@10")->value, .024522181120, TWELVE_DECIMALS);
    close_to(measure_of(group_of(cross, "F", "Action"), "exposure_share@10")->value, .092783152756, TWELVE_DECIMALS);
    close_to(measure_of(group_of(cross, "M", "Action"), "exposure_share@10")->value, .141299587134, TWELVE_DECIMALS);
    /* items are a sample too: 40 times as unsure as people alone would have it */
    const exq_doc_measure *drama = measure_of(group_of(&document->questions[2], "Drama", NULL), "exposure_share@10");
    close_to(drama->value, .23948, 5e-6);
    close_to(drama->se, .0395, 5e-5);
    close_to(drama->fair.sd, .0503, 5e-5);
    exq_result_free(result);
}

static void judges_popularity_alone_as_noted(void **state)
{
    (void)state;
    data_need(FOLDER);
    static const served rows[] = {
        {"F", 1588, 117, .085998459745, .003966277932, .052015113350, .095487096619, .360201511335, .151366648675,
         .044889322111, 2.295097625765, 1.563231120412},
        {"M", 4064, 245, .114625393714, .002558835712, .077214566929, .123282361021, .471210629921, .201348757187,
         .057198702368, 1.849939313747, 1.293577995748},
    };
    static const figure figures[] = {
        {"gini@10",                .995887195554    },
        {"gini_corrected@10",      .996195424336    },
        {"coverage@10",            42.0 / 3232      },
        {"entropy@10",             4.009144031613   },
        {"exposure_gini@10",       .996690388969    },
        {"average_popularity@10",  1203.437146657833},
        {"long_tail_share@10",     0                },
        {"head_exposure_share@10", 1                },
        {"pop_rsp@10",             1                },
        {"pop_reo@10",             1                }
    };
    exq_result *result = audit("pop");
    const exq_document *document = exq_result_document(result);
    check_served(document, rows);
    check_figures(document, figures, COUNT(figures));
    exq_result_free(result);
}

/* Worked out apart, person by person: lengths of history 1 to 9, 10 to 19, 20 to 49 and 50 to 99, each weighing what women
 * and men together have in it. Of longer histories there are too few women; the 58 of 100 to 199 would give them away. */
static void compares_at_equal_length_of_history(void **state)
{
    (void)state;
    data_need(FOLDER);
    exq_result *result = audit("itemknn");
    const exq_doc_question *question = &exq_result_document(result)->questions[0];
    const exq_doc_adjusted_mean *found = NULL;
    for (size_t i = 0; i < question->adjusted_mean_count; i++)
        if (strcmp(question->adjusted_means[i].of, "ndcg@10") == 0)
            found = &question->adjusted_means[i];
    assert_non_null(found);
    assert_string_equal(found->within[0], "@history");
    assert_string_equal(found->group.items[0].level, "F");
    assert_int_equal(found->strata_used, 4);
    assert_int_equal(found->strata_left_out, 2);
    close_to(found->group_mean, .158765787304407, TWELVE_DECIMALS);
    close_to(found->reference_mean, .201889489567207, TWELVE_DECIMALS);
    close_to(found->difference.value, -.043123702262800, TWELVE_DECIMALS);
    close_to(found->difference.lo, -.054544522410279, TWELVE_DECIMALS);
    close_to(found->difference.hi, -.031702882115321, TWELVE_DECIMALS);
    close_to(found->crude, .162795979828 - .212728382759, 2 * TWELVE_DECIMALS);
    assert_string_equal(found->state, "shown");
    exq_result_free(result);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(serves_people_as_noted),
        cmocka_unit_test(spreads_the_catalogue_as_noted),
        cmocka_unit_test(judges_popularity_alone_as_noted),
        cmocka_unit_test(compares_at_equal_length_of_history),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
