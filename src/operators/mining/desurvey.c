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
};

static const mr_param params[] = {
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

// The stations of a well, its own and those of every well, placed.
static size_t stations_of(const struct params *p, const char *well, mr_station *stations)
{
    const struct survey *all = p->surveys.at;
    size_t n = 0;

    for (size_t i = 0; i < p->surveys.n; i++)
        if (!all[i].well_id || (well && strcmp(all[i].well_id, well) == 0))
            stations[n++] =
                (mr_station){.md = all[i].md, .inc = 90 + all[i].dip, .azi = all[i].azi};
    return mr_path_make(stations, n);
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

static mr_status table(const mr_call *call, mr_table **out, mr_error *err)
{
    const struct params *p = call->args->params;
    const mr_column *from = mr_call_column(call, "from_column"),
                    *to = mr_call_column(call, "to_column");
    const size_t n = (size_t)call->inputs[0]->rows;
    const mr_groups holes =
        mr_groups_wells((int64_t)n, mr_call_column(call, "well_column"), NULL, call->arena);
    mr_station *stations = MR_ARENA_ARRAY(call->arena, mr_station, p->surveys.n + 1);
    mr_position *at = MR_ARENA_ARRAY(call->arena, mr_position, n + 1);
    mr_rows *rows = mr_rows_new(call);

    for (size_t h = 0; h < holes.n && n > 0; h++) {
        const size_t count = stations_of(p, holes.at[h].name, stations);
        const struct collar *collar = collar_of(p, holes.at[h].name);
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
    for (size_t i = 0; i < n; i++) {
        mr_rows_real(rows, at[i].east);
        mr_rows_real(rows, at[i].north);
        mr_rows_real(rows, at[i].tvd);
    }
    return mr_rows_finish(rows, out, err);
}

const mr_operator mr_operator_desurvey = {
    .id = "desurvey",
    .version = "1.0.0",
    .family = "geometry",
    .kind = "scalar",
    .category = MR_MINING,
    .title = "Coordinates of interval mid-points from collars and surveys by minimum curvature",
    .help = "Where each interval of a hole lies in space.",
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
    .edge = "null from or to, no survey or no collar gives null",
    .source = "Sawaryn & Thorogood 2005; Rossi & Deutsch 2014, Mineral Resource Estimation",
    .inputs = inputs,
    .outputs = outputs,
    .params = params,
    .params_size = sizeof(struct params),
    .table = table,
};
