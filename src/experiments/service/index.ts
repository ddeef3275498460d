/** The drift service, asked over HTTP: scenarios of notebook 06. */
export { serviceClaims } from './serviceClaims';
export { serviceFigures, type ServiceFigures } from './serviceFigures';
export { writeServiceScenarios } from './serviceFiles';
export {
  serviceScenarios,
  type CleanupAndReload,
  type ServiceAnswer,
  type ServiceScenarios,
  type ServiceScenariosOptions,
  type SeverityLadder,
} from './serviceScenarios';
