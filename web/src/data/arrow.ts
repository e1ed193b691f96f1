// Arrow IPC streams into columns that a table shows. The one place that touches apache-arrow.
import { DataType, tableFromIPC, type Vector } from 'apache-arrow';

import type { ColumnType, Field } from '../api/types';

export type Value = string | number | bigint | boolean | null | Value[];

export interface Columns {
  fields: Field[];
  rows: number;
  value: (row: number, column: number) => Value;
  floats: (column: number) => Float64Array; // numeric columns only
}

function typeOf(type: DataType): ColumnType {
  if (DataType.isUtf8(type) || DataType.isLargeUtf8(type)) return 'utf8';
  if (DataType.isFloat(type)) return type.precision === 2 ? 'float64' : 'float32';
  if (DataType.isInt(type)) return type.bitWidth === 64 ? 'int64' : 'int32';
  if (DataType.isBool(type)) return 'bool';
  if (DataType.isTimestamp(type)) return 'timestamp';
  if (DataType.isList(type)) return 'list<float64>';
  return 'any';
}

// Numbers of a column, NaN where it is null. A vector's own toArray() knows nothing of nulls and gives whatever lies in the buffer,
// a 0 as a rule: nothing else may call it.
export function columnToFloat(vector: Vector): Float64Array {
  const out = new Float64Array(vector.length);
  let at = 0;
  for (const data of vector.data) {
    const values = data.values as ArrayLike<number | bigint>;
    for (let i = 0; i < data.length; i++, at++) out[at] = data.nullCount > 0 && !data.getValid(i) ? NaN : Number(values[i]);
  }
  return out;
}

function plain(value: unknown): Value {
  if (value === null || value === undefined) return null;
  if (typeof value === 'object' && Symbol.iterator in value) return Array.from(value as Iterable<unknown>, plain);
  return value as Value;
}

export function readColumns(bytes: Uint8Array): Columns {
  const table = tableFromIPC(bytes);
  const fields = table.schema.fields.map((f): Field => ({
    name: f.name,
    type: typeOf(f.type as DataType),
    nullable: f.nullable,
    unit: f.metadata.get('unit') ?? null,
    quantity: f.metadata.get('quantity') ?? null,
  }));
  const vectors = fields.map((_, i) => table.getChildAt(i) as Vector);
  return {
    fields,
    rows: table.numRows,
    value: (row, column) => plain(vectors[column]?.get(row)),
    floats: (column) => columnToFloat(vectors[column] as Vector),
  };
}
