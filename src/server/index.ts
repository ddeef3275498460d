/** The drift service over HTTP, its client, and what they show together. Needs packages that the library does not bring: the first call says which. */
export * from '../experiments/service';
export { bertModel } from './bertModel';
export { buildServer, type ServerOptions } from './buildServer';
export { createClient, type ClientOptions, type DriftClient } from './client';
export { models as defaultModels } from './defaultModels';
export { digitsModel } from './digitsModel';
export { driftService } from './driftService';
export { defaultLimits, type Limits } from './limits';
export { processService, type ProcessServiceOptions } from './processService';
export { memoryStore, type Reference, type ReferenceStore } from './referenceStore';
export type { DriftService } from './requests';
export type { Labelled, LoadedModel, Sample, ServedImageModel, ServedModel, ServedTextModel } from './servedModel';
export { ServiceError, type ServiceErrorCode } from './serviceError';
