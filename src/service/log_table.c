// Curves to columns: names, units and quantities; never values.
#include "log_table.h"

#include <stdio.h>
#include <string.h>

#include "mudrock/id.h"

enum { MAX_NAME = 128 };

// The executor adds well_id and well_name from the catalogue; a curve of that name must not hide
// them.
static bool taken(const mr_table *table, const char *name)
{
    return strcmp(name, "well_id") == 0 || strcmp(name, "well_name") == 0 ||
           strcmp(name, "depth") == 0 || mr_table_find(table, name) != NULL;
}

static void choose_name(const mr_table *table, const char *mnemonic, char out[MAX_NAME])
{
    char base[MAX_NAME - 12];
    mr_column_name(mnemonic, base, sizeof base);
    if (!base[0])
        snprintf(base, sizeof base, "curve");
    snprintf(out, MAX_NAME, "%s", base);
    for (int n = 2; taken(table, out); n++)
        snprintf(out, MAX_NAME, "%s_%d", base, n);
}

mr_status mr_log_table(const mr_units *units, const mr_found_log *log, mr_table **out,
                       mr_error *err)
{
    if (log->n == 0)
        return mr_fail(err, MR_EFORMAT, NULL, "has no curves");
    const mr_log_index index = mr_log_index_of(units, log);
    mr_table *table = mr_table_new(log->rows);
    for (size_t i = 0; i < log->n; i++) {
        const mr_found_curve *curve = &log->curves[i];
        char name[MAX_NAME] = "depth";
        if (i != index.curve)
            choose_name(table, curve->mnemonic, name);
        mr_field field = curve->column->field;
        field.name = name;
        field.unit = curve->unit && curve->unit[0] ? curve->unit : NULL;
        field.quantity = i == index.curve ? "measured_depth"
                                          : mr_quantity_of(units, curve->mnemonic, curve->unit);
        field.description = curve->descr && curve->descr[0] ? curve->descr : NULL;
        field.origin = -1;
        mr_table_put(table, mr_column_with_field(curve->column, &field));
    }
    *out = table;
    return MR_OK;
}
