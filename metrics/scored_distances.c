/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How far apart the scores of two groups lie, and their ROC curves.
 */
#include "scored.h"

#include "count_law.h"
#include "number.h"

static double total(const uint64_t *people, size_t count)
{
    double sum = 0;
    for (size_t b = 0; b < count; b++)
        sum += (double)people[b];
    return sum;
}

static bool is_one_number(exq_score_bin bin)
{
    return !(bin.low < bin.high);
}

static exq_scored_value none(void)
{
    return (exq_scored_value){.value = exq_none(EXQ_WHY_ZERO_DENOMINATOR), .se = exq_none(EXQ_WHY_ZERO_DENOMINATOR)};
}

static exq_scored_value between(double value, bool told, double lo, double hi)
{
    return (exq_scored_value){
        .value = exq_some(value), .se = exq_none(EXQ_WHY_NO_INTERVAL), .certain = {told, lo, hi}
    };
}

/* How far two distributions can be apart within a bin, from their shares before and after it. */
static double furthest(const double before[2], const double after[2])
{
    return fmax(fabs(after[0] - before[1]), fabs(after[1] - before[0]));
}

/* ---------------------------------------------------------------------------------------------- distributions */

exq_scored_value exq_score_ks_of(const exq_two_scored *both)
{
    const exq_scale *scale = both->scale;
    const double n[2] = {total(both->people[0], scale->bin_count), total(both->people[1], scale->bin_count)};
    if (!(n[0] > 0) || !(n[1] > 0))
        return none();
    double under[2] = {0}, before[2] = {0}, greatest = 0, within = 0;
    for (size_t b = 0; b < scale->bin_count; b++) {
        double after[2];
        for (size_t g = 0; g < 2; g++) {
            under[g] += (double)both->people[g][b];
            after[g] = under[g] / n[g];
        }
        greatest = fmax(greatest, fabs(after[0] - after[1]));
        if (!is_one_number(scale->bins[b]))
            within = fmax(within, furthest(before, after));
        before[0] = after[0];
        before[1] = after[1];
    }
    return between(greatest, within > greatest, greatest, fmax(greatest, within));
}

/* The integral of the share of a group up to each score of the bin. */
static double integral(const exq_two_scored *both, size_t g, size_t b, double before, double n)
{
    const exq_score_bin bin = both->scale->bins[b];
    return before * (bin.high - bin.low) + ((double)both->people[g][b] * bin.high - both->sum[g][b]) / n;
}

exq_scored_value exq_score_wasserstein_of(const exq_two_scored *both)
{
    const exq_scale *scale = both->scale;
    const double n[2] = {total(both->people[0], scale->bin_count), total(both->people[1], scale->bin_count)};
    if (!(n[0] > 0) || !(n[1] > 0))
        return none();
    double under[2] = {0}, before[2] = {0}, least = 0, most = 0;
    for (size_t b = 0; b < scale->bin_count; b++) {
        const exq_score_bin bin = scale->bins[b];
        if (b > 0) { /* from the bin before, where nobody is */
            const double gap = fabs(before[0] - before[1]) * (bin.low - scale->bins[b - 1].high);
            least += gap;
            most += gap;
        }
        double after[2];
        for (size_t g = 0; g < 2; g++) {
            under[g] += (double)both->people[g][b];
            after[g] = under[g] / n[g];
        }
        if (!is_one_number(bin)) {
            const double inside = fabs(integral(both, 0, b, before[0], n[0]) - integral(both, 1, b, before[1], n[1]));
            least += inside;
            most += fmax(inside, furthest(before, after) * (bin.high - bin.low));
        }
        before[0] = after[0];
        before[1] = after[1];
    }
    return between(least, most > least, least, most);
}

/* E|X - drawn group / all| of a hypergeometric X. */
static double mean_deviation(uint64_t group, uint64_t rest, uint64_t drawn)
{
    const double all = (double)group + (double)rest;
    const uint64_t m = (uint64_t)((exq_u128)group * drawn / (group + rest)) + 1;
    const exq_hypergeometric law = exq_hypergeometric_of(group, rest, drawn);
    if (m > law.most)
        return 0;
    const double left = (double)rest - (double)drawn + (double)m; /* of the rest, not drawn when m of the group are */
    return 2 * (double)m * left / all * exp(exq_hypergeometric_log(&law, m));
}

static double middle(exq_score_bin bin)
{
    return bin.low + (bin.high - bin.low) / 2;
}

double exq_score_wasserstein_fair(const exq_two_scored *both)
{
    const exq_scale *scale = both->scale;
    const double n[2] = {total(both->people[0], scale->bin_count), total(both->people[1], scale->bin_count)};
    double sum = 0;
    uint64_t under = 0;
    for (size_t b = 0; b + 1 < scale->bin_count; b++) {
        under += both->people[0][b] + both->people[1][b];
        const double distance = middle(scale->bins[b + 1]) - middle(scale->bins[b]);
        sum += distance * mean_deviation((uint64_t)n[0], (uint64_t)n[1], under);
    }
    return sum * (n[0] + n[1]) / (n[0] * n[1]);
}

/* ------------------------------------------------------------------------------------------------ two curves */

/* A curve from (0, 0) up, one stretch a bin from the highest score down. */
typedef struct curve {
    const uint64_t *negative, *positive;
    double n, p;
    size_t bins;                 /* still ahead */
    double negatives, positives; /* of the bins behind and of the stretch it is on */
    double x, y, next_x, next_y; /* the ends of that stretch */
} curve;

/* To the stretch that goes on to the right of x: where the curve rises straight up, its value is the upper end. */
static void advance(curve *self, double x)
{
    while (self->bins > 0 && !(self->next_x > x)) {
        self->x = self->next_x;
        self->y = self->next_y;
        self->bins--;
        self->negatives += (double)self->negative[self->bins];
        self->positives += (double)self->positive[self->bins];
        self->next_x = self->negatives / self->n;
        self->next_y = self->positives / self->p;
    }
}

static double height(const curve *self, double x)
{
    if (!(self->next_x > self->x))
        return self->next_y;
    const double part = (x - self->x) / (self->next_x - self->x);
    return self->y + fmin(part, 1) * (self->next_y - self->y);
}

/* Between straight lines that are `before` and `after` apart at the ends of a stretch. */
static double area(double before, double after, double width)
{
    if (before * after >= 0)
        return width * fabs(before + after) / 2;
    return width * (before * before + after * after) / (2 * (fabs(before) + fabs(after)));
}

static double open_area(const exq_two_rocs *both, size_t g, double n, double p)
{
    double sum = 0;
    for (size_t b = 0; b < both->scale->bin_count; b++) {
        if (!is_one_number(both->scale->bins[b]))
            sum += (double)both->negative[g][b] / n * ((double)both->positive[g][b] / p) / 2;
    }
    return sum;
}

exq_scored_value exq_abroca_of(const exq_two_rocs *both)
{
    const size_t count = both->scale->bin_count;
    curve curves[2];
    double open = 0;
    for (size_t g = 0; g < 2; g++) {
        curves[g] = (curve){.negative = both->negative[g],
                            .positive = both->positive[g],
                            .n = total(both->negative[g], count),
                            .p = total(both->positive[g], count),
                            .bins = count};
        if (!(curves[g].n > 0) || !(curves[g].p > 0))
            return none();
        open += open_area(both, g, curves[g].n, curves[g].p);
    }
    double sum = 0, x = 0;
    while (x < 1) {
        advance(&curves[0], x);
        advance(&curves[1], x);
        const double end = fmin(curves[0].next_x, curves[1].next_x);
        sum += area(height(&curves[0], x) - height(&curves[1], x), height(&curves[0], end) - height(&curves[1], end),
                    end - x);
        x = end;
    }
    return between(sum, open > 0, fmax(0, sum - open), fmin(1, sum + open));
}
