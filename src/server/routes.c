// The route table.
#include "route.h"

#include "page.h"
#include "route/handlers.h"

#define API "/api/v1"

enum { SMALL = 4096, WELL_IDS = 1 << 20, DOCUMENT = 16 << 20 };

static const mr_query_row page[] = {MR_QUERY_PAGE, {0}};
static const mr_query_row wells[] = {
    {"search", MR_QUERY_TEXT, "part of an id, name or UWI", 0, 0, NULL},
    {"has_curve", MR_QUERY_TEXT, "a column that the well's logs have", 0, 0, NULL},
    MR_QUERY_PAGE,
    {0},
};
static const mr_query_row curves[] = {
    {"well", MR_QUERY_TEXT, "only of this well", 0, 0, NULL},
    {"search", MR_QUERY_TEXT, "part of a column, mnemonic or description", 0, 0, NULL},
    {"summary", MR_QUERY_BOOL, "one row a column over all wells", 0, 0, NULL},
    {"states", MR_QUERY_BOOL, "one row a column and way its unit is said and read", 0, 0, NULL},
    MR_QUERY_PAGE,
    {0},
};
static const mr_query_row of_well[] = {
    {"well", MR_QUERY_TEXT, "only of this well", 0, 0, NULL}, MR_QUERY_PAGE, {0}};
static const mr_query_row logs[] = {
    {"well", MR_QUERY_TEXT, "only of this well", 0, 0, NULL},
    {"log_type", MR_QUERY_TEXT, "the log that a source asks for: a name, a kind, a pattern (* ?)",
     0, 0, NULL},
    {"log_rule", MR_QUERY_CHOICE, "its rule where several are such; else best_coverage", 0, 0,
     "best_coverage|newest"},
    {"curves", MR_QUERY_TEXT, "the curves it asks for, parted by commas; else all", 0, 0, NULL},
    {"curve_match", MR_QUERY_CHOICE, "how it finds them; else name", 0, 0, "name|quantity"},
    MR_QUERY_PAGE,
    {0},
};
static const mr_query_row operators[] = {
    {"category", MR_QUERY_TEXT, "only of this category", 0, 0, NULL},
    {"family", MR_QUERY_TEXT, "only of this family", 0, 0, NULL},
    {"search", MR_QUERY_TEXT, "part of an id, alias, title or help", 0, 0, NULL},
    MR_QUERY_PAGE,
    {0},
};
static const mr_query_row data[] = {
    {"offset", MR_QUERY_INT, "rows left out at the top", 0, INT64_C(1) << 53, NULL},
    {"limit", MR_QUERY_INT, "how many rows at most; else 2000", 0, INT64_C(1) << 53, NULL},
    {"columns", MR_QUERY_TEXT, "names parted by commas; else all", 0, 0, NULL},
    {"wells", MR_QUERY_TEXT, "ids parted by commas; else all", 0, 0, NULL},
    {"sort", MR_QUERY_TEXT, "a column, or -column for descending", 0, 0, NULL},
    {"format", MR_QUERY_CHOICE, "else json", 0, 0, "json|arrow|csv|parquet"},
    {0},
};
static const mr_query_row plot[] = {
    {"well", MR_QUERY_TEXT, "whose curves; none: rows that belong to no well", 0, 0, NULL},
    {"curves", MR_QUERY_TEXT, "columns parted by commas; else all", 0, 0, NULL},
    {"depth", MR_QUERY_TEXT, "top,base; else all", 0, 0, NULL},
    {"pixels", MR_QUERY_INT, "bins at most", 1, 20000, NULL},
    {0},
};

#define ROWS    "application/vnd.apache.arrow.stream|text/csv|application/vnd.apache.parquet"
#define OPEN    .permission = MR_OPEN
#define SESSION .permission = MR_SESSION
#define MACHINE .permission = MR_MACHINE

const mr_route mr_routes[] = {
    {"POST", API "/sessions", mr_route_session_open, "Exchange the one-time token for a session",
     OPEN, .status = 201, .body_limit = SMALL, .request = "SessionRequest", .response = "Session"},
    {"GET", API "/sessions", mr_route_session_show, "Who is there", SESSION, .status = 200,
     .response = "Session", .prompt = true},
    {"DELETE", API "/sessions", mr_route_session_end, "End the session", SESSION, .status = 204},

    {"GET", API "/front-page", mr_route_front_page, "What to open first", SESSION, .status = 200,
     .response = "FrontPage"},
    {"POST", API "/sample", mr_route_sample, "Make the sample project, or make it whole again",
     SESSION, .status = 201, .body_limit = SMALL, .optional_body = true, .response = "Sample"},
    {"GET", API "/projects", mr_route_projects, "The projects", SESSION, .status = 200,
     .query = page, .response = "ProjectList"},
    {"POST", API "/projects", mr_route_project_create, "Make a project", SESSION, .status = 201,
     .body_limit = SMALL, .request = "ProjectRequest", .response = "Project"},
    {"GET", API "/projects/{project}", mr_route_project_show, "A project", SESSION, .status = 200,
     .response = "Project"},
    {"DELETE", API "/projects/{project}", mr_route_project_delete,
     "Delete a project with all it has", SESSION, .status = 204},
    {"GET", API "/projects/{project}/wells", mr_route_wells, "Its wells", SESSION, .status = 200,
     .query = wells, .response = "WellList"},
    {"GET", API "/projects/{project}/curves", mr_route_curves, "Its curves", SESSION, .status = 200,
     .query = curves, .response = "CurveList"},
    {"PATCH", API "/projects/{project}/curves/{curve}", mr_route_curves_correct,
     "Say the unit or quantity of all curves that stand alike", SESSION, .status = 200,
     .body_limit = WELL_IDS, .request = "CurvesCorrection", .response = "CurvesCorrected"},
    {"GET", API "/projects/{project}/logs", mr_route_logs,
     "The current logs of its wells, and which a source takes", SESSION, .status = 200,
     .query = logs, .response = "LogList"},
    {"GET", API "/projects/{project}/wells/{well}/logs/{log}/curves/{curve}", mr_route_curve_show,
     "A curve", SESSION, .status = 200, .response = "Curve", .tagged = true},
    {"PATCH", API "/projects/{project}/wells/{well}/logs/{log}/curves/{curve}",
     mr_route_curve_correct, "Say its unit or quantity", SESSION, .status = 200,
     .body_limit = SMALL, .request = "CurveCorrection", .response = "Curve", .needs_match = true},
    {"GET", API "/projects/{project}/markers", mr_route_markers, "Its markers", SESSION,
     .status = 200, .query = of_well, .response = "MarkerList"},
    {"GET", API "/projects/{project}/surfaces", mr_route_surfaces, "Its surfaces", SESSION,
     .status = 200, .query = page, .response = "TableList"},
    {"GET", API "/projects/{project}/tables", mr_route_tables, "Its tables", SESSION, .status = 200,
     .query = page, .response = "TableList"},
    {"GET", API "/projects/{project}/events", mr_route_project_events, "What changes in it",
     SESSION, .status = 200, .media_types = "text/event-stream", .streams = true},
    {"GET", API "/projects/{project}/pipelines", mr_route_pipelines, "Its pipelines", SESSION,
     .status = 200, .query = page, .response = "PipelineSummaryList"},
    {"POST", API "/projects/{project}/pipelines", mr_route_pipeline_create, "Save a new pipeline",
     SESSION, .status = 201, .body_limit = DOCUMENT, .request = "Document", .response = "Pipeline"},

    {"POST", API "/pipelines/validate", mr_route_validate, "Every problem of a document", SESSION,
     .status = 200, .body_limit = DOCUMENT, .request = "ValidateRequest", .response = "Validation"},
    {"POST", API "/pipelines/plan", mr_route_plan, "How a document would run", SESSION,
     .status = 200, .body_limit = DOCUMENT, .request = "PlanRequest", .response = "Plan",
     .media_types = "text/plain; charset=utf-8|text/vnd.graphviz; charset=utf-8"},
    {"POST", API "/pipelines/results", mr_route_results, "Which executions hold its results",
     SESSION, .status = 200, .body_limit = DOCUMENT, .request = "DocumentRequest",
     .response = "Results"},
    {"POST", API "/pipelines/preview", mr_route_preview, "Rows at a node, run or not", SESSION,
     .status = 200, .body_limit = DOCUMENT, .request = "PreviewRequest", .response = "Rows",
     .media_types = ROWS},
    {"POST", API "/pipelines/plot", mr_route_document_plot, "Curves at a node, run or not", SESSION,
     .status = 200, .body_limit = DOCUMENT, .request = "DocumentPlotRequest",
     .response = "CurvePlot"},
    {"POST", API "/connections/validate", mr_route_connections, "Would these edges fit", SESSION,
     .status = 200, .body_limit = DOCUMENT, .request = "ConnectionRequest",
     .response = "Connections"},
    {"POST", API "/schemas/infer", mr_route_infer, "What flows at every node", SESSION,
     .status = 200, .body_limit = DOCUMENT, .request = "DocumentRequest", .response = "Inference"},

    {"GET", API "/pipelines/{pipeline}", mr_route_pipeline_show, "A pipeline", SESSION,
     .status = 200, .response = "Pipeline", .tagged = true},
    {"PUT", API "/pipelines/{pipeline}", mr_route_pipeline_save,
     "Save a pipeline over the revision it began from", SESSION, .status = 200,
     .body_limit = DOCUMENT, .request = "Document", .response = "Pipeline", .needs_match = true},
    {"DELETE", API "/pipelines/{pipeline}", mr_route_pipeline_delete,
     "Delete a pipeline with its history and executions", SESSION, .status = 204},
    {"GET", API "/pipelines/{pipeline}/executions", mr_route_executions,
     "Its executions, newest first", SESSION, .status = 200, .query = page,
     .response = "ExecutionRowList"},
    {"POST", API "/pipelines/{pipeline}/executions", mr_route_execution_start, "Run it", SESSION,
     .status = 202, .body_limit = DOCUMENT, .optional_body = true, .request = "ExecutionRequest",
     .response = "Execution"},

    {"GET", API "/executions/{execution}", mr_route_execution_show, "An execution", SESSION,
     .status = 200, .response = "Execution"},
    {"DELETE", API "/executions/{execution}", mr_route_execution_cancel, "Cancel it", SESSION,
     .status = 202},
    {"GET", API "/executions/{execution}/events", mr_route_execution_events, "How it goes", SESSION,
     .status = 200, .media_types = "text/event-stream", .streams = true},
    {"GET", API "/executions/{execution}/nodes/{node}/data", mr_route_data, "Rows of any node",
     SESSION, .status = 200, .query = data, .response = "Rows", .media_types = ROWS},
    {"GET", API "/executions/{execution}/nodes/{node}/plot", mr_route_plot,
     "Curves of any node, for drawing", SESSION, .status = 200, .query = plot,
     .response = "CurvePlot"},

    {"GET", API "/units", mr_route_units, "The units and quantities that there are", SESSION,
     .status = 200, .response = "Units"},
    {"GET", API "/operators", mr_route_operators, "The operators, newest versions", SESSION,
     .status = 200, .query = operators, .response = "OperatorList"},
    {"GET", API "/operators/{operator}", mr_route_operator, "An operator, newest version", SESSION,
     .status = 200, .response = "Operator"},
    {"GET", API "/operators/{operator}/{version}", mr_route_operator_version,
     "A version of an operator", SESSION, .status = 200, .response = "Operator"},

    {"GET", "/healthz", mr_route_health, "The process lives", OPEN, .status = 200,
     .response = "Health", .prompt = true},
    {"GET", "/readyz", mr_route_ready, "The store answers", OPEN, .status = 200,
     .response = "Health"},
    {"GET", "/metrics", mr_route_metrics, "Counters for Prometheus", MACHINE, .status = 200,
     .media_types = "text/plain; version=0.0.4; charset=utf-8"},
    {"GET", "/openapi.json", mr_route_openapi, "This description", MACHINE, .status = 200,
     .response = "OpenApi", .tagged = true},

    {"GET", "/*", mr_route_file, OPEN, .status = 200, .tagged = true, .prompt = true},
};
const size_t mr_routes_n = sizeof mr_routes / sizeof *mr_routes;
