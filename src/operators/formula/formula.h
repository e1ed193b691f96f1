// Formulas of users: `(rhob_ma - rhob) / (rhob_ma - rho_fluid)`, `vsh < 0.4 and zone == 'sand'`.
// Read into a tree, bound to columns with types and units, evaluated over whole columns. Private to
// operators.
//
// Numbers 1, .5, 1e-3, with a unit 1.65[g/cm3]; texts 'sand'; true, false, null; columns and
// constants by name, or "any name"; + - * / ^, == != < <= > >=, and or not, ( ); functions (see
// mr_formula_functions). ^ binds to the right and tighter than a sign: -2^2 is -4.
#pragma once

#include "mudrock/arena.h"
#include "mudrock/error.h"
#include "mudrock/operator.h"
#include "mudrock/table.h"

enum {
    MR_FORMULA_MOST_CHARS = 4000,
    MR_FORMULA_MOST_DEPTH = 200,
    MR_FORMULA_MOST_ARGUMENTS = 32,
};

typedef enum mr_formula_kind {
    MR_F_NUMBER,
    MR_F_TEXT,
    MR_F_TRUTH,
    MR_F_NULL,
    MR_F_NAME,
    MR_F_CALL, // of a function or an operator
} mr_formula_kind;

// What is called. Signs and comparisons too.
typedef enum mr_formula_call {
    MR_C_NEGATE,
    MR_C_ADD,
    MR_C_SUBTRACT,
    MR_C_MULTIPLY,
    MR_C_DIVIDE,
    MR_C_POWER,
    MR_C_EQUAL,
    MR_C_DIFFERS,
    MR_C_LESS,
    MR_C_AT_MOST,
    MR_C_GREATER,
    MR_C_AT_LEAST,
    MR_C_AND,
    MR_C_OR,
    MR_C_NOT,
    MR_C_ABS,
    MR_C_SQRT,
    MR_C_EXP,
    MR_C_LN,
    MR_C_LOG10,
    MR_C_SIN,
    MR_C_COS,
    MR_C_TAN,
    MR_C_ROUND,
    MR_C_FLOOR,
    MR_C_CEIL,
    MR_C_MIN,
    MR_C_MAX,
    MR_C_CLIP,
    MR_C_IF,
    MR_C_COALESCE,
    MR_C_ISNULL,
} mr_formula_call;

typedef struct mr_formula {
    mr_formula_kind kind;
    size_t at; // offset into the text
    double number;
    const char *unit; // of a number; NULL = none written
    bool truth;
    const char *text; // of a text or a name
    mr_formula_call call;
    const char *symbol; // as it was written: "+", "clip"
    size_t n;
    const struct mr_formula **arguments;
} mr_formula;

// MR_EPARAM with the place, "(character 7)". The tree lives in the arena.
mr_status mr_formula_parse(const char *text, mr_arena *arena, const mr_formula **out,
                           mr_error *err);
// Each name of the formula once, in the order of first mention.
mr_texts mr_formula_names(const mr_formula *formula, mr_arena *arena);
// Functions by name, with the number of arguments: "clip 3 3"; NULL past the last.
const char *mr_formula_function_at(size_t i);

typedef struct mr_formula_constant { // fields of a record parameter
    const char *name;
    double value;
    const char *unit; // NULL = a bare number
} mr_formula_constant;

// What names mean.
typedef struct mr_formula_scope {
    const mr_schema *columns;
    const mr_records *constants; // of mr_formula_constant; may be NULL
    const mr_units *units;       // may be NULL: then units are compared by their texts
    mr_arena *arena;
} mr_formula_scope;

typedef enum mr_formula_type {
    MR_T_NUMBER,
    MR_T_TRUTH,
    MR_T_TEXT,
    MR_T_NOTHING, // null, which any type takes
} mr_formula_type;

// A formula whose names, types and units are settled.
typedef struct mr_bound {
    mr_formula_type type;
    const char *unit; // of a number; NULL = none known
    bool bare;        // a number that takes the unit of what it meets
    bool adapted;     // a bare number took this unit
    const char *quantity;
    // Private to formula/:
    const mr_formula *source;
    const mr_field *column; // a name that is a column
    double value;           // a number, a constant; a truth as 0, 1
    double scale, offset;   // done to the value after all
    size_t n;
    const struct mr_bound **arguments;
} mr_bound;

// MR_EPARAM: a name that is unknown is MR_ENOTFOUND. Units: + and - and comparisons want units that
// convert into each other, and bring the right side into the left side's; a number without unit is
// in the unit of what it meets. * and / make new
// units; but where a number without unit took one in a sum, as in (2.65 - rhob) / (2.65 - 1), the
// other factor may have meant one too, and the unit is not known. Functions of numbers without
// dimension take any, and give none.
mr_status mr_formula_bind(const mr_formula *formula, const char *text,
                          const mr_formula_scope *scope, const mr_bound **out, mr_error *err);
// The same number in another unit; false when it does not convert.
bool mr_bound_convert(const mr_formula_scope *scope, const mr_bound *bound, const char *unit,
                      const mr_bound **out);
// Types of columns: float64, bool, utf8.
mr_type mr_bound_column_type(const mr_bound *bound);

// A null in gives null out, but for and, or, if, coalesce and isnull; what is not finite is null
// there and then. `field` is that of the result, with the column type of the formula.
mr_status mr_bound_eval(const mr_bound *bound, const mr_table *table, const mr_field *field,
                        const mr_column **out, mr_error *err);
// Rows where the formula, a truth, is true; rows has room for all.
mr_status mr_bound_select(const mr_bound *bound, const mr_table *table, int64_t *rows, int64_t *n,
                          mr_error *err);
