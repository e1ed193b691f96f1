// A temporary folder.
#pragma once

#include "mudrock/error.h"

mr_status mr_scratch_make(char **path, mr_error *err); // free() it
void mr_scratch_remove(const char *path);              // with all that is in it
