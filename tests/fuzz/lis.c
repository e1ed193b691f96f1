// The reader of LIS79 on foreign bytes, with and without a file header before them.
#include "tape.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char header[] = "\0\x3e\0\0\x80\0FUZZ  .001  "
                                 "                                                ";
    read_both(data, size, header, 62);
    return 0;
}
