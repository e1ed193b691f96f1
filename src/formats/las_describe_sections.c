// What `import --describe` tells of the sections beside the log of a LAS file.
#include <math.h>
#include <string.h>

#include <jansson.h>

#include "las_local.h"

static const char *well_name(const mr_las *las)
{
    for (size_t i = 0; i < las->well.n; i++)
        if (strcmp(las->well.at[i].mnemonic, "WELL") == 0)
            return las->well.at[i].value;
    return "";
}

static json_t *number(double value)
{
    return isfinite(value) ? json_real(value) : json_null();
}

static json_t *describe_log(const mr_las *las, const mr_las_section *log, const mr_units *units)
{
    json_t *curves = json_array();
    const mr_column *index = log->n_curves ? log->curves[0].column : NULL;
    const char *direction = "unknown";
    if (index && index->field.type == MR_FLOAT64 && log->rows > 1) {
        const double *at = mr_column_f64(index);
        direction = at[log->rows - 1] >= at[0] ? "increasing" : "decreasing";
    }
    for (size_t i = 0; i < log->n_curves; i++)
        json_array_append_new(curves, las_describe_curve(&log->curves[i], units));
    return json_pack("{s:i, s:s, s:s, s:I, s:s, s:o}", "logical_file", 1, "name", log->name, "well",
                     well_name(las), "rows", (json_int_t)log->rows, "direction", direction,
                     "curves", curves);
}

static json_t *describe_table(const mr_las_section *section)
{
    json_t *columns = json_array();
    for (size_t i = 0; i < section->n_curves; i++) {
        const mr_las_curve *curve = &section->curves[i];
        json_t *facts = las_describe_curve(curve, NULL);
        const bool is_number = curve->column->field.type == MR_FLOAT64;
        json_array_append_new(
            columns,
            json_pack("{s:s, s:s, s:s, s:I, s:O, s:O}", "name", curve->item.mnemonic, "type",
                      is_number ? "number" : "text", "unit", curve->item.unit, "nulls",
                      (json_int_t)curve->column->nulls, "min", json_object_get(facts, "min"), "max",
                      json_object_get(facts, "max")));
        json_decref(facts);
    }
    return json_pack("{s:s, s:I, s:o}", "name", section->name, "rows", (json_int_t)section->rows,
                     "columns", columns);
}

static void add_markers(const mr_las *las, const mr_las_section *section, json_t *to)
{
    const mr_las_curve *name, *depth;
    if (!mr_las_tops(section, &name, &depth))
        return;
    for (int64_t i = 0; i < section->rows; i++) {
        mr_str text = mr_valid(name->column, i) ? mr_column_text(name->column, i) : (mr_str){0};
        json_array_append_new(to, json_pack("{s:s, s:o, s:o, s:s, s:n}", "well", well_name(las),
                                            "name", json_stringn(text.n ? text.at : "", text.n),
                                            "md", number(mr_column_real(depth->column, i)), "unit",
                                            depth->item.unit, "type"));
    }
}

// The column of a survey by what its mnemonic begins with.
static const mr_las_curve *survey_curve(const mr_las_section *s, const char *const *words)
{
    for (; *words; words++)
        for (size_t i = 0; i < s->n_curves; i++)
            if (strncmp(s->curves[i].item.mnemonic, *words, strlen(*words)) == 0 &&
                s->curves[i].column->field.type == MR_FLOAT64)
                return &s->curves[i];
    return NULL;
}

static void put(json_t *to, const char *key, const mr_las_curve *curve, int64_t row)
{
    if (curve)
        json_object_set_new(to, key, number(mr_column_real(curve->column, row)));
}

static json_t *describe_survey(const mr_las *las, const mr_las_section *s)
{
    static const char *const mds[] = {"MD", "DEPT", "MEAS", NULL},
                             *const incs[] = {"INC", "DEVI", "DIP", "TILT", NULL},
                             *const azis[] = {"AZ", "HAZI", NULL}, *const tvds[] = {"TVD", NULL};
    const mr_las_curve *md = survey_curve(s, mds), *inc = survey_curve(s, incs),
                       *azi = survey_curve(s, azis), *tvd = survey_curve(s, tvds);
    if (!md || s->rows == 0)
        return NULL;
    const int64_t rows[] = {0, s->rows / 2, s->rows - 1};
    static const char *const names[] = {"first", "middle", "last"};
    json_t *out = json_pack("{s:s, s:I, s:s?}", "well", well_name(las), "stations",
                            (json_int_t)s->rows, "md_unit", *md->item.unit ? md->item.unit : NULL);
    for (size_t i = 0; i < 3; i++) {
        json_t *station = json_object();
        put(station, "md", md, rows[i]);
        put(station, "inc", inc, rows[i]);
        put(station, "azi", azi, rows[i]);
        if (i == 2)
            put(station, "tvd", tvd, rows[i]);
        json_object_set_new(out, names[i], station);
    }
    return out;
}

static void set_full(json_t *to, const char *key, json_t *list)
{
    if (json_array_size(list))
        json_object_set(to, key, list);
    json_decref(list);
}

typedef struct members {
    json_t *logs, *markers, *surveys, *sections;
} members;

static void add_section(const mr_las *las, const mr_las_section *section, const mr_units *units,
                        const members *to)
{
    json_t *survey = section->role == MR_LAS_SURVEY ? describe_survey(las, section) : NULL;
    if (section->role == MR_LAS_LOG)
        json_array_append_new(to->logs, describe_log(las, section, units));
    else if (section->role == MR_LAS_MARKERS)
        add_markers(las, section, to->markers);
    else if (survey)
        json_array_append_new(to->surveys, survey);
    else
        json_array_append_new(to->sections, describe_table(section));
}

// Of LAS 3 the section that the curves are from is one of its sections too: a log, or the only
// table of a file without logs.
void las_describe_sections(const mr_las *las, const mr_units *units, json_t *out)
{
    json_t *logs = json_array(), *markers = json_array(), *surveys = json_array(),
           *sections = json_array();
    const members to = {logs, markers, surveys, sections};
    mr_las_section first = {.name = las->log_name,
                            .role = las_role_by_name(mr_str_of(las->log_name)),
                            .rows = las->rows,
                            .n_curves = las->n_curves,
                            .curves = las->curves};
    const mr_las_curve *name, *depth;
    bool several = las->version[0] == '3' && las->n_curves;
    for (size_t i = 0; i < las->n_sections; i++)
        several = several || las->sections[i].role == MR_LAS_LOG;
    if (first.role == MR_LAS_MARKERS && !mr_las_tops(&first, &name, &depth))
        first.role = MR_LAS_TABLE;
    if (several)
        add_section(las, &first, units, &to);
    for (size_t i = 0; i < las->n_sections; i++)
        add_section(las, &las->sections[i], units, &to);
    set_full(out, "logs", logs);
    set_full(out, "markers", markers);
    set_full(out, "surveys", surveys);
    set_full(out, "sections", sections);
}
