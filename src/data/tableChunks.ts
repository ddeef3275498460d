import type { DuckDBConnection, DuckDBVector } from '@duckdb/node-api';
import { open, stat } from 'node:fs/promises';
import { show } from '../errors';
import type { Column, Table } from '../stats/table';
import { loadDuckdb } from './duckdb';
import { ioError } from './files';
import { unreadable } from './packedFile';

/** Options of `tableChunks`. */
export interface TableChunksOptions {
  /** Cells of a CSV file that mean a missing value, beside empty ones. */
  readonly missing?: readonly string[];
  /** Of a CSV file; default ',', in .tsv files a tab. */
  readonly separator?: string;
  /** Columns to read, in this order; default all. */
  readonly columns?: readonly string[];
  /** What DuckDB may use beside the chunk at hand, in MiB; default 256. */
  readonly memory?: number;
}

/**
 * The rows of a CSV (also .tsv, .gz) or Parquet file of any size, some thousand at a time, read by DuckDB in the order of the file.
 * Numbers stay numbers; dates and times become seconds since 1970; all else is text. A CSV file has a header.
 *
 * The arrays of a chunk are DuckDB's own memory: use them before asking for the next chunk.
 * @throws {DriftlabError} DRIFTLAB_MISSING_PACKAGE without `@duckdb/node-api`; DRIFTLAB_IO if the file cannot be read;
 * DRIFTLAB_INVALID_DATA if it is empty, binary, has a line of more than 2 MiB, other numbers of cells, or lacks a column.
 * @example
 * for await (const { rows, columns } of tableChunks('trips.parquet')) console.log(rows, columns[0].name);
 */
export async function* tableChunks(path: string, options: TableChunksOptions = {}): AsyncGenerator<Table> {
  const { columns, memory = 256 } = options;
  await checkFile(path);
  const instance = await loadDuckdb().DuckDBInstance.create(':memory:', { memory_limit: `${memory}MiB`, threads: '2' });
  const connection = await instance.connect();
  try {
    yield* chunksOf(connection, sourceOf(path, options), columns);
  } catch (cause) {
    throw unreadable(path, reasonOf(cause as Error), cause);
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

const isParquet = (path: string): boolean => /\.(parquet|pq)$/i.test(path);

function sourceOf(path: string, { missing = [], separator }: TableChunksOptions): string {
  if (isParquet(path)) return `read_parquet(${quoted(path)})`;
  const delimiter = separator ?? (/\.tsv(\.gz)?$/i.test(path) ? '\t' : ',');
  const empty = ['', ...missing].map(quoted).join();
  return `read_csv(${quoted(path)}, header = true, delim = ${quoted(delimiter)}, quote = '"', escape = '"', sample_size = 100000, nullstr = [${empty}])`;
}

async function* chunksOf(
  connection: DuckDBConnection,
  source: string,
  wanted?: readonly string[],
): AsyncGenerator<Table> {
  const described = await connection.runAndReadAll(`DESCRIBE SELECT * FROM ${source}`);
  const types = new Map(described.getRows().map(([name, type]) => [String(name), String(type)]));
  const names = wanted ?? [...types.keys()];
  const casts = names.map((name) => {
    const type = types.get(name);
    if (type === undefined) throw new Error(`it has no column ${show(name)}`);
    return castOf(`"${name.replaceAll('"', '""')}"`, type);
  });
  // a stream that fails ends like one that is done: only the whole one has this row
  const end = `UNION ALL SELECT ${names.map(() => 'NULL').join()}, 1`;
  const result = await connection.stream(`SELECT ${casts.join()}, 0 FROM ${source} ${end}`);
  for (;;) {
    const chunk = await result.fetchChunk();
    if (!chunk || chunk.rowCount === 0) break;
    const ended = chunk.getColumnVector(names.length).getItem(chunk.rowCount - 1) === 1;
    const rows = chunk.rowCount - Number(ended);
    if (rows > 0) yield { rows, columns: names.map((name, i) => columnOf(name, chunk.getColumnVector(i), rows)) };
    if (ended) return;
  }
  await connection.run(`SELECT ${casts.map((cast) => `max(${cast})`).join()} FROM ${source}`);
  throw new Error('it could not be read to its end');
}

const NUMBERS = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL\(.*\))$/;
const TIMES = /^(DATE|TIMESTAMP.*)$/;

function castOf(column: string, type: string): string {
  if (NUMBERS.test(type)) return `${column}::DOUBLE`;
  return TIMES.test(type) ? `epoch(${column})::DOUBLE` : `${column}::VARCHAR`;
}

function columnOf(name: string, vector: DuckDBVector, rows: number): Column {
  if ('items' in vector) return { name, kind: 'numeric', values: numbersOf(vector as unknown as NumberVector, rows) };
  return { name, kind: 'categorical', ...codesOf(vector, rows) };
}

function numbersOf({ items, validity }: NumberVector, rows: number): Float64Array {
  const values = items.subarray(0, rows);
  let copied: Float64Array | undefined;
  for (let i = 0; i < rows; i++) if (!validity.itemValid(i)) (copied ??= values.slice())[i] = NaN;
  return copied ?? values;
}

/** What DuckDB's vector of doubles is, without its public type saying so. */
interface NumberVector {
  readonly items: Float64Array;
  readonly validity: { itemValid(index: number): boolean };
}

function codesOf(vector: DuckDBVector, rows: number): { codes: Int32Array; labels: string[] } {
  const codes = new Int32Array(rows);
  const known = new Map<string, number>();
  for (let i = 0; i < rows; i++) {
    const label = vector.getItem(i) as string | null;
    let code = label === null ? -1 : known.get(label);
    if (code === undefined) known.set(label!, (code = known.size));
    codes[i] = code;
  }
  return { codes, labels: [...known.keys()] };
}

const SNIFFED = 65_536;

async function checkFile(path: string): Promise<void> {
  try {
    const { size } = await stat(path);
    if (size === 0) throw unreadable(path, 'it is empty');
    const file = await open(path);
    const { buffer, bytesRead } = await file.read(Buffer.alloc(SNIFFED), 0, SNIFFED, 0).finally(() => file.close());
    const head = buffer.subarray(0, bytesRead);
    if (!isParquet(path) && !path.endsWith('.gz') && head.includes(0)) throw unreadable(path, 'it is binary, no text');
  } catch (error) {
    throw ioError('read', path, error);
  }
}

/** What DuckDB says, without what it quotes of the file and advises on its own options. */
function reasonOf({ message }: Error): string {
  const [first, ...others] = message.split('\n').map((line) => line.trim());
  const more = others.filter((line) =>
    /^(expected|maximum|error when|it was|conversion|column .* is being)/i.test(line),
  );
  return [first, ...more].join(' ').slice(0, 400);
}

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
