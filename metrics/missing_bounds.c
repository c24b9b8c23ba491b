/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Bounds on ratios and differences of rates over every way to put the unknown into the groups. The worst case for a
 * group against one rival gives all rejected to the group and all selected to the rival. The best case pours the
 * rejected over the rivals, always onto the highest, and gives all selected to the group.
 */
#include "missing_bounds.h"

/* The rates at worst and at best. */
static double lowest_rate(exq_share group, exq_unknown unknown)
{
    return (double)group.k / (double)(group.n + unknown.rejected);
}

static double highest_rate(exq_share group, exq_unknown unknown)
{
    return (double)(group.k + unknown.selected) / (double)(group.n + unknown.selected);
}

static exq_bounds bounds_none(exq_why why)
{
    return (exq_bounds){exq_none(why), exq_none(why)};
}

exq_bounds exq_missing_against(exq_share group, exq_share reference, exq_unknown unknown)
{
    if (group.n == 0 || reference.n == 0)
        return bounds_none(EXQ_WHY_ZERO_DENOMINATOR);
    if (reference.k + unknown.selected == 0)
        return bounds_none(EXQ_WHY_REFERENCE_ZERO);
    const double lo = lowest_rate(group, unknown) / highest_rate(reference, unknown);
    const double hi = highest_rate(group, unknown) / lowest_rate(reference, unknown);
    return (exq_bounds){exq_some(lo), reference.k > 0 ? exq_some(hi) : exq_none(EXQ_WHY_INFINITE)};
}

/* -------------------------------------------------------------------------------- lowering the highest */

/* The groups but one. Groups without people stand aside. */
typedef struct rivals {
    const exq_share *groups;
    size_t count;
    size_t left_out;
} rivals;

static bool takes_part(const rivals *of, size_t i)
{
    return i != of->left_out && of->groups[i].n > 0;
}

/* How many rejected people bring the rate down to `rate`; by rounding perhaps one more or less. */
static double needed(exq_share group, double rate)
{
    return fmax(ceil((double)group.k / rate) - (double)group.n, 0);
}

static double needed_by_all(const rivals *of, double rate)
{
    double sum = 0;
    for (size_t i = 0; i < of->count; i++)
        sum += takes_part(of, i) ? needed(of->groups[i], rate) : 0;
    return sum;
}

static exq_share with_rejected(exq_share group, uint64_t rejected)
{
    return (exq_share){group.k, group.n + rejected};
}

/* The lowest that `rejected` people can bring the highest rate to. Each goes to whoever is highest then; the many who
 * surely do are given at once, to about the rate that is looked for, the last few one by one. `given` holds a count for
 * each group. 0/1 when no rival has anybody selected. */
static exq_share lowered_highest(const rivals *of, uint64_t rejected, uint64_t *given)
{
    const double spared = 2; /* of a group's share at first: more than rounding could make too many */
    double enough = 1, too_low = 0;
    for (;;) {
        const double middle = (enough + too_low) / 2;
        if (middle <= too_low || middle >= enough)
            break;
        if (needed_by_all(of, middle) <= (double)rejected)
            enough = middle;
        else
            too_low = middle;
    }
    uint64_t left = rejected;
    for (size_t i = 0; i < of->count; i++) {
        given[i] = takes_part(of, i) ? (uint64_t)fmax(needed(of->groups[i], enough) - spared, 0) : 0;
        left -= given[i];
    }
    for (;;) {
        exq_share highest = {0, 1};
        size_t who = of->left_out;
        for (size_t i = 0; i < of->count; i++) {
            if (!takes_part(of, i) || exq_compare_shares(with_rejected(of->groups[i], given[i]), highest) <= 0)
                continue;
            who = i;
            highest = with_rejected(of->groups[i], given[i]);
        }
        if (who == of->left_out || left == 0)
            return highest;
        given[who]++;
        left--;
    }
}

/* ---------------------------------------------------------------------------------------- against all */

/* Whether there is anything to compare, and why not. */
static exq_why comparable(const exq_share *groups, size_t count, exq_unknown unknown)
{
    size_t with_people = 0;
    uint64_t selected = unknown.selected;
    for (size_t i = 0; i < count; i++) {
        with_people += groups[i].n > 0;
        selected += groups[i].k;
    }
    if (with_people < 2)
        return EXQ_WHY_ONE_GROUP;
    return selected > 0 ? EXQ_WHY_NONE : EXQ_WHY_NOBODY_SELECTED;
}

/* The lowest the ratio of a group to the highest can be. */
static double lowest_ratio(const rivals *of, exq_share group, exq_unknown unknown)
{
    double lowest = 1;
    for (size_t i = 0; i < of->count; i++) {
        if (takes_part(of, i) && of->groups[i].k + unknown.selected > 0)
            lowest = fmin(lowest, lowest_rate(group, unknown) / highest_rate(of->groups[i], unknown));
    }
    return lowest;
}

exq_bounds exq_missing_against_all(const exq_share *groups, size_t count, size_t index, exq_unknown unknown,
                                   uint64_t *scratch)
{
    const exq_why why = comparable(groups, count, unknown);
    if (why != EXQ_WHY_NONE || groups[index].n == 0)
        return bounds_none(why != EXQ_WHY_NONE ? why : EXQ_WHY_ZERO_DENOMINATOR);
    const rivals others = {groups, count, index};
    const exq_share rival = lowered_highest(&others, unknown.rejected, scratch);
    const double best = highest_rate(groups[index], unknown);
    const double hi = rival.k > 0 ? fmin(best / ((double)rival.k / (double)rival.n), 1) : 1;
    return (exq_bounds){exq_some(lowest_ratio(&others, groups[index], unknown)), exq_some(hi)};
}

/* People, in fractions, that a group must be given to come down to, or up to, a rate. */
typedef double (*portion)(exq_share group, double rate);

static double to_come_down(exq_share group, double rate)
{
    return fmax((double)group.k / rate - (double)group.n, 0);
}

static double to_come_up(exq_share group, double rate)
{
    return fmax((rate * (double)group.n - (double)group.k) / (1 - rate), 0);
}

/* The rate between `easy`, which costs nobody, and `hard`, to which all groups come when they share `people`. */
static double levelled(const exq_share *groups, size_t count, portion needs, double people, double easy, double hard)
{
    for (;;) {
        const double middle = (easy + hard) / 2;
        if (middle <= fmin(easy, hard) || middle >= fmax(easy, hard))
            return hard;
        double wanted = 0;
        for (size_t i = 0; i < count; i++)
            wanted += groups[i].n > 0 ? needs(groups[i], middle) : 0;
        if (wanted <= people)
            easy = middle;
        else
            hard = middle;
    }
}

exq_missing_joint exq_missing_over_groups(const exq_share *groups, size_t count, exq_unknown unknown)
{
    const exq_why why = comparable(groups, count, unknown);
    if (why != EXQ_WHY_NONE)
        return (exq_missing_joint){bounds_none(why), bounds_none(why)};
    double least_ratio = 1, most_difference = 0;
    for (size_t g = 0; g < count; g++) {
        const rivals others = {groups, count, g};
        if (groups[g].n == 0)
            continue;
        least_ratio = fmin(least_ratio, lowest_ratio(&others, groups[g], unknown));
        for (size_t r = 0; r < count; r++) {
            if (takes_part(&others, r))
                most_difference =
                    fmax(most_difference, highest_rate(groups[r], unknown) - lowest_rate(groups[g], unknown));
        }
    }
    const double highest = levelled(groups, count, to_come_down, (double)unknown.rejected, 1, 0);
    const double lowest = levelled(groups, count, to_come_up, (double)unknown.selected, 0, 1);
    exq_missing_joint out;
    out.min_ratio = (exq_bounds){exq_some(least_ratio), exq_some(highest > 0 ? fmin(lowest / highest, 1) : 1)};
    out.max_difference = (exq_bounds){exq_some(fmax(highest - lowest, 0)), exq_some(most_difference)};
    return out;
}
