// Which keys the store takes.
#include "folder.h"

#include <string.h>

static mr_status check_part(const char *key, mr_str part, mr_error *err)
{
    if (part.n == 0)
        return mr_fail(err, MR_EUSAGE, key, "an object key has no empty parts: \"%s\"", key);
    if (part.n > MR_NAME_MAX)
        return mr_fail(err, MR_EUSAGE, NULL, "a part of an object key is longer than %d bytes",
                       MR_NAME_MAX);
    if (mr_str_eq(part, MR_STR(".")) || mr_str_eq(part, MR_STR("..")))
        return mr_fail(err, MR_EUSAGE, key, "an object key does not walk up or stand still: \"%s\"",
                       key);
    for (size_t i = 0; i < part.n; i++)
        if ((unsigned char)part.at[i] < 0x20 || part.at[i] == 0x7f)
            return mr_fail(err, MR_EUSAGE, NULL, "an object key has no control characters");
    return MR_OK;
}

mr_status mr_key_check(const char *key, mr_error *err)
{
    size_t n = key ? strlen(key) : 0;

    if (n == 0)
        return mr_fail(err, MR_EUSAGE, NULL, "an object key is not empty");
    if (n > MR_KEY_MAX)
        return mr_fail(err, MR_EUSAGE, NULL, "an object key is at most %d bytes long, not %zu",
                       MR_KEY_MAX, n);
    if (key[0] == '/')
        return mr_fail(err, MR_EUSAGE, key, "an object key is relative, not \"%s\"", key);
    if (!mr_utf8_valid((mr_str){key, n}))
        return mr_fail(err, MR_EUSAGE, NULL, "an object key is UTF-8");

    for (const char *at = key;;) {
        const char *slash = strchr(at, '/');
        mr_str part = {at, slash ? (size_t)(slash - at) : strlen(at)};
        MR_TRY(check_part(key, part, err));
        if (at == key && mr_str_eq(part, MR_STR(MR_TEMP_FOLDER)))
            return mr_fail(err, MR_EUSAGE, key,
                           "\"" MR_TEMP_FOLDER "\" is kept for files being written");
        if (!slash)
            return MR_OK;
        at = slash + 1;
    }
}
