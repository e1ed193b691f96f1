// LAS 2.0 files, one a well, in a folder; a target that ends in .las is one file and holds one
// well.
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/catalog.h"
#include "mudrock/hash.h"
#include "mudrock/id.h"
#include "mudrock/las.h"
#include "mudrock/map.h"

#include "../columns.h"
#include "output.h"

typedef struct las_file {
    mr_object_write *write;
    const char *name;
    char digest[65];
} las_file;

typedef struct las_state {
    bool single;
    size_t n, capacity;
    las_file *files; // grows by doubling
    mr_map *names;   // file names taken
    size_t replaced;
} las_state;

static bool ends_with(const char *text, const char *end)
{
    size_t n = strlen(text), m = strlen(end);
    return n >= m && strcmp(text + n - m, end) == 0;
}

static mr_status open_las(mr_output *output, mr_error *err)
{
    las_state *s = MR_ARENA_NEW(output->arena, las_state);
    output->state = s;
    s->names = mr_map_new();
    s->single = ends_with(output->target, ".las");
    const mr_field *depth = mr_schema_find(output->schema, "depth");
    if (!depth || !mr_type_is_number(depth->type))
        return mr_fail(err, MR_EINVALID, "", "a LAS file needs a column depth");
    return mr_output_path(output->options, output->target, output->arena, &output->path, err);
}

static const mr_output_well *well_of(const mr_output *output, const char *well)
{
    for (size_t i = 0; i < output->n_wells; i++)
        if (strcmp(output->wells[i].well_id, well) == 0)
            return &output->wells[i];
    return NULL;
}

// What the import kept of the header of the well's log.
static mr_status known_of(const mr_output *output, const mr_output_well *well, json_t **out,
                          mr_error *err)
{
    *out = NULL;
    if (!well || !well->object || !output->options->catalog)
        return MR_OK;
    return mr_log_header(output->options->catalog, well->object, out, err);
}

static las_file *add_file(mr_output *output, const char *well)
{
    las_state *s = output->state;
    if (s->n == s->capacity) {
        size_t capacity = s->capacity ? 2 * s->capacity : 32;
        las_file *grown = MR_ARENA_ARRAY(output->arena, las_file, capacity);
        if (s->n)
            memcpy(grown, s->files, s->n * sizeof *grown);
        s->files = grown;
        s->capacity = capacity;
    }
    las_file *file = &s->files[s->n++];
    char slug[200];
    mr_slug(well, slug, sizeof slug - 8);
    file->name = mr_arena_printf(output->arena, "%s.las", slug);
    return file;
}

static mr_status begin_file(mr_output *output, const char *well, las_file **out, mr_error *err)
{
    las_state *s = output->state;
    if (s->single && s->n > 0)
        return mr_fail(err, MR_EINVALID, "storage_path",
                       "%s can hold one well, and there is another: %s; name a folder",
                       output->target, well);
    las_file *file = add_file(output, well);
    const char *path = output->path;
    if (!s->single) {
        if (mr_map_get(s->names, file->name))
            return mr_fail(err, MR_ECONFLICT, "storage_path", "two wells want the file %s",
                           file->name);
        mr_map_put(s->names, file->name, s);
        path = mr_arena_printf(output->arena, "%s/%s", output->path, file->name);
    }
    *out = file;
    return mr_file_begin(path, &file->write, err);
}

static mr_status put_bytes(const char *path, const mr_buf *bytes, mr_error *err)
{
    FILE *file = fopen(path, "wb");
    if (!file)
        return mr_fail(err, MR_EIO, path, "cannot write %s", path);
    size_t written = fwrite(bytes->at, 1, bytes->n, file);
    bool closed = fclose(file) == 0;
    return written == bytes->n && closed ? MR_OK
                                         : mr_fail(err, MR_EIO, path, "cannot write %s", path);
}

// Depth first, well_id not at all: it is the file.
static mr_table *las_table(const mr_table *table)
{
    mr_table *out = mr_table_new(table->rows);
    mr_table_put(out, mr_column_ref(mr_table_find(table, "depth")));
    for (size_t i = 0; i < table->n; i++) {
        const char *name = table->columns[i]->field.name;
        if (strcmp(name, "well_id") != 0 && strcmp(name, "depth") != 0)
            mr_table_put(out, mr_column_ref(table->columns[i]));
    }
    return out;
}

static mr_status write_well(mr_output *output, const char *well, const mr_table *rows,
                            mr_error *err)
{
    las_state *s = output->state;
    las_file *file = NULL;
    const mr_output_well *facts = well_of(output, well);
    json_t *known = NULL;
    MR_TRY(known_of(output, facts, &known, err));
    mr_status st = begin_file(output, well, &file, err);
    if (st != MR_OK) {
        json_decref(known);
        return st;
    }
    mr_table *table = las_table(rows);
    const mr_las_header header = {
        .well_name = facts && facts->well_name ? facts->well_name : well,
        .depth_unit = table->columns[0]->field.unit,
        .known = known,
    };
    mr_buf text = {0};
    size_t replaced = 0;
    st = mr_las_write(&header, table, &text, &replaced, err);
    mr_table_unref(table);
    json_decref(known);
    if (st == MR_OK)
        st = put_bytes(mr_object_temp(file->write), &text, err);
    s->replaced += replaced;
    output->bytes += (int64_t)text.n;
    output->rows += rows->rows;
    mr_buf_clear(&text);
    return st;
}

// A table of one well is one group; of all wells, one a well.
static mr_status write_groups(mr_output *output, mr_table *table, mr_error *err)
{
    mr_arena *arena = mr_arena_new();
    mr_wells_of groups = {0};
    mr_status st = mr_group_by_well(table, arena, &groups, err);
    for (size_t i = 0; st == MR_OK && i < groups.n; i++) {
        mr_table *rows = NULL;
        int64_t first = groups.first[i];
        st = mr_table_slice(groups.table, first, groups.first[i + 1] - first, &rows, err);
        if (st == MR_OK)
            st = write_well(output, groups.wells[i] ? groups.wells[i] : "no-well", rows, err);
        mr_table_unref(rows);
    }
    mr_table_unref(groups.table);
    mr_arena_free(arena);
    return st;
}

static mr_status write_las(mr_output *output, mr_error *err)
{
    for (;;) {
        mr_table *table = NULL;
        MR_TRY(mr_output_take(output, &table, err));
        if (!table)
            break;
        mr_status st = write_groups(output, table, err);
        mr_table_unref(table);
        if (st != MR_OK)
            return st;
    }
    const las_state *s = output->state;
    if (s->replaced)
        mr_warn(output->warnings, 0, "%s: %zu texts had blanks, which LAS cannot hold",
                output->node->name, s->replaced);
    return MR_OK;
}

static mr_status commit_las(mr_output *output, mr_error *err)
{
    las_state *s = output->state;
    mr_sha256 hash;
    mr_sha256_init(&hash);
    for (size_t i = 0; i < s->n; i++) {
        las_file *file = &s->files[i];
        mr_object_write *write = file->write;
        file->write = NULL;
        MR_TRY(mr_object_commit(write, file->digest, err));
        mr_sha256_put(&hash, file->name, strlen(file->name) + 1);
        mr_sha256_put(&hash, file->digest, 64);
    }
    mr_sha256_hex(&hash, output->digest);
    return MR_OK;
}

static void abandon_las(mr_output *output)
{
    las_state *s = output->state;
    if (!s)
        return;
    for (size_t i = 0; i < s->n; i++)
        mr_object_abort(s->files[i].write);
    mr_map_free(s->names);
}

const mr_output_kind_of mr_output_las = {
    .kind = MR_OUTPUT_LAS,
    .open = open_las,
    .write = write_las,
    .commit = commit_las,
    .abandon = abandon_las,
};
