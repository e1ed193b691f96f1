// Reading wells' files, for every source that is one file a well.
#pragma once

#include "ingestion.h"

mr_status mr_well_logs_open(mr_ingest *ingest, mr_error *err);
mr_status mr_well_logs_read(mr_ingest *ingest, size_t well, size_t order, mr_duck_session *session,
                            mr_table **out, mr_error *err);
void mr_well_logs_close(mr_ingest *ingest);
