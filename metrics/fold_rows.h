/* SPDX-License-Identifier: Apache-2.0 */
/*
 * How a row FOLD(...) of a .def becomes its worked example and its place in a table: folds of all quantities and those that
 * only means have are written alike.
 */
#ifndef EXQ_FOLD_ROWS_H
#define EXQ_FOLD_ROWS_H

#define EXQ_FOLD_EXAMPLE(id_, kind_, better_, parity_, divides_, before_, after_, definition_, formula_, span_, wide_, \
                         when_, source_, limits_, example_, words_)                                                    \
    static double worked_##id_(double a, double b, double all)                                                         \
    {                                                                                                                  \
        (void)all;                                                                                                     \
        return (example_);                                                                                             \
    }

#define EXQ_FOLD_ROW(id_, kind_, better_, parity_, divides_, before_, after_, definition_, formula_, span_, wide_,   \
                     when_, source_, limits_, example_, words_)                                                      \
    {                                                                                                                \
        .id = #id_, .kind = EXQ_KIND_##kind_, .better = (better_), .parity = (parity_), .divides = (divides_),       \
        .before = (before_), .after = (after_), .definition = (definition_), .formula = (formula_), .span = (span_), \
        .wide_span = (wide_), .undefined_when = (when_), .source = (source_), .limits = (limits_),                   \
        .example = worked_##id_, .example_words = (words_)                                                           \
    }

#endif
