// What the readers of outlines share.
#pragma once

#include "mudrock/outline.h"

mr_outlines *outline_new(const char *format);
void outline_warn(mr_outlines *o, const char *format, ...) __attribute__((format(printf, 2, 3)));
// One more geometry of that kind; kinds that differ make the whole "mixed".
void outline_add_kind(mr_outlines *o, const char *kind);
void outline_add_vertex(mr_outlines *o, double x, double y);
// The attributes of a shapefile; MR_EFORMAT says byte or field.
mr_status outline_read_dbf(mr_outlines *o, const mr_shape_files *files, mr_error *err);
