/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The fewest unknown people who could turn a finding. With y selected people given to the rival, the rejected x that
 * the group must take are known; x + y falls and then rises in y, so that only a few y need be looked at, exactly.
 */
#include "missing_bounds.h"

__extension__ typedef unsigned __int128 wide;

typedef struct duel {
    exq_share group, rival;
    exq_ratio limit;
    exq_unknown unknown;
} duel;

/* The fewest x with k_g/(n_g + x) below limit (k_r + y)/(n_r + y); more than there are when there is none. */
static uint64_t rejected_needed(const duel *of, uint64_t y)
{
    const wide rate = (wide)of->limit.num * (of->rival.k + y);
    const wide wanted = (wide)of->limit.den * of->group.k * (of->rival.n + y);
    const uint64_t none = of->unknown.rejected + 1;
    if (rate == 0)
        return none;                       /* nothing is below a limit of 0 */
    const wide people = wanted / rate + 1; /* the fewest n_g + x */
    if (people <= of->group.n)
        return 0;
    return people - of->group.n > of->unknown.rejected ? none : (uint64_t)(people - of->group.n);
}

static void try_selected(const duel *of, double y, exq_tipping_point *best, size_t rival)
{
    enum { NEIGHBOURS = 2 };
    const uint64_t lowest = (uint64_t)fmax(y - NEIGHBOURS, 0);
    for (uint64_t at = 0; at <= 2 * NEIGHBOURS && lowest + at <= of->unknown.selected; at++) {
        const uint64_t selected = lowest + at;
        const uint64_t rejected = rejected_needed(of, selected);
        if (rejected > of->unknown.rejected || (best->possible && selected + rejected >= best->people))
            continue;
        *best = (exq_tipping_point){true, selected + rejected, rejected, selected, rival};
    }
}

/* The y where x(y), which falls, comes down to `rejected`: c (n_r + y)/(k_r + y) = n_g + x, c = k_g / limit. */
static double selected_for(const duel *of, double c, double rejected)
{
    const double people = (double)of->group.n + rejected;
    return people > c ? (c * (double)of->rival.n - people * (double)of->rival.k) / (people - c) : INFINITY;
}

exq_tipping_point exq_missing_tipping_point(const exq_share *groups, size_t count, size_t index, exq_unknown unknown,
                                            exq_ratio limit)
{
    exq_tipping_point best = {0};
    for (size_t r = 0; r < count && groups[index].n > 0; r++) {
        if (r == index || groups[r].n == 0)
            continue;
        const duel of = {groups[index], groups[r], limit, unknown};
        const double c = (double)of.group.k * (double)limit.den / (double)limit.num;
        const double ends = (double)unknown.selected;
        /* Where x + y is least, where the rejected run out, where none is needed any more, and the ends. */
        const double candidates[] = {
            sqrt(c * (double)(of.rival.n - of.rival.k)) - (double)of.rival.k,
            selected_for(&of, c, (double)unknown.rejected),
            selected_for(&of, c, 0),
            0,
            ends,
        };
        for (size_t i = 0; i < sizeof candidates / sizeof *candidates; i++)
            try_selected(&of, fmin(fmax(candidates[i], 0), ends), &best, r);
    }
    return best;
}
