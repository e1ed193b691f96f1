// TVD and lateral position of log samples from a deviation survey.
// Source: Sawaryn & Thorogood 2005, A compendium of directional calculations based on the minimum
// curvature method.
#include <string.h>

#include "mudrock/path.h"
#include "mudrock/tabular.h"

struct survey {
    const char *well_id;
    double md;
    double inc;
    double azi;
};

static const mr_param survey_fields[] = {
    {MR_PARAM_OF(struct survey, well_id, "well_id", NULL), .nullable = true, .def = "null"},
    {MR_PARAM_OF(struct survey, md, "md", "m")},
    {MR_PARAM_OF(struct survey, inc, "inc", "deg")},
    {MR_PARAM_OF(struct survey, azi, "azi", "deg")},
    {0},
};

struct params {
    mr_records survey;
    bool extrapolate;
};

static const mr_param params[] = {
    {MR_PARAM(survey, "Survey", NULL), .def = "[]", .needed = true,
     .help = "survey stations; well_id null = every well", .fields = survey_fields,
     .item_size = sizeof(struct survey)},
    {MR_PARAM(extrapolate, "Extrapolate", NULL), .def = "true",
     .help = "continue along the last direction below the last station"},
    {0},
};

// The first version made do with data of its own.
static const mr_param params_v1[] = {
    {MR_PARAM(survey, "Survey", NULL),
     .def = "[{\"well_id\": null, \"md\": 0.0, \"inc\": 0.0, \"azi\": 0.0}, {\"well_id\": null, "
            "\"md\": 1000.0, \"inc\": 0.0, \"azi\": 0.0}, {\"well_id\": null, \"md\": 1010.0, "
            "\"inc\": 12.0, \"azi\": 45.0}, {\"well_id\": null, \"md\": 1040.0, \"inc\": 30.0, "
            "\"azi\": 60.0}]",
     .help = "survey stations; well_id null = every well", .fields = survey_fields,
     .item_size = sizeof(struct survey)},
    {MR_PARAM(extrapolate, "Extrapolate", NULL), .def = "true",
     .help = "continue along the last direction below the last station"},
    {0},
};

static const mr_port inputs[] = {
    {"depth_column", "depth", MR_FLOAT64, "m", .quantity = "depth", .help = "Measured depth"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Well identifier; if absent the table is one well"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "tvd", MR_FLOAT64, "m", .quantity = "true_vertical_depth",
     .help = "True vertical depth"},
    {"north_column", "north", MR_FLOAT64, "m", .quantity = "y_offset",
     .help = "Offset to the north"},
    {"east_column", "east", MR_FLOAT64, "m", .quantity = "x_offset", .help = "Offset to the east"},
    {0},
};

// The stations of a well, its own and those of every well, placed.
static size_t stations_of(const struct params *p, const char *well, mr_station *stations)
{
    const struct survey *all = p->survey.at;
    size_t n = 0;

    for (size_t i = 0; i < p->survey.n; i++)
        if (!all[i].well_id || (well && strcmp(all[i].well_id, well) == 0))
            stations[n++] = (mr_station){.md = all[i].md, .inc = all[i].inc, .azi = all[i].azi};
    return mr_path_make(stations, n);
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const struct params *p = call->args->params;
    const mr_column *depth = mr_call_column(call, "depth_column");
    const size_t n = (size_t)call->inputs[0]->rows;
    const mr_groups wells =
        mr_groups_wells((int64_t)n, mr_call_column(call, "well_column"), NULL, call->arena);
    mr_station *stations = MR_ARENA_ARRAY(call->arena, mr_station, p->survey.n + 1);
    mr_position *at = MR_ARENA_ARRAY(call->arena, mr_position, n + 1);
    mr_rows *rows = mr_rows_new(call);

    for (size_t w = 0; w < wells.n && n > 0 && !mr_call_cancelled(call); w++) {
        const size_t count = stations_of(p, wells.at[w].name, stations);
        for (size_t i = 0; i < wells.at[w].n; i++) {
            const int64_t row = wells.at[w].rows[i];
            const double md = mr_column_real(depth, row);
            const bool below = count > 0 && md > stations[count - 1].md;
            if ((below && !p->extrapolate) || !mr_path_at(stations, count, md, &at[row]))
                at[row] = (mr_position){MR_NAN, MR_NAN, MR_NAN};
        }
    }
    for (size_t i = 0; i < n; i++) {
        mr_rows_real(rows, at[i].tvd);
        mr_rows_real(rows, at[i].north);
        mr_rows_real(rows, at[i].east);
    }
    return mr_rows_finish(rows, out, err);
}

#define OPERATOR                                                                                   \
    .id = "position_from_survey", .family = "survey", .kind = "scalar", .category = MR_WELLS,      \
    .title = "TVD and lateral position of log samples from a deviation survey",                    \
    .help = "Where each log sample lies, between the stations of a survey.",                       \
    .formula = "stations of the well (own well_id or null) in ascending md, of equal md the "      \
               "first listed counts; the first station lies at north 0, east 0, TVD=md; station "  \
               "positions by minimum curvature; inside a course with dogleg b and "                \
               "f=(md-M1)/(M2-M1): direction t=(sin((1-f)*b)*t1+sin(f*b)*t2)/sin(b) (t1 if b=0),"  \
               " position=P1+(md-M1)/2*RF(f*b)*(t1+t), t=(sin I cos A, sin I sin A, cos I) for "   \
               "north, east, down; RF(x)=(2/x)*tan(x/2), 1 at 0",                                  \
    .edge = "null above the first station, without stations, and below the last one unless "       \
            "extrapolate",                                                                         \
    .source = "Sawaryn & Thorogood 2005, A compendium of directional calculations based on the "   \
              "minimum curvature method",                                                          \
    .inputs = inputs, .outputs = outputs, .params_size = sizeof(struct params)

const mr_operator mr_operator_position_from_survey = {
    OPERATOR,
    .version = "2.0.0",
    .params = params,
    .table = table,
};

const mr_operator mr_operator_position_from_survey_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .params = params_v1,
    .replacement_version = "2.0.0",
    .change = "has no survey of its own: they are written or connected",
    .migrate = mr_migrate_as_is,
    .table = table,
};
