/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Methods and sources: every way in which a figure of this result was found.
 */
#include <math.h>
#include <string.h>

#include "html_page.h"
#include "methods.h"

/* Weighted data, and several rows of one person, use the same method on the effective number of people. */
static bool is_method(const char *used, const char *name)
{
    size_t length = strlen(name);
    return used != NULL && strncmp(used, name, length) == 0 &&
           (used[length] == '\0' || strcmp(used + length, "_effective") == 0 || strcmp(used + length, "_units") == 0);
}

static bool group_uses(const exq_doc_group *group, const char *name)
{
    for (size_t i = 0; i < group->rate_count; i++)
        if (is_method(group->rates[i].method, name))
            return true;
    for (size_t i = 0; i < group->measure_count; i++)
        if (is_method(group->measures[i].method, name))
            return true;
    return false;
}

/* A method named by one of the rows. */
static bool is_named(const exq_doc_question *question, const char *name)
{
    for (size_t g = 0; g < question->group_count; g++)
        if (group_uses(&question->groups[g], name))
            return true;
    for (size_t d = 0; d < question->disparity_count; d++)
        if (is_method(question->disparities[d].method, name) || is_method(question->disparities[d].p_method, name))
            return true;
    return false;
}

/* Methods that no row names: they stand behind members of a question. */
typedef enum exq_part {
    ALWAYS,
    ROWS,
    HOLM,
    BENJAMINI_HOCHBERG,
    TESTS,
    VARIANCES,
    WORST,
    MISSING,
    ADJUSTED,
    SENSITIVITY,
    UNITS
} exq_part;

static const struct {
    const char *name;
    exq_part part;
} behind[] = {
    {"sidak",                  ALWAYS            },
    {"holm",                   HOLM              },
    {"benjamini_hochberg",     BENJAMINI_HOCHBERG},
    {"shrunken",               ROWS              },
    {"detectable",             ROWS              },
    {"flips",                  ROWS              },
    {"shortfall",              ROWS              },
    {"chi2",                   TESTS             },
    {"permutation",            TESTS             },
    {"between_group_variance", VARIANCES         },
    {"worst",                  WORST             },
    {"missing_bounds",         MISSING           },
    {"tipping_point",          MISSING           },
    {"mantel_haenszel",        ADJUSTED          },
    {"cmh",                    ADJUSTED          },
    {"tarone",                 ADJUSTED          },
    {"standardised",           ADJUSTED          },
    {"composition",            ADJUSTED          },
    {"simpson",                ADJUSTED          },
    {"sensitivity",            SENSITIVITY       },
    {"units",                  UNITS             },
};

static bool has_p(const exq_doc_question *question)
{
    for (size_t i = 0; i < question->disparity_count; i++)
        if (!isnan(question->disparities[i].p))
            return true;
    return false;
}

static bool has_part(const exq_document *document, const exq_doc_question *question, exq_part part)
{
    switch (part) {
    case ALWAYS:
        return document->uncertainty.simultaneous != NULL;
    case ROWS:
        return has_p(question);
    case HOLM:
        return has_p(question) && !is_method(document->uncertainty.corrections, "benjamini_hochberg");
    case BENJAMINI_HOCHBERG:
        return has_p(question) && is_method(document->uncertainty.corrections, "benjamini_hochberg");
    case TESTS:
        return question->test_count > 0;
    case VARIANCES:
        return question->variance_count > 0;
    case WORST:
        return question->worst_count > 0;
    case MISSING:
        return question->missing_count > 0;
    case ADJUSTED:
        return question->adjusted_count > 0;
    case SENSITIVITY:
        return question->sensitivity_count > 0;
    case UNITS:
        return document->uncertainty.unit != NULL;
    }
    return false;
}

static bool is_of_versions(const exq_document *document, const char *name)
{
    for (size_t i = 0; i < document->versions.change_count; i++)
        if (is_method(document->versions.changes[i].method, name))
            return true;
    return false;
}

static bool is_used(const exq_document *document, const char *name)
{
    if (is_of_versions(document, name))
        return true;
    for (size_t q = 0; q < document->question_count; q++) {
        const exq_doc_question *question = &document->questions[q];
        if (is_named(question, name))
            return true;
        for (size_t i = 0; i < sizeof behind / sizeof behind[0]; i++)
            if (strcmp(behind[i].name, name) == 0 && has_part(document, question, behind[i].part))
                return true;
    }
    return false;
}

static void write_method(exq_page *page, const exq_method *method)
{
    exq_markup_open(page->markup, "tr", NULL);
    exq_markup_open(page->markup, "th", "scope", "row", NULL);
    exq_markup_text(page->markup, T(page, method->gives));
    exq_markup_text(page->markup, " ");
    exq_markup_element(page->markup, "code", method->name);
    exq_markup_close(page->markup);
    exq_markup_open(page->markup, "td", NULL);
    exq_markup_text(page->markup, T(page, method->how));
    exq_markup_text(page->markup, " ");
    exq_page_own(page, "span", "quiet", T(page, method->mind));
    exq_markup_close(page->markup);
    exq_markup_open(page->markup, "td", NULL);
    exq_markup_text(page->markup, T(page, method->source));
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}

void exq_html_methods(exq_page *page)
{
    static const char *const headings[] = {N_("What it gives"), N_("How it is found, and when to mind it"),
                                           N_("Source"), NULL};
    exq_page_section(page, "methods", T(page, "Methods and sources"));
    exq_page_folded_table(page, "methods", T(page, "How the figures of this page were found"));
    exq_page_columns(page, headings);
    exq_markup_open(page->markup, "tbody", NULL);
    const exq_method *method;
    for (size_t i = 0; (method = exq_method_get(i)) != NULL; i++)
        if (is_used(page->document, method->name))
            write_method(page, method);
    exq_markup_close(page->markup);
    exq_page_folded_table_end(page);
    exq_markup_close(page->markup);
}
