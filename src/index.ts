export * from './core';

// data
export { carpetImages, generateCarpet, type CarpetOptions, type GenerateCarpetOptions } from './data/carpet';
export type { ClassImages } from './data/classImages';
export { readImages, type ReadImagesOptions } from './data/imageFiles';
export { openMvtec, readMvtec, type MvtecClass, type MvtecItem, type OpenMvtecOptions } from './data/mvtec';
export { writeDriftedDataset, writeMvtec, type MvtecPicture, type WriteDriftedOptions } from './data/mvtecWriter';

// augmentation
export { brightness } from './augmentation/brightness';
export { colorTemperature } from './augmentation/colorTemperature';
export { contrast } from './augmentation/contrast';
export { gaussianBlur, type GaussianBlurOptions } from './augmentation/gaussianBlur';
export { gaussianNoise } from './augmentation/gaussianNoise';
export type { ImageDrift } from './augmentation/imageDrift';
export { imageDrifts, type ImageDriftName } from './augmentation/imageDrifts';
export { resize, type ResizeFilter } from './augmentation/resize';

// embedding
export { anomalyMaps, type AnomalyMapOptions } from './embedding/anomalyMap';
export { kCenterGreedy, type Coreset, type CoresetOptions } from './embedding/coreset';
export { dinoEmbedder, type DinoOptions } from './embedding/dino';
export { concatEmbeddings, selectEmbeddings } from './embedding/embeddingImages';
export { fitMemoryBank, type AnomalyScores, type MemoryBank, type MemoryBankOptions } from './embedding/memoryBank';
export { loadMemoryBank, saveMemoryBank } from './embedding/memoryBankFiles';
export { imageEmbeddings, type PatchEmbedder, type PatchEmbedding } from './embedding/patchEmbedder';
export { meanColorEmbedder } from './embedding/meanColorEmbedder';
export {
  openGaborEmbedder,
  openTextureEmbedder,
  type TextureEmbedder,
  type TextureEmbedderOptions,
} from './embedding/textureEmbedder';
export { patchcoreScore, type PatchcoreOptions, type PatchcoreScore } from './embedding/patchcore';

// detectors
export { mmd, type MmdOptions, type MmdResult } from './detectors/mmd';

// experiments
export { writeClaims, type Claim } from './experiments/claims';
export { dataDrift, type DataDrift, type DataDriftOptions } from './experiments/dataDrift';
export { dataDriftClaims } from './experiments/dataDriftClaims';
export { dataDriftFigures, type DataDriftFigures } from './experiments/dataDriftFigures';
export { writeDataDrift } from './experiments/dataDriftFiles';
export { summarize, type DataDriftSummary } from './experiments/dataDriftSummary';
export { seedStudy, type SeedStudyOptions, type SeedStudyRow } from './experiments/seedStudy';
