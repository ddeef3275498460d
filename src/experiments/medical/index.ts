/** The medical drift lab: models, severities and scenarios. */
export { medicalClaims } from './medicalClaims';
export { medicalFigures, severityPictures, timelineFigure, type MedicalFigures } from './medicalFigures';
export { writeMedicalLab } from './medicalFiles';
export { openMedicalModel, type MedicalModel, type MedicalModelOptions } from './medicalModel';
export { severityStudy, type SeverityRow, type SeverityStudyOptions } from './severityStudy';
export { timelineStudy, type Timeline, type TimelineStudyOptions } from './timelineStudy';
