/** One model in production, told slowly: drift, alarm, explanation, decision, challenger, verdict, and the rollback. */
export { MEASUREMENTS } from './admissions';
export { changePointCoverage, type ChangePointCoverage } from './changePointCoverage';
export { policyOverview } from './policyOverview';
export { changePointFigure } from './changePointFigure';
export {
  retrainingStory,
  type RetrainingStory,
  type RetrainingStoryOptions,
  type StoryAnswers,
} from './retrainingStory';
export type { AuditOfStory } from './auditedLog';
export type { StoryAlarm } from './storyAlarms';
export { storyClaims } from './storyClaims';
export type { StoryDates } from './storyDates';
export { storyDiary } from './storyDiary';
export { attributionFigure, storyAccuracyFigure, storyPosteriorFigure } from './storyFigures';
export { writeStory } from './storyFiles';
export type { StoryChange, StoryCycle } from './storyTeller';
