// Commands that list what a project has differ in their columns only.
#pragma once

#include "mudrock/service.h"
#include "print.h"

int mr_listing_run(const mr_cli_args *args, mr_listing what, const mr_print_column *columns);

#define MR_LISTING_OPTIONS MR_OPTION_PROJECT, MR_OPTION_LISTING, MR_OPTION_WORKSPACE
#define MR_OPTION_WELL                                                                             \
    {                                                                                              \
        "well", MR_OPTION_VALUE, "W", "only this well", NULL                                       \
    }
