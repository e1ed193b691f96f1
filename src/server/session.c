// Tokens, cookies, and the file that keeps the sessions.
#include "session.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "mudrock/arena.h"
#include "mudrock/hash.h"

enum {
    MOST_SESSIONS = 64,
    MOST_REQUESTS = 256, // of one session at the same time
    MOST_STREAMS = 4096,
    DIGEST = 64,
};

struct mr_session {
    char digest[DIGEST + 1]; // of the cookie; "" = ended
    int64_t opened;          // s since 1970
    size_t requests, streams;
    struct mr_session *next;
};

struct mr_sessions {
    pthread_mutex_t lock; // guards all below
    char *file;
    char token[DIGEST + 1]; // its digest; "" = spent
    mr_session *first; // newest first; those that have ended stay while somebody counts on them
};

// --- secrets ---

static void make_secret(char out[MR_TOKEN_CHARS + 1])
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    unsigned char random[33] = {0};
    mr_random(random, 32);
    for (size_t i = 0; i < MR_TOKEN_CHARS; i++) {
        const size_t bit = i * 6, byte = bit / 8, shift = bit % 8;
        const unsigned both = (unsigned)random[byte] << 8 | random[byte + 1];
        out[i] = digits[both >> (10 - shift) & 63];
    }
    out[MR_TOKEN_CHARS] = 0;
}

// Takes the same time wherever they differ.
static bool equal_digest(const char *a, const char *b)
{
    unsigned difference = 0;
    for (size_t i = 0; i < DIGEST; i++)
        difference |= (unsigned)(a[i] ^ b[i]);
    return difference == 0;
}

static bool expired(const mr_session *s)
{
    return time(NULL) - s->opened > (int64_t)MR_SESSION_DAYS * 86400;
}

static bool is_live(const mr_session *s)
{
    return s->digest[0] && !expired(s);
}

// --- the file: a line each, "digest seconds" ---

static void load(mr_sessions *sessions)
{
    char line[256], digest[DIGEST + 1];
    long long opened;
    mr_session **end = &sessions->first;
    FILE *file = sessions->file ? fopen(sessions->file, "re") : NULL;
    if (!file)
        return;
    for (size_t n = 0; n < MOST_SESSIONS && fgets(line, sizeof line, file); n++) {
        if (sscanf(line, "%64[0-9a-f] %lld", digest, &opened) != 2 || strlen(digest) != DIGEST)
            continue;
        mr_session *s = mr_alloc(sizeof *s);
        memcpy(s->digest, digest, sizeof digest);
        s->opened = opened;
        *end = s;
        end = &s->next;
    }
    fclose(file);
}

static bool write_all(const mr_sessions *sessions, int fd)
{
    bool good = true;
    size_t n = 0;
    for (const mr_session *s = sessions->first; s && n < MOST_SESSIONS; s = s->next) {
        if (!is_live(s))
            continue;
        n++;
        good &= dprintf(fd, "%s %lld\n", s->digest, (long long)s->opened) > 0;
    }
    return good;
}

// Whole or absent, readable for its owner alone.
static mr_status save(const mr_sessions *sessions, mr_error *err)
{
    char path[4096];
    if (!sessions->file)
        return MR_OK;
    if (snprintf(path, sizeof path, "%s.tmp", sessions->file) >= (int)sizeof path)
        return mr_fail(err, MR_EIO, sessions->file, "the path is too long");
    const int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    bool good = fd >= 0 && fchmod(fd, 0600) == 0 && write_all(sessions, fd);
    if (fd >= 0)
        good &= close(fd) == 0;
    if (good && rename(path, sessions->file) == 0)
        return MR_OK;
    return mr_fail(err, MR_EIO, path, "the sessions cannot be kept: %s", strerror(errno));
}

// --- the calls ---

mr_sessions *mr_sessions_new(const char *file)
{
    mr_sessions *sessions = mr_alloc(sizeof *sessions);
    pthread_mutex_init(&sessions->lock, NULL);
    sessions->file = file ? strdup(file) : NULL;
    load(sessions);
    return sessions;
}

void mr_sessions_free(mr_sessions *sessions)
{
    if (!sessions)
        return;
    for (mr_session *s = sessions->first, *next; s; s = next) {
        next = s->next;
        free(s);
    }
    pthread_mutex_destroy(&sessions->lock);
    free(sessions->file);
    free(sessions);
}

void mr_sessions_token(mr_sessions *sessions, char out[MR_TOKEN_CHARS + 1])
{
    make_secret(out);
    pthread_mutex_lock(&sessions->lock);
    mr_sha256_text(out, MR_TOKEN_CHARS, sessions->token);
    pthread_mutex_unlock(&sessions->lock);
}

// Those that are over, and of the others the oldest beyond what is kept.
static void sweep(mr_sessions *sessions)
{
    size_t n = 0;
    for (mr_session **at = &sessions->first; *at;) {
        mr_session *s = *at;
        if (is_live(s) && ++n > MOST_SESSIONS)
            s->digest[0] = 0;
        if (is_live(s) || s->requests || s->streams) {
            at = &s->next;
            continue;
        }
        *at = s->next;
        free(s);
    }
}

mr_status mr_session_admit(mr_sessions *sessions, const char *token,
                           char cookie[MR_TOKEN_CHARS + 1], mr_error *err)
{
    char digest[DIGEST + 1];
    mr_sha256_text(token, strlen(token), digest);
    pthread_mutex_lock(&sessions->lock);
    const bool right = sessions->token[0] && equal_digest(digest, sessions->token);
    mr_status st = right ? MR_OK
                         : mr_fail(err, MR_EDENIED, "token",
                                   "the token is wrong or was used before; start mudrock serve "
                                   "again for another");
    if (right) {
        mr_session *s = mr_alloc(sizeof *s);
        make_secret(cookie);
        mr_sha256_text(cookie, MR_TOKEN_CHARS, s->digest);
        s->opened = time(NULL);
        s->next = sessions->first;
        sessions->first = s;
        sessions->token[0] = 0;
        sweep(sessions);
        st = save(sessions, err);
    }
    pthread_mutex_unlock(&sessions->lock);
    return st;
}

mr_session *mr_session_enter(mr_sessions *sessions, const char *cookie, bool stream, bool *busy)
{
    char digest[DIGEST + 1];
    mr_session *found = NULL;
    mr_sha256_text(cookie, strlen(cookie), digest);
    pthread_mutex_lock(&sessions->lock);
    for (mr_session *s = sessions->first; s; s = s->next)
        if (is_live(s) && equal_digest(digest, s->digest))
            found = s;
    *busy = found && (stream ? found->streams >= MOST_STREAMS : found->requests >= MOST_REQUESTS);
    if (*busy)
        found = NULL;
    if (found)
        (*(stream ? &found->streams : &found->requests))++;
    pthread_mutex_unlock(&sessions->lock);
    return found;
}

void mr_session_leave(mr_sessions *sessions, mr_session *session, bool stream)
{
    if (!session)
        return;
    pthread_mutex_lock(&sessions->lock);
    (*(stream ? &session->streams : &session->requests))--;
    if (!is_live(session))
        sweep(sessions);
    pthread_mutex_unlock(&sessions->lock);
}

mr_status mr_session_end(mr_sessions *sessions, mr_session *session, mr_error *err)
{
    pthread_mutex_lock(&sessions->lock);
    session->digest[0] = 0; // freed once the last of its requests leaves
    mr_status st = save(sessions, err);
    pthread_mutex_unlock(&sessions->lock);
    return st;
}
