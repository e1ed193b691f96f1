// Small helpers over columns and tables that the phases of a run share.
#include "columns.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/map.h"

mr_status mr_null_column(const mr_field *field, int64_t n, const mr_column **out, mr_error *err)
{
    mr_builder *builder = mr_builder_new(field);
    for (int64_t i = 0; i < n; i++)
        mr_builder_null(builder);
    mr_status st = mr_builder_finish(builder, out, err);
    mr_builder_free(builder);
    return st;
}

mr_status mr_repeat_text(const mr_field *field, const char *text, int64_t n, const mr_column **out,
                         mr_error *err)
{
    mr_builder *builder = mr_builder_new(field);
    mr_str value = mr_str_of(text);
    for (int64_t i = 0; i < n; i++)
        mr_builder_text(builder, value);
    mr_status st = mr_builder_finish(builder, out, err);
    mr_builder_free(builder);
    return st;
}

mr_status mr_fit_column(const mr_column *column, const mr_field *field, const mr_column **out,
                        mr_error *err)
{
    const mr_column *cast = NULL;
    MR_TRY(mr_column_cast(column, field->type, &cast, err));
    *out = mr_column_with_field(cast, field);
    mr_column_unref(cast);
    return MR_OK;
}

mr_status mr_fit_table(const mr_table *table, const mr_schema *schema, mr_table **out,
                       mr_error *err)
{
    mr_table *fitted = mr_table_new(table->rows);
    for (size_t i = 0; i < schema->n; i++) {
        const mr_field *field = &schema->fields[i];
        const mr_column *column = mr_table_find(table, field->name), *fit = NULL;
        mr_status st = column ? mr_fit_column(column, field, &fit, err)
                              : mr_fail(err, MR_EFAIL, field->name,
                                        "column %s was promised but is not there", field->name);
        if (st != MR_OK) {
            mr_table_unref(fitted);
            return st;
        }
        mr_table_put(fitted, fit);
    }
    *out = fitted;
    return MR_OK;
}

mr_status mr_empty_table(const mr_schema *schema, mr_table **out, mr_error *err)
{
    mr_table *table = mr_table_new(0);
    for (size_t i = 0; i < schema->n; i++) {
        const mr_column *column;
        mr_status st = mr_null_column(&schema->fields[i], 0, &column, err);
        if (st != MR_OK) {
            mr_table_unref(table);
            return st;
        }
        mr_table_put(table, column);
    }
    *out = table;
    return MR_OK;
}

mr_status mr_keep_rows(mr_table *table, const unsigned char *keep, mr_table **out, mr_error *err)
{
    int64_t n = 0;
    for (int64_t i = 0; i < table->rows; i++)
        n += keep[i] != 0;
    if (n == table->rows) {
        *out = mr_table_ref(table);
        return MR_OK;
    }
    int64_t *rows = malloc((size_t)(n ? n : 1) * sizeof *rows);
    if (!rows)
        return mr_fail(err, MR_ENOMEM, "", "out of memory for %lld rows", (long long)n);
    int64_t at = 0;
    for (int64_t i = 0; i < table->rows; i++)
        if (keep[i])
            rows[at++] = i;
    mr_status st = mr_table_take(table, rows, n, out, err);
    free(rows);
    return st;
}

mr_status mr_rows_of_well(mr_table *table, const char *well, mr_table **out, mr_error *err)
{
    const mr_column *wells = mr_table_find(table, "well_id");
    if (!wells || wells->field.type != MR_UTF8) {
        *out = mr_table_ref(table);
        return MR_OK;
    }
    unsigned char *keep = malloc((size_t)(table->rows ? table->rows : 1));
    if (!keep)
        return mr_fail(err, MR_ENOMEM, "", "out of memory for %lld rows", (long long)table->rows);
    mr_str name = mr_str_of(well);
    for (int64_t i = 0; i < table->rows; i++)
        keep[i] = !mr_valid(wells, i) || mr_str_eq(mr_column_text(wells, i), name);
    mr_status st = mr_keep_rows(table, keep, out, err);
    free(keep);
    return st;
}

// The group of every row, groups numbered by first appearance.
static size_t number_wells(const mr_column *wells, int64_t rows, mr_arena *arena, size_t *group,
                           const char **names)
{
    mr_map *seen = mr_map_new();
    size_t n = 0, *at = MR_ARENA_ARRAY(arena, size_t, (size_t)rows + 1);
    size_t null_group = SIZE_MAX, last = SIZE_MAX;
    mr_str last_text = {0};
    for (int64_t i = 0; i < rows; i++) {
        if (!wells || !mr_valid(wells, i)) {
            if (null_group == SIZE_MAX)
                null_group = n++;
            group[i] = null_group;
            continue;
        }
        mr_str text = mr_column_text(wells, i);
        if (last == SIZE_MAX || !mr_str_eq(text, last_text)) {
            char *name = mr_arena_strndup(arena, text.at, text.n);
            size_t *known = mr_map_get(seen, name);
            if (!known) {
                known = &at[n];
                *known = n;
                names[n++] = name;
                mr_map_put(seen, name, known);
            }
            last = *known;
            last_text = text;
        }
        group[i] = last;
    }
    mr_map_free(seen);
    return n;
}

mr_status mr_group_by_well(mr_table *table, mr_arena *arena, mr_wells_of *out, mr_error *err)
{
    const mr_column *wells = mr_table_find(table, "well_id");
    if (wells && wells->field.type != MR_UTF8)
        wells = NULL;
    size_t rows = (size_t)table->rows;
    mr_arena *scratch = mr_arena_new();
    size_t *group = MR_ARENA_ARRAY(scratch, size_t, rows + 1);
    const char **names = MR_ARENA_ARRAY(scratch, const char *, rows + 1);
    size_t n = number_wells(wells, table->rows, scratch, group, names);

    *out = (mr_wells_of){.n = n, .first = MR_ARENA_ARRAY(arena, int64_t, n + 2)};
    out->wells = MR_ARENA_ARRAY(arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        out->wells[i] = mr_arena_strdup(arena, names[i]);
    for (size_t i = 0; i < rows; i++)
        out->first[group[i] + 1]++;
    for (size_t i = 0; i < n; i++)
        out->first[i + 1] += out->first[i];
    int64_t *next = mr_arena_memdup(scratch, out->first, (n + 1) * sizeof *next);
    int64_t *order = MR_ARENA_ARRAY(scratch, int64_t, rows + 1);
    for (size_t i = 0; i < rows; i++)
        order[next[group[i]]++] = (int64_t)i;
    mr_status st = mr_table_take(table, order, table->rows, &out->table, err);
    mr_arena_free(scratch);
    return st;
}
