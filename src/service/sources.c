// A memory of descriptions by what was asked, forgotten when the store changes.
#include "sources.h"

#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "mudrock/map.h"

enum { MOST = 256 };

typedef struct entry {
    mr_arena *arena;
    mr_source_info info;
} entry;

struct mr_source_memory {
    pthread_mutex_t lock; // guards all below
    int64_t version;      // of the store
    mr_map *entries;
};

typedef struct asking { // for one document
    mr_service *service;
    mr_sources sources; // those that look
    int64_t version;
} asking;

mr_source_memory *mr_source_memory_new(void)
{
    mr_source_memory *memory = mr_alloc(sizeof *memory);
    pthread_mutex_init(&memory->lock, NULL);
    memory->entries = mr_map_new();
    return memory;
}

static void forget(mr_source_memory *memory)
{
    for (size_t i = 0; i < mr_map_count(memory->entries); i++) {
        entry *e = mr_map_at(memory->entries, i, NULL);
        mr_arena_free(e->arena);
        free(e);
    }
    mr_map_free(memory->entries);
    memory->entries = NULL;
}

void mr_source_memory_free(mr_source_memory *memory)
{
    if (!memory)
        return;
    forget(memory);
    pthread_mutex_destroy(&memory->lock);
    free(memory);
}

// --- copies ---

static const char *const *copy_texts(mr_arena *arena, const char *const *from, size_t n)
{
    const char **to = MR_ARENA_ARRAY(arena, const char *, n + 1);
    for (size_t i = 0; from && i < n; i++)
        to[i] = mr_arena_strdup(arena, from[i]);
    return to;
}

static size_t count_texts(const char *const *texts)
{
    size_t n = 0;
    while (texts && texts[n])
        n++;
    return n;
}

static const mr_source_remark *copy_remarks(mr_arena *arena, const mr_source_remark *from, size_t n)
{
    mr_source_remark *to = MR_ARENA_ARRAY(arena, mr_source_remark, n + 1);
    for (size_t i = 0; i < n; i++)
        to[i] = (mr_source_remark){
            .severity = from[i].severity,
            .code = mr_arena_strdup(arena, from[i].code),
            .message = mr_arena_strdup(arena, from[i].message),
            .column = mr_arena_strdup(arena, from[i].column),
            .hint = mr_arena_strdup(arena, from[i].hint),
            .member = mr_arena_strdup(arena, from[i].member),
        };
    return to;
}

static void copy_info(mr_arena *arena, const mr_source_info *from, mr_source_info *to)
{
    mr_source_curve *curves = MR_ARENA_ARRAY(arena, mr_source_curve, from->n_curves + 1);
    for (size_t i = 0; i < from->n_curves; i++) {
        curves[i] = from->curves[i];
        curves[i].column = mr_arena_strdup(arena, curves[i].column);
        curves[i].unit = mr_arena_strdup(arena, curves[i].unit);
        curves[i].quantity = mr_arena_strdup(arena, curves[i].quantity);
        curves[i].matrices = mr_arena_strdup(arena, curves[i].matrices);
        if (curves[i].lacking)
            curves[i].lacking =
                copy_texts(arena, curves[i].lacking, count_texts(curves[i].lacking));
        if (curves[i].read_from)
            curves[i].read_from =
                copy_texts(arena, curves[i].read_from, count_texts(curves[i].read_from));
    }
    *to = *from;
    to->depth_unit = mr_arena_strdup(arena, from->depth_unit);
    to->unreadable = mr_arena_strdup(arena, from->unreadable);
    to->unknown = copy_texts(arena, from->unknown, from->n_unknown);
    to->near = copy_texts(arena, from->near, from->n_unknown);
    to->curves = curves;
    if (from->depth_read_from)
        to->depth_read_from =
            copy_texts(arena, from->depth_read_from, count_texts(from->depth_read_from));
    to->remarks = copy_remarks(arena, from->remarks, from->n_remarks);
}

// --- asking ---

static void put_part(mr_buf *key, const char *text)
{
    mr_buf_printf(key, "%zu:%s", text ? strlen(text) : 0, text ? text : "-");
}

static void put_names(mr_buf *key, const mr_names *names)
{
    mr_buf_printf(key, "[%zu]", names->n);
    for (size_t i = 0; i < names->n; i++)
        put_part(key, names->at[i]);
}

// All that a description depends on, but for the store.
static char *key_of(const char *project_id, const mr_source *source)
{
    mr_buf key = {0};
    mr_buf_printf(&key, "%d%d%d", (int)source->kind, source->match_quantity, source->newest);
    put_part(&key, source->project_id ? source->project_id : project_id);
    put_part(&key, source->log_type);
    put_part(&key, source->name);
    put_names(&key, &source->well_ids);
    put_names(&key, &source->curve_names);
    return mr_buf_take(&key, NULL);
}

static bool remembered(const asking *a, const char *key, mr_arena *arena, mr_source_info *out)
{
    mr_source_memory *memory = a->service->sources;
    pthread_mutex_lock(&memory->lock);
    const entry *e = memory->version == a->version ? mr_map_get(memory->entries, key) : NULL;
    if (e)
        copy_info(arena, &e->info, out);
    pthread_mutex_unlock(&memory->lock);
    return e;
}

static void remember(const asking *a, const char *key, const mr_source_info *info)
{
    mr_source_memory *memory = a->service->sources;
    entry *e = mr_alloc(sizeof *e);
    e->arena = mr_arena_new();
    copy_info(e->arena, info, &e->info);
    pthread_mutex_lock(&memory->lock);
    if (memory->version != a->version || mr_map_count(memory->entries) >= MOST) {
        forget(memory);
        memory->entries = mr_map_new();
        memory->version = a->version;
    }
    entry *before = mr_map_put(memory->entries, key, e);
    pthread_mutex_unlock(&memory->lock);
    if (before) {
        mr_arena_free(before->arena);
        free(before);
    }
}

static mr_status describe(void *context, const char *project_id, const mr_source *source,
                          mr_arena *arena, mr_source_info *out, mr_error *err)
{
    const asking *a = context;
    char *key = key_of(project_id, source);
    if (key && remembered(a, key, arena, out)) {
        free(key);
        return MR_OK;
    }
    mr_status st = a->sources.describe(a->sources.context, project_id, source, arena, out, err);
    if (st == MR_OK && key && !out->unreadable)
        remember(a, key, out);
    free(key);
    return st;
}

mr_status mr_remembered_sources(mr_service *service, mr_arena *arena, mr_sources *out,
                                mr_error *err)
{
    const mr_run_options run = {
        .units = service->units,
        .catalog = service->catalog,
        .objects = service->objects,
        .duck = service->duck,
        .threads = service->threads,
    };
    asking *a = MR_ARENA_NEW(arena, asking);
    a->service = service;
    // Before anything is looked at: what is written meanwhile makes what we remember too old.
    MR_TRY(mr_catalog_version(service->catalog, &a->version, err));
    *out = (mr_sources){a, describe};
    return mr_executor_sources(&run, arena, &a->sources, err);
}
