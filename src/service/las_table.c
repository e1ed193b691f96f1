// Curves to columns: names, units and quantities; never values.
#include "las_table.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

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

mr_status mr_las_table(const mr_units *units, const mr_las *las, mr_table **out, mr_error *err)
{
    if (las->n_curves == 0)
        return mr_fail(err, MR_EFORMAT, NULL, "has no curves");
    const mr_las_index index = mr_las_index_of(units, las);
    mr_table *table = mr_table_new(las->rows);
    for (size_t i = 0; i < las->n_curves; i++) {
        const mr_las_item *item = &las->curves[i].item;
        char name[MAX_NAME] = "depth";
        if (i != index.curve)
            choose_name(table, item->mnemonic, name);
        mr_field field = las->curves[i].column->field;
        field.name = name;
        field.unit = item->unit && item->unit[0] ? item->unit : NULL;
        field.quantity =
            i == index.curve ? "measured_depth" : mr_quantity_of(units, item->mnemonic, item->unit);
        field.description = item->descr && item->descr[0] ? item->descr : NULL;
        field.origin = -1;
        mr_table_put(table, mr_column_with_field(las->curves[i].column, &field));
    }
    *out = table;
    return MR_OK;
}

const char *mr_las_well_value(const mr_las *las, const char *mnemonic)
{
    for (size_t i = 0; i < las->well.n; i++) {
        const mr_las_item *item = &las->well.at[i];
        size_t n = strcspn(item->mnemonic, ":"); // duplicates are NAME:1, NAME:2
        if (strlen(mnemonic) == n && strncasecmp(item->mnemonic, mnemonic, n) == 0 && item->value &&
            item->value[strspn(item->value, " \t")])
            return item->value;
    }
    return NULL;
}
