// Units, quantities and descriptions in the key-value metadata of a Parquet file.
#include "metadata.h"

#include <jansson.h>

#include "mudrock/json.h"

static void put_json_text(mr_buf *out, const char *text)
{
    mr_buf_putc(out, '"');
    for (; *text; text++) {
        unsigned char c = (unsigned char)*text;
        if (c < 0x20)
            mr_buf_printf(out, "\\u%04x", c);
        else if (c == '"' || c == '\\')
            mr_buf_printf(out, "\\%c", c);
        else
            mr_buf_putc(out, (char)c);
    }
    mr_buf_putc(out, '"');
}

static void put_member(mr_buf *out, const char *key, const char *text, const char **comma)
{
    if (!text)
        return;
    mr_buf_printf(out, "%s\"%s\":", *comma, key);
    put_json_text(out, text);
    *comma = ",";
}

void mr_metadata_write(const mr_schema *schema, mr_buf *out)
{
    const char *between = "";

    mr_buf_puts(out, "{\"columns\":{");
    for (size_t i = 0; i < schema->n; i++) {
        const mr_field *field = &schema->fields[i];
        const char *comma = "";
        if (!field->unit && !field->quantity && !field->description && field->nullable)
            continue;
        mr_buf_puts(out, between);
        put_json_text(out, field->name);
        mr_buf_puts(out, ":{");
        put_member(out, "unit", field->unit, &comma);
        put_member(out, "quantity", field->quantity, &comma);
        put_member(out, "description", field->description, &comma);
        if (!field->nullable)
            mr_buf_printf(out, "%s\"nullable\":false", comma);
        mr_buf_putc(out, '}');
        between = ",";
    }
    mr_buf_puts(out, "}}");
}

static const char *text_of(mr_arena *arena, const json_t *about, const char *key)
{
    return mr_arena_strdup(arena, json_string_value(json_object_get(about, key)));
}

static void complete(mr_arena *arena, const json_t *columns, mr_schema *schema)
{
    for (size_t i = 0; i < schema->n; i++) {
        mr_field *field = &schema->fields[i];
        const json_t *about = json_object_get(columns, field->name);
        if (!about)
            continue;
        field->unit = text_of(arena, about, "unit");
        field->quantity = text_of(arena, about, "quantity");
        field->description = text_of(arena, about, "description");
        field->nullable = !json_is_false(json_object_get(about, "nullable"));
    }
}

mr_status mr_metadata_read(mr_duck_session *session, const mr_buf *quoted_path, mr_arena *arena,
                           mr_schema *schema, int64_t *rows, mr_error *err)
{
    mr_buf sql = {0};
    mr_table *table = NULL;
    json_t *json = NULL;

    mr_buf_printf(&sql,
                  "SELECT (SELECT num_rows FROM parquet_file_metadata(%s)) AS rows, (SELECT "
                  "decode(value) FROM "
                  "parquet_kv_metadata(%s) WHERE key = '" MR_METADATA_KEY
                  "'::BLOB LIMIT 1) AS about",
                  quoted_path->at, quoted_path->at);
    mr_status st = mr_session_select(session, &sql, &(mr_expect){.blame = MR_EFORMAT}, &table, err);
    mr_buf_clear(&sql);
    MR_TRY(st);

    *rows = mr_column_int(table->columns[0], 0);
    mr_str text = mr_column_text(table->columns[1], 0);
    if (text.n > 0)
        st = mr_json_parse(text, &json, err);
    if (st == MR_OK)
        complete(arena, json_object_get(json, "columns"), schema);
    json_decref(json);
    mr_table_unref(table);
    return st;
}
