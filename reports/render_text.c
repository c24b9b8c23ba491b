/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The result for a terminal: at most 45 lines, the verdict first, then what is found, then what must be known before it is
 * quoted, the exit code last. Whoever stops reading anywhere has read the more important half.
 */
#include <string.h>

#include "look_scores.h"
#include "pattern.h"
#include "render.h"
#include "result.h"
#include "text.h"
#include "text_parts.h"

enum { MOST_LINES = 45, MOST_VERSIONS = 16, USUAL_WIDTH = 80, LEAST_WIDTH = 60, MOST_WIDTH = 100 };

/* The parts between the verdict and the end, in the order in which they are read. */
enum { CHECKS, VERSIONS, FINDING, GROUPS, ITEMS, OTHER_RATES, SCORES, STRATA, METRICS, ALSO_ASKED, SEARCH, PARTS };

static exq_page new_page(const exq_render_options *options)
{
    size_t width = options->width == 0 ? USUAL_WIDTH : options->width;
    width = width < LEAST_WIDTH ? LEAST_WIDTH : width > MOST_WIDTH ? MOST_WIDTH : width;
    return (exq_page){.width = width, .colour = options->colour};
}

/* The question of the first finding leads; without findings the first one asked. */
static exq_text_lead lead_of(const exq_document *document)
{
    exq_text_lead lead = {0};
    if (document->question_count > 0)
        lead.question = &document->questions[0];
    if (document->finding_count > 0) {
        lead.finding = &document->findings[0];
        lead.disparity = exq_look_disparity(document, lead.finding);
        lead.question = &document->questions[lead.finding->question];
    }
    return lead;
}

enum { GAP = 3 }; /* between a title and what stands beside it */

/* "exit 1" at the right edge, where checks were asked: what a pipeline does next. */
static void append_exit(const exq_voice *voice, const exq_page *page, const exq_result *result, const exq_buffer *title,
                        exq_buffer *verdict)
{
    exq_buffer code = EXQ_BUFFER_INIT;
    exq_places places = {0};
    if (voice->document->check_count == 0)
        return;
    exq_say_count(voice, exq_place(&places, "code"), exq_result_exit_code(result));
    exq_fill_sentence(voice, &code, EXQ_SENTENCE_TEXT_EXIT, &places);
    size_t used = exq_text_width(title->bytes, title->length) + GAP + exq_text_width(verdict->bytes, verdict->length);
    for (size_t i = used; i + code.length < page->width; i++)
        exq_buffer_char(verdict, ' ');
    if (used + code.length < page->width)
        exq_buffer_append(verdict, code.bytes, code.length);
    verdict->failed = verdict->failed || code.failed;
    exq_buffer_free(&code);
}

/* A verdict too long to stand beside its title stands below it, whole: nothing in it may be cut off. */
static void print_verdict(const exq_voice *voice, exq_page *page, const exq_result *result)
{
    enum { INDENT = 2, MOST_OF_VERDICT = 3 };
    exq_buffer title = EXQ_BUFFER_INIT;
    exq_buffer verdict = EXQ_BUFFER_INIT;
    exq_buffer below = EXQ_BUFFER_INIT;
    exq_say_verdict_title(voice, &title);
    exq_say_verdict(voice, &verdict);
    if (exq_text_width(title.bytes, title.length) + GAP + exq_text_width(verdict.bytes, verdict.length) > page->width) {
        below = verdict;
        verdict = (exq_buffer)EXQ_BUFFER_INIT;
    }
    append_exit(voice, page, result, &title, &verdict);
    exq_page_titled(page, &title, &verdict);
    exq_page_paragraph(page, &below, INDENT, MOST_OF_VERDICT);
    exq_page_blank(page);
    exq_buffer_free(&title);
    exq_buffer_free(&verdict);
    exq_buffer_free(&below);
}

/* -------------------------------------------------------------------------------------------- paths, exit */

static const exq_sentence pointers[] = {EXQ_SENTENCE_TEXT_READ, EXQ_SENTENCE_TEXT_DATA, EXQ_SENTENCE_TEXT_TABLE,
                                        EXQ_SENTENCE_TEXT_LEARN};

static void print_pointer(const exq_voice *voice, exq_page *page, exq_sentence name, const exq_buffer *target,
                          const exq_buffer *note)
{
    exq_buffer line = EXQ_BUFFER_INIT;
    exq_buffer_string(&line, "  ");
    exq_text_label(voice, &line, name, pointers, sizeof pointers / sizeof pointers[0], 2);
    exq_buffer_append(&line, target->length > 0 ? target->bytes : "", target->length);
    if (note != NULL && note->length > 0 && exq_text_width(line.bytes, line.length) + note->length + 6 <= page->width)
        exq_buffer_format(&line, "      %s", note->bytes);
    line.failed = line.failed || target->failed || (note != NULL && note->failed);
    exq_page_line(page, &line);
    exq_buffer_free(&line);
}

static void print_pointers(const exq_voice *voice, exq_page *page, const exq_render_options *options,
                           const exq_text_lead *lead)
{
    enum { WRITTEN = 3 }; /* of the pointers: to what was written */
    exq_buffer target = EXQ_BUFFER_INIT;
    exq_buffer note = EXQ_BUFFER_INIT;
    exq_fill_sentence(voice, &note, EXQ_SENTENCE_TEXT_SEND_THIS, NULL);
    for (size_t i = 0; i < WRITTEN; i++) {
        const char *path = options->report_paths[i];
        if (path == NULL)
            continue;
        exq_buffer_clear(&target);
        exq_text_visible(&target, path, strlen(path));
        print_pointer(voice, page, pointers[i], &target, i == 0 ? &note : NULL);
    }
    if (lead->question != NULL && lead->question->lead_rate != NULL) {
        exq_buffer_clear(&target);
        exq_buffer_string(&target, "exaequo explain ");
        exq_text_visible(&target, lead->question->lead_rate, strlen(lead->question->lead_rate));
        print_pointer(voice, page, EXQ_SENTENCE_TEXT_LEARN, &target, NULL);
    }
    exq_buffer_free(&target);
    exq_buffer_free(&note);
}

static void print_exit(const exq_voice *voice, exq_page *page, const exq_result *result)
{
    exq_buffer reason = EXQ_BUFFER_INIT;
    exq_buffer_string(&reason, exq_translate(voice->language, NULL, exq_result_exit_reason(result)));
    exq_page_line(page, &reason);
    exq_buffer_free(&reason);
}

/* ----------------------------------------------------------------------------------------------- assembly */

static size_t less(size_t lines, size_t used)
{
    return lines > used ? lines - used : 0;
}

static size_t at_most(size_t lines, size_t most)
{
    return lines < most ? lines : most;
}

/* Where checks were asked they come first, and the finding and the groups have what they leave. */
static void print_checks(const exq_voice *voice, exq_page parts[PARTS], const exq_text_lead *lead, size_t lines)
{
    enum { MOST_FINDING = 8, LEAST_FINDING = 4, LEAST_GROUPS = 9 };
    exq_text_checks(voice, &parts[CHECKS], lines);
    size_t left = less(lines, parts[CHECKS].lines);
    if (left < LEAST_FINDING)
        return;
    exq_text_finding(voice, &parts[FINDING], lead, at_most(left, MOST_FINDING));
    left = less(left, parts[FINDING].lines);
    if (voice->document->conventions.has_lists)
        exq_text_people(voice, &parts[GROUPS], left);
    else if (lead->question != NULL && left >= LEAST_GROUPS)
        exq_text_groups(voice, &parts[GROUPS], lead, left);
    exq_text_scores(voice, &parts[SCORES], lead, less(left, parts[GROUPS].lines));
}

/* Of recommendation lists: people, then items, who need fewer lines. */
static void print_lists(const exq_voice *voice, exq_page parts[PARTS], const exq_text_lead *lead, size_t lines)
{
    enum { MOST_FINDING = 11, MOST_ITEMS = 10 };
    if (lead->finding != NULL)
        exq_text_finding(voice, &parts[FINDING], lead, at_most(lines, MOST_FINDING));
    size_t left = less(lines, parts[FINDING].lines);
    exq_text_items(voice, &parts[ITEMS], at_most(left, MOST_ITEMS));
    left = less(left, parts[ITEMS].lines);
    exq_text_people(voice, &parts[GROUPS], left);
}

/* Give each part its lines: the finding and the groups first, then strata and questions, other rates what is left. */
static void print_parts(const exq_voice *voice, exq_page parts[PARTS], const exq_text_lead *lead, size_t lines)
{
    enum {
        MOST_FINDING = 8,
        LEAST_GROUPS = 11,
        MOST_STRATA = 7,
        MOST_ALSO = 9,
        MOST_SEARCH = 5,
        MOST_SCORES = 5,
        LEAST_RATES = 5,
        MOST_METRICS = 9
    };
    exq_text_checks(voice, &parts[CHECKS], lines);
    exq_text_finding(voice, &parts[FINDING], lead, at_most(lines, MOST_FINDING));
    if (lead->question == NULL)
        return;
    size_t left = less(lines, parts[FINDING].lines);
    size_t others = voice->document->question_count - 1;
    size_t reserve = (lead->question->stratum_count > 0 ? MOST_STRATA : 0) +
                     (others == 0                  ? 0
                      : 2 * others + 2 < MOST_ALSO ? 2 * others + 2
                                                   : MOST_ALSO) +
                     (voice->document->has_search ? MOST_SEARCH : 0) +
                     (exq_look_has_scores(lead->question) ? MOST_SCORES : 0) + LEAST_RATES;
    exq_text_groups(voice, &parts[GROUPS], lead, left > reserve + LEAST_GROUPS ? left - reserve : LEAST_GROUPS);
    left = less(left, parts[GROUPS].lines);
    exq_text_strata(voice, &parts[STRATA], lead, at_most(left, MOST_STRATA));
    left = less(left, parts[STRATA].lines);
    exq_text_also_asked(voice, &parts[ALSO_ASKED], lead, at_most(left, MOST_ALSO));
    left = less(left, parts[ALSO_ASKED].lines);
    exq_text_search(voice, &parts[SEARCH], lead, at_most(left, MOST_SEARCH));
    left = less(left, parts[SEARCH].lines);
    exq_text_scores(voice, &parts[SCORES], lead, left);
    left = less(left, parts[SCORES].lines);
    exq_text_other_rates(voice, &parts[OTHER_RATES], lead, left);
    left = less(left, parts[OTHER_RATES].lines);
    exq_text_metrics(voice, &parts[METRICS], lead, at_most(left, MOST_METRICS));
}

static void append_page(exq_buffer *out, exq_page *page)
{
    if (page->text.length > 0)
        exq_buffer_append(out, page->text.bytes, page->text.length);
    out->failed = out->failed || page->text.failed;
    exq_buffer_free(&page->text);
}

static exq_page end_page(const exq_voice *voice, const exq_result *result, const exq_render_options *options,
                         const exq_text_lead *lead, size_t spare)
{
    enum { MOST_BEFORE = 15 };
    exq_page end = new_page(options);
    exq_text_before(voice, &end, lead, MOST_BEFORE, spare);
    print_pointers(voice, &end, options, lead);
    print_exit(voice, &end, result);
    return end;
}

static exq_status render(const exq_result *result, const exq_render_options *options, exq_buffer *out, exq_error *error)
{
    const exq_document *document = exq_result_document(result);
    exq_voice voice = exq_voice_of(document, exq_language_of(options->language));
    exq_text_lead lead = lead_of(document);
    exq_page beginning = new_page(options);
    exq_page end = end_page(&voice, result, options, &lead, 0);
    exq_page parts[PARTS];
    for (size_t i = 0; i < PARTS; i++)
        parts[i] = new_page(options);

    print_verdict(&voice, &beginning, result);
    size_t left = less(MOST_LINES, beginning.lines + end.lines);
    exq_text_versions(&voice, &parts[VERSIONS], at_most(left, MOST_VERSIONS));
    left = less(left, parts[VERSIONS].lines);
    if (document->check_count > 0)
        print_checks(&voice, parts, &lead, left);
    else if (document->conventions.has_lists)
        print_lists(&voice, parts, &lead, left);
    else
        print_parts(&voice, parts, &lead, left);
    for (size_t i = 0; i < PARTS; i++)
        left = less(left, i == VERSIONS ? 0 : parts[i].lines);
    out->failed = out->failed || end.text.failed;
    exq_buffer_free(&end.text);
    end = end_page(&voice, result, options, &lead, left);

    append_page(out, &beginning);
    for (size_t i = 0; i < PARTS; i++)
        append_page(out, &parts[i]);
    append_page(out, &end);
    return out->failed ? exq_fail_memory(error) : EXQ_OK;
}

const exq_render_format exq_render_text = {"text", "what is found, for a terminal (at most 45 lines)", render};
