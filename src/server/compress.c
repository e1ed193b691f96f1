// gzip by zlib: the only file that knows it.
#include "compress.h"

#include <string.h>
#include <zlib.h>

enum { GZIP_WINDOW = 15 + 16 }; // zlib's way to ask for the gzip format

static mr_status deflate_all(z_stream *stream, mr_str bytes, mr_buf *out)
{
    // zlib counts in 32 bits.
    for (size_t done = 0; done <= bytes.n;) {
        const size_t piece = bytes.n - done < (1u << 30) ? bytes.n - done : 1u << 30;
        const int flush = done + piece == bytes.n ? Z_FINISH : Z_NO_FLUSH;
        stream->next_in = (Bytef *)(uintptr_t)(bytes.at + done);
        stream->avail_in = (uInt)piece;
        int code = Z_OK;
        do {
            if (mr_buf_reserve(out, 65536) != MR_OK)
                return MR_ENOMEM;
            stream->next_out = (Bytef *)out->at + out->n;
            stream->avail_out = 65536;
            code = deflate(stream, flush);
            out->n += 65536 - stream->avail_out;
        } while (stream->avail_out == 0);
        done += piece;
        if (code == Z_STREAM_END)
            return MR_OK;
    }
    return MR_ENOMEM;
}

mr_status mr_gzip(mr_str bytes, int level, mr_buf *out)
{
    z_stream stream;
    memset(&stream, 0, sizeof stream);
    if (deflateInit2(&stream, level, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return MR_ENOMEM;
    mr_status st = deflate_all(&stream, bytes, out);
    deflateEnd(&stream);
    return st;
}
