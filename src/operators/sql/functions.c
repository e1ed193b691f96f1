// The functions of the engine that a user's query may call: those whose result follows from their
// arguments alone, and in the order of magnitude of their size. Not here: what reads files,
// settings, the clock, random numbers or the catalogue; what sleeps; and what makes much from
// little while a query is only being typed (range and repeat as plain functions, lpad, printf).
#include <ctype.h>
#include <string.h>

#include "sql.h"

// Names between blanks.
static const char *const allowed[] = {
    // arithmetic and comparison
    " !__postfix !~~ !~~* % & && * ** + - ->> / // << >> @ @> <@ ^ ^@ | || ~ ~~ ~~* ~~~ ",
    // numbers
    " abs acos acosh add asin asinh atan atan2 atanh bit_count cbrt ceil ceiling cos "
    " cosh cot degrees divide even exp factorial fdiv floor fmod gamma gcd greatest "
    " greatest_common_divisor isfinite isinf isnan lcm least least_common_multiple "
    " lgamma ln log log10 log2 mod multiply nextafter pi pow power radians round "
    " round_even roundbankers sign signbit sin sinh sqrt subtract tan tanh trunc xor ",
    // choice
    " nullif typeof constant_or_null ",
    // lists, maps and structs
    " array_aggr array_append array_cat array_concat array_contains array_distance "
    " array_distinct array_dot_product array_extract array_filter array_has "
    " array_has_all array_has_any array_indexof array_intersect array_length "
    " array_position array_prepend array_reverse array_reverse_sort array_sort "
    " array_to_string array_transform array_unique array_value array_where array_zip "
    " flatten len list_any_value list_append list_apply list_avg list_bool_and "
    " list_bool_or list_cat list_concat list_contains list_count list_distance "
    " list_distinct list_dot_product list_element list_extract list_filter list_first "
    " list_grade_up list_has list_has_all list_has_any list_indexof list_intersect "
    " list_last list_mad list_max list_median list_min list_mode list_pack list_position "
    " list_prepend list_product list_reduce list_reverse list_reverse_sort list_select "
    " list_skewness list_kurtosis list_slice list_sort list_stddev_pop list_stddev_samp "
    " list_sum list_transform list_unique list_value list_var_pop list_var_samp "
    " list_where list_zip cardinality element_at map map_contains map_entries "
    " map_extract map_from_entries map_keys map_values row struct_extract "
    " struct_extract_at struct_insert struct_pack unnest ",
    // texts
    " ascii bit_length char_length character_length chr concat concat_ws contains "
    " damerau_levenshtein editdist3 ends_with hamming ilike_escape instr jaccard "
    " jaro_similarity jaro_winkler_similarity lcase left length levenshtein like_escape "
    " lower ltrim mismatches nfc_normalize not_ilike_escape not_like_escape octet_length "
    " ord position prefix regexp_escape regexp_extract regexp_extract_all "
    " regexp_full_match regexp_matches regexp_replace regexp_split_to_array replace "
    " reverse right rtrim split split_part starts_with str_split str_split_regex "
    " string_split string_split_regex string_to_array strip_accents strlen strpos substr "
    " substring suffix translate trim ucase unicode upper md5 sha1 sha256 ",
    // times
    " century date_add date_diff date_part date_sub date_trunc datediff datepart datesub "
    " datetrunc day dayname dayofmonth dayofweek dayofyear days_in_month decade epoch "
    " epoch_ms epoch_ns epoch_us era hour isodow isoyear julian last_day make_date "
    " make_time make_timestamp microsecond millennium millisecond minute month monthname "
    " nanosecond quarter second strftime strptime time_bucket to_centuries to_days "
    " to_decades to_hours to_microseconds to_milliseconds to_minutes to_months "
    " to_seconds to_timestamp to_weeks to_years try_strptime week weekday weekofyear "
    " year yearweek ",
    // many rows to one
    " any_value arbitrary arg_max arg_max_null arg_min arg_min_null argmax argmin "
    " array_agg avg bit_and bit_or bit_xor bool_and bool_or corr count count_if "
    " count_star countif covar_pop covar_samp entropy favg first fsum "
    " geomean geometric_mean group_concat histogram kahan_sum "
    " kurtosis kurtosis_pop last list listagg mad max max_by mean median min min_by mode "
    " product quantile quantile_cont quantile_disc regr_avgx regr_avgy regr_count "
    " regr_intercept regr_r2 regr_slope regr_sxx regr_sxy regr_syy sem skewness stddev "
    " stddev_pop stddev_samp string_agg sum sumkahan var_pop var_samp variance wavg "
    " weighted_avg ",
    // windows
    (" cume_dist dense_rank fill first_value lag last_value lead nth_value ntile "
     " percent_rank rank rank_dense row_number "),
};

enum { N_ALLOWED = sizeof allowed / sizeof *allowed, LONGEST = 48 };

bool mr_sql_function_allowed(const char *name)
{
    const size_t n = strlen(name);
    char word[LONGEST + 3] = " ";

    if (n == 0 || n > LONGEST || strchr(name, ' '))
        return false;
    for (size_t i = 0; i < n; i++)
        word[i + 1] = (char)tolower((unsigned char)name[i]);
    word[n + 1] = ' ';
    for (size_t i = 0; i < N_ALLOWED; i++)
        if (strstr(allowed[i], word))
            return true;
    return false;
}

mr_texts mr_sql_functions(mr_arena *arena)
{
    mr_texts all = {0};
    size_t room = 0;

    for (size_t i = 0; i < N_ALLOWED; i++)
        room += strlen(allowed[i]) / 2 + 1;
    const char **at = MR_ARENA_ARRAY(arena, const char *, room);
    for (size_t i = 0; i < N_ALLOWED; i++)
        for (const char *c = allowed[i] + strspn(allowed[i], " "); *c;) {
            const size_t n = strcspn(c, " ");
            at[all.n++] = mr_arena_strndup(arena, c, n);
            c += n + strspn(c + n, " ");
        }
    all.at = at;
    return all;
}
