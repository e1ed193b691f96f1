// What the sources of documents offer, remembered while the store stays as it is: an editor asks
// for the same again and again.
#pragma once

#include "mudrock/service.h"

typedef struct mr_source_memory mr_source_memory;

mr_source_memory *mr_source_memory_new(void);
void mr_source_memory_free(mr_source_memory *memory); // accepts NULL

// For the validator, for one document. Lives in the arena.
mr_status mr_remembered_sources(mr_service *service, mr_arena *arena, mr_sources *out,
                                mr_error *err);
