// The one symbol that the reference module shows.
#include "mudrock/operator.h"

__attribute__((visibility("default"))) const mr_operator *libm_operator_at(size_t i);

const mr_operator *libm_operator_at(size_t i)
{
    return mr_operator_at(i);
}
