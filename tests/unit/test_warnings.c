/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What was noticed in reading is said in every language: each sentence is found by its pattern, whatever stands in its places.
 */
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <setjmp.h>

#include <cmocka.h>

#include "warnings.h"

static const char *said(const char *language, const char *warning, bool *known, exq_buffer *out)
{
    static const exq_document document;
    const exq_voice voice = exq_voice_of(&document, exq_language_of(language));
    exq_buffer_free(out);
    *known = exq_say_warning(&voice, out, warning);
    assert_false(out->failed);
    return out->bytes;
}

/* As reading and counting write them. */
static const struct {
    const char *english, *french;
} warnings[] = {
    {"in.csv: some lines end in CR LF, others in LF alone.",
     "in.csv : certaines lignes finissent par CR LF, d’autres par LF seul."            },
    {"a: b.csv.gz: bytes follow the end of the compressed data; they were not read.", NULL},
    {"truth.tsv: relevance was read from its column stars.",
     "truth.tsv : la pertinence a été lue dans sa colonne stars."                      },
    {"in.csv: values of column id repeat: if several rows belong to one person, say --unit id, or ranges are too "
     "narrow.",                                                                  NULL},
    {"a.csv and b.csv hold the same bytes: their rows are counted twice.",
     "a.csv et b.csv ont le même contenu : leurs lignes comptent deux fois."            },
    {"column sex: “Male” and “male ” differ only in capitals, blanks or how a letter is stored, and are counted as two "
     "groups. Write them alike if they are one.",                                NULL},
    {"The scores are not known apart from the decisions, so no figure of scores is given: they fall into too many "
     "kinds, or a tally saved without them is among the inputs.",                NULL},
};

static void known_in_every_language(void **state)
{
    (void)state;
    exq_buffer out = EXQ_BUFFER_INIT;
    bool known;
    for (size_t i = 0; i < sizeof warnings / sizeof warnings[0]; i++) {
        assert_string_equal(said("en", warnings[i].english, &known, &out), warnings[i].english);
        assert_true(known);
        const char *french = said("fr", warnings[i].english, &known, &out);
        assert_true(known);
        assert_string_not_equal(french, warnings[i].english);
        if (warnings[i].french != NULL)
            assert_string_equal(french, warnings[i].french);
    }
    exq_buffer_free(&out);
}

static void others_stay_as_they_are(void **state)
{
    (void)state;
    exq_buffer out = EXQ_BUFFER_INIT;
    bool known;
    static const char *const others[] = {"in.csv: something else.", "in.csv: some lines end in CR LF", "x", "{file}"};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_string_equal(said("fr", others[i], &known, &out), others[i]);
        assert_false(known);
    }
    exq_buffer_free(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(known_in_every_language),
        cmocka_unit_test(others_stay_as_they_are),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
