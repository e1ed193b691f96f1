// DLIS and LIS79: by content, whatever they are called.
#include <jansson.h>

#include "mudrock/tape.h"

#include "../import.h"
#include "../kind.h"

static bool recognise(const char *path, mr_str head)
{
    (void)head; // the first record may stand behind tape marks and garbage
    return mr_tape_recognise(path);
}

static mr_status describe(const mr_units *units, const char *path, const mr_import_options *options,
                          json_t **out, mr_error *err)
{
    mr_tape *tape;
    (void)units;
    MR_TRY(mr_tape_open_file(path, options->threads, &tape, err));
    mr_status st = mr_tape_describe(tape, out, err);
    mr_tape_free(tape);
    return st;
}

const mr_file_kind mr_kind_tape = {
    .name = "DLIS or LIS79",
    .recognise = recognise,
    .describe = describe,
    .import = mr_import_read_tape,
    .rank = mr_import_rank_tape,
};
