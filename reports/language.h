/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The languages in which the tool speaks to people. Texts are written in English where they are used; po/LANGUAGE.po (in
 * gettext's format) says each in another language and is built in. What is not translated stays English. Nothing is read
 * from the surroundings of the program: the reader's language is asked for, never guessed.
 */
#ifndef EXQ_LANGUAGE_H
#define EXQ_LANGUAGE_H

#include <stdbool.h>
#include <stddef.h>

#include "document.h"
#include "translatable.h"

typedef struct exq_language {
    const char *tag;                /* "fr", as in the attribute lang of HTML */
    const unsigned char *catalogue; /* the bytes of a little-endian .mo; NULL: the texts as they are written */
    bool none_is_one;               /* 0 takes the singular */
} exq_language;

/* By its tag; NULL: English. NULL when the tool does not speak it. */
const exq_language *exq_language_of(const char *tag);

/* The text in the language. `context` tells apart what is the same in English alone; NULL: none. Never NULL, never freed. */
const char *exq_translate(const exq_language *language, const char *context, const char *text);
/* The same of a text that counts: what is said of so many. */
const char *exq_translate_counted(const exq_language *language, const char *one, const char *many, exq_count count);

#endif
