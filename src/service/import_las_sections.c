// What a LAS file holds beside its log, at import.
#include <string.h>

#include "mudrock/las.h"

#include "import.h"

// Tops in their own unit, that of the log's index where they say none.
static void take_markers(mr_import_piece *piece, const char *index_unit,
                         const mr_las_section *section)
{
    const mr_las_curve *name, *depth;
    if (!mr_las_tops(section, &name, &depth))
        return;
    const char *said = depth->item.unit, *unit = said && *said ? said : index_unit;
    mr_marker_row *rows =
        MR_ARENA_ARRAY(piece->arena, mr_marker_row, piece->n_markers + (size_t)section->rows);
    size_t n = piece->n_markers;
    if (n)
        memcpy(rows, piece->markers, n * sizeof *rows);
    for (int64_t i = 0; i < section->rows; i++) {
        if (!mr_valid(name->column, i) || !mr_valid(depth->column, i)) {
            mr_import_note(piece, "warnings", "section ~%s: top %lld has no %s: left out",
                           section->name, (long long)i + 1,
                           mr_valid(name->column, i) ? "depth" : "name");
            continue;
        }
        mr_str text = mr_column_text(name->column, i);
        rows[n++] = (mr_marker_row){
            .well_id = piece->well.well_id,
            .name = mr_arena_strndup(piece->arena, text.at, text.n),
            .source_name = piece->name,
            .depth = mr_column_real(depth->column, i),
            .depth_unit = mr_arena_strdup(piece->arena, unit),
        };
    }
    piece->markers = rows;
    piece->n_markers = n;
}

void mr_import_las_sections(mr_import_piece *piece, const mr_las *las)
{
    for (size_t i = 0; i < las->n_sections; i++) {
        const mr_las_section *section = &las->sections[i];
        if (section->role == MR_LAS_MARKERS)
            take_markers(piece, las->depth_unit, section);
        else
            mr_import_note(piece, "warnings",
                           "section ~%s: its %lld rows of %zu columns are not imported; import "
                           "--describe shows them",
                           section->name, (long long)section->rows, section->n_curves);
    }
}
