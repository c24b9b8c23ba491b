/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Checks as OpenMetrics text, for a metrics report of GitLab or the text file collector of Prometheus, which reads
 * the same lines: gauges alone, which both know. Digits are fixed, so that a number that stays is a line that stays.
 * What has no value has no sample; why stands in the verdict.
 */
#include <math.h>
#include <string.h>

#include "csv_cell.h"
#include "number.h"
#include "render.h"
#include "result.h"
#include "sentences_check.h"

enum { LARGEST_SCALED = 1000000000 }; /* below, six decimals are 64-bit integers */

static void write_number(exq_buffer *out, double value)
{
    char digits[EXQ_NUMBER_SIZE];
    if (isinf(value)) {
        exq_buffer_string(out, value > 0 ? "+Inf" : "-Inf");
    } else if (fabs(value) < LARGEST_SCALED) {
        const long long scaled = llround(fabs(value) * 1e6);
        exq_buffer_format(out, "%s%lld.%06lld", value < 0 && scaled > 0 ? "-" : "", scaled / 1000000, scaled % 1000000);
    } else {
        exq_buffer_string(out, exq_number_print(value, digits));
    }
}

/* ------------------------------------------------------------------------------------------------------ samples */

/* A sample that is being written: its family, its labels, its value. */
typedef struct sample {
    exq_buffer *out;
    bool labelled;
} sample;

/* `type` and `help` are words of ours without anything to escape. */
static void write_family(exq_buffer *out, const char *name, const char *help)
{
    exq_buffer_format(out, "# TYPE exaequo_%s gauge\n# HELP exaequo_%s %s\n", name, name, help);
}

static sample begin(exq_buffer *out, const char *name)
{
    exq_buffer_format(out, "exaequo_%s", name);
    return (sample){out, false};
}

static void add_escaped(sample *self, const char *label, const exq_buffer *text)
{
    exq_buffer_format(self->out, "%s%s=\"", self->labelled ? "," : "{", label);
    for (size_t i = 0; i < text->length; i++) {
        if (text->bytes[i] == '"' || text->bytes[i] == '\\')
            exq_buffer_char(self->out, '\\');
        exq_buffer_char(self->out, text->bytes[i]);
    }
    exq_buffer_char(self->out, '"');
    self->labelled = true;
    self->out->failed = self->out->failed || text->failed;
}

static void add_label(sample *self, const char *label, const char *value)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_exact_name(&text, value != NULL ? value : "");
    add_escaped(self, label, &text);
    exq_buffer_free(&text);
}

static void add_levels(sample *self, const char *label, const exq_doc_levels *levels)
{
    exq_buffer text = EXQ_BUFFER_INIT;
    exq_exact_levels(&text, levels);
    add_escaped(self, label, &text);
    exq_buffer_free(&text);
}

static void end(sample *self, double value)
{
    exq_buffer_string(self->out, self->labelled ? "} " : " ");
    write_number(self->out, value);
    exq_buffer_char(self->out, '\n');
}

static void end_count(sample *self, exq_count count)
{
    exq_buffer_format(self->out, "%s%lld\n", self->labelled ? "} " : " ", (long long)count);
}

/* ------------------------------------------------------------------------------------------------------ the run */

static void write_run(exq_buffer *out, const exq_document *document)
{
    write_family(out, "run", "What ran; always 1.");
    sample run = begin(out, "run");
    add_label(&run, "version", document->tool_version);
    add_label(&run, "policy", document->provenance.policy);
    add_label(&run, "policy_sha256", document->provenance.policy_sha256);
    add_label(&run, "as_of", document->data.as_of);
    end_count(&run, 1);
}

static void write_outcome(exq_buffer *out, const exq_result *result)
{
    static const char *const outcomes[] = {"pass", "fail", "inconclusive", "none"};
    const exq_document *document = exq_result_document(result);
    write_family(out, "outcome", "1 for the outcome of the run.");
    for (size_t i = 0; i < sizeof outcomes / sizeof *outcomes; i++) {
        sample one = begin(out, "outcome");
        add_label(&one, "outcome", outcomes[i]);
        end_count(&one, strcmp(document->outcome, outcomes[i]) == 0);
    }
    write_family(out, "exit_code", "What the program ended with.");
    sample code = begin(out, "exit_code");
    end_count(&code, exq_result_exit_code(result));
    write_family(out, "rows", "Rows of data, read and used.");
    sample read = begin(out, "rows");
    add_label(&read, "rows", "read");
    end_count(&read, document->data.rows_read);
    sample used = begin(out, "rows");
    add_label(&used, "rows", "used");
    end_count(&used, document->data.rows_used);
}

/* ------------------------------------------------------------------------------------------------------- checks */

static const char *const verdicts[] = {"met", "missed", "not_settled", "not_computed", "waived"};
enum { VERDICTS = sizeof verdicts / sizeof *verdicts };

static void write_counts(exq_buffer *out, const exq_document *document)
{
    write_family(out, "checks", "Checks, by their verdict.");
    for (size_t v = 0; v < VERDICTS; v++) {
        exq_count count = 0;
        for (size_t i = 0; i < document->check_count; i++)
            count += exq_check_state_of(document->checks[i].verdict) == exq_check_state_of(verdicts[v]);
        sample one = begin(out, "checks");
        add_label(&one, "verdict", verdicts[v]);
        end_count(&one, count);
    }
}

static void write_verdicts(exq_buffer *out, const exq_document *document)
{
    write_family(out, "check_verdict", "1 for the verdict of a check.");
    for (size_t i = 0; i < document->check_count; i++)
        for (size_t v = 0; v < VERDICTS; v++) {
            sample one = begin(out, "check_verdict");
            add_label(&one, "check", document->checks[i].id);
            add_label(&one, "verdict", verdicts[v]);
            end_count(&one, exq_check_state_of(document->checks[i].verdict) == exq_check_state_of(verdicts[v]));
        }
    write_family(out, "check_blocks", "1 for a check that makes the gate fail.");
    for (size_t i = 0; i < document->check_count; i++) {
        sample one = begin(out, "check_blocks");
        add_label(&one, "check", document->checks[i].id);
        end_count(&one, document->checks[i].blocks);
    }
}

static void write_limit(exq_buffer *out, const exq_doc_check *check, const char *bound, const char *limit)
{
    double value = (double)NAN;
    exq_ratio ratio;
    if (limit == NULL)
        return;
    if (!exq_number_parse(limit, strlen(limit), &value) && exq_ratio_parse(limit, &ratio))
        value = (double)ratio.num / (double)ratio.den;
    if (isnan(value))
        return;
    sample one = begin(out, "check_limit");
    add_label(&one, "check", check->id);
    add_label(&one, "bound", bound);
    end(&one, value);
}

static void write_limits(exq_buffer *out, const exq_document *document)
{
    write_family(out, "check_limit", "What the number is held to.");
    for (size_t i = 0; i < document->check_count; i++) {
        const exq_doc_check *check = &document->checks[i];
        const bool is_most = check->limit.op != NULL && strcmp(check->limit.op, "<=") == 0;
        write_limit(out, check, is_most ? "at_most" : "at_least", check->limit.value);
        write_limit(out, check, "at_most", check->limit.value_to);
    }
}

/* What of a number is told, in the order of the families; an end at infinity is told as such. */
typedef enum part { VALUE, LOW, HIGH, PARTS } part;

static double part_of(part which, const double numbers[PARTS], const char *lo_why, const char *hi_why)
{
    const char *why = which == LOW ? lo_why : which == HIGH ? hi_why : NULL;
    if (isnan(numbers[which]) && why != NULL && strcmp(why, "infinite") == 0)
        return which == LOW ? -(double)INFINITY : (double)INFINITY;
    return numbers[which];
}

static void write_check_part(exq_buffer *out, const char *name, part which, const exq_doc_check *check)
{
    const double numbers[PARTS] = {check->value, check->lo, check->hi};
    const double value = part_of(which, numbers, check->lo_why, check->hi_why);
    if (isnan(value))
        return;
    sample one = begin(out, name);
    add_label(&one, "check", check->id);
    add_label(&one, "metric", check->metric);
    end(&one, value);
}

static void write_group_part(exq_buffer *out, const char *name, part which, const exq_doc_check *check,
                             const exq_doc_check_row *row)
{
    const double numbers[PARTS] = {row->value, row->lo, row->hi};
    const double value = part_of(which, numbers, row->lo_why, row->hi_why);
    if (isnan(value))
        return;
    sample one = begin(out, name);
    add_label(&one, "check", check->id);
    add_levels(&one, "group", &row->group);
    if (row->reference.count > 0)
        add_levels(&one, "reference", &row->reference);
    else
        add_label(&one, "reference", row->reference_is);
    end(&one, value);
}

static void write_numbers(exq_buffer *out, const exq_document *document)
{
    static const struct {
        const char *of_check, *of_group, *help, *group_help;
    } families[PARTS] = {
        [VALUE] = {"check_value",      "check_group_value",      "The number that decides a check.",
                   "The number of each group of a check."},
        [LOW] = {"check_range_low",  "check_group_range_low",  "The lower end of the range that decides.",
                   "The lower end of its range."         },
        [HIGH] = {"check_range_high", "check_group_range_high", "The upper end of the range that decides.",
                   "The upper end of its range."         },
    };
    for (part which = 0; which < PARTS; which++) {
        write_family(out, families[which].of_check, families[which].help);
        for (size_t i = 0; i < document->check_count; i++)
            write_check_part(out, families[which].of_check, which, &document->checks[i]);
        write_family(out, families[which].of_group, families[which].group_help);
        for (size_t i = 0; i < document->check_count; i++)
            for (size_t r = 0; r < document->checks[i].row_count; r++)
                write_group_part(out, families[which].of_group, which, &document->checks[i],
                                 &document->checks[i].rows[r]);
    }
}

static exq_status render(const exq_result *result, const exq_render_options *options, exq_buffer *out, exq_error *error)
{
    (void)options;
    (void)error;
    const exq_document *document = exq_result_document(result);
    write_run(out, document);
    write_outcome(out, result);
    write_counts(out, document);
    write_verdicts(out, document);
    write_limits(out, document);
    write_numbers(out, document);
    exq_buffer_string(out, "# EOF\n");
    return EXQ_OK;
}

const exq_render_format exq_render_openmetrics = {"openmetrics", "checks as OpenMetrics text, also for Prometheus",
                                                  render};
