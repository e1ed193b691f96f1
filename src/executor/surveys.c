// The surveys of a selection as well files: what reads logs reads them, too.
#include "surveys.h"

#include <math.h>

static mr_well_file file_of(const mr_units *units, const mr_well_survey *survey, mr_arena *arena)
{
    mr_well_file file = {
        .well_id = survey->well_id,
        .well_name = survey->well_name ? survey->well_name : survey->well_id,
        .known = survey->known,
        .depth_min = (double)NAN,
        .depth_max = (double)NAN,
        .depth_stored = "depth",
        .index_mnemonic = "MD",
        .described = true,
    };
    if (!survey->object_key)
        return file;
    const mr_unit_reading said = mr_unit_read(units, survey->depth_unit, "MD", "depth");
    const char *unit =
        said.state == MR_UNIT_NOT_UNDERSTOOD ? survey->depth_unit : said.unit; // NULL: none said
    const mr_well_column columns[] = {
        {"inc", "inc", "INC", "inclination", "deg", MR_FLOAT64, survey->stations},
        {"azi", "azi", "AZI", "azimuth", "deg", MR_FLOAT64, survey->stations},
        {"tvd", "tvd", "TVD", "true_vertical_depth", unit, MR_FLOAT64, survey->stations},
    };
    file.n = sizeof columns / sizeof *columns;
    file.columns = mr_arena_memdup(arena, columns, sizeof columns);
    file.depth_unit = unit;
    file.key = survey->object_key;
    file.rows = survey->stations;
    file.depth_min = survey->depth_min;
    file.depth_max = survey->depth_max;
    if (survey->passed && !survey->definitive)
        file.told = mr_arena_printf(arena,
                                    "has several surveys: %s is taken, which has most stations, "
                                    "and not %s; `mudrock surveys choose` says which one counts",
                                    survey->name, survey->passed);
    return file;
}

mr_status mr_surveys_find(const mr_run_options *options, const char *project, const mr_names *wells,
                          mr_arena *arena, size_t *n, mr_well_file **out, mr_error *err)
{
    mr_well_survey *surveys = NULL;
    MR_TRY(mr_survey_find(options->catalog, project, wells, arena, n, &surveys, err));
    *out = MR_ARENA_ARRAY(arena, mr_well_file, *n + 1);
    for (size_t i = 0; i < *n; i++)
        (*out)[i] = file_of(options->units, &surveys[i], arena);
    return MR_OK;
}
