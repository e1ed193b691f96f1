// Units that the user tells at an import.
#include "import_unit.h"

#include <string.h>
#include <strings.h>

mr_status mr_import_check_units(const mr_units *units, const mr_import_options *options,
                                mr_error *err)
{
    char curve[128];
    for (size_t i = 0; i < options->units.n; i++) {
        const char *told = options->units.at[i], *sign = strrchr(told, '=');
        if (!sign || sign == told || !sign[1] || (size_t)(sign - told) >= sizeof curve)
            return mr_fail(err, MR_EUSAGE, "unit", "\"%s\" is no CURVE=UNIT", told);
        memcpy(curve, told, (size_t)(sign - told));
        curve[sign - told] = '\0';
        if (mr_unit_read(units, sign + 1, curve, NULL).state != MR_UNIT_UNDERSTOOD)
            return mr_fail(err, MR_EUSAGE, "unit", "\"%s\" is no unit that is understood",
                           sign + 1);
    }
    return MR_OK;
}

static bool is_same(const char *told, size_t n, const char *name)
{
    return name && strlen(name) == n && strncasecmp(told, name, n) == 0;
}

const char *mr_import_unit(const mr_import_options *options, const char *mnemonic,
                           const char *column)
{
    const bool index = column && strcmp(column, "depth") == 0;
    for (size_t i = options->units.n; i-- > 0;) {
        const char *told = options->units.at[i], *sign = strrchr(told, '=');
        const size_t n = sign ? (size_t)(sign - told) : 0;
        if (is_same(told, n, mnemonic) || is_same(told, n, column) ||
            (index && (is_same(told, n, "DEPT") || is_same(told, n, "DEPTH"))))
            return sign + 1;
    }
    return NULL;
}
