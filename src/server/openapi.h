// The interface described for machines (OpenAPI 3.1), from the route table.
#pragma once

struct json_t;

struct json_t *mr_openapi(void); // new reference
