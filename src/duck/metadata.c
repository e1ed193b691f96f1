// Units, quantities and descriptions in the key-value metadata of a Parquet file.
#include "metadata.h"

#include <string.h>

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

static const char *text_at(mr_arena *arena, const mr_table *table, const char *column, int64_t row)
{
    const mr_column *texts = mr_table_find(table, column);

    if (!mr_valid(texts, row))
        return NULL;
    mr_str text = mr_column_text(texts, row);
    return mr_arena_strndup(arena, text.at, text.n);
}

mr_status mr_metadata_read(mr_duck_session *session, const mr_buf *quoted_path, mr_arena *arena,
                           mr_schema *schema, mr_error *err)
{
    mr_buf sql = {0};
    mr_table *table = NULL;

    mr_buf_puts(&sql,
                "SELECT c.key AS name, c.value->>'unit' AS unit, c.value->>'quantity' AS quantity, "
                "c.value->>'description' AS description, c.value->>'nullable' AS nullable "
                "FROM parquet_kv_metadata(");
    mr_buf_put(&sql, quoted_path->at, quoted_path->n);
    mr_buf_puts(
        &sql, ") AS m, json_each(decode(m.value), '$.columns') AS c WHERE m.key = '" MR_METADATA_KEY
              "'::BLOB");
    mr_status st = mr_session_select(session, &sql, MR_EFORMAT, NULL, &table, err);
    mr_buf_clear(&sql);
    MR_TRY(st);

    for (int64_t row = 0; row < table->rows; row++) {
        const char *name = text_at(arena, table, "name", row);
        const char *nullable = text_at(arena, table, "nullable", row);
        for (size_t i = 0; name && i < schema->n; i++) {
            mr_field *field = &schema->fields[i];
            if (strcmp(field->name, name) != 0)
                continue;
            field->unit = text_at(arena, table, "unit", row);
            field->quantity = text_at(arena, table, "quantity", row);
            field->description = text_at(arena, table, "description", row);
            field->nullable = !nullable || strcmp(nullable, "false") != 0;
        }
    }
    mr_table_unref(table);
    return MR_OK;
}
