// The operators as rows of the store.
#pragma once

#include "mudrock/catalog.h"

mr_status mr_registry_write(mr_catalog *catalog, mr_error *err);
