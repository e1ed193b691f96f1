// Coordinates of interval mid-points from collars and surveys by minimum curvature.
// Source: Sawaryn & Thorogood 2005; Rossi & Deutsch 2014, Mineral Resource Estimation.
#include <string.h>

#include "mudrock/path.h"
#include "mudrock/tabular.h"

struct collar {
    const char *well_id;
    double x;
    double y;
    double z;
};

static const mr_param collar_fields[] = {
    {MR_PARAM_OF(struct collar, well_id, "well_id", NULL), .nullable = true, .def = "null"},
    {MR_PARAM_OF(struct collar, x, "x", "m")},
    {MR_PARAM_OF(struct collar, y, "y", "m")},
    {MR_PARAM_OF(struct collar, z, "z", "m")},
    {0},
};

struct survey {
    const char *well_id;
    double md;
    double azi;
    double dip;
};

static const mr_param survey_fields[] = {
    {MR_PARAM_OF(struct survey, well_id, "well_id", NULL), .nullable = true, .def = "null"},
    {MR_PARAM_OF(struct survey, md, "md", "m")},
    {MR_PARAM_OF(struct survey, azi, "azi", "deg")},
    {MR_PARAM_OF(struct survey, dip, "dip", "deg")},
    {0},
};

struct params {
    mr_records collars;
    mr_records surveys;
    int dip_sign; // negative_down, positive_down
};

static const mr_param params[] = {
    {MR_PARAM(collars, "Collars", "m"), .def = "[]", .needed = true,
     .help = "collar easting, northing, elevation; well_id null = every other hole",
     .fields = collar_fields, .item_size = sizeof(struct collar)},
    {MR_PARAM(surveys, "Surveys", "m, deg"), .def = "[]", .needed = true,
     .help = "surveys: azimuth and dip (negative down)", .fields = survey_fields,
     .item_size = sizeof(struct survey)},
    {MR_PARAM(dip_sign, "Dip of a hole that goes down", NULL), .def = "\"negative_down\"",
     .choices = "negative_down,positive_down"},
    {0},
};

// The first version made do with data of its own.
static const mr_param params_v1[] = {
    {MR_PARAM(collars, "Collars", "m"),
     .def = "[{\"well_id\": null, \"x\": 0.0, \"y\": 0.0, \"z\": 0.0}]",
     .help = "collar easting, northing, elevation; well_id null = every other hole",
     .fields = collar_fields, .item_size = sizeof(struct collar)},
    {MR_PARAM(surveys, "Surveys", "m, deg"),
     .def = "[{\"well_id\": null, \"md\": 0.0, \"azi\": 0.0, \"dip\": -90.0}]",
     .help = "surveys: azimuth and dip (negative down)", .fields = survey_fields,
     .item_size = sizeof(struct survey)},
    {0},
};

static const mr_port inputs[] = {
    {"from_column", "depth_from", MR_FLOAT64, "m", .help = "Start of the interval along the hole"},
    {"to_column", "depth_to", MR_FLOAT64, "m", .help = "End of the interval along the hole"},
    {"well_column", "well_id", MR_UTF8, NULL, .optional = true,
     .help = "Hole identifier; if absent the table is one hole"},
    {0},
};

static const mr_port outputs[] = {
    {"output_column", "x", MR_FLOAT64, "m", .quantity = "x", .help = "Easting of the middle"},
    {"y_column", "y", MR_FLOAT64, "m", .quantity = "y", .help = "Northing of the middle"},
    {"z_column", "z", MR_FLOAT64, "m", .quantity = "z", .help = "Elevation of the middle"},
    {0},
};

// The stations of a well, its own and those of every well, placed. From its collar a hole goes
// straight to the first one, in its direction; in version 1 it begins there.
static size_t stations_of(const mr_call *call, const char *well, mr_station *stations)
{
    const struct params *p = call->args->params;
    const struct survey *all = p->surveys.at;
    const double down = p->dip_sign == 0 ? 1 : -1;
    size_t n = 0;

    for (size_t i = 0; i < p->surveys.n; i++)
        if (!all[i].well_id || (well && strcmp(all[i].well_id, well) == 0))
            stations[n++] =
                (mr_station){.md = all[i].md, .inc = 90 + down * all[i].dip, .azi = all[i].azi};
    n = mr_path_make(stations, n);
    if (call->args->op->replacement_version || n == 0 || !(stations[0].md > 0))
        return n;
    memmove(stations + 1, stations, n * sizeof *stations);
    stations[0].md = 0;
    return mr_path_make(stations, n + 1);
}

// The first collar of this hole, else the first of every hole.
static const struct collar *collar_of(const struct params *p, const char *hole)
{
    const struct collar *all = p->collars.at, *any = NULL;

    for (size_t i = 0; i < p->collars.n; i++) {
        if (!all[i].well_id && !any)
            any = &all[i];
        if (all[i].well_id && hole && strcmp(all[i].well_id, hole) == 0)
            return &all[i];
    }
    return any;
}

// No station points down, and one points up: the survey has the other sign, or every hole rises.
static bool all_rise(const struct params *p)
{
    const struct survey *all = p->surveys.at;
    const double down = p->dip_sign == 0 ? 1 : -1;
    bool any = false;

    for (size_t i = 0; i < p->surveys.n; i++) {
        if (down * all[i].dip < 0)
            return false;
        any |= down * all[i].dip > 0;
    }
    return any;
}

// What cannot be placed, and what goes the wrong way, is said.
static void tell(const mr_call *call, const char *hole, bool has_collar, bool has_survey)
{
    const char *name = hole ? hole : "(none)";

    if (!has_collar)
        mr_call_warn(call, "hole %s has no collar: its coordinates are null", name);
    if (!has_survey)
        mr_call_warn(call, "hole %s has no survey: its coordinates are null", name);
}

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const struct params *p = call->args->params;
    const mr_column *from = mr_call_column(call, "from_column"),
                    *to = mr_call_column(call, "to_column");
    const size_t n = (size_t)call->inputs[0]->rows;
    const mr_groups holes =
        mr_groups_wells((int64_t)n, mr_call_column(call, "well_column"), NULL, call->arena);
    mr_station *stations = MR_ARENA_ARRAY(call->arena, mr_station, p->surveys.n + 2);
    mr_position *at = MR_ARENA_ARRAY(call->arena, mr_position, n + 1);
    mr_rows *rows = mr_rows_new(call);
    const bool first = call->args->op->replacement_version;

    for (size_t h = 0; h < holes.n && n > 0 && !mr_call_cancelled(call); h++) {
        const size_t count = stations_of(call, holes.at[h].name, stations);
        const struct collar *collar = collar_of(p, holes.at[h].name);
        if (!first)
            tell(call, holes.at[h].name, collar, count > 0);
        for (size_t i = 0; i < holes.at[h].n; i++) {
            const int64_t row = holes.at[h].rows[i];
            const double md = (mr_column_real(from, row) + mr_column_real(to, row)) / 2;
            mr_position here;
            at[row] = (mr_position){MR_NAN, MR_NAN, MR_NAN};
            if (collar && mr_path_at(stations, count, md, &here))
                at[row] = (mr_position){collar->y + here.north, collar->x + here.east,
                                        collar->z - (here.tvd - stations[0].md)};
        }
    }
    if (!first && all_rise(p))
        mr_call_warn(call, "every hole of the surveys rises: with dip_sign %s a dip %s 0 points up",
                     p->dip_sign == 0 ? "negative_down" : "positive_down",
                     p->dip_sign == 0 ? "above" : "below");
    for (size_t i = 0; i < n; i++) {
        mr_rows_real(rows, at[i].east);
        mr_rows_real(rows, at[i].north);
        mr_rows_real(rows, at[i].tvd);
    }
    return mr_rows_finish(rows, out, err);
}

#define OPERATOR                                                                                   \
    .id = "desurvey", .family = "geometry", .kind = "scalar", .category = MR_MINING,               \
    .title = "Coordinates of interval mid-points from collars and surveys by minimum curvature",   \
    .help = "Where each interval of a hole lies in space.",                                        \
    .edge = "null from or to, no survey or no collar gives null",                                  \
    .source = "Sawaryn & Thorogood 2005; Rossi & Deutsch 2014, Mineral Resource Estimation",       \
    .inputs = inputs, .outputs = outputs, .params_size = sizeof(struct params), .table = table

const mr_operator mr_operator_desurvey = {
    OPERATOR,
    .version = "2.0.0",
    .formula =
        "md=(from+to)/2; stations have inc=90+dip, with dip_sign positive_down inc=90-dip; "
        "stations of the well (own well_id or null) in ascending md, of equal md the first listed "
        "counts; the first station lies at north 0, east 0, TVD=md; station positions by minimum "
        "curvature; inside a course with dogleg b and f=(md-M1)/(M2-M1): direction "
        "t=(sin((1-f)*b)*t1+sin(f*b)*t2)/sin(b) (t1 if b=0), position=P1+(md-M1)/2*RF(f*b)*(t1+t), "
        "t=(sin I cos A, sin I sin A, cos I) for north, east, down; RF(x)=(2/x)*tan(x/2), 1 at 0; "
        "below the last station the path goes on straight; where the first station is below md 0, "
        "one at md 0 with its direction is added; the collar is the position of the first station; "
        "x=collar x+east, y=collar y+north, z=collar z-(TVD-md of first station); collar: first "
        "entry with this well_id, else first with null well_id",
    .params = params,
};

const mr_operator mr_operator_desurvey_v1 = {
    OPERATOR,
    .version = "1.0.0",
    .formula = "md=(from+to)/2; stations have inc=90+dip; stations of the well (own well_id or "
               "null) in ascending md, of equal md the first listed counts; the first station "
               "lies at north 0, east 0, TVD=md; station positions by minimum curvature; inside "
               "a course with dogleg b and f=(md-M1)/(M2-M1): direction "
               "t=(sin((1-f)*b)*t1+sin(f*b)*t2)/sin(b) (t1 if b=0), "
               "position=P1+(md-M1)/2*RF(f*b)*(t1+t), t=(sin I cos A, sin I sin A, cos I) for "
               "north, east, down; RF(x)=(2/x)*tan(x/2), 1 at 0; below the last station the path"
               " goes on straight; a missing station at md 0 is not added (md above the first "
               "station gives null) and the collar is the position of the first station; "
               "x=collar x+east, y=collar y+north, z=collar z-(TVD-md of first station); collar:"
               " first entry with this well_id, else first with null well_id",
    .params = params_v1,
    .replacement_version = "2.0.0",
    .change = "has no collars and surveys of its own, and goes straight from the collar to the "
              "first station",
    .migrate = mr_migrate_as_is,
};
