/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers of a result with what it says of their precision.
 */
#include "told.h"

#include <math.h>
#include <string.h>

exq_told exq_told_nothing(void)
{
    const double none = (double)NAN;
    return (exq_told){.value = none, .lo = none, .hi = none, .k = none, .n = none, .people = -1};
}

static bool is_whole(double v)
{
    return v >= 0 && v < 0x1p53 && v == floor(v);
}

/* Wilson's range is that of a share of people who are all counted alike. */
static bool is_share(const exq_document *document, const exq_doc_rate *rate)
{
    return document->conventions.weight == NULL && rate->method != NULL && strcmp(rate->method, "wilson") == 0 &&
           is_whole(rate->num) && is_whole(rate->den) && rate->den > 0 && rate->num <= rate->den;
}

static exq_told told_of_rate(const exq_document *document, const exq_doc_group *group, const exq_doc_rate *rate)
{
    exq_told out = exq_told_nothing();
    out.value = rate->value;
    out.lo = rate->lo;
    out.hi = rate->hi;
    out.why = rate->why;
    out.range_why = rate->range_why;
    out.people = group->n;
    if (is_share(document, rate)) {
        out.k = rate->num;
        out.n = rate->den;
    }
    return out;
}

static exq_told told_of_measure(const exq_doc_measure *measure)
{
    exq_told out = exq_told_nothing();
    out.value = measure->value;
    out.lo = measure->lo;
    out.hi = measure->hi;
    out.why = measure->why;
    out.range_why = measure->range_why;
    out.people = measure->n;
    return out;
}

bool exq_told_of_group(const exq_document *document, const exq_doc_group *group, const char *metric, exq_told *out)
{
    for (size_t i = 0; i < group->rate_count; i++) {
        if (strcmp(group->rates[i].id, metric) == 0) {
            *out = told_of_rate(document, group, &group->rates[i]);
            return true;
        }
    }
    for (size_t i = 0; i < group->measure_count; i++) {
        if (strcmp(group->measures[i].id, metric) == 0) {
            *out = told_of_measure(&group->measures[i]);
            return true;
        }
    }
    *out = exq_told_nothing();
    return false;
}

exq_told exq_told_of_disparity(const exq_doc_disparity *disparity, bool alone)
{
    exq_told out = exq_told_nothing();
    out.value = disparity->value;
    out.lo = alone ? disparity->lo_alone : disparity->lo;
    out.hi = alone ? disparity->hi_alone : disparity->hi;
    out.why = disparity->why;
    out.range_why = disparity->range_why != NULL ? disparity->range_why
                    : disparity->lo_why != NULL  ? disparity->lo_why
                                                 : disparity->hi_why;
    return out;
}

exq_told exq_told_of_catalogue(const exq_doc_catalogue *figure)
{
    exq_told out = exq_told_nothing();
    out.value = figure->value;
    out.lo = figure->lo;
    out.hi = figure->hi;
    out.why = figure->why;
    out.range_why = figure->range_why;
    return out;
}

bool exq_told_has_range(const exq_told *of)
{
    return !isnan(of->lo) && !isnan(of->hi);
}

bool exq_told_as_shares(const exq_told *before, const exq_told *after)
{
    return !isnan(before->k) && !isnan(after->k);
}

static exq_limits widened(const exq_told *of, double factor)
{
    return (exq_limits){of->value - (of->value - of->lo) * factor, of->value + (of->hi - of->value) * factor};
}

exq_limits exq_told_change(const exq_told *before, const exq_told *after, double plain, double level)
{
    if (exq_told_as_shares(before, after)) {
        const exq_proportion one = {after->k, after->n, EXQ_SAMPLE_PEOPLE},
                             other = {before->k, before->n, EXQ_SAMPLE_PEOPLE};
        const exq_range range = exq_interval_newcombe(one, other, level);
        return (exq_limits){range.lo.v, range.hi.v};
    }
    const double factor = exq_interval_z(level) / exq_interval_z(plain);
    return exq_mover(after->value, widened(after, factor), before->value, widened(before, factor));
}
