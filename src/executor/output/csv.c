// One CSV file with a header.
#include "output.h"

static mr_status write_csv(mr_output *output, mr_error *err)
{
    return mr_output_copy(output, MR_DUCK_CSV, mr_output_take, err);
}

const mr_output_kind_of mr_output_csv = {
    .kind = MR_OUTPUT_CSV,
    .open = mr_output_open_file,
    .write = write_csv,
    .commit = mr_output_commit_file,
    .abandon = mr_output_abandon_file,
};
