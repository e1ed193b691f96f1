// Problems of a document: stable codes, all of them at once, nodes named by their names in the
// text.
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "mudrock/arena.h"
#include "mudrock/error.h"

struct json_t;

typedef enum mr_severity { MR_SEVERITY_ERROR, MR_SEVERITY_WARNING } mr_severity;

typedef struct mr_diagnostic {
    const char *code; // dag.cycle, schema.missing_column, ...
    mr_severity severity;
    const char *node_id; // NULL when it concerns the whole document
    size_t n_related;
    const char **related_node_ids;
    const char *column;         // NULL when none
    const char *pointer;        // JSON pointer into the document, NULL when none
    int text_line, text_column; // where that stands in the text, from 1; 0 when unknown
    const char *message;
    const char *hint;      // NULL when there is none
    const char *migration; // of operator.deprecated, JSON text: {"operator_version", "parameters"}
                           // that do the same; NULL when there is none
} mr_diagnostic;

typedef struct mr_diagnostics { // init with mr_diagnostics_init; copies all text into its own arena
    mr_arena *arena;
    size_t n, capacity;
    mr_diagnostic *at;
    size_t errors; // how many of them are errors
} mr_diagnostics;

void mr_diagnostics_init(mr_diagnostics *list);
void mr_diagnostics_clear(mr_diagnostics *list);

// Adds one; message is printf-made. The result may be completed (column, hint, related) until the
// next add; text put there must live in list->arena.
mr_diagnostic *mr_diagnose(mr_diagnostics *list, mr_severity severity, const char *code,
                           const char *node_id, const char *format, ...)
    __attribute__((format(printf, 5, 6)));
void mr_diagnostic_relate(mr_diagnostics *list, mr_diagnostic *d, const char *node_id);

// [{code, severity, node_id, related_node_ids, column, pointer, message, hint}], and where
// known text_line, text_column and migration. New reference.
struct json_t *mr_diagnostics_to_json(const mr_diagnostics *list);
