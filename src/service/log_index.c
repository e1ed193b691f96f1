// What the rows of a log go by: a depth, a time, or something else.
#include "log_table.h"

#include <string.h>
#include <strings.h>

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

static mr_index_kind kind_of(const mr_units *units, const mr_found_log *log)
{
    static const char *const times[] = {"TIME",  "ETIM", "ETIME",    "ELTM", "TIM",
                                        "TMSEC", "DATE", "DATETIME", NULL};
    const mr_found_curve *curve = &log->curves[log->index];
    if (log->said != MR_INDEX_UNSAID)
        return log->said;
    if (curve->column->field.type != MR_FLOAT64)
        return is_one_of(curve->mnemonic, times) ? MR_INDEX_TIME : MR_INDEX_OTHER;
    const char *length = mr_unit_read(units, curve->unit, curve->mnemonic, "depth").unit;
    if (converts(units, length, "m"))
        return MR_INDEX_DEPTH;
    const char *unit = mr_unit_read(units, curve->unit, curve->mnemonic, NULL).unit;
    if (is_one_of(curve->mnemonic, times) || converts(units, unit, "s"))
        return MR_INDEX_TIME;
    return unit ? MR_INDEX_OTHER : MR_INDEX_DEPTH;
}

static bool holds_depths(const mr_units *units, const mr_found_curve *curve)
{
    static const char *const depths[] = {"DEPT", "DEPTH", "MD", "DMEA", "TDEP", NULL};
    if (curve->column->field.type != MR_FLOAT64 || !is_one_of(curve->mnemonic, depths))
        return false;
    mr_unit_reading read = mr_unit_read(units, curve->unit, curve->mnemonic, "depth");
    return read.state != MR_UNIT_UNDERSTOOD || converts(units, read.unit, "m");
}

mr_log_index mr_log_index_of(const mr_units *units, const mr_found_log *log)
{
    mr_log_index index = {.curve = SIZE_MAX};
    if (log->n == 0)
        return index;
    index.kind = kind_of(units, log);
    if (index.kind == MR_INDEX_DEPTH)
        index.curve = log->index;
    for (size_t i = 0; index.curve == SIZE_MAX && i < log->n; i++)
        if (i != log->index && holds_depths(units, &log->curves[i]))
            index.curve = i;
    return index;
}
