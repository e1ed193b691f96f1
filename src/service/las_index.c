// What the rows of a LAS file go by: a depth, a time, or something else.
#include <string.h>
#include <strings.h>

#include "las_table.h"

static bool is_one_of(const char *mnemonic, const char *const *names)
{
    size_t n = strcspn(mnemonic, ":"); // duplicates are NAME:1, NAME:2
    for (; *names; names++)
        if (strlen(*names) == n && strncasecmp(*names, mnemonic, n) == 0)
            return true;
    return false;
}

static bool converts(const mr_units *units, const char *unit, const char *to)
{
    double scale, offset;
    return unit && mr_unit_convert(units, unit, to, &scale, &offset);
}

static mr_index_kind kind_of(const mr_units *units, const mr_las_curve *curve)
{
    static const char *const times[] = {"TIME",  "ETIM", "ETIME",    "ELTM", "TIM",
                                        "TMSEC", "DATE", "DATETIME", NULL};
    const mr_las_item *item = &curve->item;
    if (curve->column->field.type == MR_UTF8)
        return is_one_of(item->mnemonic, times) ? MR_INDEX_TIME : MR_INDEX_OTHER;
    const char *length = mr_unit_read(units, item->unit, item->mnemonic, "depth").unit;
    if (converts(units, length, "m"))
        return MR_INDEX_DEPTH;
    const char *unit = mr_unit_read(units, item->unit, item->mnemonic, NULL).unit;
    if (is_one_of(item->mnemonic, times) || converts(units, unit, "s"))
        return MR_INDEX_TIME;
    return unit ? MR_INDEX_OTHER : MR_INDEX_DEPTH;
}

static bool holds_depths(const mr_units *units, const mr_las_curve *curve)
{
    static const char *const depths[] = {"DEPT", "DEPTH", "MD", "DMEA", "TDEP", NULL};
    const mr_las_item *item = &curve->item;
    if (curve->column->field.type == MR_UTF8 || !is_one_of(item->mnemonic, depths))
        return false;
    mr_unit_reading read = mr_unit_read(units, item->unit, item->mnemonic, "depth");
    return read.state != MR_UNIT_UNDERSTOOD || converts(units, read.unit, "m");
}

mr_las_index mr_las_index_of(const mr_units *units, const mr_las *las)
{
    mr_las_index index = {.curve = SIZE_MAX};
    if (las->n_curves == 0)
        return index;
    index.kind = kind_of(units, &las->curves[0]);
    if (index.kind == MR_INDEX_DEPTH)
        index.curve = 0;
    for (size_t i = 1; index.curve == SIZE_MAX && i < las->n_curves; i++)
        if (holds_depths(units, &las->curves[i]))
            index.curve = i;
    return index;
}
