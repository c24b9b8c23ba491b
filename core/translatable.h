/* SPDX-License-Identifier: Apache-2.0 */
/*
 * Texts for people that stand where they cannot be translated: in tables, and in layers that say nothing themselves.
 */
#ifndef EXQ_TRANSLATABLE_H
#define EXQ_TRANSLATABLE_H

/* Marks a text for tools/texts to collect; it is translated where it is shown. */
#define N_(text) text

#endif
