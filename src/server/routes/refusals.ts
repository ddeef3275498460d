import { errorReply } from '../schemas';

/** Every route of the API may answer with these; all look alike. */
export const refusals = {
  400: errorReply,
  401: errorReply,
  403: errorReply,
  404: errorReply,
  405: errorReply,
  409: errorReply,
  413: errorReply,
  415: errorReply,
  422: errorReply,
  429: errorReply,
  500: errorReply,
  503: errorReply,
} as const;
