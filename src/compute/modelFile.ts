import { fromBinary } from '@bufbuild/protobuf';
import { readFile, realpath, stat } from 'node:fs/promises';
import { dirname, isAbsolute, relative, resolve, sep } from 'node:path';
import { DriftlabError, show } from '../errors';
import {
  ModelProtoSchema,
  TensorProto_DataLocation as DataLocation,
  type ModelProto,
  type TensorProto,
} from './onnx_pb';

/** A model that has been looked at: safe to hand to the runtime. */
export interface ModelFile {
  readonly bytes: Uint8Array;
  /** Where weights outside the file are, if there are any. */
  readonly folder?: string;
}

/**
 * Reads an ONNX model and checks it before anything native sees it: it must be ONNX, and weights it keeps in other files must
 * lie in its own folder (ONNX lets a model name any path, which would hand the contents of a stranger's file to its outputs).
 * @param source the bytes of a model, which then must have all its weights inside, or a path.
 * @throws {DriftlabError} DRIFTLAB_IO if the file cannot be read, DRIFTLAB_INVALID_MODEL if it is not ONNX or points outside.
 */
export async function readModel(source: Uint8Array | string): Promise<ModelFile> {
  const label = typeof source === 'string' ? source : 'the model';
  const bytes = typeof source === 'string' ? await readBytes(source) : source;
  const locations = externalLocations(decode(bytes, label));
  if (locations.size === 0) return { bytes };
  if (typeof source !== 'string')
    throw invalid(`${label} keeps weights in other files (${show([...locations][0])}): open it by its path`);
  const folder = await realpath(dirname(source));
  for (const location of locations) await checkInside(folder, location, label);
  return { bytes, folder };
}

/** An error that says what is wrong with a model. */
export function invalid(message: string, options?: ErrorOptions): DriftlabError {
  return new DriftlabError('DRIFTLAB_INVALID_MODEL', message, options);
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path);
  } catch (error) {
    throw new DriftlabError('DRIFTLAB_IO', `cannot read the model ${path}: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function decode(bytes: Uint8Array, label: string): ModelProto {
  let model: ModelProto | undefined;
  try {
    model = fromBinary(ModelProtoSchema, bytes);
  } catch (error) {
    throw invalid(`${label} is not an ONNX model: it cannot be decoded (${(error as Error).message})`, {
      cause: error,
    });
  }
  if (!model.graph || model.graph.output.length === 0 || model.opsetImport.length === 0)
    throw invalid(`${label} is not an ONNX model: it has no graph with outputs`);
  return model;
}

/** The files that tensors anywhere in the model refer to: initializers, attributes, subgraphs, functions. */
function externalLocations(model: ModelProto): Set<string> {
  const found = new Set<string>();
  const visit = (part: unknown): void => {
    if (Array.isArray(part)) {
      // lists hold one kind of thing: lists of numbers can be long and hold no tensor
      if (typeof part[0] === 'object') part.forEach(visit);
    } else if (typeof part === 'object' && part !== null && !ArrayBuffer.isView(part)) {
      if ('$typeName' in part && part.$typeName === 'onnx.TensorProto') addLocation(part as TensorProto, found);
      Object.values(part).forEach(visit);
    }
  };
  visit(model);
  return found;
}

function addLocation({ externalData, dataLocation }: TensorProto, found: Set<string>): void {
  const locations = externalData.filter(({ key }) => key === 'location');
  for (const { value } of locations) found.add(value);
  if (dataLocation === DataLocation.EXTERNAL && locations.length === 0) found.add('');
}

async function checkInside(folder: string, location: string, label: string): Promise<void> {
  const path = resolve(folder, location);
  // '*' begins the runtime's own notation for addresses in memory
  const forbidden = location === '' || location.includes('*') || isAbsolute(location) || !isInside(folder, path);
  if (forbidden) throw invalid(`${label} refers to weights outside its folder: ${show(location)}`);
  let real: string;
  try {
    real = await realpath(path);
  } catch (error) {
    throw invalid(
      `${label} refers to weights in ${show(location)}, which cannot be read: ${(error as Error).message}`,
      { cause: error },
    );
  }
  if (!isInside(folder, real))
    throw invalid(`${label} refers to weights outside its folder: ${show(location)} is a link to elsewhere`);
  if (!(await stat(real)).isFile())
    throw invalid(`${label} refers to weights in ${show(location)}, which is not a file`);
}

function isInside(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
