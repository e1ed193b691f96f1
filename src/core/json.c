// JSON text in: our limits first, then jansson.
#include "mudrock/json.h"

#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "spot.h"

// Line and column (in characters, both from 1) of a byte of the text.
static void find_position(mr_str text, size_t at, int *line, int *column)
{
    size_t start = 0;

    *line = 1;
    for (size_t i = 0; i < at; i++) {
        if (text.at[i] != '\n')
            continue;
        ++*line;
        start = i + 1;
    }
    *column = 1 + (int)mr_utf8_count((mr_str){text.at + start, at - start});
}

// Byte of the first bracket that nests too deep, or the length of the text. jansson's own bound is
// far higher and its parser recurses, so this goes first.
static size_t find_too_deep(mr_str text)
{
    int depth = 0;
    bool quoted = false;

    for (size_t i = 0; i < text.n; i++) {
        char c = text.at[i];
        if (quoted) {
            i += c == '\\';
            quoted = c != '"';
            continue;
        }
        quoted = c == '"';
        if (c == '{' || c == '[')
            depth++;
        else if ((c == '}' || c == ']') && depth > 0)
            depth--;
        if (depth > MR_JSON_MAX_DEPTH)
            return i;
    }
    return text.n;
}

mr_status mr_json_parse_at(mr_str text, json_t **out, int *line, int *column, mr_error *err)
{
    json_error_t problem;
    char where[64];

    *out = NULL;
    *line = *column = 0;
    if (text.n > MR_JSON_MAX_BYTES)
        return mr_fail(err, MR_ETOOLARGE, NULL,
                       "the JSON text has %zu bytes, more than the limit of %d", text.n,
                       MR_JSON_MAX_BYTES);
    const char *nul = text.n ? memchr(text.at, '\0', text.n) : NULL;
    if (nul) { // jansson skips it after a number
        find_position(text, (size_t)(nul - text.at), line, column);
        (void)snprintf(where, sizeof where, "line %d, column %d", *line, *column);
        return mr_fail(err, MR_EFORMAT, where, "a NUL byte stands in the JSON text");
    }
    size_t deep = find_too_deep(text);
    if (deep < text.n) {
        find_position(text, deep, line, column);
        (void)snprintf(where, sizeof where, "line %d, column %d", *line, *column);
        return mr_fail(err, MR_ETOOLARGE, where, "the JSON value is nested deeper than %d levels",
                       MR_JSON_MAX_DEPTH);
    }
    *out = json_loadb(text.n ? text.at : "", text.n, JSON_REJECT_DUPLICATES | JSON_DECODE_ANY,
                      &problem);
    if (*out)
        return MR_OK;
    if (json_error_code(&problem) == json_error_out_of_memory)
        return mr_fail(err, MR_ENOMEM, NULL, "no memory to read JSON text of %zu bytes", text.n);
    *line = problem.line > 0 ? problem.line : 1;
    *column = problem.column > 0 ? problem.column : 1;
    (void)snprintf(where, sizeof where, "line %d, column %d", *line, *column);
    return mr_fail(err, MR_EFORMAT, where, "%s", text.n ? problem.text : "the JSON text is empty");
}

mr_status mr_json_parse(mr_str text, json_t **out, mr_error *err)
{
    int line, column;

    return mr_json_parse_at(text, out, &line, &column, err);
}
