// Who may speak: a one-time token is exchanged for a cookie. Of both only digests are kept; the
// sessions also in the workspace, so that an open page goes on after the server was started anew.
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "mudrock/error.h"

typedef struct mr_sessions mr_sessions;
typedef struct mr_session mr_session;

enum { MR_TOKEN_CHARS = 43 }; // 32 random bytes as base64url

// `file` keeps them; NULL = memory alone. A file that cannot be read is an empty one.
mr_sessions *mr_sessions_new(const char *file);
void mr_sessions_free(mr_sessions *sessions); // accepts NULL
// A new one-time token; the one before it is worth nothing any more.
void mr_sessions_token(mr_sessions *sessions, char out[MR_TOKEN_CHARS + 1]);
// The token for a session: MR_EDENIED when it is wrong or spent. MR_EIO: the session was not kept.
mr_status mr_session_admit(mr_sessions *sessions, const char *token,
                           char cookie[MR_TOKEN_CHARS + 1], mr_error *err);
// The session of a cookie's value with a count on it: one more request at work, or one more stream;
// NULL when there is none. *busy, and NULL, when the session has too many at work already.
mr_session *mr_session_enter(mr_sessions *sessions, const char *cookie, bool stream, bool *busy);
void mr_session_leave(mr_sessions *sessions, mr_session *session, bool stream); // accepts NULL
mr_status mr_session_end(mr_sessions *sessions, mr_session *session, mr_error *err);

enum { MR_SESSION_DAYS = 30 };
