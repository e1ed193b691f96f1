// A place in a JSON document while it is decoded: reads values, and says what is wrong where, with
// the node's name.
#pragma once

#include <jansson.h>
#include <stdbool.h>

#include "mudrock/dag.h"

typedef struct mr_spot_reader {
    mr_arena *arena; // of the result
    mr_diagnostics *problems;
    const char *node_id; // of the node being read, NULL outside
    const char *node_name;
} mr_spot_reader;

typedef struct mr_spot {
    mr_spot_reader *reader;
    const struct mr_spot *up; // NULL: the document
    const char *key;          // NULL: an item, by index
    size_t index;
    bool is_node; // messages speak of what lies below it
    json_t *json; // NULL when absent or null
} mr_spot;

mr_spot mr_spot_get(const mr_spot *object, const char *key);
mr_spot mr_spot_item(const mr_spot *list, size_t i);

// Adds dag.malformed (or dag.too_large) for this place.
void mr_spot_malformed(const mr_spot *spot, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void mr_spot_too_large(const mr_spot *spot, const char *format, ...)
    __attribute__((format(printf, 2, 3)));

// An absent or null value gives the default without a problem; a value of another type is a problem
// and gives the default too.
const char *mr_spot_text(const mr_spot *spot, const char *def);
bool mr_spot_truth(const mr_spot *spot, bool def);
double mr_spot_number(const mr_spot *spot, double def);
mr_names mr_spot_names(const mr_spot *spot); // a list of texts
size_t mr_spot_count(const mr_spot *spot);   // items of a list
bool mr_spot_object(const mr_spot *spot);    // present, and an object

// Absence is a problem too, and so is an empty text.
const char *mr_spot_need_text(const mr_spot *spot);
bool mr_spot_need_object(const mr_spot *spot);
bool mr_spot_need_list(const mr_spot *spot);
// One of the names (ended by NULL) by its index; an absent or a wrong one is a problem and gives
// -1.
int mr_spot_need_choice(const mr_spot *spot, const char *const *names);

// Fills in line and column of every problem from the `first` on that has a pointer into this valid
// JSON text.
void mr_locate(mr_str text, mr_diagnostics *problems, size_t first);

// mr_json_parse that also gives the position of a syntax error; line 0 when there is none.
mr_status mr_json_parse_at(mr_str text, json_t **out, int *line, int *column, mr_error *err);
