/* SPDX-License-Identifier: Apache-2.0 */
/* See sample.h. */
#include "sample.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "bytes.h"
#include "refusal.h"

enum { SAMPLE_BYTES = 1 << 20, SAMPLE_ROWS = 5000 };

static exq_status read_beginning(const char *path, exq_bytes *out, exq_error *error)
{
    FILE *file = strcmp(path, "-") == 0 ? NULL : fopen(path, "rb");
    if (file == NULL)
        return exq_refuse(error, EXQ_IO, "%s: could not be opened: %s", path, errno != 0 ? strerror(errno) : "give a file");
    char block[1 << 14];
    size_t got;
    while (out->length < SAMPLE_BYTES && (got = fread(block, 1, sizeof block, file)) > 0)
        exq_bytes_append(out, block, got);
    const bool failed = ferror(file) != 0;
    fclose(file);
    if (failed)
        return exq_refuse(error, EXQ_IO, "%s: could not be read", path);
    exq_bytes_append(out, "", 1); /* ends the last cell */
    return out->failed ? exq_refuse_memory(error) : EXQ_OK;
}

static char guess_delimiter(const char *header)
{
    static const char delimiters[] = ",\t;|";
    const size_t length = strcspn(header, "\r\n");
    size_t most = 0;
    char best = ',';
    for (const char *delimiter = delimiters; *delimiter != '\0'; delimiter++) {
        size_t count = 0;
        for (size_t i = 0; i < length; i++)
            count += header[i] == *delimiter;
        if (count > most) {
            most = count;
            best = *delimiter;
        }
    }
    return best;
}

/* Cuts the next cell out of the text in place; `*last` says that it ends its row. NULL: there is none. */
static char *next_cell(char **at, char delimiter, bool *last)
{
    if (**at == '\0')
        return NULL;
    char *from = *at, *cell = from, *to = from;
    bool quoted = *from == '"';
    from += quoted;
    for (; *from != '\0'; from++) {
        if (quoted && from[0] == '"' && from[1] == '"')
            from++;
        else if (quoted && *from == '"') {
            quoted = false;
            continue;
        } else if (!quoted && (*from == delimiter || *from == '\n'))
            break;
        *to++ = *from;
    }
    *last = *from != delimiter;
    *at = *from != '\0' ? from + 1 : from;
    if (*last && to > cell && to[-1] == '\r')
        to--;
    *to = '\0';
    return cell;
}

static bool is_number(const char *text)
{
    text += *text == '-' || *text == '+';
    const size_t whole = strspn(text, "0123456789");
    const char *behind = text + whole;
    const size_t decimals = *behind == '.' ? strspn(behind + 1, "0123456789") : 0;
    behind += *behind == '.' ? 1 + decimals : 0;
    return whole + decimals > 0 && *behind == '\0';
}

static void take_value(exq_sampled *column, const char *value)
{
    if (*value == '\0')
        return;
    column->filled++;
    column->numeric += is_number(value);
    for (size_t i = 0; i < column->value_count; i++)
        if (strcmp(column->values[i], value) == 0) {
            column->counts[i]++;
            return;
        }
    if (column->value_count < EXQ_SAMPLE_VALUES) {
        column->counts[column->value_count] = 1;
        column->values[column->value_count++] = value;
    }
}

/* A name that stands several times is told apart by a number. */
static exq_status name_columns(exq_sample *sample, exq_pool *pool, exq_error *error)
{
    for (size_t i = 0; i < sample->column_count; i++) {
        size_t same = 0, place = 0;
        for (size_t j = 0; j < sample->column_count; j++)
            if (strcmp(sample->columns[j].plain, sample->columns[i].plain) == 0) {
                same++;
                place += j <= i;
            }
        exq_bytes name = {0};
        exq_bytes_string(&name, sample->columns[i].plain);
        if (same > 1)
            exq_bytes_format(&name, "#%zu", place);
        sample->columns[i].name = name.failed ? NULL : exq_pool_copy(pool, name.length > 0 ? name.bytes : "", name.length);
        exq_bytes_free(&name);
        if (sample->columns[i].name == NULL)
            return exq_refuse_memory(error);
    }
    return EXQ_OK;
}

exq_status exq_sample_read(const char *path, exq_sample *out, exq_pool *pool, exq_error *error)
{
    exq_bytes bytes = {0};
    *out = (exq_sample){.columns = exq_pool_take(pool, EXQ_SAMPLE_COLUMNS, sizeof(exq_sampled))};
    exq_status status = read_beginning(path, &bytes, error);
    char *text = status == EXQ_OK ? exq_pool_copy(pool, bytes.bytes, bytes.length) : NULL;
    exq_bytes_free(&bytes);
    EXQ_PASS(status);
    if (text == NULL || out->columns == NULL)
        return exq_refuse_memory(error);
    if (strncmp(text, "\x1f\x8b", 2) == 0 || strncmp(text, "\x28\xb5\x2f\xfd", 4) == 0)
        return exq_refuse(error, EXQ_USAGE, "%s is compressed: give init a plain CSV file with the same header", path);
    text += strncmp(text, "\xef\xbb\xbf", 3) == 0 ? 3 : 0;
    const char delimiter = guess_delimiter(text);
    bool last = false;
    char *cell;
    while (!last && out->column_count < EXQ_SAMPLE_COLUMNS && (cell = next_cell(&text, delimiter, &last)) != NULL)
        out->columns[out->column_count++].plain = cell;
    if (out->column_count == 0)
        return exq_refuse(error, EXQ_USAGE, "%s holds no header", path);
    for (size_t column = 0; out->rows < SAMPLE_ROWS && (cell = next_cell(&text, delimiter, &last)) != NULL;) {
        if (column < out->column_count)
            take_value(&out->columns[column], cell);
        column = last ? 0 : column + 1;
        out->rows += last;
    }
    return name_columns(out, pool, error);
}
