/** Profiles of files, and what they say of generated and of real data. */
export { profileCases, type ProfileCases } from './profileCases';
export { profileClaims } from './profileClaims';
export { scoreFigure } from './profileFigures';
export { profileFile, type ProfileFileOptions } from './profileFile';
export { readProfileFile, writeProfileFile } from './profileJson';
export { writeProfileStudy } from './profileStudyFiles';
export { realProfiles, type RealProfiles } from './realProfiles';
