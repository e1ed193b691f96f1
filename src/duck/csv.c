// CSV in. A header of `name:type` cells says the types; without one DuckDB finds them out.
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "session.h"

enum { HEADER_MAX = 1 << 20 };

struct header {
    size_t n, capacity;
    char **cells;
};

static void add_cell(mr_arena *arena, struct header *header, const mr_buf *cell)
{
    if (header->n == header->capacity) {
        size_t capacity = header->capacity ? 2 * header->capacity : 32;
        char **cells = MR_ARENA_ARRAY(arena, char *, capacity);
        if (header->n > 0)
            memcpy(cells, header->cells, header->n * sizeof *cells);
        header->cells = cells;
        header->capacity = capacity;
    }
    header->cells[header->n++] = mr_arena_strndup(arena, cell->n ? cell->at : "", cell->n);
}

// Cells of the first record, separated by commas; double quotes as RFC 4180 has them.
static void split_header(mr_arena *arena, mr_str text, struct header *out)
{
    mr_buf cell = {0};
    bool quoted = false;
    size_t i = 0;

    if (text.n >= 3 && memcmp(text.at, "\xef\xbb\xbf", 3) == 0)
        i = 3;
    for (; i < text.n && (quoted || (text.at[i] != '\n' && text.at[i] != '\r')); i++) {
        char c = text.at[i];
        if (c == '"' && quoted && i + 1 < text.n && text.at[i + 1] == '"')
            mr_buf_putc(&cell, text.at[++i]);
        else if (c == '"')
            quoted = !quoted;
        else if (c == ',' && !quoted) {
            add_cell(arena, out, &cell);
            cell.n = 0;
        } else
            mr_buf_putc(&cell, c);
    }
    add_cell(arena, out, &cell);
    mr_buf_clear(&cell);
}

static mr_status read_header(mr_arena *arena, const char *path, struct header *out, mr_error *err)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return mr_fail(err, errno == ENOENT ? MR_ENOTFOUND : MR_EIO, NULL, "cannot open \"%s\": %s",
                       path, strerror(errno));
    char *text = mr_arena_alloc(arena, HEADER_MAX);
    size_t n = fread(text, 1, HEADER_MAX, file);
    bool failed = ferror(file) != 0;
    fclose(file);
    if (failed)
        return mr_fail(err, MR_EIO, NULL, "cannot read \"%s\"", path);
    if (n == 0)
        return mr_fail(err, MR_EFORMAT, NULL, "the file is empty: a header is wanted");
    split_header(arena, (mr_str){text, n}, out);
    return MR_OK;
}

// Splits `name:type` cells into fields. A cell without a type is text. Returns how many had one.
static size_t typed_fields(mr_arena *arena, const struct header *header, mr_schema *out)
{
    size_t typed = 0;

    *out = (mr_schema){.n = header->n, .fields = MR_ARENA_ARRAY(arena, mr_field, header->n)};
    for (size_t i = 0; i < header->n; i++) {
        mr_field *field = &out->fields[i];
        char *colon = strrchr(header->cells[i], ':');
        *field = (mr_field){.type = MR_UTF8, .nullable = true, .origin = -1};
        if (colon && colon > header->cells[i] && mr_type_parse(colon + 1, &field->type) &&
            field->type != MR_ANY) {
            field->name =
                mr_arena_strndup(arena, header->cells[i], (size_t)(colon - header->cells[i]));
            typed++;
        } else {
            field->name = header->cells[i];
            field->type = MR_UTF8;
        }
    }
    return typed;
}

// [1, null, 2.5]
static bool put_list(mr_builder *to, mr_arena *arena, mr_str text)
{
    size_t n = 0, room = 1;

    for (size_t i = 0; i < text.n; i++)
        room += text.at[i] == ',';
    if (text.n < 2 || text.at[0] != '[' || text.at[text.n - 1] != ']')
        return false;
    double *items = MR_ARENA_ARRAY(arena, double, room);
    mr_str rest = mr_str_trim((mr_str){text.at + 1, text.n - 2});
    while (rest.n > 0) {
        const char *comma = memchr(rest.at, ',', rest.n);
        mr_str item = mr_str_trim((mr_str){rest.at, comma ? (size_t)(comma - rest.at) : rest.n});
        if (mr_str_eq(item, MR_STR("null")))
            items[n++] = (double)NAN;
        else if (!mr_parse_double_all(item, &items[n++]))
            return false;
        if (!comma)
            break;
        rest = (mr_str){comma + 1, rest.n - (size_t)(comma + 1 - rest.at)};
        if (rest.n == 0)
            return false; // a comma at the end
    }
    mr_builder_list(to, items, n);
    return true;
}

static bool put_truth(mr_builder *to, mr_str text)
{
    bool yes = mr_str_ieq(text, MR_STR("true")) || mr_str_eq(text, MR_STR("1"));

    if (!yes && !mr_str_ieq(text, MR_STR("false")) && !mr_str_eq(text, MR_STR("0")))
        return false;
    mr_builder_truth(to, yes);
    return true;
}

// A whole number, also as 5.0 or 1e3, that the type can hold.
static bool put_integer(mr_builder *to, mr_str text, int64_t limit)
{
    int64_t value;
    double real;

    if (!mr_parse_int64_all(text, &value)) {
        if (!mr_parse_double_all(text, &real) || real != floor(real) ||
            fabs(real) >= 9007199254740992.0)
            return false;
        value = (int64_t)real;
    }
    if (value > limit || value < -limit - 1)
        return false;
    mr_builder_int(to, value);
    return true;
}

static bool put_text(mr_builder *to, mr_type type, mr_arena *arena, mr_str text)
{
    double real;

    if (type == MR_UTF8) {
        mr_builder_text(to, text);
        return true;
    }
    text = mr_str_trim(text);
    if (text.n == 0) {
        mr_builder_null(to);
        return true;
    }
    switch (type) {
    case MR_FLOAT64:
    case MR_FLOAT32:
        if (!mr_parse_double_all(text, &real))
            return false;
        mr_builder_real(to, real);
        return true;
    case MR_INT64: return put_integer(to, text, INT64_MAX);
    case MR_INT32: return put_integer(to, text, INT32_MAX);
    case MR_BOOL: return put_truth(to, text);
    case MR_LIST_FLOAT64: return put_list(to, arena, text);
    case MR_TIMESTAMP:
    case MR_UTF8:
    case MR_ANY: return false;
    }
    return false;
}

// Texts as DuckDB read them into a column of the wanted type. Timestamps come typed already.
static mr_status parse_column(const mr_column *texts, const mr_field *field, const mr_column **out,
                              mr_error *err)
{
    if (field->type == texts->field.type) {
        *out = mr_column_with_field(texts, field);
        return MR_OK;
    }
    mr_builder *to = mr_builder_new(field);
    mr_arena *arena = mr_arena_new();
    mr_status st = MR_OK;
    for (int64_t i = 0; st == MR_OK && i < texts->length; i++) {
        mr_str text = mr_column_text(texts, i);
        if (!mr_valid(texts, i))
            mr_builder_null(to);
        else if (!put_text(to, field->type, arena, text))
            st = mr_fail(err, MR_EFORMAT, field->name,
                         "row %lld: \"%.*s\" is not a value of type %s", (long long)i + 1,
                         (int)(text.n < 60 ? text.n : 60), text.at, mr_type_name(field->type));
        if (field->type == MR_LIST_FLOAT64 && i % 1024 == 1023) {
            mr_arena_free(arena);
            arena = mr_arena_new();
        }
    }
    if (st == MR_OK)
        st = mr_builder_finish(to, out, err);
    mr_arena_free(arena);
    mr_builder_free(to);
    return st;
}

// Fixed dialect, everything text. An empty cell is null and "" an empty text; but in a file of one
// column a null can only be written as "", since DuckDB and others pass over empty lines.
static void typed_statement(mr_buf *sql, const mr_buf *path, const mr_schema *schema)
{
    mr_buf_puts(sql, "SELECT ");
    for (size_t i = 0; i < schema->n; i++) {
        mr_buf_printf(sql, "%s%sc%zu%s AS ", i > 0 ? ", " : "",
                      schema->fields[i].type == MR_TIMESTAMP ? "CAST(" : "", i,
                      schema->fields[i].type == MR_TIMESTAMP ? " AS TIMESTAMP)" : "");
        mr_sql_name(sql, schema->fields[i].name);
    }
    mr_buf_puts(sql, " FROM read_csv(");
    mr_buf_put(sql, path->at, path->n);
    mr_buf_puts(sql, ", columns = {");
    for (size_t i = 0; i < schema->n; i++)
        mr_buf_printf(sql, "%s'c%zu': 'VARCHAR'", i > 0 ? ", " : "", i);
    mr_buf_printf(sql,
                  "}, auto_detect = false, header = true, delim = ',', quote = '\"', escape = "
                  "'\"', nullstr = '', "
                  "allow_quoted_nulls = %s, strict_mode = true, max_line_size = 67108864)",
                  schema->n == 1 ? "true" : "false");
}

static mr_status read_typed(mr_duck_session *session, const mr_buf *path, const mr_schema *schema,
                            mr_table **out, mr_error *err)
{
    mr_buf sql = {0};
    mr_table *texts = NULL;

    typed_statement(&sql, path, schema);
    mr_status st = mr_session_select(session, &sql, MR_EFORMAT, NULL, &texts, err);
    mr_buf_clear(&sql);
    MR_TRY(st);

    mr_table *table = mr_table_new(texts->rows);
    for (size_t i = 0; st == MR_OK && i < schema->n; i++) {
        const mr_column *column = NULL;
        st = parse_column(texts->columns[i], &schema->fields[i], &column, err);
        if (st == MR_OK)
            mr_table_put(table, column);
    }
    mr_table_unref(texts);
    if (st != MR_OK) {
        mr_table_unref(table);
        return st;
    }
    *out = table;
    return MR_OK;
}

static mr_status read_sniffed(mr_duck_session *session, const mr_buf *path, mr_table **out,
                              mr_error *err)
{
    mr_buf sql = {0};

    mr_buf_puts(&sql, "SELECT * FROM read_csv(");
    mr_buf_put(&sql, path->at, path->n);
    mr_buf_puts(&sql, ", header = true, sample_size = -1, max_line_size = 67108864)");
    mr_status st = mr_session_select(session, &sql, MR_EFORMAT, NULL, out, err);
    mr_buf_clear(&sql);
    return st;
}

mr_status mr_duck_read_csv(mr_duck_session *session, const char *path, mr_table **out,
                           mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    mr_buf quoted = {0};
    struct header header = {0};
    mr_schema schema = {0};

    mr_session_begin(session);
    mr_status st = mr_sql_path(&quoted, path, err);
    if (st == MR_OK)
        st = read_header(arena, path, &header, err);
    if (st == MR_OK)
        st = typed_fields(arena, &header, &schema) > 0
                 ? read_typed(session, &quoted, &schema, out, err)
                 : read_sniffed(session, &quoted, out, err);
    mr_buf_clear(&quoted);
    mr_arena_free(arena);
    return mr_in_file(st, path, err);
}
