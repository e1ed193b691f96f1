// An operator: one static const descriptor in one file. JSON Schema, registry row, palette, form,
// documentation, CLI and fuzzer all come from it; nothing is said twice. `operators/catalog.json`
// (tests/) is the contract for ids, names, defaults, bounds.
#pragma once

#include <math.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "mudrock/arena.h"
#include "mudrock/elementary.h"
#include "mudrock/error.h"
#include "mudrock/numeric.h"
#include "mudrock/schema.h"
#include "mudrock/table.h"
#include "mudrock/text.h"

struct json_t;
typedef struct mr_units mr_units;
typedef struct mr_sql mr_sql; // mudrock/sql.h
typedef struct mr_operator mr_operator;

typedef enum mr_category {
    MR_SUBSURFACE,
    MR_SIGNAL,
    MR_WELLS,
    MR_MINING,
    MR_ARRAYS,
    MR_QUALITY,
} mr_category;

// An input or output column. An input port is the parameter `param` that names a column; an output
// port the parameter that names the column made.
typedef struct mr_port {
    const char *param; // gr_column, column, columns; output_column, flag_column; NULL ends the list
    const char
        *column; // default column name; NULL = none (only optional); `many`: names parted by commas
    mr_type type;     // MR_ANY: any number or bool
    const char *unit; // NULL = none; "as input" (of the first input port), "depth unit", "per depth
                      // unit" as the catalogue says
    const char *quantity; // NULL = any / unknown
    const char *help;     // one line
    bool optional;        // input: may be null in the document, or name a column that is absent
    bool many;            // input: a list of columns
    const char *replaces; // input: the parameter it supplies row by row when it is named
    const char *labels; // utf8 output of map or well: texts parted by commas; the kernel writes the
                        // index of one
} mr_port;

// What an operator does, at ports that take any column (without quantity and unit of their own),
// with what is no number on a line: classes and angles (mudrock/kind.h).
typedef enum mr_sense {
    MR_AS_ALONE,  // every value for itself: as they are
    MR_AS_CHOICE, // one of the values, or one between two: of classes one of them, and the result
                  // has their type; for angles the kernel goes by series->turn
    MR_AS_MEAN,   // means, their weights not negative: of classes the one of most weight, of angles
                  // the mean direction
    MR_AS_FILTER, // means, with weights of either sign: of angles as above; no classes
    MR_AS_WINDOW, // one place among the values around a sample (`half`): angles about their mean
                  // direction; no classes
    MR_AS_SPREAD, // the same, but the result is a difference
    MR_AS_APART,  // the difference of two values: of angles the shorter way; no classes
    MR_AS_CIRCLE, // for angles the kernel goes by series->turn; no classes
    MR_AS_LINE,   // neither
} mr_sense;

typedef enum mr_param_kind {
    MR_REAL,    // double; nullable: NaN
    MR_INT,     // int64_t; nullable: MR_INT_NULL
    MR_TRUTH,   // bool
    MR_TEXT,    // const char *; nullable: NULL
    MR_CHOICE,  // int: index into `choices`
    MR_REALS,   // mr_reals; nullable: at NULL
    MR_INTS,    // mr_ints
    MR_RECORDS, // mr_records: a small table, also an input port of the parameter's name (see
                // `inner`)
    MR_TEXTS,   // mr_texts: names; none is empty
} mr_param_kind;

#define MR_INT_NULL INT64_MIN

typedef struct mr_reals {
    size_t n;
    const double *at;
} mr_reals;

typedef struct mr_ints {
    size_t n;
    const int64_t *at;
} mr_ints;

typedef struct mr_records {
    size_t n;
    const void *at; // n structs as `fields` describes them
} mr_records;

typedef struct mr_texts {
    size_t n;
    const char *const *at;
} mr_texts;

typedef struct mr_param {
    const char *name; // NULL ends the list
    size_t offset;
    mr_param_kind kind;
    const char *title;
    const char *unit; // NULL = none; "as input", "depth unit", "samples", ... as the catalogue says
    const char *def;  // default as JSON text: "20", "true", "\"median\"", "null", "[1, 2]"
    const char *range; // interval: "[0, 4]", "(0,)", "[1,)"; applies to items of a list too; NULL =
                       // any finite number
    const char *choices; // MR_CHOICE: "uniform,triangular"
    const char *help;
    bool nullable;
    const struct mr_param *fields; // MR_RECORDS: fields of an item (def NULL = required)
    size_t item_size;              // MR_RECORDS
    bool inner;                    // MR_RECORDS: no input port
    bool per_column;               // MR_REALS: an item for each column of the `many` port
    bool
        needed; // MR_RECORDS: rows must be written or a table connected; nothing stands in for them
    bool columns; // MR_TEXTS: names of columns of the input; MR_TEXT of a record: one
} mr_param;

#define MR_KIND_OF(x)                                                                              \
    _Generic((x), double: MR_REAL, int64_t: MR_INT, bool: MR_TRUTH, const char *: MR_TEXT,         \
             int: MR_CHOICE, mr_reals: MR_REALS, mr_ints: MR_INTS, mr_records: MR_RECORDS,         \
             mr_texts: MR_TEXTS)
#define MR_PARAM_OF(type_, field, title_, unit_)                                                   \
    .name = #field, .offset = offsetof(type_, field), .title = title_, .unit = unit_,              \
    .kind = MR_KIND_OF(((type_ *)0)->field)
#define MR_PARAM(field, title_, unit_) MR_PARAM_OF(struct params, field, title_, unit_)
// The parameter `max_gap`. It stands first in a table, so that `params + 1` are those of a version
// before it.
#define MR_MAX_GAP(steps)                                                                          \
    {                                                                                              \
        MR_PARAM(max_gap, "Greatest distance between neighbours", "depth unit"),                   \
            .def = "null", .range = "(0,)", .nullable = true,                                      \
            .help = "samples further apart are no neighbours; null = " steps                       \
                    " times the well's median step"                                                \
    }

// A node's parameters, read and checked: the operator's own struct and the columns its ports name.
typedef struct mr_args {
    const mr_operator *op;
    void *params; // op->params_size bytes, filled by the table of parameters
    const char *
        *inputs; // per input port: the column name, NULL when not used; `many`: NULL, see columns
    const char **outputs; // per output port: the column name
    size_t n_columns;     // of the `many` port, when there is one
    const char **columns;
} mr_args;

// One cell of a row for the `each` shape. A null has null = true, real = NaN, list = NULL. Cells
// given out are made by mr_cell_real (not finite = null), mr_cell_text and mr_cell_list.
typedef struct mr_cell {
    bool null;
    double real;        // numbers, bool as 0/1
    mr_str text;        // utf8
    const double *list; // list<float64>; NaN = null item
    size_t n;
} mr_cell;

static inline mr_cell mr_cell_real(double real)
{
    return (mr_cell){.null = !isfinite(real), .real = real};
}
static inline mr_cell mr_cell_text(mr_str text)
{
    return (mr_cell){.text = text, .real = MR_NAN};
}
static inline mr_cell mr_cell_list(const double *list, size_t n)
{
    return (mr_cell){.list = list, .n = n, .real = MR_NAN};
}

// A well's rows in ascending depth (stable; rows without depth left out), in input order without a
// depth port, or the whole table as one group (no well port, no well column, or an operator that is
// across by its parameters).
typedef struct mr_series {
    const char *well; // well_id, NULL when null or absent
    size_t n;
    const double *depth;     // NULL when the operator has no depth port
    const double *const *in; // per input port (well and depth ports included): numbers, NaN = null;
                             // NULL when text or not used
    double *const *out;      // per output port, n doubles, filled with NaN before the call
    const double *const *columns; // of the `many` port
    size_t n_columns;
    const mr_column *const
        *raw; // per input port: the column of the whole partition, for what is not a number
    const int64_t *rows;   // row of sample i in raw columns
    mr_arena *arena;       // scratch, freed after the call
    const mr_watch *watch; // for mr_stop in loops that take long
    double turn;  // of the angles at the free ports, for MR_AS_CHOICE and MR_AS_CIRCLE; else 0
    bool classes; // the free ports have classes, as numbers without order
} mr_series;

// Whole tables: what the `table` shape gets and gives. Helpers: mudrock/tabular.h.
typedef struct mr_call {
    const mr_args *args;
    size_t n_inputs;
    mr_table *const *inputs; // inputs[0] is the main one
    const mr_schema *schema; // what was inferred: the columns of the result
    mr_arena *arena;         // scratch, freed after the call
    const mr_units *units;
    mr_sql *sql;                                   // NULL: there is none
    bool (*cancelled)(void *context);              // may be NULL; from any thread
    void (*warn)(void *context, const char *text); // see mr_apply_options
    void *context;
} mr_call;

enum { MR_INFER_ROOM = 32 };

typedef struct mr_infer {
    const mr_args *args;
    size_t n_inputs;
    const mr_schema *const *inputs;
    const char *const *input_names; // for operators with named inputs; may be NULL
    const mr_units *units;
    mr_sql *sql;     // NULL: there is none
    mr_arena *arena; // the result lives here
} mr_infer;

struct mr_operator {
    const char *id;      // = file name = symbol after mr_operator_
    const char *aliases; // parted by commas; NULL = none
    const char *version;
    const char *family;
    const char *kind; // of the catalogue; NULL = by the shape: "scalar" map, each; "window" well;
                      // "table" replaces_rows
    mr_category category; // = folder
    const char *title;
    const char *help;                // what it does, one or two sentences
    const char *formula;             // as the documentation prints it
    const char *edge;                // what happens with nulls and at the edges
    const char *source;              // author, year
    const mr_port *inputs, *outputs; // ended by {0}
    const mr_param *params;          // ended by {0}; NULL = none
    size_t params_size;
    bool extension;     // tier of the catalogue
    bool replaces_rows; // the result is another table; otherwise outputs are appended and rows stay
    bool keeps_cells; // replaces_rows: its rows are rows of the main input, and a column keeps name
                      // and values
    bool across;      // needs all wells at once whatever its parameters
    // Shape well: the kernel gets samples, rows in which no curve of the ports is null; where these
    // have a regular step, what is missing in between comes in as nulls, whether rows were null or
    // left out. Samples further apart than the parameter max_gap (null: so many median steps) are
    // no neighbours: the kernel gets each stretch without a gap by itself. Rows that are no samples
    // stay null. 0: all rows of a well at once.
    double gap_steps;
    bool (*is_across)(const void *params); // the same, by parameters; NULL = by `across`
    // Named table inputs: "base,other". NULL = one main input (and a port for every MR_RECORDS
    // parameter).
    const char *input_names;
    int min_inputs, max_inputs; // only with input_names; max 0 = as many as names, -1 = any number
    const char *replacement_version; // set = deprecated, use this one
    const char *change;              // of a deprecated version: what the replacement does otherwise
    bool breaks_schema;              // not schema-compatible with the version before
    mr_sense sense;
    mr_sense (*sense_of)(const void *params); // the same, by parameters; NULL = `sense`
    size_t (*half)(
        const void *params); // MR_AS_WINDOW, MR_AS_SPREAD: samples above and below that matter
    bool plain;              // an older version: every column is taken for numbers on a line
    bool makes_keys; // an output may take the place of a key (well_id, depth, time): it is made
                     // for that
    // Of a deprecated version: parameters (an object, borrowed) of this one as the replacement
    // takes them, with the same result but for what `change` says. New reference; NULL where there
    // is no such. May be NULL.
    struct json_t *(*migrate)(const struct json_t *parameters);

    // What no single range can say. May be NULL.
    mr_status (*check)(const void *params, mr_error *err);
    // Output schema for replaces_rows and for anything the ports do not say (helpers:
    // mudrock/tabular.h). *out has room for all columns of all inputs and MR_INFER_ROOM more. NULL
    // = mr_infer_ports: input columns and the output ports.
    mr_status (*infer)(const mr_infer *in, mr_schema *out, mr_error *err);

    // Columns that are read besides those of the ports, named by parameters. NULL = none. Without
    // it an operator with `input_names` is taken to read all of its inputs.
    mr_texts (*uses)(const mr_args *args, mr_arena *arena);
    // Rows unchanged: columns made besides those of the output ports, in order. NULL = none.
    mr_texts (*makes)(const mr_args *args, mr_arena *arena);

    // Exactly one of these is set:
    // map: rows alone, numbers only, the engine cuts anywhere. in[i] is port i: a port that
    // replaces a parameter and is not named arrives filled with that parameter; another optional
    // port not named is NULL. Bool columns are 0/1. A null is a NaN, in and out; an output of type
    // bool or int64 is written as a number too. out never aliases in; n may be 0. Cannot fail.
    void (*map)(const void *params, size_t n, const double *const in[], double *const out[]);
    // each: row by row, for text and lists. in: per port; a `many` port's cells follow after the
    // last port. A row with a null in a port (`many` apart) gives nulls without a call; a port not
    // used has null = true, one that replaces a parameter holds it. out starts as null; list and
    // text memory comes from the arena or from the inputs.
    mr_status (*each)(const void *params, const mr_cell in[], size_t n_many, mr_cell out[],
                      mr_arena *arena, mr_error *err);
    // well: a well's rows by depth (no well port: the whole table), numbers in, numbers out. Ports
    // that replace a parameter and are not named arrive filled with it.
    mr_status (*well)(const void *params, const mr_series *series, mr_error *err);
    // table: whole tables to a table (replaces_rows), or to a table of only the columns made
    // (output ports, then `makes`) with the rows of inputs[0].
    mr_status (*table)(const mr_call *call, mr_table **out, mr_error *err);
};

// Of classes the nearest, where others are interpolated.
static inline mr_interpolation mr_interpolation_of(int method, bool classes)
{
    return classes && method == MR_LINEAR ? MR_NEAREST : (mr_interpolation)method;
}

// NaN goes through, unlike with fmin and fmax.
static inline double mr_clamp(double x, double low, double high)
{
    return x < low ? low : x > high ? high : x;
}
// x, or 0 when it is negative; NaN goes through. Without a select, which would keep a loop from
// becoming vector code where others follow.
static inline double mr_not_negative(double x)
{
    return (x + fabs(x)) / 2;
}
// 1, 0, or NaN when what was tested is not finite: a flag of the map and well shapes.
static inline double mr_flag(bool flag, double tested)
{
    return (flag ? 1.0 : 0.0) + (tested - tested);
}
// x, or NaN when it is infinite: a result must be null even where clipping or later arithmetic
// would bring infinity back.
static inline double mr_finite(double x)
{
    return x + (x - x);
}
// A result clipped to low..high when `limit` says so. Infinities and NaN give NaN.
static inline double mr_limit(bool limit, double x, double low, double high)
{
    return mr_clamp(mr_finite(x), limit ? low : -HUGE_VAL, limit ? high : HUGE_VAL);
}

// A `migrate` for a replacement that takes the same parameters.
struct json_t *mr_migrate_as_is(const struct json_t *parameters);

// An older version that differs from the newest in nothing but classes and angles.
#define MR_OLDER(newer)                                                                            \
    .replacement_version = newer, .change = "knows classes and directions", .plain = true,         \
    .migrate = mr_migrate_as_is

// --- the registry: built from the list in src/operators/meson.build, in its order: by category,
// then id ---
size_t mr_operator_count(void);
const mr_operator *mr_operator_at(size_t i);
// id or alias; version NULL = the newest. NULL when unknown.
const mr_operator *mr_operator_find(const char *id, const char *version);
const char *mr_category_name(mr_category category);
const char *mr_operator_shape(const mr_operator *op); // "map", "each", "well" or "table"
const char *mr_operator_kind(
    const mr_operator *op); // of the catalogue: "scalar", "window", "aggregate" or "table"
size_t mr_operator_n_inputs(const mr_operator *op); // ports
size_t mr_operator_n_outputs(const mr_operator *op);
// Needs all rows at once; otherwise it may be applied to each well (`well_id`) by itself. Also true
// when the well column is null or another than `well_id`: then the parts it works on are not the
// engine's partitions.
bool mr_operator_is_across(const mr_args *args);
// Columns made where rows are unchanged: output ports, then `makes`. Names that could not be read
// are left out.
mr_texts mr_operator_makes(const mr_args *args, mr_arena *arena);
// The parameter is an input port too: a table may be connected in its place.
bool mr_param_is_port(const mr_param *param);

// The first parameter that needs rows and has neither any of its own nor, as far as `connected`
// knows (by place, from 1; NULL = nothing is), a table; else NULL. *words says what to do, for a
// sentence that begins with the parameter.
const mr_param *mr_args_needs_rows(const mr_args *args, bool (*connected)(void *context, size_t k),
                                   void *context, mr_arena *arena, const char **words);

// JSON Schema (draft 2020-12) of the parameters. New reference.
struct json_t *mr_operator_schema(const mr_operator *op);
// Everything about the operator: id, version, aliases, category, family, kind, title, help,
// formula, edge, source, inputs, outputs, parameters (the schema). New reference.
struct json_t *mr_operator_to_json(const mr_operator *op);

// Reads a node's parameters (NULL or an object). All problems go to report(context, code, pointer,
// message): parameter.missing, parameter.invalid, parameter.unknown, pointer relative to the
// parameters ("/gr_max"). *out lives in the arena and is complete when MR_OK is returned; otherwise
// it holds what could be read, and names of columns that could not are NULL.
typedef void mr_param_report(void *context, const char *code, const char *pointer,
                             const char *message, const char *hint);
mr_status mr_args_read(const mr_operator *op, struct json_t *parameters, mr_arena *arena,
                       mr_args **out, mr_param_report *report, void *context);
// All parameters as the operator runs with them, those of ports included: defaults filled in,
// numbers in one form. `parameters` is what the args were read from. New reference.
struct json_t *mr_args_to_json(const mr_args *args, const struct json_t *parameters);
// Output schema of the operator over its inputs (default inference or op->infer). Column presence,
// types and units of the inputs must have been checked (the validator does).
mr_status mr_operator_infer(const mr_infer *in, mr_schema *out, mr_error *err);

// The column goes into the port with its own type: a class, of which one of the values is given
// out.
bool mr_args_choose(const mr_args *args, const mr_port *port, const mr_field *field);
// Why the column is refused at the port for what its values are, and what to use in its place; NULL
// when it is not.
const char *mr_args_refuse(const mr_args *args, const mr_port *port, const mr_field *field,
                           mr_arena *arena, const char **instead);
// Whether values at the port are put together with others, so that it matters whether they go
// round.
bool mr_args_join(const mr_args *args, const mr_port *port);

typedef struct mr_apply_options {
    const mr_units *units;
    bool (*cancelled)(void *context); // from any thread while the operator runs
    void *context;
    int64_t *infinities; // counts infinities turned null; may be NULL
    mr_sql *sql;         // for operators that need it; may be NULL
    // What a user should know of a result that is there all the same: one sentence that names the
    // well or hole. Told by the run and on standard error. May be NULL; from any thread.
    void (*warn)(void *context, const char *text);
} mr_apply_options;
// Runs the operator over one partition (one well, or all rows for an operator across wells).
// inputs[0] is the main table; further ones feed named inputs or, in order, MR_RECORDS parameters
// (NULL = not connected). Does slicing, sorting by depth, nulls and validity. Columns come in
// already converted to the ports' units. Rows unchanged: *out shares the input's columns and its
// rowset.
mr_status mr_operator_apply(const mr_args *args, mr_table *const *inputs, size_t n_inputs,
                            const mr_apply_options *options, mr_table **out, mr_error *err);
