// Files as bytes.
#include "mudrock/file.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static mr_status fail(mr_error *err, const char *what)
{
    const int number = errno;
    char reason[128];

    if (strerror_r(number, reason, sizeof reason) != 0)
        reason[0] = '\0';
    return mr_fail(err, number == ENOENT || number == ENOTDIR ? MR_ENOTFOUND : MR_EIO, NULL,
                   "the file cannot be %s: %s", what, reason);
}

mr_status mr_file_map(const char *path, mr_str *out, mr_error *err)
{
    struct stat info;
    void *map = MAP_FAILED;
    mr_status st = MR_OK;

    *out = (mr_str){0};
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); // a pipe does not hold us up
    if (fd < 0)
        return fail(err, "opened");
    if (fstat(fd, &info) != 0)
        st = fail(err, "opened");
    else if (!S_ISREG(info.st_mode) || info.st_size == 0)
        st = mr_fail(err, MR_EIO, NULL, "is no file that can be read, or is empty");
    if (st == MR_OK) {
        map = mmap(NULL, (size_t)info.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
        if (map == MAP_FAILED)
            st = fail(err, "mapped");
    }
    close(fd);
    if (st == MR_OK)
        *out = (mr_str){map, (size_t)info.st_size};
    return st; // cppcheck-suppress memleak ; the caller unmaps it
}

void mr_file_unmap(mr_str bytes)
{
    union { // munmap wants what it does not write to without const
        const char *in;
        void *out;
    } at = {bytes.at};

    if (bytes.at)
        munmap(at.out, bytes.n);
}
