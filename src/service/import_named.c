// The well of a thing that names it by a word alone, or not at all.
#include <jansson.h>
#include <math.h>
#include <string.h>
#include <strings.h>

#include "mudrock/id.h"

#include "import_contents.h"

void mr_import_name_well(mr_import_piece *piece, const char *text)
{
    const char *name = text ? mr_arena_strdup(piece->arena, text) : NULL;
    const double none = (double)NAN;
    piece->identity = (mr_identity){.name = name};
    piece->well = (mr_well_row){
        .well_name = name,
        .latitude = none,
        .longitude = none,
        .x = none,
        .y = none,
        .kb_elevation = none,
        .total_depth = none,
    };
}

const char *mr_import_stem_slug(const mr_import_piece *piece)
{
    char slug[100];
    const char *dot = strrchr(piece->name, '.');
    mr_slug(mr_arena_strndup(piece->arena, piece->name,
                             dot && dot != piece->name ? (size_t)(dot - piece->name)
                                                       : strlen(piece->name)),
            slug, sizeof slug);
    for (char *at = slug; *at; at++)
        *at = *at == '.' ? '_' : *at;
    return mr_arena_strdup(piece->arena, slug[0] ? slug : "survey");
}

// "P-129_deviation_survey" -> "P-129_deviation" -> "P-129": false when the last word is none of
// those that say what the file is.
static bool drop_word(char *stem)
{
    static const char *const words[] = {
        "deviation", "deviations", "dev",       "survey",     "surveys",    "directional",
        "dir",       "trajectory", "wellpath",  "path",       "trace",      "incl",
        "tops",      "markers",    "checkshot", "checkshots", "definitive", "final"};
    size_t n = strlen(stem), at = n;
    while (at > 0 && !strchr("_- .", stem[at - 1]))
        at--;
    for (size_t i = 0; at > 0 && i < sizeof words / sizeof *words; i++)
        if (strcasecmp(stem + at, words[i]) == 0) {
            while (at > 0 && strchr("_- .", stem[at - 1]))
                at--;
            stem[at] = '\0';
            return at > 0;
        }
    return false;
}

// Among the wells that are there. *n of them are called `name`, by name, UWI or id.
static mr_status look_for(mr_service *service, mr_import_piece *piece, const char *name, size_t *n,
                          mr_well_match matches[MR_MOST_MATCHES], mr_error *err)
{
    json_t *well = NULL;
    piece->identity = (mr_identity){.name = name};
    MR_TRY(mr_well_matches(service->catalog, piece->project_id, &piece->identity, piece->arena, n,
                           matches, err));
    if (*n > 0)
        return MR_OK;
    if (mr_well_get(service->catalog, piece->project_id, name, &well, NULL) == MR_OK) {
        matches[0] = (mr_well_match){
            .well_id = name,
            .well_name = mr_arena_strdup(piece->arena,
                                         json_string_value(json_object_get(well, "well_name"))),
            .exact = true,
        };
        *n = 1;
        json_decref(well);
        return MR_OK;
    }
    const mr_identity by_uwi = {.uwi = name};
    MR_TRY(mr_well_matches(service->catalog, piece->project_id, &by_uwi, piece->arena, n, matches,
                           err));
    if (*n)
        piece->identity = by_uwi;
    return MR_OK;
}

static mr_status by_file_name(mr_service *service, mr_import_piece *piece, mr_error *err)
{
    mr_well_match matches[MR_MOST_MATCHES];
    const char *dot = strrchr(piece->name, '.');
    char *stem = mr_arena_strndup(piece->arena, piece->name,
                                  dot && dot != piece->name ? (size_t)(dot - piece->name)
                                                            : strlen(piece->name));
    do {
        size_t n = 0;
        MR_TRY(look_for(service, piece, stem, &n, matches, err));
        if (n > 1)
            return mr_fail(err, MR_ECONFLICT, NULL,
                           "it names no well, and %zu wells are called \"%s\" as the file is: say "
                           "which with --well",
                           n, stem);
        if (n == 1) {
            piece->well.well_id = matches[0].well_id;
            piece->well.well_name = matches[0].well_name;
            mr_import_note(piece, "notes",
                           "names no well and is taken for one of %s (%s) by the file's name",
                           matches[0].well_id, matches[0].well_name);
            return MR_OK;
        }
    } while (drop_word(stem));
    return mr_fail(err, MR_ENOTFOUND, NULL,
                   "it names no well, and no well is called as the file is: say which with --well");
}

mr_status mr_import_find_named(mr_service *service, mr_import_piece *piece, const char *known,
                               bool *is_new, mr_error *err)
{
    const char *name = piece->identity.name;
    mr_well_match matches[MR_MOST_MATCHES];
    size_t n = 0;
    *is_new = false;
    if (!known && !piece->options->well && !name)
        return by_file_name(service, piece, err);
    if (!known && !piece->options->well) {
        MR_TRY(look_for(service, piece, name, &n, matches, err));
        if (n == 1) {
            piece->well.well_id = matches[0].well_id;
            return MR_OK;
        }
        piece->identity = (mr_identity){.name = name};
    }
    MR_TRY(mr_import_find_well(service, piece, known, is_new, err));
    if (!name) { // the well's own name stays
        piece->well.well_name = piece->well.well_id;
        piece->identity = (mr_identity){0};
    }
    return MR_OK;
}
