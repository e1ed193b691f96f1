// One Parquet file.
#include "output.h"

static mr_status write_parquet(mr_output *output, mr_error *err)
{
    return mr_output_copy(output, MR_DUCK_PARQUET, mr_output_take, err);
}

const mr_output_kind_of mr_output_parquet = {
    .kind = MR_OUTPUT_PARQUET,
    .open = mr_output_open_file,
    .write = write_parquet,
    .commit = mr_output_commit_file,
    .abandon = mr_output_abandon_file,
};
