// Examples as text, made when the program is built. Private to operators.
#pragma once

typedef struct mr_example_text {
    const char *name, *json; // id, or id_v<major> of what is not the newest; NULL ends the list
} mr_example_text;

extern const mr_example_text mr_examples[]; // sorted by name
