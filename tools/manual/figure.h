// A small picture of what goes into an operator and what comes out, as SVG.
#pragma once

#include "scene.h"

void figure_draw(const workshop *shop, const scene *shown, mr_buf *out);
