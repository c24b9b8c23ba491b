/* SPDX-License-Identifier: Apache-2.0 */
/* The head that every page of ours has: nothing from anywhere but the one style it carries, allowed by its digest. */
#ifndef EXQ_HTML_HEAD_H
#define EXQ_HTML_HEAD_H

#include "html_page.h"

/* The document type, the element html (left open) and its head; the title is what was said. False when out of memory. */
EXQ_CHECKED bool exq_html_head(exq_page *page);
/* The program that made the page; closes body and html. */
void exq_html_foot(exq_page *page, const char *tool, const char *version);

#endif
