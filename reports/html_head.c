/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The head and the foot of a page. The policy allows the one style by digest, and nothing from anywhere else.
 */
#include "html_head.h"

#include "sha256.h"

static const char style[] = {
#include "page_css.inc"
};

enum { BASE64_SIZE = 4 * ((EXQ_SHA256_SIZE + 2) / 3) + 1 };

/* RFC 4648; a digest leaves two bytes over, hence one '='. */
static void print_base64(const unsigned char digest[EXQ_SHA256_SIZE], char out[BASE64_SIZE])
{
    static const char letters[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    size_t at = 0;
    for (size_t i = 0; i < EXQ_SHA256_SIZE; i += 3) {
        unsigned third = i + 2 < EXQ_SHA256_SIZE ? digest[i + 2] : 0;
        unsigned bits = (unsigned)digest[i] << 16 | (unsigned)digest[i + 1] << 8 | third;
        for (int shift = 18; shift >= 0; shift -= 6)
            out[at++] = letters[bits >> shift & 63];
    }
    out[at - 1] = '=';
    out[at] = '\0';
}

static void write_meta(exq_page *page, const char *key, const char *name, const char *content)
{
    exq_markup_open(page->markup, "meta", key, name, "content", content, NULL);
    exq_markup_close(page->markup);
}

bool exq_html_head(exq_page *page)
{
    static const char doctype[] = "<!DOCTYPE html>\n";
    unsigned char digest[EXQ_SHA256_SIZE];
    char style_digest[BASE64_SIZE];
    exq_markup *markup = page->markup;
    const char *title = exq_page_keep(page);
    if (!exq_sha256_of(style, sizeof style, digest))
        return false;
    print_base64(digest, style_digest);
    exq_markup_raw(markup, doctype, sizeof doctype - 1);
    exq_markup_open(markup, "html", "lang", page->voice.language->tag, NULL);
    exq_markup_open(markup, "head", NULL);
    exq_markup_open(markup, "meta", "charset", "utf-8", NULL);
    exq_markup_close(markup);
    exq_buffer_format(exq_page_words(page),
                      "default-src 'none'; img-src data:; style-src 'sha256-%s'; base-uri 'none'; form-action 'none'",
                      style_digest);
    write_meta(page, "http-equiv", "Content-Security-Policy", page->words.bytes);
    write_meta(page, "name", "viewport", "width=device-width, initial-scale=1");
    write_meta(page, "name", "color-scheme", "light dark");
    exq_markup_element(markup, "title", title);
    exq_markup_raw(markup, "\n", 1);
    exq_markup_open(markup, "style", NULL);
    exq_markup_raw(markup, style, sizeof style);
    exq_markup_close(markup);
    exq_markup_close(markup);
    return true;
}

void exq_html_foot(exq_page *page, const char *tool, const char *version)
{
    exq_places places = {0};
    exq_markup_open(page->markup, "footer", NULL);
    exq_buffer_format(exq_place(&places, "program"), "%s %s", tool, version);
    exq_page_say(page, EXQ_SENTENCE_PAGE_MADE_BY, &places);
    exq_page_element(page, "p", NULL);
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
    exq_markup_close(page->markup);
}
