/** Words, lengths and characters of texts, measured. */
export { characterCounts, type CharacterCounts } from './characterCounts';
export { corpusStatistics, type CorpusStatistics } from './corpusStatistics';
export { distinctiveWords, type DistinctiveWord } from './distinctiveWords';
export { lengthDrift, type LengthDrift } from './lengthDrift';
export { ngramDistance } from './ngramDistance';
export { outOfVocabulary, type OutOfVocabulary } from './outOfVocabulary';
export { tokenDistribution, type TokenDistribution } from './tokenDistribution';
export { asciiWords, words } from './words';
