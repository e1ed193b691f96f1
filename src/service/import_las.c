// A LAS file becomes a log of a well.
#include <jansson.h>

#include "import.h"
#include "import_log.h"
#include "las_table.h"

static void take_warnings(mr_import_piece *piece, const mr_las *las)
{
    for (size_t i = 0; i < las->n_warnings; i++)
        mr_import_note(piece, "warnings", "%s", las->warnings[i]);
}

static mr_status read_log(mr_service *service, mr_import_piece *piece, const mr_las *las,
                          mr_error *err)
{
    const mr_found_log log = mr_las_found(las, piece->arena);
    mr_import_identify(piece, service->units, las);
    mr_import_log_facts(piece, las, piece->options->log_type);
    MR_TRY(mr_import_log(service, piece, &log, err));
    take_warnings(piece, las);
    mr_import_las_sections(piece, las);
    return MR_OK;
}

mr_status mr_import_read_las(mr_service *service, const mr_import_options *options,
                             mr_import_piece *piece, mr_error *err)
{
    mr_las *las = NULL;
    const size_t threads = options->threads ? options->threads : service->threads;
    MR_TRY(mr_las_open(piece->path, &(mr_las_options){threads, options->encoding}, &las, err));
    json_object_set_new(piece->summary, "format", json_string("LAS"));
    piece->log = (mr_log_row){
        .source_name = piece->name,
        .source_format = mr_arena_printf(piece->arena, "LAS %s", las->version),
        .source_digest = piece->source_digest,
        .source_key = mr_import_source_key(piece, NULL),
    };
    mr_status st = read_log(service, piece, las, err);
    mr_las_free(las);
    return st;
}
