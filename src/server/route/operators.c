// /operators
#define _GNU_SOURCE // strcasestr
#include <jansson.h>
#include <string.h>

#include "mudrock/operator.h"

#include "../page.h"
#include "../response.h"
#include "handlers.h"

static bool equals(const char *wanted, const char *value)
{
    return !wanted || strcmp(wanted, value) == 0;
}

static bool holds(const char *search, const char *text)
{
    return text && strcasestr(text, search);
}

static bool is_found(const mr_operator *op, const char *search)
{
    return !search || holds(search, op->id) || holds(search, op->aliases) ||
           holds(search, op->title) || holds(search, op->help);
}

void mr_route_operators(mr_request *r)
{
    static const char *const keys[] = {"id", NULL};
    const char *category = mr_request_query(r, "category");
    const char *family = mr_request_query(r, "family"), *search = mr_request_query(r, "search");
    json_t *rows = json_array();
    for (size_t i = 0; i < mr_operator_count(); i++) {
        const mr_operator *op = mr_operator_at(i);
        if (mr_operator_find(op->id, NULL) == op &&
            equals(category, mr_category_name(op->category)) && equals(family, op->family) &&
            is_found(op, search))
            json_array_append_new(rows, mr_operator_to_json(op));
    }
    mr_respond_page(r, rows, keys);
}

static void respond_operator(mr_request *r, const char *name)
{
    const mr_operator *op;
    mr_error err;
    if (mr_operator_named(name, &op, &err) == MR_OK)
        mr_respond_json(r, 200, mr_operator_to_json(op));
    else
        mr_respond_error(r, &err);
}

void mr_route_operator(mr_request *r)
{
    respond_operator(r, mr_request_part(r, "operator"));
}

void mr_route_operator_version(mr_request *r)
{
    respond_operator(r,
                     mr_arena_printf(mr_request_arena(r), "%s@%s", mr_request_part(r, "operator"),
                                     mr_request_part(r, "version")));
}
