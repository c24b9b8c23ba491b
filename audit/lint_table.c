/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Reads a published summary, whatever its columns are called.
 */
#include "lint_table.h"

#include <math.h>
#include <string.h>
#include <strings.h>

#include "ingest.h"
#include "number.h"

enum { AXIS, CATEGORY, N, SELECTED, RATE, RATIO, ROLES };

static const char *const names[ROLES][8] = {
    [AXIS] = {"axis", "table", "analysis"},
    [CATEGORY] = {"category", "group"},
    [N] = {"n", "applicants", "assessed", "count", "people"},
    [SELECTED] = {"selected", "scored_above", "above_median"},
    [RATE] = {"rate", "selection_rate", "scoring_rate"},
    [RATIO] = {"impact_ratio", "ir", "ratio"},
};

static size_t find_column(const exq_small_table *table, size_t role)
{
    for (const char *const *name = names[role]; *name != NULL; name++)
        for (size_t i = 0; i < table->width; i++)
            if (strcasecmp(table->names[i], *name) == 0)
                return i;
    return SIZE_MAX;
}

static exq_status find_columns(const exq_small_table *table, const char *name, size_t columns[ROLES], exq_error *error)
{
    for (size_t role = 0; role < ROLES; role++) {
        columns[role] = find_column(table, role);
        const bool needed = role == CATEGORY || role == N || role == RATIO;
        if (needed && columns[role] == SIZE_MAX)
            return exq_fail(error, EXQ_USAGE, "%s: there is no column %s. A summary has category, n, selected, rate, impact_ratio.",
                            name, names[role][0]);
    }
    return EXQ_OK;
}

/* Digits with a point; thousands may be apart by commas, and a per cent sign divides by 100. */
static bool read_number(const char *text, exq_printed *out)
{
    char plain[64];
    size_t length = 0, decimals = 0;
    bool point = false, per_cent = false;
    *out = (exq_printed){(double)NAN, 0};
    while (*text == ' ')
        text++;
    if (*text == '\0' || strcmp(text, "-") == 0 || strcasecmp(text, "n/a") == 0)
        return true;
    for (; *text != '\0' && length + 2 < sizeof plain; text++) {
        if (*text == ',' || *text == ' ')
            continue;
        if (*text == '%' && text[1] == '\0') {
            per_cent = true;
            continue;
        }
        if (*text == '.' && length == 0)
            plain[length++] = '0';
        decimals += point;
        point = point || *text == '.';
        plain[length++] = *text;
    }
    if (*text != '\0' || !exq_number_parse(plain, length, &out->value) || out->value < 0)
        return false;
    out->half = 0.5 * pow(10, -(double)decimals);
    if (per_cent)
        *out = (exq_printed){out->value / 100, out->half / 100};
    return true;
}

static bool says_unknown(const char *category)
{
    return strncasecmp(category, "unknown", strlen("unknown")) == 0 || strncasecmp(category, "not known", strlen("not known")) == 0;
}

static exq_status read_row(const exq_small_table *table, const size_t columns[ROLES], size_t row, const char *name,
                           exq_lint_row *out, exq_error *error)
{
    const char *const *cells = table->cells + row * table->width;
    exq_printed numbers[ROLES];
    out->line = row + 2;
    for (size_t role = N; role < ROLES; role++) {
        numbers[role] = (exq_printed){(double)NAN, 0};
        if (columns[role] != SIZE_MAX && !read_number(cells[columns[role]], &numbers[role]))
            return exq_fail(error, EXQ_MALFORMED, "%s:%zu: the %s is no number. Write digits, a point, and perhaps %%.", name,
                            out->line, names[role][0]);
    }
    out->axis = columns[AXIS] != SIZE_MAX ? cells[columns[AXIS]] : "";
    out->category = cells[columns[CATEGORY]];
    out->unknown = says_unknown(out->category);
    out->n = numbers[N].value;
    out->selected = numbers[SELECTED].value;
    out->rate = numbers[RATE];
    out->ratio = numbers[RATIO];
    if (out->selected > out->n)
        return exq_fail(error, EXQ_MALFORMED, "%s:%zu: more are selected than there are.", name, out->line);
    return EXQ_OK;
}

exq_status exq_lint_table_read(const char *path, exq_arena *arena, exq_lint_table *out, exq_error *error)
{
    exq_small_table table;
    size_t columns[ROLES];
    const char *slash = strrchr(path, '/');
    out->name = slash != NULL ? slash + 1 : path;
    EXQ_TRY(exq_ingest_small_table(path, arena, &table, error));
    EXQ_TRY(find_columns(&table, out->name, columns, error));
    out->count = table.rows;
    out->rows = EXQ_NEW(arena, exq_lint_row, table.rows);
    if (out->rows == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < table.rows; i++)
        EXQ_TRY(read_row(&table, columns, i, out->name, &out->rows[i], error));
    return table.rows > 0 ? EXQ_OK : exq_fail(error, EXQ_MALFORMED, "%s: there is no row in it.", out->name);
}
