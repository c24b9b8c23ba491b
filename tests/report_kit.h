/* SPDX-License-Identifier: Apache-2.0 */
/*
 * What the tests of results and renderers share: rendering into memory, texts that are known to be right, files for
 * checkers in Python. Include behind cmocka.h.
 */
#ifndef EXQ_REPORT_KIT_H
#define EXQ_REPORT_KIT_H

#include "result.h"

/* Options of a page of 80 columns without colour, with a page and a document written. */
exq_render_options kit_options(void);
/* The output; the test fails when there is none. The caller frees it. */
exq_buffer kit_render(const exq_result *result, const char *format, const exq_render_options *options);
/* The canonical JSON. The caller frees it. */
exq_buffer kit_json(const exq_result *result);

/* Does `text` equal the file of the tree? With EXAEQUO_RENEW set in the environment the file is written instead: look at
 * the difference before committing it. */
void kit_golden(const char *path, const exq_buffer *text);

enum { KIT_PATH_SIZE = 4096 };
/* A new folder for files; remove it in the end. */
void kit_folder_new(char folder[KIT_PATH_SIZE]);
void kit_folder_remove(const char *folder);
void kit_file_write(const char *folder, const char *name, const exq_buffer *text);

/* Run tests/oracle/SCRIPT on the folder. Without Python, or what the script needs of it, the test is skipped with a
 * line; it fails when the script does. */
void kit_python(const char *script, const char *folder);

#endif
