// What the sources of a document offer, for the validator.
#include <math.h>

#include "ingestion/ingestion.h"

static mr_status describe(void *context, const char *project_id, const mr_source *source,
                          mr_arena *arena, mr_source_info *out, mr_error *err)
{
    const mr_run_options *options = context;
    *out = (mr_source_info){.depth_min = (double)NAN, .depth_max = (double)NAN};
    const mr_ingestion *kind = mr_ingestion_of(source->kind);
    mr_project_units project;
    MR_TRY(mr_project_units_get(options, source->project_id ? source->project_id : project_id,
                                arena, &project, err));
    out->project_known = project.known;
    out->depth_unit = project.depth_unit;
    mr_status st = MR_OK;
    if (!kind)
        out->unreadable = mr_arena_printf(arena, "sources of kind %s are not read by this program",
                                          mr_source_kind_name(source->kind));
    else if (project.known)
        st = kind->offer(options, &project, source, arena, out, err);
    mr_project_units_clear(&project);
    return st;
}

mr_status mr_executor_sources(const mr_run_options *options, mr_arena *arena, mr_sources *out,
                              mr_error *err)
{
    if (!options->catalog && !options->data_folder)
        return mr_fail(err, MR_EUSAGE, "",
                       "there is neither a workspace nor a data folder to read");
    out->context = mr_arena_memdup(arena, options, sizeof *options);
    out->describe = describe;
    return MR_OK;
}
