/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Which questions a check is asked of, and from their verdicts to the outcome.
 */
#include "judge.h"

#include <math.h>
#include <string.h>

#include "buffer.h"
#include "could.h"
#include "cutoffs.h"
#include "family.h"
#include "judge_change.h"
#include "judge_family.h"
#include "result.h"
#include "text.h"

static const char *consequence(bool fails)
{
    return fails ? "fail" : "warn";
}

/* ------------------------------------------------------------------------------------------------ one check */

typedef struct judging {
    const exq_planned_check *check;
    exq_document *document;
    exq_arena *arena;
    exq_doc_check *checks;
    size_t count;
    exq_compared last;
} judging;

static void append_name(exq_buffer *out, const exq_doc_question *question)
{
    for (size_t i = 0; question != NULL && i < question->by_count; i++)
        exq_buffer_format(out, "-%s", question->by[i]);
    if (question != NULL && question->class_name != NULL)
        exq_buffer_format(out, "-%s", question->class_name);
}

static bool is_taken(const judging *self, const char *id)
{
    for (size_t i = 0; i < self->count; i++)
        if (exq_text_same(self->checks[i].id, id))
            return true;
    return false;
}

/* The id given, or the metric; with the grouping behind it where one was not said, and a number where that is taken. */
static const char *name_check(const judging *self, const exq_doc_question *question, bool one_of_several)
{
    const exq_check *asked = self->check->asked;
    exq_buffer name = EXQ_BUFFER_INIT;
    exq_buffer_string(&name, asked->id != NULL ? asked->id : asked->metric);
    if (asked->id == NULL || one_of_several)
        append_name(&name, question);
    const char *id = name.failed ? NULL : exq_arena_copy(self->arena, name.bytes, name.length);
    const char *free_id = id;
    for (unsigned i = 2; free_id != NULL && is_taken(self, free_id); i++)
        free_id = exq_arena_format(self->arena, "%s-%u", id, i);
    exq_buffer_free(&name);
    return free_id;
}

static const char *op_name(exq_limit_op op)
{
    static const char *const names[] = {">=", "<=", "between"};
    return names[op];
}

static bool set_asked(const judging *self, const exq_doc_question *question, bool one_of_several, exq_doc_check *out)
{
    const exq_planned_check *check = self->check;
    const exq_check *asked = check->asked;
    exq_arena *arena = self->arena;
    const double none = (double)NAN;
    *out = (exq_doc_check){
        .id = name_check(self, question, one_of_several),
        .title = exq_arena_string(arena, asked->title),
        .metric = exq_arena_string(arena, asked->metric),
        .by = question != NULL ? question->by : NULL,
        .by_count = question != NULL ? question->by_count : 0,
        .class_name = question != NULL ? question->class_name : NULL,
        .limit = {op_name(asked->op), exq_arena_string(arena, asked->limit), exq_arena_string(arena, asked->limit_to)},
        .decide_on = asked->decide_on == EXQ_DECIDE_ON_POINT ? "point" : "interval",
        .value = none,
        .lo = none,
        .hi = none,
        .margin = none,
        .people = -1,
        .if_missed = consequence(check->missed_fails),
        .if_unsure = consequence(check->unsure_fails),
        .if_not_computed = consequence(check->not_computed_fails),
        .if_withheld = consequence(check->withheld_fails),
        .because = exq_arena_string(arena, asked->because),
        .where = exq_arena_string(arena, asked->where),
    };
    return out->id != NULL && out->metric != NULL && out->limit.value != NULL;
}

/* The people behind the number: of lists those who could be judged. */
static exq_count people_behind(const exq_doc_question *question, const char *of)
{
    for (size_t i = 0; of != NULL && i < question->overall.measure_count; i++)
        if (exq_text_same(question->overall.measures[i].id, of) && question->overall.measures[i].n > 0)
            return question->overall.measures[i].n;
    return question->overall.n;
}

static bool find_family(judging *self, const exq_doc_question *question, exq_family *out)
{
    const exq_check *asked = self->check->asked;
    if (asked->baseline != NULL || asked->against)
        return exq_family_of_changes(self->check, self->document, question, &self->last, self->arena, out);
    return question != NULL ? exq_family_of_question(self->document, question, asked->metric, &self->check->limit,
                                                     self->arena, out)
                            : exq_family_of_catalogue(self->document, asked->metric, self->arena, out);
}

/* `question` NULL: of the whole catalogue. */
static bool judge_one(judging *self, const exq_doc_question *question, bool one_of_several)
{
    const exq_planned_check *check = self->check;
    exq_family family;
    exq_doc_check *out = &self->checks[self->count];
    if (!find_family(self, question, &family) || !set_asked(self, question, one_of_several, out) ||
        !exq_describe_compared(check, &family, &self->last, self->document, self->arena, out))
        return false;
    if (question != NULL)
        out->people = people_behind(question, family.of);
    if (!exq_judge_family(check, self->document, &family, self->arena, out) ||
        !exq_could(check, self->document, question, &family, self->arena, out) ||
        !exq_cutoffs(check, self->document, question, self->arena, out))
        return false;
    out->blocks = exq_check_exit_code(out) != 0;
    self->count++;
    return true;
}

static bool is_by(const exq_doc_question *question, const char *by, exq_arena *arena, bool *out)
{
    const char *text = "";
    for (size_t i = 0; text != NULL && i < question->by_count; i++)
        text = exq_arena_format(arena, "%s%s%s", text, i > 0 ? "," : "", question->by[i]);
    *out = text != NULL && strcmp(text, by) == 0;
    return text != NULL;
}

/* Which questions the check is asked of: those of its grouping, or all that have its metric. */
static bool choose(const judging *self, bool *chosen, size_t *count)
{
    bool *named = EXQ_NEW(self->arena, bool, self->document->question_count);
    if (named == NULL)
        return false;
    const exq_check *asked = self->check->asked;
    *count = 0;
    for (size_t i = 0; i < self->document->question_count; i++) {
        const exq_doc_question *question = &self->document->questions[i];
        const bool has_metric = exq_family_is_in(question, asked->metric);
        bool is_asked = true;
        if (asked->by != NULL && !is_by(question, asked->by, self->arena, &is_asked))
            return false;
        chosen[i] = is_asked && has_metric;
        named[i] = is_asked && asked->by != NULL;
        *count += chosen[i];
    }
    /* One grouping can be of decisions and of lists; only where neither has the metric is the check not computed there. */
    const bool none = *count == 0;
    for (size_t i = 0; none && i < self->document->question_count; i++) {
        chosen[i] = named[i];
        *count += named[i];
    }
    return true;
}

static bool is_in_catalogue(const exq_document *document, const char *metric)
{
    for (size_t i = 0; i < document->catalogue_count; i++)
        if (exq_text_same(document->catalogue[i].id, metric))
            return true;
    return false;
}

static bool judge_check(judging *self)
{
    exq_document *document = self->document;
    bool *chosen = EXQ_NEW(self->arena, bool, document->question_count);
    size_t count = 0;
    if (chosen == NULL || !choose(self, chosen, &count))
        return false;
    const bool whole = self->check->asked->by == NULL && is_in_catalogue(document, self->check->asked->metric);
    if (whole || document->question_count == 0)
        return judge_one(self, NULL, false);
    /* A number that nobody has is not computed: once, of the first question, so that it cannot be overlooked. */
    if (count == 0)
        return judge_one(self, &document->questions[0], false);
    for (size_t i = 0; i < document->question_count; i++)
        if (chosen[i] && !judge_one(self, &document->questions[i], count > 1))
            return false;
    return true;
}

/* ------------------------------------------------------------------------------------------------- outcome */

bool exq_judge(const exq_request *request, const exq_planned_check *checks, exq_document *document, exq_arena *arena)
{
    const size_t most = request->check_count * (document->question_count + 1);
    judging self = {.document = document, .arena = arena, .checks = EXQ_NEW(arena, exq_doc_check, most)};
    if (self.checks == NULL)
        return false;
    for (size_t i = 0; i < request->check_count; i++) {
        self.check = &checks[i];
        if (!judge_check(&self))
            return false;
    }
    document->checks = self.checks;
    document->check_count = self.count;
    if (request->check_count > 0 && !exq_waivers_describe(checks[0].waiving, document, arena))
        return false;
    document->outcome = exq_checks_outcome(self.checks, self.count);
    return true;
}
