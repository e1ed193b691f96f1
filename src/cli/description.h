// What `import --describe` prints for people.
#pragma once

struct json_t;

// A heading and a table for everything that the description has; warnings to standard error.
void mr_print_description(const struct json_t *file);
