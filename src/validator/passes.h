// The passes over a graph built once; the public ones of validate.h build it and call these.
#pragma once

#include "graph.h"
#include "mudrock/diagnostic.h"
#include "resolve.h"

void mr_pass_structure(const mr_graph *graph, bool draft, mr_diagnostics *problems);
void mr_pass_acyclic(const mr_graph *graph, mr_diagnostics *problems);
void mr_pass_orphans(const mr_graph *graph, mr_diagnostics *problems);
// resolved: per node, see mr_resolve_all.
void mr_pass_connectivity(const mr_graph *graph, const mr_resolution *resolved,
                          mr_diagnostics *problems);
