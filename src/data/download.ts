import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { setTimeout } from 'node:timers/promises';
import { DriftlabError } from '../errors';
import { ioError } from './files';
import { unreadable } from './packedFile';
import type { Digest } from './publicSets';

/** Left free on the disk. */
const SPARE_BYTES = 64 * 2 ** 20;
/** Answers of a server that is busy or broken for a while. */
const FOR_A_WHILE = [408, 425, 429, 500, 502, 503, 504];

/** What to fetch, and how to know that it is the right thing. */
export interface DownloadRequest {
  readonly url: string;
  /** Where the file goes; until it is whole and checked it is `<path>.part`. */
  readonly path: string;
  readonly digest: Digest;
  readonly maxBytes: number;
  /** Where a person finds it, for errors. */
  readonly page: string;
}

/** Options of `download`. */
export interface DownloadOptions {
  /** How often a transfer that breaks is taken up again, default 4. */
  readonly retries?: number;
  /** The pause before the first retry in milliseconds, doubled each time; default 1000. */
  readonly pause?: number;
  /** Called with the bytes that are there and, where the server says it, of how many. */
  readonly onProgress?: (done: number, total?: number) => void;
  readonly signal?: AbortSignal;
}

/** A failure that may pass. */
class Passing extends Error {}

/**
 * Fetches a file, checks its size, its checksum and the space on the disk, and puts it in place whole. What was cut off is taken up
 * where it ended, also by the next run. A file that is there already is checked and kept.
 * @returns whether it was there already.
 * @throws {DriftlabError} DRIFTLAB_IO if it cannot be fetched or written (says what to do); DRIFTLAB_INVALID_DATA if it, or what is
 * there already, is not the file that was published.
 * @example
 * await download({ url, path: 'data/breastmnist.npz', digest: { algorithm: 'md5', value }, maxBytes: 10 ** 6, page });
 */
export async function download(request: DownloadRequest, options: DownloadOptions = {}): Promise<'there' | 'fetched'> {
  const { path, digest } = request;
  if (await sizeOf(path)) {
    const found = await digestOf(path, digest);
    if (found === digest.value) return 'there';
    throw unreadable(path, `${expected(digest, found)}. Move it away, then fetch again`);
  }
  await mkdir(dirname(path), { recursive: true }).catch((error: unknown) => {
    throw ioError('write', path, error);
  });
  await transferWhole(request, options);
  await rename(partOf(path), path).catch((error: unknown) => {
    throw ioError('write', path, error);
  });
  return 'fetched';
}

async function transferWhole(request: DownloadRequest, options: DownloadOptions): Promise<void> {
  const { retries = 4, pause = 1000, signal } = options;
  const part = partOf(request.path);
  for (let attempt = 0; ; attempt++) {
    try {
      const resumed = await transfer(request, options);
      const found = await digestOf(part, request.digest);
      if (found === request.digest.value) return;
      await rm(part, { force: true });
      const message = `${expected(request.digest, found)}. The source has changed, or something on the way changed it`;
      if (!resumed) throw unreadable(request.url, message);
      // the beginning may be from another time: once more from there
    } catch (error) {
      if (!(error instanceof Passing)) throw ioError('write', part, error);
      if (attempt >= retries) throw failure(request, `${error.message}, ${attempt + 1} times`, error.cause);
      await setTimeout(pause * 2 ** attempt, undefined, { signal });
    }
  }
}

/** Appends what is missing to the part that is there. Returns whether some of it was there before. */
async function transfer(request: DownloadRequest, { onProgress, signal }: DownloadOptions): Promise<boolean> {
  const have = await sizeOf(partOf(request.path));
  const over = new AbortController();
  try {
    const response = await ask(request, have, signal ? AbortSignal.any([signal, over.signal]) : over.signal);
    // nothing is left: the checksum tells whether it is whole
    if (have > 0 && response.status === 416) return true;
    const { start, total } = await checkAnswer(request, have, response);
    await append(request, start, response, (done) => onProgress?.(done, total));
    return start > 0;
  } finally {
    over.abort(); // ends the connection where the rest is not wanted
  }
}

async function checkAnswer(
  request: DownloadRequest,
  have: number,
  { ok, status, headers }: Response,
): Promise<{ readonly start: number; readonly total?: number }> {
  if (!ok) throw refused(request, status);
  const start = status === 206 ? have : 0;
  if (status === 206 && !headers.get('content-range')?.startsWith(`bytes ${have}-`))
    throw failure(request, 'the server answered with another part of the file');
  const length = headers.get('content-length');
  const total = length === null ? undefined : start + Number(length);
  if (total !== undefined && total > request.maxBytes) throw tooLarge(request, total);
  await checkSpace(request, (total ?? request.maxBytes) - start);
  return { start, total };
}

async function append(
  request: DownloadRequest,
  start: number,
  { body }: Response,
  onProgress: (done: number) => void,
): Promise<void> {
  const file = await open(partOf(request.path), start > 0 ? 'a' : 'w');
  try {
    let done = start;
    for await (const chunk of chunksOf(body)) {
      done += chunk.length;
      if (done > request.maxBytes) throw tooLarge(request, done);
      await file.write(chunk);
      onProgress(done);
    }
  } finally {
    await file.close();
  }
}

async function ask(request: DownloadRequest, have: number, signal: AbortSignal): Promise<Response> {
  const range = have > 0 ? { range: `bytes=${have}-` } : undefined;
  try {
    return await fetch(request.url, { headers: { 'accept-encoding': 'identity', ...range }, signal });
  } catch (error) {
    if (signal.aborted) throw error;
    const { code } = ((error as Error).cause ?? {}) as NodeJS.ErrnoException;
    const reason = `no connection to ${new URL(request.url).host} (${code ?? (error as Error).message})`;
    if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') throw failure(request, `${reason}: is there a network?`, error);
    throw new Passing(reason, { cause: error });
  }
}

async function* chunksOf(body: Response['body']): AsyncGenerator<Uint8Array> {
  try {
    if (body) yield* body as unknown as AsyncIterable<Uint8Array>;
  } catch (error) {
    if ((error as Error).name === 'AbortError') throw error;
    throw new Passing('the connection broke', { cause: error });
  }
}

function refused(request: DownloadRequest, status: number): Error {
  const answer = `${new URL(request.url).host} answered ${status}`;
  return FOR_A_WHILE.includes(status) ? new Passing(answer) : failure(request, answer);
}

function failure({ url, path, page }: DownloadRequest, reason: string, cause?: unknown): DriftlabError {
  const advice = `Run it again to go on where it ended, or get the file from ${page} and put it at ${path}`;
  return new DriftlabError('DRIFTLAB_IO', `cannot fetch ${url}: ${reason}. ${advice}`, { cause });
}

function tooLarge({ url, maxBytes }: DownloadRequest, bytes: number): DriftlabError {
  return unreadable(url, `it has ${bytes} bytes or more; at most ${maxBytes} were expected. The source has changed`);
}

async function checkSpace({ path }: DownloadRequest, length: number): Promise<void> {
  const { bavail, bsize } = await statfs(dirname(path));
  const free = bavail * bsize - SPARE_BYTES;
  if (free >= length) return;
  const [needs, has] = [length, Math.max(0, free)].map((bytes) => `${Math.round(bytes / 1e6)} MB`);
  throw new DriftlabError('DRIFTLAB_IO', `cannot write ${path}: it needs ${needs} on the disk, ${has} are free`);
}

async function digestOf(path: string, { algorithm }: Digest): Promise<string> {
  const hash = createHash(algorithm);
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}

function expected({ algorithm, value }: Digest, found: string): string {
  return `expected ${algorithm === 'md5' ? 'MD5' : 'SHA-256'} ${value}, got ${found}`;
}

function partOf(path: string): string {
  return `${path}.part`;
}

async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}
