// The commands; each lives in the file of its name.
#pragma once

#include "options.h"

extern const mr_command mr_command_demo, mr_command_init, mr_command_project, mr_command_import,
    mr_command_wells, mr_command_curves, mr_command_logs, mr_command_markers, mr_command_surfaces,
    mr_command_surveys, mr_command_tables, mr_command_validate, mr_command_run, mr_command_plan,
    mr_command_operator, mr_command_pipeline, mr_command_execution, mr_command_serve,
    mr_command_worker, mr_command_version;
