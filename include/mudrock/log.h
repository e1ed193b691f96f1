// The one log sink: key=value lines on standard error. Layers up to executor return errors and
// never log.
#pragma once

typedef enum mr_log_level { MR_LOG_ERROR, MR_LOG_WARN, MR_LOG_INFO, MR_LOG_DEBUG } mr_log_level;

void mr_log_set_level(mr_log_level level);
// event is one word (import.skipped); the rest is printf-made `key=value` text.
void mr_log(mr_log_level level, const char *event, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
