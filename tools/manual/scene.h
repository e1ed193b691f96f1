// What the manual's pictures show: an interval of a sample well, or an operator's first case.
#pragma once

#include "mudrock/arena.h"
#include "mudrock/operator.h"
#include "mudrock/sql.h"
#include "mudrock/table.h"
#include "mudrock/units.h"

typedef struct workshop {
    const char *root; // of the sources
    mr_arena *arena;
    mr_units *units;
    mr_sql *sql;
    mr_table *well; // logs of the sample well and what the steps of sample.json made of them
    const char *title;
} workshop;

mr_status workshop_open(const char *root, workshop *out, mr_error *err);
void workshop_close(workshop *shop);

typedef struct scene {
    mr_table *in, *out;
    const mr_args *args; // of the workshop's arena
    bool of_the_well;    // else of the operator's first case
} scene;

// The operator run with its defaults over the well, where that has its columns and gives something
// to be seen; else with the parameters of its first case over that.
mr_status scene_of(workshop *shop, const mr_operator *op, scene *out, mr_error *err);
void scene_clear(scene *shown);
