/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Values and reasons: NaN if and only if there is a reason, and every reason has a name and a sentence of its own.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "value.h"

static void a_value_is_known_or_has_a_reason(void **state)
{
    (void)state;
    exq_value half = exq_some(0.5);
    assert_true(exq_known(half) && half.v == 0.5);
    exq_value none = exq_none(EXQ_WHY_ZERO_DENOMINATOR);
    assert_false(exq_known(none));
    assert_true(isnan(none.v));
}

static void each_reason_has_a_name_and_a_sentence(void **state)
{
    (void)state;
    for (int why = EXQ_WHY_NONE + 1; why < EXQ_WHY_COUNT; why++) {
        const char *name = exq_why_name((exq_why)why);
        const char *sentence = exq_why_sentence((exq_why)why);
        assert_int_equal(exq_why_of(name), why);
        assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyz_"), strlen(name));
        assert_int_equal(sentence[strlen(sentence) - 1], '.');
    }
    assert_string_equal(exq_why_name(EXQ_WHY_ZERO_DENOMINATOR), "zero_denominator");
}

static void what_is_no_reason_has_none(void **state)
{
    (void)state;
    static const int others[] = {EXQ_WHY_NONE, EXQ_WHY_COUNT, EXQ_WHY_COUNT + 1, -1};
    for (size_t i = 0; i < sizeof others / sizeof others[0]; i++) {
        assert_null(exq_why_name((exq_why)others[i]));
        assert_null(exq_why_sentence((exq_why)others[i]));
    }
    assert_int_equal(exq_why_of("no_such_reason"), EXQ_WHY_NONE);
    assert_int_equal(exq_why_of(""), EXQ_WHY_NONE);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_value_is_known_or_has_a_reason),
        cmocka_unit_test(each_reason_has_a_name_and_a_sentence),
        cmocka_unit_test(what_is_no_reason_has_none),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
