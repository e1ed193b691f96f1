// What the outputs of one file share: written by DuckDB from the stream of tables to a temporary
// file, then renamed.
#include <sys/stat.h>

#include "output.h"

mr_status mr_output_copy(mr_output *output, mr_duck_format format, mr_table_next *next,
                         mr_error *err)
{
    const char *temp = mr_object_temp(output->file);
    MR_TRY(mr_duck_copy(output->session, temp, format, output->schema, next, output, &output->rows,
                        err));
    struct stat info;
    output->bytes = stat(temp, &info) == 0 ? (int64_t)info.st_size : 0;
    return MR_OK;
}

mr_status mr_output_open_file(mr_output *output, mr_error *err)
{
    MR_TRY(mr_output_path(output->options, output->target, output->arena, &output->path, err));
    return mr_file_begin(output->path, &output->file, err);
}

mr_status mr_output_commit_file(mr_output *output, mr_error *err)
{
    mr_object_write *file = output->file;
    output->file = NULL;
    return mr_object_commit(file, output->digest, err);
}

void mr_output_abandon_file(mr_output *output)
{
    mr_object_abort(output->file);
    output->file = NULL;
}
