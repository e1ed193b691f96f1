// What the typing of one document carries along, and the parts it is made of.
#pragma once

#include "mudrock/diagnostic.h"
#include "mudrock/validate.h"

#include "flow.h"
#include "graph.h"
#include "resolve.h"
#include "suggest.h"

typedef struct mr_context {
    const mr_graph *graph;
    const mr_units *units;
    mr_sql *sql;       // may be NULL
    bool tell_units;   // of columns of ingestions, which nobody else does
    mr_map *assumed;   // columns told so far, with the node that made them
    mr_arena *arena;   // what the result keeps
    mr_arena *scratch; // for what is not needed after the node at hand
    size_t n_nodes;
    mr_map *measures; // "from\nto" -> mr_measure: units are compared once a pair, not once a node
    mr_flows flows;
    mr_diagnostics *problems;
    mr_suggest suggest;
} mr_context;

void mr_context_init(mr_context *context, const mr_graph *graph, const mr_units *units,
                     mr_arena *arena, mr_diagnostics *problems);
void mr_context_clear(mr_context *context);
// Before each node: empties the scratch arena now and then.
void mr_context_next(mr_context *context);

typedef struct mr_measure {
    bool comparable; // both units are known
    bool equal, convertible;
    double scale, offset;
} mr_measure;

const mr_measure *mr_context_measure(mr_context *context, const char *from, const char *to);

// A problem of node i; `pointer` is printf-made and starts after "/nodes/<i>".
mr_diagnostic *mr_problem(mr_context *context, mr_severity severity, const char *code, size_t i,
                          const char *format, ...) __attribute__((format(printf, 5, 6)));
void mr_problem_at(mr_context *context, mr_diagnostic *d, size_t i, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
void mr_problem_column(mr_context *context, mr_diagnostic *d, const char *column);
// "did you mean `gr`? columns of the same quantity: `sgr`, `cgr`"; NULL when there is nothing to
// offer.
const char *mr_column_hint(mr_context *context, const mr_flow *flow, const char *wanted,
                           const char *quantity);

// One input of a node.
typedef struct mr_input {
    size_t source; // node index
    int port;      // 0 = main
    mr_flow flow;
} mr_input;

// Tells when `field`, which node i is about to add to the flow, differs from a column there in case
// only.
void mr_check_case(mr_context *context, size_t i, const mr_flow *flow, const mr_field *field,
                   const char *pointer);

// reads.c: warns of an operator whose numbers are a file's, over a column of which it cannot be
// said how it was read.
void mr_check_written(mr_context *context, const mr_typed_dag *typed, size_t i);

// merge.c: the main inputs on the key (well_id, depth), or column by column where the rows are the
// same.
mr_flow mr_merge(mr_context *context, size_t i, const mr_input *inputs, size_t n, bool *joins);

// ports.c: the columns that the ports name, against the main input; conversions go to the list.
typedef struct mr_conversions {
    size_t n;
    mr_conversion *at;
} mr_conversions;

typedef struct mr_ports {
    size_t node;
    const mr_args *args; // names that could not be read are NULL
    const mr_flow *main;
    const mr_input *inputs; // all of the node's
    size_t n_inputs;
    mr_conversions conversions;
} mr_ports;

// The columns, the tables connected in place of array parameters, or both; of those the conversions
// are kept.
typedef enum mr_wanted { MR_WANTED_ALL, MR_WANTED_COLUMNS, MR_WANTED_TABLES } mr_wanted;

void mr_check_ports(mr_context *context, mr_ports *ports, mr_wanted wanted);
// Whether the field can be what the port wants: type and unit.
bool mr_port_accepts(mr_context *context, const mr_port *port, const mr_field *field);

// That there are rows where an operator needs them: connected or written.
void mr_check_needed(mr_context *context, mr_ports *ports);

// types.c: problems of parameters are reported when `report`; *args may be incomplete when
// false is returned, and is NULL when nothing could be read.
bool mr_read_args(mr_context *context, size_t i, const mr_operator *op, bool report,
                  mr_args **args);

// Of a wide flow the columns that the ports name.
mr_schema *mr_named_columns(mr_arena *arena, const mr_args *args, const mr_flow *main);

// declared.c: the schemas a document declares, against what was inferred.
void mr_check_declared(mr_context *context, size_t i, const mr_declared_schema *declared,
                       const char *member, const mr_flow *flow);

// sources.c: what an ingestion gives.
mr_status mr_type_ingestion(mr_context *context, const mr_sources *sources, size_t i,
                            mr_source_info *info, mr_flow *out, mr_error *err);

// What an operator gives, and all that its node keeps but dependencies and ports.
void mr_type_operator(mr_context *context, size_t i, const mr_input *inputs, size_t n,
                      const mr_resolution *resolution, mr_typed_node *typed, mr_flow *out);
void mr_type_output(mr_context *context, size_t i, const mr_input *inputs, size_t n,
                    mr_typed_node *typed, mr_flow *out);

// The inputs of node i, in order; flows per node.
size_t mr_collect_inputs(mr_context *context, size_t i, const mr_operator *op, const mr_flow *flows,
                         mr_input *inputs);
// The port that the dependency at `place` feeds.
int mr_port_of(const mr_operator *op, size_t place);

// acyclic.c: a cycle, given by its nodes along the data, as dag.cycle.
void mr_report_cycle(const mr_graph *graph, size_t *cycle, size_t n, mr_diagnostics *problems);

// A typed document with all that answering for further edges needs.
typedef struct mr_typing {
    mr_typed_dag typed; // first: what callers hold
    mr_graph graph;
    mr_resolution *resolved;
    mr_flow *flows;
} mr_typing;
