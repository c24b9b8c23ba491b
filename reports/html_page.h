/* SPDX-License-Identifier: Apache-2.0 */
/*
 * One page being written, what its sections share to say numbers and sentences in markup, and the sections themselves,
 * one html_*.c each. Every number of a table is <data value="EXACT">shown</data>, EXACT being its text in the JSON.
 */
#ifndef EXQ_HTML_PAGE_H
#define EXQ_HTML_PAGE_H

#include "look.h"
#include "markup.h"
#include "pattern.h"
#include "plot_scores.h"
#include "sentences_check.h"

/* A text of the page in its language. xgettext finds texts by this name; by N_ those in tables, translated where shown. */
#define T(page, text) exq_translate((page)->voice.language, NULL, (text))

enum { EXQ_MOST_CARDS = 6 };

/* What is drawn of a question's scores. */
typedef struct exq_score_plots {
    exq_plot_set roc, calibration;
    exq_plot_set sweeps[EXQ_MOST_SWEEPS];
    const char *swept[EXQ_MOST_SWEEPS]; /* the metric of each */
    size_t sweep_count, sweeps_left;
} exq_score_plots;

typedef struct exq_page {
    const exq_document *document;
    exq_voice voice;
    exq_markup *markup;
    exq_arena *arena;                             /* for the time of the rendering */
    bool failed;                                  /* out of memory */
    bool dilemma_told;                            /* that base rates which differ leave a choice: once is enough */
    bool outside;                                 /* a number of this table lies outside its own range */
    exq_buffer words;                             /* the sentence being said: exq_page_words */
    const exq_doc_finding *cards[EXQ_MOST_CARDS]; /* the findings that come first */
    size_t card_count;
    exq_plot pairs[EXQ_MOST_CARDS]; /* one a card; plots that were not drawn have no svg */
    exq_plot *forests;              /* one a question */
    exq_plot *ladders;
    exq_plot *mixes;     /* of what is given */
    exq_plot *maps;      /* of two attributes crossed */
    exq_plot *qualities; /* of people with lists: how well these are ranked */
    exq_plot_set *ranks; /* of groups of items */
    exq_score_plots *scores;
    exq_plot lorenz;             /* of the catalogue */
    struct exq_history *history; /* earlier results and this one; NULL: none were given */
    const char *plots_note;      /* why there are no plots, a sentence; NULL: there are, or none was needed */
    const char *json_sha256;
    const exq_page_link *pages; /* this page in all its languages */
    size_t page_count;
} exq_page;

/* ------------------------------------------------------------------------------------------- html_page.c */

/* Forget the last sentence and say the next one into this. */
exq_buffer *exq_page_words(exq_page *page);
/* Forget the last sentence and say this one. */
void exq_page_say(exq_page *page, exq_sentence sentence, exq_places *places);
/* `race, by sex, and by age`: what the questions of the page compare, the first of many. */
void exq_page_say_groupings(exq_page *page, exq_buffer *out);
/* Write what was said: as text, or as an element of a class (NULL: none). */
void exq_page_text(exq_page *page);
void exq_page_element(exq_page *page, const char *element, const char *class);
/* What was said, kept until the page is done; never NULL. */
const char *exq_page_keep(exq_page *page);
/* Write what was said as the face of an exact number; NaN: as it is. */
void exq_page_data(exq_page *page, double exact);

/* An element of a class with text that is ours. */
void exq_page_own(exq_page *page, const char *element, const char *class, const char *text);
/* What a rate or measure counts, with a capital: it opens a heading, a caption or a cell. What groups are called stays as it is
 * written. */
void exq_page_say_rate(exq_page *page, exq_buffer *out, const char *rate);
/* What a number means, with a capital, and the number's name: what heads its row. */
void exq_page_meaning(exq_page *page, const char *meaning, const char *name);
/* "By age", "Films by genres", "Films by gender and genres": what a question is about. */
void exq_page_say_question(exq_page *page, const exq_doc_question *question);
/* The shapes and what they say of a rate or measure. */
void exq_page_legend(exq_page *page, const char *of);
/* What each group is compared with, as a paragraph. */
void exq_page_reference(exq_page *page, const exq_doc_question *question);
/* The heading of one question, where a section goes through them: none when there is only one. */
void exq_page_question(exq_page *page, const exq_doc_question *question);
/* What was said as a paragraph, if it was. */
void exq_page_said(exq_page *page, bool said);
/* A section with an id and its heading of a level 2 to 4; closed by exq_markup_close. */
void exq_page_section(exq_page *page, const char *id, const char *heading);

/* 1,795; an en dash for a count that is not told. */
void exq_page_count(exq_page *page, exq_count count);
void exq_page_k_of_n(exq_page *page, double k, double n);
void exq_page_per_100(exq_page *page, double share);
void exq_page_share(exq_page *page, double share); /* 12.3 of every 100 things */
void exq_page_mean(exq_page *page, double value);  /* 0.163 */
void exq_page_per_100_range(exq_page *page, double lo, double hi);
void exq_page_number(exq_page *page, double value);
/* 805, of weights 805.5 */
void exq_page_amount(exq_page *page, double value);
/* Write a pattern whose places hold numbers, each with its exact value; a place without a name ends the list. */
typedef struct exq_page_place {
    const char *name;
    double value;
} exq_page_place;
void exq_page_numbers(exq_page *page, exq_sentence sentence, void (*write)(exq_page *, double),
                      const exq_page_place *places);
/* 0.41 to 0.94, 1.2 and up, up to 0.3; an en dash for no range */
void exq_page_range(exq_page *page, const exq_doc_disparity *disparity);
/* ▲, ◇ ..., which screen readers pass over: words follow. */
void exq_page_shape(exq_page *page, exq_plot_standing standing);
/* "▲ shown higher", "◇ not settled" ... */
void exq_page_standing(exq_page *page, exq_plot_standing standing);
const char *exq_page_standing_words(const exq_page *page, exq_plot_standing standing);
/* The verdict of all checks with how many there are of each, or that there are none, as an element. */
void exq_page_verdict_line(exq_page *page, const char *element);
/* A cell with a verdict: "▲ missed", "◇ not settled" ...; its shape; the classes of a card that stands for one. */
void exq_page_verdict(exq_page *page, exq_check_state state);
const char *exq_page_verdict_shape(exq_check_state state);
const char *exq_page_verdict_card(exq_check_state state);

/* Open a table that scrolls by itself when the window is narrow, with a caption; closed by exq_page_table_end. */
void exq_page_table(exq_page *page, const char *class, const char *caption);
void exq_page_table_end(exq_page *page);
/* Something behind its heading, which opens it; on paper it is open. The heading is a level 3 or 4, or none: then words alone. */
void exq_page_fold(exq_page *page, const char *element, const char *heading);
void exq_page_fold_end(exq_page *page);
/* A table behind its caption. */
void exq_page_folded_table(exq_page *page, const char *class, const char *caption);
void exq_page_folded_table_end(exq_page *page);
/* Cells over which numbers stand; an en dash where there is none. */
void exq_page_number_cell(exq_page *page, double value);
void exq_page_count_cell(exq_page *page, exq_count count);
void exq_page_p_cell(exq_page *page, double p);
void exq_page_range_cell(exq_page *page, double lo, double hi, const char *hi_why);
/* The number of a rate or measure as its kind is shown, and its range: an en dash where there is none. */
void exq_page_figure_cell(exq_page *page, const char *metric, double value);
void exq_page_figure_range_cell(exq_page *page, const char *metric, double lo, double hi);
/* A dagger behind a number that lies outside its own range, and at the end of the table what that means; nothing otherwise. */
void exq_page_outside(exq_page *page, double value, double lo, double hi);
/* A row headed by a group; closed by exq_markup_close. */
void exq_page_row_of(exq_page *page, const exq_doc_levels *levels);
/* The row of column headings, put into the page's language; NULL ends the list. One that begins with '#', in every language,
 * stands over numbers. */
void exq_page_columns(exq_page *page, const char *const *headings);

/* ------------------------------------------------------------------------------------------ html_plots.c */

/* Draw the plots of all cards and questions, or none and leave a note. */
void exq_page_draw(exq_page *page, const char *gnuplot);
void exq_page_free_plots(exq_page *page);
/* The picture, if there is one. */
void exq_page_plot(exq_page *page, const exq_plot *plot);
/* The same, as a figure with a caption that scrolls by itself when the window is narrow. */
void exq_page_figure(exq_page *page, const exq_plot *plot, const char *caption);
/* The same of a chart, whose caption may be another where each group has its own picture. */
void exq_page_figures(exq_page *page, const exq_plot_set *set, const char *caption, const char *caption_of_many);

/* -------------------------------------------------------------------------------------------- the sections */

void exq_html_front(exq_page *page);        /* html_front.c */
void exq_html_choose_cards(exq_page *page); /* html_cards.c */
void exq_html_cards(exq_page *page);
void exq_html_checks(exq_page *page);    /* html_checks.c */
void exq_html_questions(exq_page *page); /* html_question.c */
void exq_html_groups(exq_page *page, const exq_doc_question *question, const char *rate,
                     const char *caption);                                            /* html_groups.c */
void exq_html_disparities(exq_page *page, const exq_doc_question *question);          /* html_disparities.c */
void exq_html_strata(exq_page *page, size_t question);                                /* html_strata.c */
void exq_html_people(exq_page *page, const exq_doc_question *question, size_t index); /* html_people.c */
/* The measure of how well lists are ranked; NULL when the question leads with it or has none. */
const char *exq_html_quality(const exq_doc_question *question);
void exq_html_measures(exq_page *page, const exq_doc_question *question, const char *measure, const char *caption);
void exq_html_histories(exq_page *page, const exq_doc_question *question, size_t index); /* html_histories.c */
void exq_html_items(exq_page *page, const exq_doc_question *question, size_t index);     /* html_items.c */
void exq_html_crossed(exq_page *page, const exq_doc_question *question);                 /* html_crossed.c */
void exq_html_catalogue(exq_page *page);                                                 /* html_catalogue.c */
/* Of so many numbers the page has those that it can explain, and those that were asked for; how many more there are. */
bool exq_html_has_room(const exq_page *page, const char *metric);
void exq_html_more(exq_page *page, size_t count);
/* What a metric is, by the glossary; NULL when it does not tell. */
const char *exq_html_meaning(const char *metric); /* html_glossary.c */
/* Take up the results of earlier audits, this one among them. False when out of memory. */
EXQ_CHECKED bool exq_html_look_back(exq_page *page, const exq_named_result *results, size_t count);
void exq_html_over_time(exq_page *page);                                                /* html_over_time.c */
void exq_html_versions(exq_page *page);                                                 /* html_versions.c */
void exq_html_scores(exq_page *page);                                                   /* html_scores.c */
void exq_html_search(exq_page *page);                                                   /* html_search.c */
void exq_html_data(exq_page *page);                                                     /* html_data.c */
void exq_html_adjusted(exq_page *page, const exq_doc_question *question, size_t index); /* html_adjusted.c */
void exq_html_certainty(exq_page *page);                                                /* html_certainty.c */
void exq_html_chance(exq_page *page);                                                   /* html_chance.c */
void exq_html_tests(exq_page *page, const exq_doc_question *question);                  /* html_tests.c */
void exq_html_unknown(exq_page *page);                                                  /* html_unknown.c */
void exq_html_policy(exq_page *page);                                                   /* html_policy.c */
void exq_html_summary(exq_page *page);                                                  /* html_summary.c */
/* What a metric is, when it matters, what it cannot tell, and of which groups; nothing where it has no notes. */
void exq_html_notes(exq_page *page, const exq_doc_question *question, const char *metric); /* html_notes.c */
/* The first of these alone, as the sentence to be written next; false where the metric has no notes. */
bool exq_html_say_what(exq_page *page, const char *metric);
void exq_html_crossings(exq_page *page, const exq_doc_question *question, size_t index); /* html_crossings.c */
void exq_html_minute(exq_page *page);                                                    /* html_minute.c */
void exq_html_actions(exq_page *page);                                                   /* html_actions.c */
void exq_html_privacy(exq_page *page);
/* How many of the three questions of ethics nobody answered. */
bool exq_html_answer(exq_page *page, size_t question);
void exq_html_conventions(exq_page *page); /* html_conventions.c */
void exq_html_choices(exq_page *page);     /* html_choices.c */
void exq_html_methods(exq_page *page);     /* html_methods.c */
void exq_html_glossary(exq_page *page);    /* html_glossary.c */
void exq_html_closing(exq_page *page);     /* html_closing.c */

#endif
