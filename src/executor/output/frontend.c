// A result kept in the workspace, as a Parquet object under the run's prefix, for whoever wants to
// look at it.
#include "output.h"

static mr_status open_object(mr_output *output, mr_error *err)
{
    const mr_run_options *options = output->options;
    mr_objects *objects = options->results ? options->results : options->objects;
    if (!objects || !options->result_prefix)
        return mr_fail(err, MR_EUSAGE, "", "a result can only be kept in a workspace");
    output->path = options->results
                       ? mr_arena_printf(output->arena, "%s.parquet", options->result_prefix)
                       : mr_arena_printf(output->arena, "%s/%s.parquet", options->result_prefix,
                                         output->node->id);
    return mr_object_begin(objects, output->path, &output->file, err);
}

static mr_status write_object(mr_output *output, mr_error *err)
{
    return mr_output_copy(output, MR_DUCK_PARQUET, err);
}

const mr_output_kind_of mr_output_frontend = {
    .kind = MR_OUTPUT_FRONTEND,
    .open = open_object,
    .write = write_object,
    .commit = mr_output_commit_file,
    .abandon = mr_output_abandon_file,
};
