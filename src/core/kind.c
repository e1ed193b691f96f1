// What a column's values are; keys; names of ids.
#include "mudrock/kind.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "mudrock/text.h"

static bool is_whole(mr_type type)
{
    return type == MR_INT64 || type == MR_INT32;
}

mr_kind mr_field_kind(const mr_field *field)
{
    const bool blank = !field->unit || !*field->unit;

    if (field->type == MR_UTF8 || field->type == MR_BOOL)
        return MR_CLASS;
    if (!mr_type_is_number(field->type))
        return MR_NUMBER;
    if (is_whole(field->type) && blank && !field->quantity)
        return MR_CLASS;
    return mr_quantity_kind(field->quantity);
}

double mr_field_turn(const mr_units *units, const mr_field *field)
{
    double scale, offset;

    if (mr_field_kind(field) != MR_ANGLE)
        return 0;
    if (!units || !mr_unit_convert(units, field->unit, "deg", &scale, &offset))
        return 360;
    return 360 / scale;
}

const char *mr_class_reason(const mr_field *field, char room[80])
{
    if (field->type == MR_UTF8)
        return "text";
    if (field->type == MR_BOOL)
        return "true or false";
    if (!field->quantity)
        return "whole numbers without unit and quantity";
    snprintf(room, 80, "a class (%.60s)", field->quantity);
    return room;
}

bool mr_is_key_name(const char *name)
{
    return strcmp(name, "well_id") == 0 || strcmp(name, "depth") == 0 || strcmp(name, "time") == 0;
}

const mr_field *mr_schema_key_like(const mr_schema *schema, const char *name)
{
    static const char *const keys[] = {"well_id", "depth", "time"};

    for (size_t k = 0; k < sizeof keys / sizeof *keys; k++) {
        const mr_field *key = mr_schema_find(schema, keys[k]);
        if (key && mr_str_ieq(mr_str_of(key->name), mr_str_of(name)))
            return key;
        if (key && k == 1)
            break; // a time beside a depth is a curve
    }
    return NULL;
}

bool mr_is_id_name(const char *name)
{
    static const char *const names[] = {
        "id",     "well",     "wellname",  "wellno",   "wellnumber",   "hole",         "holename",
        "holeno", "bhid",     "dhid",      "borehole", "boreholename", "drillhole",    "uwi",
        "api",    "apino",    "apinumber", "sample",   "sampleno",     "samplenumber", "wellid",
        "holeid", "sampleid", "apiid",     "uwiid",    "coreid",       "boxid",
    };
    char plain[24];
    size_t n = 0, length = strlen(name);

    if (length >= 3 && mr_str_ieq(mr_str_of(name + length - 3), MR_STR("_id")))
        return true;
    for (const char *c = name; *c; c++) {
        if (!isalnum((unsigned char)*c))
            continue;
        if (n + 1 == sizeof plain)
            return false;
        plain[n++] = (char)tolower((unsigned char)*c);
    }
    plain[n] = '\0';
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strcmp(plain, names[i]) == 0)
            return true;
    return false;
}
