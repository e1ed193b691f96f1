// gzip.
#pragma once

#include "mudrock/text.h"

enum { MR_GZIP_FAST = 1, MR_GZIP_SMALL = 9 };

mr_status mr_gzip(mr_str bytes, int level, mr_buf *out); // MR_OK or MR_ENOMEM
