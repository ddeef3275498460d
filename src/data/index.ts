/** Sets of data: read, generated, written. */
export { readAgNews } from './agNews';
export { readArff } from './arff';
export { readBanking77 } from './banking77';
export { carpetImages, generateCarpet, type CarpetOptions, type GenerateCarpetOptions } from './carpet';
export type { ClassImages } from './classImages';
export { readClinc150 } from './clinc150';
export { readCsv, type ReadCsvOptions } from './csv';
export { digits, type DigitsOptions } from './digits/digits';
export { readElectricity } from './electricity';
export { readIdx } from './idx';
export { readImages, type ReadImagesOptions } from './imageFiles';
export { readInsects } from './insects';
export {
  groupsOf,
  labeledImages,
  selectLabeled,
  type ImageGroups,
  type LabeledImages,
  type LabeledSplits,
} from './labeledImages';
export { selectTexts, type LabeledTexts } from './labeledTexts';
export { lineChunks, type LineChunksOptions } from './lineChunks';
export { openMedMnist, type MedMnistOptions } from './medMnist';
export { medMnistSet, medMnistSets, type MedMnistName, type MedMnistSet } from './medMnistSets';
export { digitClasses, openMnist } from './mnist';
export { openMvtec, readMvtec, type MvtecClass, type MvtecItem, type OpenMvtecOptions } from './mvtec';
export { writeDriftedDataset, writeMvtec, type MvtecPicture, type WriteDriftedOptions } from './mvtecWriter';
export { readNpy, writeNpy } from './npy';
export { readNpz, writeNpz } from './npz';
export type { ArrayFileOptions } from './rawTensor';
export {
  outOfScopeSentences,
  sentences,
  sentimentNames,
  topicNames,
  topicVocabulary,
  type Sentences,
  type SentencesOptions,
  type TopicName,
} from './sentences';
export { readSmsSpam } from './smsSpam';
export {
  medicalStandIn,
  medicalStandIns,
  medicalStandInSplits,
  type MedicalStandInName,
  type StandInOptions,
} from './standins/medicalStandIn';
export type { LabeledStream } from './streams/labeledStream';
export { tableChunks, type TableChunksOptions } from './tableChunks';
export type { Sentiment } from './topics/writeText';
export { readWeather } from './weather';
