# SPDX-License-Identifier: Apache-2.0
"""What a SARIF file of ours must be: the part of SARIF 2.1.0 that is written, closed, and the rules of code scanning.

Every object has the members named here and no other. With the schema of OASIS at hand (EXAEQUO_SARIF_SCHEMA names the file)
and the module jsonschema, that is asked as well.
"""
import json
import os
import re

URI = re.compile(r"(?:[A-Za-z0-9._~!$&'()*+,;=@/-]|%[0-9A-F]{2})+")
LEVELS = {"error", "warning", "note"}


def need(true, message):
    if not true:
        raise AssertionError(message)


def closed(value, required, optional=()):
    need(isinstance(value, dict), f"no object: {value!r}")
    missing, more = set(required) - set(value), set(value) - set(required) - set(optional)
    need(not missing and not more, f"members missing {missing}, too many {more}")
    return [value[name] for name in required]


def message(value, most=None):
    (text,) = closed(value, ["text"])
    need(isinstance(text, str) and text.strip(), "an empty message")
    need(most is None or len(text) <= most, f"a message of {len(text)} characters")
    need(not re.search(r"[{}]", re.sub(r"\{\{|\}\}", "", text)), f"a place in a message: {text}")
    need("](" not in text, f"a link in a message: {text}")
    need(not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", text), f"a character that acts: {text!r}")


def rule(value):
    id_, short, full, help_, defaults, properties = closed(
        value, ["id", "shortDescription", "fullDescription", "help", "defaultConfiguration", "properties"])
    need(isinstance(id_, str) and id_, "a rule without an id")
    message(short, 1024)
    message(full, 1024)
    message(help_)
    need(closed(defaults, ["level"])[0] in LEVELS, "a rule of no known level")
    (tags,) = closed(properties, ["tags"])
    need(len(tags) <= 10 and len(set(tags)) == len(tags), "tags twice")
    return id_


def result(value, rules):
    id_, index, level, said, locations, prints = closed(
        value, ["ruleId", "ruleIndex", "level", "message", "locations", "partialFingerprints"], ["properties"])
    need(0 <= index < len(rules) and rules[index] == id_, f"a result of no rule: {id_}")
    need(level in LEVELS, f"level {level}")
    message(said)
    need(len(locations) == 1, "a result without its place")
    artifact, region = closed(closed(locations[0], ["physicalLocation"])[0], ["artifactLocation", "region"])
    uri, base = closed(artifact, ["uri", "uriBaseId"])
    need(URI.fullmatch(uri) and not uri.startswith("/"), f"no relative reference: {uri}")
    need(base == "%SRCROOT%", base)
    for number in closed(region, ["startLine", "startColumn"]):
        need(isinstance(number, int) and number >= 1, f"a place that is none: {region}")
    (print_,) = closed(prints, ["primaryLocationLineHash"])
    need(re.fullmatch(r"[0-9a-f]{16}:[1-9][0-9]*", print_), print_)
    if "properties" in value:
        closed(value["properties"], ["verdict"], ["value", "lo", "hi"])
        need(value["properties"]["verdict"] not in ("met", "waived"), "what is met or waived is a result")
    return id_, print_


def schema_errors(log):
    path = os.environ.get("EXAEQUO_SARIF_SCHEMA")
    if not path:
        return
    import jsonschema

    with open(path, encoding="utf-8") as file:
        jsonschema.Draft7Validator(json.load(file)).validate(log)


def check(text):
    """The rule ids and the results by rule and fingerprint; AssertionError when it is wrong."""
    log = json.loads(text)
    schema, version, runs = closed(log, ["$schema", "version", "runs"])
    need(version == "2.1.0" and schema.endswith("/sarif-schema-2.1.0.json"), f"{schema} {version}")
    need(len(runs) == 1, "not one run")
    tool, automation, invocations, columns, results = closed(
        runs[0], ["tool", "automationDetails", "invocations", "columnKind", "results"])
    name, _, rules = closed(closed(tool, ["driver"])[0], ["name", "semanticVersion", "rules"])
    need(name == "exaequo", name)
    need(re.fullmatch(r"exaequo/.+/", closed(automation, ["id"])[0]), automation)
    need(columns == "unicodeCodePoints", columns)
    (invocation,) = invocations
    need(closed(invocation, ["executionSuccessful", "exitCode", "exitCodeDescription"])[0] is True, invocation)
    ids = [rule(value) for value in rules]
    need(len(set(ids)) == len(ids), "a rule twice")
    need(len(results) <= 25000, f"{len(results)} results")
    found = [result(value, ids) for value in results]
    need(len(set(found)) == len(found), "two results that cannot be told apart")
    schema_errors(log)
    return ids, found
