// A result kept in the workspace, as a Parquet object under the run's prefix, for whoever wants to
// look at it; beside it, for long wells, what a plot of all of them shows.
#include "output.h"

#include "levels.h"

typedef struct kept {
    mr_levels *levels;     // NULL: none
    mr_object_write *file; // of the levels; NULL: there are none
} kept;

static mr_objects *objects_of(const mr_output *output)
{
    return output->options->results ? output->options->results : output->options->objects;
}

static const char *stem(const mr_output *output)
{
    const char *prefix = output->options->result_prefix;
    return output->options->results
               ? prefix
               : mr_arena_printf(output->arena, "%s/%s", prefix, output->node->id);
}

static mr_status open_object(mr_output *output, mr_error *err)
{
    if (!objects_of(output) || !output->options->result_prefix)
        return mr_fail(err, MR_EUSAGE, "", "a result can only be kept in a workspace");
    kept *k = MR_ARENA_NEW(output->arena, kept);
    k->levels = mr_levels_new(output->schema);
    output->state = k;
    output->path = mr_arena_printf(output->arena, "%s.parquet", stem(output));
    return mr_object_begin(objects_of(output), output->path, &output->file, err);
}

static mr_status take(void *context, mr_table **table, mr_error *err)
{
    const mr_output *output = context;
    const kept *k = output->state;
    MR_TRY(mr_output_take(context, table, err));
    if (*table && k->levels)
        mr_levels_add(k->levels, *table);
    return MR_OK;
}

static mr_status write_levels(mr_output *output, kept *k, mr_error *err)
{
    mr_table *table = NULL;
    MR_TRY(mr_levels_table(k->levels, &table, err));
    if (!table)
        return MR_OK;
    const char *path = mr_arena_printf(output->arena, "%s.levels", stem(output));
    mr_status st = mr_object_begin(objects_of(output), path, &k->file, err);
    if (st == MR_OK)
        st = mr_duck_write_table(output->session, mr_object_temp(k->file), MR_DUCK_PARQUET, table,
                                 err);
    mr_table_unref(table);
    return st;
}

static void free_levels(kept *k)
{
    mr_levels_free(k->levels);
    k->levels = NULL;
}

static mr_status write_object(mr_output *output, mr_error *err)
{
    kept *k = output->state;
    mr_status st = mr_output_copy(output, MR_DUCK_PARQUET, take, err);
    if (st == MR_OK && k->levels)
        st = write_levels(output, k, err);
    free_levels(k);
    return st;
}

// The levels first: where a result is seen, they are there.
static mr_status commit(mr_output *output, mr_error *err)
{
    kept *k = output->state;
    mr_object_write *file = k->file;
    k->file = NULL;
    if (file)
        MR_TRY(mr_object_commit(file, NULL, err));
    return mr_output_commit_file(output, err);
}

static void abandon(mr_output *output)
{
    kept *k = output->state;
    if (k) {
        free_levels(k);
        mr_object_abort(k->file);
        k->file = NULL;
    }
    mr_output_abandon_file(output);
}

const mr_output_kind_of mr_output_frontend = {
    .kind = MR_OUTPUT_FRONTEND,
    .open = open_object,
    .write = write_object,
    .commit = commit,
    .abandon = abandon,
};
