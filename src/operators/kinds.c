// Classes and angles on their way through an operator: classes go as the places of a list of their
// values, angles once by their cosines and once by their sines, or about the mean direction of a
// window. So no kernel but those that choose between two values knows of either.
#include "kinds.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "mudrock/kind.h"
#include "mudrock/map.h"
#include "mudrock/units.h"

#include "tables.h"

static const double two_pi = 6.28318530717958647692;

// --- what a descriptor says ---

// Units of a port that follow the column.
static bool follows(const char *unit)
{
    return strncmp(unit, "as ", 3) == 0 || strcmp(unit, "usual") == 0 ||
           strcmp(unit, "absolute") == 0 ||
           (strncmp(unit, "by ", 3) == 0 && (strstr(unit, "absolute") || strstr(unit, "as input")));
}

bool mr_port_is_free(const mr_port *port)
{
    const bool number = port->type == MR_FLOAT64 || port->type == MR_ANY;

    return number && !port->quantity && (!port->unit || follows(port->unit));
}

mr_sense mr_args_sense(const mr_args *args)
{
    const mr_operator *op = args->op;

    if (op->plain)
        return MR_AS_ALONE;
    return op->sense_of ? op->sense_of(args->params) : op->sense;
}

bool mr_sense_takes_classes(mr_sense sense)
{
    return sense == MR_AS_CHOICE || sense == MR_AS_MEAN;
}

bool mr_is_place(const mr_args *args, const mr_port *output)
{
    const mr_sense sense = mr_args_sense(args);

    return sense != MR_AS_SPREAD && sense != MR_AS_APART && output->unit &&
           (strcmp(output->unit, "as input") == 0 || strncmp(output->unit, "by ", 3) == 0);
}

// What makes a quantity of it, by what makes it a class.
const char *mr_class_way_out(const mr_field *field)
{
    if (mr_quantity_kind(field->quantity) == MR_CLASS)
        return "if it measures something, say what: mudrock curves set WELL CURVE --quantity Q";
    if (field->type == MR_UTF8)
        return "if the texts are numbers, cast them to float64";
    return "if it measures something, give it a unit or a quantity, or cast it to float64";
}

bool mr_args_choose(const mr_args *args, const mr_port *port, const mr_field *field)
{
    return mr_port_is_free(port) && mr_sense_takes_classes(mr_args_sense(args)) &&
           mr_field_kind(field) == MR_CLASS;
}

bool mr_args_join(const mr_args *args, const mr_port *port)
{
    return mr_port_is_free(port) && mr_args_sense(args) != MR_AS_ALONE;
}

const char *mr_args_refuse(const mr_args *args, const mr_port *port, const mr_field *field,
                           mr_arena *arena, const char **instead)
{
    const mr_sense sense = mr_args_sense(args);
    const mr_kind kind = mr_field_kind(field);
    char room[80];

    if (sense == MR_AS_ALONE || !mr_port_is_free(port) || kind == MR_NUMBER)
        return NULL;
    if (kind == MR_ANGLE) {
        *instead = "moving_average, median_filter, difference and derivative go round; "
                   "to take it for numbers on a line use the version 1.0.0, or a column "
                   "without the quantity";
        return sense != MR_AS_LINE ? NULL
                                   : mr_arena_printf(arena, "is a direction, which goes round (%s)",
                                                     field->quantity);
    }
    *instead = mr_arena_printf(arena,
                               "moving_average and gaussian_filter take the class of most weight, "
                               "resampling and shifts the nearest, aggregate counts them; %s",
                               mr_class_way_out(field));
    return mr_sense_takes_classes(sense)
               ? NULL
               : mr_arena_printf(arena, "is %s, and classes have nothing in between",
                                 mr_class_reason(field, room));
}

// --- lists of classes ---

static bool is_whole(const mr_column *column)
{
    return column->field.type == MR_INT64 || column->field.type == MR_INT32;
}

// The value as text, the same for equal ones.
static const char *key_of(const mr_column *column, int64_t row, mr_arena *arena)
{
    char number[40];

    if (column->field.type == MR_UTF8) {
        const mr_str text = mr_column_text(column, row);
        return mr_arena_strndup(arena, text.at, text.n);
    }
    if (is_whole(column))
        snprintf(number, sizeof number, "%lld", (long long)mr_column_int(column, row));
    else
        number[mr_print_double(mr_column_real(column, row), number)] = '\0';
    return mr_arena_strdup(arena, number);
}

static void grow(mr_classes *classes, mr_arena *arena)
{
    const size_t room = classes->room ? 2 * classes->room : 16;
    mr_class *more = MR_ARENA_ARRAY(arena, mr_class, room);

    if (classes->n)
        memcpy(more, classes->at, classes->n * sizeof *more);
    classes->at = more;
    classes->room = room;
}

static size_t place_of(mr_classes *classes, mr_map *places, const mr_column *column, int64_t row,
                       mr_arena *arena)
{
    const char *key = key_of(column, row, arena);
    size_t place = (size_t)(uintptr_t)mr_map_get(places, key);

    if (place)
        return place - 1;
    if (classes->n == classes->room)
        grow(classes, arena);
    classes->at[classes->n++] = (mr_class){column, row};
    mr_map_put(places, key, (void *)(uintptr_t)classes->n);
    return classes->n - 1;
}

static bool same_value(const mr_column *column, int64_t a, int64_t b)
{
    if (column->field.type == MR_UTF8)
        return mr_str_eq(mr_column_text(column, a), mr_column_text(column, b));
    if (is_whole(column))
        return mr_column_int(column, a) == mr_column_int(column, b);
    const double x = mr_column_real(column, a), y = mr_column_real(column, b);
    return x <= y && x >= y;
}

double *mr_classes_read(mr_classes *classes, mr_map *places, const mr_column *column,
                        mr_arena *arena)
{
    double *out = MR_ARENA_ARRAY(arena, double, (size_t)column->length + 1);
    int64_t before = -1;

    for (int64_t i = 0; i < column->length; i++) {
        out[i] = MR_NAN;
        if (!mr_valid(column, i))
            continue;
        out[i] = before >= 0 && same_value(column, before, i)
                     ? out[before]
                     : (double)place_of(classes, places, column, i, arena);
        before = i;
    }
    return out;
}

mr_status mr_classes_build(const mr_classes *classes, const mr_field *field, const double *places,
                           int64_t n, const mr_column **out, mr_error *err)
{
    mr_builder *builder = mr_builder_new(field);

    for (int64_t i = 0; i < n; i++) {
        if (isnan(places[i])) {
            mr_builder_null(builder);
            continue;
        }
        const size_t place = (size_t)places[i];
        assert(place < classes->n && (double)place >= places[i]); // a class, not between two
        mr_builder_rows(builder, classes->at[place].column, classes->at[place].row, 1);
    }
    mr_status st = mr_builder_finish(builder, out, err);
    mr_builder_free(builder);
    return st;
}

// --- what a call has at its free ports ---

static const mr_source *first_free(const mr_frame *frame)
{
    for (size_t i = 0; i < frame->n_sources; i++)
        if (frame->sources[i].column && mr_port_is_free(frame->sources[i].port))
            return &frame->sources[i];
    return NULL;
}

void mr_frame_kinds(mr_frame *frame)
{
    const mr_sense sense = mr_args_sense(frame->args);
    const mr_source *first = sense == MR_AS_ALONE ? NULL : first_free(frame);

    if (!first || frame->args->op->table)
        return;
    frame->sense = sense;
    frame->turn =
        mr_field_turn(frame->options ? frame->options->units : NULL, &first->column->field);
    if (!mr_sense_takes_classes(sense) || mr_field_kind(&first->column->field) != MR_CLASS)
        return;
    mr_map *places = mr_map_new();
    frame->classes = MR_ARENA_NEW(frame->arena, mr_classes);
    for (size_t i = 0; i < frame->n_sources; i++) {
        mr_source *source = &frame->sources[i];
        if (source->column && mr_port_is_free(source->port))
            source->values = mr_classes_read(frame->classes, places, source->column, frame->arena);
    }
    mr_map_free(places);
}

// --- means ---

typedef struct lap {
    const mr_kernel *kernel;
    size_t n_in, n_out;
    const bool *free_in;
    double **rooms;        // of the free inputs
    const double **in;     // the kernel's
    double **first, **out; // results of the first run, of this one
} lap;

static void set_up_lap(lap *r, const mr_frame *frame, const mr_kernel *kernel,
                       const double *const in[], mr_arena *arena)
{
    bool *free_in = MR_ARENA_ARRAY(arena, bool, frame->n_sources + 1);

    *r = (lap){kernel,
               frame->n_sources,
               frame->n_outputs,
               free_in,
               MR_ARENA_ARRAY(arena, double *, frame->n_sources + 1),
               MR_ARENA_ARRAY(arena, const double *, frame->n_sources + 1),
               MR_ARENA_ARRAY(arena, double *, frame->n_outputs + 1),
               MR_ARENA_ARRAY(arena, double *, frame->n_outputs + 1)};
    for (size_t i = 0; i < r->n_in; i++) {
        free_in[i] = in[i] && mr_port_is_free(frame->sources[i].port);
        r->in[i] = in[i];
        if (free_in[i])
            r->in[i] = r->rooms[i] = MR_ARENA_ARRAY(arena, double, kernel->n + 1);
    }
    for (size_t i = 0; i < r->n_out; i++) {
        r->first[i] = MR_ARENA_ARRAY(arena, double, kernel->n + 1);
        r->out[i] = MR_ARENA_ARRAY(arena, double, kernel->n + 1);
    }
}

static mr_status run_lap(const lap *r, double **out, mr_error *err)
{
    for (size_t i = 0; i < r->n_out; i++)
        for (size_t k = 0; k < r->kernel->n; k++)
            out[i][k] = MR_NAN;
    return r->kernel->run(r->kernel->context, r->in, out, err);
}

static void put_circle(const lap *r, const double *const in[], double turn, bool sine)
{
    const double to_radians = two_pi / turn;

    for (size_t i = 0; i < r->n_in; i++)
        for (size_t k = 0; r->free_in[i] && k < r->kernel->n; k++)
            r->rooms[i][k] = sine ? sin(in[i][k] * to_radians) : cos(in[i][k] * to_radians);
}

// A value that came through is handed on to the last digit.
static double as_it_was(const lap *r, const double *const in[], size_t k, double x, double turn)
{
    for (size_t i = 0; i < r->n_in; i++)
        if (r->free_in[i] && fabs(mr_turn_short(in[i][k] - x, turn)) < 1e-12 * turn)
            return in[i][k];
    return x;
}

static mr_status mean_direction(const lap *r, const mr_frame *frame, const double *const in[],
                                double *const out[], mr_error *err)
{
    put_circle(r, in, frame->turn, false);
    MR_TRY(run_lap(r, r->first, err));
    put_circle(r, in, frame->turn, true);
    MR_TRY(run_lap(r, r->out, err));
    for (size_t i = 0; i < r->n_out; i++) {
        const bool place = mr_is_place(frame->args, &frame->args->op->outputs[i]);
        for (size_t k = 0; k < r->kernel->n; k++) {
            const double x = place ? mr_turn_of(r->first[i][k], r->out[i][k], frame->turn) : 0;
            out[i][k] = place ? as_it_was(r, in, k, x, frame->turn) : r->first[i][k];
        }
    }
    return MR_OK;
}

static void put_class(const lap *r, const double *const in[], double place)
{
    for (size_t i = 0; i < r->n_in; i++)
        for (size_t k = 0; r->free_in[i] && k < r->kernel->n; k++) {
            const double x = in[i][k];
            r->rooms[i][k] = isnan(x) ? x : x >= place && x <= place ? 1 : 0;
        }
}

static bool occurs(const lap *r, const double *const in[], double place)
{
    for (size_t i = 0; i < r->n_in; i++)
        for (size_t k = 0; r->free_in[i] && k < r->kernel->n; k++)
            if (in[i][k] >= place && in[i][k] <= place)
                return true;
    return false;
}

// The class of most weight; of equal ones the sample's own, else the one that came first.
static void keep_best(const lap *r, const double *const in[], size_t i, double place,
                      double *winner)
{
    const double hair = 1e-9;

    for (size_t k = 0; k < r->kernel->n; k++) {
        const double weight = r->out[i][k], own = in[0] ? in[0][k] : MR_NAN;
        double *best = &r->first[i][k];
        if (isnan(weight))
            continue;
        const bool better = isnan(*best) || weight > *best + hair ||
                            (weight > *best - hair && own >= place && own <= place);
        if (better) {
            *best = weight;
            winner[k] = place;
        }
    }
}

static mr_status majority(const lap *r, const mr_frame *frame, const double *const in[],
                          double *const out[], mr_error *err)
{
    for (size_t i = 0; i < r->n_out; i++)
        for (size_t k = 0; k < r->kernel->n; k++)
            r->first[i][k] = out[i][k] = MR_NAN;
    for (size_t c = 0; c < frame->classes->n; c++) {
        if (mr_frame_cancelled(frame))
            return mr_frame_fail_cancelled(frame, err);
        if (!occurs(r, in, (double)c))
            continue;
        put_class(r, in, (double)c);
        MR_TRY(run_lap(r, r->out, err));
        for (size_t i = 0; i < r->n_out; i++)
            keep_best(r, in, i, (double)c, out[i]);
    }
    return MR_OK;
}

mr_status mr_kinds_run(const mr_frame *frame, const mr_kernel *kernel, const double *const in[],
                       double *const out[], mr_arena *arena, mr_error *err)
{
    const bool means = frame->sense == MR_AS_MEAN || frame->sense == MR_AS_FILTER;
    lap r;

    if (!means || (!(frame->turn > 0) && !frame->classes))
        return kernel->run(kernel->context, in, out, err);
    set_up_lap(&r, frame, kernel, in, arena);
    return frame->classes ? majority(&r, frame, in, out, err)
                          : mean_direction(&r, frame, in, out, err);
}

// --- after the kernel: a difference of two directions is the shorter way ---

void mr_frame_short_ways(const mr_frame *frame, double *const out[], size_t n)
{
    for (size_t i = 0; i < frame->n_outputs; i++)
        for (size_t k = 0; frame->args->op->outputs[i].type == MR_FLOAT64 && k < n; k++)
            out[i][k] = mr_turn_short(out[i][k], frame->turn);
}
