/* SPDX-License-Identifier: Apache-2.0 */
/*
 * The table of keys.
 */
#include "policy_schema.h"

/* The rest: what it means, and then what else the row says. */
#define KEY(key, key_kind, member, ...)                                                                          \
    {                                                                                                            \
        .name = (key), .kind = EXQ_POLICY_##key_kind, .offset = offsetof(STRUCTURE, member), .help = __VA_ARGS__ \
    }
#define RECORD_OF(title, rows)                                     \
    {                                                              \
        .name = (title), .size = sizeof(STRUCTURE), .keys = (rows) \
    }
#define REQUIRED .required = true
#define WORDS(list) .words = (list)
#define DEFAULT(text) .fallback = (text)
#define OF(record) .of = &(record)

#define REFERENCES "largest best overall rest"
#define CONSEQUENCES "fail warn"

#define STRUCTURE exq_policy_about
static const exq_policy_key about_keys[] = {
    KEY("name", TEXT, name, "What this audit is called."),
    KEY("owner", TEXT, owner, "Who answers for it."),
    KEY("purpose", TEXT, purpose, "The question it is to answer."),
    {0},
};
static const exq_policy_record about_record = RECORD_OF("audit", about_keys);
#undef STRUCTURE

#define STRUCTURE exq_policy_columns
static const exq_policy_key columns_keys[] = {
    KEY("decision", TEXT, decision, "What was decided."),
    KEY("score", TEXT, score, "A numeric score. Beside a decision it does not decide."),
    KEY("label", TEXT, label, "What turned out to be true."),
    KEY("counterfactual", TEXT, counterfactual, "The decision on the same case with the attribute switched."),
    KEY("weight", TEXT, weight, "The weight of a row."),
    KEY("unit", TEXT, unit, "Whose row it is, where one person can have several; the same as `uncertainty.unit`."),
    KEY("counts", TEXT, counts, "Rows are counted already: how many each stands for."),
    KEY("user", TEXT, user,
        "Whose list it is: rows are items recommended to users. With a decision beside it, rows are both, and both are "
        "audited."),
    KEY("item", TEXT, item, "What was recommended."),
    KEY("rank", TEXT, rank, "Its place, 1 the best; without it the score orders, more being better."),
    KEY("relevance", TEXT, relevance, "How relevant the item was for the user.",
        DEFAULT("the label, where there is no truth")),
    {0},
};
static const exq_policy_record columns_record = RECORD_OF("columns", columns_keys);
#undef STRUCTURE

#define STRUCTURE exq_policy_data
static const exq_policy_key data_keys[] = {
    KEY("columns", RECORD, columns, "Which column is what.", OF(columns_record)),
    KEY("favourable", TEXTS, favourable, "Decisions that count as favourable.", DEFAULT("1, true, yes")),
    KEY("positive", TEXTS, positive, "Labels that count as positive.", DEFAULT("1, true, yes")),
    KEY("threshold", THRESHOLD, threshold,
        "Without a decision: decided where score >= threshold. \">T\" is above T, and median above the median of "
        "everybody."),
    KEY("selected_is", WORD, selected_is,
        "What being selected is for the person; not said, nobody is called better or worse off.", WORDS("good bad")),
    KEY("missing", WORD, missing, "What a row without an attribute is.", WORDS("own_group drop fail compare"),
        DEFAULT("own_group")),
    KEY("max_excluded", SHARE, max_excluded, "Refuse data of which more rows cannot be used.", DEFAULT("0.05")),
    KEY("at", COUNTS, rank_at, "Lists: judge the first so many places.", DEFAULT("10")),
    KEY("truth", TEXT, truth,
        "A file of what each user found relevant: user, item[, relevance]. Files named here are found from the folder "
        "of the policy."),
    KEY("relevant_from", NUMBER, relevant_from, "The least grade that is relevant.", DEFAULT("any above 0")),
    KEY("history", TEXTS, history, "Files of what the recommender learnt from: user, item."),
    KEY("users", TEXT, users, "A file of one row a user, where groups of users stand.", DEFAULT("the rows themselves")),
    KEY("users_column", TEXT, users_column, "Its column of ids.", DEFAULT("the first")),
    KEY("items", TEXT, items, "A file of one row an item, where groups of items stand.",
        DEFAULT("the rows themselves")),
    KEY("items_column", TEXT, items_column, "Its column of ids.", DEFAULT("the first")),
    KEY("split_on", TEXT, split_on, "What divides several values in the cell of an item."),
    KEY("sharing", WORD, sharing, "An item of several groups: shared among them, or each one's wholly.",
        WORDS("fractional full"), DEFAULT("fractional")),
    KEY("position_model", TEXT, position_model, "Attention by rank: log, log-clip, geo=P, rbp=P, topk, table=FILE.",
        DEFAULT("log")),
    KEY("compat", TEXT, compat, "The variants of another tool, whose numbers are to come out."),
    KEY("duplicates", WORD, duplicates, "An item that stands twice in a list.", WORDS("fail keep_first"),
        DEFAULT("fail")),
    KEY("ties", WORD, ties,
        "Equal scores, where there are no ranks: items stand in the order of their names; `expected` lets them "
        "share attention alike.",
        WORDS("expected by_item by_item_reversed"), DEFAULT("expected")),
    KEY("no_truth", WORD, no_truth, "Users of whom nothing relevant is known.", WORDS("left_out zero"),
        DEFAULT("left_out")),
    KEY("no_list", WORD, no_list, "Users with truth and without a list.", WORDS("zero left_out"), DEFAULT("zero")),
    KEY("tail", WORD, tail, "The long tail of the catalogue.", WORDS("interactions80 items20 bottom10"),
        DEFAULT("interactions80")),
    {0},
};
static const exq_policy_record data_record = RECORD_OF("data", data_keys);
#undef STRUCTURE

#define STRUCTURE exq_policy_group
static const exq_policy_key group_keys[] = {
    KEY("from", TEXT, from, "The column.", DEFAULT("the name of the group")),
    KEY("cut", NUMBERS, cut,
        "The column holds numbers: where its bands begin. [18, 35] makes <18, 18..<35 and >=35; numbers are compared "
        "by their "
        "digits, and what is no number is left out and counted."),
    KEY("cross", TEXTS, cross, "Instead of a column: the groups that are crossed."),
    KEY("side", WORD, side, "Of recommendation lists: groups of users, or of the items shown to them.",
        WORDS("user item"), DEFAULT("user")),
    KEY("reference", REFERENCE, reference, "Whom the others are compared with; {level: NAME} names a level.",
        WORDS(REFERENCES), DEFAULT("largest")),
    {0},
};
static const exq_policy_record group_record = RECORD_OF("group", group_keys);
#undef STRUCTURE

#define STRUCTURE exq_policy_consent
static const exq_policy_key consent_keys[] = {
    KEY("column", TEXT, column, "Who consented; data without it are refused.", REQUIRED),
    KEY("must_be", TEXT, must_be, "What it holds where the person did: exactly this text.", REQUIRED),
    {0},
};
static const exq_policy_record consent_record = RECORD_OF("consent", consent_keys);
#undef STRUCTURE

#define STRUCTURE exq_policy_privacy
static const exq_policy_key privacy_keys[] = {
    KEY("min_cell", COUNT, min_cell, "No group of fewer people is published.", DEFAULT("10")),
    KEY("consent", RECORD, consent,
        "Rows of people who did not consent are read into no number. They are counted, and `max_excluded` is not about "
        "them.",
        OF(consent_record)),
    {0},
};
static const exq_policy_record privacy_record = RECORD_OF("privacy", privacy_keys);
#undef STRUCTURE

#define STRUCTURE exq_policy_uncertainty
static const exq_policy_key uncertainty_keys[] = {
    KEY("level", LEVEL, level, "The confidence level of all ranges.", DEFAULT("0.95")),
    KEY("unit", TEXT, unit, "The column that says whose row it is, where one person can have several."),
    KEY("corrections", WORD, corrections,
        "How p-values in tables allow for their number. Ranges and verdicts allow for it always, by themselves.",
        WORDS("holm benjamini_hochberg"), DEFAULT("holm")),
    KEY("rate_interval", WORD, rate_interval, "The range of a rate.", WORDS("wilson clopper-pearson jeffreys"),
        DEFAULT("wilson")),
    KEY("ratio_interval", WORD, ratio_interval, "The range of a ratio of rates.", WORDS("koopman katz"),
        DEFAULT("koopman")),
    KEY("seed", COUNT, seed, "Of all random draws.", DEFAULT("1")),
    KEY("replicates", COUNT, replicates, "Samples drawn for ranges that are resampled.", DEFAULT("2000")),
    {0},
};
static const exq_policy_record uncertainty_record = RECORD_OF("uncertainty", uncertainty_keys);
#undef STRUCTURE

#define STRUCTURE exq_policy_own_words
static const exq_policy_key own_words_keys[] = {
    KEY("people", TEXT, people, "« candidats »: in the plural, without an article."),
    KEY("selected", TEXT, selected,
        "« obtiennent un entretien »: a verb in the plural, so that nothing has to agree with a group."),
    KEY("rejected", TEXT, rejected, "« n’obtiennent pas d’entretien »."),
    KEY("positive", TEXT, positive, "« remboursent »."),
    KEY("negative", TEXT, negative, "« ne remboursent pas »."),
    KEY("items", TEXT, items, "« films »."),
    KEY("found", TEXT, found, "« trouvent un film qui leur plaît »."),
    {0},
};
static const exq_policy_record own_words_record = RECORD_OF("words.fr", own_words_keys);
#undef STRUCTURE

#define STRUCTURE exq_policy_words
static const exq_policy_key words_keys[] = {
    KEY("people", TEXT, people, "What the people are called.", DEFAULT("people")),
    KEY("selected", TEXT, selected, "What being selected is called.", DEFAULT("selected")),
    KEY("rejected", TEXT, rejected, "What not being selected is called."),
    KEY("positive", TEXT, positive, "What a positive label is called."),
    KEY("negative", TEXT, negative, "What a negative label is called."),
    KEY("items", TEXT, items, "What the items of lists are called."),
    KEY("found", TEXT, found, "What having found something in a list is called."),
    KEY("fr", RECORD, fr, "The same in French. French uses no other words where these are said, nor where a page in another language comes first.",
        OF(own_words_record)),
    {0},
};
static const exq_policy_record words_record = RECORD_OF("words", words_keys);
#undef STRUCTURE

#define STRUCTURE exq_policy_answer
static const exq_policy_key answer_keys[] = {
    KEY("answer", WORD, answer, "The answer.", WORDS("yes no unsure"), REQUIRED),
    KEY("reason", REASON, reason, "Why, in a sentence or two.", REQUIRED),
    KEY("by", TEXT, by, "Who answered.", REQUIRED),
    KEY("on", DATE, on, "When.", REQUIRED),
    {0},
};
static const exq_policy_record answer_record = RECORD_OF("answer", answer_keys);
#undef STRUCTURE

#define STRUCTURE exq_policy_ethics
static const exq_policy_key ethics_keys[] = {
    KEY("benefit", RECORD, benefit, "Does it benefit the people it is about?", OF(answer_record)),
    KEY("informed", RECORD, informed, "Did they agree knowing what it is for?", OF(answer_record)),
    KEY("defensible", RECORD, defensible, "Could it be defended before a regulator and in public?", OF(answer_record)),
    {0},
};
static const exq_policy_record ethics_record = RECORD_OF("ethics", ethics_keys);
#undef STRUCTURE

#define STRUCTURE exq_policy_summary
static const exq_policy_key summary_keys[] = {
    KEY("leave_out_small", WORD, leave_out_small,
        "Whether categories below 2 % have no impact ratio, and are nobody's reference. Their numbers are published "
        "all the same.",
        WORDS("yes no"), DEFAULT("no")),
    KEY("justification", REASON, justification, "Why they are left out; needed with that."),
    KEY("source", TEXT, source, "Where the data come from, and what they are."),
    KEY("distributed", DATE, distributed, "The day the tool was first used."),
    {0},
};
static const exq_policy_record summary_record = RECORD_OF("summary", summary_keys);
#undef STRUCTURE

#define STRUCTURE exq_policy_compared
static const exq_policy_key compared_keys[] = {
    KEY("baseline", TEXT, baseline,
        "A saved result about other people: its path, from the folder of the policy. Say this or `against`."),
    KEY("against", WORD, against, "The other version that --against names, judged on the same people.", WORDS("yes")),
    KEY("no_worse_by", LIMIT, no_worse_by,
        "The limit: no group may be worse served than before by more, nor may a gap have grown by more. A gap that "
        "narrows "
        "because those better served lost is missed.",
        REQUIRED),
    {0},
};
static const exq_policy_record compared_record = RECORD_OF("compared_with", compared_keys);
#undef STRUCTURE

#define STRUCTURE exq_policy_check
static const exq_policy_key check_keys[] = {
    KEY("id", TEXT, id, "Its name, in every output.", DEFAULT("made of the metric and the grouping")),
    KEY("title", TEXT, title, "What it asks, in a sentence."),
    KEY("metric", TEXT, metric, "What is measured; `exaequo list` names all metrics.", REQUIRED),
    KEY("by", TEXT, by, "The group, by its name under `groups`.", DEFAULT("every group, each a check of its own")),
    KEY("at_least", LIMIT, at_least, "The limit from below. A check has exactly one limit."),
    KEY("at_most", LIMIT, at_most, "The limit from above."),
    KEY("between", PAIR, between, "Both limits: [low, high]."),
    KEY("compared_with", RECORD, compared_with,
        "Instead of a limit: the version before, and how much worse is too much.", OF(compared_record)),
    KEY("decide_on", WORD, decide_on, "The whole range decides, or the number itself.", WORDS("interval point"),
        DEFAULT("interval")),
    KEY("if_missed", WORD, if_missed, "What a missed limit does.", WORDS(CONSEQUENCES), DEFAULT("fail")),
    KEY("if_unsure", WORD, if_unsure, "What a range does that holds the limit.", WORDS(CONSEQUENCES), DEFAULT("warn")),
    KEY("if_not_computed", WORD, if_not_computed, "What a number does that does not exist.", WORDS(CONSEQUENCES),
        DEFAULT("fail")),
    KEY("if_withheld", WORD, if_withheld, "What a group does that is withheld.", WORDS(CONSEQUENCES), DEFAULT("warn")),
    KEY("because", TEXT, because, "Whose limit it is and why."),
    {0},
};
static const exq_policy_record check_record = RECORD_OF("check", check_keys);
#undef STRUCTURE

#define STRUCTURE exq_policy_waiver
static const exq_policy_key waiver_keys[] = {
    KEY("id", TEXT, id, "Its name.", REQUIRED),
    KEY("check", TEXT, check, "The id of the check that need not be met.", REQUIRED),
    KEY("group", LEVELS, group, "For this group alone: {COLUMN: LEVEL}.", DEFAULT("all groups")),
    KEY("limit", LIMIT, limit, "Beyond this the check fails all the same."),
    KEY("reason", TEXT, reason, "Why.", REQUIRED),
    KEY("approved_by", TEXT, approved_by, "Who answers for it.", REQUIRED),
    KEY("ticket", TEXT, ticket, "Where it is followed up."),
    KEY("expires", DATE, expires, "The last day it holds, in UTC.", REQUIRED),
    {0},
};
static const exq_policy_record waiver_record = RECORD_OF("waiver", waiver_keys);
#undef STRUCTURE

#define STRUCTURE exq_policy_content
static const exq_policy_key content_keys[] = {
    KEY("version", WORD, version, "The version of this form of policy.", WORDS("1"), REQUIRED),
    KEY("audit", RECORD, about, "What the policy is for.", OF(about_record)),
    KEY("extends", TEXTS, extends, "Presets that are added: " EXQ_POLICY_PRESETS "."),
    KEY("data", RECORD, data, "What the columns are and how they are read.", OF(data_record)),
    KEY("groups", NAMED, groups, "Whom to compare, each under a name of yours.", OF(group_record)),
    KEY("given", TEXTS, given, "Columns: every comparison is also made within each of these strata."),
    KEY("privacy", RECORD, privacy, "What is published.", OF(privacy_record)),
    KEY("uncertainty", RECORD, uncertainty, "How sure a statement must be.", OF(uncertainty_record)),
    KEY("words", RECORD, words, "Your words in the sentences.", OF(words_record)),
    KEY("summary", RECORD, summary, "What the summary that nyc-ll144 wants published says beside its numbers.",
        OF(summary_record)),
    KEY("ethics", RECORD, ethics, "Three questions for people to answer; the page says which are not.",
        OF(ethics_record)),
    KEY("checks", RECORDS, checks, "What the audit is held to.", OF(check_record)),
    KEY("waivers", RECORDS, waivers, "Checks that need not be met for now, and who decided so.", OF(waiver_record)),
    {0},
};
const exq_policy_record exq_policy_content_record = RECORD_OF("policy", content_keys);
#undef STRUCTURE

#define STRUCTURE exq_policy_preset
static const exq_policy_key preset_keys[] = {
    KEY("id", TEXT, id, "The name it is extended by.", REQUIRED),
    KEY("status", TEXT, status, "Does it hold?", REQUIRED),
    KEY("law_as_of", DATE, law_as_of, "The day the law was read.", REQUIRED),
    KEY("review_by", DATE, review_by, "The day by which it must be read again.", REQUIRED),
    KEY("sources", TEXTS, sources, "What was read.", REQUIRED),
    KEY("wording", TEXT, wording, "What may be said of it.", REQUIRED),
    KEY("reference", REFERENCE, reference, "Of every group without one of its own.", WORDS(REFERENCES)),
    KEY("threshold", THRESHOLD, threshold, "Of scores, where the policy says none."),
    KEY("min_cell", COUNT, min_cell, "Where the policy says none."),
    KEY("summary", WORD, summary, "Whether a summary has to be published.", WORDS("yes")),
    KEY("summary_needs", TEXTS, summary_needs, "What the policy must say of it before it is published."),
    KEY("groups", NAMED, groups, "Groups it adds; those of the same name in the policy stand instead.",
        OF(group_record)),
    KEY("checks", RECORDS, checks, "Checks it adds.", OF(check_record)),
    {0},
};
const exq_policy_record exq_policy_preset_record = RECORD_OF("preset", preset_keys);
#undef STRUCTURE
