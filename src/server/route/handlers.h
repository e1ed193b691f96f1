// The handlers of the route table; each in the file of its resource.
#pragma once

#include "../request.h"

mr_handler mr_route_file; // files.h

// sessions.c
mr_handler mr_route_session_open, mr_route_session_show, mr_route_session_end;
// projects.c
mr_handler mr_route_projects, mr_route_project_create, mr_route_project_show,
    mr_route_project_delete, mr_route_front_page;
// contents.c
mr_handler mr_route_wells, mr_route_logs, mr_route_curves, mr_route_markers, mr_route_surfaces,
    mr_route_tables;
// curves.c
mr_handler mr_route_curve_show, mr_route_curve_correct, mr_route_curves_correct, mr_route_units;
// pipelines.c
mr_handler mr_route_pipelines, mr_route_pipeline_create, mr_route_pipeline_show,
    mr_route_pipeline_save, mr_route_pipeline_delete;
// documents.c
mr_handler mr_route_validate, mr_route_connections, mr_route_infer, mr_route_plan, mr_route_results;
// executions.c
mr_handler mr_route_executions, mr_route_execution_start, mr_route_execution_show,
    mr_route_execution_cancel, mr_route_sample;
// looks.c
mr_handler mr_route_data, mr_route_plot, mr_route_preview, mr_route_document_plot;
// events.c
mr_handler mr_route_execution_events, mr_route_project_events;
// operators.c
mr_handler mr_route_operators, mr_route_operator, mr_route_operator_version;
// health.c
mr_handler mr_route_health, mr_route_ready, mr_route_metrics, mr_route_openapi;
