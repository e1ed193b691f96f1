// Reads an Arrow IPC stream with two implementations that are not ours and prints what each saw:
// {"arrow": {fields, columns}, "polars": {columns}}. usage: read.mjs FILE
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

import { tableFromIPC } from 'apache-arrow';

const polars = createRequire(import.meta.url)('nodejs-polars');
const bytes = readFileSync(process.argv[2]);

function plain(value) {
    if (value === null || value === undefined) return null;
    if (typeof value === 'bigint') return Number(value);
    if (value instanceof Date) return value.getTime();
    if (typeof value === 'object') return Array.from(value, plain);
    return value;
}

const table = tableFromIPC(bytes);
const arrow = { fields: {}, columns: {} };
for (const field of table.schema.fields) {
    arrow.fields[field.name] = { type: String(field.type), nullable: field.nullable, ...Object.fromEntries(field.metadata) };
    const column = table.getChild(field.name);
    arrow.columns[field.name] = Array.from({ length: table.numRows }, (_, i) => plain(column.get(i)));
}

const frame = polars.readIPCStream(bytes);
const seen = { columns: {} };
for (const name of frame.columns) seen.columns[name] = frame.getColumn(name).toArray().map(plain);

process.stdout.write(JSON.stringify({ arrow, polars: seen }));
