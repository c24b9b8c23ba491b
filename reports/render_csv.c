/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One tidy table for spreadsheets and data frames: a line for every number of people, rate, measure and comparison, of
 * every question and stratum, and for every figure of a catalogue. csv_cell.h says how labels are written. An empty group is everyone together (or, of a
 * comparison, all groups at once); an empty stratum is the whole question.
 */
#include <math.h>

#include "csv_cell.h"
#include "render.h"
#include "result.h"

/* Where a line belongs. */
typedef struct csv_place {
    size_t index;
    const exq_doc_question *question;
    const exq_doc_levels *stratum;
} csv_place;

/* What a line says; numbers NaN and counts -1 where it says nothing. */
typedef struct csv_line {
    const char *kind; /* people, rate, measure, disparity, catalogue */
    const char *metric, *of;
    const exq_doc_levels *group, *reference;
    const char *reference_is;
    double value, lo, hi, lo_alone, hi_alone, num, den;
    exq_count n;
    const char *difference, *direction, *method, *why;
    bool withheld;
} csv_line;

static const char header[] =
    "question,side,by,class,given,stratum,kind,metric,of,group,reference,reference_is,value,lo,hi,"
    "lo_alone,hi_alone,num,den,n,difference,direction,method,withheld,why\n";

static void append_line(exq_buffer *out, const csv_place *where, const csv_line *line)
{
    static const exq_doc_levels none = {NULL, 0};
    const exq_doc_question *question = where->question;
    exq_csv_count(out, (exq_count)where->index);
    exq_csv_text(out, question->side);
    exq_csv_labels(out, question->by, question->by_count);
    exq_csv_label(out, question->class_name);
    exq_csv_labels(out, question->given, question->given_count);
    exq_csv_levels(out, where->stratum);
    exq_csv_text(out, line->kind);
    exq_csv_label(out, line->metric);
    exq_csv_label(out, line->of);
    exq_csv_levels(out, line->group);
    exq_csv_levels(out, line->reference != NULL ? line->reference : &none);
    exq_csv_text(out, line->reference_is);
    const double numbers[] = {line->value, line->lo, line->hi, line->lo_alone, line->hi_alone, line->num, line->den};
    for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++)
        exq_csv_number(out, numbers[i]);
    exq_csv_count(out, line->n);
    exq_csv_text(out, line->difference);
    exq_csv_text(out, line->direction);
    exq_csv_text(out, line->method);
    exq_csv_text(out, line->withheld ? "true" : "false");
    exq_csv_text(out, line->why);
    exq_csv_end(out);
}

/* A line that says nothing yet. */
static csv_line blank_line(const char *kind, const char *metric, const exq_doc_levels *group)
{
    const double nothing = (double)NAN;
    return (csv_line){.kind = kind,
                      .metric = metric,
                      .group = group,
                      .value = nothing,
                      .lo = nothing,
                      .hi = nothing,
                      .lo_alone = nothing,
                      .hi_alone = nothing,
                      .num = nothing,
                      .den = nothing,
                      .n = -1};
}

static void append_group(exq_buffer *out, const csv_place *where, const exq_doc_group *group)
{
    csv_line people = blank_line("people", "n", &group->levels);
    people.value = group->n < 0 ? (double)NAN : (double)group->n;
    people.n = group->n;
    people.withheld = group->withheld;
    people.why = group->why;
    append_line(out, where, &people);
    for (size_t i = 0; i < group->rate_count; i++) {
        const exq_doc_rate *rate = &group->rates[i];
        csv_line line = blank_line("rate", rate->id, &group->levels);
        line.value = rate->value;
        line.lo_alone = rate->lo;
        line.hi_alone = rate->hi;
        line.num = rate->num;
        line.den = rate->den;
        line.n = group->n;
        line.method = rate->method;
        line.why = rate->why;
        append_line(out, where, &line);
    }
    for (size_t i = 0; i < group->measure_count; i++) {
        const exq_doc_measure *measure = &group->measures[i];
        csv_line line = blank_line("measure", measure->id, &group->levels);
        line.value = measure->value;
        line.lo_alone = measure->lo;
        line.hi_alone = measure->hi;
        line.n = measure->n;
        line.method = measure->method;
        line.why = measure->why;
        append_line(out, where, &line);
    }
}

static void append_disparity(exq_buffer *out, const csv_place *where, const exq_doc_disparity *disparity)
{
    csv_line line = blank_line("disparity", disparity->metric, &disparity->group);
    line.of = disparity->of;
    line.reference = &disparity->reference;
    line.reference_is = disparity->reference_is;
    line.value = disparity->value;
    line.lo = disparity->lo;
    line.hi = disparity->hi;
    line.lo_alone = disparity->lo_alone;
    line.hi_alone = disparity->hi_alone;
    line.difference = disparity->difference;
    line.direction = disparity->direction;
    line.method = disparity->method;
    line.why = disparity->why != NULL ? disparity->why : disparity->hi_why;
    append_line(out, where, &line);
}

static void append_table(exq_buffer *out, const csv_place *where, const exq_doc_group *groups, size_t group_count,
                         const exq_doc_group *overall)
{
    append_group(out, where, overall);
    for (size_t i = 0; i < group_count; i++)
        append_group(out, where, &groups[i]);
}

static void append_question(exq_buffer *out, size_t index, const exq_doc_question *question)
{
    static const exq_doc_levels whole = {NULL, 0};
    const csv_place here = {index, question, &whole};
    append_table(out, &here, question->groups, question->group_count, &question->overall);
    for (size_t i = 0; i < question->disparity_count; i++)
        append_disparity(out, &here, &question->disparities[i]);
    for (size_t s = 0; s < question->stratum_count; s++) {
        const exq_doc_stratum *stratum = &question->strata[s];
        const csv_place inside = {index, question, &stratum->levels};
        append_table(out, &inside, stratum->groups, stratum->group_count, &stratum->overall);
        for (size_t i = 0; i < stratum->disparity_count; i++)
            append_disparity(out, &inside, &stratum->disparities[i]);
    }
}

/* Of no question: the catalogue as a whole. */
static void append_catalogue(exq_buffer *out, const exq_document *document)
{
    static const exq_doc_levels whole = {NULL, 0};
    const exq_doc_question nothing = {.side = "catalogue"};
    const csv_place here = {document->question_count, &nothing, &whole};
    for (size_t i = 0; i < document->catalogue_count; i++) {
        const exq_doc_catalogue *figure = &document->catalogue[i];
        csv_line line = blank_line("catalogue", figure->id, &whole);
        line.value = figure->value;
        line.lo_alone = figure->lo;
        line.hi_alone = figure->hi;
        line.num = figure->num;
        line.den = figure->den;
        line.method = figure->method;
        line.why = figure->why;
        append_line(out, &here, &line);
    }
}

static exq_status render(const exq_result *result, const exq_render_options *options, exq_buffer *out, exq_error *error)
{
    (void)options;
    const exq_document *document = exq_result_document(result);
    exq_buffer_string(out, header);
    for (size_t q = 0; q < document->question_count; q++)
        append_question(out, q, &document->questions[q]);
    append_catalogue(out, document);
    return out->failed ? exq_fail_memory(error) : EXQ_OK;
}

const exq_render_format exq_render_csv = {"csv", "one tidy table, for spreadsheets and data frames (lines end in LF)",
                                          render};
