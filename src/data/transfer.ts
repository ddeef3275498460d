import { open, stat, statfs } from 'node:fs/promises';
import { dirname } from 'node:path';
import { DriftlabError } from '../errors';
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

/** Options of `transfer`. */
export interface TransferOptions {
  /** Called with the bytes that are there and, where the server says it, of how many. */
  readonly onProgress?: (done: number, total?: number) => void;
  readonly signal?: AbortSignal;
}

/** A failure that may pass. */
export class Passing extends Error {}

/**
 * Asks for a file once and appends what is missing of it to `<path>.part`.
 * @returns whether some of it was there before.
 * @throws {Passing} for a failure after which it may be asked for again; {DriftlabError} for another.
 */
export async function transfer(request: DownloadRequest, options: TransferOptions): Promise<boolean> {
  const { onProgress, signal } = options;
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
      await file.appendFile(chunk);
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

/** The error of a file that did not come: says what to do. */
export function failure({ url, path, page }: DownloadRequest, reason: string, cause?: unknown): DriftlabError {
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

/** Where a file is until it is whole. */
export function partOf(path: string): string {
  return `${path}.part`;
}

/** The size of a file in bytes, 0 where there is none. */
export async function sizeOf(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.size ?? 0;
}
