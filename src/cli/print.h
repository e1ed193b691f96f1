// What commands print: listings in three formats, errors, diagnostics.
#pragma once

#include "mudrock/diagnostic.h"
#include "mudrock/error.h"
#include "options.h"

struct json_t;

typedef struct mr_print_column {
    const char *key;   // of the JSON object; NULL ends the list
    const char *title; // of the text table; csv and json use the key
} mr_print_column;

// An array of objects to standard output in the --format of the command (text when it has no such
// option value): aligned text, CSV with a header, or the JSON itself with every key it has.
void mr_print_list(const mr_cli_args *args, const struct json_t *rows,
                   const mr_print_column *columns);
// Says in the rows, before they are printed as text, of which curves the unit is not understood.
void mr_print_unknown_units(struct json_t *rows);
void mr_print_text_table(const struct json_t *rows, const mr_print_column *columns);
// One object: a line a key as text (objects and lists as JSON), or the JSON.
void mr_print_object(const mr_cli_args *args, const struct json_t *object);
// JSON, indented, and a line end.
void mr_print_json(const struct json_t *value);

// "mudrock: where: message" and, when the status has one, a hint line on standard error. Gives the
// exit code.
int mr_print_error(const mr_error *err);
// A mistake in the words of the command: the error and where the help is.
int mr_print_usage_error(const mr_error *err, const char *path);
// One line (and a hint) a diagnostic to standard error, nodes by their names in `dag` (which may be
// NULL).
void mr_print_diagnostics(const mr_diagnostics *list, const mr_dag *dag);
// Flushes standard output; 0, or 1 with a message when it could not be written.
int mr_print_end(int code);
