/** BERT: from files, trained, fine-tuned and asked. */
export { readBert, saveBert, type BertParts } from './bertFiles';
export type { BertOutput } from './bertGraph';
export { classifyTexts, type TextPredictions } from './classifyTexts';
export { fitBert, type FitBertOptions, type FittedBert, type NewBert } from './fitBert';
export { openBert, type Bert, type BertOptions } from './openBert';
export { trainTextHead, type TextHeadOptions } from './trainTextHead';
export { trainWordPieces, type WordPieceOptions } from './trainWordPieces';
