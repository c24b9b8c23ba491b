/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The worked examples of everything in the catalogue that is about recommendation lists come out, and its names are
 * found with any cut-off.
 */
#include "catalogue.h"
#include "list_example_items.h"
#include "list_example_order.h"
#include "lists_means.h"

static const struct {
    const char *id;
    exq_value (*work_out)(void);
} from_sums[] = {
    {"exposure_share@K",                    exposure_share           },
    {"exposure_per_item@K",                 exposure_per_item_of_b   },
    {"exposure_ratio@K",                    exposure_ratio           },
    {"exposure_difference@K",               exposure_difference      },
    {"exposure_share_gap@K",                exposure_share_gap       },
    {"exposure_variation@K",                exposure_variation       },
    {"clicks_share@K",                      clicks_share             },
    {"selected_items@K",                    selected_items           },
    {"exposure_max_difference@K",           exposure_max_difference  },
    {"exposure_min_ratio@K",                exposure_min_ratio       },
    {"exposure_mean_pairwise_difference@K", exposure_mean_pairwise   },
    {"exposure_max_deviation@K",            exposure_max_deviation   },
    {"exposure_variance@K",                 exposure_variance        },
    {"exposure_worst@K",                    exposure_worst           },
    {"exposure_atkinson@K",                 exposure_atkinson        },
    {"exposure_generalised_entropy@K",      exposure_entropy         },
    {"exposure_theil@K",                    exposure_theil           },
    {"exposure_to_merit_ratio@K",           exposure_to_merit        },
    {"exposure_to_merit@K",                 exposure_for_merit       },
    {"exposure_to_all@K",                   exposure_to_all          },
    {"clicks_to_merit_ratio@K",             clicks_to_merit          },
    {"selected_share@K",                    selected_share           },
    {"catalogue_share",                     catalogue_share          },
    {"merit_share",                         merit_share              },
    {"selected_items_ratio@K",              selected_items_ratio     },
    {"rsp@K",                               rsp                      },
    {"reo@K",                               reo                      },
    {"bias_disparity@K",                    bias_disparity           },
    {"skew@K",                              skew                     },
    {"min_skew@K",                          min_skew                 },
    {"max_skew@K",                          max_skew                 },
    {"amortised_inequity@K",                amortised_inequity       },
    {"generalised_cross_entropy@K",         generalised_cross_entropy},
    {"lowest_exposure_share@K",             lowest_exposure          },
    {"proportional_fairness@K",             proportional_fairness    },
    {"guarantee_share@K",                   guarantee                },
    {"underexposure@K",                     underexposure            },
    {"erbe@K",                              erbe                     },
    {"erbp@K",                              erbp                     },
    {"erbr@K",                              erbr                     },
    {"pairwise_accuracy",                   accuracy                 },
    {"pairwise_accuracy_intra",             accuracy_intra           },
    {"pairwise_accuracy_inter",             accuracy_inter           },
    {"pairwise_accuracy_difference",        accuracy_gap             },
    {"pairwise_accuracy_intra_difference",  accuracy_intra_gap       },
    {"pairwise_accuracy_inter_difference",  accuracy_inter_gap       },
    {"ndcg_p10@K",                          lowest_tenth             },
    {"ndcg_p50@K",                          middle                   },
    {"ndcg_p90@K",                          highest_tenth            },
    {"ndcg_p10_difference@K",               lowest_tenths            },
    {"ndcg_p50_difference@K",               middles                  },
    {"ndcg_p90_difference@K",               highest_tenths           },
    {"ndcg_distance@K",                     distance                 },
    {"gini@K",                              gini                     },
    {"gini_corrected@K",                    gini_corrected           },
    {"exposure_gini@K",                     exposure_gini            },
    {"coverage@K",                          coverage                 },
    {"items_for_80@K",                      filling                  },
    {"tail_coverage@K",                     tail_coverage            },
    {"entropy@K",                           entropy                  },
    {"evenness@K",                          evenness                 },
    {"head_exposure_share@K",               head_exposure            },
    {"pop_rsp@K",                           pop_rsp                  },
    {"pop_reo@K",                           pop_reo                  },
    {"history_share",                       history_share            },
    {"exposure_share_residual@K",           share_residual           },
    {"cramers_v@K",                         cramers_v                },
    {"kl_from_history@K",                   kl_from_history          },
    {"js_from_history@K",                   js_from_history          },
    {"mean_predicted",                      mean_predicted           },
    {"mean_rated",                          mean_rated               },
    {"item_differential_fairness_median@K", spread_median            },
    {"item_differential_fairness_p90@K",    spread_upper             },
    {"item_differential_fairness_max@K",    spread_greatest          },
    {"value_unfairness",                    value_unfairness         },
    {"absolute_unfairness",                 absolute_unfairness      },
    {"underestimation_unfairness",          under_unfairness         },
    {"overestimation_unfairness",           over_unfairness          },
    {"rating_parity",                       rating_parity            },
    {"item_differential_fairness@K",        differential_fairness    },
};

/* ------------------------------------------------------------------------------------------------- the entries */

/* The group whose number an example of a kernel with one output a group is. */
static size_t group_of_example(const char *kernel)
{
    static const char *const of_a[] = {"clicks", "attention_gap", "fa_star_ir_group"};
    for (size_t i = 0; i < COUNT(of_a); i++) {
        if (strcmp(of_a[i], kernel) == 0)
            return A;
    }
    return B;
}

static exq_value kernel_example(const exq_kernel_entry *entry)
{
    const exq_list_options kept = world.options;
    if (strncmp(entry->kernel.id, "fa_star_ir", strlen("fa_star_ir")) == 0)
        world.options.fair_level = .3;
    double out[EXQ_SPREAD_BINS];
    const exq_why why = world_ask_all(&world, entry->kernel.id, K, &list, out);
    world.options = kept;
    if (why != EXQ_WHY_NONE)
        return exq_none(why);
    if (strcmp(entry->kernel.id, "popularity_lift") == 0)
        return exq_popularity_lift((exq_pair_sums){1, out[0], out[1], 0, 0, 0}).value;
    return exq_some(out[entry->kernel.outputs == EXQ_PER_GROUP ? group_of_example(entry->kernel.id) : 0]);
}

/* Folds have their example in two means, of 6 and 4 people. */
static exq_value fold_example(const char *fold_id)
{
    const exq_mean means[] = {exq_mean_of((exq_mean_sums){6, 1.8, 1}, EXQ_WHY_NO_TRUTH),
                              exq_mean_of((exq_mean_sums){4, .8, 1}, EXQ_WHY_NO_TRUTH)};
    double scratch[2];
    for (size_t gap = 0; gap < EXQ_LIST_GAPS; gap++) {
        const exq_mean equal[] = {exq_mean_of((exq_mean_sums){5, 1.5, 1}, EXQ_WHY_NO_TRUTH),
                                  exq_mean_of((exq_mean_sums){5, 1, 1}, EXQ_WHY_NO_TRUTH)};
        if (strcmp(exq_list_gaps[gap].id, fold_id) == 0)
            return exq_mean_gap((exq_list_gap)gap, equal, 2, .95, scratch).value;
    }
    for (unsigned fold = 0; fold < EXQ_FOLDS; fold++) {
        if (strcmp(exq_folds[fold].id, fold_id) != 0)
            continue;
        if (exq_folds[fold].kind == EXQ_KIND_PER_GROUP)
            return exq_mean_against((exq_fold)fold, &means[1], &means[0], .95).value;
        return exq_mean_over((exq_fold)fold, means, 2, exq_some(.26), exq_reach_of(.95, .95, 2), scratch).value;
    }
    return exq_none(EXQ_WHY_COUNT);
}

static exq_value example_of(const exq_metric_info *info)
{
    for (size_t i = 0; i < COUNT(from_sums); i++) {
        if (strcmp(from_sums[i].id, info->id) == 0)
            return from_sums[i].work_out();
    }
    const char *at = strstr(info->id, EXQ_AT_K);
    assert_non_null(at);
    if (at[strlen(EXQ_AT_K)] == '_')
        return fold_example(at + strlen(EXQ_AT_K) + 1);
    char kernel[64] = "";
    memcpy(kernel, info->id, (size_t)(at - info->id));
    const exq_kernel_entry *entry = exq_kernel_find(kernel);
    return entry != NULL ? kernel_example(entry) : exq_none(EXQ_WHY_COUNT);
}

static void every_example_of_lists_comes_out(void **state)
{
    (void)state;
    const exq_metric_info *info;
    size_t examples = 0, wrong = 0;
    for (size_t i = 0; (info = exq_catalogue_get(i, world.arena)) != NULL; i++) {
        if (info->example.group_count > 0)
            continue;
        const exq_value value = example_of(info);
        examples++;
        if (exq_known(value) && fabs(value.v - info->example.value) <= 1e-12)
            continue;
        print_message("%s: %.15f instead of %.15f: %s\n", info->id, value.v, info->example.value, info->example.words);
        wrong++;
    }
    assert_int_equal(wrong, 0);
    assert_true(examples > 200);
}

static void names_are_found_with_any_cutoff(void **state)
{
    (void)state;
    static const struct {
        const char *name, *id;
    } cases[] = {
        {"ndcg@10",              "ndcg@K"           },
        {"ndcg@K",               "ndcg@K"           },
        {"ndcg",                 "ndcg@K"           },
        {"ndcg@5_min_ratio",     "ndcg@K_min_ratio" },
        {"ndcg_log_ratio",       "ndcg@K_log_ratio" },
        {"precision@10",         "precision@K"      },
        {"precision",            "precision"        },
        {"f1",                   "f1"               },
        {"exposure_ratio@10",    "exposure_ratio@K" },
        {"exposure_ratio",       "exposure_ratio@K" },
        {"catalogue_share",      "catalogue_share"  },
        {"popularity_lift@1000", "popularity_lift@K"},
        {"gini_corrected@20",    "gini_corrected@K" },
    };
    static const char *const unknown[] = {"ndcg@",         "ndcg@x",    "ndcg@10ratio",  "ndcg@10_",
                                          "ndcg@10_times", "ndcg@10@5", "gini@10_ratio", "popularity_lift@10_ratio"};
    for (size_t i = 0; i < COUNT(cases); i++) {
        const exq_metric_info *info = exq_catalogue_find(cases[i].name, world.arena);
        assert_non_null(info);
        assert_string_equal(info->id, cases[i].id);
    }
    for (size_t i = 0; i < COUNT(unknown); i++)
        assert_null(exq_catalogue_find(unknown[i], world.arena));
}

static void kernels_bear_the_names_of_their_entries(void **state)
{
    (void)state;
    const exq_kernel_entry *entry;
    for (size_t i = 0; (entry = exq_kernel_at(i)) != NULL; i++) {
        char id[64];
        snprintf(id, sizeof id, "%s" EXQ_AT_K, entry->kernel.id);
        assert_string_equal(entry->info.id, id);
        assert_ptr_equal(exq_kernel_find(entry->kernel.id), entry);
        assert_true(entry->kernel.outputs != EXQ_PER_GROUP || entry->kernel.by_grouping);
        assert_true(entry->compared == EXQ_COMPARED_NOT || entry->info.kind == EXQ_KIND_MEASURE);
    }
    assert_null(exq_kernel_find("ndcg@10"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_example_of_lists_comes_out),
        cmocka_unit_test(names_are_found_with_any_cutoff),
        cmocka_unit_test(kernels_bear_the_names_of_their_entries),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
