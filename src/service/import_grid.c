// A grid becomes a surface of the project: a row a node, with what the lattice is beside it.
#include <jansson.h>
#include <math.h>

#include "mudrock/grid.h"
#include "mudrock/units.h"

#include "import_contents.h"
#include "import_unit.h"
#include "stats.h"

enum { X = 2, Z = 4 }; // columns of the table

typedef struct lattice {
    double ux, uy, vx, vy; // from column to column, from row to row
} lattice;

static lattice lattice_of(const mr_grid *g)
{
    const double angle = g->rotation * (3.14159265358979323846 / 180);
    const bool straight = fmod(g->rotation, 90) == 0; // a right angle has no rounding
    const int quarter = straight ? (((int)(g->rotation / 90) % 4) + 4) % 4 : 0;
    static const double cosines[] = {1, 0, -1, 0}, sines[] = {0, 1, 0, -1};
    const double c = straight ? cosines[quarter] : cos(angle);
    const double s = straight ? sines[quarter] : sin(angle);
    return (lattice){g->dx * c, g->dx * s, -g->dy * s, g->dy * c};
}

// Column and row of a node, whole numbers from 0.
static mr_status put_place(mr_table *table, const mr_grid *g, const char *name, bool is_row,
                           mr_error *err)
{
    const mr_field field = {.name = name, .type = MR_INT32, .description = "from 0", .origin = -1};
    mr_builder *builder = mr_builder_new(&field);
    const mr_column *column = NULL;
    for (int64_t i = 0; i < g->nrow * g->ncol; i++)
        mr_builder_int(builder, is_row ? i / g->ncol : i % g->ncol);
    mr_status st = mr_builder_finish(builder, &column, err);
    mr_builder_free(builder);
    if (st == MR_OK)
        mr_table_put(table, column);
    return st;
}

static mr_status put_numbers(mr_table *table, const mr_grid *g, const char *name, const char *unit,
                             mr_error *err)
{
    const lattice l = lattice_of(g);
    const mr_field field = {.name = name, .type = MR_FLOAT64, .unit = unit, .origin = -1};
    mr_column *column;
    double *values;
    MR_TRY(mr_column_new_f64(&field, table->rows, &column, &values, err));
    for (int64_t i = 0; i < table->rows; i++) {
        const double k = (double)(i % g->ncol), j = (double)(i / g->ncol);
        values[i] = name[0] == 'x'   ? g->x0 + k * l.ux + j * l.vx
                    : name[0] == 'y' ? g->y0 + k * l.uy + j * l.vy
                                     : g->z[i];
    }
    mr_column_seal(column);
    mr_table_put(table, column);
    return MR_OK;
}

static mr_status table_of(const mr_grid *g, const char *z_unit, const char *xy_unit, mr_table **out,
                          mr_error *err)
{
    mr_table *table = mr_table_new(g->nrow * g->ncol);
    mr_status st = put_place(table, g, "column", false, err);
    if (st == MR_OK)
        st = put_place(table, g, "row", true, err);
    if (st == MR_OK)
        st = put_numbers(table, g, "x", xy_unit, err);
    if (st == MR_OK)
        st = put_numbers(table, g, "y", xy_unit, err);
    if (st == MR_OK)
        st = put_numbers(table, g, "z", z_unit, err);
    if (st == MR_OK)
        *out = table;
    else
        mr_table_unref(table);
    return st;
}

// Corners of the nodes, rotated or not.
static json_t *bounds_of(const mr_grid *g)
{
    const lattice l = lattice_of(g);
    const double k = (double)(g->ncol - 1), j = (double)(g->nrow - 1);
    const double xs[] = {0, k * l.ux, j * l.vx, k * l.ux + j * l.vx};
    const double ys[] = {0, k * l.uy, j * l.vy, k * l.uy + j * l.vy};
    double low[2] = {xs[0], ys[0]}, high[2] = {xs[0], ys[0]};
    for (size_t i = 1; i < 4; i++) {
        low[0] = fmin(low[0], xs[i]);
        low[1] = fmin(low[1], ys[i]);
        high[0] = fmax(high[0], xs[i]);
        high[1] = fmax(high[1], ys[i]);
    }
    return json_pack("{s:f,s:f,s:f,s:f}", "x_min", g->x0 + low[0], "x_max", g->x0 + high[0],
                     "y_min", g->y0 + low[1], "y_max", g->y0 + high[1]);
}

static json_t *header_of(const mr_grid *g, const mr_table *table, const char *format)
{
    mr_stats z;
    mr_stats_of(table->columns[Z], &z);
    return json_pack("{s:s,s:I,s:I,s:f,s:f,s:f,s:f,s:f,s:o,s:I,s:o,s:o,s:o,s:s?,s:s?,s:n}",
                     "source_format", format, "ncol", (json_int_t)g->ncol, "nrow",
                     (json_int_t)g->nrow, "x0", g->x0, "y0", g->y0, "dx", g->dx, "dy", g->dy,
                     "rotation", g->rotation, "bounds", bounds_of(g), "nulls", (json_int_t)z.nulls,
                     "min", mr_json_real(z.min), "max", mr_json_real(z.max), "mean",
                     mr_json_real(z.mean), "unit", table->columns[Z]->field.unit, "xy_unit",
                     table->columns[X]->field.unit, "crs");
}

// The unit that the user tells, by the name that stands for it.
static const char *told(const mr_units *units, const mr_import_options *options, const char *name)
{
    return mr_unit_read(units, mr_import_unit(options, name, name), name, NULL).unit;
}

static mr_status read_surface(mr_service *service, mr_import_piece *piece, const mr_grid *grid,
                              size_t band, const char *format, mr_error *err)
{
    mr_import_piece *part = mr_import_part(piece);
    mr_table *table = NULL;
    const char *z_unit = told(service->units, piece->options, "z");
    const char *name =
        grid->name ? mr_arena_strdup(piece->arena, grid->name) : mr_import_stem_slug(piece);
    if (!grid->name && band)
        name = mr_arena_printf(piece->arena, "%s_%zu", name, band + 1);
    MR_TRY(table_of(grid, z_unit, told(service->units, piece->options, "x"), &table, err));
    if (!z_unit)
        mr_import_note(part, "notes", "says no unit of z: --unit z=m would say it");
    part->section = mr_arena_printf(piece->arena, "%zu", band + 1);
    mr_status st = mr_import_put_table(service, part, table, "surface", name,
                                       header_of(grid, table, format), err);
    mr_table_unref(table);
    return st;
}

mr_status mr_import_read_grid(mr_service *service, const mr_import_options *options,
                              mr_import_piece *piece, mr_error *err)
{
    mr_grids *grids = NULL;
    (void)options;
    MR_TRY(mr_grids_read_file(piece->path, &grids, err));
    mr_status st = MR_OK;
    json_object_set_new(piece->summary, "format", json_string(grids->format));
    for (size_t i = 0; st == MR_OK && i < grids->n; i++) {
        piece->rows += grids->at[i].ncol * grids->at[i].nrow;
        st = read_surface(service, piece, &grids->at[i], i, grids->format, err);
    }
    for (size_t i = 0; i < grids->n_warnings; i++)
        mr_import_note(piece, "warnings", "%s", grids->warnings[i]);
    mr_grids_free(grids);
    return st;
}
