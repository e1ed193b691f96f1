// A workbook of Excel becomes tables of the project, one a sheet.
#include <jansson.h>
#include <string.h>

#include "mudrock/workbook.h"

#include "import.h"

// Two sheets whose names differ in signs alone would be one table.
static mr_status check_name(const mr_import_piece *file, mr_error *err)
{
    const mr_import_piece *last = file->parts[file->n_parts - 1];
    for (size_t i = 0; i + 1 < file->n_parts; i++)
        if (strcmp(file->parts[i]->table.name, last->table.name) == 0)
            return mr_fail(err, MR_ECONFLICT, NULL,
                           "two of its sheets would be the table %s: rename one", last->table.name);
    return MR_OK;
}

static mr_status take_sheets(mr_service *service, mr_import_piece *piece, mr_contents *book,
                             mr_error *err)
{
    for (size_t i = 0; i < book->n_tables; i++) {
        const mr_sheet *sheet = &book->tables[i];
        mr_import_piece *part = mr_import_part(piece);
        MR_TRY(mr_import_take_table(service, part, mr_table_ref(sheet->table),
                                    book->n_tables > 1 ? sheet->name : NULL, err));
        piece->rows += sheet->table->rows;
        MR_TRY(check_name(piece, err));
    }
    return MR_OK;
}

mr_status mr_import_read_workbook(mr_service *service, const mr_import_options *options,
                                  mr_import_piece *piece, mr_error *err)
{
    mr_contents *book = NULL;
    MR_TRY(mr_workbook_read_file(piece->path, options->text, &book, err));
    for (size_t i = 0; i < book->n_warnings; i++)
        mr_import_note(piece, "warnings", "%s", book->warnings[i]);
    mr_status st = take_sheets(service, piece, book, err);
    json_object_set_new(piece->summary, "format", json_string(book->format));
    json_object_set_new(piece->summary, "rows", json_integer((json_int_t)piece->rows));
    mr_contents_free(book);
    return st;
}
