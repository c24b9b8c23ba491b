/* SPDX-License-Identifier: Apache-2.0 */
/*
 * A result as others hold it: the document, the arena it lives in, and what its outcome asks of a program that ends.
 */
#include "result.h"
#include "sha256.h"
#include "text.h"
#include "translatable.h"


struct exq_result {
    exq_arena *arena; /* holds the result itself too */
    exq_document document;
};

exq_result *exq_result_new(exq_arena *arena, const exq_document *document)
{
    exq_result *result = EXQ_NEW(arena, exq_result, 1);
    if (result == NULL) {
        exq_arena_free(arena);
        return NULL;
    }
    result->arena = arena;
    result->document = *document;
    return result;
}

const exq_document *exq_result_document(const exq_result *result)
{
    return &result->document;
}

void exq_result_free(exq_result *result)
{
    if (result != NULL)
        exq_arena_free(result->arena);
}

/* ------------------------------------------------------------------------------------------------- answers */

exq_status exq_result_question_digest(const exq_result *result, char out[EXQ_RESULT_DIGEST_SIZE], exq_error *error)
{
    exq_result unanswered = *result;
    exq_buffer json = EXQ_BUFFER_INIT;
    unsigned char digest[EXQ_SHA256_SIZE];
    unanswered.document.ethics = NULL;
    unanswered.document.ethics_count = 0;
    exq_status status = exq_result_write(&unanswered, &json, error);
    if (status == EXQ_OK && !exq_sha256_of(json.bytes, json.length, digest))
        status = exq_fail_memory(error);
    if (status == EXQ_OK)
        exq_sha256_hex(digest, out);
    exq_buffer_free(&json);
    return status;
}

exq_status exq_result_answer(exq_result *result, const exq_doc_answer *answers, size_t count, exq_error *error)
{
    exq_arena *arena = result->arena;
    exq_doc_answer *copy = EXQ_NEW(arena, exq_doc_answer, count);
    if (copy == NULL)
        return exq_fail_memory(error);
    for (size_t i = 0; i < count; i++) {
        const exq_doc_answer *said = &answers[i];
        copy[i] = (exq_doc_answer){exq_arena_string(arena, said->question), exq_arena_string(arena, said->answer),
                                   exq_arena_string(arena, said->reason), exq_arena_string(arena, said->by),
                                   exq_arena_string(arena, said->on)};
        if (copy[i].question == NULL || (said->answer != NULL && (copy[i].answer == NULL || copy[i].reason == NULL ||
                                                                  copy[i].by == NULL || copy[i].on == NULL)))
            return exq_fail_memory(error);
    }
    result->document.ethics = copy;
    result->document.ethics_count = count;
    return EXQ_OK;
}

/* ------------------------------------------------------------------------------------------------- checks */

bool exq_check_withheld(const exq_doc_check *check)
{
    return check->has_compared && check->compared.shown < check->compared.groups;
}

/* Why a program ends as it does. The later of two wins: what cannot be told from what was said weighs least, a limit
 * that was missed most. */
typedef enum ending {
    ENDS_NOT_ASKED,
    ENDS_MET,
    ENDS_WAIVED,
    ENDS_MET_AS_SHOWN, /* a group is withheld, which only warns */
    ENDS_NOT_SETTLED,  /* likewise */
    ENDS_NOT_COMPUTED,
    ENDS_WARNED, /* a limit is missed, which only warns */
    ENDS_WITHHELD,
    ENDS_UNSURE,
    ENDS_UNCOMPUTED,
    ENDS_UNKNOWN,
    ENDS_MISSED
} ending;

static const struct {
    int code;
    const char *reason;
} endings[] = {
    [ENDS_NOT_ASKED] = {0, N_("exit 0: nothing was asked, so nothing was missed")                         },
    [ENDS_MET] = {0, N_("exit 0: every check is met")                                               },
    [ENDS_WAIVED] = {0, N_("exit 0: none missed, but for what is waived")                              },
    [ENDS_MET_AS_SHOWN] = {0, N_("exit 0: none missed; groups withheld from a check only warn (if_withheld)")},
    [ENDS_NOT_SETTLED] = {0, N_("exit 0: none missed; not settled only warns (if_unsure)")                  },
    [ENDS_NOT_COMPUTED] = {0, N_("exit 0: none missed; not computed only warns (if_not_computed)")           },
    [ENDS_WARNED] = {0, N_("exit 0: what is missed only warns (if_missed)")                            },
    [ENDS_WITHHELD] = {4, N_("exit 4: a group is withheld from a check, and that blocks (if_withheld)")  },
    [ENDS_UNSURE] = {4, N_("exit 4: a check is not settled, and that blocks (if_unsure)")              },
    [ENDS_UNCOMPUTED] = {4, N_("exit 4: a check could not be computed, and that blocks (if_not_computed)") },
    [ENDS_UNKNOWN] = {4, N_("exit 4: the result holds a verdict that this version does not know")       },
    [ENDS_MISSED] = {1, N_("exit 1: a check is missed")                                                },
};

static ending ending_of_verdict(const exq_doc_check *check)
{
    if (exq_text_same(check->verdict, "met"))
        return ENDS_MET;
    if (exq_text_same(check->verdict, "waived"))
        return ENDS_WAIVED;
    if (exq_text_same(check->verdict, "missed"))
        return exq_text_same(check->if_missed, "warn") ? ENDS_WARNED : ENDS_MISSED;
    if (exq_text_same(check->verdict, "not_settled"))
        return exq_text_same(check->if_unsure, "warn") ? ENDS_NOT_SETTLED : ENDS_UNSURE;
    if (exq_text_same(check->verdict, "not_computed"))
        return exq_text_same(check->if_not_computed, "warn") ? ENDS_NOT_COMPUTED : ENDS_UNCOMPUTED;
    return ENDS_UNKNOWN;
}

static ending ending_of(const exq_doc_check *check)
{
    ending verdict = ending_of_verdict(check);
    if (!exq_check_withheld(check))
        return verdict;
    ending withheld = exq_text_same(check->if_withheld, "warn") ? ENDS_MET_AS_SHOWN : ENDS_WITHHELD;
    return withheld > verdict ? withheld : verdict;
}

int exq_check_exit_code(const exq_doc_check *check)
{
    return endings[ending_of(check)].code;
}

const char *exq_checks_outcome(const exq_doc_check *checks, size_t count)
{
    bool pass = false, doubt = false;
    for (size_t i = 0; i < count; i++) {
        if (ending_of(&checks[i]) == ENDS_MISSED)
            return "fail";
        bool waived = exq_text_same(checks[i].verdict, "waived");
        bool met = exq_text_same(checks[i].verdict, "met") && !exq_check_withheld(&checks[i]);
        pass = pass || met;
        doubt = doubt || !(met || waived);
    }
    return count == 0 ? "none" : pass && !doubt ? "pass" : "inconclusive";
}

/* ---------------------------------------------------------------------------------------------------- exit */

/* A document that tells an outcome without the checks it came from never opens a gate. */
static ending ending_without_checks(const char *outcome)
{
    return exq_text_same(outcome, "none") ? ENDS_NOT_ASKED : exq_text_same(outcome, "fail") ? ENDS_MISSED : ENDS_UNKNOWN;
}

static ending ending_of_result(const exq_result *result)
{
    const exq_document *document = &result->document;
    if (document->check_count == 0)
        return ending_without_checks(document->outcome);
    ending worst = ENDS_MET;
    for (size_t i = 0; i < document->check_count; i++) {
        ending one = ending_of(&document->checks[i]);
        worst = one > worst ? one : worst;
    }
    return worst;
}

int exq_result_exit_code(const exq_result *result)
{
    return endings[ending_of_result(result)].code;
}

const char *exq_result_word(const exq_result *result, size_t index)
{
    const exq_document *document = exq_result_document(result);
    return index < document->conventions.word_count ? document->conventions.words[index].key : NULL;
}

const char *exq_result_exit_reason(const exq_result *result)
{
    return endings[ending_of_result(result)].reason;
}
