// What kind of file a path names: by its content where that says so, else by its extension.
#pragma once

typedef enum mr_file_kind {
    MR_FILE_UNKNOWN,
    MR_FILE_LAS,
    MR_FILE_CSV, // any text table: commas, semicolons, tabs, bars, columns parted by blanks
    MR_FILE_PARQUET,
    MR_FILE_TAPE,     // DLIS, LIS79
    MR_FILE_WORKBOOK, // Excel
} mr_file_kind;

mr_file_kind mr_file_kind_of(const char *path);
// What a file of that name is when it is written: .las, .csv, .parquet; else MR_FILE_UNKNOWN.
mr_file_kind mr_file_kind_named(const char *path);
