// `delete` and `undelete` of what a project has differ in the kind only.
#pragma once

#include "mudrock/service.h"
#include "options.h"

// delete: words are the name (of a log: well and log). undelete: the same, or the id that delete
// printed; without words it lists what can come back.
int mr_deletion_delete(const mr_cli_args *args, const char *kind);
int mr_deletion_undelete(const mr_cli_args *args, const char *kind);

#define MR_DELETION_OPTIONS MR_OPTION_PROJECT, MR_OPTION_LISTING, MR_OPTION_WORKSPACE

// Two commands of a kind, as `name_delete` and `name_undelete`.
#define MR_DELETION(name_, kind_, words_, n_)                                                      \
    static int delete_##name_(const mr_cli_args *args)                                             \
    {                                                                                              \
        return mr_deletion_delete(args, kind_);                                                    \
    }                                                                                              \
    static int undelete_##name_(const mr_cli_args *args)                                           \
    {                                                                                              \
        return mr_deletion_undelete(args, kind_);                                                  \
    }                                                                                              \
    static const mr_option name_##_deletion_options[] = {MR_DELETION_OPTIONS, {0}};                \
    static const mr_command name_##_delete = {                                                     \
        .name = "delete",                                                                          \
        .arguments = words_,                                                                       \
        .min = n_,                                                                                 \
        .max = n_,                                                                                 \
        .summary = "Take away; `undelete` brings it back for 30 days.",                            \
        .options = name_##_deletion_options,                                                       \
        .run = delete_##name_,                                                                     \
    };                                                                                             \
    static const mr_command name_##_undelete = {                                                   \
        .name = "undelete",                                                                        \
        .arguments = "[" words_ "]",                                                               \
        .min = 0,                                                                                  \
        .max = n_,                                                                                 \
        .summary = "Bring back what was deleted, or list what can come back.",                     \
        .options = name_##_deletion_options,                                                       \
        .run = undelete_##name_,                                                                   \
    }
