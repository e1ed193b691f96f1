// What a source by well offers as a whole: which of the wells asked for there are.
#include <string.h>

#include "ingestion.h"

enum { MAX_NEAR = 8 };

static const char *nearest(const char *id, const char *const *ids, size_t n)
{
    const char *best = NULL;
    size_t limit = strlen(id) / 2 + 1, best_distance = limit + 1;
    for (size_t i = 0; i < n; i++) {
        size_t distance = mr_edit_distance(id, ids[i], limit);
        if (distance < best_distance) {
            best = ids[i];
            best_distance = distance;
        }
    }
    return best;
}

// Every well of the project, for the nearest name to one that is not there.
static mr_status all_ids(const mr_run_options *options, const mr_project_units *project,
                         const mr_source *source, mr_arena *arena, size_t *n, const char ***out,
                         mr_error *err)
{
    mr_source every = *source;
    every.well_ids = (mr_names){0};
    mr_run_options unrestricted = *options;
    unrestricted.wells = NULL;
    size_t n_files;
    mr_well_file *files;
    MR_TRY(mr_wells_find(&unrestricted, project->project, &every, arena, &n_files, &files, err));
    *out = MR_ARENA_ARRAY(arena, const char *, n_files + 1);
    *n = n_files;
    for (size_t i = 0; i < n_files; i++)
        (*out)[i] = files[i].well_id;
    return MR_OK;
}

static mr_status name_unknown(const mr_run_options *options, const mr_project_units *project,
                              const mr_source *source, const mr_well_file *files, size_t n,
                              mr_arena *arena, mr_source_info *out, mr_error *err)
{
    const char **unknown = MR_ARENA_ARRAY(arena, const char *, n + 1);
    const char **near = MR_ARENA_ARRAY(arena, const char *, n + 1);
    for (size_t i = 0; i < n; i++)
        if (!files[i].known)
            unknown[out->n_unknown++] = files[i].well_id;
    out->unknown = unknown;
    out->near = near;
    if (out->n_unknown == 0)
        return MR_OK;
    size_t n_ids;
    const char **ids;
    MR_TRY(all_ids(options, project, source, arena, &n_ids, &ids, err));
    for (size_t i = 0; i < out->n_unknown && i < MAX_NEAR; i++)
        near[i] = nearest(unknown[i], ids, n_ids);
    return MR_OK;
}

mr_status mr_offer_wells(const mr_run_options *options, const mr_project_units *project,
                         const mr_source *source, mr_arena *arena, mr_source_info *out, size_t *n,
                         mr_well_file **files, mr_error *err)
{
    MR_TRY(mr_wells_find(options, project->project, source, arena, n, files, err));
    for (size_t i = 0; i < *n; i++)
        out->n_wells += (*files)[i].known;
    return name_unknown(options, project, source, *files, *n, arena, out, err);
}

const char *const *mr_read_from(const mr_units *units, const char *unit, const char *const *from,
                                size_t n, mr_arena *arena)
{
    const char **out = MR_ARENA_ARRAY(arena, const char *, n + 1);
    double scale, offset;
    size_t kept = 0;

    for (size_t i = 0; unit && i < n; i++) {
        if (!mr_unit_known(units, from[i]) || mr_unit_equal(units, from[i], unit) ||
            !mr_unit_convert(units, from[i], unit, &scale, &offset))
            continue;
        bool seen = false;
        for (size_t k = 0; k < kept; k++)
            seen |= mr_unit_equal(units, from[i], out[k]);
        if (!seen)
            out[kept++] = mr_arena_strdup(arena, from[i]);
    }
    return kept ? out : NULL;
}
