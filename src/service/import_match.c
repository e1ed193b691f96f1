// Which well a file means: one that is there, or a new one.
#include <jansson.h>
#include <stdio.h>
#include <string.h>

#include "mudrock/id.h"
#include "mudrock/units.h"

#include "import.h"

static mr_status say_which(const mr_import_piece *piece, size_t n, const mr_well_match *matches,
                           mr_error *err)
{
    const char *list = "";
    for (size_t i = 0; i < n; i++)
        list = mr_arena_printf(piece->arena, "%s%s%s (%s)", list, i ? ", " : "", matches[i].well_id,
                               matches[i].well_name);
    return mr_fail(err, MR_ECONFLICT, NULL,
                   "the well \"%s\" may be any of %s: say which with --well, or merge them",
                   piece->well.well_name, list);
}

static void note_match(mr_import_piece *piece, const mr_well_match *match)
{
    const char *said = piece->well.well_name;
    char a[256], b[256];
    mr_name_fold(said, a, sizeof a);
    mr_name_fold(match->well_name, b, sizeof b);
    if (strcmp(a, b) != 0)
        mr_import_note(piece, "notes", "the well \"%s\" is %s (%s) by its UWI", said,
                       match->well_id, match->well_name);
    else if (!match->exact)
        mr_import_note(piece, "notes",
                       "is taken for the well %s by its name: UWI, field or country are not said "
                       "everywhere",
                       match->well_id);
}

mr_status mr_import_find_well(mr_service *service, mr_import_piece *piece, const char *known,
                              bool *is_new, mr_error *err)
{
    mr_well_match matches[MR_MOST_MATCHES];
    size_t n = 0;
    json_t *well = NULL;
    *is_new = false;
    piece->well.well_id = known ? known : piece->options->well;
    if (piece->well.well_id) {
        MR_TRY(mr_well_get(service->catalog, piece->project_id, piece->well.well_id, &well, err));
        json_decref(well);
        return MR_OK;
    }
    MR_TRY(mr_well_matches(service->catalog, piece->project_id, &piece->identity, piece->arena, &n,
                           matches, err));
    if (n > 1)
        return say_which(piece, n, matches, err);
    if (n == 1) {
        piece->well.well_id = matches[0].well_id;
        piece->match = MR_ARENA_NEW(piece->arena, mr_well_match);
        *piece->match = matches[0];
        return MR_OK;
    }
    *is_new = true;
    return mr_well_free_id(service->catalog, piece->project_id,
                           piece->well.uwi ? piece->well.uwi : piece->well.well_name, piece->arena,
                           &piece->well.well_id, err);
}

static void note_number(mr_import_piece *piece)
{
    char slug[200];
    mr_slug(piece->well.uwi ? piece->well.uwi : piece->well.well_name, slug, sizeof slug);
    if (strcmp(slug, piece->well.well_id) != 0)
        mr_import_note(piece, "notes",
                       "the well \"%s\" gets the id %s: %s is another well; `mudrock wells merge` "
                       "makes them one",
                       piece->well.well_name, piece->well.well_id, slug);
}

// Elevation and total depth are kept in the unit that the well has for them.
static mr_status to_well_unit(mr_service *service, mr_import_piece *piece, mr_error *err)
{
    json_t *row = NULL;
    double scale, offset;
    MR_TRY(mr_well_get(service->catalog, piece->project_id, piece->well.well_id, &row, err));
    const char *from = mr_unit_read(service->units, piece->well.depth_unit, NULL, "depth").unit;
    const char *to =
        mr_unit_read(service->units, json_string_value(json_object_get(row, "depth_unit")), NULL,
                     "depth")
            .unit;
    if (from && to && !mr_unit_equal(service->units, from, to) &&
        mr_unit_convert(service->units, from, to, &scale, &offset)) {
        mr_rescale(&piece->well.kb_elevation, 1, scale, offset);
        mr_rescale(&piece->well.total_depth, 1, scale, offset);
    }
    json_decref(row);
    return MR_OK;
}

mr_status mr_import_put_well(mr_service *service, mr_import_piece *piece, bool is_new,
                             char well[37], mr_error *err)
{
    if (!is_new)
        MR_TRY(to_well_unit(service, piece, err));
    MR_TRY(mr_well_put(service->catalog, piece->project_id, &piece->well, well, err));
    return mr_identity_put(service->catalog, well, &piece->identity, err);
}

void mr_import_note_well(mr_import_piece *piece, bool is_new)
{
    if (is_new)
        note_number(piece);
    else if (piece->match)
        note_match(piece, piece->match);
}
