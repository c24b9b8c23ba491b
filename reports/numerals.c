/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Numbers for people: whole people with thousands apart, ratios with two decimals, shares of a hundred as whole people.
 * The one place where digits are left out; exact numbers stand in the JSON.
 */
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "number.h"
#include "pattern.h"
#include "text.h"

/* The language's minus, when there is one to say; what is behind it is returned. */
static const char *append_sign(const exq_voice *voice, exq_buffer *out, const char *digits)
{
    if (*digits != '-')
        return digits;
    exq_fill_sentence(voice, out, EXQ_SENTENCE_MINUS, NULL);
    return digits + 1;
}

/* Digits with the language's sign before every third from the end, and the last `decimals` of them behind its decimal sign,
 * whatever sign the locale of the surrounding program put there. */
static void append_grouped(const exq_voice *voice, exq_buffer *out, const char *digits, size_t decimals)
{
    digits = append_sign(voice, out, digits);
    size_t whole = strspn(digits, "0123456789");
    for (size_t i = 0; i < whole; i++) {
        if (i > 0 && (whole - i) % 3 == 0)
            exq_fill_sentence(voice, out, EXQ_SENTENCE_THOUSANDS, NULL);
        exq_buffer_char(out, digits[i]);
    }
    if (decimals > 0) {
        exq_fill_sentence(voice, out, EXQ_SENTENCE_DECIMALS, NULL);
        exq_buffer_string(out, digits + strlen(digits) - decimals);
    }
}

static void append_rounded(const exq_voice *voice, exq_buffer *out, double value, size_t decimals)
{
    char digits[64];
    snprintf(digits, sizeof digits, "%.*f", (int)decimals, value);
    append_grouped(voice, out, digits, decimals);
}

void exq_say_count(const exq_voice *voice, exq_buffer *out, exq_count count)
{
    char digits[32];
    snprintf(digits, sizeof digits, "%" PRId64, count);
    append_grouped(voice, out, digits, 0);
}

/* Beyond it doubles do not hold every whole number, and nobody reads so many digits. */
static const double most_digits = 1e15;

void exq_say_decimal_text(const exq_voice *voice, exq_buffer *out, const char *digits)
{
    digits = append_sign(voice, out, digits);
    size_t whole = strcspn(digits, ".");
    exq_text_visible(out, digits, whole);
    if (digits[whole] == '.') {
        exq_fill_sentence(voice, out, EXQ_SENTENCE_DECIMALS, NULL);
        exq_text_visible(out, digits + whole + 1, strlen(digits + whole + 1));
    }
}

void exq_say_exact(const exq_voice *voice, exq_buffer *out, double value)
{
    char digits[EXQ_NUMBER_SIZE];
    exq_say_decimal_text(voice, out, exq_number_print(value, digits));
}

void exq_say_decimals(const exq_voice *voice, exq_buffer *out, double value, size_t decimals)
{
    append_rounded(voice, out, value, decimals);
}

void exq_say_amount(const exq_voice *voice, exq_buffer *out, double people)
{
    bool whole = people == floor(people);
    if (fabs(people) >= most_digits)
        exq_say_exact(voice, out, people);
    else
        append_rounded(voice, out, people, whole ? 0 : 1);
}

void exq_say_k_of_n(const exq_voice *voice, exq_buffer *out, double k, double n)
{
    exq_places places = {0};
    exq_say_amount(voice, exq_place(&places, "k"), k);
    exq_say_amount(voice, exq_place(&places, "n"), n);
    exq_fill_sentence(voice, out, EXQ_SENTENCE_K_OF_N, &places);
}

static void say_beyond(const exq_voice *voice, exq_buffer *out, exq_sentence sentence, double limit, size_t decimals)
{
    exq_places places = {0};
    append_rounded(voice, exq_place(&places, "n"), limit, decimals);
    exq_fill_sentence(voice, out, sentence, &places);
}

/* Two decimals up to 10, one up to 100, whole beyond; of a small number its first digit. A number that is not 0 is never shown
 * as 0, nor one that is just below 1 as 1. */
void exq_say_number(const exq_voice *voice, exq_buffer *out, double value)
{
    double size = fabs(value);
    if (size >= most_digits)
        exq_say_exact(voice, out, value);
    else if (size >= 99.95)
        append_rounded(voice, out, value, 0);
    else if (size >= 9.995)
        append_rounded(voice, out, value, 1);
    else if (size >= 0.995 && size < 0.9995)
        append_rounded(voice, out, value, 3);
    else if (size >= 0.005 || value == 0.0)
        append_rounded(voice, out, value, 2);
    else if (size >= 0.0005)
        append_rounded(voice, out, value, 3);
    else if (size >= 0.0001)
        append_rounded(voice, out, value, 4);
    else
        say_beyond(voice, out, value > 0 ? EXQ_SENTENCE_JUST_ABOVE_0 : EXQ_SENTENCE_JUST_BELOW_0,
                   value > 0 ? 0.0001 : -0.0001, 4);
}

/* Means of lists are small, and differ in the third decimal. */
void exq_say_mean(const exq_voice *voice, exq_buffer *out, double value)
{
    if (fabs(value) < 0.9995 && (fabs(value) >= 0.0005 || value == 0.0))
        append_rounded(voice, out, value, 3);
    else
        exq_say_number(voice, out, value);
}

/* Of things, not people, so that a decimal makes sense. */
void exq_say_share(const exq_voice *voice, exq_buffer *out, double share)
{
    double of_100 = share * 100.0;
    append_rounded(voice, out, of_100, fabs(of_100) >= 0.95 || share == 0.0 ? 1 : 2);
}

void exq_say_per_100(const exq_voice *voice, exq_buffer *out, double share)
{
    double people = round(share * 100.0);
    if (people < 1.0 && share > 0.0)
        say_beyond(voice, out, EXQ_SENTENCE_LESS_THAN, 1, 0);
    else if (people >= 100.0 && share < 1.0)
        say_beyond(voice, out, EXQ_SENTENCE_MORE_THAN, 99, 0);
    else
        append_rounded(voice, out, people, 0);
}

void exq_say_p(const exq_voice *voice, exq_buffer *out, double p)
{
    if (p < 0.0001)
        say_beyond(voice, out, EXQ_SENTENCE_P_BELOW, 0.0001, 4);
    else
        append_rounded(voice, out, p, p >= 0.0995 ? 2 : p >= 0.00095 ? 3 : 4);
}

void exq_say_points(const exq_voice *voice, exq_buffer *out, double share)
{
    double points = share * 100.0;
    if (fabs(points) < 0.05)
        points = 0.0;
    if (points > 0.0)
        exq_buffer_char(out, '+');
    append_rounded(voice, out, points, 1);
}

/* In a range "less than 0.0001" would be read as a second range: its ends are 0.00 then. */
static void say_end(const exq_voice *voice, exq_buffer *out, double end)
{
    if (fabs(end) < 0.0001)
        append_rounded(voice, out, 0.0, 2);
    else
        exq_say_number(voice, out, end);
}

static bool say_range(const exq_voice *voice, exq_buffer *out, double lo, double hi, const char *hi_why,
                      exq_sentence closed)
{
    bool open = isnan(hi) && hi_why != NULL && strcmp(hi_why, "infinite") == 0;
    if (isnan(lo) || (isnan(hi) && !open))
        return false;
    exq_places places = {0};
    say_end(voice, exq_place(&places, "lo"), lo);
    if (!open)
        say_end(voice, exq_place(&places, "hi"), hi);
    exq_fill_sentence(voice, out, open ? EXQ_SENTENCE_RANGE_OPEN : closed, &places);
    return true;
}

bool exq_say_range(const exq_voice *voice, exq_buffer *out, double lo, double hi, const char *hi_why)
{
    return say_range(voice, out, lo, hi, hi_why, lo < 0.0 ? EXQ_SENTENCE_RANGE_WORDS : EXQ_SENTENCE_RANGE);
}

bool exq_say_range_words(const exq_voice *voice, exq_buffer *out, double lo, double hi, const char *hi_why)
{
    return say_range(voice, out, lo, hi, hi_why, EXQ_SENTENCE_RANGE_WORDS);
}
