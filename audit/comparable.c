/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The parts of the comparison digest. They are compared one by one as well: a digest says that something differs, and
 * people need to know what.
 */
#include "comparable.h"

#include <math.h>
#include <string.h>

#include "buffer.h"
#include "number.h"
#include "sha256.h"

/* ------------------------------------------------------------------------------------------------- writing */

/* Quoted, so that no name from outside can look like another part. */
static void put_text(exq_buffer *out, const char *text)
{
    if (text == NULL) {
        exq_buffer_string(out, "null");
        return;
    }
    exq_buffer_char(out, '"');
    for (const unsigned char *c = (const unsigned char *)text; *c != '\0'; c++) {
        if (*c == '"' || *c == '\\')
            exq_buffer_format(out, "\\%c", *c);
        else if (*c < 0x20 || *c == 0x7f)
            exq_buffer_format(out, "\\u%04x", *c);
        else
            exq_buffer_char(out, (char)*c);
    }
    exq_buffer_char(out, '"');
}

static void put_texts(exq_buffer *out, const char *const *texts, size_t count)
{
    exq_buffer_char(out, '[');
    for (size_t i = 0; i < count; i++) {
        exq_buffer_string(out, i > 0 ? ", " : "");
        put_text(out, texts[i]);
    }
    exq_buffer_char(out, ']');
}

static void put_question(exq_buffer *out, const exq_doc_question *question)
{
    exq_buffer_format(out, "%s by ", question->side);
    put_texts(out, question->by, question->by_count);
    if (question->given_count > 0) {
        exq_buffer_string(out, " given ");
        put_texts(out, question->given, question->given_count);
    }
    if (question->class_name != NULL) {
        exq_buffer_string(out, " class ");
        put_text(out, question->class_name);
    }
}

/* A reference that is chosen by rule may come to another group each time; one that was named may not. */
static void put_reference(exq_buffer *out, const exq_doc_question *question)
{
    const exq_doc_reference *reference = &question->reference;
    exq_buffer_string(out, reference->kind != NULL ? reference->kind : "null");
    if (reference->kind == NULL || strcmp(reference->kind, "level") != 0)
        return;
    for (size_t i = 0; i < reference->levels.count; i++) {
        exq_buffer_string(out, i > 0 ? ", " : " ");
        put_text(out, reference->levels.items[i].level);
    }
}

static void put_number(exq_buffer *out, double number)
{
    char text[EXQ_NUMBER_SIZE];
    exq_buffer_string(out, isnan(number) ? "null" : exq_number_print(number, text));
}

/* ------------------------------------------------------------------------------------------------- parts */

typedef void put_part(const exq_document *document, exq_buffer *out);

#define TEXT_PART(name, member)                                           \
    static void put_##name(const exq_document *document, exq_buffer *out) \
    {                                                                     \
        put_text(out, document->member);                                  \
    }
TEXT_PART(label, conventions.label)
TEXT_PART(counterfactual, conventions.counterfactual)
TEXT_PART(weight, conventions.weight)
TEXT_PART(unit, uncertainty.unit)
TEXT_PART(selected_is, conventions.selected_is)
TEXT_PART(missing, conventions.missing)
TEXT_PART(ratio_interval, conventions.ratio_interval)
TEXT_PART(simultaneous, uncertainty.simultaneous)
#undef TEXT_PART

static void put_kind(const exq_document *document, exq_buffer *out)
{
    const bool decided = document->conventions.decision != NULL || document->conventions.threshold != NULL;
    exq_buffer_string(out, document->conventions.has_lists ? "lists" : decided ? "decisions" : "scores");
}

static void put_favourable(const exq_document *document, exq_buffer *out)
{
    put_texts(out, document->conventions.favourable, document->conventions.favourable_count);
}

static void put_positive(const exq_document *document, exq_buffer *out)
{
    put_texts(out, document->conventions.positive, document->conventions.positive_count);
}

static void put_classes(const exq_document *document, exq_buffer *out)
{
    put_texts(out, document->conventions.classes, document->conventions.class_count);
}

static void put_groupings(const exq_document *document, exq_buffer *out)
{
    for (size_t i = 0; i < document->question_count; i++) {
        exq_buffer_string(out, i > 0 ? "; " : "");
        put_question(out, &document->questions[i]);
    }
}

static void put_references(const exq_document *document, exq_buffer *out)
{
    for (size_t i = 0; i < document->question_count; i++) {
        exq_buffer_string(out, i > 0 ? "; " : "");
        put_reference(out, &document->questions[i]);
    }
}

static void put_min_cell(const exq_document *document, exq_buffer *out)
{
    exq_buffer_format(out, "%lld", (long long)document->privacy.min_cell);
}

static void put_level(const exq_document *document, exq_buffer *out)
{
    put_number(out, document->uncertainty.level);
}

static void put_cutoffs(const exq_document *document, exq_buffer *out)
{
    exq_buffer_char(out, '[');
    for (size_t i = 0; i < document->conventions.lists.cutoff_count; i++)
        exq_buffer_format(out, "%s%lld", i > 0 ? ", " : "", (long long)document->conventions.lists.cutoffs[i]);
    exq_buffer_char(out, ']');
}

static void put_variants(const exq_document *document, exq_buffer *out)
{
    put_text(out, document->conventions.lists.variants);
}

static void put_catalogue(const exq_document *document, exq_buffer *out)
{
    const exq_doc_list_choices *lists = &document->conventions.lists;
    const char *const choices[] = {lists->relevant_from, lists->sharing, lists->split_on, lists->tail,
                                   lists->target,        lists->merit,   lists->compat};
    put_texts(out, choices, document->conventions.has_lists ? sizeof choices / sizeof choices[0] : 0);
}

static const struct {
    const char *name;
    const char *words; /* what people are told */
    put_part *put;
} parts[EXQ_COMPARABLE_PARTS] = {
    {"kind",           "what is judged",                                   put_kind          },
    {"label",          "the label",                                        put_label         },
    {"counterfactual", "the counterfactual decision",                      put_counterfactual},
    {"weight",         "the weight",                                       put_weight        },
    {"unit",           "the unit",                                         put_unit          },
    {"favourable",     "the favourable decisions",                         put_favourable    },
    {"positive",       "the positive labels",                              put_positive      },
    {"classes",        "the classes",                                      put_classes       },
    {"selected_is",    "what being selected is",                           put_selected_is   },
    {"missing",        "what a missing attribute is",                      put_missing       },
    {"groupings",      "the groupings",                                    put_groupings     },
    {"references",     "the references",                                   put_references    },
    {"min_cell",       "min_cell",                                         put_min_cell      },
    {"level",          "the confidence level",                             put_level         },
    {"simultaneous",   "how ranges are widened",                           put_simultaneous  },
    {"ratio_interval", "the interval of ratios",                           put_ratio_interval},
    {"cutoffs",        "the places of a list that count",                  put_cutoffs       },
    {"variants",       "the variants of list metrics",                     put_variants      },
    {"catalogue",      "how items are grouped, shared and called popular", put_catalogue     },
};

bool exq_comparable_parts(const exq_document *document, exq_arena *arena, exq_comparable_part out[EXQ_COMPARABLE_PARTS])
{
    exq_buffer text = EXQ_BUFFER_INIT;
    bool made = true;
    for (size_t i = 0; made && i < EXQ_COMPARABLE_PARTS; i++) {
        exq_buffer_clear(&text);
        parts[i].put(document, &text);
        out[i].name = parts[i].name;
        out[i].text = text.failed ? NULL : exq_arena_copy(arena, text.length > 0 ? text.bytes : "", text.length);
        made = out[i].text != NULL;
    }
    exq_buffer_free(&text);
    return made;
}

const char *exq_comparable_digest(const exq_document *document, exq_arena *arena)
{
    exq_comparable_part all[EXQ_COMPARABLE_PARTS];
    unsigned char digest[EXQ_SHA256_SIZE];
    char hex[EXQ_SHA256_HEX_SIZE];
    exq_buffer text = EXQ_BUFFER_INIT;
    if (!exq_comparable_parts(document, arena, all))
        return NULL;
    exq_buffer_string(&text, "exaequo.comparison/1\n");
    for (size_t i = 0; i < EXQ_COMPARABLE_PARTS; i++)
        exq_buffer_format(&text, "%s\t%s\n", all[i].name, all[i].text);
    const bool made = !text.failed && exq_sha256_of(text.bytes, text.length, digest);
    exq_buffer_free(&text);
    return made ? exq_arena_string(arena, exq_sha256_hex(digest, hex)) : NULL;
}

/* ------------------------------------------------------------------------------------------------ comparing */

exq_status exq_comparable_check(const exq_document *before, const char *before_name, const exq_document *after,
                                const char *after_name, exq_arena *arena, exq_error *error)
{
    enum { SHOWN = 160 };
    exq_comparable_part one[EXQ_COMPARABLE_PARTS], other[EXQ_COMPARABLE_PARTS];
    if (!exq_comparable_parts(before, arena, one) || !exq_comparable_parts(after, arena, other))
        return exq_fail_memory(error);
    const char *differ = NULL;
    for (size_t i = 0; i < EXQ_COMPARABLE_PARTS; i++) {
        if (strcmp(one[i].text, other[i].text) == 0)
            continue;
        differ = exq_arena_format(arena, "%s%s%s (%.*s before, %.*s now)", differ != NULL ? differ : "",
                                  differ != NULL ? ", " : "", parts[i].words, SHOWN, one[i].text, SHOWN, other[i].text);
        if (differ == NULL)
            return exq_fail_memory(error);
    }
    if (differ == NULL)
        return EXQ_OK;
    return exq_fail(error, EXQ_INCONSISTENT,
                    "%s and %s are not to be compared: they differ in %s. Audit both with the same policy and options.",
                    before_name, after_name, differ);
}
