/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How lists were judged: every choice behind their numbers that could have been another, in words. What has no words is
 * shown as the result has it.
 */
#include <math.h>
#include <string.h>

#include "html_page.h"

typedef enum exq_choice {
    RANK,
    ATTENTION,
    DISCOUNT,
    GAIN,
    PRECISION,
    RECALL,
    MEAN_PRECISION,
    NO_TRUTH,
    NO_LIST,
    RELEVANT_FROM,
    DUPLICATES,
    TIES,
    SHARING,
    TAIL,
    TARGET,
    MERIT,
    ENTROPY,
    DIVERGENCE,
    COMPAT,
    CHOICES
} exq_choice;

static const char *const names[CHOICES] = {
    [RANK] = N_("Order of a list"),
    [ATTENTION] = N_("Attention to a place"),
    [DISCOUNT] = N_("Worth of a hit by its place, in ranking quality"),
    [GAIN] = N_("Worth of a hit"),
    [PRECISION] = N_("Precision divides by"),
    [RECALL] = N_("Recall divides by"),
    [MEAN_PRECISION] = N_("Average precision divides by"),
    [NO_TRUTH] = N_("People of whom nothing was held back"),
    [NO_LIST] = N_("People left without a list"),
    [RELEVANT_FROM] = N_("Counts as a hit from"),
    [DUPLICATES] = N_("The same twice in a list"),
    [TIES] = N_("Equal scores"),
    [SHARING] = N_("What belongs to several groups"),
    [TAIL] = N_("The long tail"),
    [TARGET] = N_("Groups are held against"),
    [MERIT] = N_("Attention is deserved by"),
    [ENTROPY] = N_("Base of the logarithm of entropy"),
    [DIVERGENCE] = N_("Base of the logarithm of divergences"),
    [COMPAT] = N_("As reckoned by"),
};

static const struct {
    exq_choice choice;
    const char *value, *words;
} settings[] = {
    {ATTENTION,      "log",              N_("one over the logarithm of the rank plus one")                       },
    {ATTENTION,      "log-clip",         N_("one over the logarithm of the rank, the first two alike")           },
    {ATTENTION,      "topk",             N_("alike for all places that count")                                   },
    {DISCOUNT,       "log",              N_("one over the logarithm of the rank plus one")                       },
    {DISCOUNT,       "log-clip",         N_("one over the logarithm of the rank, the first two alike")           },
    {GAIN,           "binary",           N_("one, whatever its grade")                                           },
    {GAIN,           "linear",           N_("its grade")                                                         },
    {GAIN,           "exponential",      N_("two to the power of its grade, less one")                           },
    {PRECISION,      "k",                N_("the places that count")                                             },
    {PRECISION,      "length",           N_("the places that count, or the length of a shorter list")            },
    {RECALL,         "relevant",         N_("all that a person likes")                                           },
    {RECALL,         "min",              N_("all that a person likes, at most the places that count")            },
    {MEAN_PRECISION, "min",              N_("all that a person likes, at most the places that count")            },
    {MEAN_PRECISION, "relevant",         N_("all that a person likes")                                           },
    {MEAN_PRECISION, "length",           N_("the places that count, or the length of a shorter list")            },
    {MEAN_PRECISION, "min_length",       N_("all that a person likes, at most the places of the list that count")},
    {NO_TRUTH,       "left_out",         N_("in no number of how well they are served")                          },
    {NO_TRUTH,       "zero",             N_("count as served with nothing")                                      },
    {NO_LIST,        "zero",             N_("count as served with nothing")                                      },
    {NO_LIST,        "left_out",         N_("in no number of how well they are served")                          },
    {DUPLICATES,     "fail",             N_("there was none, else the run would have stopped")                   },
    {DUPLICATES,     "keep_first",       N_("the first counts")                                                  },
    {TIES,           "expected",         N_("attention is shared alike, all else goes by the names of the items")},
    {TIES,           "by_item",          N_("in the order of the names of the items")                            },
    {TIES,           "by_item_reversed", N_("in the order of the names of the items, backwards")                 },
    {SHARING,        "fractional",       N_("shared among them")                                                 },
    {SHARING,        "full",             N_("counts in each of them")                                            },
    {TAIL,           "interactions80",   N_("all but the most popular that hold four fifths of the history")     },
    {TAIL,           "items20",          N_("all but the most popular fifth")                                    },
    {TAIL,           "bottom10",         N_("the least popular tenth")                                           },
    {TARGET,         "catalogue",        N_("their share of the catalogue")                                      },
    {ENTROPY,        "2",                N_("2, in bits")                                                        },
    {DIVERGENCE,     "e",                N_("e, in nats")                                                        },
    {MERIT,          "truth",            N_("their share of what people like")                                   },
};

static const char *words_of(const exq_page *page, exq_choice choice, const char *value)
{
    for (size_t i = 0; i < sizeof settings / sizeof settings[0]; i++)
        if (settings[i].choice == choice && strcmp(settings[i].value, value) == 0)
            return T(page, settings[i].words);
    return value;
}

static void write_choice(exq_page *page, exq_choice choice, const char *value)
{
    if (value == NULL)
        return;
    exq_markup_element(page->markup, "dt", T(page, names[choice]));
    exq_markup_element(page->markup, "dd", words_of(page, choice, value));
}

static void write_rank(exq_page *page, const char *rank)
{
    exq_markup_element(page->markup, "dt", T(page, names[RANK]));
    if (rank == NULL) {
        exq_markup_element(page->markup, "dd", T(page, "by the score, the highest first"));
    } else {
        exq_places places = {0};
        exq_buffer_string(exq_place(&places, "column"), rank);
        exq_page_say(page, EXQ_SENTENCE_PAGE_RANKED_BY, &places);
        exq_page_element(page, "dd", NULL);
    }
}

/* Of decisions there is nothing to say here. */
void exq_html_conventions(exq_page *page)
{
    const exq_doc_list_choices *lists = &page->document->conventions.lists;
    if (!page->document->conventions.has_lists)
        return;
    const char *const values[CHOICES] = {
        [ATTENTION] = lists->position_model,
        [DISCOUNT] = lists->discount,
        [GAIN] = lists->gain,
        [PRECISION] = lists->precision_by,
        [RECALL] = lists->recall_by,
        [MEAN_PRECISION] = lists->map_by,
        [NO_TRUTH] = lists->no_truth,
        [NO_LIST] = lists->no_list,
        [DUPLICATES] = lists->duplicates,
        [RELEVANT_FROM] = lists->relevant_from,
        [TIES] = lists->rank == NULL ? lists->ties : NULL,
        [SHARING] = lists->sharing,
        [TAIL] = lists->tail,
        [TARGET] = lists->target,
        [MERIT] = lists->merit,
        [ENTROPY] = lists->entropy,
        [DIVERGENCE] = lists->divergence,
        [COMPAT] = lists->compat,
    };
    exq_page_own(page, "h3", NULL, T(page, "How lists were judged"));
    exq_markup_open(page->markup, "dl", "class", "facts", NULL);
    write_rank(page, lists->rank);
    for (size_t choice = RANK + 1; choice < CHOICES; choice++)
        write_choice(page, (exq_choice)choice, values[choice]);
    exq_markup_close(page->markup);
}
