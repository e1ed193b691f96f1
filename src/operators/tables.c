// The small texts of descriptors: intervals, choices, defaults; look-ups in their tables.
#include "tables.h"

#include <assert.h>
#include <jansson.h>
#include <string.h>

static double bound(mr_str text, double absent)
{
    double value = absent;

    text = mr_str_trim(text);
    if (text.n > 0) {
        bool ok = mr_parse_double_all(text, &value);
        assert(ok);
        (void)ok;
    }
    return value;
}

mr_range mr_range_of(const char *text)
{
    mr_range range = {.low = -(double)INFINITY, .high = (double)INFINITY};

    if (!text)
        return range;
    size_t n = strlen(text);
    const char *comma = strchr(text, ',');
    assert(n > 2 && comma && strchr("[(", text[0]) && strchr("])", text[n - 1]));
    range.low = bound((mr_str){text + 1, (size_t)(comma - text) - 1}, -(double)INFINITY);
    range.high = bound((mr_str){comma + 1, (size_t)(text + n - 1 - comma) - 1}, (double)INFINITY);
    range.low_open = text[0] == '(';
    range.high_open = text[n - 1] == ')';
    return range;
}

bool mr_range_holds(const mr_range *range, double x)
{
    if (range->low_open ? x <= range->low : x < range->low)
        return false;
    return range->high_open ? x < range->high : x <= range->high;
}

size_t mr_choice_count(const char *choices)
{
    size_t n = 1;

    for (const char *c = choices; *c; c++)
        n += *c == ',';
    return n;
}

mr_str mr_choice_at(const char *choices, size_t i)
{
    for (; i > 0; i--)
        choices = strchr(choices, ',') + 1;
    return (mr_str){choices, strcspn(choices, ",")};
}

int mr_choice_find(const char *choices, mr_str text)
{
    size_t n = mr_choice_count(choices);

    for (size_t i = 0; i < n; i++)
        if (mr_str_eq(mr_choice_at(choices, i), text))
            return (int)i;
    return -1;
}

struct json_t *mr_param_default(const mr_param *param)
{
    json_t *value = json_loads(param->def, JSON_DECODE_ANY, NULL);

    assert(value);
    return value;
}

const mr_port *mr_port_named(const mr_port *ports, const char *param, size_t *index)
{
    for (size_t i = 0; ports && ports[i].param; i++)
        if (strcmp(ports[i].param, param) == 0) {
            if (index)
                *index = i;
            return &ports[i];
        }
    return NULL;
}

const mr_param *mr_param_named(const mr_param *params, const char *name)
{
    for (size_t i = 0; params && params[i].name; i++)
        if (strcmp(params[i].name, name) == 0)
            return &params[i];
    return NULL;
}
