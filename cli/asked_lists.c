/* SPDX-License-Identifier: Apache-2.0 */
/* The options of recommendation lists, and their part of the request. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "build_request.h"
#include "refusal.h"

#define ROW(kind, name, argument, field, ...) EXQ_OPTION_ROW(kind, name, argument, exq_asked, field, __VA_ARGS__)

static const exq_option lists[] = {
    ROW(TEXT, "user", "COL", user, .help = "whose list it is: DATA holds one row a user and item recommended"),
    ROW(TEXT, "item", "COL", item, .help = "what was recommended"),
    ROW(TEXT, "rank", "COL", rank, .help = "its place, 1 the best; or --score COL, more being better"),
    ROW(NAMES, "at", "K[,K...]", at, .help = "judge the first K places (default: 10)"),
    ROW(TEXT, "relevance", "COL", relevance, .help = "the relevance of each row; or"),
    ROW(TEXT, "truth", "FILE", truth, .file = true, .help = "what each user found relevant: user, item[, relevance]"),
    ROW(DECIMAL, "relevant-from", "GRADE", relevant_from, .help = "the least relevant grade (default: any above 0)"),
    ROW(LIST, "history", "FILE", history, .file = true,
        .help = "what the recommender learnt from: user, item; repeatable"),
    ROW(TEXT, "users", "FILE[:COL]", users, .file = true,
        .help = "one row a user, joined by COL (default: the first)"),
    ROW(TEXT, "items", "FILE[:COL]", items, .file = true, .help = "one row an item: the catalogue"),
    ROW(LIST, "by-user", "COL[,COL...]", by_user, .help = "groups of users to compare; also @history, @popularity"),
    ROW(LIST, "by-item", "COL[,COL...]", by_item, .help = "groups of items to compare; also @popularity"),
    ROW(TEXT, "split-on", "TEXT", split_on, .help = "what divides several values in the cell of an item, such as '|'"),
    ROW(CHOICE, "sharing", "HOW", sharing, .choices = "fractional|full",
        .help = "an item of several groups: shared among them, or each one's wholly (default: fractional)"),
    ROW(TEXT, "position-model", "MODEL", position_model,
        .help = "attention by rank: log, log-clip, geo=P, rbp=P, cascade=P, err, topk or table=FILE (default: log)"),
    ROW(TEXT, "compat", "NAME", compat, .help = "the variants of another tool, whose numbers are to come out"),
    ROW(CHOICE, "duplicates", "HOW", duplicates, .choices = "fail|keep_first",
        .help = "an item that stands twice in a list (default: fail)"),
    ROW(CHOICE, "ties", "HOW", ties, .choices = "expected|by_item|by_item_reversed",
        .help = "equal scores stand in the order of items; expected: they share attention alike (default)"),
    ROW(CHOICE, "no-truth", "HOW", no_truth, .choices = "left_out|zero",
        .help = "users of whom nothing relevant is known (default: left_out)"),
    ROW(CHOICE, "no-list", "HOW", no_list, .choices = "zero|left_out",
        .help = "users with truth and without a list (default: zero)"),
    ROW(TEXT, "tail", "WHICH", tail,
        .help = "the long tail: interactions80, items20, bottom10 or count=N (default: interactions80)"),
    ROW(TEXT, "format", "NAME", format, .help = "of all files (default: recognised)"),
    ROW(FLAG, "latin1", NULL, latin1, .help = "the files are ISO 8859-1, not UTF-8"),
    {0},
};

const exq_section exq_section_lists = {"Recommendation lists", lists};

/* FILE[:COLUMN]: a colon in the name of a file that is there does not count. */
static exq_status build_table(const char *said, const char **file, const char **column, exq_pool *pool,
                              exq_error *error)
{
    const char *colon = said ? strrchr(said, ':') : NULL;
    *file = said;
    if (!colon || colon[1] == '\0' || colon == said || strchr(colon, '/') || access(said, F_OK) == 0)
        return EXQ_OK;
    *file = exq_pool_copy(pool, said, (size_t)(colon - said));
    *column = colon + 1;
    return *file ? EXQ_OK : exq_refuse_memory(error);
}

static exq_status build_cutoffs(const exq_list *said, exq_lists_request *out, exq_pool *pool, exq_error *error)
{
    size_t *cutoffs = exq_pool_take(pool, said->count + 1, sizeof *cutoffs);
    if (!cutoffs)
        return exq_refuse_memory(error);
    for (size_t i = 0; i < said->count; i++) {
        const char *text = said->items[i];
        if (text[0] == '\0' || text[0] == '0' || strlen(text) > 6 || strspn(text, "0123456789") != strlen(text))
            return exq_refuse(error, EXQ_USAGE, "--at takes whole numbers from 1, such as 5,10, not '%.200s'", text);
        cutoffs[i] = (size_t)strtoul(text, NULL, 10);
    }
    out->at = cutoffs;
    out->at_count = said->count;
    return EXQ_OK;
}

static exq_status build_tail(const char *said, exq_lists_request *out, exq_error *error)
{
    static const char *const names[] = {"interactions80", "items20", "bottom10"};
    if (!said)
        return EXQ_OK;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(said, names[i]) == 0) {
            out->tail = (exq_tail)i;
            return EXQ_OK;
        }
    const char *number = said + strlen("count=");
    if (strncmp(said, "count=", strlen("count=")) != 0 || *number == '\0' || strlen(number) > 15 ||
        strspn(number, "0123456789") != strlen(number))
        return exq_refuse(error, EXQ_USAGE, "--tail is interactions80, items20, bottom10 or count=N, not '%.200s'", said);
    out->tail = EXQ_TAIL_COUNT;
    out->tail_most = strtoull(number, NULL, 10);
    return EXQ_OK;
}

/* A choice that was not made, or its first word, is the library's default. */
static unsigned chosen(unsigned place)
{
    return place > 0 ? place - 1 : 0;
}

exq_status exq_request_build_lists(const exq_asked *asked, exq_request *out, exq_pool *pool, exq_error *error)
{
    exq_lists_request *to = &out->lists;
    to->user = asked->user;
    to->item = asked->item;
    to->rank = asked->rank;
    to->relevance = asked->relevance;
    to->truth = asked->truth;
    to->relevant_from = asked->relevant_from;
    to->history = asked->history.items;
    to->history_count = asked->history.count;
    to->split_on = asked->split_on;
    to->sharing = (exq_sharing)chosen(asked->sharing);
    to->position_model = asked->position_model;
    to->compat = asked->compat;
    to->duplicates = (exq_duplicates)chosen(asked->duplicates);
    to->ties = (exq_ties)chosen(asked->ties);
    to->no_truth = (exq_no_truth)chosen(asked->no_truth);
    to->no_list = (exq_no_list)chosen(asked->no_list);
    out->format = asked->format;
    out->latin1 = asked->latin1;
    EXQ_PASS(build_cutoffs(&asked->at, to, pool, error));
    EXQ_PASS(build_table(asked->users, &to->users, &to->users_column, pool, error));
    EXQ_PASS(build_table(asked->items, &to->items, &to->items_column, pool, error));
    EXQ_PASS(build_tail(asked->tail, to, error));
    EXQ_PASS(exq_request_build_groupings(&asked->by_user, "by-user", &to->by_user, pool, error));
    EXQ_PASS(exq_request_build_groupings(&asked->by_item, "by-item", &to->by_item, pool, error));
    to->by_user_count = asked->by_user.count;
    to->by_item_count = asked->by_item.count;
    return EXQ_OK;
}
