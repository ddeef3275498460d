export * from './core';

// data
export { readArff } from './data/arff';
export { carpetImages, generateCarpet, type CarpetOptions, type GenerateCarpetOptions } from './data/carpet';
export { readCsv, type ReadCsvOptions } from './data/csv';
export { readElectricity } from './data/electricity';
export { readInsects } from './data/insects';
export type { LabeledStream } from './data/streams/labeledStream';
export { readWeather } from './data/weather';
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

export * from './nn';

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

export * from './detectors';

// experiments
export { writeClaims, type Claim } from './experiments/claims';
export { dataDrift, type DataDrift, type DataDriftOptions } from './experiments/dataDrift';
export { dataDriftClaims } from './experiments/dataDriftClaims';
export { dataDriftFigures, type DataDriftFigures } from './experiments/dataDriftFigures';
export { writeDataDrift } from './experiments/dataDriftFiles';
export { summarize, type DataDriftSummary } from './experiments/dataDriftSummary';
export { seedStudy, type SeedStudyOptions, type SeedStudyRow } from './experiments/seedStudy';
export {
  detectorComparison,
  type DetectorComparison,
  type DetectorComparisonOptions,
} from './experiments/detectorComparison';
export { detectorComparisonClaims } from './experiments/detectorComparisonClaims';
export { powerFigure } from './experiments/detectorComparisonFigures';
export { writeDetectorComparison, type ComparisonResults } from './experiments/detectorComparisonFiles';
export { streamComparison, type StreamComparison, type StreamComparisonOptions } from './experiments/streamComparison';
export { streamComparisonClaims } from './experiments/streamComparisonClaims';
export { streamComparisonFigures, type StreamComparisonFigures } from './experiments/streamComparisonFigures';
export { strawManFindings, type StrawManFinding } from './experiments/streams/strawManFindings';
