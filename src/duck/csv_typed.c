// CSV whose header says the types, by RFC 4180: read here rather than by DuckDB, whose reader gives
// no rows at all, and no error, after some quoted headers with CR LF ends (seen with 1.5.5), and
// which cannot tell line and column of a bad cell.
#include <stdlib.h>
#include <string.h>

#include "csv.h"

struct reader {
    mr_str text;
    size_t at;
    int64_t line;   // of the next cell
    mr_buf scratch; // a quoted cell with its quotes undone
};

struct cell {
    mr_str text; // good until the next one
    bool quoted;
    bool last; // of its record
};

static void reader_init(struct reader *in, mr_str text)
{
    *in = (struct reader){.text = text, .line = 1};
    if (text.n >= 3 && memcmp(text.at, "\xef\xbb\xbf", 3) == 0)
        in->at = 3;
}

static bool at_end(const struct reader *in)
{
    return in->at == in->text.n;
}

// Passes over one end of line: LF, CR LF or CR.
static void end_line(struct reader *in)
{
    if (!at_end(in) && in->text.at[in->at] == '\r')
        in->at++;
    else if (!at_end(in) && in->text.at[in->at] == '\n') {
        in->at++;
        in->line++;
        return;
    }
    if (!at_end(in) && in->text.at[in->at] == '\n')
        in->at++;
    in->line++;
}

static mr_status quoted_cell(struct reader *in, mr_error *err)
{
    int64_t begun = in->line;

    in->scratch.n = 0;
    for (in->at++; !at_end(in); in->at++) {
        char c = in->text.at[in->at];
        bool twice = c == '"' && in->at + 1 < in->text.n && in->text.at[in->at + 1] == '"';
        if (c == '"' && !twice) {
            in->at++;
            return MR_OK;
        }
        in->at += twice;
        in->line += c == '\n';
        mr_buf_putc(&in->scratch, c);
    }
    return mr_fail(err, MR_EFORMAT, NULL, "line %lld: a quote is opened and never closed",
                   (long long)begun);
}

static mr_status next_cell(struct reader *in, struct cell *out, mr_error *err)
{
    *out = (struct cell){.quoted = !at_end(in) && in->text.at[in->at] == '"'};
    if (out->quoted) {
        MR_TRY(quoted_cell(in, err));
        if (in->scratch.status != MR_OK)
            return mr_fail(err, in->scratch.status, NULL, "line %lld: no memory for a cell",
                           (long long)in->line);
        out->text = (mr_str){in->scratch.n ? in->scratch.at : "", in->scratch.n};
    } else {
        size_t from = in->at;
        while (!at_end(in) && !memchr(",\r\n", in->text.at[in->at], 3))
            in->at++;
        out->text = (mr_str){in->text.at + from, in->at - from};
    }
    if (!at_end(in) && in->text.at[in->at] == ',') {
        in->at++;
        return MR_OK;
    }
    out->last = true;
    if (!at_end(in) && !memchr("\r\n", in->text.at[in->at], 2))
        return mr_fail(err, MR_EFORMAT, NULL, "line %lld: text after a closing quote",
                       (long long)in->line);
    return MR_OK; // the end of the line stays: its number is still wanted
}

static void field_of(mr_arena *arena, mr_str cell, mr_field *out, size_t *typed)
{
    size_t colon = cell.n;

    *out = (mr_field){.type = MR_UTF8, .nullable = true, .origin = -1};
    while (colon > 0 && cell.at[colon - 1] != ':')
        colon--;
    const char *type = colon > 0 ? mr_arena_strndup(arena, cell.at + colon, cell.n - colon) : "";
    if (colon > 1 && mr_type_parse(type, &out->type) && out->type != MR_ANY) {
        (*typed)++;
        cell.n = colon - 1;
    } else
        out->type = MR_UTF8;
    out->name = mr_arena_strndup(arena, cell.at, cell.n);
}

static mr_status read_header(struct reader *in, mr_arena *arena, mr_schema *out, size_t *typed,
                             mr_error *err)
{
    struct cell cell = {0};
    size_t capacity = 32;

    *typed = 0;
    *out = (mr_schema){.fields = MR_ARENA_ARRAY(arena, mr_field, capacity)};
    while (!cell.last) {
        MR_TRY(next_cell(in, &cell, err));
        if (!mr_utf8_valid(cell.text))
            return mr_fail(err, MR_EFORMAT, NULL, "the header is not UTF-8");
        if (out->n == capacity) {
            capacity *= 2;
            mr_field *more = MR_ARENA_ARRAY(arena, mr_field, capacity);
            memcpy(more, out->fields, out->n * sizeof *more);
            out->fields = more;
        }
        mr_field *field = &out->fields[out->n];
        field_of(arena, cell.text, field, typed);
        out->n++;
    }
    return MR_OK;
}

mr_status mr_csv_header(mr_str text, mr_arena *arena, mr_schema *out, size_t *typed, mr_error *err)
{
    struct reader in;

    reader_init(&in, text);
    mr_status st = read_header(&in, arena, out, typed, err);
    mr_buf_clear(&in.scratch);
    return st;
}

static mr_status put_cell(mr_builder *to, const mr_field *field, const struct cell *cell, bool only,
                          int64_t line, mr_error *err)
{
    bool null = cell->text.n == 0 && !(cell->quoted && field->type == MR_UTF8 && !only);

    if (null || (field->type != MR_UTF8 && mr_str_trim(cell->text).n == 0)) {
        mr_builder_null(to);
        return MR_OK;
    }
    if (mr_cell_put(to, field->type, cell->text))
        return MR_OK;
    return mr_fail(err, MR_EFORMAT, field->name,
                   "line %lld, column \"%s\": \"%.*s\" is not a value of type %s", (long long)line,
                   field->name, (int)(cell->text.n < 60 ? cell->text.n : 60), cell->text.at,
                   mr_type_name(field->type));
}

static mr_status read_record(struct reader *in, const mr_schema *schema,
                             mr_builder *const *builders, mr_error *err)
{
    struct cell cell = {0};
    int64_t line = in->line;
    size_t n = 0;

    for (; !cell.last; n++) {
        int64_t at = in->line;
        MR_TRY(next_cell(in, &cell, err));
        if (n < schema->n)
            MR_TRY(put_cell(builders[n], &schema->fields[n], &cell, schema->n == 1, at, err));
    }
    if (n != schema->n)
        return mr_fail(err, MR_EFORMAT, NULL, "line %lld: %zu cells, where the header has %zu",
                       (long long)line, n, schema->n);
    return MR_OK;
}

static mr_status read_records(struct reader *in, const mr_schema *schema,
                              mr_builder *const *builders, mr_error *err)
{
    end_line(in); // of the header
    while (!at_end(in)) {
        bool blank = in->text.at[in->at] == '\n' || in->text.at[in->at] == '\r';
        if (!blank || schema->n == 1)
            MR_TRY(read_record(in, schema, builders, err));
        end_line(in);
    }
    return MR_OK;
}

static mr_status build(const mr_schema *schema, mr_builder *const *builders, mr_table **out,
                       mr_error *err)
{
    mr_table *table = mr_table_new(mr_builder_length(builders[0]));

    for (size_t i = 0; i < schema->n; i++) {
        const mr_column *column = NULL;
        mr_status st = mr_builder_finish(builders[i], &column, err);
        if (st != MR_OK) {
            mr_table_unref(table);
            return st;
        }
        mr_table_put(table, column);
    }
    *out = table;
    return MR_OK;
}

static mr_status check_names(const mr_schema *schema, mr_error *err)
{
    for (size_t i = 0; i < schema->n; i++)
        if (mr_schema_find(schema, schema->fields[i].name) != &schema->fields[i])
            return mr_fail(err, MR_EFORMAT, schema->fields[i].name, "two columns are named \"%s\"",
                           schema->fields[i].name);
    return MR_OK;
}

mr_status mr_csv_read(mr_str text, const mr_schema *schema, mr_table **out, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    mr_builder **builders = MR_ARENA_ARRAY(arena, mr_builder *, schema->n);
    mr_schema again;
    size_t typed;
    struct reader in;

    for (size_t i = 0; i < schema->n; i++)
        builders[i] = mr_builder_new(&schema->fields[i]);
    reader_init(&in, text);
    mr_status st = check_names(schema, err);
    if (st == MR_OK)
        st = read_header(&in, arena, &again, &typed, err);
    if (st == MR_OK)
        st = read_records(&in, schema, builders, err);
    if (st == MR_OK)
        st = build(schema, builders, out, err);
    for (size_t i = 0; i < schema->n; i++)
        mr_builder_free(builders[i]);
    mr_buf_clear(&in.scratch);
    mr_arena_free(arena);
    return st;
}
