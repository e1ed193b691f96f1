// Surveys of wells: the measured depth, inclination, azimuth and vertical depth of each station,
// read as logs are.
#include "well_logs.h"

static mr_status offer_surveys(const mr_run_options *options, const mr_project_units *project,
                               const mr_source *source, mr_arena *arena, mr_source_info *out,
                               mr_error *err)
{
    if (options->data_folder) {
        out->unreadable = "a folder of data holds no surveys: import them into a workspace";
        return MR_OK;
    }
    return mr_offer_logs(options, project, source, arena, out, err);
}

const mr_ingestion mr_ingestion_well_trajectories = {
    .source = MR_SOURCE_WELL_TRAJECTORIES,
    .by_well = true,
    .offer = offer_surveys,
    .open = mr_well_logs_open,
    .read = mr_well_logs_read,
    .close = mr_well_logs_close,
};
