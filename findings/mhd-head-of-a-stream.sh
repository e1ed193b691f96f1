#!/usr/bin/env bash
# Package: libmicrohttpd 0.9.75 (Debian 12: libmicrohttpd12, libmicrohttpd-dev 0.9.75-6)
# Behaviour: a HEAD request is answered with a response made by MHD_create_response_from_callback and MHD_SIZE_UNKNOWN. No byte of the
#   callback's content is sent, as it should be, but behind the header stands the last chunk of a chunked body, "0" and two line ends: a
#   client that keeps the connection takes these five bytes for the beginning of the next answer. A response of known size has no such rest.
# Wrong guess: that the library, which knows that it answers a HEAD, ends the answer with the header for every kind of response
#   (RFC 9110, 9.3.2: the server must not send content in the response to a HEAD).
# Source: the library's own behaviour, seen with the program below; RFC 9110 (2022), section 9.3.2.
# What we do: a stream's HEAD is answered with an empty response of known size.
set -euo pipefail
version=0.9.75-6
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
apt-get download -qq "libmicrohttpd12=$version" "libmicrohttpd-dev=$version" >/dev/null 2>&1 ||
    { echo "libmicrohttpd $version cannot be fetched" >&2; exit 2; }
for p in ./*.deb; do dpkg -x "$p" root; done
lib=$(dirname "$(find root -name 'libmicrohttpd.so.12' | head -n 1)")
cat >server.c <<'C'
#include <microhttpd.h>
#include <netinet/in.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

static ssize_t content(void *context, uint64_t at, char *out, size_t most)
{
    (void)context;
    if (at || most < 5)
        return MHD_CONTENT_READER_END_OF_STREAM;
    memcpy(out, "hello", 5);
    return 5;
}

static enum MHD_Result answer(void *context, struct MHD_Connection *connection, const char *url, const char *method,
                              const char *version, const char *upload, size_t *upload_size, void **state)
{
    static int seen;
    (void)context, (void)method, (void)version, (void)upload, (void)upload_size;
    if (!*state) {
        *state = &seen;
        return MHD_YES;
    }
    struct MHD_Response *r = strcmp(url, "/stream") == 0
                                 ? MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 512, content, NULL, NULL)
                                 : MHD_create_response_from_buffer(5, (void *)"hello", MHD_RESPMEM_PERSISTENT);
    enum MHD_Result sent = MHD_queue_response(connection, 200, r);
    MHD_destroy_response(r);
    return sent;
}

int main(void)
{
    struct sockaddr_in here = {.sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
    struct MHD_Daemon *d = MHD_start_daemon(MHD_USE_INTERNAL_POLLING_THREAD, 0, NULL, NULL, answer, NULL, MHD_OPTION_SOCK_ADDR,
                                            &here, MHD_OPTION_END);
    if (!d)
        return 1;
    printf("%s %d\n", MHD_get_version(), MHD_get_daemon_info(d, MHD_DAEMON_INFO_BIND_PORT)->port);
    fflush(stdout);
    getchar();
    MHD_stop_daemon(d);
    return 0;
}
C
gcc -Iroot/usr/include server.c -o server "$lib/libmicrohttpd.so.12"
cat >ask.py <<'PY'
import os, socket, subprocess, sys

server = subprocess.Popen(["./server"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                          env={**os.environ, "LD_LIBRARY_PATH": sys.argv[1]})
version, port = server.stdout.readline().split()

def behind_the_header(path):
    with socket.create_connection(("127.0.0.1", int(port)), timeout=10) as link:
        link.sendall(f"HEAD {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n".encode())
        said = b""
        while part := link.recv(4096):
            said += part
    return said.partition(b"\r\n\r\n")[2]

stream, sized = behind_the_header("/stream"), behind_the_header("/sized")
server.communicate("\n")
print("libmicrohttpd", version)
print("behind the header of HEAD /stream:", stream)
print("behind the header of HEAD /sized: ", sized)
sys.exit(0 if stream == b"0\r\n\r\n" and sized == b"" else 1)
PY
python3 ask.py "$PWD/$lib" || { echo "the behaviour has changed" >&2; exit 1; }
