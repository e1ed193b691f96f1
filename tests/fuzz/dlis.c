// The reader of DLIS on foreign bytes, with and without a storage unit label before them.
#include "tape.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char label[] = "   1V1.00RECORD 8192Fuzz                                       "
                                "                     ";
    read_both(data, size, label, 80);
    return 0;
}
